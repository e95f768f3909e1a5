"""What kinds, halves, hops and figures are called in Chinese, and how a figure is written."""

from collections.abc import Mapping

from evals.metrics import ALL, Estimate
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
    "first_token": "等模型",
    "write": "模型成文",
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
    "worded": "用了模型的文字",
    "withheld": "扣下的句子",
    "plain_right": "核对前答对",
    "plain_figures": "核对前数字有据",
    "plain_citation_recall": "核对前引文完整",
    "judge": "评判模型",
    "faithfulness": "评判模型：有据",
    "refused": "拒答",
    "refusal_precision": "拒答查准",
    "refusal_recall": "拒答查全",
    "false_refusals": "误拒",
    "accuracy@0.9": "把握≥0.9 时答对",
    "answered@0.9": "把握≥0.9 的回答",
    "read": "依据读出",
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
    for name in (
        "refused",
        "cited",
        "figures",
        "citation_recall",
        "citation_precision",
        "accuracy@0.9",
    )
}
# The columns of the table by document and format.
FILE_COLUMNS: Mapping[str, str] = {
    name: FIGURE_NAMES[name]
    for name in (
        "refused",
        "refusal_recall",
        "false_refusals",
        "accuracy@0.9",
        "answered@0.9",
        "read",
    )
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


def part_name(part: str) -> str:
    """Return what a part of the set is called in Chinese; a document's file has its own name.

    >>> part_name("all/fact"), part_name("held-out/all"), part_name("all/fengwan.docx")
    ('事实', '留出组', 'fengwan.docx')
    """
    known: dict[str, str] = dict([*HALF_NAMES.items(), *KIND_NAMES.items()])
    return " ".join(known.get(name, name) for name in part.split("/") if name != ALL) or "全部"
