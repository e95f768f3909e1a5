"""Wordings as data: each with an id, examples that it finds and counter-examples it does not."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from corpus.documents import Value

# The rules that those of other rooms refer to.
SHARED = Path(__file__).with_name("rules.toml")
_REFERENCE = re.compile("⟨([^⟩]+)⟩")


class Rule(Value):
    """A wording: ``pattern`` is found in every example and in no counter-example."""

    id: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...] = Field(min_length=1)
    counters: tuple[str, ...] = Field(min_length=1)


@cache
def rules_in(file: Path) -> Mapping[str, Rule]:
    """Return the rules of a TOML file by their ids, in the order of the file.

    A table with a ``pattern`` is a rule and its path is its id: ``[years.year]``. A pattern is
    one expression, or several of which one must be found. In it ``⟨years.year⟩`` stands for
    the pattern of that rule, which is above it in the file or in `SHARED`.

    Raises:
        pydantic.ValidationError: a rule has no example or no counter-example.
        KeyError: a pattern refers to a rule that is not there.
    """
    found = {} if file == SHARED else {id: _source(rule) for id, rule in rules_in(SHARED).items()}
    rules = {}
    for name, table in _tables(tomllib.loads(file.read_text(encoding="utf-8"))):
        written = table.pop("pattern")
        source = written if isinstance(written, str) else "|".join(written)
        source = _REFERENCE.sub(lambda match: f"(?:{found[match.group(1)]})", source)
        found[name] = source
        rules[name] = Rule(id=name, pattern=re.compile(source), **table)
    return rules


def patterns_of(module: str, section: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a section of the ``rules.toml`` beside a module, without its name.

    >>> patterns_of(__file__, "years")["year"].search("到2025年").group()
    '2025'
    """
    start = f"{section}."
    rules = rules_in(Path(module).with_name("rules.toml"))
    return {id.removeprefix(start): r.pattern for id, r in rules.items() if id.startswith(start)}


def _tables(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for key, branch in tree.items():
        if "pattern" in branch:
            yield f"{path}{key}", dict(branch)
        else:
            yield from _tables(branch, f"{path}{key}.")


def _source(rule: Rule) -> str:
    return rule.pattern.pattern
