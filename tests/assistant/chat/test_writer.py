"""A chat model words answers; whatever it does, the reader gets what the plans support."""

import time
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from pydantic import Field
from rich.console import Console

from assistant import Answer, Assistant
from assistant.chat.writer import FALLEN_BACK
from assistant.commands import terminal
from index.settings import Settings

MINUTES = (
    "会议决定，市中医院迁建工程2026年6月底前完成验收。\n\n"
    "市第三人民医院争创二级甲等专科医院，设置床位300张。\n\n"
    "全市新增护理站12家，其中城区护理站5家。\n"
)
ASKED = "市中医院迁建工程什么时候完成验收"
RIGHT = "市中医院迁建工程2026年6月底前完成验收[1]。"
WRONG = "市中医院迁建工程2029年9月底前完成验收[1]。"


class Scripted(FakeListChatModel):
    """LangChain's fake model, which remembers what it was sent."""

    heard: list[str] = Field(default_factory=list)

    def _stream(
        self, messages: list[BaseMessage], *args: Any, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        self.heard.append("\n".join(str(message.content) for message in messages))
        return super()._stream(messages, *args, **kwargs)


@pytest.fixture(scope="module")
def plain() -> Assistant:
    return Assistant.from_texts({"会议纪要": MINUTES})


@pytest.fixture
def worded(plain: Assistant) -> Callable[..., Assistant]:
    """Return the assistant with a model that writes this."""

    def with_model(*said: str, model: Any = None) -> Assistant:
        return plain.worded_by(model or Scripted(responses=list(said)))

    return with_model


def test_what_the_plans_support_is_the_answer(worded: Callable[..., Assistant]) -> None:
    answer = worded(RIGHT).answer(ASKED)
    assert answer.text == RIGHT
    assert answer.notice == ""
    assert "2026年6月底前" in answer.citations[0].quote


def test_a_model_that_lies_is_not_heard(worded: Callable[..., Assistant]) -> None:
    answer = worded(WRONG).answer(ASKED)
    assert "2029" not in answer.text and "2026年6月" in answer.text
    assert answer.notice.endswith(FALLEN_BACK)
    assert answer.model == ""


def test_one_lie_among_truths_is_withheld_and_that_is_said(
    worded: Callable[..., Assistant],
) -> None:
    answer = worded(RIGHT + WRONG).answer(ASKED)
    assert answer.text == RIGHT
    assert "1 句" in answer.notice


def test_a_true_sentence_that_does_not_answer_is_not_the_answer(
    worded: Callable[..., Assistant],
) -> None:
    answer = worded("全市新增护理站12家[2]。").answer(ASKED)
    assert "2026年6月" in answer.text
    assert "12家" not in answer.text


def test_a_question_said_back_is_no_answer(worded: Callable[..., Assistant]) -> None:
    answer = worded("市中医院迁建工程完成验收[1]。").answer(ASKED)
    assert "2026年6月" in answer.text


def test_of_plans_that_are_to_be_named_none_is_left_out(shipped: Assistant) -> None:
    asked = "哪些规划提到了“智医助理”？"
    said = "积极推进“智医助理”建设[1]。"
    one = shipped.worded_by(Scripted(responses=[said])).answer(asked)
    assert "埇桥" in one.text and "临江" in one.text
    assert one.notice.endswith(FALLEN_BACK)
    both = Scripted(responses=[said + "推动“智医助理”建设[2]。"])
    answer = shipped.worded_by(both).answer(asked)
    assert answer.text.startswith(
        "埇桥区：积极推进“智医助理”建设[1]。临江市：推动“智医助理”建设[2]。"
    )
    assert {cited.plan_id for cited in answer.citations} == {"yongqiao", "linjiang"}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("常熟2025年人均预期寿命比2020年高多少", "84 − 83.36 = 0.64"),
        ("常熟和埇桥2025年人均预期寿命的目标各是多少", "| 埇桥区 |"),
    ],
)
def test_a_working_or_a_table_stands_and_the_model_is_not_asked(
    shipped: Assistant, asked: str, shown: str
) -> None:
    model = Scripted(responses=["人均预期寿命为84岁[1]。"])
    trace = shipped.worded_by(model).trace(asked)
    assert shown in trace.answer.text
    assert model.heard == [] and trace.written is None


