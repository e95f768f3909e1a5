"""The settings of the judge, pinned apart from those of the model that answers."""

import os

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError

JUDGE_PREFIX = "PLANS_JUDGE_"


class JudgeSettings(BaseSettings):
    """The model that judges, from ``PLANS_JUDGE_MODEL``, ``_BASE_URL`` and ``_API_KEY``.

    ``model`` may name its provider (``ollama:qwen3``); without one it speaks the OpenAI
    protocol at ``base_url``.
    """

    model_config = SettingsConfigDict(env_prefix=JUDGE_PREFIX, frozen=True, extra="forbid")

    model: str = Field(min_length=1)
    base_url: str | None = None
    api_key: SecretStr | None = None
    timeout: float = Field(default=60.0, gt=0)


JUDGE_VARIABLES = frozenset(f"{JUDGE_PREFIX}{name}".upper() for name in JudgeSettings.model_fields)


def load_judge_settings() -> JudgeSettings:
    """Return the settings in force.

    Raises:
        SettingsError: no model is named, a value cannot be used, or a variable with the
            judge's prefix names no setting.
    """
    unknown = [
        name
        for name in sorted(os.environ)
        if name.upper().startswith(JUDGE_PREFIX) and name.upper() not in JUDGE_VARIABLES
    ]
    if unknown:
        raise SettingsError(
            f"评判模型没有名为 {unknown[0]} 的设置",
            f"可用的设置有：{'、'.join(sorted(JUDGE_VARIABLES))}",
        )
    try:
        return JudgeSettings()  # type: ignore[call-arg,unused-ignore]
    except ValidationError as error:
        names = "、".join(f"{JUDGE_PREFIX}{d['loc'][0]}".upper() for d in error.errors())
        raise SettingsError(
            f"评判模型的设置不可用：{names}",
            f"请设置 {JUDGE_PREFIX}MODEL（必要时还有 {JUDGE_PREFIX}BASE_URL、"
            f"{JUDGE_PREFIX}API_KEY），或去掉 --judge",
        ) from error
