"""A server that speaks the OpenAI protocol over real HTTP, and does what a test has it do."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from assistant.answers import Evidence
from assistant.chat.items import Item, words_of
from corpus.catalogue import shipped_plans
from corpus.gazetteer.names import names_from
from index.passages import Passage, passages_from
from index.settings import Settings, load_settings

# What a server does with a request: the handler writes the response.
Act = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers a request as the server was told to; ``begin``, ``say`` and ``end`` stream."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
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
        try:
            super().handle()
        except ConnectionError:
            self.server.hung_up.set()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def begin(self, content_type: str = "text/event-stream") -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def raw(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
        self.wfile.flush()

    def say(self, text: str, ended: str | None = None) -> None:
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": ended}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
        self.raw(f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode())

    def end(self) -> None:
        self.raw(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def fail(self, code: int) -> None:
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


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def says() -> Callable[..., Act]:
    return writing


@pytest.fixture
def model_settings(server: Server) -> Settings:
    """Settings that name the server's model; a second is long to wait in a test."""
    return load_settings(
        chat_model="openai:m", chat_base_url=server.url, chat_api_key="secret", chat_timeout=1
    )


@pytest.fixture(scope="session")
def passages() -> tuple[Passage, ...]:
    """The passages of the shipped plans; no index is needed to hold sentences to them."""
    return tuple(p for plan in shipped_plans() for p in passages_from(plan, 220))


@pytest.fixture(scope="session")
def names() -> tuple[str, ...]:
    """The names of institutions, places and the like in the shipped plans."""
    return tuple(name.text for name in names_from(shipped_plans()))


@pytest.fixture(scope="session")
def item(passages: tuple[Passage, ...]) -> Callable[..., Item]:
    """Return the item of the sentence, row or responsibility that has these words."""

    def find(words: str, plan: str = "") -> Item:
        for passage in passages:
            if plan in ("", passage.source.id):
                for excerpt in passage.sentences():
                    if words in excerpt.text:
                        evidence = Evidence(passage=passage, excerpt=excerpt, score=0.9)
                        return Item(words_of(passage, evidence), (evidence,), 0.9)
        raise LookupError(words)

    return find
