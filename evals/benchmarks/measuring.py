"""What something costs: the milliseconds of a call, the seconds and the memory of a process."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import assistant
from assistant import Assistant
from corpus.documents import Value
from corpus.errors import EvaluationError
from index.build import Index, load_index
from index.settings import Settings
from index.storage import IndexFolder

Result = TypeVar("Result")
# Milliseconds by what took them.
Times = dict[str, list[float]]

# Runs the command from a small process: on Linux a new process takes over the peak of the
# one it was made by, which here holds a model.
_LAUNCHER = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, encoding="utf-8", errors="replace")
seconds = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([done.returncode, seconds, peak, done.stdout, done.stderr]))
"""
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes; see getrusage(2)
_MIB = 1024 * 1024


class Cost(Value):
    """The wall-clock seconds of a process, its peak resident memory, and what it wrote."""

    seconds: float
    mib: float
    output: str


def timed(call: Callable[..., Result], *arguments: object) -> tuple[Result, float]:
    """Return what a call returns, and how many milliseconds it took."""
    begun = perf_counter()
    result = call(*arguments)
    return result, 1000 * (perf_counter() - begun)


def milliseconds(call: Callable[..., object], *arguments: object) -> float:
    """Return how many milliseconds a call took."""
    return timed(call, *arguments)[1]


def cost_of(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command and return what it cost; ``environment`` is added to this process's own.

    The packages of this project can be imported by it, installed or not.

    Raises:
        EvaluationError: it ended with another exit code than 0.
    """
    here = str(Path(assistant.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    run = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, *command],
        env={**os.environ, "PYTHONPATH": paths, **(environment or {})},
        stdout=subprocess.PIPE,
        check=True,
    )
    code, seconds, peak, output, errors = json.loads(run.stdout)
    if code != 0:
        last = (errors.strip().splitlines() or [""])[-1]
        raise EvaluationError(
            f"测速用的命令没有成功（退出码 {code}）：{last}", "请先运行 plans doctor 检查本机"
        )
    return Cost(seconds=seconds, mib=peak * _PEAK_UNIT / _MIB, output=output)


def python(code: str) -> tuple[str, ...]:
    """Return the command that runs Python code."""
    return sys.executable, "-c", code


def plans(*arguments: str) -> tuple[str, ...]:
    """Return the command ``plans …``, as its console script runs it."""
    return *python("from assistant.commands.cli import main; main()"), *arguments


def saved_index(settings: Settings) -> Index:
    """Return the index of the shipped plans, built if need be, opened anew: it remembers nothing.

    Raises:
        EvaluationError: another process has taken it away.
    """
    Assistant.shipped(settings)
    folder = IndexFolder(settings.cache_folder).current()
    if folder is None:
        raise EvaluationError("没有可用的索引", "请先执行 plans build")
    return load_index(folder, settings)
