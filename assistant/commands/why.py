"""Why an answer is what it is: what was proposed, how sure the judge was of it, what was chosen."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.answers import Candidate, Decision, QuestionKind, RejectionReason, Trace
from assistant.decision.joining import PARTS
from assistant.grounding.render import shortened

COMPOSERS: Mapping[str, str] = {
    "plan_metadata": "文件信息",
    "rates": "按配置标准推算",
    "arithmetic": "计算",
    "mentions": "哪些规划提到",
    "comparison": "逐个规划对比",
    "responsibilities": "任务分工",
    "indicators": "指标表",
    "indicator_lists": "指标名单",
    "cells": "表格里的格",
    "selections": "表格里挑出的行",
    "row_sums": "表格里几行合计",
    "outlines": "标题下的要点",
    "summaries": "概括",
    "sentences": "原文语句",
    PARTS: "几问分别作答",
}
REASONS: Mapping[RejectionReason, str] = {
    "less confident": "把握不如选中的",
    "not confident": "把握不够",
    "nothing proposed": "没有找到可作回答的内容",
    "all told": "前面都说过了",
    "not chosen": "问的规划不在所选的规划里",
    "out of scope": "问的不是规划里的内容",
    "unknown place": "问的地方没有收录规划",
    "no such part": "规划没有问到的条、章或附件",
    "blank cell": "规划的表中该项空缺",
    "letterhead silent": "文件的文头和落款没有写明",
    "unsupported": "数字在所引原文中核对不上",
    "model silent": "聊天模型没有找到答案，把握也不够",
}
KINDS: Mapping[QuestionKind, str] = {
    "claim": "核实说法",
    "value": "问数值",
    "who": "问分工",
    "list": "问有哪些",
    "summary": "要概括",
    "across": "问哪些规划",
    "fact": "问事实",
}
_LONGEST = 44


def why(trace: Trace) -> RenderableType:
    """Return the decision behind an answer, on one screen."""
    decision = trace.decision
    question = trace.question
    head = Text()
    head.append(f"理解为　{question.text}（{KINDS[question.kind]}）\n")
    head.append(f"检索到　{len(trace.hits)} 段，其中语句 {len(trace.evidence)} 句\n")
    head.append(_verdict(decision))
    return Group(head, _table(decision)) if decision.chosen or decision.rejected else head


def _verdict(decision: Decision) -> str:
    if decision.chosen:
        return f"选中　　{COMPOSERS[decision.chosen.composer]}，把握 {decision.confidence:.2f}"
    return f"没有回答：{REASONS[decision.reason or 'nothing proposed']}"


def _table(decision: Decision) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("提出者", no_wrap=True)
    table.add_column("把握", justify="right")
    table.add_column("结果", no_wrap=True)
    table.add_column("提出的回答")
    if decision.chosen:
        table.add_row(*_row(decision.chosen, decision.confidence, "选中"), style="bold")
    for rejected in decision.rejected:
        table.add_row(*_row(rejected.candidate, rejected.confidence, REASONS[rejected.why]))
    return table


def _row(candidate: Candidate, confidence: float, outcome: str) -> tuple[str, str, str, str]:
    draft = candidate.draft
    first = draft.statements[0].line if draft.statements else ""
    more = f"（共 {len(draft.statements)} 条）" if len(draft.statements) > 1 else ""
    said = shortened(f"{draft.opening}{first}", _LONGEST) + more
    reworded = "（换成规划用语）" if candidate.signals.get("reworded") else ""
    return f"{COMPOSERS[candidate.composer]}{reworded}", f"{confidence:.2f}", outcome, said
