"""What every answer has, and which requests get none."""

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

from starlette.responses import PlainTextResponse

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

# Only files of this server, and no script or style in a page.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "content-security-policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
ONCE = {"cache-control": "no-store"}  # what is known of users stays in no cache
REFUSED = "This server answers only under the name that it was started for."


class Guard:
    """Adds the headers, and refuses requests under another name: a page of another site could send those.

    Without `host_names` it answers under each name.
    """

    def __init__(self, app: Application, host_names: Collection[str] | None = None) -> None:
        self.app = app
        self.host_names = host_names

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                added = HEADERS | ONCE
                message["headers"] = [
                    *message["headers"],
                    *((name.encode(), value.encode()) for name, value in added.items() if name.encode() not in present),
                ]
            await send(message)

        if self.host_names is None or _host_name(scope) in self.host_names:
            await self.app(scope, receive, send_guarded)
        else:
            await PlainTextResponse(REFUSED, status_code=421)(scope, receive, send_guarded)


def _host_name(scope: Message) -> str:
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "").lower()
    name, _, port = host.rpartition(":")
    return name if name and (port.isdigit() or not port) and not host.endswith("]") else host
