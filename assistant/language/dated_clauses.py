"""Of a sentence of several years the part that is of those asked, with the subject it shares."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from assistant.language.rules import patterns_of
from assistant.language.terms import normalised
from assistant.language.years import WORDED

_RULES = patterns_of(__file__, "dated")
# With what a clause begins that has no subject of its own: 不低于92%.
_PREDICATE = _RULES["predicate"]
_LEAD = _RULES["lead"]
_COMPARES = _RULES["compares"]
_BREAK = _RULES["break"]
_SUBJECT = 2  # characters
_SEVERAL = 2

Span = tuple[int, int]


def of_years(text: str, years: Collection[int]) -> tuple[str, Span] | None:
    """Return what a sentence says of these years, as it is to be read and where it stands.

    ``None`` where it says nothing of them, or nothing of other years beside. A figure that is
    compared with that of another year stays with it.

    >>> of_years("申报率2024年达到90%，2025年达到92%，2026年达到95%。", [2025])
    ('申报率2025年达到92%', (0, 24))
    >>> of_years("到2027年，力争每万人口医生数不低于4人，到2030年不低于4.66人。", [2030])
    ('每万人口医生数到2030年不低于4.66人', (0, 36))
    >>> of_years("从2020年的80%提高到2025年的90%。", [2025]) is None
    True
    """
    parts = _parts(text)
    dated = [part for part in parts if part[0]]
    if len(dated) < _SEVERAL or not any(set(years) & set(of_part) for of_part, _ in dated):
        return None
    wanted = [place for place, (of_part, _) in enumerate(parts) if set(years) & set(of_part)]
    if wanted != list(range(wanted[0], wanted[-1] + 1)):
        return None
    first, last = wanted[0], wanted[-1]
    start, end = parts[first][1][0], parts[last][1][1]
    said = text[start:end]
    if first and _needs_subject(said):
        subject = _subject_before(text, parts[:first])
        if subject is None:
            return None
        begin, said_subject = subject
        return said_subject + said.lstrip("其中"), (begin, end)
    beside = [of_part for of_part, _ in parts[:first] + parts[last + 1 :] if of_part]
    return (said, (start, end)) if beside else None


def _parts(text: str) -> list[tuple[tuple[int, ...], Span]]:
    """The stretches of a sentence by the years they are of; one without a year goes on."""
    marks = [match.end() for match in _BREAK.finditer(text)]
    edges = [0, *marks, len(text)] if not marks or marks[-1] < len(text) else [0, *marks]
    parts: list[tuple[tuple[int, ...], Span]] = []
    for start, end in pairwise(edges):
        clause = text[start:end]
        found = tuple(int(m.group()) for m in WORDED.finditer(normalised(clause)))
        compared = _COMPARES.search(clause) is not None
        if parts and (not found or (compared and len(found) == 1)):
            of_part, (begin, _) = parts[-1]
            parts[-1] = (of_part, (begin, end))
        else:
            parts.append((found, (start, end)))
    return [(of_part, (start, end - _mark(text[start:end]))) for of_part, (start, end) in parts]


def _mark(clause: str) -> int:
    return len(clause) - len(clause.rstrip("，,；;。、 \n"))


def _needs_subject(said: str) -> bool:
    """Whether what follows the year is no subject but goes on with one: 到2030年不低于4人."""
    rest = _LEAD.sub("", said, count=1)
    return _PREDICATE.match(rest) is not None


def _subject_before(
    text: str, parts: Sequence[tuple[tuple[int, ...], Span]]
) -> tuple[int, str] | None:
    """The subject that the first part of these years states, and where its clause begins."""
    dated = next((part for part in reversed(parts) if not _needs_subject(_of(text, part))), None)
    if dated is None:
        return None
    said = _of(text, dated)
    year = WORDED.search(normalised(said))
    before = said[: year.start()] if year else said
    clause = max(before.rfind(mark) for mark in "，,；;。\n") + 1
    lead = _LEAD.search(before[clause:] + (said[year.start() :] if year else ""))
    at = clause + (lead.start() if lead else 0)
    subject = before[clause:at].strip("到至 ")
    start = dated[1][0] + clause
    if len(subject) >= _SUBJECT:
        return start, subject
    after = said[clause + lead.end() :] if lead else said[clause:]
    predicate = _PREDICATE.search(after)
    subject = after[: predicate.start()] if predicate else ""
    is_one = len(subject) >= _SUBJECT and not set(subject) & set("，,；;。")
    return (start, subject) if is_one else None


def _of(text: str, part: tuple[tuple[int, ...], Span]) -> str:
    return text[part[1][0] : part[1][1]]
