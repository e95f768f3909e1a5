"""Composed answers worded anew by a chat model: what the plans bear out, as soon as it is."""

import re
from collections.abc import Collection, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from langchain_core.language_models import BaseChatModel

from assistant.answers import Answer, Draft, Evidence, Message, Statement, Trace, Written
from assistant.chat.condensing import condensed
from assistant.chat.figures import figures_in, plain, terms_beside
from assistant.chat.items import Item, items_from
from assistant.chat.leash import Leash, is_empty, is_silence
from assistant.chat.model import chat_model_from, streamed
from assistant.chat.prompting import messages_from, room_for_evidence
from assistant.chat.sentences import Sentence, SentenceReader
from assistant.chat.thinking import Thinking
from assistant.chat.transcript import Transcript
from assistant.evidence import BEARS_ON
from assistant.terms import term_set
from corpus.errors import ChatModelError
from index.settings import Settings

FALLEN_BACK = "以下回答由规划原文组成。"
# What records say (a row, a responsibility) is complete: a wording must keep this part of each
# statement's terms, and all its figures. Of a list it must keep this part of the statements.
_KEPT = 0.8
_LISTED = 0.5
_CLAUSE_HEADING = re.compile("^第[0-9]+条“[^”]*”")
# Asks for all units of a responsibility, not only for those that lead.
_ALL_UNITS = re.compile("配合|协助|协同|参与|哪些|分工|怎么分|各(部门|单位)|还有")
_NATURE = re.compile("预期性|约束性")
# Asks for the figure that there is, beside the one that is to be.
_PRESENT = re.compile("现状|目前|现在|如今|基期|基线|现有|原来|提高|降低|变化|增加|减少|涨|降|升")
# Terms of a sentence that are news to who asked.
_NEWS = 3
# Characters a model may write for each token it was allowed: beyond it ignores the limit.
_CHARS_PER_TOKEN = 4
_VERDICTS = ("不对。", "对。")
_LEAD_IN = ("：", ":")


@dataclass
class _Log:
    """What came of asking, for those who want to know afterwards."""

    text: str = ""
    first_at: float | None = None
    transcript: Transcript = field(default_factory=Transcript)

    def written(self, items: Sequence[Item]) -> Written:
        released, withheld = self.transcript.released, self.transcript.withheld
        return Written(
            text=self.text,
            shown=tuple(item.evidence for item in items),
            sentences=len(released) + len(withheld),
            withheld=tuple(held.reason for held in withheld),
            moved=sum(held.moved for held in released),
        )


class Writer:
    """Has a chat model word composed answers, and lets out only what the plans bear out.

    The model is asked only where an answer was composed: what the plans do not say it cannot
    know either, and a refusal stands. Safe to use from several threads.
    """

    def __init__(self, model: BaseChatModel, settings: Settings, names: Collection[str]) -> None:
        self._model = model
        self._called = settings.chat_model or type(model).__name__
        self._settings = settings
        self._names = names

    def standalone(self, question: str, history: Sequence[Message]) -> str:
        """Return a follow-up made to stand alone; nothing if the model does not manage to."""
        return condensed(self._model, self._settings, question, history)

    def write(self, trace: Trace, draft: Draft) -> Generator[str, None, Trace]:
        """Yield sentences as they are borne out, and return the trace with the answer.

        The answer is the one composed, with a notice, if the model fails, if most of what it
        wrote had to be withheld, or if it left out what was asked; what was yielded until
        then was borne out all the same. A table, or a sum with its working, stands as it is.
        """
        if stands_as_composed(draft):
            yield from trace.answer.text.splitlines(keepends=True)
            return trace
        begun = perf_counter()
        room = room_for_evidence(self._settings, trace.question)
        items = items_from(trace.question, draft, trace.evidence, room)
        log = _Log()
        try:
            transcript = yield from self._written(trace, draft, items, log)
        except ChatModelError as error:
            answer = fallen_back(trace.answer, error.message)
        else:
            answer = self._judged(trace, draft, transcript)
        first = (log.first_at or perf_counter()) - begun
        seconds = {"first_token": first, "write": perf_counter() - begun - first}
        return trace.model_copy(
            update={
                "answer": answer,
                "seconds": {**trace.seconds, **seconds},
                "written": log.written(items),
            }
        )

    def _written(
        self, trace: Trace, draft: Draft, items: Sequence[Item], log: "_Log"
    ) -> Generator[str, None, Transcript]:
        """Yield what is let out, and return it all; the log is kept whatever happens."""
        leash = Leash(items, self._names)
        verdict = verdict_of(draft)
        transcript, reader, thinking = Transcript(verdict), SentenceReader(), Thinking()
        log.transcript = transcript
        longest = self._settings.chat_max_tokens * _CHARS_PER_TOKEN
        length = 0
        messages = messages_from(trace.question, items)
        pieces = streamed(self._model, messages, self._settings.chat_timeout)
        ended = ""
        try:
            while True:
                try:
                    piece = next(pieces)
                except StopIteration as stop:
                    ended = stop.value
                    break
                log.first_at = log.first_at or perf_counter()
                length += len(piece)
                if length > longest:
                    raise ChatModelError("聊天模型写个不停", "请检查模型服务是否支持 max_tokens")
                said = thinking.feed(piece)
                if said.starts_over:
                    transcript, reader = Transcript(verdict), SentenceReader()
                    log.transcript, log.text = transcript, ""
                log.text += said.text
                yield from _let_out(reader.feed(said.text), leash, transcript)
        finally:
            pieces.close()
        rest = thinking.end()
        log.text += rest
        yield from _let_out(reader.feed(rest), leash, transcript)
        if ended != "length":
            yield from _let_out(reader.end(), leash, transcript)
        return transcript

    def _judged(self, trace: Trace, draft: Draft, transcript: Transcript) -> Answer:
        """Return the answer that was worded, or the one composed if that is better."""
        released, withheld = transcript.released, transcript.withheld
        if not released and not withheld:
            return fallen_back(trace.answer, "聊天模型没有写出回答")
        if not released and all(is_silence(held.text) for held in withheld):
            return fallen_back(trace.answer, "聊天模型没有作答")
        if len(withheld) > len(released):
            return fallen_back(trace.answer, "聊天模型写的多半没有原文支持")
        if not answers(draft, transcript, trace.question.text):
            return fallen_back(trace.answer, "聊天模型没有答全所问")
        left_out = f"模型另有 {len(withheld)} 句没有原文支持，没有显示。" if withheld else ""
        return transcript.answer(draft, trace.question, self._called, left_out)


