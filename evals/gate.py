"""The gate: floors under the figures, so that no change makes answers worse unnoticed."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.documents import Value
from corpus.errors import EvaluationError
from evals.dataset import first_fault
from evals.metrics import ALL, Estimate
from evals.result import Result, Suite, write
from evals.wording import named

_FOLDER = Path(__file__).with_name("baselines")
BASELINES: Mapping[Suite, Path] = {
    "plans": _FOLDER / "main.toml",
    "documents": _FOLDER / "documents.toml",
}


class Floor(Value):
    """What a figure was when the baseline was raised, over ``n`` answers, and its noise.

    The noise is half the length of the figure's bootstrap interval then, and at least one
    answer: by less than that, the figure of another set of as many questions would differ.
    It is that of the baseline, so that a bad run cannot widen its own allowance. A figure with
    a bar of its own has that for a floor, and no noise.
    """

    value: float
    noise: float
    n: int


Floors = dict[str, dict[str, Floor]]
_FLOORS = TypeAdapter(Floors)


class Breach(Value):
    """A figure that fell by more than its noise; ``found`` is ``None`` where nothing was scored."""

    part: str
    figure: str
    floor: Floor
    found: float | None

    @property
    def limit(self) -> float:
        """The worst value that would have passed."""
        return _limit(self.figure, self.floor)


def floors_from(result: Result) -> Floors:
    """Return the floors that this result sets: for each part, for each half, and for all."""
    return {
        part: {
            name: _floor_from(name, figure)
            for name, figure in figures.items()
            if named(name).is_gated and figure.mean is not None
        }
        for part, figures in result.figures.items()
        if ALL in part.split("/")
    }


def breaches(result: Result, floors: Floors) -> list[Breach]:
    """Return every figure of a result that fell by more than its noise.

    A run of some questions only is held to the floors of the parts that it has whole. A
    figure of a whole run that is no longer scored at all (no answer cites anything, say)
    has fallen.

    Raises:
        EvaluationError: the run has no part whole, so that nothing can be compared.
    """
    compared = [part for part in floors if _is_comparable(result, floors, part)]
    if not compared:
        raise EvaluationError(
            "这次只做了一部分题，没有可以与基线比较的题型",
            "请去掉 --plan 和 --half，或不用 --fail-under",
        )
    return [
        breach
        for part in compared
        for breach in _breaches_in(part, floors[part], result.figures.get(part, {}))
    ]


def load_floors(path: Path) -> Floors:
    """Return the floors of a file.

    Raises:
        EvaluationError: the file is missing, is no TOML, or an entry is no floor.
    """
    remedy = "请用 plans eval --raise-baseline 重新生成，或改正该文件"
    try:
        return _FLOORS.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise EvaluationError(f"基线文件 {path} 打不开：{error.strerror}", remedy) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EvaluationError(f"基线文件 {path} 不是 TOML 文本：{error}", remedy) from error
    except ValidationError as error:
        raise EvaluationError(f"基线文件 {path} 有误：{first_fault(error)}", remedy) from error


def raise_baseline(result: Result, path: Path) -> None:
    """Write the floors of a result to a file.

    Raises:
        EvaluationError: the run is not of all questions, or the file cannot be written.
    """
    if not result.is_whole:
        raise EvaluationError(
            "只做了一部分题，不能作为基线", "请去掉 --kind、--plan 和 --half 再用 --raise-baseline"
        )
    write(path, _toml_of(floors_from(result)))


def _is_comparable(result: Result, floors: Floors, part: str) -> bool:
    if result.is_whole:
        return True
    now, then = result.figures.get(part), floors[part].get("right")
    return now is not None and then is not None and now["right"].n == then.n


def _breaches_in(
    part: str, floors: dict[str, Floor], figures: dict[str, Estimate]
) -> Iterator[Breach]:
    for name, floor in floors.items():
        found = figures[name].mean if name in figures else None
        if found is None and named(name).may_vanish:
            continue
        if found is None or _is_worse(name, found, floor):
            yield Breach(part=part, figure=name, floor=floor, found=found)


def _is_worse(name: str, found: float, floor: Floor) -> bool:
    limit = _limit(name, floor)
    rounding = 1e-6  # of the values in the file
    return found > limit + rounding if named(name).lower_is_better else found < limit - rounding


def _limit(name: str, floor: Floor) -> float:
    return floor.value + (floor.noise if named(name).lower_is_better else -floor.noise)


def _floor_from(name: str, figure: Estimate) -> Floor:
    if (bar := named(name).bar) is not None:
        return Floor(value=bar, noise=0.0, n=figure.n)
    noise = max(figure.half_width, 1 / figure.n)
    return Floor(value=figure.mean or 0.0, noise=noise, n=figure.n)


def _toml_of(floors: Floors) -> str:
    lines = [
        "# 评测基线：各部分每项指标的取值、允许的波动（区间半宽，至少一题）和计分题数。",
        "# 由 plans eval --raise-baseline 写成；只有这条命令会提高它。",
    ]
    for part, figures in floors.items():
        lines += ["", f'["{part}"]']
        lines += [
            f'"{name}" = {{ value = {floor.value:.6f}, noise = {floor.noise:.6f}, n = {floor.n} }}'
            for name, floor in figures.items()
        ]
    return "\n".join(lines) + "\n"
