"""The chat model that the settings name: opened, streamed, its failures told in Chinese."""

from collections.abc import Generator, Sequence
from time import monotonic, perf_counter
from typing import Any, cast

from langchain.chat_models import init_chat_model
from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, BaseMessageChunk, HumanMessage
from langsmith.run_helpers import tracing_context
from tenacity import (
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    stop_after_delay,
    wait_exponential_jitter,
)

from corpus.errors import ChatModelError, SettingsError
from index.settings import Settings

PROVIDER = "openai"
ATTEMPTS = 3
# Seconds that a single token may take before `plans doctor` calls the model slow.
SLOW = 10.0
# What a server that breaks the protocol makes the client raise, besides its own errors.
_GARBLED = (ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError)
_INSTALL = "请安装聊天模型的程序包：pip install -e '.[llm]'"
_FAULTS: tuple[tuple[type[ModelError], str, str], ...] = (
    (ModelTimeoutError, "聊天模型没有及时回应", "请稍后再试，或调大 PLANS_CHAT_TIMEOUT"),
    (
        ModelConnectionError,
        "连不上聊天模型",
        "请检查 PLANS_CHAT_BASE_URL，并确认模型服务已经启动",
    ),
    (ModelAuthenticationError, "聊天模型不接受密钥", "请检查 PLANS_CHAT_API_KEY"),
    (
        ModelPermissionDeniedError,
        "聊天模型拒绝访问",
        "请检查 PLANS_CHAT_API_KEY 有没有使用这个模型的权限",
    ),
    (
        ModelNotFoundError,
        "没有这个聊天模型，或地址不对",
        "请检查 PLANS_CHAT_MODEL 和 PLANS_CHAT_BASE_URL（通常以 /v1 结尾）",
    ),
    (ModelRateLimitError, "聊天模型太忙，或额度已用完", "请稍后再试，或检查额度"),
    (
        ContextOverflowError,
        "问题和依据超出了聊天模型的上下文长度",
        "请按模型的实际长度设置 PLANS_CHAT_CONTEXT",
    ),
)
_CUT = ("聊天模型的回应中途断了", "请查看模型服务的日志")
_OTHER = ("聊天模型的服务出错", "请查看模型服务的日志")


def chat_model_from(settings: Settings) -> BaseChatModel | None:
    """Return the chat model that the settings name, or ``None`` if they name none.

    Nothing is sent before a question is asked. The address must be set too: it is never taken
    from the variables of other programs, nor is the key.

    Raises:
        SettingsError: the address is missing, or the extra ``llm`` is not installed.
    """
    if not settings.chat_model:
        return None
    if not settings.chat_base_url:
        raise SettingsError(
            "设置了 PLANS_CHAT_MODEL，但没有设置聊天模型的地址",
            "请设置 PLANS_CHAT_BASE_URL，例如 http://127.0.0.1:11434/v1",
        )
    # `max_tokens`, as most servers know the limit; LangChain would send its newer name.
    options: dict[str, Any] = {
        "base_url": settings.chat_base_url,
        "api_key": settings.chat_api_key.get_secret_value() or "none",
        # Empty, lest those of another program be taken from the environment.
        "default_headers": {"OpenAI-Organization": "", "OpenAI-Project": ""},
        "timeout": settings.chat_timeout,
        "temperature": settings.chat_temperature,
        "max_retries": 0,
        "use_responses_api": False,
        "extra_body": {"max_tokens": settings.chat_max_tokens},
    }
    name = settings.chat_model.removeprefix(f"{PROVIDER}:")
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=PROVIDER, **options)
    except ImportError as error:
        raise SettingsError(f"聊天模型用不了：{error}", _INSTALL) from error
    return model


def streamed(
    model: BaseChatModel, messages: Sequence[BaseMessage], seconds: float, **options: Any
) -> Generator[str, None, str]:
    """Yield what the model writes, as it comes, and return why it ended: ``length`` if cut off.

    A failure that may pass is tried again, up to three times with exponential backoff, as
    long as nothing has come. Closing the iterator ends the request. LangChain's tracing is
    off, whatever the environment says: questions go to the model and nowhere else.

    Args:
        seconds: how long the whole text may take.
        options: sent with the request, before those that the model has of its own.

    Raises:
        ChatModelError: the model cannot be reached, fails, or takes too long.
    """
    deadline = monotonic() + seconds
    opening = Retrying(
        retry=retry_if_exception(_may_pass),
        stop=stop_after_attempt(ATTEMPTS) | stop_after_delay(seconds / 2),
        wait=wait_exponential_jitter(multiplier=0.3, max=2, jitter=0.2),
        reraise=True,
    )
    chunks: Generator[BaseMessageChunk] | None = None
    told: dict[str, Any] = {}
    try:
        chunk, chunks = opening(_opened, model, messages, options)
        while chunk is not None:
            told |= chunk.response_metadata
            if monotonic() > deadline:
                raise ModelTimeoutError
            yield chunk.text
            chunk = next(chunks, None)
    except failures() as error:
        if told and isinstance(error, ModelConnectionError):
            raise ChatModelError(*_CUT) from error
        raise _translated(error) from error
    finally:
        if chunks is not None:
            chunks.close()
    ended: str = told.get("finish_reason") or ""
    if told.get("model_provider") == PROVIDER and not ended:
        raise ChatModelError(*_CUT)
    return ended


def check(model: BaseChatModel, settings: Settings) -> str:
    """Have the model write one token, and return how long that took; errors as for `streamed`.

    Raises:
        ChatModelError: it fails, or takes so long that nobody would wait for it.
    """
    begun = perf_counter()
    for _ in streamed(
        model, [HumanMessage("你好")], settings.chat_timeout, extra_body={"max_tokens": 1}
    ):
        pass
    took = perf_counter() - begun
    if took > SLOW:
        raise ChatModelError(
            f"{settings.chat_model} 能用，但写一个字用了 {took:.1f} 秒",
            "请换用更小的模型或更快的机器；等不到时，回答仍由规划原文组成",
        )
    return f"{settings.chat_model}，{settings.chat_base_url}，写一个字 {took:.1f} 秒"


def failures() -> tuple[type[Exception], ...]:
    """Return what a model, its client or a server that breaks the protocol may raise."""
    known = (ModelError, OSError, *_GARBLED)
    try:
        from openai import OpenAIError  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        return known
    return (*known, OpenAIError)


def _opened(
    model: BaseChatModel, messages: Sequence[BaseMessage], options: dict[str, Any]
) -> tuple[BaseMessageChunk | None, Generator[BaseMessageChunk]]:
    """Return the first chunk of an answer, and the iterator of the others."""
    chunks = cast("Generator[BaseMessageChunk]", model.stream(list(messages), **options))
    with tracing_context(enabled=False):
        return next(chunks, None), chunks


def _may_pass(error: BaseException) -> bool:
    """Whether the same request may succeed soon; a time-out has used its time up."""
    return bool(getattr(error, "is_retryable", False)) and not isinstance(error, ModelTimeoutError)


def _translated(error: Exception) -> ChatModelError:
    for kind, message, remedy in _FAULTS:
        if isinstance(error, kind):
            return ChatModelError(message, remedy)
    if isinstance(error, ConnectionError):
        return ChatModelError(*_FAULTS[1][1:])
    if isinstance(error, TimeoutError):
        return ChatModelError(*_FAULTS[0][1:])
    if isinstance(error, _GARBLED):
        return ChatModelError(
            "聊天模型的回应不合 OpenAI 协议", "请检查 PLANS_CHAT_BASE_URL 是不是模型服务的地址"
        )
    return ChatModelError(*_OTHER)
