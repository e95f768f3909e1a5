"""What replies of the server say to the browser: load from here only, and keep who you are."""

from http.cookies import SimpleCookie
from secrets import token_urlsafe

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio runs inline scripts and compiles templates, so that these two must be allowed; no
# word of a question or document gets into either. All else is of this server alone.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


READER_COOKIE = "plans_reader"
_READER_BYTES = 24
_YEAR = 365 * 24 * 3600


class SafeHeaders:
    """Middleware that adds `HEADERS` to each reply, and to the page's a cookie for a new reader.

    The cookie opens a reader's own conversations: it is not to be guessed, and no script sees
    it. No reply is held back, so that streams flow.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if scope["path"] == "/" and READER_COOKIE not in _cookies(scope):
                    headers.append("Set-Cookie", _new_reader())
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _cookies(scope: Scope) -> SimpleCookie:
    return SimpleCookie(Headers(scope=scope).get("cookie", ""))


def _new_reader() -> str:
    key = token_urlsafe(_READER_BYTES)
    return f"{READER_COOKIE}={key}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Strict"
