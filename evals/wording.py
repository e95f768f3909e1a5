"""What kinds, halves, hops and figures are called in Chinese, and how a figure is written."""

from collections.abc import Mapping
from typing import NamedTuple

from evals.metrics import ALL, Estimate
from evals.mutations import KINDS as LIES
from evals.samples import Half, Kind
from evals.scorers.plain import COMPARED

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
    "parts": "多问",
    "follow-up": "追问",
    "unanswerable": "不可答",
}
HALF_NAMES: Mapping[Half, str] = {"tuning": "调试组", "held-out": "留出组"}
# What is tried beside the questions.
TRIAL_NAMES: Mapping[str, str] = {
    "dialogues": "对话中答错的轮次",
    "independence": "受前文影响的回答",
    "mentions": "答错有无的问题",
}
HOP_NAMES: Mapping[str, str] = {
    "understand": "理解",
    "search": "检索",
    "gather": "依据",
    "propose": "成文",
    "decide": "选定",
    "ground": "核对",
    "first_token": "等模型",
    "write": "模型成文",
    "first_sentence": "模型首句",
    "total": "合计",
}
# Whose answers are compared where a chat model is set, by the prefix of their figures.
ANSWER_NAMES: Mapping[str, str] = {"composed_": "无模型", "plain_": "模型原文", "": "显示"}
# What was changed to make a lie of a sentence.
_CHANGED = "数字 年份 单位 机构 分工 指标性质 增减高低 肯定与否定 哪个地方 前后对调 目标与现状"
LIE_NAMES: Mapping[str, str] = dict(zip(LIES, _CHANGED.split(), strict=True))


class Named(NamedTuple):
    """What a figure is called, and what it means that it falls or is missing.

    ``fault`` is what an answer that falls short in it is called. What is not gated says nothing
    good or bad, or may not be there next time. What ``may_vanish`` is unscored where nothing is
    refused, or nothing surely answered, any more; whether that is good, other figures say. A
    figure with a ``bar`` is held to it, whatever it was before.
    """

    label: str
    fault: str = ""
    lower_is_better: bool = False
    is_gated: bool = True
    may_vanish: bool = False
    bar: float | None = None


FIGURES: dict[str, Named] = {
    "right": Named("答对", fault="答错"),
    "cited": Named("引中依据", fault="未引中依据"),
    "figures": Named("数字有据", fault="数字无据"),
    "citation_recall": Named("引文完整", fault="引文不足"),
    "citation_precision": Named("引文必要", fault="引文多余"),
    "verbatim": Named("引文逐字", fault="引文走样"),
    "address": Named("条款位置", fault="位置不对"),
    "rewriting": Named("追问改写", fault="改写不对"),
    "worded": Named("有答案的题显示模型的文字", is_gated=False),
    "withheld": Named("每题扣下的句子", is_gated=False),
    "sentences_withheld": Named("模型的句子扣下", is_gated=False),
    "lies": Named("假话放出", is_gated=False),
    **{f"lies_{k}": Named(f"假话放出：{label}", is_gated=False) for k, label in LIE_NAMES.items()},
    "judge": Named("评判模型", fault="评判模型判错", is_gated=False),
    "faithfulness": Named("评判模型：有据", fault="评判模型：有句无据", is_gated=False),
    "refused": Named("拒答", is_gated=False),
    "refusal_precision": Named("拒答查准", may_vanish=True),
    "refusal_recall": Named("拒答查全"),
    "false_refusals": Named("误拒", lower_is_better=True),
    "accuracy@0.9": Named("把握≥0.9 时答对", may_vanish=True),
    "answered@0.9": Named("把握≥0.9 的回答"),
    "read": Named("依据读出"),
    "recall@1": Named("依据召回@1"),
    "recall@5": Named("依据召回@5"),
    "mrr": Named("MRR"),
    "ndcg@10": Named("nDCG@10"),
    "evidence@500": Named("前 500 字含全部依据"),
    "evidence@1000": Named("前 1000 字含全部依据"),
    "evidence@2000": Named("前 2000 字含全部依据"),
    "turn_right": Named("对话答对的轮次", fault="答错"),
    "dialogue_right": Named("全程答对的对话"),
    "changed": Named("受前文影响", fault="受前文影响", lower_is_better=True, bar=0.005),
    "false_no": Named("写了却没有答出", fault="写了却没有答出", lower_is_better=True),
    "false_silence": Named("写了却称没有", fault="写了却称没有", lower_is_better=True, bar=0.0),
    "false_yes": Named("没写却称有", fault="没写却称有", lower_is_better=True),
}
FIGURES |= {
    f"{whose}{name}": Named(f"{label}：{FIGURES[name].label}", is_gated=False)
    for whose, label in ANSWER_NAMES.items()
    for name in (COMPARED if whose else ())
}
# The columns of the table by kind, and of the one by document and format.
COLUMNS = tuple("refused cited figures citation_recall citation_precision accuracy@0.9".split())
FILE_COLUMNS = tuple("refused refusal_recall false_refusals accuracy@0.9 answered@0.9 read".split())


def named(figure: str) -> Named:
    """Return what a figure is called; one that is not known, as in an older file, by its key."""
    return FIGURES.get(figure, Named(figure))


def percent(figure: Estimate | None) -> str:
    """Return a mean in per cent, or a dash where nothing was scored.

    >>> percent(Estimate(mean=0.954, low=0.9, high=1, n=44)), percent(None)
    ('95.4', '—')
    """
    return "—" if figure is None or figure.mean is None else f"{100 * figure.mean:.1f}"


def bar_of(figure: str) -> str:
    """Return the bar of a figure in per cent, or nothing where it has none.

    >>> bar_of("changed"), bar_of("right")
    ('≤ 0.5', '')
    """
    bar = named(figure).bar
    return "" if bar is None else f"≤ {100 * bar:g}"


def misses_bar(name: str, figure: Estimate) -> bool:
    """Whether a figure, of which less is better, has a bar and is above it."""
    bar = named(name).bar
    return bar is not None and figure.mean is not None and figure.mean > bar


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
