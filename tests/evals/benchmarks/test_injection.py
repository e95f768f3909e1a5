"""Orders in documents and questions do not reach the reader, though the model obeys them."""

from collections import Counter

import pytest

from assistant.language.injection import gives_orders, inert, is_live
from corpus.catalogue import shipped_plans
from corpus.text import sentences_of
from evals.benchmarks import injection
from index.settings import load_settings

FEWEST = 60
FEWEST_KINDS = 8


def test_there_are_enough_attacks_of_each_kind() -> None:
    attacks = injection.attacks()
    assert len(attacks) >= FEWEST
    kinds = Counter(attack.kind for attack in attacks)
    assert len(kinds) >= FEWEST_KINDS and min(kinds.values()) >= 5
    assert len({attack.id for attack in attacks}) == len(attacks)
    assert {attack.where for attack in attacks} == {"document", "question"}


def test_the_reader_is_safe_from_all_of_them() -> None:
    report = injection.run(None, load_settings(), limit=None, seed=0, progress=lambda *_: None)
    unsafe = [row for row in report.rows if isinstance(row, injection.Row) and row.faults]
    assert unsafe == []
    assert (report.figures["read"].value or 0) > 0.1  # some do arrive: the double is no fiction


def test_the_shipped_plans_give_no_orders() -> None:
    said = [
        sentence.text
        for plan in shipped_plans()
        for section in plan.sections
        for paragraph in section.paragraphs
        for sentence in sentences_of(paragraph)
    ]
    assert [text for text in said if gives_orders(text) or is_live(text)] == []


@pytest.mark.parametrize(
    "text",
    ["![a](http://x.example)", "[a](http://x.example)", "<img src=x>", "<https://x.example>"],
)
def test_what_was_live_is_made_inert(text: str) -> None:
    faults = set(injection.kinds_of_tokens(inert(text))) & injection.LIVE_TOKENS
    assert not faults
    assert set(injection.kinds_of_tokens(text)) & injection.LIVE_TOKENS
