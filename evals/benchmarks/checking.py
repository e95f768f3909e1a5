"""Whether ``plans check`` finds the errors of draft reports, and raises no false alarm.

The drafts are reports, replies, briefs and speeches over all shipped plans, as offices write
them, with errors put in by hand: wrong figures, years, units, comparators, plans, leading
units and grades, beside right statements in other words and figures of the draft's own.
Words in braces carry the verdict that is due: ``{84岁 =}`` a plan bears out, ``{85岁 ≠}`` one
contradicts, ``{84.1岁 ?}`` neither; what is not marked is due neither too.

The drafts were written in four batches, each before the rules were run on it. When they were
first run, 79 of the 88 contradictions reported were right, and 79 of the 99 due were reported;
of what was said to be borne out 252 of 253 was, and 252 of 276 due were said to be. The rules
were then corrected where they had failed: a run today is on drafts that were learned from.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from assistant import Assistant
from assistant.checking import Verdict
from corpus.documents import Value
from evals.benchmarks.datasets import Progress, in_turn
from evals.benchmarks.report import Figure, Report, mean_of
from index.settings import Settings

DRAFTS = Path(__file__).with_name("drafts")
Due = Literal["supported", "contradicted", "neither"]

_MARK = re.compile(r"\{([^{}]+) ([=≠?])\}")
_DUE: dict[str, Due] = {"=": "supported", "≠": "contradicted", "?": "neither"}
_NAMES: dict[Due, str] = {"contradicted": "不一致", "supported": "一致"}


class Mark(Value):
    """Words of a draft and the verdict that is due, ``place`` of that many with the same words."""

    words: str
    place: int
    due: Due


class Outcome(Value):
    """The verdict that some words of a draft got, beside the one that is due."""

    draft: str
    words: str
    due: Due
    got: Due


def run(
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Check the first ``limit`` drafts (all by default) of the folder ``data``, or of our own."""
    files = sorted((data or DRAFTS).iterdir())[:limit]
    assistant = Assistant.shipped(settings)
    outcomes = [
        outcome for file in in_turn(files, progress) for outcome in outcomes_of(file, assistant)
    ]
    return Report(
        title="草稿核对：报出的“不一致”“一致”有多少是对的，应报的报出了多少",
        n=len(files),
        figures=figures_of(outcomes),
        rows=tuple(outcomes),
    )


def marked(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Return a draft without its marks, and these.

    >>> text, [first, second] = marked("达到{84岁 =}，而不是{85岁 ≠}。")
    >>> text, second.words, second.due
    ('达到84岁，而不是85岁。', '85岁', 'contradicted')
    """
    plain = ""
    marks = []
    position = 0
    for found in _MARK.finditer(text):
        plain += text[position : found.start()]
        words, position = found[1], found.end()
        marks.append(Mark(words=words, place=plain.count(words), due=_DUE[found[2]]))
        plain += words
    return plain + text[position:], tuple(marks)


def outcomes_of(file: Path, assistant: Assistant) -> list[Outcome]:
    """Check a draft; return what became of its marks and what was found beside them."""
    text, marks = marked(file.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        plain = Path(folder) / file.name
        plain.write_text(text, encoding="utf-8")
        report = assistant.check(plain)
    outcomes = []
    beside = [finding for finding in report.findings if finding.verdict != "not_found"]
    for mark in marks:
        start = _start_of(mark, report.text)
        end = start + len(mark.words)
        met = [f for f in report.findings if f.claim.start < end and start < f.claim.end]
        beside = [finding for finding in beside if finding not in met]
        got = _got({finding.verdict for finding in met})
        outcomes.append(Outcome(draft=file.name, words=mark.words, due=mark.due, got=got))
    return outcomes + [
        Outcome(draft=file.name, words=f.claim.text, due="neither", got=_got({f.verdict}))
        for f in beside
    ]


def _start_of(mark: Mark, text: str) -> int:
    """Where marked words stand in a draft as read, which may have lost signs of Markdown."""
    start = -1
    for _ in range(mark.place + 1):
        start = text.index(mark.words, start + 1)
    return start


def _got(verdicts: set[Verdict]) -> Due:
    if "contradicted" in verdicts:
        return "contradicted"
    return "supported" if "supported" in verdicts else "neither"


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    """Return precision and recall of both verdicts that a reader acts on."""
    figures = {}
    for verdict, name in _NAMES.items():
        reported = [o.due == verdict for o in outcomes if o.got == verdict]
        due = [o.got == verdict for o in outcomes if o.due == verdict]
        figures[f"{verdict}_precision"] = mean_of(f"报出的“{name}”是对的", reported)
        figures[f"{verdict}_recall"] = mean_of(f"应报的“{name}”报出了", due)
    return figures
