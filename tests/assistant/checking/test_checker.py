"""Drafts are checked claim by claim: supported by a plan, contradicted, or not found."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.checking import Finding, Report, check
from corpus.catalogue import read_text, sources
from corpus.errors import UnknownPlanError, UnreadableFileError
from evals.benchmarks.checking import outcomes_of

DRAFTS = Path(__file__).with_name("drafts")
# Errors in the drafts that are not noticed; what goes unnoticed does no harm, a false alarm does.
UNNOTICED = {
    "changshu-year.txt": {"5-8个"},
    "jiangyin-midterm.txt": {"3个"},
    "linjiang-self-review.md": {"10分钟"},
    "wuzhong-exchange.txt": {"90%"},
    "wuzhong-minutes.txt": {"10%", "20场次"},
    "wuzhong-outline.txt": {"3万人"},
    "yongqiao-bulletin.txt": {"20项"},
    "yongqiao-congress.txt": {"三级"},
}


def found(report: Report, words: str) -> Finding:
    """The one finding about these words."""
    [finding] = [f for f in report.findings if words in f.claim.text]
    return finding


@pytest.mark.parametrize("draft", sorted(DRAFTS.iterdir()), ids=lambda path: path.stem)
def test_every_marked_claim_gets_the_verdict_that_is_due(draft: Path, shipped: Assistant) -> None:
    outcomes = outcomes_of(draft, shipped)
    wrong = [o for o in outcomes if o.got not in (o.due, "neither")]
    assert wrong == []
    unnoticed = {o.words for o in outcomes if o.got != o.due}
    assert unnoticed <= UNNOTICED.get(draft.name, set())


@pytest.mark.parametrize("plan", sources(), ids=lambda source: source.id)
def test_no_plan_contradicts_itself(plan: object, shipped: Assistant) -> None:
    [source] = [s for s in shipped.sources if s == plan]
    report = shipped.check(read_text(source), plans=[source.id])
    assert report.of("contradicted") == ()
    assert len(report.of("supported")) > 30
    assert len(report.of("not_found")) == 0


class TestWhichPlan:
    CLAIM = "2025年，人均预期寿命的目标是84岁。"

    def test_the_one_named_in_the_sentence(self, shipped: Assistant) -> None:
        report = shipped.check(f"埇桥区工作汇报\n常熟规划提出，{self.CLAIM}")
        assert found(report, "84岁").verdict == "supported"
        assert found(report, "84岁").claim.plans == ("changshu",)

    def test_else_the_one_named_above(self, shipped: Assistant) -> None:
        report = shipped.check(f"工作汇报\n一、埇桥规划的目标\n规划提出，{self.CLAIM}")
        finding = found(report, "84岁")
        assert finding.verdict == "contradicted"
        assert finding.explanation == "埇桥：人均预期寿命2025年目标＞78.2岁"
        assert finding.citations[0].section_path[-1] == "第1行"

    def test_else_the_one_that_the_caller_gives(self, shipped: Assistant) -> None:
        report = shipped.check(f"规划提出，{self.CLAIM}", plans=["yongqiao"])
        assert found(report, "84岁").verdict == "contradicted"

    def test_else_all_are_tried_and_none_contradicts(self, shipped: Assistant) -> None:
        report = shipped.check(f"规划提出，{self.CLAIM}")
        assert found(report, "84岁").verdict == "supported"
        assert not found(report, "84岁").claim.names_plan
        assert shipped.check("规划提出，2025年人均预期寿命的目标是86岁。").is_clean

    def test_a_plan_that_is_none_of_ours_is_left_alone(self, shipped: Assistant) -> None:
        text = (
            "常熟市卫生健康工作汇报\n《江苏省“十四五”卫生健康发展规划》提出，"
            "到2025年居民健康素养水平达到36%。我市规划提出达到40%以上。"
        )
        report = shipped.check(text)
        assert [f.claim.text for f in report.findings] == ["40%以上"]

    def test_another_paper_of_the_same_town_is_not_the_plan(self, shipped: Assistant) -> None:
        text = "《常熟市2024年卫生健康工作要点》提出，人均预期寿命达到84.6岁。"
        assert shipped.check(text).findings == ()

    def test_each_of_two_plans_has_its_own_figure(self, shipped: Assistant) -> None:
        text = "常熟、埇桥2025年每千人口注册护士数的目标分别为3.5人和3.5人。"
        verdicts = [f.verdict for f in shipped.check(text).findings]
        assert verdicts == ["supported", "contradicted"]


class TestFigures:
    @pytest.mark.parametrize(
        ("sentence", "explanation"),
        [
            ("规划提出，2025年居民健康素养水平达到45%以上。", "居民健康素养水平2025年目标≥40%"),
            ("规划提出，到2025年人均期望寿命达到83.36岁。", "这是2020年的现状数"),
            ("规划提出，孕产妇死亡率控制在6.8‰以内。", "单位不同"),
            ("规划提出，重大慢性病过早死亡率不低于7.2%。", "方向不同"),
            ("规划提出，2022年设立老年医学科的二级以上综合性医院比例达到85%。", "2022年目标80%"),
        ],
    )
    def test_an_error_is_contradicted_with_what_the_plan_says(
        self, shipped: Assistant, sentence: str, explanation: str
    ) -> None:
        report = shipped.check(f"常熟市汇报\n{sentence}")
        [finding] = report.findings
        assert finding.verdict == "contradicted"
        assert explanation in finding.explanation
        assert finding.citations

    def test_a_figure_of_one_s_own_is_no_error(self, shipped: Assistant) -> None:
        text = (
            "常熟市汇报\n2024年上半年，全市人均期望寿命为84.6岁，同比提高0.2岁；"
            "家庭医生签约48.6万人。常卫健〔2024〕12号，7月5日，第3页。"
        )
        report = shipped.check(text)
        assert report.is_clean and report.of("supported") == ()
        assert report.unmarked > 0

    def test_what_is_said_of_one_town_is_not_held_against_the_whole(
        self, shipped: Assistant
    ) -> None:
        text = "常熟市汇报\n规划提出，古里镇到2025年居民健康素养水平达到45%。"
        assert shipped.check(text).is_clean

    def test_a_quote_is_what_stands_at_its_offsets(self, shipped: Assistant) -> None:
        texts = {source.id: read_text(source) for source in sources()}
        for draft in sorted(DRAFTS.glob("changshu*")):
            report = shipped.check(draft)
            for finding in report.findings:
                claim = finding.claim
                assert report.text[claim.start : claim.end] == claim.text
                for citation in finding.citations:
                    words = texts[citation.plan_id][citation.start : citation.end]
                    quote = "".join(citation.quote.split())
                    assert quote in "".join(words.split()) or len(words) > len(quote)


def test_one_s_own_plans_are_checked_against_too() -> None:
    assistant = Assistant.from_texts(
        {"太仓市卫生健康规划": "一、目标\n到2025年，人均体育场地面积达4.1平方米。"}
    )
    right = assistant.check("规划提出，到2025年人均体育场地面积达到4.1平方米。")
    wrong = assistant.check("规划提出，到2025年人均体育场地面积达到4.6平方米。")
    assert [f.verdict for f in (*right.findings, *wrong.findings)] == ["supported", "contradicted"]


def test_a_draft_that_cannot_be_read_or_an_unknown_plan_is_refused(shipped: Assistant) -> None:
    with pytest.raises(UnreadableFileError):
        shipped.check(Path("没有.docx"))
    with pytest.raises(UnknownPlanError):
        shipped.check("规划", plans=["taicang"])


@pytest.mark.usefixtures("shipped")
def test_the_one_call_form_and_its_json() -> None:
    report = check("常熟规划提出，2025年人均预期寿命达到85岁。")
    assert not report.is_clean
    assert Report.model_validate_json(report.model_dump_json()) == report
