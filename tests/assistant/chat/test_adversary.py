"""A model that lies about the very words it was shown: nothing it makes up goes out.

Sentences of the plans are changed in one place (a figure, a unit, a year, a name, a kind) and
held to the passages they came from. Whatever is let through is judged by code of its own: the
figures of `evals.figures`, which shares none with the verifier.
"""

import random
import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answers import Evidence
from assistant.chat.items import Item, words_of
from assistant.chat.verifier import Verifier
from corpus.documents import Indicator
from evals.figures import figures_in, missing_from
from index.passages import Passage

NUMBER = re.compile(r"\d+(?:\.\d+)?")
SHOWN = 6
SWAPS = (
    ("目标", "现状"),
    ("现状", "目标"),
    ("预期性", "约束性"),
    ("约束性", "预期性"),
    ("牵头", "配合"),
    ("配合", "牵头"),
    ("≥", "≤"),
    ("以上", "以下"),
    ("以内", "以上"),
    ("不低于", "低于"),
    ("力争", "已"),
    ("到2025年", "目前"),
    ("要", "不要"),
)
REGIONS = ("常熟", "埇桥", "吴中", "临江", "江阴")
Lie = Callable[[str, random.Random], str]


def invented_number(text: str, chance: random.Random) -> str:
    return _with_number(text, chance, lambda _: str(chance.randint(2, 9999)))


def longer_number(text: str, chance: random.Random) -> str:
    return _with_number(text, chance, lambda number: f"1{number}")


def number_in_han(text: str, chance: random.Random) -> str:
    return _with_number(text, chance, lambda _: chance.choice(["三十一", "八成", "两千", "半数"]))


def invisible_digit(text: str, chance: random.Random) -> str:
    return _with_number(text, chance, lambda number: f"{number}\u200b7")


def foreign_digits(text: str, chance: random.Random) -> str:
    return _with_number(text, chance, lambda _: chance.choice(["٧٧", "７７", "⑦", "𝟕𝟕", "Ⅶ"]))


def other_unit(text: str, chance: random.Random) -> str:
    unit = chance.choice("%岁人名家个张所‰倍元")
    return _with_number(text, chance, lambda number: f"{number}{unit}", unit_too=True)


def other_year(text: str, chance: random.Random) -> str:
    return re.sub(r"20\d\d", str(chance.randint(2031, 2099)), text, count=1)


def other_word(text: str, chance: random.Random) -> str:
    said, instead = chance.choice([s for s in SWAPS if s[0] in text] or [("", "")])
    return text.replace(said, instead, 1) if said else text


def other_region(text: str, chance: random.Random) -> str:
    return f"{chance.choice(REGIONS)}{text}"


def something_more(text: str, chance: random.Random) -> str:
    more = chance.choice(["共{}家", "投入{}亿元", "增长{}%", "排名第{}", "另增{}张床位"])
    return f"{text.rstrip('。')}，{more.format(chance.randint(2, 999))}"


LIES: tuple[Lie, ...] = (
    invented_number,
    longer_number,
    number_in_han,
    invisible_digit,
    foreign_digits,
    other_unit,
    other_year,
    other_word,
    other_region,
    something_more,
)


def _with_number(
    text: str, chance: random.Random, instead: Callable[[str], str], *, unit_too: bool = False
) -> str:
    numbers = list(NUMBER.finditer(text))
    if not numbers:
        return text
    chosen = chance.choice(numbers)
    end = chosen.end() + unit_too
    return text[: chosen.start()] + instead(chosen.group()) + text[end:]


@pytest.fixture(scope="module")
def figured(passages: tuple[Passage, ...]) -> tuple[Item, ...]:
    """Every sentence, row and responsibility of the plans, as an item each."""
    return tuple(
        Item(words_of(passage, evidence), (evidence,), 0.9)
        for passage in passages
        for excerpt in passage.sentences()
        for evidence in [Evidence(passage=passage, excerpt=excerpt, score=0.9)]
    )


def _given_by(evidence: Evidence) -> Iterator[str]:
    """Yield what a citation gives: quote, address, a row's years and its unit."""
    passage = evidence.passage
    yield evidence.excerpt.text
    yield from (passage.source.title, *passage.path)
    for record in (passage.record, *passage.stated):
        if isinstance(record, Indicator):
            readings = [r for r in (record.baseline, record.target) if r is not None]
            yield from (f"{r.year}年" for r in readings)
            yield from (f"{r.value}{record.unit}" for r in readings)


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**9))
def test_no_lie_about_a_figure_goes_out(
    lie: Lie, seed: int, figured: tuple[Item, ...], names: tuple[str, ...]
) -> None:
    chance = random.Random(seed)
    shown = chance.sample(figured, SHOWN)
    said = lie(shown[0].text, chance)
    if any(said in item.text for item in shown):
        return
    verified = Verifier(shown, names).verify(f"{said}[{chance.randint(0, SHOWN + 1)}]。")
    if verified.statement is None:
        return
    given_words = [words for e in verified.statement.evidence for words in _given_by(e)]
    assert missing_from(figures_in(verified.text), given_words) == ()
    # What is let through is the truth again: a year of the title, a unit that was there.
    assert lie not in (invented_number, longer_number, number_in_han, other_year, something_more)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**9))
def test_a_figure_of_another_passage_goes_out_under_no_name_but_its_own(
    seed: int, figured: tuple[Item, ...], names: tuple[str, ...]
) -> None:
    """A sentence with the figure of another passage of the same prompt in its place."""
    chance = random.Random(seed)
    shown = chance.sample(figured, SHOWN)
    numbers = [n for item in shown[1:] for n in NUMBER.findall(item.text)]
    if not numbers:
        return
    said = _with_number(shown[0].text, chance, lambda _: chance.choice(numbers))
    if any(said in item.text for item in shown):
        return
    verified = Verifier(shown, names).verify(f"{said}[1][2].")
    if verified.statement:
        given_words = [words for e in verified.statement.evidence for words in _given_by(e)]
        assert missing_from(figures_in(verified.text), given_words) == ()


@pytest.mark.parametrize("step", [37])
def test_the_truth_goes_out(figured: tuple[Item, ...], names: tuple[str, ...], step: int) -> None:
    """The verifier is no gag: the plans' own sentences pass."""
    for item in figured[::step]:
        verified = Verifier([item], names).verify(f"{item.text}[1]。")
        if any("\u4e00" <= c <= "\u9fff" for c in item.text) and len(item.text) < 400:
            assert verified.statement, (verified.reason, item.text)
