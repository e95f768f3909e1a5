"""Adding a file to the user's plans: what was understood of it, and which plan it replaces."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.documents import Plan, Source, Value
from corpus.errors import LibraryError
from corpus.formats.files import read_file
from corpus.formats.limits import LARGEST_FILE
from corpus.library.library_files import hash_of
from corpus.library.user_plans import cleaned_source
from corpus.metadata import source_from
from corpus.parsing import plan_from
from corpus.periods import date_from


class Candidate(Value):
    """A file that was read and is to be added, and what was understood of it."""

    file: Path
    plan: Plan

    @property
    def source(self) -> Source:
        """What the document says of itself, or the user of it."""
        return self.plan.source

    def corrected(self, given: Mapping[str, str]) -> "Candidate":
        """Return the candidate with what the user says of it; errors as for `corrected`."""
        source = corrected(self.source, given)
        return Candidate(file=self.file, plan=self.plan.model_copy(update={"source": source}))


def checked_hash(file: Path) -> str:
    """Return the SHA-256 of a file to be added; raise `UnreadableFileError` as `read_file`."""
    if file.is_file() and file.stat().st_size > LARGEST_FILE:
        read_file(file)  # says that it is too large, and what to do
    return hash_of(file)


def candidate_from(file: Path, sha256: str) -> Candidate:
    """Read a file; raise `UnreadableFileError` if it cannot be read."""
    text = read_file(file)
    said = source_from(text, file.name).model_copy(update={"sha256": sha256})
    source = cleaned_source(said)
    return Candidate(file=file, plan=plan_from(source, text))


def corrected(source: Source, given: Mapping[str, str]) -> Source:
    """Return a source with what the user says of it; an empty word clears a field.

    Raises:
        LibraryError: the title is empty, or the date is none.
    """
    said = {field: words.strip() for field, words in given.items()}
    if not said.get("title", source.title):
        raise LibraryError("名称不能为空", "请写上规划的名称，例如 --title 太仓市卫生健康规划")
    if date := said.get("issued_on"):
        said["issued_on"] = date_from(date)
        if not said["issued_on"]:
            raise LibraryError(f"“{date}”不是日期", "请写成 2021-06-29、2021年6月29日或 2021年6月")
    return source.model_copy(update=said)


def same_file(sha256: str, known: Sequence[Source]) -> Source | None:
    """Return the plan that is this very file, if there is one."""
    return next((source for source in known if source.sha256 == sha256), None)


def other_version(source: Source, known: Sequence[Source]) -> Source | None:
    """Return the plan that has the same region and title, if there is one.

    A plan without a region has none: two files of one name need not be one plan.
    """
    alike = (other for other in known if _identity(other) == _identity(source))
    return next(alike, None) if source.region else None


def namesake(source: Source, known: Sequence[Source]) -> Source | None:
    """Return the plan that has the same title, if there is one."""
    return next((o for o in known if _identity(o)[1] == _identity(source)[1]), None)


def _identity(source: Source) -> tuple[str, str]:
    """Region and title as they are compared: marks, spaces and widths do not count."""

    def normalised(words: str) -> str:
        return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words)).casefold()

    return normalised(source.region), normalised(source.title)
