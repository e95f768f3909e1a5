import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers import Trace
from corpus.errors import EvaluationError
from evals.benchmarks import cmrc
from evals.benchmarks.cmrc import Question, figures_of, rank_of, read, row_from
from evals.benchmarks.report import Report
from index.settings import Settings

Bench = Callable[..., Report]

CONTEXT = "甲段第一句。乙楼高14米，建于1958年。丙段最后一句。"
GOLD = (CONTEXT.index("14米"), CONTEXT.index("14米") + 3)
QUESTION = Question(id="q", text="乙楼多高", source="T_1", answers=("14米",), spans=(GOLD,))


def hits_of(trace_of: Callable[..., Trace], *sources: str) -> Trace:
    return trace_of("答", hits=sources)


@pytest.mark.parametrize(("source", "rank"), [("A", 1), ("B", 2), ("C", 3), ("D", None)])
def test_rank_counts_texts_and_not_their_passages(
    trace_of: Callable[..., Trace], source: str, rank: int | None
) -> None:
    hits = trace_of("答", hits=("A", "A", "A", "B", "A", "C", "B")).hits
    assert rank_of(source, hits) == rank


def test_recall_and_mrr_follow_the_rank(trace_of: Callable[..., Trace]) -> None:
    ranked = (["T_1"], ["X", "X", "T_1"], ["X"], [*"ABCDE", "T_1"])
    rows = [row_from(QUESTION, trace_of("答", hits=sources), CONTEXT) for sources in ranked]
    figures = {name: figure.value for name, figure in figures_of(rows).items()}
    assert figures["recall@1"] == 1 / 4
    assert figures["recall@5"] == 2 / 4
    assert figures["mrr"] == pytest.approx((1 + 1 / 2 + 0 + 1 / 6) / 4)


def test_a_citation_counts_that_holds_the_answer(trace_of: Callable[..., Trace]) -> None:
    def scores(*citations: tuple[str, int, int]) -> tuple[bool, bool]:
        row = row_from(QUESTION, trace_of("答", citations=citations), CONTEXT)
        return row.cited, row.sentence_cited

    start, end = GOLD
    assert scores(("T_1", start - 3, end)) == (True, True)
    assert scores(("T_1", end + 1, end + 7)) == (False, True)  # the other half of the sentence
    assert scores(("T_1", 0, 6)) == (False, False)  # another sentence
    assert scores(("T_2", start, end)) == (False, False)  # another text
    assert scores(("T_1", start - 1, start + 1), ("T_1", start + 1, end)) == (True, True)


@pytest.mark.parametrize(
    ("text", "refused", "says"),
    [
        ("乙楼高１４ 米[1]。", False, True),
        ("乙楼高1[1]4米。", False, True),
        ("乙楼高114米[1]。", False, False),
        ("没有说明。\n\n相关但不是答案：\n- 乙楼高14米", True, False),
    ],
)
def test_the_answer_says_it(
    trace_of: Callable[..., Trace], text: str, refused: bool, says: bool
) -> None:
    row = row_from(QUESTION, trace_of(text, refused=refused), CONTEXT)
    assert row.answer_in_text is says
    assert row.refused is refused


def test_reading_finds_an_answer_whose_offset_is_wrong(cmrc_folder: Path) -> None:
    texts, questions = read(cmrc_folder)
    for question in questions:
        assert [texts[question.source][a:b] for a, b in question.spans] == list(question.answers)


def test_run_on_four_passages(cmrc_folder: Path, settings: Settings) -> None:
    seen: list[tuple[int, int]] = []
    report = cmrc.run(
        cmrc_folder, settings, limit=None, seed=0, progress=lambda *step: seen.append(step)
    )
    values = {name: figure.value for name, figure in report.figures.items()}
    assert (report.n, report.excluded) == (3, 1)
    assert seen[0] == (0, 3)
    assert seen[-1] == (3, 3)
    assert values["recall@1"] == values["recall@5"] == values["mrr"] == 1
    assert values["false_refusals"] == 0
    assert values["cited"] == values["sentence_cited"] == values["answer_in_text"] == 1


def test_a_question_put_down_to_the_wrong_passage_is_a_miss(
    cmrc_folder: Path, bench: Bench
) -> None:
    """A recall that took the order of the file, or any passage, for the gold one, would be 1."""
    file = cmrc_folder / "cmrc2018_trial.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    by_id = {article["id"]: article["paragraphs"][0] for article in content["data"]}
    by_id["T_2"]["qas"], by_id["T_1"]["qas"] = by_id["T_1"]["qas"], by_id["T_2"]["qas"]
    file.write_text(json.dumps(content), encoding="utf-8")
    report = bench(cmrc, cmrc_folder)
    values = {name: figure.value for name, figure in report.figures.items()}
    assert values["recall@1"] == pytest.approx(1 / 3)
    assert values["cited"] == pytest.approx(1 / 3)
    assert values["recall@5"] == 1


def test_limit_draws_the_same_questions_with_the_same_seed(cmrc_folder: Path, bench: Bench) -> None:
    first, again = (bench(cmrc, cmrc_folder, limit=1, seed=5) for _ in range(2))
    assert first.n == 1
    assert first.rows == again.rows


@pytest.mark.parametrize("content", ["", "[]", '{"data": [{"paragraphs": [{"id": "x"}]}]}'])
def test_another_form_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "cmrc2018_trial.json").write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match="格式不对"):
        read(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    for folder in (None, tmp_path / "none", tmp_path):
        with pytest.raises(EvaluationError) as caught:
            read(folder)
        assert "cmrc2018_trial.json" in caught.value.remedy
