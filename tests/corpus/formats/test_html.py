import pytest

from corpus.documents import SourceText
from corpus.errors import UnreadableFileError
from corpus.formats.files import read_bytes
from corpus.formats.html import IMAGE_NOTE, LEFT_OUT_NOTE

LONG = "到2025年，卫生健康服务体系更加完善，资源配置更加科学合理，群众看病就医更加方便。"


def read(body: str, head: str = "") -> SourceText:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_bytes(page.encode(), "规划.html")


def test_headings_are_marked_and_paragraphs_trimmed() -> None:
    source_text = read(f"<h2>第一章&nbsp;总则</h2><p>　　{LONG}</p><h3>一、<b>目标</b></h3>")
    assert source_text.text == f"第一章 总则\n{LONG}\n一、目标\n"
    assert [heading.level for heading in source_text.headings] == [2, 3]


def test_what_surrounds_the_document_is_dropped() -> None:
    source_text = read(
        '<div class="header">某市卫健委</div><ul class="nav"><li><a href="/">首页</a></li></ul>'
        '<div class="position">当前位置：首页 &gt; 规划</div>'
        f'<div id="main"><div class="TRS_Editor"><p>{LONG}</p><p>{LONG}</p></div>'
        '<div class="bdsharebuttonbox">分享到：微信</div></div>'
        '<div class="side"><a href="1">其他规划</a></div><footer>备案号</footer>'
        "<script>var a = '脚本';</script><style>p {}</style>"
    )
    assert source_text.text == f"{LONG}\n{LONG}\n"
    assert LEFT_OUT_NOTE in source_text.notes


def test_a_menu_without_a_telling_name_is_dropped_for_being_links() -> None:
    links = "".join(f'<a href="{n}">栏目{n}</a>' for n in range(20))
    assert read(f"<div>{links}</div><div><p>{LONG}</p></div>").text == f"{LONG}\n"


def test_a_page_whose_only_element_has_a_telling_name_is_still_read() -> None:
    assert read(f'<div class="header-page"><p>{LONG}</p></div>').text == f"{LONG}\n"


def test_a_form_around_everything_is_read() -> None:
    assert read(f'<form id="aspnetForm"><div><p>{LONG}</p></div></form>').text == f"{LONG}\n"


def test_hidden_elements_are_dropped() -> None:
    source_text = read(
        f'<p>{LONG}</p><p style="display: none">甲</p><p hidden>乙</p><p aria-hidden="true">丙</p>'
    )
    assert source_text.text == f"{LONG}\n"


def test_a_title_outside_the_main_part_comes_first() -> None:
    source_text = read(
        f'<div class="top"><h1>某市规划</h1></div><div><p>{LONG}</p></div>',
        '<meta name="ArticleTitle" content="某市“十四五”规划">',
    )
    assert source_text.text == f"某市“十四五”规划\n{LONG}\n"
    assert source_text.headings == ()


def test_a_title_in_the_main_part_is_not_repeated() -> None:
    source_text = read(
        f"<h1>某市规划</h1><p>{LONG}</p>", '<meta name="ArticleTitle" content="某市 规划">'
    )
    assert source_text.text == f"某市规划\n{LONG}\n"


def test_merged_cells_and_lines_in_cells() -> None:
    source_text = read(
        "<table><tr><th>领域</th><th>指标<br>（单位）</th></tr>"
        "<tr><td rowspan='2'>健康</td><td><p>寿命</p><p>岁</p></td></tr><tr><td>死亡率</td></tr>"
        "<tr><td colspan=2>合计</td></tr></table>"
    )
    assert source_text.text == (
        "\t领域\n\t指标\n（单位）\n\n\t健康\n\t寿命\n岁\n\n\t\n\t死亡率\n\n\t合计\n\n"
    )


def test_a_span_to_the_end_of_the_table_and_nonsense_spans() -> None:
    source_text = read(
        "<table><tr><td rowspan=0>甲</td><td colspan=x>乙</td></tr><tr><td rowspan=-3>丙</td></tr>"
        "</table>"
    )
    assert source_text.text == "\t甲\n\t乙\n\n\t\n\t丙\n\n"


def test_a_table_that_arranges_the_page_is_no_table() -> None:
    source_text = read(
        f"<table><tr><td><a href='/'>首页</a></td><td><h2>一、目标</h2><p>{LONG}</p>"
        "<table><tr><td>指标</td><td>值</td></tr></table></td></tr></table>"
    )
    assert source_text.text == f"一、目标\n{LONG}\n\t指标\n\t值\n\n"


def test_a_frame_of_one_cell_is_a_box() -> None:
    source_text = read(
        f"<p>{LONG}</p><table><tr><td><p>专栏1 项目</p><p>1.建设。</p></td></tr></table>"
    )
    assert source_text.text == f"{LONG}\n\t专栏1 项目\n1.建设。\n\n\n"


def test_a_caption_is_the_title_of_its_table() -> None:
    assert read("<table><caption>主要指标</caption><tr><td>甲<td>乙</table>").text.startswith(
        "主要指标\n\t甲\n\t乙\n"
    )


def test_lists_have_the_numbers_that_a_browser_shows() -> None:
    source_text = read("<ol start=3><li>甲</li><li><p>乙</p></li></ol><ul><li>丙</li></ul>")
    assert source_text.text == "3.甲\n4.乙\n丙\n"


def test_line_breaks_divide_lines_and_white_space_does_not() -> None:
    assert read("<div>一\n  二<br>　　三<br/>四&ge;5&#x3000;</div>").text == "一 二\n三\n四≥5\n"


def test_preformatted_lines_stay() -> None:
    assert read("<pre>一、目标\n二、保障</pre>").text == "一、目标\n二、保障\n"


def test_pictures_are_shown_to_be_missing_and_icons_are_not() -> None:
    source_text = read('<p>提高<img src="a.png">个点<img src="/icon_doc.gif"><img width="16"></p>')
    assert source_text.text == "提高[image: ]个点\n"
    assert IMAGE_NOTE in source_text.notes


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ["", "gb2312", "utf-8", "no-such-encoding"])
def test_a_page_is_read_in_its_encoding_whatever_it_declares(encoding: str, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{LONG}</p></body></html>'
    assert read_bytes(page.encode(encoding), "a.html").text == f"{LONG}\n"


def test_a_page_without_words_says_so() -> None:
    with pytest.raises(UnreadableFileError, match="没有可读的文字"):
        read("<div><script>1</script></div>")


def test_a_page_nested_beyond_measure_is_refused_or_read() -> None:
    for depth in (150, 100_000):
        try:
            assert LONG in read("<div>" * depth + LONG).text
        except UnreadableFileError as error:
            assert "嵌套" in error.message or "没有可读" in error.message


def test_a_table_that_claims_millions_of_cells_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="表格"):
        read("<table>" + "<tr>" + "<td colspan=999 rowspan=999>x" * 3_000 + "</table>")
