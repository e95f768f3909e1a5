"""Numbers in a text: figures, figures that are no years, and numerals written in Han."""

from assistant.language.rules import patterns_of
from assistant.language.terms import normalised
from corpus.numerals import number_from

_RULES = patterns_of(__file__, "numbers")
# A figure that is no year, or a counted thing: what a question for a value is answered with.
FIGURE = patterns_of(__file__, "units")["quantity"]
# A number in figures; one with all its parts, as 1.2.3; one in Han; a base as 每千.
NUMBER = _RULES["figure"]
RUN = _RULES["run"]
IN_HAN = _RULES["in-han"]
PER_SO_MANY = _RULES["per-so-many"]
# A sum with its signs, 150÷3=50; figures that belong to a number, a date or an age group.
WORKING = _RULES["working"]
DESIGNATION = _RULES["designation"]
_THOUSANDS = _RULES["thousands"]
_COUNT = _RULES["count"]
_SHARE_IN_HAN = _RULES["share-in-han"]
_AGE_IN_HAN = _RULES["age-in-han"]
_UPWARDS = _RULES["upwards"]
_BASE = _RULES["base"]


def figures_in(text: str) -> set[str]:
    """Return the numbers in a text.

    >>> sorted(figures_in("从２.7９提高到3.2"))
    ['2.79', '3.2']
    """
    return set(NUMBER.findall(normalised(text)))


def number_of(numeral: str) -> int | None:
    """Return the number that a Han numeral stands for, or ``None`` for no numeral.

    >>> number_of("两"), number_of("十二"), number_of("几")
    (2, 12, None)
    """
    return number_from(numeral.replace("两", "二"))


def without_thousands(text: str) -> str:
    """Return a text without the commas that group digits.

    >>> without_thousands("1,234人")
    '1234人'
    """
    return _THOUSANDS.sub("", text)


def with_counts(text: str) -> str:
    """Return a text with its small counts of things in digits, character for character.

    A numeral of a name is no count: 三级, 第三, “三个”一.

    >>> with_counts("建成三家三级医院和两个第三方中心")
    '建成3家三级医院和2个第三方中心'
    """
    return _COUNT.sub(lambda count: str(number_of(count.group())), text)


def with_numbers(text: str) -> str:
    """Return a text with ages, shares and the base of a rate in figures, as plans write them.

    >>> with_numbers("六十五岁往上"), with_numbers("百分之九十五"), with_numbers("每一万个人")
    ('65岁以上', '95%', '每万人口')
    """
    text = _SHARE_IN_HAN.sub(lambda m: f"{number_of(m.group(1)) or m.group(1)}%", text)
    text = _AGE_IN_HAN.sub(lambda m: str(number_of(m.group()) or m.group()), text)
    return _BASE.sub(r"每\1人口", _UPWARDS.sub("以上", text))
