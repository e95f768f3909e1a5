"""What a model is shown: the plans' words under numbers, and all that may be repeated of them."""

from collections.abc import Callable

from assistant.answers import Draft, Evidence, Question, Statement
from assistant.chat.items import Item, items_from
from index.passages import Passage

ASKED = Question(
    asked="孕产妇死亡率", text="孕产妇死亡率", kind="value", plans=("qinghe",), names_plan=True
)


def evidence_of(county: tuple[Passage, ...], scores: dict[str, float]) -> list[Evidence]:
    """The sentences that have these words, with these scores."""
    return [
        Evidence(passage=passage, excerpt=excerpt, score=score)
        for words, score in scores.items()
        for passage in county
        for excerpt in passage.sentences()
        if words in excerpt.text
    ]


def test_a_row_is_shown_in_words_with_unit_year_and_kind(of: Callable[[str], Item]) -> None:
    item = of("人均预期寿命")
    assert item.text == "人均预期寿命：2020年现状为78.2岁，2025年目标为79.5岁（预期性）"
    assert [record.name for record in item.records] == ["人均预期寿命"]
    assert item.units == "岁"


def test_a_sentence_gives_the_records_that_stand_in_it(of: Callable[[str], Item]) -> None:
    assert [record.name for record in of("执业医师").records] == ["执业医师"]
    assert of("执业医师").regions == {"青河县", "青河"}


def test_a_responsibility_has_its_units(of: Callable[[str], Item]) -> None:
    [assignment] = of("牵头单位").assignments
    assert [unit.said for unit in assignment.lead] == ["县卫生健康局"]


def test_composed_statements_come_first_and_what_they_say_is_not_repeated(
    county: tuple[Passage, ...],
) -> None:
    evidence = evidence_of(county, {"新院区": 0.9, "督导检查": 0.8})
    text = evidence[0].excerpt.text
    draft = Draft(statements=(Statement(text=text, evidence=(evidence[0],)),))
    items = items_from(ASKED, draft, evidence, 1000)
    assert [item.composed for item in items] == [True, False]
    assert "督导检查" in items[1].text


def test_what_scores_far_below_the_best_is_not_shown(county: tuple[Passage, ...]) -> None:
    evidence = evidence_of(county, {"新院区": 0.9, "督导检查": 0.4})
    items = items_from(ASKED, Draft(statements=()), evidence, 1000)
    assert ["新院区" in item.text for item in items] == [True]


def test_no_more_is_shown_than_there_is_room_for(county: tuple[Passage, ...]) -> None:
    evidence = evidence_of(county, {"新院区": 0.9, "督导检查": 0.8})
    room = len(evidence[0].excerpt.text) + 60
    items = items_from(ASKED, Draft(statements=()), evidence, room)
    assert len(items) == 1
