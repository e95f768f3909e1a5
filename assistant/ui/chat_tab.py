"""The tab for asking: the conversation, the question box, and which plans are asked."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import gradio as gr

from assistant.answers import Answer
from assistant.grounding.render import named
from assistant.ui.history import History
from assistant.ui.messages import conversation_html, running_html
from assistant.ui.service import Service
from assistant.ui.source_pane import EMPTY_PANE, Place, source_pane
from assistant.ui.turns import Asked, Problem, Turn, problem_from
from corpus.errors import PlansError

# What changes on the page: a component, and its new value.
Changes = dict[Any, Any]
# Two cores answer this many questions at once without one waiting long for another.
ASKED_AT_ONCE = 4


class ChatTab:
    """Lays out the tab where it is made, and answers what its events ask."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._asked = gr.State("")
        self.history = History(service)
        self.chat = gr.HTML(
            self._html([]), elem_id="chat", apply_default_css=False, elem_classes="conversation"
        )
        self.running = gr.HTML("", elem_id="running", apply_default_css=False)
        with gr.Row(elem_id="asking", equal_height=True):
            self.question = gr.Textbox(
                elem_id="question",
                label="问题",
                show_label=False,
                container=False,
                placeholder="想问什么？回车提问，可以追问",
                max_lines=4,
                autofocus=True,
                scale=8,
            )
            self.send = gr.Button("提问", variant="primary", elem_id="send", scale=1, min_width=80)
            self.stop = gr.Button("停止", elem_id="stop", visible=False, scale=1, min_width=80)
        self.plans = gr.Dropdown(
            self._choices(),
            elem_id="plans",
            label="只查（不选即全部）",
            multiselect=True,
            value=[],
        )

    @property
    def shown(self) -> list[Any]:
        """What `refreshed` gives anew."""
        return [self.plans]

    def refreshed(self) -> list[Any]:
        """Return the plans that can be chosen as the library is now."""
        return [gr.update(choices=self._choices(), value=[])]

    @property
    def changed(self) -> list[Any]:
        """What a question, or another conversation, changes."""
        own = [self.question, self.chat, self.running, self._asked, self.stop, self.plans]
        return [*own, self._pane, *self.history.components]

    def connect(self, relay: gr.HTML, pane: gr.HTML) -> None:
        """Connect the events of the tab, and those of the relay that belong to it."""
        self._pane = pane
        history = self.history
        changed = self.changed
        given = [history.turns, self.plans, history.key]
        streams: dict[str, Any] = {
            "outputs": changed,
            "show_progress": "minimal",  # shows how many questions are before this one
            "show_progress_on": self.running,
            "api_visibility": "private",
            "concurrency_id": "asking",
            "concurrency_limit": ASKED_AT_ONCE,
        }
        asking = [
            self.question.submit(self._ask, [self.question, *given], **streams),
            self.send.click(self._ask, [self.question, *given], **streams),
            relay.example(self._example, given, **streams),
            relay.again(self._again, given, **streams),
            relay.alone(self._alone, given, **streams),
            relay.widen(self._widen, given, **streams),
        ]
        at_once: dict[str, Any] = {
            "outputs": changed,
            "show_progress": "hidden",
            "api_visibility": "private",
            "queue": False,
        }
        relay.edit(self._edit, [history.turns, history.key], **at_once)
        self.stop.click(
            self._stop, [self._asked, history.turns, history.key], cancels=asking, **at_once
        )
        history.connect(relay, self._reopened, asking, at_once)

    def _ask(
        self,
        question: str,
        turns: list[Turn] | None,
        plans: list[str],
        key: str,
        request: gr.Request,
    ) -> Iterator[Changes]:
        """Yield, as the answer grows, all that changes on the page."""
        question = question.strip()
        if not question:
            yield {self.question: ""}
            return
        turns = self.history.going_on(turns, key, request)
        asked = Asked(question=question, before=tuple(turns))
        yield from self._answered(asked, turns, plans, key, request)

    def _answered(
        self,
        asked: Asked,
        turns: list[Turn],
        plans: Collection[str],
        key: str,
        request: gr.Request,
    ) -> Iterator[Changes]:
        """Yield what changes as a question is answered, and put after these turns."""
        yield {
            self.question: "",
            self.chat: self._html(turns) if turns else "",
            self.running: running_html(asked.question, ""),
            self.history.turns: turns,
            self._asked: asked.question,
            self.stop: gr.update(visible=True),
        }
        text = ""
        outcome: Answer | Problem | None = None
        try:
            self._service.admit(request.username)
            stream = self._service.assistant.stream
            for piece in stream(asked.question, asked.history, plans or None):
                if isinstance(piece, Answer):
                    outcome = piece
                else:
                    text += piece
                    yield {self.running: running_html(asked.question, text)}
        except PlansError as error:
            outcome = problem_from(error)
        if outcome is not None:
            turns = [*turns, asked.turn(outcome)]
            kept = self.history.kept(key, turns, request)
            yield self._finished(turns) | kept

    def _example(
        self,
        turns: list[Turn] | None,
        plans: list[str],
        key: str,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[Changes]:
        yield from self._ask(str(event.question), turns, plans, key, request)

    def _again(
        self,
        turns: list[Turn] | None,
        plans: list[str],
        key: str,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[Changes]:
        """Answer a question once more; what was asked after it is dropped."""
        turns = self.history.going_on(turns, key, request)
        index = index_of(event, turns)
        asked = asked_at(index, turns)
        yield from self._answered(asked, turns[:index], plans, key, request)

    def _alone(
        self,
        turns: list[Turn] | None,
        plans: list[str],
        key: str,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[Changes]:
        """Ask a question once more as it was typed, without the conversation before it."""
        turns = self.history.going_on(turns, key, request)
        question = turns[index_of(event, turns)].question
        asked = Asked(question=question, is_alone=True)
        yield from self._answered(asked, turns, plans, key, request)

    def _widen(
        self,
        turns: list[Turn] | None,
        plans: list[str],
        key: str,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[Changes]:
        """Choose the plans that a question names as well, and ask it once more."""
        turns = self.history.going_on(turns, key, request)
        index = index_of(event, turns)
        wider = self._wider(plans, turns[index])
        yield {self.plans: wider}
        yield from self._answered(asked_at(index, turns), turns, wider, key, request)

    def _wider(self, plans: list[str], turn: Turn) -> list[str]:
        """The plans chosen, with those that a question names; none are all of them."""
        if not plans or isinstance(turn.outcome, Problem):
            return plans
        left_out = turn.outcome.question.left_out
        known = (source.id for source in self._service.library.sources)
        return [*plans, *(plan for plan in known if plan in left_out and plan not in plans)]

    def _edit(
        self, turns: list[Turn] | None, key: str, request: gr.Request, event: gr.EventData
    ) -> Changes:
        """Put a question back into the box; it and what was asked after it are dropped."""
        turns = self.history.going_on(turns, key, request)
        index = index_of(event, turns)
        return self._quiet(turns[index].question, turns[:index])

    def _stop(self, asked: str, turns: list[Turn] | None, key: str, request: gr.Request) -> Changes:
        return self._quiet(asked, self.history.going_on(turns, key, request))

    def _reopened(self, turns: Sequence[Turn]) -> Changes:
        """The page at a conversation that was kept, or at a new one."""
        return self._quiet("", list(turns)) | {self._pane: EMPTY_PANE}

    def _finished(self, turns: list[Turn]) -> Changes:
        """The page after an answer: the pane opens at its first citation."""
        outcome = turns[-1].outcome
        changes = self._quiet("", turns) | {self._pane: EMPTY_PANE}
        if isinstance(outcome, Problem):
            changes[self.question] = turns[-1].question
        else:
            del changes[self.question]  # the next question may be in it already
            if outcome.citations:
                first = outcome.citations[0]
                place = Place(
                    plan=first.plan_id, start=first.start, end=first.end, quote=first.quote
                )
                changes[self._pane] = source_pane(place, self._service.library)
        return changes

    def _quiet(self, question: str, turns: list[Turn]) -> Changes:
        """The page with nothing on its way."""
        return {
            self.question: question,
            self.chat: self._html(turns),
            self.running: "",
            self.history.turns: turns,
            self._asked: "",
            self.stop: gr.update(visible=False),
        }

    def _html(self, turns: list[Turn]) -> str:
        return conversation_html(turns, self._service.library, self._service.settings is not None)

    def _choices(self) -> list[tuple[str, str]]:
        return [(named(source), source.id) for source in self._service.library.sources]


def asked_at(index: int, turns: Sequence[Turn]) -> Asked:
    """Return the question of a turn, to be asked as it was then."""
    turn = turns[index]
    return Asked(question=turn.question, before=tuple(turns[:index]), is_alone=turn.is_alone)


def index_of(event: gr.EventData, turns: Sequence[Turn]) -> int:
    """Return which turn an event is of; raises `gr.Error` if there is none, as in another tab."""
    index = int(event.turn)
    if not 0 <= index < len(turns):
        raise gr.Error("这一问已不在对话里，请刷新页面。", print_exception=False)
    return index
