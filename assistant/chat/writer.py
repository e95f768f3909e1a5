"""Composed answers worded anew by a chat model: what the plans support, as soon as it is."""

from collections.abc import Collection, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter

from langchain_core.language_models import BaseChatModel

from assistant.answers import Answer, Draft, Message, Trace, Written
from assistant.chat.completeness import answers, stands_as_composed
from assistant.chat.condensing import condensed
from assistant.chat.items import Item, items_from
from assistant.chat.model import chat_model_from, streamed
from assistant.chat.prompting import messages_from, room_for_evidence
from assistant.chat.sentences import Sentence, SentenceReader
from assistant.chat.thinking import Thinking
from assistant.chat.transcript import Transcript
from assistant.chat.verifier import Verifier, is_empty, is_silence
from corpus.errors import ChatModelError
from index.settings import Settings

FALLEN_BACK = "以下回答由规划原文组成。"
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
        both = (*released, *withheld)
        return Written(
            text=self.text,
            shown=tuple(item.evidence for item in items),
            sentences=len(both),
            withheld=tuple(verified.reason for verified in withheld),
            moved=sum(verified.moved for verified in released),
            unknown=tuple(number for verified in both for number in verified.unknown),
        )


class Writer:
    """Has a chat model word composed answers, and lets out only what the plans support.

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
        """Yield sentences as they are supported, and return the trace with the answer.

        The answer is the one composed, with a notice, if the model fails, if most of what it
        wrote had to be withheld, or if it left out what was asked; what was yielded until
        then was supported all the same. A table, or a sum with its working, stands as it is.
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
        verifier = Verifier(items, self._names)
        begin = partial(Transcript, verdict_of(draft), any(s.subject for s in draft.statements))
        transcript, reader, thinking = begin(), SentenceReader(), Thinking()
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
                    transcript, reader = begin(), SentenceReader()
                    log.transcript, log.text = transcript, ""
                log.text += said.text
                yield from _let_out(reader.feed(said.text), verifier, transcript)
        finally:
            pieces.close()
        rest = thinking.end()
        log.text += rest
        yield from _let_out(reader.feed(rest), verifier, transcript)
        if ended != "length":
            yield from _let_out(reader.end(), verifier, transcript)
        return transcript

    def _judged(self, trace: Trace, draft: Draft, transcript: Transcript) -> Answer:
        """Return the answer that was worded, or the one composed if that is better."""
        released, withheld = transcript.released, transcript.withheld
        if not released and not withheld:
            return fallen_back(trace.answer, "聊天模型没有写出回答")
        if not released and all(is_silence(verified.text) for verified in withheld):
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


def _let_out(
    sentences: Iterable[Sentence], verifier: Verifier, transcript: Transcript
) -> Generator[str, None, None]:
    for sentence in sentences:
        if sentence.text.rstrip("*").endswith(_LEAD_IN) or is_empty(sentence.text):
            continue  # it opens what follows, or is markers alone: nothing to hold to the plans
        piece = transcript.take(verifier.verify(sentence.text), in_list=sentence.in_list)
        if piece:
            yield piece
