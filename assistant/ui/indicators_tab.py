"""The tab of indicators: all of them, searched and filtered, compared, exported."""

from collections.abc import Iterable, Sequence
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.grounding.render import named
from assistant.language.terms import normalised
from assistant.ui.charts import chart_from, chart_html
from assistant.ui.record_table import plan_name, record_table, source_button
from assistant.ui.service import Service
from corpus.documents import Indicator, Reading, Source
from corpus.export import indicators_workbook
from corpus.text import readable

HEADER = ("规划", "指标", "单位", "现状", "目标", "性质", "出处")
EXPORT_NAME = "指标.xlsx"
Record = tuple[Indicator, Source]


class IndicatorsTab:
    """Lays out the tab where it is made."""

    def __init__(self, service: Service) -> None:
        self._service = service
        with gr.Row():
            self.words = gr.Textbox(
                label="搜索", placeholder="指标名称或原文里的字", elem_id="indicator-words", scale=2
            )
            self.plans = gr.Dropdown(
                [], label="规划", multiselect=True, elem_id="indicator-plans", scale=2
            )
            self.concept = gr.Dropdown(
                [], label="比较同一指标", elem_id="indicator-concept", filterable=True, scale=2
            )
            save = gr.Button("导出 Excel", elem_id="indicator-save", scale=1, min_width=110)
        self.table = gr.HTML("", elem_id="indicators", apply_default_css=False)
        download = gr.DownloadButton(visible="hidden", elem_id="indicator-file")
        given = [self.words, self.plans, self.concept]
        gr.on(
            [self.words.change, self.plans.change, self.concept.change],
            self._table,
            given,
            self.table,
            show_progress="hidden",
            trigger_mode="always_last",
            api_visibility="private",
        )
        save.click(self._export, given, download, api_visibility="private").then(
            None, js="() => document.querySelector('#indicator-file').click()"
        )

    @property
    def shown(self) -> list[Any]:
        """What `refreshed` gives anew."""
        return [self.plans, self.concept, self.table]

    def refreshed(self) -> list[Any]:
        """Return the choices and the table as the library is now."""
        records = self._records()
        plans = [(named(source), source.id) for source in self._service.library.sources]
        concepts = concepts_of(records)
        return [
            gr.update(choices=plans, value=[]),
            gr.update(choices=[("（不比较）", ""), *((c, c) for c in concepts)], value=""),
            _html(records, ""),
        ]

    def _records(self) -> list[Record]:
        library = self._service.library
        return [
            (indicator, source)
            for source in library.sources
            for indicator in library.plan(source.id).indicators
        ]

    def _chosen(self, words: str, plans: Sequence[str], concept: str) -> list[Record]:
        return chosen(self._records(), words or "", plans or (), concept or "")

    def _table(self, words: str, plans: Sequence[str], concept: str) -> str:
        return _html(self._chosen(words, plans, concept), concept or "")

    def _export(self, words: str, plans: Sequence[str], concept: str) -> str:
        content = indicators_workbook(self._chosen(words, plans, concept))
        return self._service.exports.put(EXPORT_NAME, content)


def chosen(
    records: Iterable[Record], words: str, plans: Sequence[str], concept: str
) -> list[Record]:
    """Return the indicators of these plans (all, if none) that say these words and measure this."""
    wanted = normalised(words).split()
    return [
        (indicator, source)
        for indicator, source in records
        if (not plans or source.id in plans)
        and (not concept or indicator.concept == concept)
        and all(word in _said(indicator, source) for word in wanted)
    ]


def concepts_of(records: Iterable[Record]) -> list[str]:
    """Return what is measured in more than one plan, most plans first."""
    plans: dict[str, set[str]] = {}
    for indicator, source in records:
        if indicator.concept:
            plans.setdefault(indicator.concept, set()).add(source.id)
    several = [concept for concept, of in plans.items() if len(of) > 1]
    return sorted(several, key=lambda concept: -len(plans[concept]))


def _said(indicator: Indicator, source: Source) -> str:
    words = (indicator.name, indicator.concept, indicator.excerpt.text, source.region)
    return normalised(" ".join(words))


def _html(records: Sequence[Record], concept: str) -> Markup:
    chart = chart_from([(i, s, None) for i, s in records]) if concept else None
    table = record_table("指标", HEADER, [_row(*record) for record in records])
    return (chart_html(chart) if chart else Markup("")) + table


def _row(indicator: Indicator, source: Source) -> tuple[str | Markup, ...]:
    return (
        plan_name(source),
        readable(indicator.name),
        readable(indicator.unit),
        _reading(indicator.baseline),
        _reading(indicator.target),
        readable(indicator.nature),
        source_button(source, indicator.excerpt, indicator.path),
    )


def _reading(reading: Reading | None) -> str:
    if reading is None:
        return ""
    value = "——" if reading.value is None else readable(reading.value)
    return f"{value}（{reading.year}年）" if reading.year else value
