"""Parts that were judged each, put together: answered, named as not found, nothing said twice."""

import pytest

from assistant.answers import Candidate, Decision, Draft, Evidence, Question, Rejection, Statement
from assistant.decision.joining import PARTS, Judged, as_typed, joined
from corpus.documents import Excerpt, Source
from index.passages import Passage

QUESTION = Question(
    asked="青禾县急救站有几个，由谁牵头",
    text="青禾县急救站有几个，由谁牵头",
    kind="value",
    plans=("qinghe",),
    names_plan=True,
)
PLAN = "到2025年建成急救站6个。县卫生健康委牵头推进急救站建设。产假延长30天。"


def cited(words: str) -> Evidence:
    """The words where they stand in the plan."""
    at = PLAN.index(words)
    excerpt = Excerpt(text=words, spans=((at, at + len(words)),))
    source = Source(id="qinghe", title="青禾县规划", region="青禾县")
    passage = Passage(id=f"qinghe-{at}", source=source, path=(), kind="clause", excerpt=excerpt)
    return Evidence(passage=passage, excerpt=excerpt, score=1.0)


def says(text: str, words: str = "") -> Statement:
    return Statement(text=text, evidence=(cited(words or text),))


STATIONS = says("建成急救站6个")
LEAD = says("县卫生健康委牵头推进急救站建设")
LEAVE = says("产假延长30天")


def answered(*statements: Statement, sure: float = 0.9) -> Decision:
    draft = Draft(statements=statements)
    chosen = Candidate(composer="sentences", question=QUESTION, draft=draft, signals={})
    return Decision(chosen=chosen, confidence=sure)


def refused(sure: float = 0.1) -> Decision:
    return Decision(chosen=None, confidence=sure, reason="not confident")


def part(typed: str, decision: Decision, *, is_covered: bool = False) -> Judged:
    return Judged(typed=typed, decision=decision, is_covered=is_covered)


def draft_of(decision: Decision) -> Draft:
    assert decision.chosen
    return decision.chosen.draft


def test_each_part_is_told_after_the_other() -> None:
    parts = [part("急救站有几个", answered(STATIONS)), part("由谁牵头", answered(LEAD, sure=0.6))]
    decision = joined(QUESTION, answered(STATIONS, sure=0.5), parts)
    assert decision.chosen and decision.chosen.composer == PARTS
    assert [part.statements for part in draft_of(decision).parts] == [(STATIONS,), (LEAD,)]
    assert draft_of(decision).statements == (STATIONS, LEAD)
    assert draft_of(decision).closing == ""


def test_the_answer_is_as_sure_as_its_least_sure_part() -> None:
    parts = [part("急救站有几个", answered(STATIONS)), part("由谁牵头", answered(LEAD, sure=0.6))]
    assert joined(QUESTION, refused(), parts).confidence == 0.6


def test_a_part_without_an_answer_is_named_as_it_was_typed() -> None:
    parts = [
        part("急救站有几个", answered(STATIONS)),
        part("护士薪酬呢", refused()),
        part("房价多少", refused()),
    ]
    draft = draft_of(joined(QUESTION, refused(), parts))
    assert draft.closing == "没有检索到：“护士薪酬呢”；“房价多少”。"
    assert [part.statements for part in draft.parts] == [(STATIONS,)]


def test_a_part_of_which_the_whole_answer_speaks_is_not_named_as_missing() -> None:
    whole = answered(STATIONS, LEAD, sure=0.6)
    parts = [
        part("急救站有几个", answered(STATIONS), is_covered=True),
        part("由谁牵头", refused(), is_covered=True),
    ]
    assert joined(QUESTION, whole, parts) is whole


def test_the_whole_answer_is_kept_where_the_parts_add_nothing() -> None:
    whole = answered(STATIONS, LEAD)
    parts = [
        part("急救站有几个", answered(STATIONS), is_covered=True),
        part("由谁牵头", answered(LEAD), is_covered=True),
    ]
    assert joined(QUESTION, whole, parts) is whole


