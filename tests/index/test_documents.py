"""Documents are kept in SQLite under labels that rise, and a saved table is never written to."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from langchain_core.documents import Document

from corpus.errors import CacheFolderError
from index.documents import DocumentTable


def document(id_: str, text: str, plan: str = "changshu") -> Document:
    return Document(id=id_, page_content=text, metadata={"plan": plan, "line": "一\u2028二\n'三"})


@pytest.fixture
def table() -> DocumentTable:
    made = DocumentTable()
    made.put([2, 5, 9], [document("a", "甲"), document("b", "乙", "jiangyin"), document("c", "甲")])
    return made


def test_documents_come_in_the_order_asked_for(table: DocumentTable) -> None:
    assert [d.id for d in table.at([9, 2, 9])] == ["c", "a", "c"]
    assert table.at([5]) == [document("b", "乙", "jiangyin")]
    assert [d.id for d in table] == ["a", "b", "c"]


def test_ids_plans_and_texts_lead_to_labels(table: DocumentTable) -> None:
    assert table.labels_of(["c", "nobody", "a"]) == {"c": 9, "a": 2}
    assert table.labels_of_texts(["甲", "丙"]) == {"甲": 2}
    labels, names, numbers = table.plans()
    assert labels.tolist() == [2, 5, 9]
    assert [names[number] for number in numbers] == ["changshu", "jiangyin", "changshu"]


def test_an_empty_table_has_nothing() -> None:
    labels, names, numbers = DocumentTable().plans()
    assert (labels.size, names, numbers.size) == (0, (), 0)
    assert DocumentTable().labels_of(["a"]) == {}


def test_many_are_looked_up_at_once() -> None:
    table = DocumentTable()
    table.put(range(25_000), (document(str(n), f"第{n}条") for n in range(25_000)))
    assert len(table.labels_of(map(str, range(30_000)))) == 25_000
    assert len(table.labels_of_texts(f"第{n}条" for n in range(30_000))) == 25_000
    assert [d.id for d in table.at(range(24_999, -1, -1))] == [
        str(n) for n in range(24_999, -1, -1)
    ]


def test_a_saved_table_is_read_and_changed_only_in_a_copy(
    table: DocumentTable, tmp_path: Path
) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    file = folder / "a #?%41.sqlite"
    table.save(file)
    content = file.read_bytes()
    loaded = DocumentTable.load(file)
    assert list(loaded) == list(table)
    loaded.remove([2])
    loaded.put([10], [document("d", "丁")])
    assert [d.id for d in loaded] == ["b", "c", "d"]
    assert file.read_bytes() == content
    assert [path.name for path in folder.iterdir()] == [file.name]


def test_a_label_or_an_id_that_is_taken_changes_nothing(table: DocumentTable) -> None:
    for label, id_ in ((2, "new"), (10, "a")):
        with pytest.raises(sqlite3.IntegrityError):
            table.put([20, label], [document("z", "子"), document(id_, "丑")])
    assert np.array_equal(table.labels(), [2, 5, 9])


def test_a_temporary_file_that_cannot_grow_has_a_remedy(table: DocumentTable) -> None:
    table._database.execute("PRAGMA max_page_count = 20")
    with pytest.raises(CacheFolderError, match="TMPDIR"):
        table.put(range(100, 1100), [document(f"n{n}", "长" * 1000) for n in range(1000)])
    assert np.array_equal(table.labels(), [2, 5, 9])
