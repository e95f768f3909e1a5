"""What a command costs as a process of its own: its seconds and its peak memory."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import assistant
from corpus.documents import Value
from corpus.errors import EvaluationError

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
    """Return the command ``plans …``: the console script, or the same without it."""
    script = Path(sys.executable).with_name("plans")
    if script.is_file():
        return str(script), *arguments
    return *python("from assistant.commands.cli import main; main()"), *arguments
