"""An answer as staff read it: as Markdown with footnotes, or coloured for the terminal."""

import re
from collections.abc import Iterator, Sequence

from rich.text import Text

from assistant.answers import NEAREST_LABEL, Answer, Citation, Question, shown
from assistant.grounding.tables import cells_of, in_lines
from corpus.documents import Source

REFUSAL_TITLE = "规划中没有找到答案"
_LEFT_OUT_TITLE = "问到的规划没有选"
UNDERSTOOD_TITLE = "我理解的问题："
ARROW = " › "
QUOTE_LENGTH = 120

_MARKER = re.compile(r"\[\d+\]")
_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$&:@])")
_LINE = re.compile(r"^((?:- |\d+\. )?)(.*)$")
_SENTENCE_OPENERS = "，、；：。,;: "


def shortened(text: str, longest: int = QUOTE_LENGTH) -> str:
    """Return ``text`` with its middle replaced by ``……`` if it has over ``longest`` characters.

    >>> shortened("市五院、梅李人民医院要突出老年病医院功能定位", 13)
    '市五院、梅李……院功能定位'
    >>> shortened("争创二级甲等医院", 13)
    '争创二级甲等医院'
    """
    if len(text) <= longest:
        return text
    kept = longest - 2
    head, tail = text[: kept - kept // 2], text[len(text) - kept // 2 :]
    return f"{head.rstrip(_SENTENCE_OPENERS)}……{tail.lstrip(_SENTENCE_OPENERS)}"


def refusal_title(answer: Answer) -> str:
    """Return how a refusal is headed; nothing was looked for in a plan that was not chosen."""
    is_left_out = answer.question.left_out and not answer.nearest
    return _LEFT_OUT_TITLE if is_left_out else REFUSAL_TITLE


def markdown_text(text: str) -> str:
    r"""Return ``text`` so that Markdown and HTML take every character of it literally.

    >>> markdown_text("<b>[1]")
    '\\<b\\>\\[1\\]'
    """
    return _MARKDOWN_SIGNS.sub(r"\\\1", text)


def literal_markdown(text: str) -> str:
    r"""Return an answer's text as Markdown in which its lists and tables are markup, and
    nothing else.

    An answer repeats words of documents and questions, which may hold any sign.

    >>> literal_markdown("两项：\n- 2~3个<b>方案[1]")
    '两项：\n- 2\\~3个\\<b\\>方案\\[1\\]'
    """
    return "\n".join(map(_literal_line, text.replace("\r", "").split("\n")))


def _literal_line(line: str) -> str:
    cells = cells_of(line)
    if cells is None:
        bullet, rest = _LINE.findall(line)[0]
        return str(bullet + markdown_text(rest))
    return f"| {' | '.join(map(markdown_text, cells))} |" if cells else line


def named(source: Source) -> str:
    """Return a plan's title, and its status if it has one, as a draft does."""
    return f"{source.title}（{source.status}）" if source.status else source.title


def understood(question: Question) -> str | None:
    """Return the question as it was understood, or ``None`` if that is what was asked."""
    return None if question.text.strip() == question.asked.strip() else question.text.strip()


def footnotes(
    citations: Sequence[Citation], sources: Sequence[Source] = (), longest: int = QUOTE_LENGTH
) -> Iterator[str]:
    """Yield a line for each citation, without its number: clause address, and quote.

    A citation of the same plan as the one before says “同上规划” for the title.
    """
    titles = {source.id: named(source) for source in sources}
    previous = None
    for citation in citations:
        same_plan = citation.plan_id == previous
        title = "同上规划" if same_plan else titles.get(citation.plan_id, citation.plan_title)
        quote = shortened(shown(citation.quote), longest)
        yield f"{ARROW.join((title, *citation.place))} · “{quote}”"
        previous = citation.plan_id


def statement_of(answer: Answer) -> str:
    """Return an answer's text without the nearest clauses, which are shown as footnotes are."""
    if not answer.nearest:
        return answer.text
    return answer.text.partition(NEAREST_LABEL)[0].rstrip()


def wording_note(answer: Answer) -> str:
    """Return a line on a chat model's part in an answer, or nothing if it had none."""
    by = f"文字由 {answer.model} 组织，已与所引原文逐句核对。" if answer.model else ""
    return f"{by}{answer.notice}"


def markdown_from(answer: Answer, sources: Sequence[Source] = ()) -> str:
    """Return an answer as Markdown: the understood question, the text, a footnote a citation."""
    blocks = []
    if wording := understood(answer.question):
        blocks.append(f"*{UNDERSTOOD_TITLE}{markdown_text(wording)}*")
    if answer.refused:
        blocks.append(f"**{refusal_title(answer)}**")
    blocks.append(statement_of(answer))
    if note := wording_note(answer):
        blocks.append(f"*{markdown_text(note)}*")
    if answer.citations:
        notes = enumerate(footnotes(answer.citations, sources), start=1)
        blocks.append("  \n".join(f"[{number}] {markdown_text(note)}" for number, note in notes))
    if answer.nearest:
        near = footnotes(answer.nearest, sources)
        blocks.append("\n".join([NEAREST_LABEL, "", *(f"- {markdown_text(n)}" for n in near)]))
    return "\n\n".join(blocks)


def terminal_from(answer: Answer, sources: Sequence[Source] = ()) -> Text:
    """Return an answer for the terminal; a refusal opens with its title in yellow.

    Print it with ``soft_wrap=True``: a terminal breaks Chinese lines better than rich does.
    """
    page = Text()
    if wording := understood(answer.question):
        page.append(f"{UNDERSTOOD_TITLE}{wording}\n", "dim")
    if answer.refused:
        page.append(f"○ {refusal_title(answer)}\n", "bold yellow")
    body = Text(in_lines(statement_of(answer)))
    body.highlight_regex(_MARKER, "bold cyan")
    page.append_text(body)
    if note := wording_note(answer):
        page.append(f"\n（{note}）", "yellow" if answer.notice else "dim")
    if answer.citations:
        page.append("\n")
    for number, note in enumerate(footnotes(answer.citations, sources), start=1):
        page.append(f"\n[{number}] ", "bold cyan")
        page.append(note, "dim")
    if answer.nearest:
        page.append(f"\n\n{NEAREST_LABEL}", "yellow")
    for note in footnotes(answer.nearest, sources):
        page.append(f"\n- {note}", "dim")
    return page
