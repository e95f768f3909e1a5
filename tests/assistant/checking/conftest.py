"""A small invented plan for drafts to be held against."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.checking.manuscripts import Sentence, manuscript_from
from assistant.library import Library
from corpus.documents import Source, SourceText
from corpus.formats.files import read_file
from corpus.parsing import plan_from

COUNTY = Path(__file__).parents[1] / "county.md"


@pytest.fixture(scope="session")
def county() -> Source:
    """What the plan says of itself."""
    return Source(id="qinghe", title="青河县“十四五”卫生健康规划", region="青河县")


@pytest.fixture(scope="session")
def library(county: Source) -> Library:
    """The plan, indexed: two rows, three sentences, a responsibility."""
    return Assistant.from_plans([plan_from(county, read_file(COUNTY))]).library


@pytest.fixture(scope="session")
def drafted() -> Callable[[str], Sentence]:
    """Return the last sentence of a draft."""

    def last(text: str) -> Sentence:
        return manuscript_from(SourceText(text=text)).sentences[-1]

    return last
