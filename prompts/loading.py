"""The prompts of this project: Markdown files with ``{variables}``, read and checked."""

import hashlib
import tomllib
from collections.abc import Collection
from pathlib import Path

from langchain_core.prompts import ChatPromptTemplate

FOLDER = Path(__file__).parent
VERSIONS = "versions.toml"
# Divides the message of the system from that of the user.
_DIVISION = "\n---\n"


def load_prompt(name: str, variables: Collection[str], folder: Path = FOLDER) -> ChatPromptTemplate:
    """Return the prompt of the file ``<name>.md``.

    A line ``---`` divides the message of the system from that of the user; without one, all
    is the user's. Literal braces are doubled in the file: ``{{`` and ``}}``.

    Args:
        variables: the names that the caller will fill in.

    Raises:
        ValueError: the file's variables are not exactly these, so that a renamed variable
            is noticed when the prompt is loaded and not when a model answers nonsense.
    """
    text = (folder / f"{name}.md").read_text(encoding="utf-8")
    system, divided, human = text.partition(_DIVISION)
    messages = [("system", system), ("human", human)] if divided else [("human", text)]
    prompt = ChatPromptTemplate.from_messages(messages)
    found = set(prompt.input_variables)
    if found != set(variables):
        raise ValueError(
            f"the prompt {name}.md has the variables {sorted(found)}, not {sorted(variables)}"
        )
    return prompt


def prompt_versions(folder: Path = FOLDER) -> dict[str, str]:
    """Return the version of every prompt, by name, as ``versions.toml`` gives it.

    Raises:
        ValueError: a prompt was changed without a new version, or has none.
    """
    declared = tomllib.loads((folder / VERSIONS).read_text(encoding="utf-8"))
    versions = {}
    for path in sorted(folder.glob("*.md")):
        entry = declared.get(path.stem, {})
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        if entry.get("digest") != digest:
            raise ValueError(
                f"{path.name} is not version {entry.get('version')}: give it a new version in "
                f"{VERSIONS}, with the digest {digest}"
            )
        versions[path.stem] = f"{entry['version']} ({digest})"
    return versions
