"""The articles of a law or a 办法: their paragraphs (款) and items (项), by their own names."""

import re
from collections.abc import Sequence

from corpus.documents import Section
from corpus.numerals import HUNDREDS, NUMERAL

_HAN = f"{NUMERAL}{HUNDREDS}"
ARTICLE = re.compile(rf"第[{_HAN}\d]+条(?:之[{_HAN}]+)?")
_COUNTED = "零一二三四五六七八九十"
_SEVERAL = 2


def item_label(label: str) -> str:
    """Return what an item of an article is called.

    >>> item_label("（二）"), item_label("第1项")
    ('第（二）项', '第1项')
    """
    return f"第{label}项" if label.startswith(("（", "(")) else label


def with_parts_named(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections with the paragraphs of each article that has several named as 款.

    Items then stand under the paragraph that announces them: 第四条 › 第一款 › 第（二）项.
    """
    named: list[Section] = []
    index = 0
    while index < len(sections):
        path, heading = sections[index].path, sections[index].heading
        end = index + 1
        # The heading tells an article from a numbered task, which is also called 第3条.
        if heading is not None and ARTICLE.match(heading.text):
            while end < len(sections) and sections[end].path[: len(path)] == path:
                end += 1
            named.extend(_named(path, sections[index:end]))
        else:
            named.append(sections[index])
        index = end
    return tuple(named)


def _named(path: tuple[str, ...], article: Sequence[Section]) -> list[Section]:
    own = [section for section in article if section.path == path]
    count = sum(len(section.paragraphs) for section in own)
    if not _SEVERAL <= count < len(_COUNTED):
        return list(article)
    first = article[0]
    named = [first.model_copy(update={"paragraphs": ()})]
    number = 0
    for section in article:
        if section.path == path:
            for paragraph in section.paragraphs:
                number += 1
                under = (*path, f"第{_COUNTED[number]}款")
                named.append(Section(path=under, heading=None, paragraphs=(paragraph,)))
        else:
            rest = section.path[len(path) :]
            between = (f"第{_COUNTED[number]}款",) if number else ()
            named.append(section.model_copy(update={"path": (*path, *between, *rest)}))
    return named
