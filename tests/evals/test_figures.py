import pytest

from evals.figures import Figure, figures_in, missing_from, stands_in, workings_in

ROW = "13 每千人口药师（士）数 人 0.5 预期性"
RATIO_ROW = "居民健康素养水平（%） 21.7 ＞25 预期性"


def figure(text: str) -> Figure:
    (found,) = figures_in(text)
    return found


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("0.50人", ROW),
        ("25%", RATIO_ROW),
        ("21.7", RATIO_ROW),
        ("60％", "比例$\\geq60\\%$"),
        ("30000人", "完成检查3万人"),
        ("3万人", "完成检查30,000人"),
        ("90%以上", "不低于90%"),
        ("60%", "60%以上"),
        ("100人", "抗菌药物使用强度（DDDs100/人天%） —— <40"),
        ("2025年", "2025年目标值"),
        ("300", "开设家庭病床300张以上"),
    ],
)
def test_a_figure_stands(said: str, source: str) -> None:
    assert stands_in(figure(said), source)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("5人", ROW),
        ("0.5%", ROW),
        ("25人", RATIO_ROW),
        ("60", "达到60%"),
        ("60%", "60个"),
        ("60‰", "60%"),
        ("5%", "25%"),
        ("25%", "2.5%"),
        ("40%以下", "达到40%以上"),
        ("≤6.8", "≥6.8"),
        ("2030年", "到2025年"),
        ("3人", "3万人"),
        ("1个", "每年降低1个百分点"),
        ("25", "到2025年"),
    ],
)
def test_a_figure_does_not_stand(said: str, source: str) -> None:
    assert not stands_in(figure(said), source)


def test_what_is_missing_is_listed_in_order() -> None:
    said = figures_in("从21.7%到25%，共3家、5家")
    assert [one.text for one in missing_from(said, [RATIO_ROW])] == ["3家", "5家"]


@pytest.mark.parametrize(
    "text",
    [
        "3.2 − 2.79 = 0.41",
        "3.2人－2.79人＝0.41",
        "1+3+13=17",
        "(89.42 − 56.12) ÷ 56.12 = 59.3%",
        "85% − 25% = 60%",
        "100 ÷ 40 = 2.5",
        "2.9-2.98=-0.08",
        "2 × (3 + 4) = 14",
    ],
)
def test_a_right_working_is_right(text: str) -> None:
    (working,) = workings_in(text)
    assert working.is_right


@pytest.mark.parametrize("text", ["3.2 − 2.79 = 0.42", "1+3=5", "1 ÷ 0 = 1", "85 − 25 = 6%"])
def test_a_wrong_working_is_wrong(text: str) -> None:
    (working,) = workings_in(text)
    assert not working.is_right


@pytest.mark.parametrize("text", ["1—2名", "2021-2025年", "5个", "", "目标=5", "0.41"])
def test_what_is_no_working_is_none(text: str) -> None:
    assert not workings_in(text)
