"""What supports a sentence in parts, each resting on an item of its own."""

import re
from collections.abc import Collection, Sequence

from assistant.chat.attribution import misattributed, overlap
from assistant.chat.conclusions import is_conclusion, wrong_comparison
from assistant.chat.facts import content_of, content_terms, context_terms, entity_terms
from assistant.chat.figures import figures_in, plain, terms_beside
from assistant.chat.forms import CLAUSES, ENDING, is_empty
from assistant.chat.items import Item, clauses_of
from assistant.chat.subjects import begins_anew, has_content
from assistant.chat.support import Support
from assistant.chat.windows import supporting
from assistant.chat.workings import without_placeholders
from assistant.language.institutions import SUFFIX, is_institution
from assistant.language.numbers import number_of
from index.words import tagged

Segments = Sequence[tuple[str, tuple[Item, ...]]]
# What is said of several plans at once, and the words that say so.
_OF_ALL = re.compile(
    "(?P<number>[两二三四五])?(?:地|份规划|份文件|份|家|者|个地方)(?=[^，。]*(?:都|均|一样|相同))"
)
_ALL_OF_THEM = re.compile("都|均|全都|同样|一样|相同|共同点是?")
# A clause that begins with a name: 白鹭街道720个.
_NAME_ENDS = re.compile(f"(?:{SUFFIX.pattern}|镇|乡|科|室|县|区|市)$")
_NOUNS = "nljx"
# A bare clause goes on with what was said before if its item has this part of that.
_SAME_THING = 0.8
# So many clauses may open a part that say nothing by themselves: 到2025年，……
_MOST_BARE = 3
_WORD = 2  # characters


