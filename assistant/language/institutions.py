"""Names of hospitals, offices and the like: what they end with, and how numbered ones are cut."""

from assistant.language.rules import patterns_of

_RULES = patterns_of(__file__, "institutions")
_ENDING = _RULES["ending"]
_NUMBERED = _RULES["numbered-hospital"]
# With what names end within a sentence: any institution's, and those that a plan gives a grade.
SUFFIX = _RULES["suffix"]
NAMED = _RULES["named"]
# A department or the like in charge of a task, in a sentence; such a one in a question; in short.
DEPARTMENT = _RULES["department"]
SOME_DEPARTMENT = _RULES["some-department"]
SHORT_DEPARTMENT = _RULES["short-department"]
# 三级甲等综合医院, in groups; what is no single institution.
GRADE = _RULES["grade"]
GENERIC = _RULES["generic"]
_SHORT_NUMBER = _RULES["short-number"]
_NUMBER = _RULES["number"]
_CARE = _RULES["care"]


def is_institution(name: str) -> bool:
    """Whether a name is that of a hospital, an office or the like, by its end.

    >>> is_institution("梅李人民医院"), is_institution("健康镇")
    (True, False)
    """
    return _ENDING.search(name) is not None


def gives_care(name: str) -> bool:
    """Whether a name is that of one hospital, centre or school, and not of a department.

    >>> gives_care("市三院"), gives_care("教育局"), gives_care("医院")
    (True, False, False)
    """
    return _CARE.search(name) is not None


def hospital_numbers(text: str) -> frozenset[str]:
    """Return the numbers by which a text calls hospitals.

    >>> sorted(hospital_numbers("市第二人民医院、市三院"))
    ['三', '二']
    """
    return frozenset(_NUMBER.findall(text))


def by_number(name: str) -> str:
    """Return a hospital's name with its number in short, if it ends with one.

    >>> by_number("第三人民医院"), by_number("梅李人民医院")
    ('三院', '梅李人民医院')
    """
    return _SHORT_NUMBER.sub(r"\1院", name)


def with_short_numbers(text: str) -> str:
    """Return a text with its numbered hospitals as people call them.

    >>> with_short_numbers("市第三人民医院"), with_short_numbers("梅李人民医院")
    ('市三院', '梅李人民医院')
    """
    return _NUMBERED.sub(r"\1院", text)
