"""The user's own plans: added beside the shipped ones, kept whole or not at all."""

import unicodedata
from pathlib import Path

from corpus.catalogue import read_plan, source_named, sources
from corpus.documents import Plan, Source, SourceText
from corpus.errors import (
    ChangedPlanError,
    KnownFileError,
    ShippedPlanError,
    TakenIdError,
)
from corpus.library.library_files import LibraryFiles, StoredPlan, hash_of
from corpus.library.plan_ids import is_plan_id, plan_id_from
from corpus.parsing import plan_from

_LONGEST_FIELD = 200


class UserPlans:
    """The plans that a user has added. Readers take no lock; writers wait for one another.

    Args:
        folder: where the plans are kept; it is made when the first one is added.
        patience: seconds that a change waits for another program's to end.

    Every method raises `LibraryFolderError` if the folder cannot be read (or written, for a
    change) and `DamagedLibraryError` if the list of plans is damaged; every change raises
    `LibraryBusyError` if another program goes on changing the library.
    """

    def __init__(self, folder: Path, patience: float = 10.0) -> None:
        self.folder = folder
        self._files = LibraryFiles(folder, patience)

    @property
    def entries(self) -> tuple[Source, ...]:
        """What each plan says of itself, in the order they were added."""
        return tuple(stored.source for stored in self._files.plans())

    def plan(self, plan_id: str) -> Plan:
        """Read the plan with this id; raise `UnknownPlanError` if there is none."""
        return self.read(source_named(plan_id, self.entries))

    def read(self, source: Source) -> Plan:
        """Read the plan of a source.

        Raises:
            ChangedPlanError: it is no longer in the library, or no longer this file.
            DamagedLibraryError: its text is missing or damaged.
        """
        stored = self._stored(source)
        try:
            text = self._files.text_of(stored)
        except FileNotFoundError as error:
            # Gone because it was removed a moment ago, which says so here, or by accident.
            raise self._files.damaged_plan(self._stored(source)) from error
        return plan_from(source, text)

    def check(self) -> None:
        """Read what is stored of every plan; raise `DamagedLibraryError` if some is damaged."""
        for stored in self._files.plans():
            try:
                self._files.text_of(stored)
            except FileNotFoundError as error:
                raise self._files.damaged_plan(stored) from error

    def original_of(self, source: Source) -> Path:
        """Return where the file of a plan is kept; raise `ChangedPlanError` if it no longer is."""
        stored = self._stored(source)
        return self.folder / stored.folder / stored.original

    def add(self, file: Path, text: SourceText, source: Source) -> Source:
        """Add a file, and return its source with id, file name and hash filled in.

        Args:
            file: the file; a copy of it is kept.
            text: its text as read.
            source: what the plan says of itself; an id is made up if it has none. Its
                ``sha256``, if it has one, is what the file had before its text was read.

        Raises:
            KnownFileError: the very file is in the library already.
            TakenIdError: the id is no id, or another plan's.
            UnreadableFileError: the file cannot be read, or has changed meanwhile.
        """
        with self._files.changing():
            known = self._files.plans()
            taken = _taken(known)
            plan_id = source.id or plan_id_from(source.region, source.title, taken)
            stored = self._store(file, text, _with_id(source, plan_id, taken), known)
            self._files.write_list((*known, stored))
            return stored.source

    def replace(self, plan_id: str, file: Path, text: SourceText, source: Source) -> Source:
        """Put a file in the place of a plan, whose id it takes over; otherwise as `add`.

        Raises `UnknownPlanError` if no plan has this id, `ShippedPlanError` if it is shipped.
        """
        with self._files.changing():
            known = self._files.plans()
            old = _stored_named(plan_id, known)
            stored = self._store(file, text, source.model_copy(update={"id": plan_id}), known)
            self._files.write_list(stored if entry is old else entry for entry in known)
            return stored.source

    def update(self, plan_id: str, source: Source) -> Source:
        """Change what is said of a plan, its id included; its file remains.

        Raises `UnknownPlanError`, `ShippedPlanError` and `TakenIdError` as `replace` and `add`.
        """
        with self._files.changing():
            known = self._files.plans()
            old = _stored_named(plan_id, known)
            changed = _with_id(source, source.id or plan_id, _taken(known) - {plan_id})
            kept = {"file": old.source.file, "sha256": old.source.sha256}
            new = old.model_copy(update={"source": cleaned_source(changed.model_copy(update=kept))})
            self._files.write_list(new if entry is old else entry for entry in known)
            return new.source

    def remove(self, plan_id: str) -> Source:
        """Remove a plan with its file, and return what it said of itself.

        Raises `UnknownPlanError` if no plan has this id, `ShippedPlanError` if it is shipped.
        """
        with self._files.changing():
            known = self._files.plans()
            old = _stored_named(plan_id, known)
            self._files.write_list(entry for entry in known if entry is not old)
            return old.source

    def _stored(self, source: Source) -> StoredPlan:
        for stored in self._files.plans():
            if stored.source.sha256 == source.sha256:
                return stored
        raise ChangedPlanError(
            f"规划“{source.title}”已经从资料库中移除，或换成了新版本",
            "请重新执行命令；问答页面请重新启动",
        )

    def _store(
        self, file: Path, text: SourceText, source: Source, known: tuple[StoredPlan, ...]
    ) -> StoredPlan:
        sha256 = source.sha256 or hash_of(file)
        same = next((entry.source for entry in known if entry.source.sha256 == sha256), None)
        if same is not None:
            raise KnownFileError(
                f"这个文件已经收录，编号 {same.id}",
                f"不需要再次添加；要从文件重新读取，请先执行 plans remove {same.id}",
            )
        named = source.model_copy(update={"file": file.name, "sha256": sha256})
        return self._files.store(file, text, cleaned_source(named))


