"""Settings come from keywords, the environment and a TOML file; whatever is wrong is named."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.errors import SettingsError
from index.settings import Settings, load_settings


def test_defaults_use_the_bundled_model_with_its_prompts() -> None:
    settings = load_settings()
    assert settings.embedding_model == "bundled-e5"
    assert settings.embedding_query_prompt == "query: "
    assert settings.embedding_passage_prompt == "passage: "


def test_another_model_has_no_prompts_unless_they_are_set() -> None:
    settings = load_settings(embedding_model="BAAI/bge-m3", embedding_query_prompt="问：")
    assert settings.embedding_query_prompt == "问："
    assert settings.embedding_passage_prompt == ""


def test_the_cache_folder_follows_the_xdg_variable(tmp_path: Path) -> None:
    assert load_settings().cache_folder == tmp_path / "home-cache" / "plans"


def test_the_cache_folder_is_in_the_home_folder_without_that_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/paths/are/to/be/ignored")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_settings().cache_folder == tmp_path / ".cache" / "plans"


def test_the_library_folder_follows_the_data_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert load_settings().library_folder == tmp_path / "plans"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_settings().library_folder == tmp_path / ".local" / "share" / "plans"
    monkeypatch.setenv("PLANS_LIBRARY_FOLDER", "~/规划")
    assert load_settings().library_folder == tmp_path / "规划"


def test_a_keyword_beats_the_environment_which_beats_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("plans.toml").write_text("top_k = 7\npassage_chars = 300\ndense_weight = 0.5\n")
    monkeypatch.setenv("PLANS_TOP_K", "8")
    monkeypatch.setenv("PLANS_PASSAGE_CHARS", "400")
    settings = load_settings(passage_chars=500)
    assert (settings.dense_weight, settings.top_k, settings.passage_chars) == (0.5, 8, 500)


def test_plans_config_names_another_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("top_k = 9\n")
    monkeypatch.setenv("PLANS_CONFIG", str(tmp_path / "mine.toml"))
    assert load_settings().top_k == 9


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().top_k = 3  # type: ignore[misc]


def test_an_unknown_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_TOPK", "3")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.message == "没有名为 PLANS_TOPK 的设置"
    assert caught.value.remedy == "是否想写 PLANS_TOP_K？"


def test_an_unknown_key_in_the_file_is_refused_by_name() -> None:
    Path("plans.toml").write_text("embeding_model = 'x'\n")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "embeding_model" in caught.value.message
    assert caught.value.remedy == "是否想写 embedding_model？"


def test_an_unknown_keyword_with_no_like_gets_the_list_of_settings() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(zzz=1)
    assert "zzz" in caught.value.message
    assert all(name in caught.value.remedy for name in Settings.model_fields)


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("PLANS_DENSE_WEIGHT", "1.5", "0 到 1 之间的小数"),
        ("PLANS_DENSE_WEIGHT", "nan", "0 到 1 之间的小数"),
        ("PLANS_TOP_K", "many", "1 到 1000 之间的整数"),
        ("PLANS_PASSAGE_CHARS", "10", "50 到 2000 之间的整数"),
        ("PLANS_CACHE_FOLDER", " ", "一个可以写入的文件夹"),
        ("PLANS_EMBEDDING_MODEL", "", "bundled-e5"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.message == f"设置 {variable} 的值“{value}”不可用"
    assert caught.value.remedy.startswith(f"{variable} 应为{allowed}")


def test_every_wrong_setting_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(top_k=0, dense_weight=2)
    assert "top_k" in caught.value.message
    assert "dense_weight" in caught.value.message


@pytest.mark.parametrize("content", [b"top_k = \n", "top_k = 3 # 卫生".encode("gbk")])
def test_a_file_that_is_no_toml_is_refused(content: bytes) -> None:
    Path("plans.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"plans\.toml"):
        load_settings()


def test_a_missing_config_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_CONFIG", "nowhere.toml")
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load_settings()
