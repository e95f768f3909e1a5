"""A run as one HTML page that needs nothing else: tables, charts and every failure to read.

`templates/report.html` says what it looks like; what it shows is gathered here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from corpus.catalogue import sources
from corpus.text import readable
from evals import wording
from evals.chat import by_kind
from evals.dataset import KINDS
from evals.result import Result
from evals.rows import Row
from evals.scorers.plain import COMPARED
from evals.trials import PARTS

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
# The figures at the top of the page.
CARDS = tuple(
    "right cited refusal_precision refusal_recall false_refusals accuracy@0.9 recall@5".split()
)
# A share of fewer questions than these is not drawn: it would jump about.
FEWEST = 5
ANSWERABLE, CORRECT = "规划里有答案的题", "已作答的题中答对的"
_BINS = 10


@dataclass(frozen=True)
class Bin:
    """The questions whose score lies in ``low`` to ``high``: how many, and shares from 0 to 1."""

    low: float
    high: float
    count: int
    shares: Mapping[str, float | None]


def html_of(result: Result) -> str:
    """Return the report of a run; no part of it is fetched from elsewhere.

    Questions and answers are shown of the tuning half alone: wrong answers open, other faults
    folded.
    """
    faulty = sorted(
        (row for row in result.rows if row.detail is not None and faults_of(row)),
        key=lambda row: (KINDS.index(row.kind), row.id),
    )
    return TEMPLATES.get_template("report.html").render(
        result=result,
        # Our own style sheet: what it quotes is no HTML.
        css=Markup((Path(__file__).parent / "templates" / "report.css").read_text("utf-8")),
        cards=CARDS,
        kinds=KINDS,
        wording=wording,
        bins=bins_of(result.rows),
        lines={ANSWERABLE: "answerable", CORRECT: "correct"},
        fewest=FEWEST,
        wrong=[row for row in faulty if not row.is_right],
        flawed=[row for row in faulty if row.is_right],
        faults_of=faults_of,
        compared=COMPARED,
        trial_parts=PARTS,
        sentences={
            "扣下的句子": by_kind(result.rows, lambda reading: reading.kept_back),
            "放出的假话": by_kind(result.rows, lambda reading: reading.let_out),
        },
        readable=readable,
        readable_lines=lambda text: "\n".join(readable(line) for line in text.splitlines()),
        titles={source.id: source.title for source in sources()},
        environment=environment_of(result),
    )


def faults_of(row: Row) -> list[str]:
    """Return the names of the figures in which an answer falls short."""
    return [
        name
        for name, figure in wording.FIGURES.items()
        if figure.fault
        and (score := row.scores.get(name))
        and score.value is not None
        and not score.passed
    ]


def bins_of(rows: Iterable[Row]) -> list[Bin]:
    """Return the questions by how sure their answers were, in ten bins from 0 to 1."""
    binned: list[list[Row]] = [[] for _ in range(_BINS)]
    for row in rows:
        binned[min(int(row.confidence * _BINS), _BINS - 1)].append(row)
    return [
        Bin(
            low=place / _BINS,
            high=(place + 1) / _BINS,
            count=len(kept),
            shares={
                ANSWERABLE: _share([not row.expects_refusal for row in kept]),
                CORRECT: _share([row.is_right for row in kept if not row.refused]),
            },
        )
        for place, kept in enumerate(binned)
    ]


def _share(flags: Sequence[bool]) -> float | None:
    return float(np.mean(flags)) if len(flags) >= FEWEST else None


def environment_of(result: Result) -> Mapping[str, object]:
    """Return what the run depended on, under the names that the page shows."""
    made = result.provenance
    return {
        "索引": made.index,
        "题库": result.questions,
        "Python": made.python,
        "聊天模型": made.settings.get("chat_model") or "无",
        "评判模型": made.judge or "无",
        **{f"提示词 {name}": version for name, version in made.prompts.items()},
        "同时作答": made.workers,
        **made.settings,
        **made.libraries,
    }
