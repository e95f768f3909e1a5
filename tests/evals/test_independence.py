from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from assistant import Assistant
from assistant.answers import Citation
from evals.independence import is_complete, is_elsewhere, pair_jobs, pairs_from
from evals.samples import Sample, Turn
from evals.trials import trials_of

Cite = Callable[..., Citation]
Act = Callable[[Callable[[str, Sequence[str]], tuple[str, Sequence[Citation]]]], Assistant]


def test_there_are_four_hundred_pairs_of_both_halves(samples: tuple[Sample, ...]) -> None:
    pairs = pairs_from(samples)
    assert len({pair.sample.id for pair in pairs}) == len(pairs) >= 400
    halves = Counter(pair.sample.half for pair in pairs)
    assert min(halves.values()) >= 200
    assert pairs == pairs_from(samples)


def test_what_is_asked_before_is_of_six_kinds_and_of_the_same_half(
    samples: tuple[Sample, ...],
) -> None:
    asked = {sample.id: sample for sample in samples}
    kinds: Counter[str] = Counter()
    for pair in pairs_from(samples):
        earlier = asked.get(pair.before[-1].id)
        kinds[earlier.kind if earlier else "talk"] += 1
        if earlier:
            assert earlier.half == pair.sample.half
            assert is_elsewhere(earlier, pair.sample)
    assert kinds["list"] and kinds["summary"]
    kinds["list or summary"] = kinds.pop("list") + kinds.pop("summary")
    assert len(kinds) == 6
    assert min(kinds.values()) >= 60


def test_a_conversation_may_end_in_a_fragment(samples: tuple[Sample, ...]) -> None:
    talks = [[s.question for s in pair.before] for pair in pairs_from(samples)]
    fragments = [talk for talk in talks if len(talk) == 2]
    assert len(fragments) >= 20
    assert all(last.startswith("那") and last.endswith("呢") for _, last in fragments)


@pytest.mark.parametrize(
    ("question", "complete"),
    [
        ("常熟药师数目标", True),
        ("哪些规划提到三孩", True),
        ("五份规划谁提了垃圾分类", True),
        ("各地怎么控烟", True),
        ("药师数目标", False),
    ],
)
def test_a_complete_question_says_whose_plan_it_is(question: str, complete: bool) -> None:
    sample = Sample(id="a", kind="fact", question=question)
    assert is_complete(sample) == complete
    said = {"history": (Turn(role="user", content="你好"),)}
    assert not is_complete(sample.model_copy(update=said))
    assert not is_complete(sample.model_copy(update={"kind": "follow-up"}))


def test_an_answer_that_takes_up_what_was_said_has_changed(
    act: Act, cite: Cite, doctors: Sample
) -> None:
    earlier = Sample(id="b", kind="indicator", question="埇桥药师数目标")
    others = [
        earlier.model_copy(update={"id": kind, "kind": kind})
        for kind in ("indicator", "responsibility", "list", "across", "unanswerable")
    ]
    (pair,) = pairs_from([doctors, *others], most=1)
    words = "80%的医护人员具备核酸采样能力"
    first, second = cite("changshu", words), cite("changshu", "40%为负压救护车")

    def changes_of(after: str, *citations: Citation) -> tuple[float | None, str]:
        def script(question: str, before: Sequence[str]) -> tuple[str, Sequence[Citation]]:
            return (after, citations) if before else ("80%[1]", [first])

        (trial,) = trials_of(pair_jobs([pair], act(script), known={}))
        assert (trial.detail is not None) == bool(trial.faults)
        return trial.scores["changed"].value, trial.scores["changed"].explanation

    assert changes_of("80%[1]", first) == (0, "")
    assert changes_of("80%[1]", second) == (1, "引文变了")
    assert changes_of("3.5人[1]", first) == (1, "回答变了")


def test_answers_that_are_known_are_not_asked_for_again(
    act: Act, say: Callable[..., object], doctors: Sample, samples: tuple[Sample, ...]
) -> None:
    asked: list[tuple[str, int]] = []

    def script(question: str, before: Sequence[str]) -> tuple[str, Sequence[Citation]]:
        asked.append((question, len(before)))
        return "80%。", ()

    answer = act(script).trace(doctors.question).answer
    asked.clear()
    some = [pair for pair in pairs_from(samples)[:5] if len(pair.before) == 1]
    known = {sample.id: answer for sample in samples}
    trials_of(pair_jobs(some, act(script), known))
    assert asked == [(pair.sample.question, 1) for pair in some]
