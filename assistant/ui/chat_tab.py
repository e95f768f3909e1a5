"""The tab for asking: the conversation, the question box, and which plans are asked."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.answers import Answer
from assistant.render import named
from assistant.ui.desk import Desk
from assistant.ui.messages import conversation_html, running_html
from assistant.ui.source_pane import EMPTY_PANE, Place, source_pane
from assistant.ui.turns import Problem, Turn, history_of, problem_from
from corpus.errors import PlansError

# Each yield: question box, finished turns as HTML, the running turn, the turns, what is being
# asked, the stop button.
Shown = tuple[Any, ...]
# Two cores answer this many questions at once without one waiting long for another.
ASKED_AT_ONCE = 4


class ChatTab:
    """Lays out the tab where it is made, and answers what its events ask."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.turns = gr.State([])
        self._asked = gr.State("")
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
                placeholder="想问什么？回车提问，可以接着上一问追问",
                max_lines=4,
                autofocus=True,
                scale=8,
            )
            self.send = gr.Button("提问", variant="primary", elem_id="send", scale=1, min_width=80)
            self.stop = gr.Button("停止", elem_id="stop", visible=False, scale=1, min_width=80)
        with gr.Row(elem_id="scope"):
            self.plans = gr.Dropdown(
                self._choices(),
                elem_id="plans",
                label="只查（不选即全部）",
                multiselect=True,
                value=[],
                scale=6,
            )
            self.clear = gr.Button("新对话", elem_id="clear", scale=1, min_width=90)

    @property
    def shown(self) -> list[Any]:
        """What `refreshed` gives anew."""
        return [self.plans]

    def refreshed(self) -> list[Any]:
        """Return the plans that can be chosen as the library is now."""
        return [gr.update(choices=self._choices(), value=[])]

    def _choices(self) -> list[tuple[str, str]]:
        return [(named(source), source.id) for source in self._desk.library.sources]

    def connect(self, relay: gr.HTML, pane: gr.HTML) -> None:
        """Connect the events of the tab, and those of the relay that belong to it."""
        shown = [self.question, self.chat, self.running, self.turns, self._asked, self.stop, pane]
        given = [self.turns, self.plans]
        streams: dict[str, Any] = {
            "outputs": shown,
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_id": "asking",
            "concurrency_limit": ASKED_AT_ONCE,
        }
        asking = [
            self.question.submit(self._ask, [self.question, *given], **streams),
            self.send.click(self._ask, [self.question, *given], **streams),
            relay.example(self._example, given, **streams),
            relay.again(self._again, given, **streams),
        ]
        at_once: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "queue": False,
        }
        relay.edit(self._edit, self.turns, shown, **at_once)
        self.stop.click(self._stop, [self._asked, self.turns], shown, cancels=asking, **at_once)
        self.clear.click(self._clear, None, shown, cancels=asking, **at_once)

    def _ask(self, question: str, turns: list[Turn], plans: list[str]) -> Iterator[Shown]:
        """Yield, as the answer grows, all that changes on the page."""
        question = question.strip()
        if not question:
            yield tuple(gr.skip() for _ in range(7))
            return
        yield (
            "",
            self._html(turns) if turns else "",
            running_html(question, ""),
            turns,
            question,
            gr.update(visible=True),
            gr.skip(),
        )
        text = ""
        outcome: Answer | Problem | None = None
        try:
            for piece in self._desk.assistant.stream(question, history_of(turns), plans or None):
                if isinstance(piece, Answer):
                    outcome = piece
                else:
                    text += piece
                    running = running_html(question, text)
                    yield gr.skip(), gr.skip(), running, gr.skip(), gr.skip(), gr.skip(), gr.skip()
        except PlansError as error:
            outcome = problem_from(error)
        if outcome is not None:
            yield self._finished([*turns, Turn(question=question, outcome=outcome)])

    def _example(self, turns: list[Turn], plans: list[str], event: gr.EventData) -> Iterator[Shown]:
        yield from self._ask(str(event.question), turns, plans)

    def _again(self, turns: list[Turn], plans: list[str], event: gr.EventData) -> Iterator[Shown]:
        """Answer a question once more; what was asked after it is dropped."""
        index = _index(event, turns)
        yield from self._ask(turns[index].question, turns[:index], plans)

    def _edit(self, turns: list[Turn], event: gr.EventData) -> Shown:
        """Put a question back into the box; it and what was asked after it are dropped."""
        index = _index(event, turns)
        return self._quiet(turns[index].question, turns[:index])

    def _stop(self, asked: str, turns: list[Turn]) -> Shown:
        return self._quiet(asked, turns)

    def _clear(self) -> Shown:
        return self._quiet("", [])

    def _finished(self, turns: list[Turn]) -> Shown:
        """The page after an answer: the pane opens at its first citation."""
        outcome = turns[-1].outcome
        pane: Any = EMPTY_PANE
        if isinstance(outcome, Answer) and outcome.citations:
            first = outcome.citations[0]
            place = Place(plan=first.plan_id, start=first.start, end=first.end, quote=first.quote)
            pane = source_pane(place, self._desk.library)
        question = outcome_question(turns[-1])
        return question, self._html(turns), "", turns, "", gr.update(visible=False), pane

    def _quiet(self, question: str, turns: list[Turn]) -> Shown:
        """The page with nothing on its way."""
        pane = gr.skip() if turns else EMPTY_PANE
        return question, self._html(turns), "", turns, "", gr.update(visible=False), pane

    def _html(self, turns: list[Turn]) -> str:
        return conversation_html(turns, self._desk.library)


def outcome_question(turn: Turn) -> Any:
    """What the question box holds after a turn: the question again if it met a problem."""
    return turn.question if isinstance(turn.outcome, Problem) else gr.skip()


def _index(event: gr.EventData, turns: list[Turn]) -> int:
    """Which turn an event is of; raises `gr.Error` if there is none, as in another tab."""
    index = int(event.turn)
    if not 0 <= index < len(turns):
        raise gr.Error("这一问已不在对话里，请刷新页面。", print_exception=False)
    return index
