"""Three invented plans and what they say, for tests of how a conversation goes on."""

from collections.abc import Callable

import pytest

from assistant.answers import Message
from corpus.documents import Source

WORDS = "无烟学校、健康村、健康社区、急救站、救护车、护士数、医师数、产假、安宁疗护"


@pytest.fixture(scope="session")
def plans() -> tuple[Source, ...]:
    return (
        Source(id="qinghe", title="青禾县“十四五”卫生健康发展规划", region="青禾县"),
        Source(id="baishi", title="白石区“十四五”卫生健康发展规划", region="白石区"),
        Source(id="hongyan", title="红岩市卫生健康工作要点", region="红岩市"),
    )


@pytest.fixture(scope="session")
def said() -> Callable[[str], bool]:
    """Whether some plan has a word."""
    return WORDS.__contains__


@pytest.fixture(scope="session")
def names() -> tuple[str, ...]:
    """Names that stand in the plans."""
    return ("柳溪镇卫生院", "石桥镇卫生院", "青禾县人民医院", "县中医院", "柳溪镇")


@pytest.fixture(scope="session")
def talk() -> Callable[..., list[Message]]:
    """A conversation of questions, each alone or with what was answered to it."""

    def messages(*turns: str | tuple[str, str]) -> list[Message]:
        said: list[Message] = []
        for turn in turns:
            asked, answer = (turn, "") if isinstance(turn, str) else turn
            said.append(Message(role="user", content=asked))
            if answer:
                said.append(Message(role="assistant", content=answer))
        return said

    return messages
