"""The plans and their index in one place: what the composers look things up in."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property, partial
from pathlib import Path

from langchain_core.embeddings import Embeddings

from assistant.language.regions import short_region
from assistant.language.spelling import Spelling, recurring
from assistant.language.terms import TermWeights, normalised
from corpus.catalogue import read_plan, sources
from corpus.documents import Assignment, Excerpt, Indicator, Plan, Source
from corpus.library.plan_ids import free_id
from corpus.library.user_plans import all_sources, read_any
from corpus.lists import ItemList, lists_in
from corpus.metadata import source_from
from corpus.parsing import plan_from
from corpus.tables.rows import Row
from index.build import Index, index_in_memory, open_index
from index.fingerprint import dictionary_names, fingerprint_of
from index.passages import Hit, Passage, passages_from
from index.settings import Settings

Progress = Callable[[int, int], None]

# Of so many passages at most the sentences are kept; of more they are divided each time.
_MOST_KEPT = 20_000
# So many plans at most are read for the headings that no passage has.
_MOST_READ = 50


class Library:
    """Plans that can be searched, and read whole where an outline is asked for.

    ``read`` returns the plan of a source; it is called only when sections are needed.
    """

    def __init__(
        self, sources: Sequence[Source], index: Index, read: Callable[[Source], Plan]
    ) -> None:
        self.sources = tuple(sources)
        self._index = index
        self._read = read
        self._plans: dict[str, Plan] = {}
        self._paths: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._lists: dict[str, tuple[ItemList, ...]] = {}

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, in the order of the plans."""
        return self._index.passages

    @property
    def names(self) -> tuple[str, ...]:
        """The names of institutions, places, indicators … in the plans."""
        return self._index.names

    @cached_property
    def weights(self) -> TermWeights:
        """How telling each term is among all passages."""
        return TermWeights([passage.indexed_text for passage in self.passages])

    @cached_property
    def spelling(self) -> Spelling:
        """How the plans spell names."""
        names = {name for source in self.sources for name in (source.region, short_region(source))}
        said = "\n".join(self._said.values())
        return Spelling(names.union(self.names, recurring(said)), said)

    def words_said(self, plan_id: str) -> str:
        """Return all that a plan says, normalised, to look a word up in."""
        return self._said[plan_id]

    def says(self, word: str) -> bool:
        """Whether some plan has a word, in its text or in a heading that nothing stands under."""
        if any(word in said for said in self._said.values()):
            return True
        if len(self.sources) > _MOST_READ:
            return False
        paths = (path for source in self.sources for path in self.paths(source.id))
        return any(word in normalised(heading) for path in paths for heading in path)

    @cached_property
    def _said(self) -> dict[str, str]:
        said: dict[str, list[str]] = {source.id: [] for source in self.sources}
        for passage in self.passages:
            said[passage.source.id].append(passage.indexed_text)
        return {plan: normalised("\n".join(texts)) for plan, texts in said.items()}

    def search(self, query: str, top_k: int, plans: Collection[str]) -> tuple[Hit, ...]:
        """Return the best passages of these plans."""
        return self._index.search(query, top_k=top_k, plans=plans)

    def source(self, plan_id: str) -> Source:
        """Return the source with this id."""
        return next(source for source in self.sources if source.id == plan_id)

    def plan(self, plan_id: str) -> Plan:
        """Return a plan with its sections, read at the first call."""
        if plan_id not in self._plans:
            self._plans[plan_id] = self._read(self.source(plan_id))
        return self._plans[plan_id]

    def paths(self, plan_id: str) -> tuple[tuple[str, ...], ...]:
        """Return the paths of a plan's headings in their order, also those without words.

        A note has an address and is no heading.
        """
        if plan_id not in self._paths:
            sections = self.plan(plan_id).sections
            self._paths[plan_id] = tuple(
                dict.fromkeys(s.path for s in sections if s.path and not s.note)
            )
        return self._paths[plan_id]

    def lists(self, plan_id: str) -> tuple[ItemList, ...]:
        """Return the lists of a plan, found at the first call."""
        if plan_id not in self._lists:
            self._lists[plan_id] = lists_in(self.plan(plan_id))
        return self._lists[plan_id]

    def rows(self, plans: Collection[str]) -> list[tuple[Passage, Indicator]]:
        """Return the indicator rows of these plans."""
        return [
            (passage, passage.record)
            for passage in self.passages
            if passage.source.id in plans and isinstance(passage.record, Indicator)
        ]

    def table_rows(self, plans: Collection[str]) -> list[tuple[Passage, Row]]:
        """Return the rows of all tables of these plans, those of indicators among them."""
        return [
            (passage, passage.row)
            for passage in self.passages
            if passage.source.id in plans and passage.row is not None
        ]

    def neighbours(self, passage: Passage) -> tuple[Passage, ...]:
        """Return the other passages of a task: its words, or who is responsible for it."""
        of_task = self._tasks.get((passage.source.id, passage.path), ())
        return tuple(other for other in of_task if other.id != passage.id)

    def beside(self, passage: Passage) -> tuple[Passage, ...]:
        """Return the clauses right before and after one under the same heading."""
        if passage.kind != "clause":
            return ()
        position = self._positions.get(passage.id)
        if position is None:
            return ()
        around = (position - 1, position + 1)
        others = [self.passages[at] for at in around if 0 <= at < len(self.passages)]
        address = (passage.source.id, passage.path, passage.kind)
        return tuple(o for o in others if (o.source.id, o.path, o.kind) == address)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {passage.id: position for position, passage in enumerate(self.passages)}

    @cached_property
    def _tasks(self) -> dict[tuple[str, tuple[str, ...]], tuple[Passage, ...]]:
        """The passages of every task that a line of responsibility belongs to, by address."""
        tasks: dict[tuple[str, tuple[str, ...]], list[Passage]] = {}
        for passage in self.passages:
            tasks.setdefault((passage.source.id, passage.path), []).append(passage)
        return {
            address: tuple(of_task)
            for address, of_task in tasks.items()
            if any(isinstance(passage.record, Assignment) for passage in of_task)
        }

    def stated(self, plans: Collection[str]) -> list[tuple[Passage, Indicator]]:
        """Return the indicators that sentences of these plans state, each with its passage."""
        return [
            (passage, indicator)
            for passage in self.passages
            if passage.source.id in plans
            for indicator in passage.stated
        ]

    def sentences(self, plans: Collection[str]) -> Iterator[tuple[Passage, Excerpt]]:
        """Yield every sentence of these plans, rows and responsibilities included."""
        if len(self.passages) > _MOST_KEPT:
            yield from _sentences_of(p for p in self.passages if p.source.id in plans)
            return
        for plan in self._sentences:
            if plan in plans:
                yield from self._sentences[plan]

    @cached_property
    def _sentences(self) -> dict[str, tuple[tuple[Passage, Excerpt], ...]]:
        return {
            source.id: tuple(_sentences_of(p for p in self.passages if p.source == source))
            for source in self.sources
        }

    def assignments(self, plans: Collection[str]) -> list[tuple[Passage, Assignment]]:
        """Return the responsibilities of these plans, each with the passage that gives it."""
        found = []
        for passage in self.passages:
            if passage.source.id in plans:
                found += [(passage, assignment) for assignment in passage.assigned]
                if isinstance(passage.record, Assignment):
                    found.append((passage, passage.record))
        return found


