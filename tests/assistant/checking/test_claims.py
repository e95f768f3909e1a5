"""Which words of a sentence may be a claim about a plan."""

from collections.abc import Callable

import pytest

from assistant.checking.claims import Finder
from assistant.checking.manuscripts import Sentence
from assistant.library import Library


@pytest.fixture(scope="module")
def finder(library: Library) -> Finder:
    return Finder(library)


def claimed(finder: Finder, sentence: Sentence) -> list[tuple[str, str]]:
    """The kind and the words of each candidate."""
    text = sentence.excerpt.text
    return [(c.kind, text[c.start : c.end]) for c in finder.candidates(sentence)]


def test_figures_grades_duties_deadlines_and_statements(
    finder: Finder, drafted: Callable[[str], Sentence]
) -> None:
    text = "规划提出，寿命达到79.5岁，到2023年县人民医院创建成三级甲等医院，由县民政局牵头。"
    found = claimed(finder, drafted(f"汇报\n{text}"))
    assert ("figure", "79.5岁") in found
    assert ("level", "三级甲等医院") in found
    assert ("responsibility", "县民政局") in found
    assert ("statement", "由县民政局牵头") in found


def test_numbers_of_papers_dates_and_ages_are_no_claims(
    finder: Finder, drafted: Callable[[str], Sentence]
) -> None:
    text = "青卫〔2024〕12号7月5日印发，电话0512-5288888，65岁以上老年人参加，比上年高3个百分点。"
    assert [kind for kind, _ in claimed(finder, drafted(f"汇报\n{text}")) if kind == "figure"] == []
