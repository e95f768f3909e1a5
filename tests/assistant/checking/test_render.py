"""A report shows what contradicts a plan first, and the sources last."""

from assistant.answers import Citation
from assistant.checking import Claim, Finding, Report, Verdict
from assistant.checking.render import markdown_from, summary, terminal_from
from corpus.documents import Source

CHANGSHU = Source(id="changshu", title="常熟市“十四五”卫生健康发展规划", region="常熟市")
TEXT = "规划提出，人均期望寿命达到85岁，健康素养水平达到40%。"


def finding(words: str, verdict: Verdict, explanation: str, *numbers: int) -> Finding:
    start = TEXT.index(words)
    end = start + len(words)
    claim = Claim(
        kind="figure",
        text=words,
        start=start,
        end=end,
        before=TEXT[:start],
        after=TEXT[end:],
        path=("一、目标",),
        plans=("changshu",),
        names_plan=True,
    )
    citations = tuple(
        Citation(
            number=number,
            plan_id="changshu",
            plan_title=CHANGSHU.title,
            section_path=("第三章", f"第{number}行"),
            quote=f"第{number}处",
            start=0,
            end=3,
        )
        for number in numbers
    )
    return Finding(claim=claim, verdict=verdict, explanation=explanation, citations=citations)


REPORT = Report(
    title="工作汇报",
    text=TEXT,
    findings=(
        finding("85岁", "contradicted", "常熟：人均预期寿命2025年目标84岁", 1),
        finding("40%", "supported", "常熟：居民健康素养水平2025年目标≥40%", 2, 1),
    ),
    unmarked=3,
)


def test_the_summary_counts_each_verdict() -> None:
    assert summary(REPORT) == (
        "与规划不一致 1 处，规划里没有找到 0 处，与规划一致 1 处"
        "（另有 3 个数字与规划无关，没有核对）"
    )


def test_the_terminal_shows_the_words_in_their_sentence_and_what_the_plan_says() -> None:
    lines = terminal_from(REPORT, [CHANGSHU]).plain.splitlines()
    assert lines[3:6] == [
        "✗ 与规划不一致",
        f"  1. {TEXT[:28]}……",
        "     常熟：人均预期寿命2025年目标84岁[1]",
    ] or lines[3:6] == [
        "✗ 与规划不一致",
        f"  1. {TEXT}",
        "     常熟：人均预期寿命2025年目标84岁[1]",
    ]
    assert lines[-2:] == [
        "[1] 常熟市“十四五”卫生健康发展规划 › 第三章 › 第1行 · “第1处”",
        "[2] 同上规划 › 第三章 › 第2行 · “第2处”",
    ]


def test_markdown_marks_the_words_and_lists_the_sources() -> None:
    text = markdown_from(REPORT, [CHANGSHU])
    assert text.startswith("# 核对结果：工作汇报\n")
    assert "## 与规划不一致（1）" in text
    assert "**85岁**" in text
    assert "（一、目标）" in text
    assert text.index("不一致（1）") < text.index("与规划一致（1）") < text.index("## 出处")


def test_a_draft_without_claims_says_so() -> None:
    empty = Report(title="便条", text="今天开会。", findings=())
    assert "没有发现关于规划的数字或说法" in terminal_from(empty).plain
