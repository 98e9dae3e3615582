"""The application: an address for each page, and what every answer has in common."""

import csv
import logging
import re
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

import jinja2
import psycopg
from anyio.to_thread import current_default_thread_limiter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from loader import report
from loader.challenges import require_ready
from loader.errors import NOT_AS_BUILT, ChallengesError, UnreachableError, reason
from loader.ledger import package_version, status
from loader.metrics import exposition, read_metrics
from web import pages, words
from web.guard import Guard
from web.reading import FILE_TIMEOUT, Connections, Reading, Row


def _plotly_script() -> Path:
    # The file alone: importing the package takes a second.
    package = find_spec("plotly")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("No module named 'plotly'", name="plotly")
    return Path(package.origin).parent / "package_data" / "plotly.min.js"


FOLDER = Path(__file__).parent
PLOTLY = _plotly_script()
LOG = logging.getLogger("challenges.web")
MOST_AT_A_TIME = 8  # requests, with a connection each
SPOOLED = 1_000_000  # bytes of a CSV file that are kept in memory
TRY_AGAIN = 10  # seconds, after which an error page of the database loads itself again
A_DAY = "public, max-age=86400"
NO_PAGE = "There is no page at this address. The links above lead to all pages."
NOT_THIS_WAY = "This address can only be read."
UNREADABLE = "The database does not answer, or not in time."
NOT_AS_BUILT_SENTENCE = "A view that this page reads is missing, or not as dbt builds it. Run `dbt build`."
NO_RIGHT = "The login of the pages lacks a right. Run `challenges grant-rights`, and grant it challenges_reader."
BY_ITSELF = "This page tries again by itself."
BROKEN = "The page could not be made. The log of the server has the reason."
# The role of the pages is missing, is not granted, or may not read.
NO_RIGHTS = (psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidParameterValue)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may run

COMMON = {"section": "", "asked_for": "", "set_clock": None}  # what every template asks for

Read = Callable[..., pages.Page]
Lines = Callable[..., tuple[Sequence[str], list[Row]]]


