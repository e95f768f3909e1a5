"""Why an answer is what it is, on one screen and in Chinese."""

import io
import re
from typing import get_args

import pytest
from langchain_core.language_models import FakeListChatModel
from rich.console import Console
from typer.testing import CliRunner

from assistant import Assistant
from assistant.answers import QuestionKind, RefusalReason, RejectionReason
from assistant.commands.cli import app
from assistant.commands.why import COMPOSERS, KINDS, REASONS, why
from assistant.decision.confidence import calibrated
from assistant.decision.joining import PARTS


def shown(assistant: Assistant, question: str) -> str:
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(why(assistant.trace(question)))
    return console.export_text()


def test_everything_that_may_be_shown_has_a_chinese_name() -> None:
    assert COMPOSERS.keys() == {*calibrated(), PARTS}
    assert set(get_args(KINDS and QuestionKind)) == KINDS.keys()
    reasons = {*get_args(RefusalReason), "less confident"}
    assert reasons == REASONS.keys()
    assert get_args(RejectionReason)


def test_it_shows_who_proposed_what_and_who_won(invented: Assistant) -> None:
    page = shown(invented, "青禾县每千人口注册护士数2025年目标是多少")
    assert re.search(r"选中　　指标表，把握 [01]\.\d\d", page)
    assert "把握不如选中的" in page


def test_it_shows_why_nothing_was_answered(invented: Assistant) -> None:
    assert "没有回答：问的地方没有收录规划" in shown(invented, "昆山市的人均预期寿命是多少")


def test_it_shows_that_a_chat_model_found_nothing(invented: Assistant) -> None:
    silent = invented.worded_by(FakeListChatModel(responses=["依据不足"]))
    page = shown(silent, "青禾县要建多少不许抽烟的学校")
    assert page.count("聊天模型没有找到答案，把握也不够") == 2  # why, and why not the first


def test_it_shows_that_parts_were_answered_each_for_itself(invented: Assistant) -> None:
    page = shown(invented, "青禾县要建设多少所无烟学校？建设健康环境由谁牵头？")
    assert re.search(r"选中　　几问分别作答，把握 [01]\.\d\d", page)


def test_it_fits_on_one_screen_without_english(invented: Assistant) -> None:
    page = shown(invented, "青禾和白石的人均预期寿命2025年目标哪个高")
    assert len(page.splitlines()) <= 24
    assert not re.search("[a-z]{3,}", page)


@pytest.mark.usefixtures("shipped")
def test_the_command_line_shows_it_beside_the_answer() -> None:
    result = CliRunner().invoke(app, ["ask", "--why", "常熟每千人口药师数2025年要多少"])
    assert result.exit_code == 0
    assert "0.5人" in result.stdout
    assert "选中" in result.stderr
