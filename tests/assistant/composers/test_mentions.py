"""Questions for which plans say something."""

from collections.abc import Callable

from assistant import Assistant
from assistant.answers import Candidate
from assistant.composers.composer import Composer
from assistant.composers.mentions import Mentions

Proposals = Callable[[Composer, str], list[Candidate]]


def test_a_plan_that_mentions_it_is_quoted_and_the_other_is_named(proposals: Proposals) -> None:
    [candidate] = proposals(Mentions(), "哪些规划提到互联网医院")
    draft = candidate.draft
    assert (draft.opening, draft.closing) == ("1份提到：", "没有提到的：青禾县。")
    assert [(s.subject, s.text) for s in draft.statements] == [("白石区", "推进互联网医院建设")]


def test_word_for_word_and_by_how_many_it_is_mentioned_are_signals(proposals: Proposals) -> None:
    [one] = proposals(Mentions(), "哪些规划提到互联网医院")
    [both] = proposals(Mentions(), "哪些规划提到无烟学校")
    assert (one.signals["literal"], one.signals["silent"]) == (1.0, 0.5)
    assert (both.signals["literal"], both.signals["silent"]) == (1.0, 0.0)


def test_words_in_another_order_are_a_mention_but_none_word_for_word(proposals: Proposals) -> None:
    [candidate] = proposals(Mentions(), "哪些规划提到学校无烟")
    assert candidate.signals["mentioned"] == 1.0
    assert candidate.signals["literal"] == 0.0


def test_either_of_two_things_is_a_mention(proposals: Proposals) -> None:
    [candidate] = proposals(Mentions(), "哪些规划提到治未病中心或互联网医院")
    assert [s.text for s in candidate.draft.statements] == [
        "县中医院设立治未病中心",
        "推进互联网医院建设",
    ]


def test_where_those_that_do_not_are_asked_for_they_come_first(proposals: Proposals) -> None:
    [candidate] = proposals(Mentions(), "哪些规划没有提到互联网医院")
    assert candidate.draft.opening.startswith("没有提到的：青禾县。")


def test_an_indicator_is_mentioned_with_its_reading(proposals: Proposals) -> None:
    [candidate] = proposals(Mentions(), "哪些规划提到宫颈癌筛查率")
    [statement] = candidate.draft.statements
    assert statement.text.startswith("适龄妇女宫颈癌筛查率2025年目标为60%")


def test_what_no_plan_mentions_is_not_proposed(proposals: Proposals) -> None:
    assert proposals(Mentions(), "哪些规划提到质子治疗") == []


def test_what_no_plan_mentions_is_refused_though_a_part_of_it_is_said(shipped: Assistant) -> None:
    assert shipped.answer("哪个规划提到了质子治疗").refused


def test_of_one_plan_it_is_said_that_it_mentions_the_topic(proposals: Proposals) -> None:
    for question in (
        "白石区规划提没提互联网医院",
        "互联网医院白石写了吗",
        "白石对线上医院有安排吗",
    ):
        [candidate] = proposals(Mentions(), question)
        assert [s.text for s in candidate.draft.statements] == ["提到了：推进互联网医院建设"]


def test_what_the_one_plan_does_not_mention_is_not_proposed(proposals: Proposals) -> None:
    assert proposals(Mentions(), "青禾县的规划提到互联网医院了吗") == []
