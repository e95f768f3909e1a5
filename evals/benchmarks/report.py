"""What a suite reports: its figures with intervals, as a table and as one line of JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from platform import python_version
from typing import Literal

import numpy as np
from pydantic import SerializeAsAny
from rich.console import Group
from rich.table import Table
from rich.text import Text

from corpus.documents import Value
from evals.metrics import estimate
from evals.result import commit_of, versions

Unit = Literal["share", "ms", "s", "MiB", "/s", "×", "weight"]

_UNITS: Mapping[Unit, str] = {
    "share": "%",
    "ms": " 毫秒",
    "s": " 秒",
    "MiB": " MiB",
    "/s": " 段/秒",
    "×": " 倍",
    "weight": "",
}


class Figure(Value):
    """A figure with its Chinese name; ``value`` is ``None`` where nothing could be scored.

    ``low`` and ``high`` are the ends of the 95 % interval over questions, ``n`` their number.
    A share is from 0 to 1; ``×`` is a ratio to what cannot be avoided.
    """

    label: str
    value: float | None
    unit: Unit = "share"
    low: float | None = None
    high: float | None = None
    n: int


class Grid(Value):
    """Figures of one sort in rows and columns, each cell as it is shown."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Report(Value):
    """The figures of one run of a suite, by their name in the JSON line, and its rows.

    ``n`` is the number of questions put, ``excluded`` of those left out because they cannot
    be put (they are blank), ``remarks`` say in Chinese what a reader must know. ``grids`` show
    the figures where there are too many for a list. What a suite does not say of how it was
    run (``suite``, ``limit``, ``seed``, ``seconds``) is filled in by the command.
    """

    suite: str = ""
    title: str
    n: int
    excluded: int = 0
    limit: int | None = None
    seed: int = 0
    seconds: float = 0
    figures: dict[str, Figure]
    remarks: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    rows: tuple[SerializeAsAny[Value], ...] = ()


def mean_of(label: str, scores: Iterable[float | None]) -> Figure:
    """Return the mean of one score a question with its bootstrap interval; ``None`` is unscored.

    >>> mean_of("答中", [1.0, 1.0, None]).model_dump(include={"value", "n"})
    {'value': 1.0, 'n': 2}
    """
    made = estimate([float(score) for score in scores if score is not None])
    return Figure(label=label, value=made.mean, low=made.low, high=made.high, n=made.n)


def percentile_of(label: str, values: Sequence[float], rank: float, unit: Unit) -> Figure:
    """Return a percentile of measurements, without an interval; ``None`` if there are none."""
    value = float(np.percentile(values, rank)) if values else None
    return Figure(label=label, value=value, unit=unit, n=len(values))


def median_of(label: str, values: Sequence[float], unit: Unit) -> Figure:
    """Return the median of measurements, without an interval; ``None`` if there are none."""
    return percentile_of(label, values, 50, unit)


def ratio_of(label: str, costs: Sequence[float], unavoidable: Sequence[float]) -> Figure:
    """Return the median of the ratios, pair by pair, of what was measured in turns."""
    pairs = zip(costs, unavoidable, strict=True)
    return median_of(label, [cost / other for cost, other in pairs], "×")


def latencies_of(
    times: Mapping[str, Sequence[float]], labels: Mapping[str, str]
) -> dict[str, Figure]:
    """Return the median and the 95th percentile of milliseconds, ``…_p50_ms`` and ``…_p95_ms``.

    What has a label has its ratio to ``embed``, which no search can do without, as ``…_ratio``.
    """
    figures = {}
    for name, values in times.items():
        label = labels.get(name, f"　{name}")
        for rank in (50, 95):
            figures[f"{name}_p{rank}_ms"] = percentile_of(f"{label} p{rank}", values, rank, "ms")
        if name in labels and name != "embed":
            against = f"　与{labels['embed'].strip()}之比"
            figures[f"{name}_ratio"] = ratio_of(against, values, times["embed"])
    return figures


def json_line(report: Report) -> str:
    """Return the figures as one line: shares from 0 to 1, ``null`` where nothing was scored."""
    figures = report.figures.items()
    said = {
        **report.model_dump(include={"suite", "n", "excluded", "limit", "seed"}),
        **{name: None if f.value is None else round(f.value, 4) for name, f in figures},
        "intervals": {
            name: [round(figure.low, 4), round(figure.high, 4)]
            for name, figure in figures
            if figure.low is not None and figure.high is not None
        },
        "seconds": round(report.seconds, 1),
        "commit": commit_of(Path(__file__).parent),
        "versions": {"python": python_version(), **versions()},
    }
    return json.dumps(said, ensure_ascii=False)


def shown(report: Report) -> Group:
    """Return a report for the terminal: its figures as grids if it has any, else as a list."""
    notes = (*report.remarks, f"{report.n} 题，用时 {report.seconds:.0f} 秒")
    grids = report.grids or (_listed(report),)
    return Group(*map(_table_of, grids), *(Text(note, style="dim") for note in notes))


def _listed(report: Report) -> Grid:
    return Grid(
        title=report.title,
        columns=("指标", "值", "95% 区间", "数目", "名称"),
        rows=tuple(
            (figure.label, _value(figure), _interval(figure), str(figure.n), name)
            for name, figure in report.figures.items()
        ),
    )


def _table_of(grid: Grid) -> Table:
    table = Table(title=grid.title, title_justify="left", box=None, header_style="bold")
    for number, column in enumerate(grid.columns):
        table.add_column(column, justify="right" if number else "left")
    for row in grid.rows:
        table.add_row(*row)
    return table


def _value(figure: Figure) -> str:
    return "—" if figure.value is None else _number(figure, figure.value) + _UNITS[figure.unit]


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"{_number(figure, figure.low)}–{_number(figure, figure.high)}"


def _number(figure: Figure, value: float) -> str:
    """Return a share in per cent, and anything else with three digits."""
    if figure.unit == "share":
        return f"{100 * value:.1f}"
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"  # noqa: PLR2004
