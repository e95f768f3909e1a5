"""A draft checked against its evidence and turned into an answer with numbered citations."""

from collections.abc import Iterable, Sequence

from assistant.answers import Answer, Citation, Draft, Evidence, Question, Statement, citation_from
from assistant.grounding.tables import table_from
from assistant.language.numbers import figures_in
from assistant.language.regions import short_region
from corpus.documents import Indicator, Source
from corpus.text import readable

Place = tuple[str, int, int]
_HEADINGS = ("规划", "规划写明")
_SILENT = "规划未列"
_NOT_FOUND = "没有检索到"
_SEVERAL = 2
_LONGEST_VERDICT = 4  # characters: 不对, 没有提到
_WITHHELD = "未能核实，请查看原文"


def answer_from(draft: Draft, question: Question) -> Answer | None:
    """Return the answer that a draft makes, or ``None`` if no statement stands in its evidence.

    A statement is withheld when one of its figures stands neither in the words it cites nor
    in their address.
    """
    supported = [s for s in draft.statements if is_supported(s)]
    if not supported:
        return None
    citations = Citations()
    blocks = [_block(part, citations) for part in draft.parts or (draft,)]
    if draft.parts:
        blocks.append(draft.closing)
    text = "\n\n".join(filter(None, blocks))
    return Answer(text=text, refused=False, citations=citations.all, question=question)


def of_whom(draft: Draft, question: Question, regions: int) -> Draft:
    """Return a draft in which each sentence tells whose it is, where the question does not.

    Nothing is added where the caller, the conversation or the question chose the plans, where
    there are no plans of several ``regions``, or to what a sentence or table says already; of
    sentences of one plan in a row the first says it.
    """
    if question.names_plan or regions < _SEVERAL or draft.rows:
        return draft
    if draft.parts:
        return draft.model_copy(
            update={"parts": tuple(of_whom(part, question, regions) for part in draft.parts)}
        )
    told: list[Statement] = []
    before: Source | None = None
    for statement in draft.statements:
        plans = {e.passage.source.id: e.passage.source for e in statement.evidence}
        source = next(iter(plans.values())) if len(plans) == 1 else None
        said = f"{draft.opening}{statement.subject}{statement.text}"
        is_told = source is None or not source.region or short_region(source) in said
        if source and source != before and not is_told and not statement.joins:
            told.append(_of_region(statement, source.region))
        else:
            told.append(statement)
        before = source
    return draft.model_copy(update={"statements": tuple(told)})


def _of_region(statement: Statement, region: str) -> Statement:
    """A statement that says whose it is; a verdict on a claim comes first."""
    verdict, stop, rest = statement.text.partition("。")
    if stop and rest and len(verdict) <= _LONGEST_VERDICT:
        return statement.model_copy(update={"text": f"{verdict}。{region}：{rest}"})
    return statement.model_copy(update={"subject": region})


def _block(draft: Draft, citations: "Citations") -> str:
    """What a draft of one part says, nothing if no statement of it is supported."""
    supported = [s for s in draft.statements if is_supported(s)]
    if not supported:
        return ""
    if draft.rows:
        text = _tabled(draft, supported, citations)
    else:
        lines = _lines(draft, supported, citations)
        as_list = "\n".join([draft.opening, *(f"- {line}" for line in lines)])
        text = as_list if draft.is_list else "。".join(lines) + "。"
    return "\n\n".join(filter(None, (text, draft.closing)))


def _lines(draft: Draft, supported: Sequence[Statement], citations: "Citations") -> list[str]:
    """The statements as lines; one joins the line before if that is of the statement before."""
    lines: list[str] = []
    before: Statement | None = None
    for statement in draft.statements:
        if statement in supported:
            line = f"{statement.line}{citations.markers(statement.evidence)}"
            if statement.joins and before in supported:
                lines[-1] += f"；{line}"
            else:
                lines.append(line)
        before = statement
    return lines


def _tabled(draft: Draft, supported: Sequence[Statement], citations: "Citations") -> str:
    """A row for each subject, then what is said of all of them."""
    rows = []
    for subject in draft.rows:
        said = [
            f"{s.text}{citations.markers(s.evidence)}" for s in supported if s.subject == subject
        ]
        is_silent = all(s.subject != subject for s in draft.statements)
        nothing = _SILENT if subject in draft.unsaid else _NOT_FOUND
        rows.append((subject, "；".join(said) or (nothing if is_silent else _WITHHELD)))
    after = [f"{s.text}{citations.markers(s.evidence)}。" for s in supported if not s.subject]
    blocks = [draft.opening, table_from(_HEADINGS, rows), "".join(after)]
    return "\n\n".join(filter(None, blocks))


class Citations:
    """Numbers places from 1 in the order in which statements cite them."""

    def __init__(self) -> None:
        self._by_place: dict[Place, Citation] = {}

    @property
    def all(self) -> tuple[Citation, ...]:
        """The citations so far, by number."""
        return tuple(self._by_place.values())

    def markers(self, evidence: Iterable[Evidence]) -> str:
        """Return the markers of a statement that rests on this evidence: ``[1][3]``."""
        numbers: dict[int, None] = {}
        for each in evidence:
            number = len(self._by_place) + 1
            cited = citation_from(number, each.passage, each.excerpt)
            numbers[self._by_place.setdefault(_place(each), cited).number] = None
        return "".join(f"[{number}]" for number in numbers)


def is_supported(statement: Statement) -> bool:
    """Whether every figure stands in the words cited or their address, or is derived from some."""
    allowed = set(statement.derived)
    for evidence in statement.evidence:
        passage = evidence.passage
        allowed |= figures_in(readable(evidence.excerpt.text))
        allowed |= figures_in(" ".join((passage.source.title, *passage.path)))
        if passage.row is not None:
            allowed |= figures_in(passage.row.labelled)
        stated = (i for i in passage.stated if i.excerpt == evidence.excerpt)
        for indicator in (passage.record, *stated):
            if isinstance(indicator, Indicator):
                readings = (indicator.baseline, indicator.target)
                allowed |= {str(reading.year) for reading in readings if reading is not None}
    return bool(statement.evidence) and figures_in(statement.text) <= allowed


def _place(evidence: Evidence) -> Place:
    excerpt = evidence.excerpt
    return evidence.passage.source.id, excerpt.start, excerpt.end
