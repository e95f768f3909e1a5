import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from evals.report import TEMPLATES, Bin, bins_of, html_of
from evals.result import Provenance, Result, result_from
from evals.rows import Row
from evals.samples import Sample

VOID = {"meta", "circle", "line", "rect", "polyline", "br"}
ATTACK = "<script>alert('x')</script>"


class Nesting(HTMLParser):
    """Checks that every element is closed in turn, and keeps what was seen."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [v or "" for name, v in attrs if name in {"src", "href", "action", "data"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def parsed(page: str) -> Nesting:
    nesting = Nesting()
    nesting.feed(page)
    assert not nesting.open
    return nesting


def test_the_page_needs_nothing_else(result: Result) -> None:
    page = html_of(result)
    nesting = parsed(page)
    assert all(link.startswith("#") for link in nesting.links)
    assert not nesting.seen & {"script", "link", "iframe", "img", "object"}
    assert not re.search(r"url\(|@import|https?://", page)
    assert {"table", "svg", "details"} <= nesting.seen


def test_the_page_shows_every_failure_of_the_tuning_half_and_none_of_the_other(
    result: Result, samples: tuple[Sample, ...]
) -> None:
    page = html_of(result)
    for row in result.rows:
        if row.half == "tuning" and not row.is_right:
            assert f"<code>{row.id}</code>" in page
        if row.half == "held-out":
            assert row.id not in page


def test_what_anyone_wrote_is_escaped(rows: tuple[Row, ...], provenance: Provenance) -> None:
    row = next(row for row in rows if row.detail and row.detail.citations and row.detail.retrieved)
    detail = row.detail
    assert detail is not None
    forged = detail.model_copy(
        update={
            "question": ATTACK,
            "understood": ATTACK + ATTACK,
            "answer": ATTACK,
            "note": ATTACK,
            "keys": ((ATTACK,),),
            "forbidden": (ATTACK,),
            "citations": (detail.citations[0].model_copy(update={"quote": ATTACK}),),
            "retrieved": (
                detail.retrieved[0].model_copy(update={"text": ATTACK, "address": ATTACK}),
            ),
        }
    )
    wrong = row.scores["right"].model_copy(update={"value": 0, "explanation": ATTACK})
    forged_row = row.model_copy(
        update={"id": ATTACK, "detail": forged, "scores": {**row.scores, "right": wrong}}
    )
    strange = provenance.model_copy(update={"commit": ATTACK, "settings": {ATTACK: ATTACK}})
    page = html_of(result_from([forged_row], strange, is_whole=False))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 12
    parsed(page)


def test_a_perfect_run_has_nothing_to_read(rows: tuple[Row, ...], provenance: Provenance) -> None:
    perfect = [row for row in rows if all(s.value in (None, 1) for s in row.scores.values())]
    page = html_of(result_from(perfect, provenance, is_whole=False))
    assert "<h3>答错 0 题</h3>" in page
    assert "<details" not in page


def test_bins_hold_every_question(rows: tuple[Row, ...]) -> None:
    bins = bins_of(rows)
    assert sum(one.count for one in bins) == len(rows)
    assert [one.low for one in bins] == pytest.approx([i / 10 for i in range(10)])


def test_a_chart_draws_what_it_is_given() -> None:
    charts: Any = TEMPLATES.get_template("charts.html").module
    bins = [Bin(0.0, 0.5, 3, {"对": None}), Bin(0.5, 1.0, 0, {"对": 0.5})]
    svg = charts.reliability_chart("<图>", bins, {"对": "correct"}, 0.5)
    assert svg.count("<rect") == 2
    assert svg.count("<circle") == 1
    assert "&lt;图&gt;" in svg
    parsed(svg)


@pytest.mark.browser
def test_the_page_opens_without_a_request_or_an_overflow(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "eval.html"
    path.write_text(html_of(result), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        requested: list[str] = []
        page.on("request", lambda request: requested.append(request.url))
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(path.as_uri())
        widths = page.evaluate("[document.body.scrollWidth, document.body.clientWidth]")
        browser.close()
    assert requested == [path.as_uri()]
    assert widths[0] <= widths[1]
