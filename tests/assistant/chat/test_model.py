"""The chat model is reached over HTTP as the settings say; each fault has its own words."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from assistant.chat.model import ATTEMPTS, chat_model_from, check, streamed
from assistant.commands.doctor import chat_model
from corpus.errors import ChatModelError, SettingsError
from index.settings import Settings, load_settings
from tests.assistant.chat.scripted_server import breaking_off, ending_early

ASKED = [HumanMessage("问")]


def ask(settings: Settings) -> str:
    model = chat_model_from(settings)
    assert model is not None
    return "".join(streamed(model, ASKED, settings.chat_timeout))


def test_no_model_is_set_by_default() -> None:
    assert chat_model_from(load_settings()) is None
    assert "没有设置" in chat_model(load_settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("chat_model", "anthropic:claude"),
        ("chat_base_url", "127.0.0.1:80"),
        ("chat_base_url", "http://user:secret@host/v1"),
        ("chat_timeout", 0),
        ("chat_temperature", 3),
        ("chat_max_tokens", 1),
        ("chat_context", 10),
    ],
)
def test_an_unusable_setting_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings(**{name: value})


def test_a_model_without_an_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://elsewhere.example/v1")
    with pytest.raises(SettingsError, match="地址") as caught:
        chat_model_from(load_settings(chat_model="openai:m"))
    assert "PLANS_CHAT_BASE_URL" in caught.value.remedy


def test_without_the_extra_the_remedy_names_it(model_settings: Settings) -> None:
    """In a process of its own: LangChain remembers which packages it has opened."""
    program = f"""
import sys
sys.modules["langchain_openai"] = None
from assistant.chat.model import chat_model_from
from corpus.errors import SettingsError
from index.settings import load_settings
try:
    url = {model_settings.chat_base_url!r}
    chat_model_from(load_settings(chat_model="openai:m", chat_base_url=url))
except SettingsError as error:
    print(error.remedy)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert "[llm]" in run.stdout


def test_what_is_sent_is_the_messages_and_the_limits(server: Any, model_settings: Settings) -> None:
    assert ask(model_settings) == "好。"
    (sent,) = server.heard
    assert sent == {
        "model": "m",
        "messages": [{"role": "user", "content": "问"}],
        "stream": True,
        "temperature": 0,
        "max_tokens": 800,
    }
    assert server.headers[0]["authorization"] == "Bearer secret"


def test_keys_of_other_programs_are_not_sent(
    server: Any, model_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("API_KEY", "ORG_ID", "PROJECT_ID"):
        monkeypatch.setenv(f"OPENAI_{name}", "theirs")
    ask(model_settings.model_copy(update={"chat_api_key": load_settings().chat_api_key}))
    assert "theirs" not in str(server.headers[0])


def test_the_key_is_shown_nowhere(model_settings: Settings) -> None:
    assert "secret" not in f"{model_settings!r}{model_settings.model_dump_json()}"
    assert "secret" not in repr(chat_model_from(model_settings))


@pytest.mark.parametrize(
    ("code", "words"),
    [(401, "密钥"), (403, "权限"), (404, "PLANS_CHAT_MODEL"), (429, "太忙"), (500, "出错")],
)
def test_a_status_has_its_own_words(
    server: Any, model_settings: Settings, code: int, words: str
) -> None:
    server.acts = [lambda handler: handler.fail(code)]
    with pytest.raises(ChatModelError) as caught:
        ask(model_settings)
    assert words in str(caught.value)


@pytest.mark.parametrize("code", [429, 500, 502, 503])
def test_what_may_pass_is_tried_again(
    server: Any, model_settings: Settings, says: Callable[..., Any], code: int
) -> None:
    server.acts = [lambda handler: handler.fail(code), says("好了。")]
    assert ask(model_settings) == "好了。"
    assert len(server.heard) == 2


def test_it_is_tried_three_times_and_no_more(server: Any, model_settings: Settings) -> None:
    server.acts = [lambda handler: handler.fail(503)]
    with pytest.raises(ChatModelError):
        ask(model_settings.model_copy(update={"chat_timeout": 30}))
    assert len(server.heard) == ATTEMPTS


@pytest.mark.parametrize("code", [400, 401, 404])
def test_what_will_not_pass_is_tried_once(server: Any, model_settings: Settings, code: int) -> None:
    server.acts = [lambda handler: handler.fail(code)]
    with pytest.raises(ChatModelError):
        ask(model_settings)
    assert len(server.heard) == 1


def test_nobody_listens(model_settings: Settings) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    url = f"http://127.0.0.1:{port}/v1"
    with pytest.raises(ChatModelError, match="连不上"):
        ask(model_settings.model_copy(update={"chat_base_url": url}))


def test_a_silent_server_is_not_waited_for(server: Any, model_settings: Settings) -> None:
    server.acts = [lambda _: time.sleep(3)]
    begun = time.monotonic()
    with pytest.raises(ChatModelError, match="没有及时"):
        ask(model_settings)
    assert time.monotonic() - begun < 2


def test_nor_is_one_that_drips(
    server: Any, model_settings: Settings, says: Callable[..., Any]
) -> None:
    server.acts = [says("滴" * 60, pause=0.1, size=1)]
    with pytest.raises(ChatModelError, match="没有及时"):
        ask(model_settings)


@pytest.mark.parametrize("act", [breaking_off("到2025年"), ending_early("到2025年")])
def test_a_stream_that_breaks_off_is_a_failure(
    server: Any, model_settings: Settings, act: Callable[[Any], None]
) -> None:
    server.acts = [act]
    with pytest.raises(ChatModelError, match="中途断了"):
        ask(model_settings)


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize(
    "garbage",
    [
        b"<html>hello</html>",
        b'data: {"choices": [{\n\n',
        b'data: {"choices": "x"}\n\n',
        b"data: [1, 2]\n\n",
        b"data: null\n\n",
        b"data: [DONE]\n\n",
        b"\xff\xfe data: \x80\n\n",
        b'data: {"error": {"message": "boom"}}\n\n',
        b"",
    ],
)
def test_garbage_is_a_failure(server: Any, model_settings: Settings, garbage: bytes) -> None:
    def act(handler: Any) -> None:
        handler.begin()
        if garbage:
            handler.raw(garbage)
        handler.wfile.write(b"0\r\n\r\n")

    server.acts = [act]
    with pytest.raises(ChatModelError, match=r"协议|出错"):
        ask(model_settings)


def test_a_reader_who_stops_ends_the_request(
    server: Any, model_settings: Settings, says: Callable[..., Any]
) -> None:
    server.acts = [says("字" * 2000, pause=0.02, size=1)]
    model = chat_model_from(model_settings)
    assert model is not None
    pieces = streamed(model, ASKED, 60)
    next(pieces)
    pieces.close()
    assert server.hung_up.wait(5)


def test_the_doctor_asks_for_one_token(server: Any, model_settings: Settings) -> None:
    assert "openai:m" in chat_model(model_settings)
    assert server.heard[0]["max_tokens"] == 1


def test_the_doctor_calls_a_slow_model_slow(
    model_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.chat.model.SLOW", 0.0)
    model = chat_model_from(model_settings)
    assert model is not None
    with pytest.raises(ChatModelError, match="秒"):
        check(model, model_settings)
