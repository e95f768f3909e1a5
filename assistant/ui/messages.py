"""The conversation as HTML: questions, answers with their citations, refusals, problems.

Words of a question or a document come in through `Markup.format`, which escapes them: they
are shown, and never become markup.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from assistant.answers import NEAREST_LABEL, Answer, Citation, shown
from assistant.grounding.render import (
    ARROW,
    UNDERSTOOD_TITLE,
    footnotes,
    refusal_title,
    shortened,
    statement_of,
    understood,
    wording_note,
)
from assistant.grounding.tables import cells_of, in_lines
from assistant.library import Library
from assistant.ui.charts import chart_html, chart_of
from assistant.ui.examples import examples_html
from assistant.ui.turns import ALONE_NOTE, Problem, Turn
from corpus.documents import Source

LOOKING = "正在查找……"
TIP_LENGTH = 160
_MOST_NAMED = 3
REASONS = ("数字不对", "出处不对", "没答到点上", "规划里有却说没有")

_MARKER = re.compile(r"\[(\d+)\]")
_ITEM = re.compile(r"(?:- |\d+\. )(.*)")
_ORDERED = re.compile(r"\d+\. ")


def conversation_html(turns: Sequence[Turn], library: Library, can_judge: bool = False) -> Markup:
    """Return all turns, or examples where there are none yet; answers can be judged if asked."""
    if not turns:
        return examples_html()
    return Markup("").join(turn_html(n, turn, library, can_judge) for n, turn in enumerate(turns))


def turn_html(index: int, turn: Turn, library: Library, can_judge: bool) -> Markup:
    """Return a question with its answer; ``index`` is its place in the conversation."""
    outcome = turn.outcome
    if isinstance(outcome, Problem):
        reply, copied = _problem_html(outcome), f"{outcome.message}\n{outcome.remedy}"
    else:
        reply, copied = answer_html(outcome, library, index), plain_text(outcome, library.sources)
    note = Markup('<p class="alone">{}</p>').format(ALONE_NOTE) if turn.is_alone else ""
    return Markup('<section class="turn" aria-label="第{}问">{}{}{}{}</section>').format(
        index + 1,
        _question_html(turn.question, index),
        note,
        reply,
        _actions(index, copied, can_judge),
    )


def running_html(question: str, text: str) -> Markup:
    """Return a question whose answer is on its way, and as much of it as has come."""
    reply = _text_html(text, {}) if text else Markup('<p class="looking">{}</p>').format(LOOKING)
    return Markup(
        '<section class="turn running" aria-busy="true">{}<div class="reply">{}</div></section>'
    ).format(_question_html(question, None), reply)


def answer_html(answer: Answer, library: Library, index: int | None = None) -> Markup:
    """Return an answer, or a refusal, which looks different and lists the nearest clauses.

    With ``index``, its place in the conversation, it can be asked again in other ways.
    """
    citations = {citation.number: citation for citation in answer.citations}
    parts = [_understood(answer, index)]
    if answer.refused:
        parts.append(Markup('<p class="verdict">{}</p>').format(refusal_title(answer)))
    told, rest = _told_apart(answer)
    parts.append(_text_html(told, citations))
    parts.append(_widening(answer, library, index))
    parts.append(_text_html(rest, citations))
    if chart := chart_of(answer, library):
        parts.append(chart_html(chart))
    if note := wording_note(answer):
        parts.append(Markup('<p class="note">{}</p>').format(note))
    if answer.nearest:
        parts.append(_list_of(answer.nearest, library.sources, NEAREST_LABEL))
    elif answer.citations:
        parts.append(_list_of(answer.citations, library.sources, f"出处 {len(citations)} 条"))
    kind = "reply refusal" if answer.refused else "reply"
    return Markup('<article class="{}">{}</article>').format(kind, Markup("").join(parts))


def plain_text(answer: Answer, sources: Sequence[Source]) -> str:
    """Return an answer to be pasted elsewhere: its text, then a line a citation."""
    notes = [
        f"[{citation.number}] {note}"
        for citation, note in zip(
            answer.citations, footnotes(answer.citations, sources), strict=True
        )
    ]
    said = [in_lines(answer.text), *([f"（{note}）"] if (note := wording_note(answer)) else [])]
    return "\n".join([*said, *([""] if notes else []), *notes])


def _understood(answer: Answer, index: int | None) -> Markup:
    """How a question was understood; if that is by the conversation, it can be asked alone."""
    wording = understood(answer.question)
    if not wording:
        return Markup("")
    alone = Markup("")
    if index is not None and answer.question.is_follow_up:
        title = "不接前面的对话，照我的原话再问一次"
        alone = Markup(" {}").format(_button("alone", index, "按原话再问", title))
    return Markup('<p class="understood">{}{}{}</p>').format(UNDERSTOOD_TITLE, wording, alone)


def _told_apart(answer: Answer) -> tuple[str, str]:
    """An answer's text after which plans left out can be added, and the text that follows.

    Composed, it says first which plans were left out.
    """
    said = statement_of(answer)
    if not answer.question.left_out or answer.model:
        return said, ""
    told, _, rest = said.partition("\n\n")
    return told, rest


def _widening(answer: Answer, library: Library, index: int | None) -> Markup:
    """What adds the plans that a question names to those chosen; nothing if none is left out."""
    left_out = answer.question.left_out
    names = tuple(dict.fromkeys(s.name for s in library.sources if s.id in left_out))
    if index is None or not names:
        return Markup("")
    missing = "、".join(names[:_MOST_NAMED]) + (f"等{len(names)}个" if names[_MOST_NAMED:] else "")
    title = f"在“只查”里加上{missing}，再问一次这个问题"
    button = _button("widen", index, f"加上{missing}再问", title)
    return Markup('<p class="widening">{}</p>').format(button)


def _text_html(text: str, citations: Mapping[int, Citation]) -> Markup:
    """An answer's text: paragraphs, and lists and tables where lines begin as theirs do."""
    html = Markup("")
    for tag, lines in groupby(filter(str.strip, text.splitlines()), _element_of):
        if tag == "table":
            html += _table_html(list(lines), citations)
        elif tag == "p":
            html += _elements("p", lines, citations)
        else:
            items = (_ITEM.sub(r"\1", line) for line in lines)
            html += Markup("<{}>{}</{}>").format(tag, _elements("li", items, citations), tag)
    return html


