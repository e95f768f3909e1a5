"""Serving the page: on which address, with which looks, and what it never does."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.ui.endpoints import health_route
from assistant.ui.examples import FIRST_QUESTION
from assistant.ui.headers import SafeHeaders
from assistant.ui.page import TITLE, page
from assistant.ui.service import Service
from assistant.ui.words import gradio_words
from corpus.errors import SettingsError

LARGEST_UPLOAD = "50mb"
# Gradio keeps some 150 KB for each session, and takes each call of an endpoint for one. A reader
# whose session is dropped goes on with the conversation as it was kept.
MOST_SESSIONS = 500
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
# Gradio sums up all events so far after each of them, for a dashboard that is off here: every
# question would take longer than the one before. These variables are how that is turned down.
_NO_ANALYTICS = {
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
    "GRADIO_ANALYTICS_MAX_EVENTS": "100",
    "GRADIO_ANALYTICS_ENABLED": "False",
}
STYLE = Path(__file__).with_name("page.css")
# Fonts of the reader's own machine: the page asks nobody for anything.
FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")


def serve(service: Service, host: str, port: int, mcp: bool = False) -> None:
    """Serve the page until Ctrl-C, once an answer has been made, so that the first is quick too.

    With ``mcp``, other assistants can call the endpoints as tools, at ``/gradio_api/mcp/``.

    Raises:
        SettingsError: the address cannot be listened on, for another program has it; other
            machines reach it and there are no accounts; or the extra ``mcp`` is missing.
    """
    service.assistant.answer(FIRST_QUESTION)
    launch(service, host, port, mcp).block_thread()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address.

    >>> [is_loopback(host) for host in ("127.0.0.1", "localhost", "0.0.0.0")]
    [True, True, False]
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _middleware(host: str) -> Iterator[Middleware]:
    """What each request passes; on this machine, other names for it are refused (rebinding)."""
    yield Middleware(SafeHeaders)
    if is_loopback(host):
        yield Middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK_NAMES, host])


def _theme() -> gr.themes.Base:
    """The colours of the page; what is said beside the rest stays dark enough to be read."""
    theme = gr.themes.Default(
        primary_hue="teal", secondary_hue="teal", neutral_hue="slate", font=FONTS
    )
    return theme.set(
        body_text_color_subdued="*neutral_500",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )


def launch(service: Service, host: str, port: int, mcp: bool = False) -> gr.Blocks:
    """Start serving the page and return at once; errors as for `serve`."""
    if mcp and find_spec("mcp") is None:
        raise SettingsError("没有安装 MCP 支持", "请执行 .venv/bin/pip install -e '.[mcp]'")
    if not is_loopback(host) and not (service.accounts and service.accounts.names()):
        raise SettingsError(
            f"{host} 能从别的电脑访问，要先有账号", "请执行 plans user add 账号名，再打开页面"
        )
    if mcp and service.accounts:
        raise SettingsError("有账号的页面不能同时作 MCP 服务", "请去掉 --mcp 或 --host")
    os.environ.update(_NO_ANALYTICS)
    blocks = page(service)
    try:
        blocks.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            footer_links=[],
            run_history=False,
            max_file_size=LARGEST_UPLOAD,
            state_session_capacity=MOST_SESSIONS,
            enable_monitoring=False,
            ssr_mode=False,
            theme=_theme(),
            css_paths=STYLE,
            i18n=gradio_words(),
            app_kwargs={"middleware": list(_middleware(host)), "routes": [health_route(service)]},
            mcp_server=mcp,
            auth=service.accounts.admits if service.accounts else None,
            auth_message=f"{TITLE}：请用管理员给的账号登录" if service.accounts else None,
        )
    except OSError as error:
        raise SettingsError(
            f"不能在 {host} 的端口 {port} 上打开页面", "端口可能已被占用，请用 --port 换一个"
        ) from error
    return blocks
