"""Citation recall and precision of an answer's statements, by the definitions of ALCE.

Gao, Yen, Yu and Chen: Enabling Large Language Models to Generate Text with Citations,
EMNLP 2023, section 3 (arXiv:2305.14627). ALCE asks a model whether the cited passages
entail a sentence; here a sentence is *supported* when its figures stand in what it cites
and its words are covered by it. That suits an extractive answer: it cannot see a meaning
turned round in the source's own words, and it punishes a free paraphrase.
"""

import re
from collections.abc import Sequence

from evals.figures import without_figures
from evals.normalise import comparable
from evals.outcome import Outcome
from evals.scorers.standing import figures_without_support
from evals.scores import Score, share, unscored
from evals.statements import Statement

# The share of a statement's character pairs that its citations must hold. Set on the tuning
# half so as to part statements with their own citations from the same statements with those
# of another question; see `tests/evals/test_attribution.py`.
COVERED = 0.7
# What a composer adds to join the source's words; it needs no source.
_JOINING = re.compile(
    "目标值?|现状值?|数值|指标|规划|方案|要点|要求|提到|提出|写明|分别|其中|共同|牵头|配合|负责|任务|组长单位|"
    "达到|属于|性质|左右|以上|以下|以内|不超过|不高于|不低于|不少于|低于|高于|小于|大于|超过|至少|"
    "最高|最低|更高|更低|相差|变化|减少|增加|应有|年份|不同|数值中|平均每年|推算|因此|所以|没有|列出|给出|说明|方面|主要|包括|内容|[为由年的和及与]"
)
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN_WORD = re.compile(r"[a-z]+")


def citation_recall(outcome: Outcome) -> Score:
    """Return the share of an answer's statements that their citations support."""
    if outcome.answer.refused:
        return unscored("拒答")
    statements = [s for s in outcome.statements if s.role == "statement"]
    if not statements:
        return unscored("回答里没有需要引文的句子")
    bare = [s for s in statements if not is_supported(s, s.cited, outcome)]
    listing = "；".join(statement.text for statement in bare)
    return share(
        len(statements) - len(bare), len(statements), f"引文不支持：{listing}" if bare else ""
    )


def citation_precision(outcome: Outcome) -> Score:
    """Return the share of an answer's citation markers that are needed.

    A marker is not needed when its statement is not supported, or when its citation does
    not support the statement by itself and the others do without it.
    """
    if outcome.answer.refused:
        return unscored("拒答")
    markers = [(s, n) for s in outcome.statements if s.role == "statement" for n in s.cited]
    if not markers:
        return unscored("回答里没有引文")
    idle = [f"[{n}] {s.text}" for s, n in markers if not _is_needed(s, n, outcome)]
    return share(len(markers) - len(idle), len(markers), f"多余：{'；'.join(idle)}" if idle else "")


def _is_needed(statement: Statement, number: int, outcome: Outcome) -> bool:
    if not is_supported(statement, statement.cited, outcome):
        return False
    others = [other for other in statement.cited if other != number]
    return is_supported(statement, (number,), outcome) or not is_supported(
        statement, others, outcome
    )


def is_supported(statement: Statement, numbers: Sequence[int], outcome: Outcome) -> bool:
    """Whether these citations together bear out a statement, figures and words."""
    citations = [outcome.cited[number] for number in numbers if number in outcome.cited]
    if not citations:
        return False
    only_these = Statement(statement.text, tuple(numbers), statement.role)
    if figures_without_support(only_these, outcome):
        return False
    said = content_of(statement.text)
    given = set().union(*(pairs_in(c.quote) | pairs_in(c.address) for c in citations))
    return not said or len(said & given) >= COVERED * len(said)


def content_of(text: str) -> set[str]:
    """Return the character pairs and Latin words of a statement that need a source.

    >>> sorted(content_of("2025年目标为健康镇，见DRG"))
    ['drg', '健康', '康镇']
    """
    return pairs_in(without_figures(text))


def pairs_in(text: str) -> set[str]:
    """Return the pairs of neighbouring Han characters, and the Latin words, of a text."""
    text = _JOINING.sub(" ", comparable(text))
    pairs = {run[i : i + 2] for run in _HAN_RUN.findall(text) for i in range(len(run) - 1)}
    return pairs | set(_LATIN_WORD.findall(text))
