"""Every setting of the assistant: its name, its default, what it may be, and where it is read."""

import difflib
import os
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from corpus.errors import SettingsError

PREFIX = "PLANS_"
CONFIG_VARIABLE = "PLANS_CONFIG"
# The variables of the judge of evaluations have settings, and checks, of their own.
JUDGE_PREFIX = "PLANS_JUDGE_"
CONFIG_FILE = Path("plans.toml")
BUNDLED_E5 = "bundled-e5"


def default_cache_folder() -> Path:
    """Return ``$XDG_CACHE_HOME/plans``, or ``~/.cache/plans`` where that names no absolute path."""
    return _xdg_folder("XDG_CACHE_HOME", "~/.cache") / "plans"


def default_library_folder() -> Path:
    """Return ``$XDG_DATA_HOME/plans``, or ``~/.local/share/plans`` as for the cache folder."""
    return _xdg_folder("XDG_DATA_HOME", "~/.local/share") / "plans"


def default_page_folder() -> Path:
    """Return ``$XDG_DATA_HOME/plans-page``, or ``~/.local/share/plans-page`` as above."""
    return _xdg_folder("XDG_DATA_HOME", "~/.local/share") / "plans-page"


def _xdg_folder(variable: str, default: str) -> Path:
    folder = Path(os.environ.get(variable, ""))
    return folder if folder.is_absolute() else Path(default).expanduser()


def _folder(value: object) -> object:
    """Expand ``~`` and refuse the empty path, which pathlib would take for the working folder."""
    if not isinstance(value, str | Path) or not str(value).strip():
        raise ValueError("no folder is named")
    return Path(value).expanduser().absolute()


def _e5_prompt(prompt: str) -> Callable[[dict[str, Any]], str]:
    """Return a default factory: ``prompt`` for the bundled E5, none for any other model."""
    return lambda data: prompt if data["embedding_model"] == BUNDLED_E5 else ""


class Settings(BaseSettings):
    """All settings; a keyword beats the environment, which beats the TOML file.

    A field's name gives the variable ``PLANS_<NAME>`` and the TOML key; its Chinese
    ``description`` says what is allowed and is quoted to the user when a value is refused.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    cache_folder: Annotated[Path, BeforeValidator(_folder)] = Field(
        default_factory=default_cache_folder, description="一个可以写入的文件夹"
    )
    library_folder: Annotated[Path, BeforeValidator(_folder)] = Field(
        default_factory=default_library_folder, description="一个可以写入的文件夹"
    )
    page_folder: Annotated[Path, BeforeValidator(_folder)] = Field(
        default_factory=default_page_folder, description="一个可以写入的文件夹"
    )
    embedding_model: str = Field(
        default=BUNDLED_E5,
        min_length=1,
        description=f"{BUNDLED_E5}，或一个 sentence-transformers 模型的本地路径或名称",
    )
    embedding_query_prompt: str = Field(
        default_factory=_e5_prompt("query: "), description="加在问题前面的文字，可以为空"
    )
    embedding_passage_prompt: str = Field(
        default_factory=_e5_prompt("passage: "), description="加在段落前面的文字，可以为空"
    )
    embedding_workers: int = Field(
        default=1,
        ge=1,
        le=10_000,
        description="1 到 10000 之间的整数（建立索引时计算向量的进程数，1 以上用 Ray）",
    )
    passage_chars: int = Field(
        default=220, ge=50, le=2000, description="50 到 2000 之间的整数（一个段落的字数）"
    )
    dense_weight: float = Field(
        default=0.7, ge=0, le=1, description="0 到 1 之间的小数（关键词检索占其余部分）"
    )
    store: Literal["faiss", "milvus"] = Field(
        default="faiss", description="faiss（本机）或 milvus（另需设置 PLANS_MILVUS_URI）"
    )
    milvus_uri: str = Field(
        default="", description="Milvus 的地址，如 http://主机:19530，或一个 .db 文件"
    )
    milvus_token: SecretStr = Field(default=SecretStr(""), description="Milvus 的令牌，可以为空")
    milvus_collection: str = Field(
        default="plans",
        pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,99}$",
        description="字母、数字和下划线组成的名称（每个建立索引的地方各用一个）",
    )
    exact_up_to: int = Field(
        default=50_000,
        ge=0,
        le=10_000_000,
        description="0 到 10000000 之间的整数（段落更多时，先粗选再精确比较）",
    )
    chat_model: str = Field(
        default="",
        max_length=200,
        pattern=r"^(|[^\s:]+|openai:\S+)$",
        description="openai:模型名称（如 openai:qwen3-8b），空着就不用聊天模型",
    )
    chat_base_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s@]+)?$",
        description="聊天模型服务的地址，如 http://127.0.0.1:11434/v1（不能带用户名和密码）",
    )
    chat_api_key: SecretStr = Field(default=SecretStr(""), description="聊天模型的密钥，可以为空")
    chat_timeout: float = Field(
        default=60, gt=0, le=600, description="0 到 600 之间的数（等聊天模型的秒数）"
    )
    chat_max_tokens: int = Field(
        default=800, ge=16, le=8192, description="16 到 8192 之间的整数（模型最多写多少词元）"
    )
    chat_temperature: float = Field(default=0, ge=0, le=2, description="0 到 2 之间的小数")
    chat_context: int = Field(
        default=4096,
        ge=1024,
        le=1_000_000,
        description="1024 到 1000000 之间的整数（聊天模型的上下文长度，词元数）",
    )
    reranker: str = Field(
        default="",
        description="一个 sentence-transformers CrossEncoder 的本地路径或名称，空着就不用",
    )
    top_k: int = Field(default=24, ge=1, le=1000, description="1 到 1000 之间的整数")
    refusal_threshold: float = Field(default=0.19, ge=0, le=1, description="0 到 1 之间的小数")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read keywords, then the environment, then the TOML file."""
        toml = TomlConfigSettingsSource(settings_cls, toml_file=config_file())
        return init_settings, env_settings, toml


