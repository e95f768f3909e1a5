from collections.abc import Callable, Mapping

import pytest

from assistant.answers import Citation
from evals.outcome import Outcome
from evals.places import PlanText
from evals.samples import GoldEvidence, Sample
from evals.scorers.citing import address, gold_cited, has_right_address, is_verbatim, verbatim

Cite = Callable[..., Citation]
Say = Callable[..., Outcome]
ROW = "每千人口药师（士）数人0.5预期性"


def test_the_innermost_part_is_the_address(cite: Cite, plans: Mapping[str, PlanText]) -> None:
    row = cite("changshu", ROW)
    assert row.section_path[-1] == "第13行"
    assert has_right_address(row, plans["changshu"])
    for depth in range(len(row.section_path)):
        shorter = row.model_copy(update={"section_path": row.section_path[:depth]})
        assert not has_right_address(shorter, plans["changshu"])
    neighbour = (*row.section_path[:-1], "第12行")
    assert not has_right_address(
        row.model_copy(update={"section_path": neighbour}), plans["changshu"]
    )


def test_every_part_of_a_plan_is_at_its_own_address(plans: Mapping[str, PlanText]) -> None:
    for text in plans.values():
        parts = [(s.path, p) for s in text.plan.sections for p in s.paragraphs]
        parts += [(row.path, row.excerpt) for row in text.plan.indicators]
        parts += [(task.path, task.excerpt) for task in text.plan.assignments]
        for path, excerpt in parts:
            citation = Citation(
                number=1,
                plan_id=text.id,
                plan_title="",
                section_path=path,
                quote=excerpt.text,
                start=excerpt.start,
                end=excerpt.end,
            )
            assert is_verbatim(citation, text), path
            assert has_right_address(citation, text), path


def test_a_citation_of_no_known_plan_is_wrong(cite: Cite) -> None:
    assert not is_verbatim(cite("changshu", ROW), None)
    assert not has_right_address(cite("changshu", ROW), None)


def test_without_citations_there_is_nothing_to_check(say: Say, doctors: Sample) -> None:
    outcome = say(doctors, "没有说明。", refused=True)
    assert verbatim(outcome).value is None
    assert address(outcome).value is None


@pytest.mark.parametrize(
    ("quote", "cited"),
    [
        ("80%的医护人员具备核酸采样能力", 1),
        ("储备具备专业素质的消杀人员80人；80%的医护人员具备核酸采样能力", 1),
        ("3.提升新冠疫情防控核心能力建设", 1),  # the heading above, which the address shows
        ("按照每3万人口配置一辆救护车", 0),
    ],
)
def test_gold_evidence_is_cited(say: Say, cite: Cite, quote: str, cited: float) -> None:
    sample = Sample(
        id="made-up-005",
        kind="fact",
        question="问",
        keys=(("80%",),),
        evidence=(GoldEvidence(plan="changshu", quote=quote),),
    )
    outcome = say(sample, "80%[1]。", cite("changshu", "80%的医护人员具备核酸采样能力"))
    assert gold_cited(outcome).value == cited
