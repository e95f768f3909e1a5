from pathlib import Path

import pytest

from prompts.loading import FOLDER, load_prompt


def test_a_prompt_is_filled_in(tmp_path: Path) -> None:
    (tmp_path / "greet.md").write_text('你好，{name}。{{"a": 1}}', encoding="utf-8")
    prompt = load_prompt("greet", ["name"], tmp_path)
    assert prompt.format_messages(name="世界")[0].content == '你好，世界。{"a": 1}'


@pytest.mark.parametrize("variables", [[], ["name", "other"], ["nam"]])
def test_other_variables_are_refused(tmp_path: Path, variables: list[str]) -> None:
    (tmp_path / "greet.md").write_text("你好，{name}。", encoding="utf-8")
    with pytest.raises(ValueError, match=r"greet\.md"):
        load_prompt("greet", variables, tmp_path)


def test_there_is_a_prompt() -> None:
    assert list(FOLDER.glob("*.md"))
