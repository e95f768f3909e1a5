"""A server that speaks the OpenAI protocol over real HTTP on the loopback, and does as told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# What a server does with a request: the handler writes the response.
Act = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers a request as the server was told to; ``begin``, ``say`` and ``end`` stream."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        """Do the next act with a request."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append(json.loads(body))
        self.server.headers.append(dict(self.headers))
        acts = self.server.acts
        act = acts.pop(0) if len(acts) > 1 else acts[0]
        try:
            act(self)
        except ConnectionError:
            self.server.hung_up.set()

    def handle(self) -> None:
        """Serve a connection; that the client hung up is remembered."""
        try:
            super().handle()
        except ConnectionError:
            self.server.hung_up.set()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def begin(self, content_type: str = "text/event-stream") -> None:
        """Begin a stream."""
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def raw(self, data: bytes) -> None:
        """Send one piece as it is."""
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
        self.wfile.flush()

    def say(self, text: str, ended: str | None = None) -> None:
        """Send a piece of text, and with the last one why it ended."""
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": ended}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
        self.raw(f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode())

    def end(self) -> None:
        """End the stream as the protocol has it."""
        self.raw(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def fail(self, code: int) -> None:
        """Answer with an HTTP status alone."""
        body = json.dumps({"error": {"message": "as told"}}).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """A server on the loopback; ``acts`` are done one a request, the last one ever after."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.acts: list[Act] = [writing("好。")]
        self.heard: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.hung_up = threading.Event()

    @property
    def url(self) -> str:
        """The address that a client is given."""
        return f"http://127.0.0.1:{self.server_port}/v1"


def writing(text: str, *, pause: float = 0, size: int = 3, ended: str = "stop") -> Act:
    """Return the act of writing a text, ``size`` characters at a time."""

    def act(handler: Handler) -> None:
        handler.begin()
        for start in range(0, len(text), size):
            handler.say(text[start : start + size])
            time.sleep(pause)
        handler.say("", ended)
        handler.end()

    return act


def breaking_off(text: str) -> Act:
    """Return the act of dropping the connection within a piece that follows a text."""

    def act(handler: Handler) -> None:
        handler.begin()
        handler.say(text)
        handler.wfile.write(b"ff\r\nda")
        handler.close_connection = True

    return act


def ending_early(text: str) -> Act:
    """Return the act of ending the response after a text without saying that it has ended."""

    def act(handler: Handler) -> None:
        handler.begin()
        handler.say(text)
        handler.wfile.write(b"0\r\n\r\n")

    return act


def failing(code: int) -> Act:
    """Return the act of answering with an HTTP status."""
    return lambda handler: handler.fail(code)


@contextmanager
def scripted_server() -> Iterator[Server]:
    """Run a server in a thread; it is told what to do through its ``acts``."""
    with Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()
