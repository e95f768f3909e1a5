"""An honest no: what the plans do not say, and the nearest clauses, labelled as not the answer."""

from collections.abc import Sequence

from assistant.answers import (
    NEAREST_LABEL,
    Answer,
    Citation,
    Question,
    RefusalReason,
    citation_from,
)
from assistant.composers.plan_metadata import NAMES
from assistant.composers.table_words import said_of
from assistant.decision.replies import reply_to, which_plan
from assistant.evidence.asked import Asked
from assistant.evidence.heads import columns_asked
from assistant.evidence.mentioned import sought_in
from assistant.evidence.particulars import asked_of_documents
from assistant.evidence.parts import part_missing
from assistant.language.clauses import cut_to
from assistant.language.regions import plan_names
from assistant.library import Library
from assistant.question.mentioning import mentioning
from assistant.question.quoting import quoted
from corpus.documents import Source

_ALL_TOLD = "除了上面说过的，没有检索到别的内容。"
_MOST_REGIONS = 12
_MOST_NEAREST = 3
# In so many plans at most a topic is looked for by every variant.
_MOST_SOUGHT = 50
# A sentence under this score is too far from the question to be worth showing.
_NEAR = 0.3
# It is near, too, if it has so much of the question with its headings, whatever it lacks.
_SHARES = 0.5


def refusal(reason: RefusalReason, asked: Asked) -> Answer:
    """Return what is said where no candidate was chosen, and why not decides what it is."""
    question = asked.question
    if plainly := _plainly(reason, asked):
        return Answer(text=plainly, refused=True, citations=(), question=question)
    nearest = _nearest(asked)
    text = (reason == "blank cell" and _blank(asked)) or _silent(asked)
    if nearest:
        lines = "\n".join(f"- {c.quote}（{c.address}）" for c in nearest)
        text += f"\n\n{NEAREST_LABEL}\n{lines}"
    return Answer(text=text, refused=True, citations=(), question=question, nearest=nearest)


def _plainly(reason: RefusalReason, asked: Asked) -> str:
    """What is said where no clause comes near, whatever the plans say; else nothing."""
    question, library = asked.question, asked.library
    text = ""
    match reason:
        case "out of scope":
            text = reply_to(asked) or which_plan(library)
        case "all told":
            text = _ALL_TOLD
        case "not chosen":
            text = not_chosen(question, library)
        case "unknown place":
            text = _unknown_region(question, library.sources)
        case "letterhead silent":
            text = _letterhead_silent(asked)
        case "no such part":
            text = f"{_whose(question, library)}没有{part_missing(question, library)}。"
    return text


def not_chosen(question: Question, library: Library) -> str:
    """Return that the question names plans which were not among those chosen; nothing if none."""
    if not question.left_out:
        return ""
    asked, missing = (
        "、".join(library.source(plan).name for plan in plans)
        for plans in (question.plans, question.left_out)
    )
    return f"您只查了{asked}；{missing}不在其中。"


def _unknown_region(question: Question, sources: Sequence[Source]) -> str:
    names = tuple(dict.fromkeys(source.name for source in sources))
    regions = "、".join(names[:_MOST_REGIONS]) + ("等" if len(names) > _MOST_REGIONS else "")
    return f"没有收录{'、'.join(question.places)}的规划，无法回答。已收录：{regions}。"


def _letterhead_silent(asked: Asked) -> str:
    """What is not said of the documents that are meant, if these are few."""
    documents = asked_of_documents(asked)
    unsaid = "、".join(NAMES[field] for field in documents[0].unsaid)
    titles = "".join(f"《{document.source.title}》" for document in documents)
    whose = titles if len(documents) <= _MOST_NEAREST else "已收录的文件"
    return f"{whose}没有写明{unsaid}。"


def _blank(asked: Asked) -> str:
    """What a table prints in the cell that is meant, nothing if no row is named."""
    for cells in asked.cells[:1]:
        columns = columns_asked(asked.question, cells.table, cells.attributes)
        if columns:
            return f"{said_of(cells.rows[0].row, columns)}。"
    return ""


def _silent(asked: Asked) -> str:
    """That plans say nothing of what is asked, if no variant of it stands in them, or only that
    it was not found.
    """
    question, library = asked.question, asked.library
    names = (*plan_names(library.sources), *question.places)
    said = mentioning(question.asked, names) or asked.mentioning
    topic = said.typed if said else quoted(question.asked, names, library.weights)
    what = f"“{topic}”" if topic else "这个问题"
    whose = _whose(question, library)
    if not _is_excluded(asked, topic):
        return f"{whose}里没有检索到{_when(question)}{what}。"
    verb = "提到" if asked.mentioning else "说明"
    return f"{whose}没有{verb}{_when(question)}{what}。"


def _when(question: Question) -> str:
    return f"{'、'.join(f'{year}年' for year in question.years)}的" if question.years else ""


def _is_excluded(asked: Asked, topic: str) -> bool:
    """Whether every variant of a topic was looked for in all that the plans say, and none found."""
    if asked.mentioning:
        return all(sought.grade == "silent" for sought in asked.sought.values())
    if not topic or len(asked.question.plans) > _MOST_SOUGHT:
        return False
    found = (sought_in(plan, (topic,), asked.library) for plan in asked.question.plans)
    return all(sought.grade == "silent" for sought in found)


def _whose(question: Question, library: Library) -> str:
    if not question.names_plan:
        return "已收录的规划"
    sources = [library.source(plan) for plan in question.plans]
    return "、".join(source.name for source in sources) + "的规划"


def _nearest(asked: Asked) -> tuple[Citation, ...]:
    weights = asked.library.weights
    citations: list[Citation] = []
    for match in (asked.rows or asked.rows_anywhere)[:_MOST_NEAREST]:
        passage = match.passage
        citations.append(citation_from(len(citations) + 1, passage, passage.excerpt))
    found = [e for sought in asked.sought.values() for e in sought.near] if asked.mentioning else []
    for candidate in (*sorted(found, key=lambda e: -e.score), *asked.evidence):
        if len(citations) >= _MOST_NEAREST:
            break
        words = " ".join((*candidate.passage.path, candidate.excerpt.text))
        is_near = candidate.score >= _NEAR or weights.coverage(asked.terms, words) >= _SHARES
        if candidate.passage.kind != "clause" or not is_near:
            continue
        _, excerpt = cut_to(candidate.excerpt, asked.terms, weights)
        citation = citation_from(len(citations) + 1, candidate.passage, excerpt)
        if all(citation.quote != other.quote for other in citations):
            citations.append(citation)
    return tuple(citations)
