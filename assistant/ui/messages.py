"""What the page shows, as Markdown for the chat and HTML for the panel of citations.

Words of a question or a document are escaped wherever they come in: they are shown, and
never become markup.
"""

import re
from collections.abc import Sequence
from html import escape

from assistant.answers import NEAREST_LABEL, Answer, Citation, shown
from assistant.render import (
    ARROW,
    REFUSAL_TITLE,
    UNDERSTOOD_TITLE,
    literal_markdown,
    markdown_text,
    shortened,
    statement_of,
    understood,
)
from corpus.documents import Source
from corpus.errors import PlansError

PANEL_QUOTE_LENGTH = 300
EMPTY_PANEL = '<h2>出处</h2>\n<p class="hint">提问之后，这里列出回答所依据的原文。</p>'

# A marker once `literal_markdown` has escaped its brackets.
_MARKER = re.compile(r"\\\[(\d+)\\\]")


def partial_message(text: str) -> str:
    """Return the part of an answer that has come so far, or that it is being looked for."""
    return _marked(text) if text else "*正在查找……*"


def question_message(question: str) -> str:
    """Return a question for the chat."""
    return markdown_text(question)


def answer_message(answer: Answer) -> str:
    """Return an answer for the chat; a refusal is a quotation block, which looks different."""
    text = _marked(statement_of(answer))
    if answer.refused:
        text = _block(f"**{REFUSAL_TITLE}**\n\n{text}")
    if wording := understood(answer.question):
        text = f"*{UNDERSTOOD_TITLE}{markdown_text(wording)}*\n\n{text}"
    return text


def error_message(error: PlansError) -> str:
    """Return an error with its remedy for the chat."""
    return _block(f"**{markdown_text(error.message)}**\n\n{markdown_text(error.remedy)}")


def citations_panel(answer: Answer, sources: Sequence[Source]) -> str:
    """Return the citations of an answer, or the nearest clauses of a refusal, as HTML."""
    known = {source.id: source for source in sources}
    scope = "、".join(_region(known[plan]) for plan in answer.question.plans if plan in known)
    parts = ["<h2>出处</h2>", f'<p class="hint">查询范围：{escape(scope)}</p>']
    if answer.nearest:
        parts.append(f'<p class="nearest">{NEAREST_LABEL}</p>')
    shown_beside = answer.citations or answer.nearest
    parts += (_item(citation, known.get(citation.plan_id)) for citation in shown_beside)
    if not shown_beside:
        parts.append('<p class="hint">没有可以引用的原文。</p>')
    return "\n".join(parts)


def _item(citation: Citation, source: Source | None) -> str:
    title = escape(citation.plan_title)
    if source and source.status:
        title += f'<span class="status">{escape(source.status)}</span>'
    quote = escape(shortened(shown(citation.quote), PANEL_QUOTE_LENGTH))
    return (
        '<article class="citation">'
        f'<header><b class="number">{citation.number}</b>{title}</header>'
        f'<p class="address">{escape(ARROW.join(citation.place))}</p>'
        f"<blockquote>{quote}</blockquote>"
        "</article>"
    )


def _region(source: Source) -> str:
    return source.region or source.title


def _marked(text: str) -> str:
    """Return an answer's text as Markdown, its markers raised."""
    return _MARKER.sub(r"<sup>[\1]</sup>", literal_markdown(text))


def _block(markdown: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in markdown.splitlines())
