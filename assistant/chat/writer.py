"""Answers that a chat model reads from the evidence: what the plans support, as soon as it is."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter

from langchain_core.language_models import BaseChatModel

from assistant.answers import Answer, Message, Trace, Written
from assistant.chat.completeness import is_about, left_out, stands_as_composed
from assistant.chat.condensing import condensed
from assistant.chat.forms import is_empty, is_silence
from assistant.chat.items import Item
from assistant.chat.model import chat_model_from, streamed
from assistant.chat.prompting import messages_from, room_for_evidence
from assistant.chat.selection import items_from
from assistant.chat.sentences import Sentence, SentenceReader
from assistant.chat.thinking import Thinking
from assistant.chat.transcript import Transcript
from assistant.chat.verifier import Verifier
from assistant.decision.judge import SURE, unanswered
from assistant.decision.refusals import refusal
from assistant.evidence.asked import gather
from assistant.language.injection import inert
from assistant.language.regions import short_region
from assistant.library import Library
from corpus.errors import ChatModelError
from index.settings import Settings

FALLEN_BACK = "以下回答由规划原文组成。"
# Characters a model may write for each token it was allowed: beyond it ignores the limit.
_CHARS_PER_TOKEN = 4
_VERDICTS = ("不对。", "对。")
# How sure the judge must be of a composed answer that a model's own takes the place of.
_FAIR = 0.5
# What a model is to write that finds no answer.
SILENT = "依据不足"
_LEAD_IN = ("：", ":")


@dataclass
class _Log:
    """What came of asking, for those who want to know afterwards."""

    text: str = ""
    first_at: float | None = None
    shown_at: float | None = None
    transcript: Transcript = field(default_factory=Transcript)

    def written(self, items: Sequence[Item], composed: Answer) -> Written:
        released, withheld = self.transcript.released, self.transcript.withheld
        both = (*released, *withheld)
        # A sentence of which a part is said is one sentence, and withheld as it was written.
        whole = [verified for verified in released if not verified.is_shortened]
        return Written(
            text=self.text,
            composed=composed,
            shown=tuple(item.evidence for item in items),
            sentences=len(whole) + len(withheld),
            withheld=tuple(verified.reason for verified in withheld),
            moved=sum(verified.moved for verified in released),
            unknown=tuple(number for verified in both for number in verified.unknown),
        )


class Writer:
    """Has a chat model read the evidence and answer, and lets out only what the plans support.

    The model is asked wherever there is evidence, also where no composed answer was sure
    enough; questions that are not for the plans are not sent. Safe to use from several threads.
    """

    def __init__(self, model: BaseChatModel, settings: Settings, library: Library) -> None:
        self._model = model
        self._called = settings.chat_model or type(model).__name__
        self._settings = settings
        self._library = library

    def standalone(self, question: str, history: Sequence[Message]) -> str:
        """Return a follow-up made to stand alone; nothing if the model does not manage to."""
        return condensed(self._model, self._settings, question, history)

    def write(self, trace: Trace) -> Generator[str, None, Trace]:
        """Yield sentences as they are supported, and return the trace with the answer.

        What the model leaves out of a composed answer that the judge is sure of is added. Where
        the model fails, finds no answer, or nothing of what it wrote is supported, the composed
        answer goes out if the judge is sure of it, else the refusal; what was yielded until
        then was supported all the same.
        """
        room = room_for_evidence(self._settings, trace.question)
        items = items_from(trace, self._library, room) if is_for_plans(trace) else ()
        if not items:
            yield from trace.answer.text.splitlines(keepends=True)
            return trace
        begun = perf_counter()
        log = _Log()
        try:
            transcript = yield from self._written(trace, items, log)
        except ChatModelError as error:
            settled = fallen_back(trace, error.message)
        else:
            settled = self._settled(trace, transcript)
        first = (log.first_at or perf_counter()) - begun
        shown = (log.shown_at or perf_counter()) - begun
        seconds = {"first_token": first, "write": perf_counter() - begun - first}
        if log.shown_at:
            seconds["first_sentence"] = shown
        return settled.model_copy(
            update={
                "seconds": {**trace.seconds, **seconds},
                "written": log.written(items, trace.answer),
            }
        )

    def _written(
        self, trace: Trace, items: Sequence[Item], log: "_Log"
    ) -> Generator[str, None, Transcript]:
        """Yield what is let out, and return it all; the log is kept whatever happens."""
        verifier = verifier_of(trace, items, self._library)
        several = len(trace.question.plans) > 1
        begin = partial(Transcript, verdict_of(trace), several)
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
                for shown in _let_out(reader.feed(said.text), verifier, transcript):
                    log.shown_at = log.shown_at or perf_counter()
                    yield shown
        finally:
            pieces.close()
        rest = thinking.end()
        log.text += rest
        yield from _let_out(reader.feed(rest), verifier, transcript)
        if ended != "length":
            yield from _let_out(reader.end(), verifier, transcript)
        return transcript

    def _settled(self, trace: Trace, transcript: Transcript) -> Trace:
        """Return the trace with what goes out: the model's words, the composed answer, or none."""
        released, withheld = transcript.released, transcript.withheld
        chosen = trace.decision.chosen
        # Where a model answers and what it says is not borne out, the plans do answer.
        enough = _FAIR if withheld else SURE
        draft = chosen.draft if chosen and trace.confidence >= enough else None
        if not released and not withheld and not transcript.is_silent:
            return fallen_back(trace, "聊天模型没有写出回答")
        if not released or not is_about(transcript, trace.question.text):
            why = f"聊天模型写的 {len(withheld)} 句与原文不符，没有显示"
            if not released and all(is_silence(verified.text) for verified in withheld):
                why = "聊天模型没有找到答案"
                draft = draft if trace.confidence >= SURE else None
            elif not withheld:
                why = "聊天模型说的不是所问"
            return self._without_model(trace, why, is_sure=draft is not None)
        if draft and stands_as_composed(draft) and withheld:
            return fallen_back(trace, f"聊天模型写的 {len(withheld)} 句与原文不符，没有显示")
        missing = left_out(draft, transcript, trace.question.text) if draft else ()
        if draft and len(missing) == len(draft.statements):
            return fallen_back(trace, "聊天模型说的不是所问")
        transcript.add(missing)
        said = [f"模型写的 {len(withheld)} 句与原文不符，没有显示。"] if withheld else []
        if missing:
            said.append(f"模型没有写到的 {len(missing)} 项由规划原文补上。")
        closing = chosen.draft.closing if chosen else ""
        answer = transcript.answer(closing, trace.question, self._called, "".join(said))
        return trace.model_copy(update={"answer": answer})

    def _without_model(self, trace: Trace, why: str, *, is_sure: bool) -> Trace:
        """The composed answer if the judge is sure of it, else the refusal; with a notice."""
        if is_sure or trace.answer.refused:
            return fallen_back(trace, why)
        asked = gather(trace.question, trace.hits, self._library)
        decision = unanswered(trace.decision)
        refused = refusal("model silent", asked)
        answer = refused.model_copy(update={"text": inert(refused.text), "notice": f"{why}。"})
        return trace.model_copy(update={"decision": decision, "answer": answer})


