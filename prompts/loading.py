"""The prompts of this project: Markdown files with ``{variables}``, read and checked."""

from collections.abc import Collection
from pathlib import Path

from langchain_core.prompts import ChatPromptTemplate

FOLDER = Path(__file__).parent


def load_prompt(name: str, variables: Collection[str], folder: Path = FOLDER) -> ChatPromptTemplate:
    """Return the prompt of the file ``<name>.md`` as one message of the user.

    Literal braces are doubled in the file: ``{{`` and ``}}``.

    Args:
        variables: the names that the caller will fill in.

    Raises:
        ValueError: the file's variables are not exactly these, so that a renamed variable
            is noticed when the prompt is loaded and not when a model answers nonsense.
    """
    text = (folder / f"{name}.md").read_text(encoding="utf-8")
    prompt = ChatPromptTemplate.from_messages([("human", text)])
    found = set(prompt.input_variables)
    if found != set(variables):
        raise ValueError(
            f"the prompt {name}.md has the variables {sorted(found)}, not {sorted(variables)}"
        )
    return prompt
