"""What a reader gets when the chat model fails: each fault played by a real server.

A question that the plan answers is asked while the model's server refuses, stalls, breaks off
or writes nonsense. A case is sound when the reader gets the plan's answer with nothing false
in it, and is told in one line where it is not in the model's words.
"""

import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from assistant import Answer, Assistant
from assistant.answers import Trace
from assistant.chat.writer import FALLEN_BACK
from corpus.documents import Value
from corpus.errors import EvaluationError
from evals.benchmarks.report import Figure, Grid, Report, mean_of, median_of
from evals.benchmarks.scripted_server import (
    Act,
    Handler,
    Server,
    breaking_off,
    ending_early,
    failing,
    scripted_server,
    writing,
)
from index.settings import Settings

PLAN = "安河市卫生健康规划"
TEXT = (
    "市中医院迁建工程2024年6月底前完成验收。\n\n"
    "市第三人民医院争创二级甲等专科医院。\n\n"
    "全市新增护理站12家，其中城区护理站5家。"
)
ASKED = "市中医院迁建工程什么时候完成验收"
RIGHT = "市中医院迁建工程2024年6月底前完成验收[1]。"
WRONG = "市中医院迁建工程2029年9月底前完成验收[1]。"
_BEGUN = "市中医院迁建工程20"
KEY, FORBIDDEN = "2024年6月", "2029"
# Seconds that the model may take in this suite: enough to show, short enough to wait for.
TIMEOUT = 3.0
_HANGS_UP = 5.0


class Fault(NamedTuple):
    """A fault, and what the server does with one request after the other."""

    name: str
    acts: tuple[Act, ...]
    words_go_out: bool = False


class Row(Value):
    """What came of a fault; ``faults`` is empty if the reader was served well."""

    name: str
    worded: bool
    notice: str
    text: str
    requests: int
    seconds: float
    faults: tuple[str, ...]


def _stalling(handler: Handler) -> None:
    time.sleep(TIMEOUT + 1)
    handler.close_connection = True


def _sending(data: bytes) -> Act:
    def act(handler: Handler) -> None:
        handler.begin()
        handler.raw(data)
        handler.wfile.write(b"0\r\n\r\n")

    return act


FAULTS: tuple[Fault, ...] = (
    Fault("没有毛病", (writing(RIGHT),), words_go_out=True),
    Fault("忙（429），再试就好", (failing(429), writing(RIGHT)), words_go_out=True),
    Fault("出错（500），再试就好", (failing(500), writing(RIGHT)), words_go_out=True),
    Fault("一直忙（429）", (failing(429),)),
    Fault("一直出错（500）", (failing(500),)),
    Fault("停用（503）", (failing(503),)),
    Fault("密钥不对（401）", (failing(401),)),
    Fault("没有权限（403）", (failing(403),)),
    Fault("没有这个模型（404）", (failing(404),)),
    Fault("请求不对（400）", (failing(400),)),
    Fault("连上了，不回应", (_stalling,)),
    Fault("一个字一个字地拖", (writing("市" * 80, pause=0.1, size=1),)),
    Fault("写到一半断线", (breaking_off(_BEGUN),)),
    Fault("写到一半就收尾", (ending_early(_BEGUN),)),
    Fault("回应是网页", (_sending(b"<html>502 Bad Gateway</html>"),)),
    Fault("回应不合协议", (_sending(b'data: {"choices": "x"}\n\n'),)),
    Fault("什么也没写", (writing(""),)),
    Fault("只想不说", (writing(f"<think>{RIGHT}"),)),
    Fault("写个不停", (writing("好的。" * 4000, size=300),)),
    Fault("写到上限被截断", (writing(RIGHT + WRONG[:20], ended="length"),), words_go_out=True),
    Fault("说依据不足", (writing("依据不足"),)),
    Fault("不理会规则", (writing("您好！我认为大约在2029年，请关注官方通知。"),)),
    Fault("数字是编的", (writing(WRONG),)),
    Fault("一句真一句假", (writing(RIGHT + WRONG),), words_go_out=True),
    Fault("出处编号不存在", (writing(RIGHT.replace("[1]", "[99]")),), words_go_out=True),
)
REFUSED = "连不上（没有启动）"
STOPPED = "读者中途停止"


