"""The page bears twenty readers, each with a question every two seconds, and one on a bad line.

They ask over HTTP, through the queue that readers' questions go through too.
"""

import json
import re
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from threading import Event
from time import perf_counter, sleep

from evals.dataset import chosen, load_samples

READERS = 20
EVERY = 2.0
ROUNDS = 3
SLOW = 10.0
MOST_MIB = 300


def ask(address: str, question: str, delay: float = 0.0) -> str:
    """Ask, and read the answer ``delay`` seconds later; return what went wrong, or nothing."""
    call = f"{address}/gradio_api/call/answer"
    body = json.dumps({"data": [question, None, None]}).encode()
    request = urllib.request.Request(call, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            event = json.load(reply)["event_id"]
        with urllib.request.urlopen(f"{call}/{event}", timeout=60) as stream:
            sleep(delay)
            said = b"".join(islice(stream, 1000)).decode()
    except OSError as error:
        return type(error).__name__
    return "" if "event: complete" in said and '"text"' in said else said[:80] or "没有回答"


def asked_by_all(address: str, questions: Sequence[str]) -> list[str]:
    """Have all readers ask, each at its time, while a slow one fetches its answers late."""
    begun, over = perf_counter() + 1, Event()

    def reader(number: int) -> list[str]:
        said = []
        for turn in range(ROUNDS):
            due = begun + EVERY * (turn + number / READERS)
            sleep(max(0.0, due - perf_counter()))
            said.append(ask(address, questions[turn * READERS + number]))
        return said

    def slow_reader() -> None:
        while not over.is_set():
            ask(address, questions[0], delay=SLOW)

    with ThreadPoolExecutor(READERS + 1) as pool:
        pool.submit(slow_reader)
        said = [error for of_one in pool.map(reader, range(READERS)) for error in of_one]
        over.set()
    return said


def resident() -> float:
    """The memory of this process, which serves the page, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (kilobytes,) = re.findall(r"VmRSS:\s+(\d+) kB", status)
    return int(kilobytes) / 1024


def test_all_readers_are_answered_and_nothing_is_kept_of_it(address: str) -> None:
    questions = [sample.question for sample in chosen(load_samples(), halves=("tuning",))]
    before = resident()
    assert asked_by_all(address, questions) == [""] * READERS * ROUNDS
    assert resident() < before + MOST_MIB


def test_a_question_that_fails_is_told() -> None:
    assert ask("http://127.0.0.1:9", "床位") == "URLError"
