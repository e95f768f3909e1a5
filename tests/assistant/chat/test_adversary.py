"""A model that lies about the very words it was shown: nothing it makes up goes out.

Sentences of the plans are changed in one place (a figure, a unit, a year, a name, a kind) and
held to the passages they came from. Whatever is let through is judged by code of its own: the
figures of `evals.figures`, which shares none with the verifier. A word that is turned into its
opposite, or into that of another level, makes a lie of any sentence.
"""

import random
import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answers import Evidence
from assistant.chat.items import Item
from assistant.chat.verifier import Verification, Verifier
from corpus.documents import Indicator, Plan
from evals.figures import figures_in, missing_from
from index.passages import Passage
from tests.assistant.chat.shown_items import item_of

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
OPPOSITES = (
    ("增加", "减少"),
    ("提升", "下降"),
    ("以上", "以下"),
    ("不低于", "不高于"),
    ("牵头", "配合"),
    ("配合", "牵头"),
    ("目标", "现状"),
    ("约束性", "预期性"),
    ("到2025年", "目前"),
    ("到2025年", "到2035年"),
    ("加强", "削弱"),
    ("鼓励", "禁止"),
    ("城市", "农村"),
    ("孕产妇", "婴幼儿"),
)
MOST_HELD = 40
REGIONS = ("常熟", "埇桥", "吴中", "临江", "江阴")
Lie = Callable[[str, random.Random], str]
Draw = Callable[[random.Random], list[Item]]
Hold = Callable[[list[Item], str], Verification]


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
    """Another unit in the place of a number's own; 3名 in the place of 3人 would be no lie."""
    numbers = list(NUMBER.finditer(text))
    if not numbers:
        return text
    chosen = chance.choice(numbers)
    own = text[chosen.end() : chosen.end() + 1]
    unit = chance.choice([u for u in "%岁人名家个张所‰倍元" if {u, own} != {"人", "名"}])
    return f"{text[: chosen.end()]}{unit}{text[chosen.end() + 1 :]}"


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


def _with_number(text: str, chance: random.Random, instead: Callable[[str], str]) -> str:
    numbers = list(NUMBER.finditer(text))
    if not numbers:
        return text
    chosen = chance.choice(numbers)
    return text[: chosen.start()] + instead(chosen.group()) + text[chosen.end() :]


@pytest.fixture(scope="module")
def figured(plans: tuple[Plan, ...], passages: tuple[Passage, ...]) -> tuple[Item, ...]:
    """Every sentence, row and responsibility of the plans, as an item each."""
    by_id = {plan.source.id: plan for plan in plans}
    return tuple(
        item_of(passage, excerpt, by_id[passage.source.id])
        for passage in passages
        for excerpt in passage.sentences()
    )


@pytest.fixture(scope="module")
def draw(figured: tuple[Item, ...]) -> Draw:
    """Draws the items of a prompt; a function, for what fails is printed with its arguments."""
    return lambda chance: chance.sample(figured, SHOWN)


@pytest.fixture(scope="module")
def hold(names: tuple[str, ...]) -> Hold:
    """Holds a sentence to the items of a prompt."""
    return lambda shown, said: Verifier(shown, names).verify(said)


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
def test_no_lie_about_a_figure_goes_out(lie: Lie, seed: int, draw: Draw, hold: Hold) -> None:
    chance = random.Random(seed)
    shown = draw(chance)
    said = lie(shown[0].text, chance)
    if any(said in item.text for item in shown):
        return
    verified = hold(shown, f"{said}[{chance.randint(0, SHOWN + 1)}]。")
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
    seed: int, draw: Draw, hold: Hold
) -> None:
    """A sentence with the figure of another passage of the same prompt in its place."""
    chance = random.Random(seed)
    shown = draw(chance)
    numbers = [n for item in shown[1:] for n in NUMBER.findall(item.text)]
    if not numbers:
        return
    said = _with_number(shown[0].text, chance, lambda _: chance.choice(numbers))
    if any(said in item.text for item in shown):
        return
    verified = hold(shown, f"{said}[1][2].")
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


@pytest.mark.parametrize(("word", "opposite"), OPPOSITES)
def test_no_word_goes_out_as_its_opposite(
    word: str, opposite: str, figured: tuple[Item, ...], hold: Hold
) -> None:
    having = [item for item in figured if word in item.text and len(item.text) < 350]
    lies = [(item, item.text.replace(word, opposite, 1)) for item in having[:MOST_HELD]]
    assert lies
    out = [said for item, said in lies if hold([item], f"{said.rstrip('。')}[1]。").statement]
    assert out == []
