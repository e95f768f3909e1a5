"""What the README shows works as shown."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MINUTES = "会议决定，市中医院迁建工程2026年6月底前完成验收。\n"
# Those that need the page are run in tests/assistant/ui/test_endpoints.py.
EXAMPLES = [
    example
    for example in re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    if "http://127.0.0.1" not in example
]


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_run(
    example: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each runs on its own; a comment behind a print is (part of) what it prints."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "会议纪要.txt").write_text(MINUTES, encoding="utf-8")
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    for expected in re.findall(r"^print\(.*\)  # (.+)$", example, re.MULTILINE):
        assert expected.strip("…") in printed


def test_every_make_target_and_command_named_exists() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"\bmake ([a-z]+)", README)) <= set(targets)


def test_links_to_files_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_version_in_the_changelog_is_the_project_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{project['version']}]" in changelog
