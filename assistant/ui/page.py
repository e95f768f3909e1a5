"""The chat page: a question on the left, its answer above it, the plans' own words beside it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answers import Answer
from assistant.assistant import Assistant
from assistant.render import named
from assistant.ui.messages import (
    EMPTY_PANEL,
    answer_message,
    citations_panel,
    error_message,
    partial_message,
    question_message,
)
from corpus.errors import PlansError, SettingsError

TITLE = "卫生健康规划问答"
SUBTITLE = "回答只取自收录的规划，每句话都附出处；规划里没有的，会直接说没有。"
EXAMPLES = (
    "梅李人民医院的定位是什么",
    "埇桥抗菌药物使用强度的现状和目标",
    "江阴流动人口健康促进由谁牵头",
    "哪些规划提到互联网医院",
)
STYLE = Path(__file__).with_name("page.css")
# Fonts of the reader's own machine: the page asks nobody for anything.
FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")

# A question as it was typed, and what came of it.
Turn = tuple[str, Answer | PlansError]


def page(assistant: Assistant) -> gr.Blocks:
    """Return the chat page over an assistant."""

    def reply(question: str, turns: list[Turn], plans: list[str]) -> Iterator[tuple[Any, ...]]:
        """Yield, as the answer grows, the question box, the chat, its turns and the panel."""
        asked = [*chat_of(turns), _message("user", question_message(question))]
        text = ""
        yield "", [*asked, _message("assistant", partial_message(text))], turns, EMPTY_PANEL
        try:
            for piece in assistant.stream(question, history_of(turns), plans or None):
                if isinstance(piece, Answer):
                    turns = [*turns, (question, piece)]
                    panel = citations_panel(piece, assistant.sources)
                    yield gr.skip(), chat_of(turns), turns, panel
                else:
                    text += piece
                    answering = _message("assistant", partial_message(text))
                    yield gr.skip(), [*asked, answering], turns, gr.skip()
        except PlansError as error:
            turns = [*turns, (question, error)]
            yield question, chat_of(turns), turns, EMPTY_PANEL

    blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with blocks:
        gr.HTML(f"<h1>{TITLE}</h1><p>{SUBTITLE}</p>", elem_id="title")
        turns = gr.State([])
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                chat = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    height="max(360px, calc(100vh - 300px))",
                    placeholder="请输入问题，或点一个例子。",
                    examples=[{"text": example} for example in EXAMPLES],
                    buttons=[],
                    latex_delimiters=[],
                )
                question = gr.Textbox(
                    elem_id="question",
                    show_label=False,
                    placeholder="想问什么？可以接着上一问追问",
                    max_lines=4,
                    autofocus=True,
                    submit_btn="提问",
                )
                plans = gr.Dropdown(
                    [(named(source), source.id) for source in assistant.sources],
                    elem_id="plans",
                    label="只查这些规划（不选即全部）",
                    multiselect=True,
                    value=[],
                )
            with gr.Column(scale=2, min_width=320):
                panel = gr.HTML(EMPTY_PANEL, elem_id="citations")
        ask: dict[str, Any] = {
            "fn": reply,
            "inputs": [question, turns, plans],
            "outputs": [question, chat, turns, panel],
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        question.submit(**ask)
        chat.example_select(_chosen, None, question, api_visibility="private").then(**ask)
        chat.clear(lambda: ([], EMPTY_PANEL), None, [turns, panel], api_visibility="private")
    return blocks


def serve(assistant: Assistant, host: str, port: int) -> None:
    """Serve the page until Ctrl-C, once an answer has been made, so that the first is quick too.

    Raises:
        SettingsError: if the address cannot be listened on, for another program has it.
    """
    assistant.answer(EXAMPLES[0])
    launch(page(assistant), host, port).block_thread()


def launch(blocks: gr.Blocks, host: str, port: int) -> gr.Blocks:
    """Start serving the page and return at once; errors as for `serve`."""
    try:
        blocks.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            ssr_mode=False,
            theme=gr.themes.Default(
                primary_hue="teal", secondary_hue="teal", neutral_hue="slate", font=FONTS
            ),
            css_paths=STYLE,
        )
    except OSError as error:
        raise SettingsError(
            f"不能在 {host} 的端口 {port} 上打开页面", "端口可能已被占用，请用 --port 换一个"
        ) from error
    return blocks


def chat_of(turns: Iterable[Turn]) -> list[dict[str, str]]:
    """Return the messages that the chat shows."""
    messages = []
    for question, outcome in turns:
        reply = answer_message(outcome) if isinstance(outcome, Answer) else error_message(outcome)
        messages += [_message("user", question_message(question)), _message("assistant", reply)]
    return messages


def history_of(turns: Iterable[Turn]) -> list[dict[str, str]]:
    """Return the conversation as it was said; a question that met an error is left out."""
    messages = []
    for question, outcome in turns:
        if isinstance(outcome, Answer):
            messages += [_message("user", question), _message("assistant", outcome.text)]
    return messages


def _chosen(example: gr.SelectData) -> str:
    return str(example.value["text"])


def _message(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}
