"""A run as one HTML page that needs nothing else: tables, charts and every failure to read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

import numpy as np

from evals.charts import Bin, Series, cumulative_chart, interval_chart, reliability_chart
from evals.dataset import HALVES, KINDS
from evals.failures import failures_section
from evals.metrics import ALL, Estimate, Figures
from evals.result import Result
from evals.rows import Row
from evals.samples import Half
from evals.wording import (
    COLUMNS,
    FIGURE_NAMES,
    HALF_NAMES,
    HOP_NAMES,
    KIND_NAMES,
    RETRIEVAL,
    interval,
    percent,
)

_CSS = Path(__file__).with_name("report.css")
_BINS = 10
# A share of fewer questions than these is not drawn: it would jump about.
_FEWEST = 5
_ANSWERABLE, _CORRECT = "规划里有答案的题", "已作答的题中答对的"
# The lines of the reliability chart and their CSS classes.
_SHARES: Mapping[str, str] = {_ANSWERABLE: "answerable", _CORRECT: "correct"}


def html_of(result: Result) -> str:
    """Return the report of a run; no part of it is fetched from elsewhere.

    Questions and answers are shown of the tuning half alone.
    """
    body = "".join(_sections(result))
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>评测报告</title><style>{_CSS.read_text(encoding='utf-8')}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def _sections(result: Result) -> Iterator[str]:
    yield _heading(result)
    yield _cards(result.figures[f"{ALL}/{ALL}"], result)
    halves = [half for half in HALVES if f"{half}/{ALL}" in result.figures]
    yield '<h2 id="kinds">各题型</h2>'
    yield "".join(_kinds_table(result, half) for half in halves)
    yield '<h2 id="charts">图</h2><div class="pair">'
    yield _box("各题型答对率与 95% 区间", _accuracy_chart(result, halves) + _legend(halves))
    yield _box("拒答分的可靠性", _reliability(result))
    yield _box("时延的累积分布", _latency_chart(result))
    yield _box("各环节时延", _latency_table(result))
    yield "</div>"
    yield '<h2 id="figures">全部指标</h2>' + _figures_table(result, halves)
    yield failures_section(result.of_half("tuning"))
    yield '<h2 id="made">运行环境</h2>' + _provenance(result)


def _heading(result: Result) -> str:
    made = result.provenance
    commit = ""
    if made.commit:
        commit = f"提交 {made.commit[:12]}{'（有改动）' if made.commit.endswith('+') else ''} · "
    scope = "全部题目" if result.is_whole else "部分题目"
    return (
        "<h1>评测报告</h1>"
        f'<p class="note">{escape(made.created_at)} · {escape(commit)}{scope} '
        f"{len(result.rows)} 道 · {made.seconds:.1f} 秒</p>"
        '<nav><a href="#kinds">各题型</a><a href="#charts">图</a><a href="#figures">全部指标</a>'
        '<a href="#failures">问题逐条</a><a href="#made">运行环境</a></nav>'
    )


def _cards(figures: Figures, result: Result) -> str:
    names = ("right", "cited", "refusal_precision", "refusal_recall", "false_refusals", "recall@5")
    cards = [
        f'<div class="card"><span>{FIGURE_NAMES[name]}</span><b>{percent(figures[name])}%</b>'
        f"<span>{_range(figures[name])} · {figures[name].n} 题</span></div>"
        for name in names
        if name in figures and figures[name].mean is not None
    ]
    total = result.latency["total"]
    cards.append(
        f'<div class="card"><span>时延</span><b>{total.p50:.0f} 毫秒</b>'
        f"<span>p50；p95 为 {total.p95:.0f} 毫秒</span></div>"
    )
    return f'<h2>概况</h2><div class="cards">{"".join(cards)}</div>'


def _kinds_table(result: Result, half: Half) -> str:
    rows = []
    for kind in (*KINDS, ALL):
        figures = result.figures.get(f"{half}/{kind}")
        if not figures:
            continue
        name = KIND_NAMES[kind] if kind in KINDS else "全部"
        right = figures["right"]
        cells = [str(right.n), _meter(right)]
        cells += [percent(figures.get(column)) for column in COLUMNS]
        rows.append(_row([name, *cells], css="total" if kind == ALL else ""))
    head = _row(["题型", "题数", "答对 % 与 95% 区间", *COLUMNS.values()], cell="th")
    return f'<h3>{HALF_NAMES[half]}</h3><div class="box"><table>{head}{"".join(rows)}</table></div>'


def _meter(figure: Estimate) -> str:
    return (
        f'<span class="right"><span class="meter"><i style="width:{100 * (figure.mean or 0):.0f}%">'
        f"</i></span><b>{percent(figure)}</b><small>{_range(figure)}</small></span>"
    )


def _accuracy_chart(result: Result, halves: Sequence[Half]) -> str:
    kinds = [kind for kind in KINDS if f"{ALL}/{kind}" in result.figures]
    series = [
        Series(
            name=HALF_NAMES[half],
            css=half,
            points=[
                _point(result.figures.get(f"{half}/{kind}", {}).get("right")) for kind in kinds
            ],
        )
        for half in halves
    ]
    return interval_chart("各题型答对率", [KIND_NAMES[kind] for kind in kinds], series)


def _point(figure: Estimate | None) -> tuple[float, float, float] | None:
    if figure is None or figure.mean is None or figure.low is None or figure.high is None:
        return None
    return figure.mean, figure.low, figure.high


def _reliability(result: Result) -> str:
    threshold = result.provenance.settings.get("refusal_threshold")
    chart = reliability_chart("拒答分的可靠性", bins_of(result.rows), _SHARES, threshold)
    names = "".join(f'<span><i class="{css}"></i>{name}</span>' for name, css in _SHARES.items())
    return (
        f'{chart}<p class="legend">{names}<span><i class="count"></i>题数</span></p>'
        '<p class="note">横轴是回答的把握，拒答由它决定（查表得出的回答记为 1）：'
        "线在左端越低、右端越高，"
        f"这个分数就越可靠。不足 {_FEWEST} 题的点不画。</p>"
    )


def bins_of(rows: Iterable[Row]) -> list[Bin]:
    """Return the questions by how sure their answers were, in ten bins from 0 to 1."""
    binned: list[list[Row]] = [[] for _ in range(_BINS)]
    for row in rows:
        binned[min(int(row.confidence * _BINS), _BINS - 1)].append(row)
    return [
        Bin(
            low=place / _BINS,
            high=(place + 1) / _BINS,
            count=len(kept),
            shares={
                _ANSWERABLE: _share([not row.expects_refusal for row in kept]),
                _CORRECT: _share([row.is_right for row in kept if not row.refused]),
            },
        )
        for place, kept in enumerate(binned)
    ]


def _share(flags: Sequence[bool]) -> float | None:
    return float(np.mean(flags)) if len(flags) >= _FEWEST else None


def _latency_chart(result: Result) -> str:
    milliseconds = [1000 * row.seconds["total"] for row in result.rows]
    return cumulative_chart("时延的累积分布", milliseconds, "毫秒")


def _latency_table(result: Result) -> str:
    rows = [
        _row(
            [HOP_NAMES.get(hop, hop), f"{value.p50:.2f}", f"{value.p95:.2f}"],
            css="total" if hop == "total" else "",
        )
        for hop, value in result.latency.items()
    ]
    head = _row(["环节", "p50（毫秒）", "p95（毫秒）"], cell="th")
    first = f"首次提问（含加载向量模型）{result.provenance.warm_up_seconds:.1f} 秒，不计入。"
    return f'<table>{head}{"".join(rows)}</table><p class="note">{first}</p>'


def _figures_table(result: Result, halves: Sequence[Half]) -> str:
    names = [name for name in FIGURE_NAMES if name in result.figures[f"{ALL}/{ALL}"]]
    rows = []
    for name in names:
        cells = [f"{FIGURE_NAMES[name]} <code>{name}</code>"]
        for half in (ALL, *halves):
            figure = result.figures[f"{half}/{ALL}"].get(name)
            cells.append("—" if figure is None else f"{interval(figure)} <small>{figure.n}</small>")
        rows.append(_row(cells))
    head = _row(
        ["指标（%，95% 区间，计分题数）", "合计", *(HALF_NAMES[h] for h in halves)], cell="th"
    )
    best = (
        f"检索指标：{'、'.join(RETRIEVAL[-3:])} 指前 500、1000、2000 字内含全部依据的题所占比例。"
    )
    return f'<div class="box"><table>{head}{"".join(rows)}</table><p class="note">{best}</p></div>'


def _provenance(result: Result) -> str:
    made = result.provenance
    pairs: Mapping[str, object] = {
        "索引": made.index,
        "题库": result.questions,
        "Python": made.python,
        "聊天模型": made.settings.get("chat_model") or "无",
        "评判模型": made.judge or "无",
        **{f"提示词 {name}": version for name, version in made.prompts.items()},
        "同时作答": made.workers,
        **made.settings,
        **made.libraries,
    }
    rows = (_row([escape(name), escape(str(value))]) for name, value in pairs.items())
    return f'<div class="box"><table>{"".join(rows)}</table></div>'


def _legend(halves: Sequence[Half]) -> str:
    names = "".join(f'<span><i class="{half}"></i>{HALF_NAMES[half]}</span>' for half in halves)
    return f'<p class="legend">{names}</p>'


def _box(title: str, content: str) -> str:
    return f'<div class="box"><h3 style="margin-top:0">{title}</h3>{content}</div>'


def _row(cells: Sequence[str], cell: str = "td", css: str = "") -> str:
    style = f' class="{css}"' if css else ""
    return f"<tr{style}>{''.join(f'<{cell}>{c}</{cell}>' for c in cells)}</tr>"


def _range(figure: Estimate) -> str:
    if figure.low is None or figure.high is None:
        return "—"
    return f"{100 * figure.low:.0f}–{100 * figure.high:.0f}"
