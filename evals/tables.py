"""The figures of a run as tables and lines for the terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.chat import by_kind
from evals.compare import Comparison
from evals.dataset import KINDS
from evals.gate import Breach
from evals.metrics import ALL, SURE, Figures, Latency
from evals.result import Result
from evals.samples import Half
from evals.scorers import RETRIEVAL_SCORERS
from evals.scorers.plain import COMPARED
from evals.trials import PARTS
from evals.wording import (
    ANSWER_NAMES,
    COLUMNS,
    FILE_COLUMNS,
    HALF_NAMES,
    HOP_NAMES,
    LIE_NAMES,
    bar_of,
    interval,
    misses_bar,
    named,
    part_name,
    percent,
)

_RETRIEVAL = tuple(RETRIEVAL_SCORERS)


def tables_of(result: Result) -> RenderableType:
    """Return what ``plans eval`` prints: tables for each half, then retrieval and latency."""
    return Group(*_parts_of(result))


def _parts_of(result: Result) -> Iterator[RenderableType]:
    for half in result.halves:
        yield table_of(result, half, KINDS, COLUMNS)
        yield Text()
        if result.files:
            yield table_of(result, half, result.files, FILE_COLUMNS)
            yield Text()
        yield from lines_of(result.figures[f"{half}/{ALL}"])
        yield Text()
        if "worded" in result.figures[f"{half}/{ALL}"]:
            yield answers_table(result, half)
            yield Text()
    for table in (reasons_table(result), lies_table(result)):
        if table.rows:
            yield from (table, Text())
    if result.trials:
        yield from (trials_table(result), Text())
    yield latency_line(result.latency)
    made = result.provenance
    more = f"；对话等 {made.trial_seconds:.1f} 秒" if result.trials else ""
    yield Text(f"用时　　{len(result.rows)} 题，{made.seconds:.1f} 秒{more}", style="dim")


def table_of(result: Result, half: Half, parts: Sequence[str], columns: Sequence[str]) -> Table:
    """Return the figures of one half by kind, or by file."""
    table = Table(title=HALF_NAMES[half], title_justify="left", box=None, header_style="bold")
    table.add_column("文档" if columns is FILE_COLUMNS else "题型", no_wrap=True)
    table.add_column("题数", justify="right")
    table.add_column("答对（95% 区间）", justify="right", no_wrap=True)
    for column in columns:
        table.add_column(named(column).label, justify="right", overflow="fold")
    for part in (*parts, ALL):
        if figures := result.figures.get(f"{half}/{part}"):
            cells = [str(figures["right"].n), interval(figures["right"])]
            cells += [percent(figures.get(column)) for column in columns]
            table.add_row(part_name(f"{ALL}/{part}"), *cells, style="bold" if part == ALL else "")
    return table


def lines_of(figures: Figures) -> Iterator[Text]:
    """Yield how refusing, citing and retrieving went, in a few lines."""
    yield _line("拒答", "refusal_precision refusal_recall false_refusals".split(), figures)
    yield _sure_line(figures)
    yield _line("引文", "verbatim address rewriting judge faithfulness".split(), figures)
    if "worded" in figures:
        yield _line("模型", "worded withheld sentences_withheld lies".split(), figures)
    yield _line("检索", _RETRIEVAL[:4], figures)
    within = " / ".join(percent(figures.get(name)) for name in _RETRIEVAL[4:])
    yield Text(f"　　　　前 500 / 1000 / 2000 字含全部依据 {within}")


def answers_table(result: Result, half: Half) -> Table:
    """Return the figures of the answers without the model, of its plain text, and as shown."""
    title = f"聊天模型（{HALF_NAMES[half]}）"
    table = Table(title=title, title_justify="left", box=None, header_style="bold")
    table.add_column("指标")
    for label in ANSWER_NAMES.values():
        table.add_column(label, justify="right", no_wrap=True)
    figures = result.figures[f"{half}/{ALL}"]
    for name in COMPARED:
        label = "不可答时拒答" if name == "refusal_recall" else named(name).label
        table.add_row(label, *(interval(figures[f"{whose}{name}"]) for whose in ANSWER_NAMES))
    return table


def reasons_table(result: Result) -> Table:
    """Return why sentences of a chat model were withheld, and how many for each reason."""
    table = Table(title="扣下的原因（调试组）", title_justify="left", box=None, show_header=False)
    for reason, sentences in by_kind(result.rows, lambda reading: reading.kept_back).items():
        table.add_row(reason, str(len(sentences)))
    return table


def lies_table(result: Result) -> Table:
    """Return how many lies were made of the sentences that were let out, and how many got out."""
    table = Table(title="假话（调试组）", title_justify="left", box=None, header_style="bold")
    table.add_column("改了什么")
    for heading in ("句数", "放出", "%", "凭别处原文"):
        table.add_column(heading, justify="right")
    lies = [lie for row in result.rows if row.reading for lie in row.reading.let_out]
    for kind, label in {**LIE_NAMES, "": "全部"}.items():
        if made := result.figures[f"{ALL}/{ALL}"].get(f"lies_{kind}" if kind else "lies"):
            out = [lie for lie in lies if kind in ("", lie.kind)]
            cells = (made.n, len(out), percent(made), sum(bool(lie.rests_on) for lie in out))
            table.add_row(label, *map(str, cells), style="" if kind else "bold")
    return table


def trials_table(result: Result) -> Table:
    """Return the figures of the dialogues and of what else was tried: of all and of each half."""
    table = Table(title="对话、前文、有无", title_justify="left", box=None, header_style="bold")
    table.add_column("指标（%，95% 区间）")
    halves = (ALL, *result.halves)
    for heading in ("标准", "次数", "合计", *(HALF_NAMES[half] for half in result.halves)):
        table.add_column(heading, justify="right", no_wrap=True)
    for part in PARTS:
        for name, figure in result.figures.get(f"{ALL}/{part}", {}).items():
            found = (result.figures.get(f"{half}/{part}", {}).get(name) for half in halves)
            cells = [interval(each) if each else "—" for each in found]
            style = "red" if misses_bar(name, figure) else ""
            table.add_row(named(name).label, bar_of(name), str(figure.n), *cells, style=style)
    return table


def _line(name: str, figures: Iterable[str], found: Figures) -> Text:
    parts = (f"{named(f).label} {percent(found[f])}" for f in figures if f in found)
    return Text(f"{name}　　" + "　".join(parts))


def _sure_line(figures: Figures) -> Text:
    right, answered = figures["accuracy@0.9"], figures["answered@0.9"]
    return Text(
        f"把握　　≥ {SURE:g} 的回答 {right.n} 个，其中答对 {percent(right)}；"
        f"占全部题 {percent(answered)}"
    )


def latency_line(latency: Mapping[str, Latency]) -> Text:
    """Return the median and the 95th percentile of every hop, in milliseconds, in one line."""
    parts = (f"{HOP_NAMES.get(h, h)} {v.p50:.1f}/{v.p95:.1f}" for h, v in latency.items())
    return Text("时延　　p50/p95 毫秒：" + "　".join(parts))


def comparison_table(comparison: Comparison) -> RenderableType:
    """Return the questions whose answer became right or wrong; text of the tuning half only."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for row in (*comparison.lost, *comparison.gained):
        mark = Text("变对", "green") if row.is_right else Text("变错", "red")
        table.add_row(mark, row.id, Text(row.detail.question if row.detail else ""))
    words = (
        f"比较　　{comparison.common} 题相同：变对 {len(comparison.gained)}，"
        f"变错 {len(comparison.lost)}；McNemar 精确检验 p = {comparison.p_value:.3f}"
    )
    if comparison.left_out:
        words += f"（另有 {comparison.left_out} 题只在一次结果中，或已改写，不比较）"
    return Group(Text(words), table)


def breaches_table(fallen: Sequence[Breach]) -> RenderableType:
    """Return which figures fell below their floor, each with floor, allowance and value."""
    if not fallen:
        return Text("基线　　没有指标下降", style="green")
    table = Table(title="低于基线的指标", title_justify="left", title_style="bold red", box=None)
    table.add_column("部分")
    table.add_column("指标")
    for heading in ("基线", "波动", "限值", "本次"):
        table.add_column(heading, justify="right")
    for breach in fallen:
        found = "未计分" if breach.found is None else f"{100 * breach.found:.1f}"
        values = (breach.floor.value, breach.floor.noise, breach.limit)
        table.add_row(
            part_name(breach.part),
            f"{named(breach.figure).label} {breach.figure}",
            *(f"{100 * value:.1f}" for value in values),
            found,
        )
    return table
