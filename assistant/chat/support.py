"""Whether one item bears a sentence out: every check there is, in the order of their reasons."""

import re
from collections.abc import Collection, Sequence

from assistant.answers import Question
from assistant.chat.attribution import mentions_in, misattributed
from assistant.chat.conclusions import COMPARES, wrong_extreme
from assistant.chat.counting import without_counts, without_ordinals
from assistant.chat.directions import wrong_direction
from assistant.chat.facts import content_terms, facts_of, kind_in
from assistant.chat.figures import figures_in, plain, terms_beside
from assistant.chat.forms import is_silence
from assistant.chat.items import CLAUSE_END, Item
from assistant.chat.joining import ends_with_joining
from assistant.chat.roles import wrong_roles
from assistant.chat.subjects import Names, wrong_subject
from assistant.chat.times import wrong_times
from assistant.chat.words import (
    foreign_bounds,
    foreign_figures,
    foreign_negations,
    foreign_quotes,
    foreign_signs,
    foreign_words,
    is_han,
    is_verbatim,
)
from assistant.chat.workings import without_placeholders
from assistant.language.institutions import SUFFIX, is_institution
from assistant.language.terms import normalised
from index.words import tagged

_SHORTEST_NAME = 3
# What a clause may name that says what a row has no value of.
_LEFT_OUT = terms_beside("没有列出数值")
# Tags of words that are no part of a name that follows them: verbs, prepositions, adverbs …
_PARTING_TAGS = "vpcudfryqt"
_LEVELS = "省市区县镇乡村委院校"
_PLACES = "省市区县镇乡村院所站"
_DENIAL = re.compile("^(?:不是|并非|并不是)(?P<what>[^，,。；]{2,20})[，,；]")


class Support:
    """Holds sentences to one item at a time; arguments as for `Verifier`."""

    def __init__(
        self,
        items: Sequence[Item],
        names: Collection[str],
        question: Question | None,
        regions: Collection[str],
    ) -> None:
        self._items = tuple(items)
        known = {normalised(name) for name in names if _is_name(name)}
        self.regions = {plain(region) for item in items for region in item.regions}
        self.regions |= {plain(region) for region in regions}
        self.names = Names(known | self.regions)
        self.asked = plain(f"{question.text}\n{question.asked}") if question else ""

    def fault(self, text: str, item: Item) -> str:
        """Return what of a sentence does not stand in an item; nothing if all of it does."""
        said = plain(text)
        source = f"{item.said}\n{item.where}"
        if is_verbatim(said, item):
            return ""
        said = said.replace(" ", "")  # 8 4岁 reads as 84岁
        said = without_ordinals(without_counts(said, source, self.asked), source)
        mentions = mentions_in(said, self.asked)
        return (
            foreign_signs(without_placeholders(said), item)
            or _foreign_silence(said, item)
            or foreign_figures(said, source, item)
            or self._foreign_names(said, source, item)
            or foreign_bounds(said, source, self.asked)
            or foreign_quotes(said, source, self.asked)
            or foreign_words(said, source)
            or foreign_negations(said, item.said)
            or misattributed(said, item, self.asked)
            or _foreign_comparison(said, item)
            or wrong_extreme(said, item, self._items)
            or wrong_direction(said, item, mentions)
            or wrong_times(said, item)
            or wrong_roles(said, item)
            or wrong_subject(said, item, self.names)
        )

    def _foreign_names(self, said: str, source: str, item: Item) -> str:
        """A name that does not stand in the source, that of its region before it aside."""
        known = self.names.within(said)
        for found in known:
            name = found.group()
            parts = (name.removeprefix(region) for region in item.regions)
            if (
                name not in source
                and not any(part and part in source for part in parts)
                and not _is_coordinated(name, source)
            ):
                return f"名称不在所引原文中：{name}"
        ends = _word_ends(said)
        for suffix in SUFFIX.finditer(said):
            start = suffix.start()
            while start and is_han(said[start - 1]) and said[start - 1 : suffix.end()] in source:
                start -= 1
            before = said[:start]
            follows = ends_with_joining(before) or before.endswith(tuple(item.regions))
            of_known = any(name.start() < start <= name.end() for name in known)
            stands_apart = ends.get(start, "n")[0] in _PARTING_TAGS and before[-1:] not in _LEVELS
            whole = re.search(r"[\u3400-\u9fff]*$", said[: suffix.end()])
            if whole and _is_coordinated(whole.group(), source):
                continue
            if before and is_han(before[-1]) and not (follows or of_known or stands_apart):
                return f"名称不在所引原文中：{said[max(0, start - 4) : suffix.end()]}"
        return ""

    def foreign_region(self, said: str, items: Sequence[Item]) -> str:
        """A region that a sentence names, of which nothing that it rests on is."""
        if not items:
            return ""
        of_items = {region for item in items for region in item.regions}
        words = "".join(item.said for item in items)
        for found in self.names.within(said):
            name = found.group()
            if name in self.regions and name not in of_items and name not in words:
                return f"所引原文不是{name}的"
        return ""

    def without_denial(self, said: str, named: Sequence[Item]) -> str:
        """A sentence without what it begins with denying of the question: 不是100%，……."""
        match = _DENIAL.match(said)
        if match is None or match["what"] not in self.asked:
            return said
        denied = {f.number for f in figures_in(match["what"])}
        stands = any(denied & {f.number for f in item.figures} for item in named)
        named_there = any(match["what"] in item.said for item in named)
        return said if (denied and stands) or named_there else said[match.end() :]


def _is_name(name: str) -> bool:
    """Whether a name is that of an institution or a place, which may not stand for another."""
    return len(name) >= _SHORTEST_NAME and (is_institution(name) or name[-1] in _PLACES)


def _word_ends(said: str) -> dict[int, str]:
    """The tag of the word that ends at each place."""
    ends, position = {}, 0
    for word, tag in tagged(said):
        position += len(word)
        ends[position] = tag
    return ends


def _is_coordinated(name: str, source: str) -> bool:
    """Whether a name's ending is that of a list that it stands in: 甲街道、乙镇社区卫生服务中心."""
    return any(
        re.search(f"{re.escape(name[:at])}、[^，。；]*{re.escape(name[at:])}", source)
        for at in range(2, len(name) - 1)
        if f"{name[:at]}、" in source
    )


def _foreign_comparison(said: str, item: Item) -> str:
    """A comparison that the source does not make, and no working shows."""
    for match in COMPARES.finditer(said):
        if match.group() not in item.said and not match.group().startswith("最"):
            return f"比较没有依据：{match.group()}"
    return ""


def _foreign_silence(said: str, item: Item) -> str:
    """A clause that says what a plan does not say, where no row that lists it leaves it out."""
    for clause in CLAUSE_END.split(said):
        composed = item.composed and clause in item.said
        if is_silence(clause) and not composed and not _is_left_out(clause, item):
            return "说的是规划没有什么"
    return ""


def _is_left_out(clause: str, item: Item) -> bool:
    """Whether a clause says that a row has no value of a year or a kind, and it has none."""
    years = {figure.number for figure in figures_in(clause) if figure.is_year}
    kind = kind_in(clause)
    if not item.is_row or not (years or kind) or not content_terms([clause]) <= _LEFT_OUT:
        return False
    facts = facts_of(item)
    told = any(fact.year in years or (kind and fact.kind == kind) for fact in facts)
    return bool(facts) and not told
