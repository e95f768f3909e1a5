"""Whatever a chat model's server does, the reader gets the plan's answer and knows why.

A question that the plan answers is asked while a real server refuses, stalls, breaks off or
writes nonsense. The reader is served well where the answer is the plan's with nothing false in
it, and where one line tells that it is not in the model's words. Where the server works but the
model finds nothing that the plan bears out, the reader is told so unless the composed answer is
sure, and sees what comes nearest.
"""

import socket
import time
from collections.abc import Iterator
from typing import Literal, NamedTuple

import pytest
from langchain_core.language_models import FakeListChatModel

from assistant import Assistant
from assistant.answers import Trace
from assistant.chat.model import chat_model_from
from assistant.chat.writer import FALLEN_BACK
from assistant.decision.judge import SURE
from index.settings import Settings, load_settings
from tests.assistant.chat.scripted_server import (
    Act,
    Handler,
    Server,
    breaking_off,
    ending_early,
    failing,
    scripted_server,
    writing,
)

PLAN = "安河市卫生健康规划"
TEXT = (
    "市中医院迁建工程2024年6月底前完成验收。\n\n"
    "市第三人民医院争创二级甲等专科医院。\n\n"
    "全市新增护理站12家，其中城区护理站5家。"
)
ASKED = "市中医院迁建工程什么时候完成验收"
CLAIMED = "市中医院迁建工程2024年6月底前完成验收，对吗"
RIGHT = "市中医院迁建工程2024年6月底前完成验收[1]。"
WRONG = "市中医院迁建工程2029年9月底前完成验收[1]。"
BEGUN = "市中医院迁建工程20"
KEY, FORBIDDEN = "2024年6月", "2029"
TIMEOUT = 2.0


# What a reader gets: the model's words; the composed answer; or that one only if it is sure.
Outcome = Literal["words", "composed", "silence"]


class Fault(NamedTuple):
    """A fault, what the server does with one request after the other, and what comes of it."""

    name: str
    acts: tuple[Act, ...]
    outcome: Outcome = "composed"


def stalling(handler: Handler) -> None:
    time.sleep(TIMEOUT + 1)
    handler.close_connection = True


def sending(data: bytes) -> Act:
    def act(handler: Handler) -> None:
        handler.begin()
        handler.raw(data)
        handler.wfile.write(b"0\r\n\r\n")

    return act


FAULTS = (
    Fault("没有毛病", (writing(RIGHT),), "words"),
    Fault("忙（429），再试就好", (failing(429), writing(RIGHT)), "words"),
    Fault("出错（500），再试就好", (failing(500), writing(RIGHT)), "words"),
    Fault("一直忙（429）", (failing(429),)),
    Fault("一直出错（500）", (failing(500),)),
    Fault("停用（503）", (failing(503),)),
    Fault("密钥不对（401）", (failing(401),)),
    Fault("没有权限（403）", (failing(403),)),
    Fault("没有这个模型（404）", (failing(404),)),
    Fault("请求不对（400）", (failing(400),)),
    Fault("连上了，不回应", (stalling,)),
    Fault("一个字一个字地拖", (writing("市" * 80, pause=0.1, size=1),)),
    Fault("写到一半断线", (breaking_off(BEGUN),)),
    Fault("写到一半就收尾", (ending_early(BEGUN),)),
    Fault("回应是网页", (sending(b"<html>502 Bad Gateway</html>"),)),
    Fault("回应不合协议", (sending(b'data: {"choices": "x"}\n\n'),)),
    Fault("什么也没写", (writing(""),)),
    Fault("只想不说", (writing(f"<think>{RIGHT}"),)),
    Fault("写个不停", (writing("好的。" * 4000, size=300),)),
    Fault("写到上限被截断", (writing(RIGHT + WRONG[:20], ended="length"),), "words"),
    Fault("说依据不足", (writing("依据不足"),), "silence"),
    Fault("不理会规则", (writing("您好！我认为大约在2029年，请关注官方通知。"),)),
    Fault("数字是编的", (writing(WRONG),)),
    Fault("一句真一句假", (writing(RIGHT + WRONG),), "words"),
    Fault("出处编号不存在", (writing(RIGHT.replace("[1]", "[99]")),), "words"),
)


@pytest.fixture(scope="module")
def plain() -> Assistant:
    plain = Assistant.from_texts({PLAN: TEXT})
    with scripted_server() as server:  # what is slow once is done before the first fault
        over(plain, load_settings(chat_model="openai:m", chat_base_url=server.url)).trace(ASKED)
    return plain


@pytest.fixture
def worded(plain: Assistant, model_settings: Settings) -> Assistant:
    """The assistant with the server's model."""
    return over(plain, model_settings)


def over(plain: Assistant, model_settings: Settings) -> Assistant:
    settings = model_settings.model_copy(update={"chat_timeout": TIMEOUT})
    return Assistant(plain.library, settings, chat_model_from(settings))


def complaints(trace: Trace, outcome: Outcome) -> Iterator[str]:
    """Yield what was wrong with what the reader got."""
    answer = trace.answer
    if FORBIDDEN in answer.text + answer.notice:
        yield "a figure made up"
    if KEY not in answer.text:
        yield "not shown what the plan says"
    if answer.refused is not (outcome == "silence"):
        yield "refused" if answer.refused else "not refused"
    if not answer.refused and not answer.citations:
        yield "no citation"
    if outcome == "words" and not answer.model:
        yield "not in the model's words"
    if outcome == "composed" and not answer.notice.endswith(FALLEN_BACK):
        yield "not told why"
    if outcome == "silence" and not answer.notice:
        yield "not told why"


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_reader_is_served_well_through(fault: Fault, worded: Assistant, server: Server) -> None:
    server.acts = list(fault.acts)
    trace = worded.trace(ASKED)
    assert list(complaints(trace, fault.outcome)) == []
    assert bool(trace.answer.model) is (fault.outcome == "words")
    assert server.heard


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_is_sure_without_a_model_is_answered_through(
    fault: Fault, plain: Assistant, worded: Assistant, server: Server
) -> None:
    composed = plain.trace(CLAIMED)
    assert composed.confidence >= SURE
    server.acts = list(fault.acts)
    trace = worded.trace(CLAIMED)
    outcome: Outcome = "words" if fault.outcome == "words" else "composed"
    assert list(complaints(trace, outcome)) == []
    assert trace.answer.text == composed.answer.text


def test_the_first_question_is_one_that_is_not_sure(plain: Assistant) -> None:
    assert plain.trace(ASKED).confidence < SURE


def test_the_reader_is_served_well_where_nobody_listens(
    plain: Assistant, model_settings: Settings
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    nowhere = model_settings.model_copy(update={"chat_base_url": f"http://127.0.0.1:{port}/v1"})
    trace = over(plain, nowhere).trace(ASKED)
    assert list(complaints(trace, "composed")) == []


def test_a_reader_who_stops_ends_the_request_to_the_model(
    worded: Assistant, server: Server
) -> None:
    server.acts = [writing(RIGHT + "市" * 600, pause=0.02, size=1)]
    pieces = worded.stream(ASKED)
    next(pieces)
    pieces.close()
    assert server.hung_up.wait(5)


def test_a_lie_that_went_out_would_be_seen() -> None:
    """The judge of these tests is no rubber stamp."""
    lying = Assistant.from_texts({PLAN: TEXT.replace("2024年6月", "2029年9月")})
    trace = lying.worded_by(FakeListChatModel(responses=[WRONG])).trace(ASKED)
    assert set(complaints(trace, "composed")) == {
        "a figure made up",
        "not shown what the plan says",
        "not told why",
    }