def _sentences_of(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Excerpt]]:
    for passage in passages:
        for sentence in passage.sentences():
            yield passage, sentence


def shipped_library(settings: Settings, progress: Progress | None = None) -> Library:
    """Return the shipped plans with their index; errors as for `Assistant.shipped`."""
    return _opened(sources(), read_plan, settings, progress)


def whole_library(settings: Settings, progress: Progress | None = None) -> Library:
    """Return the shipped plans and the user's own; errors as for `Assistant.shipped`."""
    folder = settings.library_folder
    return _opened(all_sources(folder), partial(read_any, folder=folder), settings, progress)


def library_in_memory(
    plans: Sequence[Plan], settings: Settings, embeddings: Embeddings | None = None
) -> Library:
    """Return plans that were read already, indexed in memory."""
    by_id = {plan.source.id: plan for plan in plans}
    passages = [p for plan in plans for p in passages_from(plan, settings.passage_chars)]

    def read(source: Source) -> Plan:
        return by_id[source.id]

    built = index_in_memory(passages, settings, embeddings, dictionary_names(plans))
    return Library([plan.source for plan in plans], built, read)


def plans_from_files(files: Sequence[str | Path]) -> list[Plan]:
    """Read files as plans, each with an id of its own; errors as for `Assistant.from_files`."""
    from corpus.formats.files import read_file  # noqa: PLC0415 - slow: Word, PDF and HTML

    plans = []
    taken: set[str] = set()
    for path in map(Path, files):
        text = read_file(path)
        source_id = free_id(path.stem, taken)
        taken.add(source_id)
        known = {"id": source_id, "file": path.name}
        plans.append(plan_from(source_from(text, path.name).model_copy(update=known), text))
    return plans


def _opened(
    known: Sequence[Source],
    read: Callable[[Source], Plan],
    settings: Settings,
    progress: Progress | None,
) -> Library:
    plans = cache(lambda: [read(source) for source in known])
    opened = open_index(
        lambda: [p for plan in plans() for p in passages_from(plan, settings.passage_chars)],
        settings,
        fingerprint=fingerprint_of(known, settings),
        names=lambda: dictionary_names(plans()),
        progress=progress,
    )
    return Library(known, opened, read)
