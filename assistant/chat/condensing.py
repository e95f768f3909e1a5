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
# How many of the user's questions before it are shown; answers are not.
_EARLIER = 3
_ASKING = "什么 多少 哪些 哪个 怎么 如何 几 谁 呢 吗 有 哪 请问"


def condensed(
    model: BaseChatModel, settings: Settings, question: str, history: Sequence[Message]
) -> str:
    """Return a question that says by itself what is meant, or nothing.

    Nothing is returned if the model fails, or says a word, a name or a figure that neither the
    question nor those before it say: what was not asked is not answered.
    """
    earlier = [m.content for m in history if m.role == "user" and m.content.strip()][-_EARLIER:]
    if not earlier:
        return ""
    messages = _prompt().format_messages(
        history="\n".join(f"用户：{harmless(text)}" for text in earlier),
        question=harmless(question),
    )
    try:
        written = "".join(streamed(model, messages, settings.chat_timeout))
    except ChatModelError:
        return ""
    lines = [line.strip() for line in without_thinking(written).splitlines() if line.strip()]
    asked = lines[0].strip("“”\"' ") if lines else ""
    said = [plain(text) for text in (*earlier, question, _ASKING)]
    return asked if len(asked) <= LONGEST_QUESTION and _is_of(asked, said) else ""


def _is_of(asked: str, said: Sequence[str]) -> bool:
    """Whether a question is made of words and figures that were said, and of joining words."""
    numbers = {figure.number for text in said for figure in figures_in(text)}
    wanted = plain(asked).replace(" ", "")
    if {figure.number for figure in figures_in(wanted)} - numbers:
        return False
    return bool(wanted) and stands_in(wanted, "\n".join(said))


@cache
def _prompt() -> ChatPromptTemplate:
    return load_prompt("condense", VARIABLES)