class Parts:
    """Finds the items of the parts of sentences; ``support`` holds each part to its item."""

    def __init__(self, support: Support) -> None:
        self._support = support

    def in_parts(self, segments: Segments, items: Sequence[Item]) -> tuple[Item, ...]:
        """The items of the parts of a sentence, nothing if some part has none.

        A part ends with a marker, or is as many clauses as one item supports. What it takes
        from the parts before it, the year and whom it is of, is held to its own items too;
        parts that rest on several plans name them.
        """
        used: dict[Item, None] = {}
        rested: set[Item] = set()
        parts: list[tuple[str, Item]] = []
        own_parts: list[tuple[str, Item]] = []
        concluded: list[str] = []
        told: dict[Item, str] = {}
        said = ""
        for text, own in segments:
            candidates = [*own, *(item for item in items if item not in own)]
            clauses = CLAUSES.findall(text)
            start = 0
            while start < len(clauses):
                if is_conclusion(plain(clauses[start]), self._support.regions):
                    concluded.append(plain(clauses[start]))
                    start += 1
                    continue
                reach = {
                    i: self._reach(said, clauses[start:], i, rested, marked=own == (i,))
                    for i in candidates
                }
                item = max(candidates, key=lambda each: reach[each], default=None)
                if item is None or not reach[item]:
                    return ()
                part = "".join(clauses[start : start + reach[item]])
                whole = told.get(item, "") + self._context(said, plain(part)) + part
                if item in told and misattributed(_bare(whole), item, self._support.asked):
                    return ()
                told[item] = whole
                for each in supporting(
                    self._context(said, plain(part)) + part, (item,), self._support.fault
                ):
                    used[each] = None
                rested.add(item)
                parts.append((plain(said + part), item))
                own_parts.append((plain(part), item))
                said += plain(part)
                start += reach[item]
        given = {f.number for item in items for f in (*item.figures, *item.figures_of_address)}
        years = {f.number for clause in concluded for f in figures_in(clause)}
        if years - given or any(
            wrong_comparison(clause.strip(ENDING), own_parts) for clause in concluded
        ):
            return ()
        return tuple(used) if _name_their_plans(parts) else ()

    def of_all(self, text: str, items: Sequence[Item]) -> tuple[Item, ...]:
        """The items of a sentence that says the same of several plans: 两地都……."""
        told = _OF_ALL.search(text)
        plans = list(dict.fromkeys(item.regions for item in items))
        if told is None or len(plans) < _WORD:
            return ()
        number = number_of(told["number"]) if told["number"] else len(plans)
        rest = _ALL_OF_THEM.sub("", text[: told.start()] + text[told.end() :]).strip(ENDING)
        used: list[Item] = []
        for plan in plans:
            found = supporting(
                rest, [item for item in items if item.regions == plan], self._support.fault
            )
            if not found:
                return ()
            used += found
        return tuple(used) if number == len(plans) else ()

    def _reach(
        self, said: str, clauses: Sequence[str], item: Item, used: Collection[Item], *, marked: bool
    ) -> int:
        """How many clauses after what was said an item supports, as one part."""
        first = plain(clauses[0])
        spoken_of = False
        if said and item.is_row and not _names_row(first, item):
            spoken_of = marked and bool(entity_terms(item) & terms_beside(said))
            if not spoken_of:
                return 0
        if said and item not in used and _is_of_other_task(first, item):
            return 0
        own_plan = any(region in first for region in item.regions)
        anew = begins_anew(first, item) or own_plan or spoken_of
        anew = anew or (marked and len(context_terms([first])) >= _WORD)
        if said and item not in used and not anew and not self._takes_up(said, item):
            return 0
        context = self._context(said, first)
        reached = 0
        for end in range(1, len(clauses) + 1):
            part = "".join(clauses[:end]).rstrip(ENDING)
            if not is_empty(part) and self._support.fault(context + part, item):
                if reached or end >= _MOST_BARE:
                    break
                continue
            if has_content(plain(part), item) or figures_in(plain(part)):
                reached = end
        return reached

    def _takes_up(self, said: str, item: Item) -> bool:
        """Whether an item speaks of what was said right before a bare clause."""
        terms = context_terms([clause.text for clause in clauses_of(said)])
        return overlap(terms, terms_beside(f"{item.said}{item.where}")) >= _SAME_THING

    def _context(self, said: str, clause: str) -> str:
        """The year and the names that a clause takes from what was said before it."""
        years = [figure.number for figure in figures_in(said) if figure.is_year]
        has_own = any(figure.is_year for figure in figures_in(clause))
        year = f"{years[-1]}年" if years and not has_own else ""
        subject = {
            name
            for name in self._support.names.subject_of(said)
            if name in self._support.regions or is_institution(name)
        }
        if any(
            name.group() in self._support.regions for name in self._support.names.within(clause)
        ):
            subject -= self._support.regions
        if self._support.names.begins(clause) or _begins_with_name(clause):
            subject &= self._support.regions
        bare = bool(said) and not content_terms([clause]) and bool(figures_in(clause))
        thing = content_of(self._without_regions(said)) if bare else ""
        return year + "、".join(sorted(subject)) + thing

    def _without_regions(self, text: str) -> str:
        for region in sorted(self._support.regions, key=len, reverse=True):
            text = text.replace(region, " ")
        return text


def _is_of_other_task(first: str, item: Item) -> bool:
    """Whether an item says who does a task that a clause does not name."""
    if not item.assignments:
        return False
    task = terms_beside(plain(item.evidence[0].passage.path[-1]))
    return len(terms_beside(first) & task) < _WORD


def _bare(text: str) -> str:
    return without_placeholders(plain(text)).replace(" ", "")


def _names_row(clause: str, item: Item) -> bool:
    """Whether a clause names what a row is of, by a word of a cell that is no figure."""
    return bool(content_terms([clause]) & entity_terms(item))


def _name_their_plans(parts: Sequence[tuple[str, Item]]) -> bool:
    """Whether parts that rest on several plans each say which."""
    plans = {evidence.passage.source.id for _, item in parts for evidence in item.evidence}
    return len(plans) == 1 or all(any(r in part for r in item.regions) for part, item in parts)


def all_concluded(segments: Segments, regions: Collection[str]) -> bool:
    """Whether all that a sentence says is worked out from figures of those before it."""
    clauses = [plain(c) for text, _ in segments for c in CLAUSES.findall(text)]
    return bool(clauses) and all(is_conclusion(clause, regions) for clause in clauses)


def _begins_with_name(clause: str) -> bool:
    """Whether a clause begins with nouns that end as names do: 白鹭街道720个."""
    for word, tag in tagged(clause.lstrip("、，；和及与 ")):
        if tag[0] not in _NOUNS:
            return False
        if _NAME_ENDS.search(word):
            return True
    return False
