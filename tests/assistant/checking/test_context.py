"""Which plan, year and stance a place in a draft has."""

import pytest

from assistant.checking.context import Context, Reader
from assistant.checking.manuscripts import manuscript_from
from corpus.documents import Source, SourceText


def context_of(draft: str, words: str, *sources: Source) -> Context | None:
    """The context of the words, in the one sentence that has them."""
    manuscript = manuscript_from(SourceText(text=draft))
    [sentence] = [s for s in manuscript.sentences if words in s.excerpt.text]
    start = sentence.excerpt.text.index(words)
    return Reader(manuscript, sources, ()).at(sentence, start, start + len(words))


@pytest.mark.parametrize(
    ("draft", "words", "stance", "year"),
    [
        ("汇报\n规划提出，到2025年寿命达到79.5岁。", "79.5岁", "planned", 2025),
        ("汇报\n目前寿命为78.9岁。", "78.9岁", "actual", None),
        ("汇报\n力争寿命达到79.5岁。", "79.5岁", "aimed", None),
        ("汇报\n寿命为79.5岁。", "79.5岁", "open", None),
    ],
)
def test_stance_and_year(
    county: Source, draft: str, words: str, stance: str, year: int | None
) -> None:
    context = context_of(draft, words, county)
    assert context is not None
    assert (context.stance, context.year) == (stance, year)


def test_a_year_said_before_the_sentence_is_inherited(county: Source) -> None:
    draft = "汇报\n规划明确，到2025年：\n寿命达到79.5岁。"
    context = context_of(draft, "79.5岁", county)
    assert context is not None
    assert (context.year, context.inherited) == (2025, True)


def test_of_two_plans_the_one_named_last_is_meant(county: Source) -> None:
    other = Source(id="baishi", title="白石县卫生健康规划", region="白石县")
    context = context_of("汇报\n青河提出79.5岁，白石提出80岁。", "80岁", county, other)
    assert context is not None
    assert context.plans == ("baishi",)
    unnamed = context_of("汇报\n寿命为80岁。", "80岁", county, other)
    assert unnamed is not None
    assert (unnamed.plans, unnamed.names_plan) == (("qinghe", "baishi"), False)


def test_what_is_said_of_another_region_or_plan_has_none(county: Source) -> None:
    assert context_of("汇报\n全省平均为80岁。", "80岁", county) is None
    assert context_of("汇报\n《江南省卫生规划》提出达到80岁。", "80岁", county) is None
