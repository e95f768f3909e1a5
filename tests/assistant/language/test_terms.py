import pytest

from assistant.language.terms import TermWeights, content_words, normalised, terms_of, topic_of


def test_the_words_that_only_ask_are_no_topic() -> None:
    assert topic_of("请问常熟2025年健康镇建成率的目标值是多少", ["常熟"]) == "健康镇建成率"


def test_characters_that_ask_are_kept_inside_words() -> None:
    assert topic_of("公共卫生中心的能力") == "公共卫生中心 能力"


def test_full_width_digits_and_other_wordings_are_folded() -> None:
    assert normalised("５岁以下儿童期望寿命") == normalised("5岁以下儿童预期寿命")


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    weights = TermWeights(["健康城市", "健康乡镇", "健康细胞"])
    assert weights["细胞"] > weights["健康"]
    assert weights["房价"] >= weights["细胞"]


@pytest.mark.parametrize(("text", "share"), [("健康细胞", 1.0), ("学区房", 0.0)])
def test_coverage_is_the_share_of_weight_that_stands_in_a_text(text: str, share: float) -> None:
    weights = TermWeights(["健康城市", "健康细胞"])
    assert weights.coverage(terms_of("健康细胞"), text) == share


def test_a_small_library_does_not_make_what_it_lacks_outweigh_what_it_has() -> None:
    weights = TermWeights(["村卫生室业务用房面积"])
    assert weights["卫生"] > 0.4 * weights["钢琴"]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("诊所用房面积不少于多少平方米", "诊所用房面积"),
        ("驾驶员年龄不能超过多少岁", "驾驶员年龄"),
        ("至少要配多少名医师", "配 医师"),
        ("养老院在哪一个县", "养老院 县"),
        ("服务多少人口", "服务 人口"),
    ],
)
def test_how_much_is_asked_for_is_no_topic(question: str, topic: str) -> None:
    assert topic_of(question) == topic_of(topic) == topic


def test_nothing_is_covered_of_no_terms() -> None:
    assert TermWeights(["健康"]).coverage((), "健康") == 0.0


def test_latin_words_count_as_content() -> None:
    assert "aed" in content_words("公共场所 aed")
