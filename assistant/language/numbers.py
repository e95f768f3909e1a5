"""Numbers in a text: figures, figures that are no years, and numerals written in Han."""

from assistant.language.rules import patterns_of
from assistant.language.terms import normalised
from corpus.numerals import number_from

_RULES = patterns_of(__file__, "numbers")
# A figure that is no year, or a counted thing: what a question for a value is answered with.
FIGURE = patterns_of(__file__, "units")["quantity"]
_FIGURE = _RULES["figure"]
_SHARE_IN_HAN = _RULES["share-in-han"]
_AGE_IN_HAN = _RULES["age-in-han"]
_UPWARDS = _RULES["upwards"]
_BASE = _RULES["base"]


def figures_in(text: str) -> set[str]:
    """Return the numbers in a text.

    >>> sorted(figures_in("从２.7９提高到3.2"))
    ['2.79', '3.2']
    """
    return set(_FIGURE.findall(normalised(text)))


def number_of(numeral: str) -> int | None:
    """Return the number that a Han numeral stands for, or ``None`` for no numeral.

    >>> number_of("两"), number_of("十二"), number_of("几")
    (2, 12, None)
    """
    return number_from(numeral.replace("两", "二"))


def with_numbers(text: str) -> str:
    """Return a text with ages, shares and the base of a rate in figures, as plans write them.

    >>> with_numbers("六十五岁往上"), with_numbers("百分之九十五"), with_numbers("每一万个人")
    ('65岁以上', '95%', '每万人口')
    """
    text = _SHARE_IN_HAN.sub(lambda m: f"{number_of(m.group(1)) or m.group(1)}%", text)
    text = _AGE_IN_HAN.sub(lambda m: str(number_of(m.group()) or m.group()), text)
    return _BASE.sub(r"每\1人口", _UPWARDS.sub("以上", text))
