"""Figures that plans give for the same thing, as bars."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from markupsafe import Markup

from assistant.answers import Answer
from assistant.library import Library
from corpus.documents import Indicator, Quantity, Reading, Source, Value


class Bar(Value):
    """A figure: whose, of which year, as the plan words it, and the number of its citation."""

    plan: str
    region: str
    year: int | None
    is_target: bool
    wording: str
    amount: Decimal
    number: int | None = None


class Chart(Value):
    """Figures in one unit for one thing; `chart_html` shows them."""

    title: str
    unit: str
    bars: tuple[Bar, ...]


def chart_of(answer: Answer, library: Library) -> Chart | None:
    """Return the figures that an answer compares: one thing in two plans or more, else ``None``."""
    cited = [
        (indicator, library.source(citation.plan_id), citation.number)
        for citation in answer.citations
        if citation.plan_id in {source.id for source in library.sources}
        for indicator in _indicators_at(citation.plan_id, citation.start, citation.end, library)
    ]
    chart = chart_from(cited)
    return chart if chart and len({bar.plan for bar in chart.bars}) > 1 else None


def chart_from(indicators: Sequence[tuple[Indicator, Source, int | None]]) -> Chart | None:
    """Return the figures of what most of the indicators measure; ``None`` if there are none.

    A figure that tells a change and no level is left out, and so is one in another unit.
    """
    concepts = [indicator.concept or indicator.name for indicator, _, _ in indicators]
    if not concepts:
        return None
    concept = max(concepts, key=concepts.count)
    alike = [entry for entry in indicators if (entry[0].concept or entry[0].name) == concept]
    found = [(bar, unit) for entry in alike for bar, unit in _bars(*entry)]
    units = [unit for _, unit in found]
    if not units:
        return None
    unit = max(units, key=units.count)
    bars: dict[object, Bar] = {}
    for bar, own in found:
        if own == unit:  # a plan says some figures twice, in its table and in a sentence
            bars.setdefault((bar.plan, bar.year, bar.is_target, bar.amount), bar)
    return Chart(title=concept, unit=unit, bars=tuple(bars.values()))


def chart_html(chart: Chart) -> Markup:
    """Return a chart as a table whose bars begin at nought."""
    most = max((bar.amount for bar in chart.bars), default=Decimal(0)) or Decimal(1)
    rows = Markup("").join(_row(bar, most) for bar in chart.bars)
    unit = f"（{chart.unit}）" if chart.unit else ""
    return Markup('<table class="chart"><caption>{}{}</caption><tbody>{}</tbody></table>').format(
        chart.title, unit, rows
    )


def _row(bar: Bar, most: Decimal) -> Markup:
    share = max(0, min(100, round(100 * bar.amount / most)))
    year = f"{bar.year}年" if bar.year else ""
    number = Markup(' <span class="number">{}</span>').format(bar.number) if bar.number else ""
    return Markup(
        '<tr><th scope="row">{} <small>{}{}</small>{}</th>'
        '<td><span class="bar {}" style="--share:{}%"></span>{}</td></tr>'
    ).format(
        bar.region,
        year,
        "目标" if bar.is_target else "",
        number,
        "target" if bar.is_target else "baseline",
        share,
        bar.wording,
    )


def _bars(indicator: Indicator, source: Source, number: int | None) -> Iterable[tuple[Bar, str]]:
    for reading in (indicator.baseline, indicator.target):
        quantity = _level(reading)
        if reading is not None and quantity is not None and quantity.amount is not None:
            bar = Bar(
                plan=source.id,
                region=source.name,
                year=reading.year,
                is_target=reading is indicator.target,
                wording=reading.value or "",
                amount=quantity.amount,
                number=number,
            )
            yield bar, quantity.unit or indicator.unit


def _level(reading: Reading | None) -> Quantity | None:
    """The one quantity of a reading, if it is a level."""
    if reading is None or len(reading.quantities) != 1:
        return None
    quantity = reading.quantities[0]
    return None if quantity.direction or quantity.per_year else quantity


def _indicators_at(plan: str, start: int, end: int, library: Library) -> list[Indicator]:
    """The indicators whose row or sentence is a stretch of a plan."""
    known = (*library.rows([plan]), *library.stated([plan]))
    return [
        indicator
        for _, indicator in known
        if indicator.excerpt.start >= start and indicator.excerpt.end <= end
    ]
