"""The questions of the eval set, read from ``questions/`` and chosen by kind, plan and half."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError

from corpus.errors import EvaluationError
from evals.samples import Half, Kind, Record, Sample

QUESTIONS = Path(__file__).with_name("questions")
KINDS: tuple[Kind, ...] = get_args(Kind)
HALVES: tuple[Half, ...] = get_args(Half)
S = TypeVar("S", bound=Sample)
R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=BaseModel)


def load_samples() -> tuple[Sample, ...]:
    """Return every question about the shipped plans; errors as for `samples_in`."""
    return samples_in(QUESTIONS, Sample)


def samples_in(
    folder: Path, sample_type: type[R], fields: str = "evals/samples.py"
) -> tuple[R, ...]:
    """Return every question of a folder's ``*.jsonl`` files, one JSON object a line.

    ``fields`` is where it is written what the fields mean.

    Raises:
        EvaluationError: there is no question, a file cannot be read, a line is no sample,
            or an id occurs twice; the message names file and line.
    """
    remedy = f"每行写一个 JSON 对象，字段见 {fields}"
    files = sorted(folder.glob("*.jsonl"))
    samples = [sample for file in files for sample in records_in(file, sample_type, remedy)]
    if not samples:
        raise EvaluationError(
            f"文件夹 {folder} 里没有题目", "请恢复题库，例如执行 git checkout evals"
        )
    seen: set[str] = set()
    for sample in samples:
        if sample.id in seen:
            raise EvaluationError(f"题目编号 {sample.id} 重复", f"请在 {folder} 中改掉其中一个编号")
        seen.add(sample.id)
    return tuple(samples)


def chosen(
    samples: Sequence[S],
    kinds: Collection[str] = (),
    plans: Collection[str] = (),
    halves: Collection[str] = (),
) -> tuple[S, ...]:
    """Return the samples of these kinds, plans and halves; an empty collection means all.

    A sample is of a plan when its evidence stands there, or it is put to that plan.

    Raises:
        EvaluationError: no question is left, or a kind or half does not exist.
    """
    for asked, known, what in ((kinds, KINDS, "题型"), (halves, HALVES, "分组")):
        if unknown := [name for name in asked if name not in known]:
            raise EvaluationError(f"没有{what}“{unknown[0]}”", f"可用的{what}：{'、'.join(known)}")
    kept = tuple(
        sample
        for sample in samples
        if (not kinds or sample.kind in kinds)
        and (not halves or sample.half in halves)
        and (not plans or sample.about & set(plans))
    )
    if not kept:
        raise EvaluationError("没有符合条件的题目", "请放宽 --kind、--plan 或 --half")
    return kept


def spread(samples: Sequence[S], limit: int) -> tuple[S, ...]:
    """Return at most ``limit`` of the samples, evenly over their order: the same ones each time.

    >>> spread("abcdef", 3)  # type: ignore[arg-type]
    ('a', 'c', 'e')
    """
    if limit >= len(samples):
        return tuple(samples)
    return tuple(samples[number * len(samples) // limit] for number in range(limit))


def digest_of(sample: Sample) -> str:
    """Return what changes when a question or its gold answer changes: 12 hex digits."""
    # A field that few samples have leaves the digests of the others as they were.
    unused = None if sample.absent else {"absent"}
    return hashlib.sha256(sample.model_dump_json(exclude=unused).encode()).hexdigest()[:12]


def parsed(lines: Iterable[str], name: str, line_type: type[M], remedy: str) -> Iterator[M]:
    """Yield what stands in the lines of a file, one JSON object each, blank lines left out.

    Raises:
        EvaluationError: a line is no such object; the message names file and line.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield line_type.model_validate_json(line)
        except ValidationError as error:
            fault = first_fault(error)
            raise EvaluationError(f"{name} 第 {number} 行不是一道题：{fault}", remedy) from error


def first_fault(error: ValidationError) -> str:
    """Return where the first thing is that pydantic finds wrong, and what it is."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"]) or "全文"
    return f"{field}：{first['msg']}"


def records_in(file: Path, line_type: type[M], remedy: str) -> Iterator[M]:
    """Yield what stands in a file, one JSON object a line.

    Raises:
        EvaluationError: the file cannot be read, or a line is no such object.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"题目文件 {file} 读不出来：{error}", "请检查读取权限，并保存为 UTF-8 文本"
        ) from error
    yield from parsed(lines, file.name, line_type, remedy)
