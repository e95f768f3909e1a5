"""Every wording the assistant recognises finds its examples and leaves its counter-examples."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

import assistant
from assistant.language.lexicon import Group, groups
from assistant.language.rules import Rule, patterns_of, rules_in
from assistant.language.terms import normalised, plain_words, topic_of
from assistant.question.query_terms import attributes_asked
from assistant.question.topics import own_topic

FILES = sorted(Path(assistant.__file__).parent.rglob("rules.toml"))
RULES = [rule for file in FILES for rule in rules_in(file).values()]
MADE_OF_A_TEXT: dict[str, Callable[[str], str]] = {
    "phrases": topic_of,
    "words": topic_of,
    "content": topic_of,
    "attributes": lambda text: " ".join(attributes_asked(text)),
    "relational": lambda text: " ".join(own_topic(text, (), bool)),
    "same": normalised,
    "plain": lambda text: " ".join(plain_words(text)),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_examples_and_no_counter_example(rule: Rule) -> None:
    assert [text for text in rule.examples if not rule.pattern.search(text)] == []
    assert [text for text in rule.counters if rule.pattern.search(text)] == []


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.id)
def test_the_words_of_a_group_do_what_its_examples_show(group: Group) -> None:
    made = MADE_OF_A_TEXT[group.id.partition(".")[0]]
    shown = {**group.examples, **group.counters}
    assert {text: made(text) for text in shown} == shown


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.id)
def test_an_example_has_a_word_of_its_group(group: Group) -> None:
    assert all(any(word in text for word in group.words) for text in group.examples)


def test_no_word_stands_in_two_groups_of_a_list() -> None:
    words = [(group.id.partition(".")[0], word) for group in groups() for word in group.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("missing", ["examples", "counters"])
def test_a_rule_without_example_or_counter_example_is_refused(missing: str, tmp_path: Path) -> None:
    lines = {"pattern": "'床位'", "examples": '["床位数"]', "counters": '["病床"]', missing: "[]"}
    file = tmp_path / "rules.toml"
    file.write_text(
        "[beds.count]\n" + "\n".join(f"{key} = {value}" for key, value in lines.items()),
        encoding="utf-8",
    )
    with pytest.raises(ValidationError, match=missing):
        rules_in(file)


def test_a_rule_may_refer_to_one_above_it_and_to_those_of_the_language(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(
        """
        [beds.unit]
        pattern = ['张', '床']
        examples = ["3张"]
        counters = ["3人"]

        [beds.count]
        pattern = '⟨years.year⟩年\\d+⟨beds.unit⟩'
        examples = ["2025年300张"]
        counters = ["2025年300人", "300张"]
        """,
        encoding="utf-8",
    )
    count = patterns_of(str(tmp_path / "module.py"), "beds")["count"]
    assert count.search("2025年300床")
    assert not count.search("300床")
