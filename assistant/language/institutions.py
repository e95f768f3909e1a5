"""Names of hospitals, offices and the like: what they end with, and how numbered ones are cut."""

from assistant.language.rules import patterns_of

_RULES = patterns_of(__file__, "institutions")
_ENDING = _RULES["ending"]
_NUMBERED = _RULES["numbered-hospital"]


def is_institution(name: str) -> bool:
    """Whether a name is that of a hospital, an office or the like, by its end.

    >>> is_institution("梅李人民医院"), is_institution("健康镇")
    (True, False)
    """
    return _ENDING.search(name) is not None


def with_short_numbers(text: str) -> str:
    """Return a text with its numbered hospitals as people call them.

    >>> with_short_numbers("市第三人民医院"), with_short_numbers("梅李人民医院")
    ('市三院', '梅李人民医院')
    """
    return _NUMBERED.sub(r"\1院", text)
