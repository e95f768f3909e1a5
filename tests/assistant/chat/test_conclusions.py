"""What follows from figures may be said, and only that: more, less, the same, how far apart."""

from collections.abc import Callable

import pytest

from assistant.chat.conclusions import is_conclusion, wrong_comparison, wrong_conclusion
from assistant.chat.figures import plain
from assistant.chat.items import Item
from assistant.chat.workings import worked

Of = Callable[[str], Item]
REGIONS = ("青禾县", "青禾", "白石区", "白石")


@pytest.mark.parametrize(
    "clause",
    [
        "白石更高",
        "白石区略高于青禾县",
        "两地一样",
        "所以青禾更低",
    ],
)
def test_a_clause_that_only_compares_is_a_conclusion(clause: str) -> None:
    assert is_conclusion(plain(clause), REGIONS)


@pytest.mark.parametrize(
    "clause",
    [
        "建设病房",
        "病房更多",
        "高出1.3岁",
        "成绩更好",
        "到2050年",
        "目前",
    ],
)
def test_a_clause_that_says_something_of_its_own_is_none(clause: str) -> None:
    assert not is_conclusion(plain(clause), REGIONS)


@pytest.fixture
def both(of: Of) -> tuple[Item, Item]:
    """Rows of two plans that give the same indicator: 79 in 青禾县, 80 in 白石区."""
    [evidence] = of("人均预期寿命").evidence

    def row(region: str, before: str, after: str) -> Item:
        source = evidence.passage.source.model_copy(update={"region": region, "id": region})
        passage = evidence.passage.model_copy(update={"source": source, "record": None})
        words = f"指标：人均预期寿命；2020年：{before}岁；2025年：{after}岁"
        return Item(words, (evidence.model_copy(update={"passage": passage}),), is_row=True)

    return row("青禾县", "77.5", "79"), row("白石区", "78.1", "80")


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("青禾县提高79−77.5=1.5岁", True),
        ("青禾县2025年比2020年多79−77.5=1.5岁", True),
        ("白石区比青禾县高80−79=1岁", True),
        ("青禾县比白石区低80−79=1岁", True),
        ("两地相差80−79=1岁", True),
        ("青禾县降低79−77.5=1.5岁", False),
        ("青禾县2025年比2020年少79−77.5=1.5岁", False),
        ("青禾县降79−77.5=1.5岁", False),
        ("青禾县比白石区高80−79=1岁", False),
        ("白石区比青禾县低80−79=1岁", False),
    ],
)
def test_a_difference_goes_the_way_of_its_figures(
    both: tuple[Item, Item], said: str, stands: bool
) -> None:
    figures = [figure for item in both for figure in item.figures]
    sums = worked(plain(said), figures)
    assert sums.fault == ""
    assert (wrong_conclusion(sums, both) == "") is stands


@pytest.mark.parametrize(
    ("clause", "stands"),
    [
        ("白石区更高", True),
        ("青禾县更低", True),
        ("青禾县最低", True),
        ("白石区比青禾县高", True),
        ("青禾县更高", False),
        ("白石区更低", False),
        ("两地一样", False),
        ("两地持平", False),
        ("更高", False),  # who?
    ],
)
def test_a_comparison_in_words_is_that_of_the_figures_beside_it(
    both: tuple[Item, Item], clause: str, stands: bool
) -> None:
    first, second = both
    parts = [("青禾县人均预期寿命2025年为79岁", first), ("白石区为80岁", second)]
    assert (wrong_comparison(plain(clause), parts) == "") is stands


def test_figures_that_are_the_same_may_be_said_to_be(both: tuple[Item, Item]) -> None:
    first, second = both
    parts = [("青禾县为79岁", first), ("白石区为79岁", second)]
    assert wrong_comparison("两地一样", parts) == ""
    assert wrong_comparison("白石区更高", parts) != ""
    assert wrong_comparison("两地一样", parts[:1]) != ""
