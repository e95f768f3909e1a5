"""Other programs ask through the endpoints, the MCP tools and the documented examples of both."""

import asyncio
import gc
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import TextContent, Tool

from assistant import Answer, Assistant

DOCUMENTED = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = [
    example
    for example in re.findall(r"^```python\n(.*?)^```", DOCUMENTED, re.MULTILINE | re.DOTALL)
    if "http://127.0.0.1:7860" in example
]
Serve = Callable[..., AbstractContextManager[str]]
# Both clients leave sockets and event loops to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def address(shipped: Assistant, served: Serve) -> Iterator[str]:
    """The address of a page that is an MCP server too."""
    with served(shipped, mcp=True) as address:
        yield address


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[Client]:
    client = Client(address, verbose=False)
    yield client
    client.close()
    del client
    gc.collect()


def test_an_answer_comes_as_the_answer_it_is(client: Client, shipped: Assistant) -> None:
    said = client.predict("梅李人民医院的定位是什么", api_name="/answer")
    assert Answer.model_validate(said) == shipped.answer("梅李人民医院的定位是什么")


def test_an_answer_heeds_history_and_plans(client: Client) -> None:
    history = [
        {"role": "user", "content": "埇桥每千常住人口床位数"},
        {"role": "assistant", "content": "6.9张"},
    ]
    said = client.predict("那抗菌药物使用强度呢", history, ["yongqiao"], api_name="/answer")
    assert "抗菌药物使用强度" in said["question"]["text"]
    assert said["question"]["plans"] == ["yongqiao"]


def test_passages_are_found(client: Client) -> None:
    found = client.predict("互联网医院", 3, ["wuzhong"], api_name="/search")
    assert len(found) == 3
    assert found[0]["plan_id"] == "wuzhong" and "互联网医院" in found[0]["text"]


def test_indicators_are_listed(client: Client, shipped: Assistant) -> None:
    (row, *_) = client.predict("预期寿命", ["yongqiao"], api_name="/indicators")
    assert row["target"] == {"year": 2025, "value": "＞78.2"}
    text = shipped.library.plan("yongqiao").text
    assert row["quote"].split() == text[row["start"] : row["end"]].split()


@pytest.mark.parametrize(
    ("endpoint", "given"),
    [
        ("/answer", {"question": "长" * 600}),
        ("/answer", {"question": "床位", "plans": ["nowhere"]}),
        ("/search", {"query": "床位", "plans": ["nowhere"]}),
    ],
)
def test_what_cannot_be_answered_has_a_remedy(
    client: Client, endpoint: str, given: dict[str, object]
) -> None:
    with pytest.raises(AppError, match=r"（.+）"):
        client.predict(**given, api_name=endpoint)


def test_endpoints_are_documented_and_the_page_s_own_are_not_open(client: Client) -> None:
    named = client.view_api(return_format="dict")["named_endpoints"]
    assert set(named) == {"/answer", "/search", "/indicators"}
    parameters = {
        p["parameter_name"]: p["python_type"]["type"] for p in named["/answer"]["parameters"]
    }
    assert parameters["question"] == "str"


def used(address: str, name: str, given: dict[str, object]) -> tuple[dict[str, Tool], str]:
    """Use a tool as another assistant does: return all tools by name, and what it said."""

    async def asked() -> tuple[dict[str, Tool], str]:
        async with (
            streamable_http_client(f"{address}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name: tool for tool in (await session.list_tools()).tools}
            (said,) = (await session.call_tool(name, given)).content
            assert isinstance(said, TextContent)
            return tools, said.text

    with ThreadPoolExecutor(1) as thread:  # where no browser's event loop runs
        found = thread.submit(lambda: asyncio.run(asked())).result()
    gc.collect()
    return found


def test_other_assistants_use_the_endpoints_as_tools(address: str) -> None:
    tools, said = used(address, "indicators", {"concept": "人均预期寿命"})
    assert set(tools) == {"answer", "search", "indicators"}
    assert "＞78.2" in said


def test_tools_are_told_of_in_whole_sentences(address: str) -> None:
    tools, _ = used(address, "search", {"query": "互联网医院", "top_k": 1})
    told = tools["answer"].description or ""
    assert told.startswith("Answer a Chinese question") and ",," not in told
    assert "(true if the plans do not say)" in told
    for tool in tools.values():
        assert all(given["description"] for given in tool.inputSchema["properties"].values())


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("answer", {"question": "梅李人民医院的定位是什么"}),
        ("search", {"query": "互联网医院", "top_k": 2}),
        ("indicators", {"concept": "人均预期寿命"}),
    ],
)
def test_a_tool_says_in_json_what_its_endpoint_gives(
    address: str, client: Client, name: str, given: dict[str, object]
) -> None:
    _, said = used(address, name, given)
    assert json.loads(said) == client.predict(**given, api_name=f"/{name}")


def test_the_server_tells_that_it_is_well(address: str) -> None:
    with urllib.request.urlopen(f"{address}/healthz") as reply:
        said = json.load(reply)
    assert said["status"] == "ok" and said["plans"] == 5 and said["passages"] > 500


@pytest.mark.parametrize("example", EXAMPLES)
def test_documented_examples_run(example: str, address: str) -> None:
    code = example.replace("http://127.0.0.1:7860", address)
    printed = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=120
    ).stdout
    expected = re.findall(r"^ *print\(.*\)  # (.+)$", example, re.MULTILINE)
    assert expected
    assert [words for words in expected if words.strip("…") not in printed] == []
