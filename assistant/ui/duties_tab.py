"""The tab of responsibilities: which tasks a unit has, and which units a task."""

from collections.abc import Iterable, Sequence
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.language.terms import normalised
from assistant.ui.record_table import plan_name, record_table, source_button
from assistant.ui.service import Service
from corpus.documents import Assignment, Source, Unit
from corpus.text import readable

HEADER = ("规划", "任务", "牵头单位", "配合单位", "出处")
LEADS, COOPERATES = "牵头", "配合"
ROLES = ("牵头或配合", LEADS, COOPERATES)
Record = tuple[Assignment, Source]


class DutiesTab:
    """Lays out the tab where it is made."""

    def __init__(self, service: Service) -> None:
        self._service = service
        with gr.Row():
            self.unit = gr.Dropdown([], label="单位", elem_id="duty-unit", scale=1)
            self.role = gr.Radio(
                list(ROLES), value=ROLES[0], label="作为", elem_id="duty-role", scale=2
            )
            self.words = gr.Textbox(
                label="任务", placeholder="例如 控烟", elem_id="duty-words", scale=1
            )
        self.table = gr.HTML("", elem_id="duties", apply_default_css=False)
        gr.on(
            [self.unit.change, self.role.change, self.words.change],
            self._table,
            [self.unit, self.role, self.words],
            self.table,
            show_progress="hidden",
            trigger_mode="always_last",
            api_visibility="private",
        )

    @property
    def shown(self) -> list[Any]:
        """What `refreshed` gives anew."""
        return [self.unit, self.table]

    def refreshed(self) -> list[Any]:
        """Return the choices and the table as the library is now."""
        records = self._records()
        units = {unit.name for a, _ in records for unit in (*a.lead, *a.cooperating)}
        choices = [("（全部）", ""), *((unit, unit) for unit in sorted(units))]
        return [gr.update(choices=choices, value=""), _html(records, "")]

    def _records(self) -> list[Record]:
        library = self._service.library
        return [
            (assignment, source)
            for source in library.sources
            for assignment in library.plan(source.id).assignments
        ]

    def _table(self, unit: str, role: str, words: str) -> str:
        return _html(chosen(self._records(), unit or "", role, words or ""), unit or "")


def chosen(records: Iterable[Record], unit: str, role: str, words: str) -> list[Record]:
    """Return the tasks that a unit has in a role (any unit, if empty) and that say these words."""
    wanted = normalised(words).split()
    return [
        (assignment, source)
        for assignment, source in records
        if (not unit or unit in {other.name for other in _units(assignment, role)})
        and all(word in _said(assignment) for word in wanted)
    ]


def _units(assignment: Assignment, role: str) -> Sequence[Unit]:
    if role == LEADS:
        return assignment.lead
    if role == COOPERATES:
        return assignment.cooperating
    return (*assignment.lead, *assignment.cooperating)


def _said(assignment: Assignment) -> str:
    return normalised(" ".join((assignment.action, assignment.task, *assignment.path)))


def _html(records: Sequence[Record], unit: str) -> Markup:
    return record_table("任务", HEADER, [_row(*record, unit) for record in records])


def _row(assignment: Assignment, source: Source, unit: str) -> tuple[str | Markup, ...]:
    return (
        plan_name(source),
        readable(assignment.task),
        _names(assignment.lead, unit),
        _names(assignment.cooperating, unit),
        source_button(source, assignment.excerpt, assignment.path),
    )


def _names(units: Sequence[Unit], chosen_unit: str) -> Markup:
    """The units as the plan words them, the chosen one in bold."""
    return Markup("、").join(
        Markup("<b>{}</b>").format(readable(unit.said))
        if unit.name == chosen_unit
        else Markup("{}").format(readable(unit.said))
        for unit in units
    )
