"""A peer's pieces are found in the plans, and every system is measured in the same way."""

from collections.abc import Callable, Collection, Mapping, Sequence

import pytest
from langchain_core.embeddings import Embeddings

from assistant import Assistant
from corpus.documents import Source, SourceText
from corpus.parsing import plan_from
from evals.benchmarks.peers.comparing import (
    NOWHERE,
    Asked,
    Found,
    asked_from,
    chunks_of,
    found_by,
    our_systems,
    places_of,
    system_of,
    table_of,
)
from evals.benchmarks.peers.libraries import (
    Chunk,
    Peer,
    Search,
    by_characters,
    by_lines,
    haystack,
    langchain,
    llama_index,
)
from evals.places import Place, PlanText
from evals.samples import GoldEvidence, Sample, Turn
from index.build import index_in_memory
from index.passages import passages_from
from index.settings import Settings

TEXTS = {
    "p1": "一、水库\n白鹭湖水库的总库容为3200万立方米。\n\n"
    "水库由[bookmark: _Toc1]陈国梁主持设计。\n",
    "p2": "一、学校\n玉泉小学的校训是勤朴。\n\n玉泉小学有学生八百人。\n",
}


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def indexed(chunks: Sequence[Chunk]) -> Search:
    """Finds the lines that share most characters with a question."""

    def search(question: str, plans: Collection[str] | None, top_k: int) -> list[int]:
        asked = [c for c in chunks if plans is None or c.plan in plans]
        asked.sort(key=lambda chunk: -len(set(question) & set(chunk.text)))
        return [chunk.number for chunk in asked[:top_k]]

    return search


LINES = Peer("lines", lines_of, indexed)


@pytest.fixture(scope="module")
def plans() -> Mapping[str, PlanText]:
    return {
        key: PlanText(plan_from(Source(id=key, title=key), SourceText(text=text)))
        for key, text in TEXTS.items()
    }


@pytest.fixture(scope="module")
def asked(plans: Mapping[str, PlanText], settings: Settings) -> tuple[Asked, ...]:
    samples = (
        Sample(
            id="a",
            kind="fact",
            question="白鹭湖水库的总库容是多少",
            evidence=(GoldEvidence(plan="p1", quote="总库容为3200万立方米"),),
        ),
        Sample(
            id="b",
            kind="follow-up",
            question="校训呢",
            history=(Turn(role="user", content="玉泉小学有多少学生"),),
            plans=("p2",),
            evidence=(GoldEvidence(plan="p2", quote="校训是勤朴"),),
            held_out=True,
        ),
        Sample(id="c", kind="unanswerable", question="白鹭湖有多深"),
    )
    return asked_from(samples, Assistant.from_texts(TEXTS, settings), plans)


def test_pieces_are_placed_in_the_order_of_the_plan(plans: Mapping[str, PlanText]) -> None:
    chunks = chunks_of(LINES, plans)
    assert [chunk.number for chunk in chunks] == list(range(6))
    for chunk in chunks:
        assert plans[chunk.plan].words_at(chunk.place).strip() in chunk.text
    assert [chunk.plan for chunk in chunks] == ["p1"] * 3 + ["p2"] * 3


def test_of_the_same_words_each_piece_has_its_own(plans: Mapping[str, PlanText]) -> None:
    first, second = places_of(["玉泉小学", "玉泉小学有学生"], plans["p2"])
    assert first.words[0] < second.words[0]
    assert second == plans["p2"].find("玉泉小学有学生")[0]


def test_a_piece_that_is_cut_in_debris_is_found(plans: Mapping[str, PlanText]) -> None:
    (place,) = places_of(["_Toc1]陈国梁主持 设计"], plans["p1"])
    assert place == plans["p1"].find("陈国梁主持设计")[0]


def test_words_that_no_plan_has_take_their_part_and_bring_nothing(
    plans: Mapping[str, PlanText],
) -> None:
    (place,) = places_of(["没有 这句话"], plans["p1"])
    assert (place.plan, place.words) == (NOWHERE, (0, 5))


def test_questions_are_put_as_understood_and_only_those_with_evidence(
    asked: tuple[Asked, ...],
) -> None:
    assert [one.sample.id for one in asked] == ["a", "b"]
    assert asked[1].text != "校训呢"
    assert "校训" in asked[1].text


def test_every_system_is_measured_with_the_same_ruler(
    plans: Mapping[str, PlanText],
    asked: tuple[Asked, ...],
    settings: Settings,
    embeddings: Embeddings,
) -> None:
    passages = [p for text in plans.values() for p in passages_from(text.plan, 220)]
    index = index_in_memory(passages, settings, embeddings)
    ours = our_systems(Assistant.from_texts(TEXTS, settings), index, plans)
    peer = system_of(LINES, plans)
    assert (peer.pieces, peer.unlocated) == (6, 0)
    steps: list[tuple[int, int]] = []
    found, alone = found_by((*ours, peer), asked, embeddings, lambda *step: steps.append(step))
    assert steps == [(0, 2), (1, 2), (2, 2)]
    for of_system in found:
        assert of_system.share(asked, "tuning", 500) == 1
        assert of_system.share(asked, "held-out", 500) == 1
        assert of_system.share(asked, "tuning", 5) == 0
        assert of_system.ratio(alone) > 0
    lines = list(table_of([*found, found[0].with_headings_read()], asked, alone))
    assert len(lines) == 2 + 4
    assert lines[4].startswith("| lines | 6 | 100.0 / 100.0 / 100.0 | 100.0 ")
    assert "ours, whole, headings counted" in lines[5]


def test_headings_that_are_read_count() -> None:
    places = [[Place("p1", (10, 20), headings=((0, 4),)), Place("p1", (30, 40))]]
    found = Found("ours", 2, places, [1.0])
    (read,) = found.with_headings_read().places
    assert read == [Place("p1", (0, 4)), Place("p1", (10, 20)), Place("p1", (30, 40))]


@pytest.mark.parametrize(
    ("library", "make"),
    [
        ("langchain_text_splitters", lambda e: langchain(e, 60, 10)),
        ("llama_index.core", lambda e: llama_index(e, 60, 10)),
        ("haystack", lambda e: next(haystack(e, "", by_characters(60, 10)))),
        ("haystack", lambda e: [*haystack(e, "", by_characters(60, 10))][1]),
        ("haystack", lambda e: [*haystack(e, "", by_lines(2, 1))][2]),
    ],
)
def test_a_peer_finds_what_answers(
    library: str,
    make: Callable[[Embeddings], Peer],
    plans: Mapping[str, PlanText],
    asked: tuple[Asked, ...],
    embeddings: Embeddings,
) -> None:
    pytest.importorskip(library, reason="installed in an environment of its own")
    system = system_of(make(embeddings), plans)
    assert system.unlocated == 0
    (found,), _ = found_by([system], asked, embeddings, lambda *_: None)
    assert [places[0].plan for places in found.places] == ["p1", "p2"]
    assert {place.plan for place in found.places[1]} == {"p2"}
