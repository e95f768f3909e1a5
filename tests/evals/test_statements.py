import pytest

from evals.statements import Statement, statements_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "0.5人（2025年目标值）[1]。",
            [Statement("0.5人（2025年目标值）。", (1,), "statement")],
        ),
        (
            "要建[1][2]。要改。[3]",
            [
                Statement("要建。", (1, 2), "statement"),
                Statement("要改。", (3,), "statement"),
            ],
        ),
        (
            "分三个方面：\n1. 甲[1]\n2. 乙[2]",
            [
                Statement("分三个方面：", (), "lead-in"),
                Statement("甲", (1,), "statement"),
                Statement("乙", (2,), "statement"),
            ],
        ),
        ("不对。规划要求100%[1]。", [Statement("不对。规划要求100%。", (1,), "statement")]),
        (
            "江阴的方案没有提到。",
            [Statement("江阴的方案没有提到。", (), "silence")],
        ),
        (
            "2020年的数值规划没有列出[1]。",
            [Statement("2020年的数值规划没有列出。", (1,), "statement")],
        ),
        (
            "多0.41人：2025年3.2人[1]，2020年2.79人[2]，3.2 − 2.79 = 0.41。",
            [
                Statement(
                    "多0.41人：2025年3.2人，2020年2.79人，3.2 − 2.79 = 0.41。",
                    (1, 2),
                    "statement",
                )
            ],
        ),
        ("争创“二甲”。”[1]", [Statement("争创“二甲”。”", (1,), "statement")]),
        (
            "规划列出：\n\n| 规划 | 规划写明 |\n| --- | --- |\n"
            "| 常熟市 | 84岁[1]；甲[2] |\n| 江阴市 | 规划未列 |",
            [
                Statement("规划列出：", (), "lead-in"),
                Statement("常熟市：84岁；", (1,), "statement"),
                Statement("甲", (2,), "statement"),
                Statement("江阴市：规划未列", (), "silence"),
            ],
        ),
        ("对。", [Statement("对。", (), "statement")]),
        ("", []),
    ],
)
def test_an_answer_is_divided(text: str, expected: list[Statement]) -> None:
    assert list(statements_of(text)) == expected
