"""The figures of a run as tables and lines for the terminal."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.compare import Comparison
from evals.dataset import HALVES, KINDS
from evals.gate import Breach
from evals.metrics import ALL, Estimate, Figures, Latency
from evals.result import Result
from evals.samples import Half, Kind

KIND_NAMES: Mapping[Kind, str] = {
    "fact": "事实",
    "indicator": "指标",
    "list": "列举",
    "responsibility": "分工",
    "numeric": "计算",
    "paraphrase": "口语",
    "summary": "概括",
    "compare": "比较",
    "across": "跨规划",
    "follow-up": "追问",
    "unanswerable": "不可答",
}
HALF_NAMES: Mapping[Half, str] = {"tuning": "调试组", "held-out": "留出组"}
HOP_NAMES: Mapping[str, str] = {
    "understand": "理解",
    "search": "检索",
    "evidence": "依据",
    "compose": "成文",
    "ground": "核对",
    "total": "合计",
}
FIGURE_NAMES: Mapping[str, str] = {
    "right": "答对",
    "cited": "引中依据",
    "figures": "数字有据",
    "citation_recall": "引文完整",
    "citation_precision": "引文必要",
    "verbatim": "引文逐字",
    "address": "条款位置",
    "rewriting": "追问改写",
    "judge": "评判模型",
    "refused": "拒答",
    "refusal_precision": "拒答查准",
    "refusal_recall": "拒答查全",
    "false_refusals": "误拒",
    "recall@1": "依据召回@1",
    "recall@5": "依据召回@5",
    "mrr": "MRR",
    "ndcg@10": "nDCG@10",
    "evidence@500": "前 500 字含全部依据",
    "evidence@1000": "前 1000 字含全部依据",
    "evidence@2000": "前 2000 字含全部依据",
}
# The columns of the table by kind: figure and heading.
COLUMNS: Mapping[str, str] = {
    name: FIGURE_NAMES[name]
    for name in ("refused", "cited", "figures", "citation_recall", "citation_precision")
}
RETRIEVAL = (
    "recall@1",
    "recall@5",
    "mrr",
    "ndcg@10",
    "evidence@500",
    "evidence@1000",
    "evidence@2000",
)


def tables_of(result: Result) -> RenderableType:
    """Return what ``plans eval`` prints: a table for each half, then retrieval and latency."""
    return Group(*_parts_of(result))


def _parts_of(result: Result) -> Iterator[RenderableType]:
    for half in HALVES:
        if f"{half}/{ALL}" in result.figures:
            yield table_of(result, half)
            yield from lines_of(result.figures[f"{half}/{ALL}"])
            yield Text()
    yield latency_line(result.latency)
    seconds = result.provenance.seconds
    yield Text(f"用时　　{len(result.rows)} 题，{seconds:.1f} 秒", style="dim")


def table_of(result: Result, half: Half) -> Table:
    """Return the figures of one half by kind."""
    table = Table(title=HALF_NAMES[half], title_justify="left", box=None, header_style="bold")
    table.add_column("题型")
    for heading in ("题数", "答对（95% 区间）", *COLUMNS.values()):
        table.add_column(heading, justify="right")
    for kind in (*KINDS, ALL):
        figures = result.figures.get(f"{half}/{kind}")
        if figures:
            name = KIND_NAMES[kind] if kind in KINDS else "全部"
            cells = [str(figures["right"].n), interval(figures["right"])]
            cells += [percent(figures.get(column)) for column in COLUMNS]
            table.add_row(name, *cells, style="bold" if kind == ALL else "")
    return table


def lines_of(figures: Figures) -> Iterator[Text]:
    """Yield how refusing, citing and retrieving went, in a few lines."""
    yield _line("拒答", "refusal_precision refusal_recall false_refusals".split(), figures)
    yield _line("引文", "verbatim address rewriting judge".split(), figures)
    yield _line("检索", RETRIEVAL[:4], figures)
    within = " / ".join(percent(figures.get(name)) for name in RETRIEVAL[4:])
    yield Text(f"　　　　前 500 / 1000 / 2000 字含全部依据 {within}")


def _line(name: str, figures: Sequence[str], found: Figures) -> Text:
    parts = (f"{FIGURE_NAMES[f]} {percent(found[f])}" for f in figures if f in found)
    return Text(f"{name}　　" + "　".join(parts))


def latency_line(latency: Mapping[str, Latency]) -> Text:
    """Return the median and the 95th percentile of every hop, in milliseconds, in one line."""
    parts = (f"{HOP_NAMES.get(h, h)} {v.p50:.1f}/{v.p95:.1f}" for h, v in latency.items())
    return Text("时延　　p50/p95 毫秒：" + "　".join(parts))


def percent(figure: Estimate | None) -> str:
    """Return a mean in per cent, or a dash where nothing was scored.

    >>> percent(Estimate(mean=0.954, low=0.9, high=1, n=44)), percent(None)
    ('95.4', '—')
    """
    return "—" if figure is None or figure.mean is None else f"{100 * figure.mean:.1f}"


def interval(figure: Estimate) -> str:
    """Return a mean with its interval, in per cent.

    >>> interval(Estimate(mean=0.95, low=0.88, high=1.0, n=44))
    '95.0（88–100）'
    """
    if figure.mean is None or figure.low is None or figure.high is None:
        return "—"
    return f"{100 * figure.mean:.1f}（{100 * figure.low:.0f}–{100 * figure.high:.0f}）"


def comparison_table(comparison: Comparison) -> RenderableType:
    """Return the questions whose answer became right or wrong; text of the tuning half only."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for change in (*comparison.lost, *comparison.gained):
        mark = Text("变对", "green") if change.is_gain else Text("变错", "red")
        table.add_row(
            mark, change.after.id, Text(change.after.detail.question if change.after.detail else "")
        )
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
            f"{FIGURE_NAMES.get(breach.figure, breach.figure)} {breach.figure}",
            *(f"{100 * value:.1f}" for value in values),
            found,
        )
    return table


def part_name(part: str) -> str:
    """Return the Chinese name of a part of the set.

    >>> part_name("all/fact"), part_name("held-out/all")
    ('事实', '留出组')
    """
    half, _, kind = part.partition("/")
    names = [name for key, name in HALF_NAMES.items() if key == half]
    names += [name for key, name in KIND_NAMES.items() if key == kind]
    return " ".join(names) or "全部"
