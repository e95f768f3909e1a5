"""The page, served for real, and readers who open it in Chromium."""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant import Assistant
from assistant.ui.accounts import Accounts
from assistant.ui.examples import FIRST_QUESTION
from assistant.ui.service import Service
from assistant.ui.serving import launch
from index.settings import Settings

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]

PATIENCE = 20_000  # milliseconds that a busy machine may take
Ask = Callable[[Page, str], None]
Open = Callable[..., Page]
Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # A module at a time: its event loop would stand in the way of all asynchronous tests after it.
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served() -> Serve:
    """Serves the page over an assistant, and gives its address."""

    @contextmanager
    def serve(
        assistant: Assistant,
        settings: Settings | None = None,
        accounts: Accounts | None = None,
        mcp: bool = False,
    ) -> Iterator[str]:
        assistant.answer(FIRST_QUESTION)  # loads what is loaded at first use
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        blocks = launch(Service(assistant, settings, accounts), "127.0.0.1", port, mcp)
        yield f"http://127.0.0.1:{port}"
        blocks.close(verbose=False)

    return serve


@pytest.fixture(scope="session")
def address(shipped: Assistant, served: Serve) -> Iterator[str]:
    """Where the page over the shipped plans is."""
    with served(shipped) as address:
        yield address


@pytest.fixture
def hosts() -> set[str]:
    """The hosts that pages asked for anything."""
    return set()


@pytest.fixture
def opened(browser: Browser, hosts: set[str]) -> Iterator[Open]:
    """Opens a page as a new reader would; an error in its script fails the test."""
    contexts, errors = [], []

    def opened(address: str, width: int = 1280, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            locale="zh-CN",
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE)
        tab.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(address)
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def tab(opened: Open, address: str) -> Page:
    """The page over the shipped plans, newly opened."""
    return opened(address)


@pytest.fixture
def ask() -> Ask:
    """Asks a question, and waits until it is answered."""

    def ask(tab: Page, question: str) -> None:
        answered = tab.locator("#chat .turn").count()
        box = tab.locator("#question textarea")
        box.fill(question)
        box.press("Enter")
        expect(tab.locator("#chat .turn")).to_have_count(answered + 1)

    return ask
