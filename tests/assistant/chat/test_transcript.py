"""What has been let out makes the answer: text, citations, a list, whose it is."""

from collections.abc import Callable

from assistant.answers import Draft, Question, Statement
from assistant.chat.items import Item
from assistant.chat.transcript import OPENING, Transcript
from assistant.chat.verifier import Verification

ASKED = Question(asked="问", text="问", kind="list", plans=("qinghe",), names_plan=True)


def let_out(text: str, item: Item) -> Verification:
    return Verification(text, Statement(text=text, evidence=item.evidence), (item,))


def test_a_sentence_is_shown_once_with_its_marker(of: Callable[[str], Item]) -> None:
    transcript = Transcript()
    said = let_out("每年督导一次", of("督导检查"))
    assert transcript.take(said, in_list=False) == "每年督导一次[1]。"
    assert transcript.take(said, in_list=False) == ""
    assert len(transcript.released) == 1


def test_what_was_withheld_is_kept_and_not_shown() -> None:
    transcript = Transcript()
    assert transcript.take(Verification("假话", reason="没有依据"), in_list=False) == ""
    assert [each.reason for each in transcript.withheld] == ["没有依据"]
    assert transcript.text == ""


def test_a_list_is_opened_in_the_plan_s_name(of: Callable[[str], Item]) -> None:
    transcript = Transcript()
    first = transcript.take(let_out("扩建病房", of("扩建病房")), in_list=True)
    assert first == f"{OPENING}\n- 扩建病房[1]"
    assert transcript.take(let_out("公布结果", of("督导检查")), in_list=True) == "\n- 公布结果[2]"


def test_the_verdict_opens_the_first_sentence_and_no_other(of: Callable[[str], Item]) -> None:
    transcript = Transcript(verdict="不对。")
    first = transcript.take(let_out("扩建病房", of("扩建病房")), in_list=True)
    second = transcript.take(let_out("公布结果", of("督导检查")), in_list=True)
    assert (first, second) == ("不对。扩建病房[1]。", "公布结果[2]。")


def test_where_several_plans_are_told_of_each_sentence_says_whose_it_is(
    of: Callable[[str], Item],
) -> None:
    transcript = Transcript(names_plans=True)
    said = transcript.take(let_out("扩建病房", of("扩建病房")), in_list=False)
    assert said.endswith("：扩建病房[1]。")
    assert said.startswith("青河")


def test_the_answer_ends_with_what_the_plans_lack(of: Callable[[str], Item]) -> None:
    transcript = Transcript()
    transcript.take(let_out("扩建病房", of("扩建病房")), in_list=False)
    draft = Draft(statements=(), closing="规划没有列出投资。")
    answer = transcript.answer(draft, ASKED, "m", "")
    assert answer.text == "扩建病房[1]。\n\n规划没有列出投资。"
    assert [citation.number for citation in answer.citations] == [1]
