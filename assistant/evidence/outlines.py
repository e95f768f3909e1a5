"""The outline of a plan: its addresses, and what stands under each."""

from collections.abc import Sequence

from assistant.language.clauses import shown
from assistant.question.document_parts import Part
from corpus.assignments import without_number
from corpus.documents import Excerpt, Plan, Section
from corpus.headings import NumberStyle, heading_from, is_bare_number
from corpus.lists import items_within, ordinal_of
from corpus.text import sentences_of

_STYLES_OF_PART: dict[str, tuple[NumberStyle, ...]] = {
    "部分": ("部分", "一、", "章"),
    "章": ("章",),
    "节": ("节",),
    "篇": ("部分",),
}
_MOST_POINTS = 12
_MOST_SENTENCES = 8
_FIRST_TWO = {1, 2}
# What stands under a heading: where, the words that are cited, and how they are said.
Point = tuple[Section, Excerpt, str]


def is_part(label: str, part: Part) -> bool:
    """Whether a heading is the part that a question names by its number: 第八部分, 第三章."""
    heading = heading_from(label)
    if heading is None or heading.number != part.number:
        return False
    return heading.style in _STYLES_OF_PART[part.kind]


def points_under(plan: Plan, path: tuple[str, ...]) -> list[Point]:
    """Return the headings directly under ``path``, or its sentences where it has none."""
    depth = len(path)
    below = [s for s in plan.sections if s.path[:depth] == path and not s.note]
    children: list[tuple[str, Section]] = []
    for section in below:
        if len(section.path) > depth and _is_another(section, depth, children):
            children.append((section.path[depth], section))
    own = [s for s in below if len(s.path) == depth]
    own = own if any(section.paragraphs for section in own) else below
    if len(children) > 1:
        return [_point(label, section) for label, section in children][:_MOST_POINTS]
    counted = _counted(own)
    if counted:
        return counted[:_MOST_POINTS]
    sentences = [
        (section, sentence, shown(sentence))
        for section in own
        for paragraph in section.paragraphs
        for sentence in sentences_of(paragraph)
        if not path or shown(sentence) not in path[-1]
    ]
    return sentences[:_MOST_SENTENCES]


def _is_another(section: Section, depth: int, children: Sequence[tuple[str, Section]]) -> bool:
    """Whether a section is not one of the headings before; lists may begin at 1 again."""
    label = section.path[depth]
    begins = len(section.path) == depth + 1 and section.heading is not None
    return label not in dict(children) or (begins and is_bare_number(label))


def _counted(sections: Sequence[Section]) -> list[Point]:
    """The items of the one paragraph, or the paragraphs, that count them: 一是 …, 二是 …."""
    points: list[Point] = []
    for section in sections:
        numbers = [ordinal_of(paragraph.text) for paragraph in section.paragraphs]
        if set(numbers) >= _FIRST_TWO:
            points += [
                (section, paragraph, shown(paragraph))
                for paragraph, number in zip(section.paragraphs, numbers, strict=True)
                if number
            ]
            continue
        for paragraph in section.paragraphs:
            items = [paragraph.cut(*span) for span in items_within(paragraph.text)]
            points += [(section, item, shown(item)) for item in items]
    return points


def heading_of(plan: Plan, path: tuple[str, ...]) -> list[Point]:
    """Return what the heading of ``path`` says itself, nothing where it is but a number."""
    own = [section for section in plan.sections if section.path == path]
    return [_point(path[-1], own[0])] if own and not is_bare_number(path[-1]) else []


def _point(label: str, section: Section) -> Point:
    """A heading as a point; where its words begin its paragraph, their sentence is cited."""
    heading = section.heading
    if heading is not None and (without_number(heading.text) or not section.paragraphs):
        return section, heading, without_number(label)
    first = sentences_of(section.paragraphs[0])[0]
    return section, first, shown(first) if is_bare_number(label) else without_number(label)