def test_half_a_list_is_enough_but_not_one_of_many(shipped: Assistant) -> None:
    asked = "吴中区2021年卫生健康工作要点一共分哪几大方面？"
    composed = shipped.answer(asked)
    parts = [c.quote for c in composed.citations]
    assert len(parts) == 8
    few = shipped.worded_by(Scripted(responses=[f"- {parts[0]}[1]\n"])).answer(asked)
    assert few.text == composed.text
    said = "".join(f"- {part}[{n}]\n" for n, part in enumerate(parts[:5], start=1))
    many = shipped.worded_by(Scripted(responses=[said])).answer(asked)
    assert many.text.count("\n- ") == 5 and many.notice == ""


def test_lists_get_an_opening_of_our_own(worded: Callable[..., Assistant]) -> None:
    said = "根据2030年规划，共999项如下：\n- 全市新增护理站12家[1]\n- 其中城区护理站5家[1]\n"
    answer = worded(said).answer("新增多少家护理站")
    assert answer.text.startswith("规划写明：\n- 全市新增护理站12家[1]")
    assert "999" not in answer.text


def test_markers_of_nothing_are_reported_and_not_shown(worded: Callable[..., Assistant]) -> None:
    trace = worded(RIGHT.replace("[1]", "[0][99]")).trace(ASKED)
    assert trace.answer.text == RIGHT
    assert trace.written is not None and trace.written.unknown == (0, 99)


def test_thoughts_are_not_shown(worded: Callable[..., Assistant]) -> None:
    answer = worded(f"<think>{WRONG}会不会是2029年？</think>{RIGHT}").answer(ASKED)
    assert (answer.text, answer.notice) == (RIGHT, "")


def test_a_thought_without_its_opening_tag_is_taken_back(
    worded: Callable[..., Assistant],
) -> None:
    answer = worded(f"先看护理站。会不会是2029年？</think>{RIGHT}").answer(ASKED)
    assert (answer.text, answer.notice) == (RIGHT, "")


@pytest.mark.parametrize("said", ["", " \n", "<think>嗯", "依据不足", "我不知道。", "😀" * 50])
def test_a_model_without_an_answer_leaves_the_composed_one(
    worded: Callable[..., Assistant], said: str
) -> None:
    answer = worded(said).answer(ASKED)
    assert "2026年6月" in answer.text
    assert answer.notice.endswith(FALLEN_BACK)


def test_a_refusal_stands_and_the_model_is_not_asked(worded: Callable[..., Assistant]) -> None:
    model = Scripted(responses=["市长是张三[1]。"])
    answer = worded(model=model).answer("航天发射场的预算是多少亿元")
    assert answer.refused
    assert model.heard == []


def test_what_is_sent_is_rules_evidence_and_question_alone(
    worded: Callable[..., Assistant],
) -> None:
    model = Scripted(responses=[RIGHT])
    worded(model=model).answer(ASKED, history=[{"role": "user", "content": "秘密的上一问"}])
    (heard,) = model.heard
    assert "[1]（会议纪要" in heard and ASKED in heard
    assert "秘密" not in heard and "score" not in heard


def test_what_streams_has_been_held_to_the_plans(worded: Callable[..., Assistant]) -> None:
    *pieces, answer = worded(WRONG + RIGHT + WRONG).stream(ASKED)
    assert pieces == [RIGHT]
    assert isinstance(answer, Answer)
    assert "2029" not in answer.text


def test_the_time_of_the_first_token_is_told(worded: Callable[..., Assistant]) -> None:
    seconds = worded(RIGHT).trace(ASKED).seconds
    assert seconds["first_token"] >= 0 and seconds["write"] >= 0