def config_file() -> Path | None:
    """Return the TOML file that ``PLANS_CONFIG`` names, else ``plans.toml`` here, else ``None``.

    Raises:
        SettingsError: if ``PLANS_CONFIG`` names a file that does not exist.
    """
    if not (named := os.environ.get(CONFIG_VARIABLE)):
        return CONFIG_FILE if CONFIG_FILE.is_file() else None
    path = Path(named).expanduser()
    if not path.is_file():
        raise SettingsError(
            f"{CONFIG_VARIABLE} 指定的配置文件不存在：{path}",
            f"请改正路径，或取消环境变量 {CONFIG_VARIABLE}",
        )
    return path


def load_settings(**overrides: Any) -> Settings:
    """Return the settings in force, ``overrides`` before all other sources.

    Raises:
        SettingsError: if a setting is unknown, a value cannot be used, or the TOML file
            cannot be read; the message names each of them.
    """
    if unknown := list(_unknown_variables()):
        raise _refusal(_of_unknown(name, PREFIX) for name in unknown)
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise _refusal(_of_error(detail, overrides) for detail in error.errors()) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(
            f"配置文件读不出来：{config_file()}：{error}",
            "请按 TOML 格式改正（UTF-8 编码，每行一个“名称 = 值”）",
        ) from error


def _unknown_variables() -> Iterator[str]:
    """Yield ``PLANS_…`` variables that name no setting (pydantic-settings ignores them)."""
    known = {CONFIG_VARIABLE, *(f"{PREFIX}{name}".upper() for name in Settings.model_fields)}
    for variable in sorted(os.environ):
        name = variable.upper()
        if name.startswith(PREFIX) and name not in known and not name.startswith(JUDGE_PREFIX):
            yield variable


def _refusal(pairs: Iterator[tuple[str, str] | None]) -> SettingsError:
    """Return one error that carries each message and its remedy."""
    found = [pair for pair in pairs if pair is not None]
    return SettingsError(
        "；".join(message for message, _ in found), "；".join(remedy for _, remedy in found)
    )


def _of_unknown(name: str, prefix: str = "") -> tuple[str, str]:
    """Return message and remedy for the unknown setting ``name``, as the user wrote it."""
    known = [(prefix + field).upper() if prefix else field for field in Settings.model_fields]
    close = difflib.get_close_matches(name.upper() if prefix else name.lower(), known, n=1)
    remedy = f"是否想写 {close[0]}？" if close else f"可用的设置有：{'、'.join(known)}"
    return f"没有名为 {name} 的设置", remedy


def _of_error(detail: ErrorDetails, overrides: dict[str, Any]) -> tuple[str, str] | None:
    """Return message and remedy for one of pydantic's findings; ``None`` if it only follows on."""
    if detail["type"] == "default_factory_not_called":
        return None
    name = str(detail["loc"][0])
    if detail["type"] == "extra_forbidden":
        return _of_unknown(name)
    field = Settings.model_fields[name]
    variable = f"{PREFIX}{name}".upper()
    written = variable if name not in overrides and variable in os.environ else name
    value = "（保密）" if _is_secret(field) else f"“{detail['input']}”"
    return f"设置 {written} 的值{value}不可用", f"{written} 应为{field.description}"


def _is_secret(field: FieldInfo) -> bool:
    return SecretStr in (field.annotation, *get_args(field.annotation))
