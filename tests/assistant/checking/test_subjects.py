"""What a draft's figure is a figure of."""

from collections.abc import Callable

import pytest

from assistant.checking.context import Context
from assistant.checking.figure_context import plain
from assistant.checking.manuscripts import Sentence
from assistant.checking.subjects import Names, Subject, subjects_of
from assistant.library import Library
from corpus.documents import Excerpt, Source
from corpus.indicators.figures import figures_in
from corpus.indicators.times import plan_period

PLANNED = Context(plans=("qinghe",), names_plan=True, stance="planned", year=2025)


@pytest.fixture(scope="module")
def names(library: Library) -> Names:
    return Names(library)


@pytest.fixture
def first_of(
    drafted: Callable[[str], Sentence], names: Names, county: Source
) -> Callable[[str, str], Subject | None]:
    """Return what the figure with these words is likeliest of, in the last sentence of a draft."""

    def first(draft: str, words: str) -> Subject | None:
        sentence = drafted(draft)
        excerpt = Excerpt(text=plain(sentence.excerpt.text), spans=sentence.excerpt.spans)
        figure = next(f for f in figures_in(excerpt.text) if words in excerpt.text[f.start : f.end])
        period = plan_period(county)
        found = subjects_of(sentence, excerpt, figure, period, context=PLANNED, names=names)
        return next(found, None)

    return first


def test_the_name_that_its_sentence_gives_it(
    first_of: Callable[[str, str], Subject | None],
) -> None:
    found = first_of("汇报\n规划提出，孕产妇死亡率控制在6/10万以内。", "6")
    assert found == Subject("孕产妇死亡率", 2025)


def test_a_figure_led_from_and_one_led_to(first_of: Callable[[str, str], Subject | None]) -> None:
    draft = "汇报\n人均预期寿命由2020年的78.2岁提高到2025年的79.5岁。"
    assert first_of(draft, "78.2") == Subject("人均预期寿命", 2020, "past")
    assert first_of(draft, "79.5") == Subject("人均预期寿命", 2025, "ahead")


def test_else_the_name_that_was_said_before(
    first_of: Callable[[str, str], Subject | None],
) -> None:
    found = first_of("汇报\n一、人均预期寿命\n到2025年，达到79.5岁。", "79.5")
    assert found is not None
    assert found.name == "人均预期寿命"


def test_a_name_counts_only_where_nothing_else_is_said(names: Names) -> None:
    assert names.last_in("居民健康素养水平，青河为") == "居民健康素养水平"
    assert names.last_in("居民健康素养水平和吸烟人群") is None
    assert names.all_in("人均期望寿命和孕产妇死亡率") == ("人均预期寿命", "孕产妇死亡率")
