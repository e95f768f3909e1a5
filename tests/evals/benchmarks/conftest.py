"""The real embedding model, small benchmarks in the form of the real ones, made-up answers."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from langchain_core.embeddings import Embeddings

from assistant.answers import Answer, Citation, Decision, Question, Trace
from corpus.documents import Excerpt, Source
from evals.benchmarks.report import Report
from index.embedding import embeddings_from
from index.passages import Hit, Passage
from index.settings import Settings, load_settings

Bench = Callable[..., Report]

# The text that answers is never where its rank would be, and the long one comes apart into
# several passages.
CONTEXTS = {
    "T_3": "青禾镇卫生院始建于1958年。"
    + "卫生院占地二十亩，门前有一条小河。" * 30
    + "青禾镇卫生院的院长是周明远。",
    "T_1": "白鹭湖水库位于云台县北部，总库容为3200万立方米。水库由陈国梁主持设计。",
    "T_2": "白鹭湖水库大坝坝高45米。云台县图书馆藏书14万册，馆长是林慧。",
    "T_4": "玉泉小学创办于民国初年，校训是“勤朴”。",
}
# Question, its text, the answer, and the offset that the file gives for it.
ASKED = (
    ("T_1", "白鹭湖水库的总库容是多少？", "3200万立方米", None),
    ("T_2", "云台县图书馆的馆长是谁？", "林慧", 0),  # the offset is wrong
    ("T_3", "青禾镇卫生院的院长是谁？", "周明远", None),
    ("T_4", "", "勤朴", None),  # blank
)


@pytest.fixture(scope="session")
def settings(cache_folder: Path) -> Settings:
    return load_settings(cache_folder=cache_folder)


@pytest.fixture(scope="session")
def embeddings(settings: Settings) -> Embeddings:
    return embeddings_from(settings)


@pytest.fixture(scope="session")
def bench(settings: Settings) -> Bench:
    """Runs a suite to the end, on whatever data and with whatever limit."""

    def run(
        suite: ModuleType, data: Path | None = None, limit: int | None = None, seed: int = 0
    ) -> Report:
        report: Report = suite.run(
            data, settings, limit=limit, seed=seed, progress=lambda done, total: None
        )
        return report

    return run


@pytest.fixture
def cmrc_folder(tmp_path: Path) -> Path:
    """CMRC as it is published, with four passages."""
    articles = [
        {
            "id": source,
            "title": "某某",
            "paragraphs": [
                {
                    "id": source,
                    "context": context,
                    "qas": [
                        {
                            "id": f"{source}_QUERY_0",
                            "question": question,
                            "answers": [
                                {
                                    "text": gold,
                                    "answer_start": (
                                        context.index(gold) if offset is None else offset
                                    ),
                                }
                            ],
                        }
                        for asked_of, question, gold, offset in ASKED
                        if asked_of == source
                    ],
                }
            ],
        }
        for source, context in CONTEXTS.items()
    ]
    file = tmp_path / "cmrc2018_trial.json"
    file.write_text(json.dumps({"version": "v1.0", "data": articles}), encoding="utf-8")
    return tmp_path


RgbRecord = dict[str, Any]

FACT: RgbRecord = {
    "id": 0,
    "query": "云台县第三届灯会有多少盏花灯",
    "answer": "70盏",
    "positive": [
        f"云台县第三届灯会共有70盏花灯，{tail}。" for tail in ("甲队布展", "乙队布展", "丙队布展")
    ],
    "negative": [
        "小区门口新开了一家面馆。",
        "列车晚点了十分钟。",
        "他把自行车停在楼下。",
        "这本小说讲的是航海。",
        "昨天傍晚下了一场雨。",
    ],
}
INTEGRATION: RgbRecord = {
    "id": 7,
    "query": "白鹭杯长跑赛的男子冠军和女子冠军",
    "answer": ["高远", ["柳青", "柳 青青"]],
    "asnwer1": ["高远"],
    "answer2": [["柳青", "柳 青青"]],
    "positive": [
        ["白鹭杯长跑赛的男子冠军是高远。"],
        ["白鹭杯长跑赛的女子冠军是柳青。", "女子冠军柳青在白鹭杯长跑赛后致谢。"],
    ],
    "negative": FACT["negative"],
}


def write_jsonl(path: Path, records: Sequence[Mapping[str, Any]]) -> None:
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def rgb_folder(tmp_path: Path) -> Path:
    """RGB as it is published, with one question a file."""
    write_jsonl(tmp_path / "rgb_zh_fact.json", [FACT])
    write_jsonl(tmp_path / "rgb_zh_int.json", [INTEGRATION])
    return tmp_path


def passage_of(source: str, text: str = "某段", start: int = 0) -> Passage:
    return Passage(
        id=f"{source}/{start}",
        source=Source(id=source, title=source),
        path=(),
        kind="clause",
        excerpt=Excerpt(text=text, spans=((start, start + len(text)),)),
    )


def hits_of(*sources: str) -> tuple[Hit, ...]:
    """Hits in passages of these texts, best first."""
    return tuple(
        Hit(passage=passage_of(source, start=rank), score=1 / rank, rank=rank, found_by=())
        for rank, source in enumerate(sources, start=1)
    )


@pytest.fixture
def trace_of() -> Callable[..., Trace]:
    """Make the way to an answer from its text, its hits' sources and its citations' places."""

    def make(
        text: str,
        hits: Sequence[str] = (),
        citations: Sequence[tuple[str, int, int]] = (),
        refused: bool = False,
    ) -> Trace:
        question = Question(asked="问", text="问", kind="fact", plans=("T_1",), names_plan=False)
        cited = (
            Citation(
                number=number,
                plan_id=source,
                plan_title=source,
                section_path=(),
                quote="某句",
                start=start,
                end=end,
            )
            for number, (source, start, end) in enumerate(citations, start=1)
        )
        answer = Answer(text=text, refused=refused, citations=tuple(cited), question=question)
        return Trace(
            question=question,
            hits=hits_of(*hits),
            evidence=(),
            answer=answer,
            seconds={},
            decision=Decision(chosen=None, confidence=0.5),
        )

    return make
