"""What an index is of: the plans and the code that reads them, and the names in them."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpus.documents
import index.passages
from corpus.catalogue import PLANS_FOLDER, sources
from corpus.documents import Plan, Source
from corpus.gazetteer.names import names_from
from corpus.indicators.concepts import TABLE
from index.settings import Settings

# The code that decides what a passage is: when it changes, saved passages are stale.
_READING_CODE = (
    *sorted(Path(corpus.documents.__file__).parent.rglob("*.py")),
    TABLE,
    Path(index.passages.__file__),
)


def fingerprint_of(known: Sequence[Source], settings: Settings) -> str:
    """Return what tells these plans, read in this way, from any others.

    The content of each shipped file counts, so that a changed file is noticed when the index
    is opened and not only when it is built; so does the code that reads them.
    """
    digest = hashlib.sha256(str(settings.passage_chars).encode())
    shipped = sources()
    for code in _READING_CODE:
        digest.update(code.read_bytes())
    for source in known:
        digest.update(source.model_dump_json().encode())
        if source in shipped:
            path = PLANS_FOLDER / source.file
            digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def dictionary_names(plans: Sequence[Plan]) -> Iterator[str]:
    """Yield the names that a dictionary may lack: those mined, and who issued which plan."""
    for plan in plans:
        yield from (plan.source.region, plan.source.issuer)
    for name in names_from(plans):
        yield from (name.text, name.full)
