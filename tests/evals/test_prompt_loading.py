from pathlib import Path

import pytest

from prompts.loading import FOLDER, load_prompt, prompt_versions


def test_a_prompt_is_filled_in(tmp_path: Path) -> None:
    (tmp_path / "greet.md").write_text('你好，{name}。{{"a": 1}}', encoding="utf-8")
    prompt = load_prompt("greet", ["name"], tmp_path)
    assert prompt.format_messages(name="世界")[0].content == '你好，世界。{"a": 1}'


def test_a_line_of_dashes_divides_system_and_user(tmp_path: Path) -> None:
    (tmp_path / "greet.md").write_text("规则\n---\n你好，{name}。", encoding="utf-8")
    system, human = load_prompt("greet", ["name"], tmp_path).format_messages(name="世界")
    assert (system.type, system.content) == ("system", "规则")
    assert (human.type, human.content) == ("human", "你好，世界。")


@pytest.mark.parametrize("variables", [[], ["name", "other"], ["nam"]])
def test_other_variables_are_refused(tmp_path: Path, variables: list[str]) -> None:
    (tmp_path / "greet.md").write_text("你好，{name}。", encoding="utf-8")
    with pytest.raises(ValueError, match=r"greet\.md"):
        load_prompt("greet", variables, tmp_path)


def test_every_prompt_has_a_version() -> None:
    versions = prompt_versions()
    assert versions.keys() == {path.stem for path in FOLDER.glob("*.md")}
    assert "judge" in versions


def test_a_prompt_changed_without_a_new_version_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "greet.md").write_text("你好", encoding="utf-8")
    (tmp_path / "versions.toml").write_text('[greet]\nversion = 1\ndigest = "0"\n', "utf-8")
    with pytest.raises(ValueError, match="new version"):
        prompt_versions(tmp_path)