class _Text(Convertor[str]):
    """Any text: the id of a challenge is one."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("text", _Text())


def application(clock: datetime | None = None, host_names: Collection[str] | None = None) -> Guard:
    """Return the application: at a clock, by default now, answering under these names, by default under each."""
    app = Starlette(
        routes=_routes(),
        exception_handlers={
            HTTPException: _http_error,
            pages.NotFoundError: _not_found,
            ChallengesError: _database_error,
            psycopg.Error: _database_error,
            Exception: _broken,
        },
        lifespan=_lifespan,
    )
    app.state.connections = Connections(clock)
    app.state.templates = _templates()
    return Guard(app, host_names)  # around all, so that the answer to an error has the headers, too


def _routes() -> list[BaseRoute]:
    return [
        Route("/", _page("overview.html", pages.overview)),
        Route("/users", _search),
        Route("/users/{user_id:int}", _page("user.html", pages.user)),
        Route("/challenges/{challenge_id:text}", _page("challenge.html", pages.challenge)),
        Route("/loads", _page("loads.html", pages.loads)),
        Route("/loads/{load_id:int}.csv", _file("load-{load_id}", pages.load_lines)),
        Route("/loads/{load_id:int}", _page("load.html", pages.load)),
        Route("/finance", _page("finance.html", pages.finance)),
        Route("/finance/{state}.csv", _file("{state}", pages.finding_lines)),
        Route("/finance/{state}", _page("findings.html", pages.findings)),
        Route("/healthz", _health),
        Route("/metrics", _metrics),
        Route("/static/plotly.js", _plotly),
        Mount("/static", _Files(directory=FOLDER / "static")),
    ]


def _page(template: str, read: Read) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        with request.app.state.connections.reading() as found:
            context = read(found, _asked(request), **request.path_params)
            return _rendered(request, template, found, context)

    return endpoint


def _asked(request: Request) -> pages.Asked:
    # PostgreSQL has no text with a null character.
    return {name: text.replace("\0", "") for name, text in request.query_params.items()}


def _search(request: Request) -> Response:
    with request.app.state.connections.reading() as found:
        context = pages.search(found, _asked(request))
        if user_id := context.get("user_id"):
            return RedirectResponse(f"/users/{user_id}", status_code=303)
        return _rendered(request, "users.html", found, context)


def _rendered(request: Request, template: str, found: Reading, context: pages.Page) -> Response:
    common = COMMON | {"now": found.now, "clock": found.clock, "set_clock": found.set_clock}
    return request.app.state.templates.TemplateResponse(request, template, common | context)


def _file(name: str, read: Lines) -> Callable[[Request], Response]:
    """Return the endpoint of a CSV file. It is complete before it is sent: a slow client keeps no transaction open."""

    def endpoint(request: Request) -> Response:
        with request.app.state.connections.reading() as found:
            found.connection.execute("select set_config('statement_timeout', %s, false)", (FILE_TIMEOUT,))
            columns, rows = read(found, _asked(request), **request.path_params)
        file = SpooledTemporaryFile(SPOOLED, "w+", encoding="utf-8", newline="")  # noqa: SIM115 - the answer closes it
        lines = csv.writer(file)
        lines.writerow(columns)
        lines.writerows([_cell(row[column]) for column in columns] for row in rows)
        file.seek(0)
        file_name = name.format(**request.path_params)
        headers = {"content-disposition": f'attachment; filename="challenges-{file_name}.csv"'}
        return StreamingResponse(_parts(file), media_type="text/csv; charset=utf-8", headers=headers)

    return endpoint


def _parts(file: Any) -> Iterator[str]:  # noqa: ANN401
    with file:
        yield from iter(partial(file.read, SPOOLED), "")


def _cell(value: Any) -> Any:  # noqa: ANN401
    # An apostrophe keeps a spreadsheet from running a text of the database.
    if isinstance(value, datetime):
        return words.iso(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _health(request: Request) -> Response:
    try:
        with request.app.state.connections.reading() as found:
            require_ready(found.connection, found.schema)
    except (ChallengesError, psycopg.Error) as error:
        LOG.warning("%s", reason(error))
        return JSONResponse({"status": "unavailable"}, status_code=503)
    return JSONResponse({"status": "ok"})


def _metrics(request: Request) -> Response:
    with request.app.state.connections.reading() as found:
        statuses = status(found.connection, found.schema)
        metrics = exposition(read_metrics(found.connection, found.schema, statuses))
    return Response(metrics, media_type=CONTENT_TYPE_LATEST)


class _Files(StaticFiles):
    """Files that a browser may keep for a day, by addresses that have the version of this package."""

    def file_response(self, *arguments: Any, **options: Any) -> Response:  # noqa: ANN401
        response = super().file_response(*arguments, **options)
        response.headers["cache-control"] = A_DAY
        return response


def _plotly(_request: Request) -> Response:
    return FileResponse(PLOTLY, media_type="text/javascript", headers={"cache-control": A_DAY})


def _style_elements() -> Iterable[str]:
    """Return the ids of the style elements that Plotly adds unless the page has an element with the id.

    The content security policy allows none, and the rules that matter are in the style sheet.
    """
    return set(re.findall(r'getElementById\("([0-9a-f]{64})"\)', PLOTLY.read_text(encoding="utf-8")))


def _templates() -> Jinja2Templates:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= words.FILTERS
    environment.globals |= {
        "version": package_version(),
        "verdict": report.verdict,
        "gate_words": words.gate_words,
        "key_words": words.key_words,
        "near_limit_percent": pages.NEAR_LIMIT,
        "counted_by_cap": report.counted_by_cap,
        "of_adoption": report.of_adoption,
        "style_elements": sorted(_style_elements()),
    }
    return Jinja2Templates(env=environment)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = MOST_AT_A_TIME
    yield
    app.state.connections.close()


def _error(request: Request, status: int, title: str, sentence: str, headers: dict[str, str] | None = None) -> Response:
    context = COMMON | {"title": title, "sentence": sentence}
    return request.app.state.templates.TemplateResponse(
        request, "error.html", context, status_code=status, headers=headers
    )


def _http_error(request: Request, error: HTTPException) -> Response:
    is_missing = error.status_code == 404
    title, sentence = ("No such page", NO_PAGE) if is_missing else ("Not allowed", NOT_THIS_WAY)
    return _error(request, error.status_code, title, sentence, dict(error.headers or {}))


def _not_found(request: Request, error: pages.NotFoundError) -> Response:
    return _error(request, 404, "Not found", str(error))


def _database_error(request: Request, error: ChallengesError | psycopg.Error) -> Response:
    # The page has no reason of PostgreSQL: it can name the server, the role, or a statement.
    LOG.warning("%s: %s", request.url.path, reason(error))
    title, sentence = "The database is not ready", str(error)
    if isinstance(error, NOT_AS_BUILT):
        sentence = NOT_AS_BUILT_SENTENCE
    elif isinstance(error, NO_RIGHTS):
        sentence = NO_RIGHT
    elif isinstance(error, (psycopg.Error, UnreachableError)):
        title, sentence = "No answer from the database", UNREADABLE
    headers = {"refresh": str(TRY_AGAIN), "retry-after": str(TRY_AGAIN)}
    return _error(request, 503, title, f"{sentence} {BY_ITSELF}", headers)


def _broken(request: Request, _error_of_code: Exception) -> Response:
    return _error(request, 500, "This page is broken", BROKEN)
