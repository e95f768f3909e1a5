from pathlib import Path

import pytest

from corpus.errors import EvaluationError
from evals.dataset import chosen, digest_of, samples_in
from evals.samples import Sample

LINE = '{"id": "fact-1", "kind": "fact", "question": "问"}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (LINE + "\n" + LINE, "fact-1 重复"),
        ("{", "第 1 行"),
        (LINE + '\n\n{"id": "x", "kind": "poem", "question": "问"}', "第 3 行不是一道题：kind"),
        ('{"id": "x", "kind": "fact", "question": "问", "answer": "答"}', "answer"),
        ("", "没有题目"),
    ],
)
def test_bad_files_are_named_with_line_and_remedy(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "fact.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=said) as caught:
        samples_in(tmp_path, Sample)
    assert caught.value.remedy


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fact.jsonl").write_bytes("问".encode("gbk"))
    with pytest.raises(EvaluationError, match="读不出来"):
        samples_in(tmp_path, Sample)


def test_samples_are_chosen_by_kind_plan_and_half(samples: tuple[Sample, ...]) -> None:
    facts = chosen(samples, kinds=["fact"])
    assert {sample.kind for sample in facts} == {"fact"}
    assert all("jiangyin" in sample.about for sample in chosen(samples, plans=["jiangyin"]))
    tuning = chosen(samples, halves=["tuning"])
    assert not any(sample.held_out for sample in tuning)
    assert len(tuning) + len(chosen(samples, halves=["held-out"])) == len(samples)
    assert chosen(samples) == samples


@pytest.mark.parametrize(
    ("kinds", "plans", "halves", "said"),
    [
        (["poem"], [], [], "没有题型“poem”"),
        ([], [], ["test"], "没有分组“test”"),
        (["unanswerable"], ["yongqiao"], ["held-out"], "没有符合条件的题目"),
    ],
)
def test_a_choice_that_leaves_nothing_is_refused(
    samples: tuple[Sample, ...], kinds: list[str], plans: list[str], halves: list[str], said: str
) -> None:
    with pytest.raises(EvaluationError, match=said):
        chosen([s for s in samples if not s.plans], kinds, plans, halves)


def test_a_digest_changes_with_the_gold_answer(doctors: Sample) -> None:
    assert digest_of(doctors) == digest_of(doctors.model_copy())
    assert digest_of(doctors) != digest_of(doctors.model_copy(update={"keys": (("90%",),)}))
    assert digest_of(doctors) != digest_of(doctors.model_copy(update={"absent": ("护士",)}))
