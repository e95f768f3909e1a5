"""The questions of a benchmark: read from the folder the caller names, sampled, asked in turn."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from corpus.errors import EvaluationError
from evals import progress as shown
from evals.dataset import chosen, load_samples
from evals.samples import Sample

Item = TypeVar("Item")
Progress = shown.Progress


def text_of(folder: Path | None, name: str, origin: str) -> str:
    """Return the text of the file ``name`` in ``folder``; ``origin`` says where to get it.

    Raises:
        EvaluationError: no folder is named, it does not exist, or the file cannot be read.
    """
    if folder is None:
        raise EvaluationError(
            "没有指定数据文件夹", f"请加 --data 文件夹，其中要有 {name}（{origin}）"
        )
    if not folder.is_dir():
        raise EvaluationError(f"没有数据文件夹 {folder}", f"请用 --data 指定存放 {name} 的文件夹")
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise EvaluationError(
            f"文件夹 {folder} 里没有 {name}", f"请把 {name} 放进去，可从 {origin} 取得"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"数据文件 {folder / name} 读不出来：{error}", "请检查读取权限，并确认是 UTF-8 文本"
        ) from error


def sampled(items: Sequence[Item], limit: int | None, seed: int) -> tuple[Item, ...]:
    """Return ``limit`` of the items, drawn with ``seed``, in their order; all if there are fewer.

    >>> sampled("abcdef", 3, seed=1) == sampled("abcdef", 3, seed=1)
    True
    >>> sampled("abc", None, seed=1)
    ('a', 'b', 'c')
    """
    if limit is None or limit >= len(items):
        return tuple(items)
    places = random.Random(seed).sample(range(len(items)), limit)
    return tuple(items[place] for place in sorted(places))


def tuning_samples(limit: int | None, seed: int) -> tuple[Sample, ...]:
    """Return ``limit`` questions of the tuning half, all by default."""
    return sampled(chosen(load_samples(), halves=("tuning",)), limit, seed)


def in_turn(items: Sequence[Item], progress: Progress) -> Iterator[Item]:
    """Yield each item, and tell how many are done before the first and after each."""
    progress(0, len(items))
    for done, item in enumerate(items, start=1):
        yield item
        progress(done, len(items))