def test_without_a_model_nothing_changes(plain: Assistant) -> None:
    *pieces, answer = plain.stream(ASKED)
    assert isinstance(answer, Answer)
    assert "".join(map(str, pieces)) == answer.text
    assert (answer.model, answer.notice) == ("", "")


# Over real HTTP.


@pytest.fixture
def served(plain: Assistant, model_settings: Settings) -> Assistant:
    return Assistant(plain._library, model_settings)


def test_sentences_come_while_the_model_is_still_writing(
    served: Assistant, server: Any, says: Callable[..., Any]
) -> None:
    server.acts = [says(RIGHT * 6, pause=0.01)]
    begun = time.monotonic()
    pieces = served.stream(ASKED)
    assert next(pieces) == RIGHT
    first = time.monotonic() - begun
    *_, answer = pieces
    assert isinstance(answer, Answer) and answer.model == "openai:m"
    assert first < (time.monotonic() - begun) / 2


def _cut_off(handler: Any) -> None:
    handler.begin()
    handler.say(RIGHT + "全市")
    handler.wfile.write(b"ff\r\nda")
    handler.close_connection = True


def _html(handler: Any) -> None:
    handler.begin("text/html")
    handler.raw(b"<html>login</html>")
    handler.wfile.write(b"0\r\n\r\n")


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda h: h.fail(401), "不接受密钥"),
        (lambda h: h.fail(404), "没有这个聊天模型"),
        (lambda h: h.fail(429), "太忙"),
        (lambda h: h.fail(500), "出错"),
        (lambda h: time.sleep(2), "没有及时"),
        (_cut_off, "中途断了"),
        (_html, "不合 OpenAI 协议"),
    ],
)
def test_each_fault_leaves_the_composed_answer_and_a_line_on_why(
    served: Assistant, server: Any, act: Callable[[Any], None], why: str
) -> None:
    server.acts = [act]
    answer = served.answer(ASKED)
    assert "2026年6月" in answer.text and answer.citations
    assert why in answer.notice and answer.notice.endswith(FALLEN_BACK)
    assert "\n" not in answer.notice


def test_a_text_cut_at_the_limit_loses_its_last_sentence(
    served: Assistant, server: Any, says: Callable[..., Any]
) -> None:
    server.acts = [says(RIGHT + "市中医院迁建工程2026", ended="length")]
    answer = served.answer(ASKED)
    assert (answer.text, answer.notice) == (RIGHT, "")


def test_a_model_that_never_stops_is_stopped(
    served: Assistant, server: Any, says: Callable[..., Any]
) -> None:
    server.acts = [says("废话" * 3000, size=500)]
    assert "写个不停" in served.answer(ASKED).notice


def test_the_request_ends_when_the_reader_stops(
    served: Assistant, server: Any, says: Callable[..., Any]
) -> None:
    server.acts = [says(RIGHT * 300, pause=0.01)]
    pieces = served.stream(ASKED)
    next(pieces)
    assert isinstance(pieces, Iterator)
    pieces.close()
    assert server.hung_up.wait(5)


def test_a_follow_up_that_led_nowhere_is_put_anew(worded: Callable[..., Assistant]) -> None:
    history = [{"role": "user", "content": ASKED}]
    model = Scripted(responses=[ASKED, RIGHT])
    answer = worded(model=model).answer("航天发射场呢", history)
    assert answer.text == RIGHT
    assert (answer.question.asked, answer.question.text) == ("航天发射场呢", ASKED)
    assert len(model.heard) == 2


def test_the_terminal_shows_sentences_as_they_come_and_the_answer_in_the_end(
    worded: Callable[..., Assistant],
) -> None:
    screen = Console(file=StringIO(), force_terminal=True, width=100)
    answer = terminal.awaited(screen, worded(RIGHT).stream(ASKED))
    assert answer.text == RIGHT
    assert "2026年6月" in screen.file.getvalue()  # type: ignore[attr-defined]
    piped = Console(file=StringIO(), width=100)
    assert terminal.awaited(piped, worded(RIGHT).stream(ASKED)).text == RIGHT
    assert piped.file.getvalue() == ""  # type: ignore[attr-defined]
