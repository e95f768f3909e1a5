"""How the page bears readers: twenty at once, each with a question every two seconds.

The page runs as a process of its own (``plans serve``), and is asked over HTTP through the
queue that readers' questions go through too. A question's time runs from when it was due, not
from when its reader got round to it, so that a queue is seen whole. One more reader fetches
what is answered ten seconds late, as over a bad line; nobody else should notice.
"""

import json
import os
import re
import socket
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Event, Lock
from time import perf_counter, sleep
from urllib.error import URLError

from corpus.documents import Value
from corpus.errors import EvaluationError
from evals.benchmarks.datasets import Progress, tuning_samples
from evals.benchmarks.measuring import plans
from evals.benchmarks.report import Figure, Report, latencies_of, mean_of, percentile_of
from index.settings import Settings

READERS = 20
EVERY = 2.0
SECONDS = 180
_PATIENCE = 60.0
_READY_WITHIN = 600.0
_SLOW = 10.0
_MIB = 1024


class Answered(Value):
    """One question: milliseconds from when it was due, and what went wrong, if anything did."""

    reader: int
    milliseconds: float
    error: str = ""


def run(
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Serve the page and put ``limit`` questions to it (three minutes' by default).

    ``data`` is not needed.

    Raises:
        EvaluationError: the page does not start.
    """
    total = limit or round(READERS * SECONDS / EVERY)
    questions = [sample.question for sample in tuning_samples(None, seed)]
    with served(settings) as (address, process):
        before = resident(process)
        answered = asked_by_all(address, questions, total, progress)
        after = resident(process)
    times = [each.milliseconds for each in answered if not each.error]
    errors = [each.error for each in answered if each.error]
    return Report(
        title=f"{READERS} 位读者同时提问，每人每 {EVERY:g} 秒一题",
        n=len(answered),
        figures={
            "errors": mean_of("出错", [bool(each.error) for each in answered]),
            **latencies_of({"question": times}, {"question": "一题的时间"}),
            "question_max_ms": percentile_of("一题的时间，最慢", times, 100, "ms"),
            "before_mib": Figure(label="内存，开始前", value=before, unit="MiB", n=1),
            "after_mib": Figure(label="内存，结束后", value=after, unit="MiB", n=1),
        },
        remarks=tuple(dict.fromkeys(errors)),
        rows=tuple(answered),
    )


@contextmanager
def served(settings: Settings) -> Iterator[tuple[str, int]]:
    """Serve the page on a free port; give its address and the number of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    place = {"PLANS_CACHE_FOLDER": str(settings.cache_folder)}
    with subprocess.Popen(
        plans("serve", "--port", str(port)),
        env={**os.environ, **place},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait_for(address, process)
            yield address, process.pid
        finally:
            process.terminate()


def asked_by_all(
    address: str, questions: Sequence[str], total: int, progress: Progress
) -> list[Answered]:
    """Have all readers ask, ``total`` questions between them, each at its time."""
    answered: list[Answered] = []
    lock, over = Lock(), Event()
    begun = perf_counter() + 1

    def reader(number: int) -> None:
        for turn in range(number, total, READERS):
            due = begun + EVERY * (turn // READERS) + EVERY * number / READERS
            sleep(max(0.0, due - perf_counter()))
            error = _ask(address, questions[turn % len(questions)])
            milliseconds = 1000 * (perf_counter() - due)
            with lock:
                answered.append(Answered(reader=number, milliseconds=milliseconds, error=error))
                progress(len(answered), total)

    def slow_reader() -> None:
        while not over.is_set():
            _ask(address, questions[0], delay=_SLOW)

    with ThreadPoolExecutor(READERS + 1) as pool:
        pool.submit(slow_reader)
        for done in [pool.submit(reader, number) for number in range(READERS)]:
            done.result()
        over.set()
    return answered


def resident(process: int) -> float:
    """Return the memory of a process in MiB, as Linux tells it; 0 elsewhere."""
    status = Path(f"/proc/{process}/status")
    if not status.is_file():
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="utf-8"))
    return int(found.group(1)) / _MIB if found else 0.0


def _ask(address: str, question: str, delay: float = 0.0) -> str:
    """Ask, and read the answer ``delay`` seconds later; return what went wrong, or nothing."""
    call = f"{address}/gradio_api/call/answer"
    body = json.dumps({"data": [question, None, None]}).encode()
    request = urllib.request.Request(call, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as reply:
            event = json.load(reply)["event_id"]
        with urllib.request.urlopen(f"{call}/{event}", timeout=_PATIENCE) as stream:
            sleep(delay)
            said = b"".join(islice(stream, 1000)).decode()
    except OSError as error:
        return type(error).__name__
    return "" if "event: complete" in said and '"text"' in said else said[:80] or "没有回答"


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the page answers; raise `EvaluationError` if it ends or takes too long."""
    until = perf_counter() + _READY_WITHIN
    while perf_counter() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=_PATIENCE):
                return
        except URLError:
            sleep(0.5)
    raise EvaluationError("问答页面没有启动", "请先运行 plans doctor 检查本机")
