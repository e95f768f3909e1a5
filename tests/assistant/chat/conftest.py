"""A server in the place of a chat model's, and the items that sentences are held to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.chat.items import Item
from assistant.language.regions import short_region
from corpus.catalogue import shipped_plans
from corpus.documents import Plan, Source
from corpus.formats.files import read_file
from corpus.gazetteer.names import names_from
from corpus.parsing import plan_from
from index.passages import Passage, passages_from
from index.settings import Settings, load_settings
from tests.assistant.chat.scripted_server import Act, Server, scripted_server, writing
from tests.assistant.chat.shown_items import found_in

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
def plans() -> tuple[Plan, ...]:
    """The shipped plans."""
    return shipped_plans()


@pytest.fixture(scope="session")
def passages(plans: tuple[Plan, ...]) -> tuple[Passage, ...]:
    """The passages of the shipped plans; no index is needed to hold sentences to them."""
    return tuple(p for plan in plans for p in passages_from(plan, 220))


@pytest.fixture(scope="session")
def names(plans: tuple[Plan, ...]) -> tuple[str, ...]:
    """The names of institutions, places and the like in the shipped plans."""
    return tuple(name.text for name in names_from(plans))


@pytest.fixture(scope="session")
def regions(plans: tuple[Plan, ...]) -> frozenset[str]:
    """The names of the regions of the shipped plans, in full and short."""
    sources = [plan.source for plan in plans]
    return frozenset(n for s in sources for n in (s.region, short_region(s)) if n)


@pytest.fixture(scope="session")
def item(plans: tuple[Plan, ...], passages: tuple[Passage, ...]) -> Callable[..., Item]:
    """Return the item of the sentence, row or responsibility that has these words."""

    def find(words: str, plan: str = "") -> Item:
        return found_in(plans, [p for p in passages if plan in ("", p.source.id)], words)

    return find


@pytest.fixture(scope="session")
def county_plan() -> Plan:
    """A small invented plan: two rows, sentences of several tasks, a responsibility."""
    source = Source(id="qinghe", title="青河县“十四五”卫生健康规划", region="青河县")
    return plan_from(source, read_file(COUNTY))


@pytest.fixture(scope="session")
def county(county_plan: Plan) -> tuple[Passage, ...]:
    """The passages of that plan."""
    return passages_from(county_plan, 220)


@pytest.fixture(scope="session")
def of(county_plan: Plan, county: tuple[Passage, ...]) -> Callable[[str], Item]:
    """Return the item of the sentence, row or responsibility of that plan that has these words."""
    return lambda words: found_in([county_plan], county, words)
