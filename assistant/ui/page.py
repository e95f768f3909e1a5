"""The chat page: a question on the left, its answer above it, the plans' own words beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answers import Answer
from assistant.assistant import Assistant
from assistant.render import title_of
from assistant.ui.messages import (
    EMPTY_PANEL,
    answer_message,
    citations_panel,
    error_message,
    literal_markdown,
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

Messages = list[dict[str, str]]


def page(assistant: Assistant) -> gr.Blocks:
    """Return the chat page over an assistant."""

    def reply(
        question: str, shown: Messages, conversation: Messages, plans: list[str]
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the box, the chat, the conversation as it was said, and the panel."""
        shown = [*shown, _user(question_message(question)), _bot("")]
        text = ""
        try:
            for piece in assistant.stream(question, conversation, plans or None):
                if isinstance(piece, Answer):
                    shown[-1] = _bot(answer_message(piece))
                    conversation = [*conversation, _user(question), _bot(piece.text)]
                    panel = citations_panel(piece, assistant.sources)
                    yield "", shown, conversation, panel
                else:
                    text += piece
                    shown[-1] = _bot(literal_markdown(text))
                    yield "", shown, conversation, gr.skip()
        except PlansError as error:
            shown[-1] = _bot(error_message(error))
            yield question, shown, conversation, EMPTY_PANEL

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(f"<h1>{TITLE}</h1><p>{SUBTITLE}</p>", elem_id="title")
        conversation = gr.State([])
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                chat = gr.Chatbot(
                    label="对话",
                    show_label=False,
                    elem_id="chat",
                    height="min(58vh, 640px)",
                    placeholder="请输入问题，或点下面的例子。",
                    buttons=[],
                    latex_delimiters=[],
                    group_consecutive_messages=False,
                )
                question = gr.Textbox(
                    label="问题",
                    show_label=False,
                    elem_id="question",
                    placeholder="想问什么？可以接着上一问追问",
                    lines=1,
                    max_lines=4,
                    autofocus=True,
                    submit_btn="提问",
                )
                with gr.Row(elem_id="examples"):
                    examples = [gr.Button(text, size="sm", min_width=140) for text in EXAMPLES]
            with gr.Column(scale=2, min_width=320):
                plans = gr.Dropdown(
                    [(_choice(assistant, source.id), source.id) for source in assistant.sources],
                    label="只查这些规划（不选即全部）",
                    elem_id="plans",
                    multiselect=True,
                    value=[],
                )
                gr.HTML("<h2>出处</h2>")
                panel = gr.HTML(EMPTY_PANEL, elem_id="citations")
        inputs, outputs = [question, chat, conversation, plans], [question, chat, conversation, panel]
        question.submit(reply, inputs, outputs, show_progress="hidden", api_visibility="private")
        for text, button in zip(EXAMPLES, examples, strict=True):
            button.click(lambda text=text: text, None, question, api_visibility="private").then(
                reply, inputs, outputs, show_progress="hidden", api_visibility="private"
            )
    return blocks
