"""The failures of a run as HTML: question, answer, expected evidence and passages side by side."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from assistant.answers import Citation
from corpus.catalogue import sources
from corpus.text import readable
from evals.dataset import KINDS
from evals.rows import Detail, Row

# What a figure that falls short is called.
FAULT_NAMES: Mapping[str, str] = {
    "right": "答错",
    "cited": "未引中依据",
    "figures": "数字无据",
    "citation_recall": "引文不足",
    "citation_precision": "引文多余",
    "verbatim": "引文走样",
    "address": "位置不对",
    "rewriting": "改写不对",
    "judge": "评判模型判错",
    "faithfulness": "评判模型：有句无据",
}


def failures_section(rows: Iterable[Row]) -> str:
    """Return every question with a fault: wrong answers open, faults of citation folded."""
    faulty = [row for row in rows if row.detail is not None and faults_of(row)]
    wrong = [row for row in faulty if not row.is_right]
    right = [row for row in faulty if row.is_right]
    return (
        f'<h2 id="failures">问题逐条（调试组）</h2>'
        f"<h3>答错 {len(wrong)} 题</h3>{_by_kind(wrong, 'open')}"
        f"<h3>答对但有其他问题 {len(right)} 题</h3>{_by_kind(right, '')}"
    )


def faults_of(row: Row) -> list[str]:
    """Return the names of the figures in which an answer falls short."""
    return [
        name
        for name in FAULT_NAMES
        if (score := row.scores.get(name)) and score.value is not None and not score.passed
    ]


def _by_kind(rows: Sequence[Row], state: str) -> str:
    ordered = sorted(rows, key=lambda row: (KINDS.index(row.kind), row.id))
    return "".join(_failure(row, row.detail, state) for row in ordered if row.detail) or (
        '<p class="note">没有。</p>'
    )


def _failure(row: Row, detail: Detail, state: str) -> str:
    tags = "".join(f'<span class="tag">{FAULT_NAMES[name]}</span>' for name in faults_of(row))
    sides = (_answer_side(row, detail), _expected_side(row, detail), _passages_side(detail))
    return (
        f"<details {state}><summary><code>{escape(row.id)}</code>"
        f"<b>{escape(detail.question)}</b>"
        f'<span class="tags">{tags}</span></summary>'
        f'<div class="sides">{"".join(f"<div>{side}</div>" for side in sides)}</div></details>'
    )


def _answer_side(row: Row, detail: Detail) -> str:
    said = {"user": "问", "assistant": "答"}
    history = "".join(
        f"<p>{said[turn.role]}：{escape(turn.content)}</p>" for turn in detail.history
    )
    history = f"<h4>此前对话</h4>{history}" if history else ""
    understood = ""
    if detail.understood != detail.question:
        understood = f"<h4>理解为</h4><p>{escape(detail.understood)}</p>"
    refused = "（拒答）" if row.refused else ""
    return (
        f"{history}{understood}<h4>回答{refused}</h4>"
        f'<p class="said">{escape(readable_lines(detail.answer))}</p>'
        f"{_citations(detail.citations)}"
    )


def readable_lines(text: str) -> str:
    """Return an answer as the page shows it, its line breaks kept."""
    return "\n".join(readable(line) for line in text.splitlines())


def _citations(citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    items = "".join(
        f'<li value="{citation.number}"><span class="words">{escape(readable(citation.quote))}'
        f'</span><span class="where">{escape(citation.address)}</span></li>'
        for citation in citations
    )
    return f"<h4>引文</h4><ol>{items}</ol>"


def _expected_side(row: Row, detail: Detail) -> str:
    faults = "".join(
        f"<p>{FAULT_NAMES[name]}：{escape(row.scores[name].explanation or '不足')}</p>"
        for name in faults_of(row)
    )
    keys = "".join(f"<li>{escape(' / '.join(group))}</li>" for group in detail.keys)
    keys = f"<h4>必须说到</h4><ul class='keys'>{keys}</ul>" if keys else "<h4>应当拒答</h4>"
    forbidden = "、".join(detail.forbidden)
    forbidden = f"<h4>不应出现</h4><p>{escape(forbidden)}</p>" if forbidden else ""
    titles = {source.id: source.title for source in sources()}
    evidence = "".join(
        f'<li><span class="words">{escape(readable(gold.quote))}</span>'
        f'<span class="where">{escape(titles.get(gold.plan, gold.plan))}</span></li>'
        for gold in detail.evidence
    )
    evidence = f"<h4>标准依据</h4><ul>{evidence}</ul>" if evidence else ""
    note = f'<p class="note">{escape(detail.note)}</p>' if detail.note else ""
    return f'<h4>判定</h4><div class="faults">{faults}</div>{keys}{forbidden}{evidence}{note}'


def _passages_side(detail: Detail) -> str:
    items = "".join(
        f"<li{' class=relevant' if one.relevant else ''}>"
        f'<span class="words">{escape(readable(one.text))}</span>'
        f'<span class="where">{escape(one.address)}</span></li>'
        for one in detail.retrieved
    )
    return f"<h4>检索到的前 {len(detail.retrieved)} 段（绿边含标准依据）</h4><ol>{items}</ol>"
