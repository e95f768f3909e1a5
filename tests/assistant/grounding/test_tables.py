"""Markdown tables: made, told from other lines, and said in lines."""

from assistant.grounding.tables import cells_of, in_lines, table_from

TABLE = table_from(("规划", "规划写明"), [("青禾县", "甲|乙[1]"), ("白石区", "规划未列")])


def test_what_is_put_into_a_table_is_read_out_of_it_again() -> None:
    assert [cells_of(line) for line in TABLE.splitlines()] == [
        ("规划", "规划写明"),
        (),
        ("青禾县", "甲|乙[1]"),
        ("白石区", "规划未列"),
    ]


def test_other_lines_are_no_rows() -> None:
    assert cells_of("青禾县 | 12所") is None
    assert cells_of("") is None


def test_in_lines_the_headings_are_left_out_and_the_rest_is_kept() -> None:
    text = f"规划列出：\n\n{TABLE}\n\n青禾县最高。\n\n{TABLE}"
    assert in_lines(text).count("- 青禾县：甲|乙[1]\n- 白石区：规划未列") == 2
    assert "规划写明" not in in_lines(text)
    assert "青禾县最高。" in in_lines(text)


def test_a_text_without_tables_stays_as_it_is() -> None:
    assert in_lines("建设无烟学校12所[1]。") == "建设无烟学校12所[1]。"
