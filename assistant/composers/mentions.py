"""Questions for which plans say something, and whether one does: a cited line for each plan."""

import re
from collections.abc import Iterator, Mapping

from assistant.answers import Candidate, Draft, Evidence, Question, Statement
from assistant.composers.composer import proposed
from assistant.composers.readings import wording
from assistant.evidence.asked import Asked
from assistant.evidence.sentences import BEARS_ON
from assistant.language.clauses import cut_to
from assistant.language.terms import terms_of
from assistant.library import Library
from corpus.documents import Indicator

_NEGATED = re.compile("(没有?|未|不)(曾|有)?(提|写|讲|说|涉|安排|列|规定|要求)")


class Mentions:
    """One cited line for each plan that mentions the topic, and the names of those that do not.

    Of one plan alone it is said that it mentions the topic; where it does not, nothing is
    proposed.
    """

    name = "mentions"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield them; of a looser question sentences that bear on it do where none mentions it."""
        question = asked.question
        if not (asked.mentioning or question.kind == "across") or not asked.topics:
            return
        if asked.mentioning and asked.is_reworded:
            return  # the topic is looked for by other words already
        best = {plan: sought.best for plan, sought in asked.sought.items() if sought.best}
        mentions: dict[str, Evidence] = {plan: found for plan, found in best.items() if found}
        scores = [mention.score for mention in mentions.values()]
        is_mentioned = bool(mentions)
        if not mentions and not asked.mentioning:
            for near in asked.evidence:
                if near.score >= BEARS_ON:
                    mentions.setdefault(near.passage.source.id, near)
        if not mentions:
            return
        yield proposed(
            self.name,
            asked,
            _draft_from(asked, mentions),
            literal=sum(score == 1.0 for score in scores) / (len(scores) or 1),
            least=min(scores, default=0.0),
            mentioned=float(is_mentioned),
            silent=1 - len(mentions) / len(question.plans),
            across=1.0,
            # Whatever else the question has the form of, a mention answers it.
            **({"typed": 1.0} if asked.mentioning else {}),
        )


def _draft_from(asked: Asked, mentions: Mapping[str, Evidence]) -> Draft:
    question, library = asked.question, asked.library
    is_one = len(question.plans) == 1
    statements = []
    for plan_id in question.plans:
        if mention := mentions.get(plan_id):
            text, cited = _said(question, mention, terms_of(_words(asked, plan_id)), library)
            subject = "" if is_one else library.source(plan_id).name
            text = f"提到了：{text}" if is_one and asked.mentioning else text
            statements.append(Statement(text=text, evidence=(cited,), subject=subject))
    if is_one:
        return Draft(statements=tuple(statements))
    opening, closing = f"{len(statements)}份提到：", _closing(asked, mentions)
    if closing and _NEGATED.search(question.text):
        opening, closing = f"{closing}{opening}", ""
    return Draft(opening=opening, statements=tuple(statements), closing=closing)


def _words(asked: Asked, plan_id: str) -> str:
    """The words by which a plan mentions a topic, or the topic."""
    return asked.sought[plan_id].words or " ".join(asked.topics)


def _said(
    question: Question, mention: Evidence, terms: tuple[str, ...], library: Library
) -> tuple[str, Evidence]:
    """The clause that mentions a topic, as it is shown and as it is cited."""
    text, excerpt = cut_to(mention.excerpt, terms, library.weights)
    if isinstance(mention.passage.record, Indicator):
        text = wording(question, mention.passage.record) or text
    return text, Evidence(passage=mention.passage, excerpt=excerpt, score=mention.score)


def _closing(asked: Asked, mentions: Mapping[str, Evidence]) -> str:
    """Which plans do not speak of it, and in which it was only not found."""
    names: dict[str, list[str]] = {"没有提到的": [], "没有检索到的": []}
    for plan_id, sought in asked.sought.items():
        if plan_id not in mentions:
            how = "没有提到的" if sought.grade == "silent" else "没有检索到的"
            names[how].append(asked.library.source(plan_id).name)
    return "".join(f"{how}：{'、'.join(plans)}。" for how, plans in names.items() if plans)
