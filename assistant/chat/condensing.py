"""A follow-up that the rules could not resolve, made to stand alone by the chat model."""

from collections.abc import Sequence
from functools import cache

from langchain_core.language_models import BaseChatModel
from langchain_core.prompts import ChatPromptTemplate

from assistant.answers import Message
from assistant.chat.figures import figures_in, plain
from assistant.chat.model import streamed
from assistant.chat.prompting import harmless
from assistant.chat.thinking import without_thinking
from assistant.chat.words import stands_in
from assistant.question.understanding import LONGEST_QUESTION
from corpus.errors import ChatModelError
from index.settings import Settings
from prompts.loading import load_prompt

VARIABLES = ("history", "question")
# So many characters of the conversation are shown, the latest.
_LONGEST = 3000
_WHO = {"user": "用户", "assistant": "助手"}
_ASKING = "什么 多少 哪些 哪个 怎么 如何 几 谁 呢 吗 有 哪 请问"


def condensed(
    model: BaseChatModel, settings: Settings, question: str, history: Sequence[Message]
) -> str:
    """Return a question that says by itself what is meant, or nothing.

    Nothing is returned if the model fails, or says a word or a name that nobody said, or a
    figure that the user did not: what was not asked is not answered.
    """
    told = [message for message in history if message.content.strip()]
    if not any(message.role == "user" for message in told):
        return ""
    turns = (f"{_WHO[m.role]}：{' '.join(harmless(m.content).split())}" for m in told)
    shown = "\n".join(turns)[-_LONGEST:]
    messages = _prompt().format_messages(history=shown, question=harmless(question))
    try:
        written = "".join(streamed(model, messages, settings.chat_timeout))
    except ChatModelError:
        return ""
    lines = [line.strip() for line in without_thinking(written).splitlines() if line.strip()]
    asked = lines[0].strip("“”\"' ") if lines else ""
    said = [plain(text) for text in (*(m.content for m in told), question, _ASKING)]
    by_user = [plain(text) for text in (*(m.content for m in told if m.role == "user"), question)]
    is_of_it = len(asked) <= LONGEST_QUESTION and _is_of(asked, said, by_user)
    return asked if is_of_it else ""


def _is_of(asked: str, said: Sequence[str], by_user: Sequence[str]) -> bool:
    """Whether a question is made of words that were said, and of figures that the user said."""
    numbers = {figure.number for text in by_user for figure in figures_in(text)}
    wanted = plain(asked).replace(" ", "")
    if {figure.number for figure in figures_in(wanted)} - numbers:
        return False
    return bool(wanted) and stands_in(wanted, "\n".join(said))


@cache
def _prompt() -> ChatPromptTemplate:
    return load_prompt("condense", VARIABLES)
