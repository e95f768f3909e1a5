"""The page: tabs on the left, the plans' own words beside them on the right."""

from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup
from pydantic import ValidationError

from assistant.ui.chat_tab import ChatTab
from assistant.ui.duties_tab import DutiesTab
from assistant.ui.endpoints import Endpoints
from assistant.ui.indicators_tab import IndicatorsTab
from assistant.ui.library_tab import LibraryTab
from assistant.ui.service import Service
from assistant.ui.source_pane import EMPTY_PANE, Place, source_pane

TITLE = "卫生健康规划问答"
SUBTITLE = "回答只取自收录的规划，每句话都附出处；规划里没有的，会直接说没有。"
LEAVE = Markup('<a class="leave" href="/logout">退出登录</a>')
SCRIPT = Path(__file__).with_name("page.js")
_HEADER = (
    f'<header class="masthead"><div><h1>{TITLE}</h1><p>{SUBTITLE}</p></div>'
    '<button type="button" class="plain" data-act="theme" aria-label="切换深色或浅色">◐</button>'
    "{}</header>"
)


def page(service: Service) -> gr.Blocks:
    """Return the page over the assistant in service."""

    def opened(event: gr.EventData) -> str:
        try:
            place = Place.model_validate(
                {name: event._data[name] for name in Place.model_fields if name in event._data}
            )
        except ValidationError:
            return EMPTY_PANE
        return source_pane(place, service.library)

    blocks = gr.Blocks(
        title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    )
    with blocks:
        leave = LEAVE if service.accounts else ""
        header = Markup(_HEADER).format(leave)
        relay = gr.HTML(header, apply_default_css=False, js_on_load=SCRIPT.read_text("utf-8"))
        with gr.Row(elem_id="desk"):
            left = gr.Column(scale=3, min_width=320, elem_id="left")
            right = gr.Column(scale=2, min_width=320, elem_id="right")
        with right:
            pane = gr.HTML(EMPTY_PANE, elem_id="pane", apply_default_css=False)
        with left, gr.Tabs(elem_id="tabs"):
            with gr.Tab("问答"):
                chat = ChatTab(service)
            with gr.Tab("指标", render_children=True):
                indicators = IndicatorsTab(service)
            with gr.Tab("职责", render_children=True):
                duties = DutiesTab(service)
            with gr.Tab("规划库", render_children=True):
                library = LibraryTab(service)
        Endpoints(service).open()
        tabs = (chat, indicators, duties, library)
        shown = [component for tab in tabs for component in tab.shown]

        def refreshed() -> list[Any]:
            return [value for tab in tabs for value in tab.refreshed()]

        chat.connect(relay, pane)
        library.connect(relay, refreshed, shown)
        blocks.load(
            chat.history.arrived,
            chat.history.key,
            chat.changed,
            show_progress="hidden",
            api_visibility="private",
        )
        blocks.load(refreshed, None, shown, show_progress="hidden", api_visibility="private")
        relay.cite(
            opened, None, pane, show_progress="hidden", api_visibility="private", queue=False
        )
    return blocks
