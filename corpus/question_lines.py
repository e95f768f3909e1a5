"""The questions of a page of questions and answers, each the heading of its answer."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.headings import Heading, label_from
from corpus.items import Read
from corpus.numerals import NUMERAL

_QUESTION = re.compile(r"[？?][”’」』）)】]*$")
ANSWER = re.compile(rf"(?:答|解答|回答|[AＡ])\s*[{NUMERAL}\d]*\s*[：:]\s*")
_LONGEST = 300


def with_questions(blocks: Sequence[Read]) -> list[Read]:
    """Return the blocks with each question that is answered after it read as its heading."""
    read = list(blocks)
    for index, (block, heading) in enumerate(read):
        if block.is_table or index + 1 == len(read) or len(block.paragraph.text) > _LONGEST:
            continue
        text = block.paragraph.text
        following = read[index + 1][0]
        if not _QUESTION.search(text) or following.is_table:
            continue
        is_answered = ANSWER.match(following.paragraph.text) is not None
        if heading is None or heading.style == "unnumbered":
            if is_answered:
                read[index] = (block, Heading("问", None, label_from(text), len(text), len(text)))
        elif heading.number is not None and heading.body_start < len(text):
            # “1.……？” is a heading, however long and however many sentences it takes to ask.
            label = label_from(text)
            read[index] = (
                block,
                replace(heading, label=label, heading_end=len(text), body_start=len(text)),
            )
    return read
