"""How a question asks of a document itself: who issued it, when, under which number, to whom."""

import re
from typing import cast

from assistant.language.rules import patterns_of
from corpus.particulars import Field

_RULES = patterns_of(__file__, "metadata")
_WORDS = patterns_of(__file__, "metadata-words")
_EACH = _WORDS["each"]
_WHICH_DOCUMENTS = _WORDS["which-documents"]
_KIND = _WORDS["kind"]
_PUBLISHED = re.compile("发布|公布")
# Of what year a document is: the one that it is for, and the one in which it was issued.
_YEAR: tuple[Field, ...] = ("period", "issued_on")


def particulars_asked(question: str) -> tuple[Field, ...]:
    """Return what is asked of a document itself, in the order in which it is told.

    >>> particulars_asked("谁印发的，文号是多少"), particulars_asked("哪天发布的")
    (('issuer', 'number'), ('published_on',))
    >>> particulars_asked("床位数是多少")
    ()
    """
    if _WHICH_DOCUMENTS.search(question):
        return ()
    asked: dict[Field, None] = {}
    for name, pattern in _RULES.items():
        if not pattern.search(question):
            continue
        if name == "year":
            asked.update(dict.fromkeys(_YEAR))
        elif name == "issued_on" and _PUBLISHED.search(question):
            asked["published_on"] = None
        else:
            asked[cast("Field", name)] = None
    return tuple(asked)


def without_metadata(question: str) -> str:
    """Return a question without the words by which it asks of a document: what it names is left.

    >>> without_metadata("这份文件由谁印发").strip(" 由谁"), without_metadata("床位数")
    ('', '床位数')
    """
    for pattern in (*_RULES.values(), _EACH, _WORDS["document"], _WORDS["about"]):
        question = pattern.sub(" ", question)
    return question


def without_kinds(question: str) -> str:
    """Return a question without the kinds of documents that it names.

    >>> without_kinds("养老服务实施方案")
    '养老服务 '
    """
    return _KIND.sub(" ", question)


def kinds_named(question: str) -> tuple[str, ...]:
    """Return the kinds of documents that a question names: 规划, 工作要点.

    >>> kinds_named("工作要点是哪天印发的")
    ('要点',)
    """
    return tuple(dict.fromkeys(_KIND.findall(question)))