def all_sources(folder: Path) -> tuple[Source, ...]:
    """Return the shipped plans, then the user's own; errors as for `sources` and `UserPlans`."""
    shipped = sources()
    own = UserPlans(folder).entries
    for source in own:
        if source.id in {plan.id for plan in shipped}:
            raise TakenIdError(
                f"资料库中“{source.title}”的编号 {source.id} 与自带的规划相同",
                f"请给它换一个编号：plans add --id 新编号 {UserPlans(folder).original_of(source)}",
            )
    return (*shipped, *own)


def read_any(source: Source, folder: Path) -> Plan:
    """Read a plan, shipped or the user's own; errors as for `read_plan` and `UserPlans.read`."""
    return read_plan(source) if is_shipped(source) else UserPlans(folder).read(source)


def is_shipped(source: Source) -> bool:
    """Whether a plan ships with the project."""
    return (source.id, source.sha256) in {(shipped.id, shipped.sha256) for shipped in sources()}


def _stored_named(plan_id: str, known: tuple[StoredPlan, ...]) -> StoredPlan:
    shipped = sources()
    own = tuple(stored.source for stored in known)
    if plan_id not in {source.id for source in own}:
        source = source_named(plan_id, (*shipped, *own))
        raise ShippedPlanError(
            f"{plan_id}（{source.title}）是自带的规划，不能移除或替换",
            "新版本请用 plans add 添加为另一份；提问时可以用 --plan 限定查哪几份",
        )
    return next(stored for stored in known if stored.source.id == plan_id)


def _taken(known: tuple[StoredPlan, ...]) -> set[str]:
    return {source.id for source in sources()} | {stored.source.id for stored in known}


def _with_id(source: Source, plan_id: str, taken: set[str]) -> Source:
    if not is_plan_id(plan_id):
        raise TakenIdError(
            f"“{plan_id}”不能用作编号",
            "编号以小写字母开头，只用小写字母、数字和短横线，最多 40 个字符，例如 taicang-2",
        )
    if plan_id in taken:
        raise TakenIdError(f"编号 {plan_id} 已有规划在用", "请用 --id 另起一个编号")
    return source.model_copy(update={"id": plan_id})


def cleaned_source(source: Source) -> Source:
    """Return a source whose every word can be shown and saved, whoever typed it."""
    return Source.model_validate({key: cleaned(words) for key, words in source})


def cleaned(words: str) -> str:
    r"""Return words on one line, without control, bidi and other characters that nobody sees.

    >>> cleaned("太仓\u202e市\x00\n规划\udcff")
    '太仓市 规划'
    """
    seen = (c for c in words if c in "\n\t" or not unicodedata.category(c).startswith("C"))
    return " ".join("".join(seen).split())[:_LONGEST_FIELD]