def writer_from(
    settings: Settings, names: Collection[str], model: BaseChatModel | None = None
) -> Writer | None:
    """Return the writer over this model or the one that the settings name, if they name one.

    Raises:
        SettingsError: the model's settings cannot be used.
    """
    model = model or chat_model_from(settings)
    return None if model is None else Writer(model, settings, names)


def fallen_back(composed: Answer, why: str) -> Answer:
    """Return the composed answer, labelled with the reason why it is the one that goes out."""
    return composed.model_copy(update={"notice": f"{why}，{FALLEN_BACK}"})


def verdict_of(draft: Draft) -> str:
    """Return the composed verdict on a claim, which no model's word takes the place of."""
    first = draft.statements[0].text if draft.statements else ""
    return next((verdict for verdict in _VERDICTS if first.startswith(verdict)), "")


def is_news(text: str, question: str) -> bool:
    """Whether a sentence says something that the question does not.

    >>> is_news("方案由卫生健康委制定", "方案由谁制定"), is_news("方案由谁制定", "方案由谁制定")
    (True, False)
    """
    figures = {figure.number for figure in figures_in(plain(text))}
    told = {figure.number for figure in figures_in(plain(question))}
    return bool(figures - told) or len(term_set(text) - term_set(question)) >= _NEWS


def stands_as_composed(draft: Draft) -> bool:
    """Whether a draft has a form that sentences could only lose: a table, or a working."""
    return bool(draft.rows) or any(statement.derived for statement in draft.statements)


def answers(draft: Draft, transcript: Transcript, question: str) -> bool:
    """Whether what was let out says what was asked for.

    Of each plan that was to be named it must say something, of a list at least half. What
    records say must be said in full. Otherwise some sentence must say what the question does
    not, and rest on a composed statement or on words that bear on the question; where the
    verdict is the answer, it may say the same.
    """
    if is_typed(draft):
        return all(_is_said(statement, transcript, question) for statement in draft.statements)
    told = {e.passage.source.id for held in transcript.released for e in _evidence(held.statement)}
    named = {e.passage.source.id for s in draft.statements if s.subject for e in s.evidence}
    if not named <= told:
        return False
    cited = {e.excerpt.spans for held in transcript.released for e in _evidence(held.statement)}
    listed = [any(e.excerpt.spans in cited for e in s.evidence) for s in draft.statements]
    if draft.is_list and sum(listed) < _LISTED * len(listed):
        return False
    return any(
        (transcript.verdict or is_news(held.text, question))
        and any(item.composed or item.score >= BEARS_ON for item in held.items)
        for held in transcript.released
    )


def _evidence(statement: Statement | None) -> tuple[Evidence, ...]:
    return statement.evidence if statement else ()


def _is_said(statement: Statement, transcript: Transcript, question: str) -> bool:
    """Whether what a record says was said: its figures, and most of its words."""
    said = plain(" ".join(held.text for held in transcript.released))
    numbers = {figure.number for figure in figures_in(said)}
    composed = _asked_for(plain(statement.text.removeprefix(transcript.verdict)), question)
    needed = terms_beside(composed)
    if _NATURE.search(question) and set(_NATURE.findall(composed)) - set(_NATURE.findall(said)):
        return False
    if {figure.number for figure in figures_in(composed)} - numbers:
        return False
    return len(needed & terms_beside(said)) >= _KEPT * len(needed)


def _asked_for(composed: str, question: str) -> str:
    """What a composed sentence says beyond this was not asked for, and may be left out.

    It is the figure of another year, who cooperates where only who leads is asked, and the
    heading of the clause.
    """
    first, *others = _CLAUSE_HEADING.sub("", composed).split("，")
    years = {figure.number for figure in figures_in(plain(question)) if figure.is_year}
    asked = [
        part
        for part in others
        if {f.number for f in figures_in(part) if f.is_year} <= years or _PRESENT.search(question)
    ]
    parts = "，".join((first, *asked)).split("；")
    return "；".join(part for part in parts if part is parts[0] or _ALL_UNITS.search(question))


def is_typed(draft: Draft) -> bool:
    """Whether a draft was made of records, and not of sentences alone."""
    return any(e.passage.record is not None for s in draft.statements for e in s.evidence)


def _let_out(
    sentences: Iterable[Sentence], leash: Leash, transcript: Transcript
) -> Generator[str, None, None]:
    for sentence in sentences:
        if sentence.text.rstrip("*").endswith(_LEAD_IN) or is_empty(sentence.text):
            continue  # it opens what follows, or is markers alone: nothing to hold to the plans
        piece = transcript.take(leash.hold(sentence.text), in_list=sentence.in_list)
        if piece:
            yield piece
