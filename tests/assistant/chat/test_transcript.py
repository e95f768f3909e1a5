"""What has been let out makes the answer: text, citations, a list, whose it is."""

from collections.abc import Callable

from assistant.answers import Question, Statement
from assistant.chat.items import Item
from assistant.chat.transcript import OPENING, Transcript
from assistant.chat.verifier import Verification

Of = Callable[[str], Item]
ASKED = Question(asked="问", text="问", kind="list", plans=("qinghe",), names_plan=True)


def let_out(text: str, item: Item) -> Verification:
    return Verification(text, Statement(text=text, evidence=item.evidence), (item,))


def composed(text: str, item: Item, subject: str = "") -> Statement:
    return Statement(text=text, evidence=item.evidence, subject=subject)


def test_a_sentence_is_shown_once_with_its_marker(of: Of) -> None:
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


def test_a_list_is_opened_in_the_plan_s_name(of: Of) -> None:
    transcript = Transcript()
    first = transcript.take(let_out("扩建病房", of("扩建病房")), in_list=True)
    assert first == f"{OPENING}\n- 扩建病房[1]"
    assert transcript.take(let_out("公布结果", of("督导检查")), in_list=True) == "\n- 公布结果[2]"


def test_a_list_goes_on_after_a_sentence_and_a_sentence_stands_apart_from_a_list(of: Of) -> None:
    transcript = Transcript()
    transcript.take(let_out("有两件事", of("扩建病房")), in_list=False)
    assert transcript.take(let_out("扩建病房", of("扩建病房")), in_list=True) == "\n- 扩建病房[1]"
    assert transcript.take(let_out("公布结果", of("督导检查")), in_list=False) == (
        "\n\n公布结果[2]。"
    )


def test_the_verdict_opens_the_first_sentence_and_no_other(of: Of) -> None:
    transcript = Transcript(verdict="不对。")
    first = transcript.take(let_out("扩建病房", of("扩建病房")), in_list=False)
    second = transcript.take(let_out("公布结果", of("督导检查")), in_list=False)
    assert (first, second) == ("不对。扩建病房[1]。", "公布结果[2]。")


def test_a_verdict_takes_the_place_of_the_opening_of_a_list(of: Of) -> None:
    transcript = Transcript(verdict="不对。")
    first = transcript.take(let_out("扩建病房", of("扩建病房")), in_list=True)
    assert first == "不对。扩建病房[1]。"


def test_where_several_plans_are_told_of_each_sentence_says_whose_it_is(of: Of) -> None:
    transcript = Transcript(names_plans=True)
    said = transcript.take(let_out("扩建病房", of("扩建病房")), in_list=False)
    assert said == "青河县：扩建病房[1]。"
    again = transcript.take(let_out("青河公布结果", of("督导检查")), in_list=False)
    assert again == "青河公布结果[2]。"


def test_what_the_model_left_out_is_added_as_sentences(of: Of) -> None:
    transcript = Transcript()
    transcript.take(let_out("扩建病房", of("扩建病房")), in_list=False)
    added = transcript.add((composed("每年督导一次", of("督导检查")),))
    assert added == "每年督导一次[2]。"
    assert transcript.text == "扩建病房[1]。每年督导一次[2]。"
    assert [citation.number for citation in transcript.citations.all] == [1, 2]


def test_what_is_added_to_a_list_is_a_line_of_it_with_its_subject(of: Of) -> None:
    transcript = Transcript()
    transcript.take(let_out("扩建病房", of("扩建病房")), in_list=True)
    assert transcript.add((composed("每年督导一次", of("督导检查"), "青河县"),)) == (
        "\n- 青河县：每年督导一次[2]"
    )


def test_nothing_is_added_where_nothing_is_missing(of: Of) -> None:
    transcript = Transcript()
    transcript.take(let_out("扩建病房", of("扩建病房")), in_list=False)
    assert transcript.add(()) == ""
    assert transcript.text == "扩建病房[1]。"


def test_the_answer_ends_with_what_the_plans_lack(of: Of) -> None:
    transcript = Transcript()
    transcript.take(let_out("扩建病房", of("扩建病房")), in_list=False)
    answer = transcript.answer("规划没有列出投资。", ASKED, "m", "说明")
    assert answer.text == "扩建病房[1]。\n\n规划没有列出投资。"
    assert (answer.model, answer.notice, answer.refused) == ("m", "说明", False)
    assert [citation.number for citation in answer.citations] == [1]


def test_an_answer_without_a_closing_ends_with_its_last_sentence(of: Of) -> None:
    transcript = Transcript()
    transcript.take(let_out("扩建病房", of("扩建病房")), in_list=False)
    assert transcript.answer("", ASKED, "m", "").text == "扩建病房[1]。"
