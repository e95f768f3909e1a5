"""A plan's words as HTML, in reading order, the cited ones marked."""

from pathlib import Path

import pytest

from assistant.ui.excerpts import Block, block_html, blocks_around, blocks_of, marked
from corpus.documents import Excerpt, Plan, Source
from corpus.formats.files import read_file
from corpus.parsing import plan_from

COUNTY = Path(__file__).parents[1] / "county.md"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_from(Source(id="qinghe", title="青河县规划"), read_file(COUNTY))


def block(plan: Plan, words: str) -> Block:
    return next(
        b for b in blocks_of(plan) if any(words in cell.text for row in b.rows for cell in row)
    )


def test_all_that_the_plan_says_comes_in_its_order(plan: Plan) -> None:
    blocks = blocks_of(plan)
    assert [b.start for b in blocks] == sorted(b.start for b in blocks)
    assert {b.kind for b in blocks} == {"heading", "paragraph", "table", "responsibility"}


def test_the_cited_words_are_marked_and_no_others(plan: Plan) -> None:
    start = plan.text.index("督导检查")
    html = block_html(block(plan, "督导检查"), (start, start + 4))
    assert "每年开展一次<mark>督导检查</mark>，公布结果。" in html


def test_a_cited_row_stands_out_in_its_table(plan: Plan) -> None:
    start = plan.text.index("孕产妇死亡率")
    html = block_html(block(plan, "孕产妇死亡率"), (start, start + 6))
    assert html.count('class="cited"') == 1
    assert "<mark>孕产妇死亡率</mark>" in html


def test_what_stands_far_away_is_left_out(plan: Plan) -> None:
    blocks = blocks_of(plan)
    start = plan.text.index("督导检查")
    near = blocks_around(blocks, (start, start + 4), 20)
    assert 0 < len(near) < len(blocks)


def test_words_of_a_plan_are_no_markup() -> None:
    excerpt = Excerpt(text="建成<b>率", spans=((0, 6),))
    assert marked(excerpt, (2, 5)) == "建成<mark>&lt;b&gt;</mark>率"
