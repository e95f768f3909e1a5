"""What a document says of itself is found, and what it does not say stays empty."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import read_text, sources
from corpus.documents import Source, SourceText
from corpus.metadata import source_from
from corpus.place_names import region_said, region_spelt_out

SAID = ("title", "region", "issuer", "number", "issued_on", "period", "status")


def guessed(text: str, file_name: str = "文件.txt") -> Source:
    return source_from(SourceText(text=text), file_name)


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.id)
def test_a_shipped_plan_says_what_the_catalogue_says(source: Source) -> None:
    found = guessed(read_text(source), source.file)
    assert {f: getattr(found, f) for f in SAID} == {f: getattr(source, f) for f in SAID}


def test_a_red_headed_notice_names_issuer_number_date_and_plan() -> None:
    found = guessed(
        "太仓市人民政府办公室文件\n\n太政办〔2022〕 18 号\n\n市政府办公室关于印发太仓市\n"
        "“十四五”卫生健康发展规划的通知\n\n各镇人民政府，各街道办事处：\n"
        "《太仓市“十四五”卫生健康发展规划》已经市政府同意，现印发给你们，请认真贯彻执行。\n\n"
        "太仓市人民政府办公室\n2022 年 3 月 1 日\n（此件公开发布）\n\n"
        "太仓市“十四五”卫生健康发展规划\n\n第一章 发展基础\n2023年1月1日\n"
    )
    assert found.title == "太仓市“十四五”卫生健康发展规划"
    assert found.region == "太仓市"
    assert found.issuer == "太仓市人民政府办公室"
    assert found.number == "太政办〔2022〕18号"
    assert found.issued_on == "2022年3月1日"


def test_a_title_over_two_lines_is_put_together() -> None:
    found = guessed("昆山市卫生健康事业\n“十四五”发展规划\n（送审稿）\n一、发展环境\n")
    assert (found.title, found.status) == ("昆山市卫生健康事业“十四五”发展规划", "送审稿")


def test_a_public_consultation_is_a_draft_of_the_plan_it_names() -> None:
    found = guessed("关于公开征求《太仓市养老服务规划（草案征求意见稿）》意见的公告\n为了……\n")
    assert (found.title, found.status) == ("太仓市养老服务规划", "草案征求意见稿")


def test_the_box_above_a_document_on_a_government_page_is_read() -> None:
    found = guessed(
        "\t索引号\n\t014-2022\n\t发布机构\n\t太仓市卫生健康委员会\n\n"
        "\t发文字号：太卫〔2022〕5号\n\t成文日期\n\t2022-02-03\n\n"
        "2022年太仓市卫生健康工作要点\n一、疫情防控\n"
    )
    assert found.issuer == "太仓市卫生健康委员会"
    assert found.number == "太卫〔2022〕5号"
    assert found.issued_on == "2022年2月3日"
    assert found.title == "2022年太仓市卫生健康工作要点"


def test_a_document_that_a_plan_refers_to_lends_it_no_number() -> None:
    found = guessed(
        "太仓市卫生健康规划\n根据《健康中国行动》（国发〔2019〕13号）和2021年6月29日的会议，制定本规划。\n一、"
    )
    assert (found.number, found.issued_on, found.issuer) == ("", "", "")


def test_a_document_without_a_title_is_named_after_its_file() -> None:
    found = guessed("以下是全部内容。\n", "附件2：太仓市妇幼健康行动方案（征求意见稿）(1).docx")
    assert found.title == "太仓市妇幼健康行动方案"
    assert (found.region, found.status) == ("太仓市", "征求意见稿")


@pytest.mark.parametrize("text", ["", "\n\n", "\t\n\t\n", "一、", "。", "关于印发\n", "文件\n"])
def test_a_document_that_says_nothing_has_a_title_and_no_more(text: str) -> None:
    found = guessed(text, "会议.txt")
    assert found == Source(id="", title="会议")


def test_a_file_without_a_telling_name_still_has_a_title() -> None:
    assert guessed("", "（征求意见稿）.txt").title
    assert guessed("", ".txt").title


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("杭州市西湖区卫生健康局", "西湖区"),
        ("广西壮族自治区卫生健康规划", "广西壮族自治区"),
        ("浦东新区卫生健康规划", "浦东新区"),
        ("滑县卫生健康规划", "滑县"),
        ("国家卫生健康委员会", ""),
        ("全市卫生健康工作要点", ""),
        ("健康城市建设规划", ""),
        ("社区卫生服务规划", ""),
    ],
)
def test_regions_are_told_from_words_that_look_like_them(words: str, region: str) -> None:
    assert region_said(words) == region


def test_a_short_name_is_spelt_out_only_if_the_text_does() -> None:
    assert region_spelt_out("健康苏州行动", "苏州市……苏州市") == "苏州市"
    assert region_spelt_out("健康苏州行动", "苏州工业园区") == ""


SIGNS = "\n\n\t 　一、（）《》〔〕：。“”"
TELLING = (
    "关于印发 的通知 规划 太仓市 卫生健康委员会 2021年6月29日 〔2021〕3号 文件 标题 征求意见稿"
)
WORDS = st.sampled_from([*SIGNS, *TELLING.split()])


@given(st.lists(WORDS | st.text(max_size=3), max_size=60).map("".join), st.text(max_size=20))
def test_whatever_a_document_says_it_has_a_title_on_one_line(text: str, name: str) -> None:
    found = guessed(text, name)
    assert found.title
    assert all("\n" not in words for _, words in found)


@pytest.mark.parametrize(
    "text",
    [
        "关于印发a" + " " * 50_000,
        "市" * 50_000,
        "（" * 50_000,
        "规划" * 30_000,
        "关于印发\n" * 9_000,
    ],
    ids=lambda text: text[:4],
)
def test_a_hostile_document_takes_no_time(text: str) -> None:
    start = perf_counter()
    guessed(text)
    assert perf_counter() - start < 2
