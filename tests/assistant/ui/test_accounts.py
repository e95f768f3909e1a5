"""Accounts: nobody else gets in, each sees their own, not too fast; the library has its keepers."""

import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from assistant import Assistant
from assistant.commands.cli import app
from assistant.ui.accounts import Accounts
from assistant.ui.service import Service
from assistant.ui.serving import launch
from corpus.errors import SettingsError
from index.settings import load_settings

Ask = Callable[[Page, str], None]
Open = Callable[..., Page]
Serve = Callable[..., AbstractContextManager[str]]
POSITION = "梅李人民医院的定位是什么"


@pytest.fixture
def page_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANS_PAGE_FOLDER", str(tmp_path / "page"))
    return tmp_path / "page"


@pytest.fixture
def accounts(page_folder: Path) -> Accounts:
    accounts = Accounts(page_folder)
    accounts.add("张三", "correct horse", librarian=True)
    accounts.add("李四", "battery staple")
    return accounts


@pytest.fixture
def guarded(accounts: Accounts, shipped: Assistant, served: Serve) -> Iterator[str]:
    """The address of a page that demands accounts."""
    with served(shipped, load_settings(), accounts) as address:
        yield address


def test_a_password_is_kept_as_its_hash(accounts: Accounts, page_folder: Path) -> None:
    file = page_folder / "accounts.json"
    assert "correct horse" not in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0
    assert accounts.admits("张三", "correct horse")
    assert not accounts.admits("张三", "battery staple")
    assert not accounts.admits("王五", "correct horse")


def test_five_wrong_passwords_make_an_account_pause(accounts: Accounts) -> None:
    assert [accounts.admits("李四", f"guess number {n}") for n in range(5)] == [False] * 5
    assert not accounts.admits("李四", "battery staple")
    assert accounts.admits("张三", "correct horse")


def test_a_paused_account_is_let_in_after_five_minutes(page_folder: Path) -> None:
    now = [0.0]
    accounts = Accounts(page_folder, clock=lambda: now[0])
    accounts.add("李四", "battery staple")
    for _ in range(5):
        accounts.admits("李四", "a wrong guess")
    now[0] = 299.0
    assert not accounts.admits("李四", "battery staple")
    now[0] = 301.0
    accounts.admits("王五", "a wrong guess")
    assert accounts.admits("李四", "battery staple")


@pytest.mark.parametrize(
    ("name", "password"), [("", "long enough"), ("a b", "long enough"), ("a", "short")]
)
def test_what_is_no_account_is_refused(accounts: Accounts, name: str, password: str) -> None:
    with pytest.raises(SettingsError):
        accounts.add(name, password)


def test_accounts_are_managed_by_commands(page_folder: Path) -> None:
    run = CliRunner().invoke
    added = run(app, ["user", "add", "王五", "--password-stdin"], input="long enough\n")
    assert added.exit_code == 0
    assert Accounts(page_folder).admits("王五", "long enough")
    assert "王五" in run(app, ["user", "list"]).output
    assert run(app, ["user", "remove", "王五"]).exit_code == 0
    assert run(app, ["user", "remove", "王五"]).exit_code == 1


def test_an_address_that_others_reach_demands_accounts(
    shipped: Assistant, page_folder: Path
) -> None:
    with pytest.raises(SettingsError, match="plans user add"):
        launch(Service(shipped, load_settings(), Accounts(page_folder)), "0.0.0.0", 7899)
    with pytest.raises(SettingsError, match="plans user add"):
        launch(Service(shipped, load_settings()), "0.0.0.0", 7899)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/config"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/queue/join"),
        ("POST", "/gradio_api/call/answer"),
        ("POST", "/gradio_api/upload"),
    ],
)
def test_who_has_not_logged_in_gets_nothing(guarded: str, method: str, path: str) -> None:
    parts = urlsplit(guarded)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    body = json.dumps({"data": [POSITION], "fn_index": 0, "session_hash": "x"})
    connection.request(method, path, body, {"Content-Type": "application/json"})
    assert connection.getresponse().status == 401
    connection.close()


def log_in(tab: Page, name: str, password: str) -> None:
    tab.locator("input").first.fill(name)
    tab.locator("input[type=password]").fill(password)
    tab.locator("button").last.click()


@pytest.mark.browser
def test_two_users_do_not_see_each_other_s_conversations(
    guarded: str, opened: Open, ask: Ask, hosts: set[str]
) -> None:
    first = opened(guarded)
    log_in(first, "张三", "correct horse")
    ask(first, POSITION)
    second = opened(guarded)
    log_in(second, "李四", "battery staple")
    expect(second.locator("#chat .examples")).to_be_visible()
    second.locator("#conversations input").click()
    expect(second.get_by_role("option")).to_have_count(1)
    again = opened(guarded)
    log_in(again, "张三", "correct horse")
    again.locator("#conversations input").click()
    expect(again.get_by_role("option", name=POSITION)).to_be_visible()
    assert hosts == {"127.0.0.1"}


@pytest.mark.browser
def test_a_wrong_password_does_not_get_in(guarded: str, opened: Open) -> None:
    tab = opened(guarded)
    log_in(tab, "张三", "battery staple")
    tab.wait_for_timeout(1500)
    assert tab.locator("#chat").count() == 0


@pytest.mark.browser
def test_only_librarians_change_the_library(guarded: str, opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "新规划.txt"
    file.write_text("一、总体要求\n建设健康小屋12个。\n", encoding="utf-8")
    for name, password, may in (("李四", "battery staple", False), ("张三", "correct horse", True)):
        tab = opened(guarded)
        log_in(tab, name, password)
        tab.get_by_role("tab", name="规划库").click()
        tab.locator("#upload input[type=file]").set_input_files(file)
        if may:
            expect(tab.locator("#understood")).to_contain_text("一、总体要求")
        else:
            expect(tab.get_by_text("这个账号不能更改规划库").first).to_be_visible()
