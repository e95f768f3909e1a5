"""Ages that a rule is for, and the age that somebody asks for: 62岁 lies in 60至65周岁."""

from assistant.language.rules import patterns_of
from corpus.numerals import number_from

_RULES = patterns_of(__file__, "ages")
_ASKED = _RULES["asked"]
_SPAN = _RULES["span"]
_FROM = _RULES["from"]
_BELOW = _RULES["below"]
_OLDEST = 150

Span = tuple[int, int]


def age_asked(question: str) -> int | None:
    """Return the age of whom a question is about, ``None`` for none or a group (65岁以上).

    >>> age_asked("62岁的老人坐车免费吗"), age_asked("65岁以上老人免费吗"), age_asked("几岁免费")
    (62, None, None)
    """
    found = _ASKED.search(question)
    return _number(found.group(1)) if found else None


def age_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of ages that a text names, the first and the last year of each.

    >>> age_spans("年满60周岁不满65周岁"), age_spans("七至十五周岁儿童"), age_spans("65岁及以上")
    (((60, 64),), ((7, 15),), ((65, 150),))
    """
    spans = []
    for pattern, of_groups in ((_SPAN, _between), (_FROM, _upwards), (_BELOW, _downwards)):
        for match in pattern.finditer(text):
            spans.append(of_groups(match.groups(), match.group()))
        text = pattern.sub("，", text)
    return tuple(spans)


def is_of_other_age(age: int | None, text: str) -> bool:
    """Whether a text is for ages, and for none that this one is of."""
    spans = age_spans(text) if age is not None else ()
    return bool(spans) and not any(first <= (age or 0) <= last for first, last in spans)


def _between(groups: tuple[str, ...], said: str) -> Span:
    last = _number(groups[1])
    return _number(groups[0]), last - ("不满" in said or "未满" in said)


def _upwards(groups: tuple[str, ...], said: str) -> Span:
    return _number(next(filter(None, groups))), _OLDEST


def _downwards(groups: tuple[str, ...], said: str) -> Span:
    last = _number(next(filter(None, groups)))
    return 0, last - ("不满" in said or "未满" in said)


def _number(said: str) -> int:
    found = int(said) if said.isdigit() else number_from(said.replace("两", "二"))
    return found or 0