def run(
    data: Path | None,
    settings: Settings,
    *,
    limit: int | None,
    seed: int,
    progress: Callable[[int, int], None],
) -> Report:
    """Play every fault, or the first ``limit``; neither data nor seed matters."""
    begun = perf_counter()
    plan = Assistant.from_texts({PLAN: TEXT}, settings.model_copy(update={"chat_model": ""}))
    with scripted_server() as server:
        row_of(FAULTS[0], _over(plan, settings, server.url), server)  # what is slow once is done
    rows = [row_of_none(plan, settings)]
    chosen = FAULTS[:limit]
    for done, fault in enumerate(chosen):
        progress(done, len(chosen))
        with scripted_server() as server:
            rows.append(row_of(fault, _over(plan, settings, server.url), server))
    with scripted_server() as server:
        hung_up = seconds_to_hang_up(_over(plan, settings, server.url), server)
    progress(len(chosen), len(chosen))
    return Report(
        suite="faults",
        title="聊天模型出毛病时，读者看到什么",
        n=len(rows),
        limit=limit,
        seed=seed,
        seconds=perf_counter() - begun,
        figures=figures_of(rows, hung_up),
        remarks=(
            f"模型最多等 {TIMEOUT:g} 秒；“怎么答”是模型的文字，或由规划原文组成的回答",
            f"{STOPPED}：{hung_up:.2f} 秒后对模型的请求已经断开",
        ),
        grids=(grid_of(rows),),
        rows=tuple(rows),
    )


def row_of(fault: Fault, assistant: Assistant, server: Server) -> Row:
    """Ask while a server plays a fault."""
    server.acts = list(fault.acts)
    begun = perf_counter()
    trace = assistant.trace(ASKED)
    seconds = perf_counter() - begun
    faults = faults_of(trace, words_go_out=fault.words_go_out)
    return _row(fault.name, trace.answer, len(server.heard), seconds, faults)


def row_of_none(plan: Assistant, settings: Settings) -> Row:
    """Ask while nobody listens at the address."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assistant = _over(plan, settings, f"http://127.0.0.1:{port}/v1")
    begun = perf_counter()
    trace = assistant.trace(ASKED)
    seconds = perf_counter() - begun
    return _row(REFUSED, trace.answer, 0, seconds, faults_of(trace, words_go_out=False))


def seconds_to_hang_up(assistant: Assistant, server: Server) -> float:
    """Return how long after a reader stops the request to the model is ended.

    Raises:
        EvaluationError: it is still under way after five seconds.
    """
    server.acts = [writing(RIGHT + "市" * 600, pause=0.02, size=1)]
    pieces = assistant.stream(ASKED)
    next(pieces)
    begun = perf_counter()
    pieces.close()
    if not server.hung_up.wait(_HANGS_UP):
        raise EvaluationError("读者停止以后，对模型的请求没有断开", "请检查 Assistant.stream")
    return perf_counter() - begun


def faults_of(trace: Trace, *, words_go_out: bool) -> tuple[str, ...]:
    """Return what was wrong with what the reader got, in Chinese."""
    answer = trace.answer
    found: Mapping[str, bool] = {
        "没有答出": answer.refused or KEY not in answer.text,
        "说了编造的数字": FORBIDDEN in answer.text + answer.notice,
        "没有引文": not answer.citations,
        "没有用上模型的文字": words_go_out and not answer.model,
        "没有说明": not words_go_out and not answer.notice.endswith(FALLEN_BACK),
    }
    return tuple(fault for fault, is_there in found.items() if is_there)


def figures_of(rows: list[Row], hung_up: float) -> dict[str, Figure]:
    """Return the share of sound cases, and how long they took."""
    composed = [row.seconds for row in rows if not row.worded]
    return {
        "sound": mean_of("读者得到正确回答，并知道缘由", [float(not row.faults) for row in rows]),
        "fallback": median_of("改用规划原文所用时间（中位数）", composed, "s"),
        "longest": Figure(label="其中最长", value=max(composed), unit="s", n=len(composed)),
        "hung_up": Figure(label="读者停止后断开", value=hung_up, unit="s", n=1),
    }


def grid_of(rows: list[Row]) -> Grid:
    """Return fault, what the reader saw, requests and time."""
    return Grid(
        title="聊天模型出毛病时，读者看到什么",
        columns=("毛病", "怎么答", "说明", "请求", "秒", "不妥"),
        rows=tuple(
            (
                row.name,
                "模型的文字" if row.worded else "规划原文",
                row.notice.removesuffix(f"，{FALLEN_BACK}") or "—",
                str(row.requests),
                f"{row.seconds:.2f}",
                "；".join(row.faults) or "无",
            )
            for row in rows
        ),
    )


def _over(plan: Assistant, settings: Settings, url: str) -> Assistant:
    from assistant.chat.model import chat_model_from  # noqa: PLC0415 - an extra

    used = settings.model_copy(
        update={"chat_model": "openai:m", "chat_base_url": url, "chat_timeout": TIMEOUT}
    )
    model = chat_model_from(used)
    if model is None:
        raise EvaluationError("没有聊天模型可用", "请检查 PLANS_CHAT_MODEL")
    return Assistant(plan.library, used, model)


def _row(name: str, answer: Answer, requests: int, seconds: float, faults: tuple[str, ...]) -> Row:
    return Row(
        name=name,
        worded=bool(answer.model),
        notice=answer.notice,
        text=answer.text,
        requests=requests,
        seconds=seconds,
        faults=faults,
    )
