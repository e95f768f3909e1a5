"""The headings that are open at a point of a text: what a paragraph there stands under."""

import re
from dataclasses import replace

from corpus.articles import item_label
from corpus.headings import Heading, NumberStyle
from corpus.lead_ins import is_lead_in
from corpus.outline import Ranks

_TARGETS = re.compile("目标|指标")
_QUESTIONS = ("？", "?")


class OpenHeadings:
    """Opens and closes headings as a text is read, by the ranks of their styles."""

    def __init__(self, ranks: Ranks) -> None:
        self._ranks = ranks
        self._open: list[Heading] = []
        # How many are open around the list that is being read.
        self._around_items = 0

    @property
    def path(self) -> tuple[str, ...]:
        """The labels of the open headings, from the outermost in."""
        return tuple(heading.label for heading in self._open)

    @property
    def may_be_headed(self) -> bool:
        """Whether an opening sentence can head its paragraph: not before all headings, and not
        where it answers a question.
        """
        return bool(self._open) and not self._open[-1].label.endswith(_QUESTIONS)

    def add(self, heading: Heading) -> None:
        """Open a heading under those that are open."""
        self._open.append(heading)

    def close_all(self) -> bool:
        """Close all, and return whether there were any."""
        closed = bool(self._open)
        self._open = []
        return closed

    def close(self, style: NumberStyle) -> bool:
        """Close the headings that one of ``style`` ends, and return whether there were any."""
        rank = self._ranks[style]
        before = len(self._open)
        self._open = [h for h in self._open if self._ranks[h.style] < rank]
        return len(self._open) < before

    def close_box(self) -> bool:
        """Close a box (专栏), and return whether one was open."""
        return any(heading.style == "专栏" for heading in self._open) and self.close("专栏")

    def close_items(self) -> bool:
        """Close the last item of a list, and return whether one was open.

        A paragraph after it belongs to what the list stands under.
        """
        if not self._open or not self._open[-1].is_item:
            return False
        self._open = self._open[: self._around_items]
        return True

    def close_to_targets(self) -> None:
        """Close what stands under a heading that announces targets, if one is open.

        A table of indicators belongs to that heading.
        """
        announcing = [i for i, h in enumerate(self._open) if _TARGETS.search(h.label)]
        if announcing:
            self._open = self._open[: announcing[-1] + 1]

    def made_room(self, heading: Heading, before: str) -> Heading:
        """Close what a heading does not stand under, and return it as it is read here.

        Args:
            heading: the heading or item of a list.
            before: the words of the paragraph before it, which may announce a list.
        """
        if heading.is_item:
            return self._item(heading, before)
        heading = self._in_sequence(heading)
        self.close(heading.style)
        return heading

    def _item(self, heading: Heading, before: str) -> Heading:
        """An item, called what its article calls it."""
        last = self._open[-1] if self._open else None
        if last is not None and last.is_item and last.style == heading.style:
            self._open = self._open[: self._around_items]
        elif not is_lead_in(before):
            self.close(heading.style)
        self._around_items = len(self._open)
        in_article = any(h.style == "条" for h in self._open)
        return replace(heading, label=item_label(heading.label)) if in_article else heading

    def _in_sequence(self, heading: Heading) -> Heading:
        """Read （2） as （二） where it continues a row of （一） clauses."""
        clause = next((h for h in self._open if h.style == "（一）"), None)
        if heading.style != "（1）" or clause is None or clause.number is None:
            return heading
        inner = any(self._ranks[h.style] > self._ranks["（一）"] for h in self._open)
        if inner or heading.number != clause.number + 1:
            return heading
        return replace(heading, style="（一）")
