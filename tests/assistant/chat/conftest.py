"""A server in the place of a chat model's, and the items that sentences are held to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answers import Evidence
from assistant.chat.items import Item, words_of
from corpus.catalogue import shipped_plans
from corpus.documents import Source
from corpus.formats.files import read_file
from corpus.gazetteer.names import names_from
from corpus.parsing import plan_from
from index.passages import Passage, passages_from
from index.settings import Settings, load_settings
from tests.assistant.chat.scripted_server import Act, Server, scripted_server, writing

COUNTY = Path(__file__).parents[1] / "county.md"


@pytest.fixture
def server() -> Iterator[Server]:
    with scripted_server() as running:
        yield running


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


@pytest.fixture(scope="session")
def county() -> tuple[Passage, ...]:
    """The passages of a small invented plan: two rows, three sentences, a responsibility."""
    source = Source(id="qinghe", title="青河县“十四五”卫生健康规划", region="青河县")
    return tuple(passages_from(plan_from(source, read_file(COUNTY)), 220))


@pytest.fixture(scope="session")
def of(county: tuple[Passage, ...]) -> Callable[[str], Item]:
    """Return the item of the sentence, row or responsibility of that plan that has these words."""

    def find(words: str) -> Item:
        passage, excerpt = next((p, e) for p in county for e in p.sentences() if words in e.text)
        evidence = Evidence(passage=passage, excerpt=excerpt, score=0.9)
        return Item(words_of(passage, evidence), (evidence,), 0.9)

    return find
