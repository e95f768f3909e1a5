import pytest

from assistant.language.clauses import Meant, cut_to
from assistant.language.numbers import FIGURE
from assistant.language.terms import TermWeights, terms_of
from corpus.documents import Excerpt
from corpus.text import excerpt_from

SENTENCE = (
    "到2025年，全市医疗卫生机构布局不断优化，推进市一院、市二院创建三级甲等医院；市五院、梅李人民医院争创"
    "二级甲等医院，梅李人民医院要突出老年病医院功能定位，力争向三级老年病医院发展，支塘人民医院转型。"
)


@pytest.fixture
def weights() -> TermWeights:
    return TermWeights([SENTENCE, "全市医院建设", "卫生院发展"])


def excerpt(text: str) -> Excerpt:
    return excerpt_from(text, 0, len(text))


def test_a_long_sentence_is_cut_to_the_clauses_that_answer(weights: TermWeights) -> None:
    text, kept = cut_to(excerpt(SENTENCE), terms_of("老年病医院功能定位"), weights)
    assert text == "梅李人民医院要突出老年病医院功能定位，力争向三级老年病医院发展"
    assert SENTENCE[kept.start : kept.end].rstrip("，") == text


def test_a_short_sentence_stays_whole_without_its_mark(weights: TermWeights) -> None:
    assert (
        cut_to(excerpt("健康镇建成率100%。"), terms_of("健康镇"), weights)[0] == "健康镇建成率100%"
    )


def test_a_label_before_a_colon_is_left_out(weights: TermWeights) -> None:
    text, _ = cut_to(excerpt("人才培养：强化中医高层次人才培养和使用。"), terms_of("中医"), weights)
    assert text == "强化中医高层次人才培养和使用"


def test_a_conjunction_does_not_dangle_at_the_start(weights: TermWeights) -> None:
    assert cut_to(excerpt("并且建成三家医院。"), (), weights)[0] == "建成三家医院"


def test_a_clause_with_a_figure_is_kept_where_one_is_asked_for(weights: TermWeights) -> None:
    sentence = (
        "持续推进医疗卫生机构的布局优化工作，不断提高医疗服务的质量和水平，完善急救网络，"
        "平均急救反应时间少于15分钟。"
    )
    text, _ = cut_to(excerpt(sentence), terms_of("急救网络"), weights, FIGURE)
    assert "15分钟" in text


def test_of_parts_between_semicolons_the_one_that_answers_is_kept(weights: TermWeights) -> None:
    sentence = "卫生院每院补助5万元；诊所每家补助2万元。"
    text, _ = cut_to(excerpt(sentence), terms_of("诊所补助"), weights, FIGURE)
    assert text == "诊所每家补助2万元"


def test_only_the_year_that_is_meant_is_shown(weights: TermWeights) -> None:
    sentence = "签约率2024年达到40%，2025年达到45%。"
    text, kept = cut_to(
        excerpt(sentence), terms_of("签约率"), weights, FIGURE, Meant(years=(2025,))
    )
    assert (text, kept.text) == ("签约率2025年达到45%", "签约率2024年达到40%，2025年达到45%")


def test_only_the_age_that_is_meant_is_shown(weights: TermWeights) -> None:
    sentence = "七至十二周岁的补助九百元；零至六周岁的补助一千元。"
    text, _ = cut_to(excerpt(sentence), terms_of("补助"), weights, FIGURE, Meant(age=5))
    assert text == "零至六周岁的补助一千元"
