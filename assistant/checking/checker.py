"""A draft checked: each of its claims put to the plans that it speaks of, and judged."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.answers import Citation, citation_from
from assistant.checking.claims import Candidate, Finder
from assistant.checking.context import Context, Reader
from assistant.checking.figure_context import CLAUSE_END, bare
from assistant.checking.findings import Claim, Finding, Judgement, Report, Verdict
from assistant.checking.institutions import others_named
from assistant.checking.manuscripts import Manuscript, Sentence
from assistant.language.regions import region_names, short_region
from assistant.library import Library
from corpus.catalogue import source_named

_TOP_K = 12
# Where no plan is named, so many plans are tried: those that retrieval finds first.
_MOST_PLANS = 8
# A clause that only says of what or whom the next one speaks.
_LONGEST_TOPIC = 8
NOT_FOUND = "规划里没有找到"


def checked(draft: Manuscript, library: Library, plans: Collection[str] | None = None) -> Report:
    """Return what plans say to the claims of a draft.

    Args:
        draft: the draft.
        library: the plans.
        plans: ids of the plans that the draft speaks of where it names none.

    Raises:
        UnknownPlanError: ``plans`` has an id that no plan has.
    """
    given = [source_named(plan, library.sources).id for plan in plans or ()]
    return _Checker(draft, library, given).report()


class _Checker:
    """Goes through a draft once."""

    def __init__(self, draft: Manuscript, library: Library, given: Sequence[str]) -> None:
        self._draft = draft
        self._library = library
        self._reader = Reader(draft, library.sources, given)
        self._finder = Finder(library)
        self._regions = region_names(library.sources)
        self._unmarked = 0

    def report(self) -> Report:
        found = [pair for s in self._draft.sentences for pair in self._claims(s)]
        found.sort(key=lambda pair: (pair[0].start, pair[0].end))
        numbered = _Numbered()
        return Report(
            title=self._draft.title,
            text=self._draft.source_text.text,
            findings=tuple(
                Finding(
                    claim=claim,
                    verdict=judgement.verdict,
                    explanation=judgement.explanation,
                    citations=numbered.citations(judgement),
                )
                for claim, judgement in found
            ),
            unmarked=self._unmarked,
            notes=self._draft.source_text.notes,
        )

    def _claims(self, sentence: Sentence) -> Iterator[tuple[Claim, Judgement]]:
        """The claims of a sentence that are about a plan; its other figures are counted."""
        marked: list[tuple[int, int]] = []
        for candidate in self._finder.candidates(sentence):
            start, end = candidate.start, candidate.end
            if candidate.kind == "statement" and any(a < end and start < b for a, b in marked):
                continue
            context = self._reader.at(sentence, candidate.read_at, end)
            judgement = self._judgement(sentence, candidate, context) if context else None
            if context is not None and judgement is not None:
                marked.append((start, end))
                yield _claim(candidate, sentence, context), judgement
            elif candidate.kind == "figure":
                self._unmarked += 1

    def _judgement(
        self, sentence: Sentence, candidate: Candidate, context: Context
    ) -> Judgement | None:
        """What the plans that a place speaks of say together; nothing where it is no claim."""
        judgements: dict[str, list[Judgement]] = {}
        for plan in self._plans_tried(sentence, context):
            judgement = candidate.judge(plan, context)
            if judgement and not self._is_of_another(judgement, sentence, candidate, plan):
                source = self._library.source(plan)
                whose = short_region(source) or source.title
                said = judgement.model_copy(
                    update={"explanation": f"{whose}：{judgement.explanation}"}
                )
                judgements.setdefault(source.region or plan, []).append(said)
        if not context.names_plan:
            every = [judgement for of_region in judgements.values() for judgement in of_region]
            return next((j for j in every if j.verdict == "supported"), None)
        if judgements:
            return _of_all(judgements)
        if context.stance != "planned" or candidate.only_if_said:
            return None
        return Judgement(verdict="not_found", explanation=NOT_FOUND)

    def _plans_tried(self, sentence: Sentence, context: Context) -> Sequence[str]:
        if len(context.plans) <= _MOST_PLANS:
            return context.plans
        hits = self._library.search(sentence.excerpt.text, _TOP_K, context.plans)
        return tuple(dict.fromkeys(hit.passage.source.id for hit in hits))[:_MOST_PLANS]

    def _is_of_another(
        self, judgement: Judgement, sentence: Sentence, candidate: Candidate, plan: str
    ) -> bool:
        """Whether a figure is of a town or an institution of which the plan's words are not."""
        if candidate.kind != "figure" or sentence.is_cell:
            return False
        source = self._library.source(plan)
        known = [source.region, source.title, source.issuer]
        for evidence in judgement.evidence:
            known += [evidence.excerpt.text, *evidence.passage.path]
        *earlier, clause = CLAUSE_END.split(sentence.excerpt.text[: candidate.start])
        topic = earlier[-1] if earlier and len(bare(earlier[-1])) <= _LONGEST_TOPIC else ""
        return others_named(f"{topic}，{clause}", " ".join(known), self._regions)


class _Numbered:
    """Gives each place that is cited a number, the same wherever it is cited."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}

    def citations(self, judgement: Judgement) -> tuple[Citation, ...]:
        cited = []
        for evidence in judgement.evidence:
            excerpt, passage = evidence.excerpt, evidence.passage
            place = (passage.source.id, excerpt.start, excerpt.end)
            number = self._numbers.setdefault(place, len(self._numbers) + 1)
            cited.append(citation_from(number, passage, excerpt))
        return tuple(cited)


def _of_all(judgements: Mapping[str, Sequence[Judgement]]) -> Judgement:
    """One judgement of the plans of several regions: each must support a claim.

    Of several plans of one region it is enough that one does.
    """
    of_one: tuple[Verdict, ...] = ("supported", "contradicted", "not_found")
    of_several: tuple[Verdict, ...] = ("contradicted", "supported", "not_found")
    of_regions = [
        min(of_region, key=lambda judgement: of_one.index(judgement.verdict))
        for of_region in judgements.values()
    ]
    return min(of_regions, key=lambda judgement: of_several.index(judgement.verdict))


def _claim(candidate: Candidate, sentence: Sentence, context: Context) -> Claim:
    words = sentence.excerpt.cut(candidate.start, candidate.end)
    text = sentence.excerpt.text
    before, after = text[: candidate.start], text[candidate.end :]
    if sentence.is_cell:
        before = f"{sentence.row}，{sentence.column}：{before}"
    return Claim(
        kind=candidate.kind,
        text=words.text,
        start=words.start,
        end=words.end,
        before=before,
        after=after,
        path=sentence.path,
        plans=context.plans,
        names_plan=context.names_plan,
    )
