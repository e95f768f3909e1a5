"""Conversations and votes are kept in one file, each reader's own."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ui import conversation_store
from assistant.ui.conversation_store import FILE_NAME, ConversationStore, Vote
from assistant.ui.turns import Problem, Turn
from corpus.errors import LibraryFolderError


def turns(*questions: str) -> tuple[Turn, ...]:
    problem = Problem(message="问题是空的", remedy="请写下问题")
    return tuple(Turn(question=question, outcome=problem) for question in questions)


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    return ConversationStore(tmp_path / "page")


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time that is asked is later than the one before."""
    numbers: Iterator[int] = iter(range(10**6))
    monkeypatch.setattr(conversation_store, "_now", lambda: f"{next(numbers):09}")


def test_what_was_kept_is_found_again_by_its_reader_only(store: ConversationStore) -> None:
    key = store.keep("甲", "", turns("第一问"))
    assert store.keep("甲", key, turns("第一问", "第二问")) == key
    found = store.conversation("甲", key)
    assert found is not None
    assert [turn.question for turn in found.turns] == ["第一问", "第二问"]
    assert store.titles("甲") == [("第一问", key)]
    assert store.conversation("乙", key) is None
    assert store.titles("乙") == []


def test_another_reader_changes_nothing_under_a_key_that_is_not_theirs(
    store: ConversationStore,
) -> None:
    key = store.keep("甲", "", turns("第一问"))
    store.keep("乙", key, turns("别的"))
    store.rename("乙", key, "改名")
    store.forget("乙", key)
    assert store.titles("甲") == [("第一问", key)]
    found = store.conversation("甲", key)
    assert found is not None
    assert found.turns[0].question == "第一问"


def test_a_conversation_is_renamed_and_forgotten(store: ConversationStore) -> None:
    key = store.keep("甲", "", turns("第一问"))
    store.rename("甲", key, "  新的\n名称 ")
    assert store.titles("甲") == [("新的 名称", key)]
    store.forget("甲", key)
    assert store.titles("甲") == []


@pytest.mark.usefixtures("moments")
def test_the_oldest_is_dropped_when_there_are_too_many(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation_store, "MOST_KEPT", 2)
    for question in ("一", "二", "三"):
        store.keep("甲", "", turns(question))
    assert [title for title, _ in store.titles("甲")] == ["三", "二"]


def test_votes_of_all_readers_are_kept_in_order(store: ConversationStore) -> None:
    for reader, helpful in (("甲", True), ("乙", False)):
        store.vote(reader, Vote(helpful=helpful, reason="因为", turns=turns("问")))
    assert [vote.helpful for vote in store.votes()] == [True, False]


def test_what_a_version_with_other_fields_kept_is_passed_over(
    store: ConversationStore, tmp_path: Path
) -> None:
    key = store.keep("甲", "", turns("第一问"))
    with sqlite3.connect(tmp_path / "page" / FILE_NAME) as base:
        base.execute("update conversations set turns = '[{}]'")
    assert store.conversation("甲", key) is None


def test_a_file_that_is_none_has_a_remedy(store: ConversationStore, tmp_path: Path) -> None:
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / FILE_NAME).write_text("这不是数据库" * 200, encoding="utf-8")
    with pytest.raises(LibraryFolderError, match="请检查"):
        store.titles("甲")
