"""What every request must pass: whose page asks, who asks, and what the answer may load."""

import base64
import binascii
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# unsafe-eval is what gr.HTML needs to render its template; no text from outside reaches a script.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses requests of other sites and of strangers, and tells the browser what a page may load.

    Attributes:
        auth: `user:password`; None where everyone who reaches the port may ask.
    """

    app: ASGIApp
    auth: str | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers it with what is wrong."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await (self._refusal(Headers(scope=scope)) or self.app)(scope, receive, guarded)

    def _refusal(self, headers: Headers) -> ASGIApp | None:
        if self.auth is not None and not authorised(headers.get("authorization", ""), self.auth):
            challenge = {"WWW-Authenticate": 'Basic realm="Briefs", charset="UTF-8"'}
            return PlainTextResponse("Please log in with the name and password you were given.", 401, challenge)
        if self.auth is None and _host(f"//{headers.get('host', '')}") not in LOOPBACK:
            return PlainTextResponse("This page answers on this machine's own address only.", 403)
        origin = headers.get("origin")
        if origin and urlsplit(origin).netloc != headers.get("host", ""):
            return PlainTextResponse("Requests from other sites are refused.", 403)
        return None


def authorised(header: str, auth: str) -> bool:
    """Whether a Basic authorisation header carries `user:password`."""
    scheme, _, value = header.partition(" ")
    try:
        given = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return False
    return scheme.lower() == "basic" and secrets.compare_digest(given, auth.encode())


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