def verifier_of(trace: Trace, items: Sequence[Item], library: Library) -> Verifier:
    """Return what holds sentences to the items that were shown for a question."""
    regions = {name for source in library.sources for name in (source.region, short_region(source))}
    return Verifier(items, library.names, trace.question, regions - {""})


def is_for_plans(trace: Trace) -> bool:
    """Whether a question may be sent: in scope, of a plan that was chosen and places plans name."""
    if trace.decision.reason == "unknown place":
        said = "".join(hit.passage.indexed_text for hit in trace.hits)
        return all(place in said for place in trace.question.places)
    return trace.decision.reason not in ("out of scope", "not chosen")


def writer_from(
    settings: Settings, library: Library, model: BaseChatModel | None = None
) -> Writer | None:
    """Return the writer over this model or the one that the settings name, if they name one.

    Raises:
        SettingsError: the model's settings cannot be used.
    """
    model = model or chat_model_from(settings)
    return None if model is None else Writer(model, settings, library)


def fallen_back(trace: Trace, why: str) -> Trace:
    """Return the trace with the composed answer, and the reason why it is the one that goes out."""
    notice = f"{why}。" if trace.answer.refused else f"{why}，{FALLEN_BACK}"
    answer = trace.answer.model_copy(update={"notice": notice})
    return trace.model_copy(update={"answer": answer})


def verdict_of(trace: Trace) -> str:
    """Return the composed verdict on a claim, which no model's word takes the place of."""
    chosen = trace.decision.chosen
    first = chosen.draft.statements[0].text if chosen and chosen.draft.statements else ""
    return next((verdict for verdict in _VERDICTS if first.startswith(verdict)), "")


def _let_out(
    sentences: Iterable[Sentence], verifier: Verifier, transcript: Transcript
) -> Generator[str, None, None]:
    for sentence in sentences:
        if sentence.text.rstrip("*").endswith(_LEAD_IN) or is_empty(sentence.text):
            continue  # it opens what follows, or is markers alone: nothing to hold to the plans
        if sentence.text.strip("。.！! ") == SILENT:
            transcript.is_silent = True
            continue
        verified = verifier.verify(sentence.text)
        piece = transcript.take(verified, in_list=sentence.in_list)
        shorter = None if verified.statement else verifier.shortened(sentence.text)
        if shorter:
            piece = transcript.take(shorter, in_list=sentence.in_list)
        if piece:
            yield piece