def test_a_figure_that_only_a_part_gives_is_told() -> None:
    whole = answered(says("建成急救站", "建成急救站6个"))
    parts = [part("急救站有几个", answered(STATIONS)), part("产假几天", answered(LEAVE))]
    assert draft_of(joined(QUESTION, whole, parts)).statements == (STATIONS, LEAVE)


def test_the_whole_answer_is_kept_where_it_is_much_surer_and_what_lacks_is_named() -> None:
    parts = [
        part("急救站有几个", answered(STATIONS, sure=0.4), is_covered=True),
        part("房价多少", refused()),
    ]
    draft = draft_of(joined(QUESTION, answered(STATIONS, LEAD, sure=0.95), parts))
    assert draft.statements == (STATIONS, LEAD)
    assert draft.closing == "没有检索到：“房价多少”。"


def test_what_the_whole_answer_says_of_a_part_is_told_beside_the_others() -> None:
    whole = answered(STATIONS, LEAD, sure=0.7)
    parts = [
        part("产假几天", answered(LEAVE)),
        part("急救站有几个", answered(STATIONS)),
        part("由谁牵头", refused(), is_covered=True),
    ]
    draft = draft_of(joined(QUESTION, whole, parts))
    assert draft.statements == (LEAVE, STATIONS, LEAD)


def test_two_parts_do_not_say_the_same() -> None:
    parts = [part("急救站有几个", answered(STATIONS)), part("建成几个", answered(STATIONS, LEAD))]
    draft = draft_of(joined(QUESTION, refused(), parts))
    assert [part.statements for part in draft.parts] == [(STATIONS,), (LEAD,)]


def test_of_two_parts_that_says_more_which_holds_the_words_of_the_other() -> None:
    longer = says("到2025年建成急救站6个")
    parts = [part("急救站有几个", answered(STATIONS)), part("哪年建成", answered(longer))]
    assert draft_of(joined(QUESTION, refused(), parts)).statements == (longer,)


def test_the_refusal_stands_where_no_part_is_answered() -> None:
    whole = refused()
    parts = [part("急救站有几个", refused()), part("由谁牵头", refused())]
    assert joined(QUESTION, whole, parts) is whole


@pytest.mark.parametrize(("sure", "is_told"), [(0.25, False), (0.44, False), (0.46, True)])
def test_more_is_demanded_of_a_part_where_the_whole_is_refused(sure: float, is_told: bool) -> None:
    parts = [part("急救站有几个", answered(STATIONS, sure=sure)), part("由谁牵头", refused())]
    assert (joined(QUESTION, refused(), parts).chosen is not None) is is_told


def test_a_part_that_is_not_sure_is_named_as_not_found() -> None:
    parts = [
        part("急救站有几个", answered(STATIONS)),
        part("由谁牵头", answered(LEAD, sure=0.2)),
    ]
    draft = draft_of(joined(QUESTION, answered(STATIONS), parts))
    assert draft.statements == (STATIONS,)
    assert draft.closing == "没有检索到：“由谁牵头”。"


def test_what_was_rejected_of_each_part_is_kept() -> None:
    fallen = Rejection(
        candidate=Candidate(
            composer="outlines", question=QUESTION, draft=Draft(statements=(LEAD,)), signals={}
        ),
        confidence=0.2,
        why="less confident",
    )
    first = answered(STATIONS).model_copy(update={"rejected": (fallen,)})
    parts = [part("急救站有几个", first), part("由谁牵头", answered(LEAD))]
    assert joined(QUESTION, refused(), parts).rejected == (fallen,)


def test_parts_are_named_in_the_words_that_were_typed_where_these_divide_alike() -> None:
    parts = [part("青禾县急救站有几个", refused()), part("由谁牵头", refused())]
    typed = as_typed(parts, "急救站几个？归谁管？")
    assert [part.typed for part in typed] == ["急救站几个", "归谁管"]
    assert as_typed(parts, "急救站归谁管") == parts