def _element_of(line: str) -> str:
    if cells_of(line) is not None:
        return "table"
    if _ITEM.fullmatch(line):
        return "ol" if _ORDERED.match(line) else "ul"
    return "p"


def _table_html(lines: Sequence[str], citations: Mapping[int, Citation]) -> Markup:
    """Rows as they stand in the text, the first one headings; a row's first cell names it."""
    headings, *rows = filter(None, map(cells_of, lines))
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(name, _elements("td", said, citations))
        for name, *said in rows
    )
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(each) for each in headings)
    return Markup(
        '<table class="compared"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(head, body)


def _elements(tag: str, lines: Iterable[str], citations: Mapping[int, Citation]) -> Markup:
    return Markup("").join(
        Markup("<{}>{}</{}>").format(tag, _line_html(line, citations), tag) for line in lines
    )


def _line_html(line: str, citations: Mapping[int, Citation]) -> Markup:
    """A line with its markers as numbers to be clicked, or raised while they lead nowhere yet."""
    html, position = Markup(""), 0
    for marker in _MARKER.finditer(line):
        number = int(marker.group(1))
        html += line[position : marker.start()]
        html += (
            _number_html(citations[number])
            if number in citations
            else Markup("<sup>{}</sup>").format(marker.group())
        )
        position = marker.end()
    return html + line[position:]


def _number_html(citation: Citation) -> Markup:
    quote = shortened(shown(citation.quote), TIP_LENGTH)
    return Markup(
        '<button type="button" class="number" {} data-tip="{}" data-from="{}"'
        ' aria-label="出处{}：{}。按下打开原文">{}</button>'
    ).format(_target(citation), quote, citation.address, citation.number, quote, citation.number)


def _target(citation: Citation) -> Markup:
    return Markup(
        'data-act="cite" data-plan="{}" data-start="{}" data-end="{}" data-quote="{}"'
    ).format(citation.plan_id, citation.start, citation.end, citation.quote)


def _list_of(citations: Sequence[Citation], sources: Sequence[Source], title: str) -> Markup:
    known = {source.id: source for source in sources}
    items = Markup("").join(_source_html(c, known.get(c.plan_id)) for c in citations)
    is_open = Markup("") if title != NEAREST_LABEL else Markup(" open")
    return Markup('<details class="sources"{}><summary>{}</summary><ul>{}</ul></details>').format(
        is_open, title.rstrip("："), items
    )


def _source_html(citation: Citation, source: Source | None) -> Markup:
    status = Markup("")
    if source and source.status:
        status = Markup('<span class="status">{}</span>').format(source.status)
    number = Markup('<span class="number">{}</span>').format(citation.number)
    return Markup(
        '<li><button type="button" class="source" {}>{}<b>{}</b>{} '
        '<span class="address">{}</span><q>{}</q></button></li>'
    ).format(
        _target(citation),
        number if citation.number else "",
        citation.plan_title,
        status,
        ARROW.join(citation.place),
        shortened(shown(citation.quote)),
    )


def _question_html(question: str, index: int | None) -> Markup:
    edit = Markup("")
    if index is not None:
        edit = _button("edit", index, "改写", "改写这个问题，从这里重新问")
    return Markup('<div class="asked"><p>{}</p>{}</div>').format(question, edit)


def _actions(index: int, copied: str, can_judge: bool) -> Markup:
    return Markup('<div class="actions">{}{}{}</div>').format(
        Markup(
            '<button type="button" class="plain" data-act="copy" data-copy="{}"'
            ' title="复制回答和出处">复制</button>'
        ).format(copied),
        _button("again", index, "重试", "重新回答这个问题"),
        _judging(index) if can_judge else "",
    )


def _judging(index: int) -> Markup:
    """Whether the answer helped; if not, a reason, chosen or in words."""
    vote = Markup(
        '<button type="button" class="plain" data-act="vote" data-turn="{}" data-helpful="{}"{}'
        ' aria-label="{}">{}</button>'
    )
    reasons = Markup("").join(
        vote.format(index, 0, Markup(' data-reason="{}"').format(reason), reason, reason)
        for reason in REASONS
    )
    return Markup(
        '{}<details class="why"><summary >没帮上忙</summary>'
        '<div>{}<input type="text" maxlength="500" aria-label="其他原因" placeholder="其他原因">{}'
        "</div></details>"
    ).format(
        vote.format(index, 1, Markup(' data-reason=""'), "有用", "有用"),
        reasons,
        vote.format(index, 0, "", "提交原因", "提交"),
    )


def _button(act: str, index: int, label: str, title: str) -> Markup:
    return Markup(
        '<button type="button" class="plain" data-act="{}" data-turn="{}" title="{}">{}</button>'
    ).format(act, index, title, label)


def _problem_html(problem: Problem) -> Markup:
    return Markup(
        '<div class="reply problem" role="alert"><p class="verdict">{}</p><p>{}</p></div>'
    ).format(problem.message, problem.remedy)
