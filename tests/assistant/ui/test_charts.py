"""Figures of one thing as bars: of one unit, each once, none of a change."""

from decimal import Decimal

import pytest

from assistant.ui.charts import Chart, chart_from, chart_html
from corpus.documents import Indicator, Quantity, Reading, Source

QINGHE = Source(id="qinghe", title="青河县规划", region="青河县")
BAISHI = Source(id="baishi", title="白石县规划", region="白石县")


def reading(year: int, amount: str, unit: str, direction: str = "") -> Reading:
    quantity = Quantity.model_validate(
        {"amount": Decimal(amount), "unit": unit, "direction": direction}
    )
    return Reading(year=year, value=amount, quantities=(quantity,))


def indicator(
    name: str, *, target: Reading, baseline: Reading | None = None, unit: str = "岁"
) -> Indicator:
    return Indicator.model_validate(
        {
            "path": (),
            "row": None,
            "group": "",
            "nature": "",
            "name": name,
            "concept": name,
            "unit": unit,
            "baseline": baseline,
            "target": target,
            "excerpt": {"text": name, "spans": ((0, len(name)),)},
        }
    )


def chart(*found: tuple[Indicator, Source]) -> Chart:
    made = chart_from([(record, source, number) for number, (record, source) in enumerate(found)])
    assert made is not None
    return made


def test_bars_are_of_what_most_indicators_measure_in_the_unit_of_most() -> None:
    made = chart(
        (indicator("寿命", target=reading(2025, "79.5", "岁")), QINGHE),
        (indicator("寿命", target=reading(2025, "80", "岁")), BAISHI),
        (indicator("寿命", target=reading(2025, "3", "%")), BAISHI),
        (indicator("死亡率", target=reading(2025, "6", "‰")), BAISHI),
    )
    assert (made.title, made.unit) == ("寿命", "岁")
    assert [(bar.region, bar.wording) for bar in made.bars] == [
        (QINGHE.name, "79.5"),
        (BAISHI.name, "80"),
    ]


def test_a_figure_that_a_plan_says_twice_is_one_bar_and_a_change_none() -> None:
    life = indicator("寿命", target=reading(2025, "79.5", "岁"))
    rise = indicator("寿命", target=reading(2025, "1", "岁", "提高"))
    assert len(chart((life, QINGHE), (life, QINGHE), (rise, QINGHE)).bars) == 1
    assert chart_from([(rise, QINGHE, None)]) is None
    assert chart_from([]) is None


@pytest.mark.parametrize(("amount", "share"), [("80", 100), ("40", 50)])
def test_bars_begin_at_nought(amount: str, share: int) -> None:
    made = chart(
        (indicator("寿命", target=reading(2025, "80", "岁")), QINGHE),
        (indicator("寿命", target=reading(2025, amount, "岁")), BAISHI),
    )
    assert f"--share:{share}%" in chart_html(made)


def test_words_of_a_plan_are_no_markup() -> None:
    made = chart((indicator("<b>寿命", target=reading(2025, "80", "岁")), QINGHE))
    assert "<b>" not in chart_html(made)
