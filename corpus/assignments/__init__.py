"""Responsibilities: who leads a task and who cooperates, by when; read from text and tables."""

from corpus.assignments.paragraphs import (
    assignments_in,
    continued,
    with_first_leading,
    with_own_tasks,
    without,
    without_number,
)
from corpus.assignments.tables import assignments_in_table, assignments_of_rows
from corpus.assignments.units import is_short_for, unit_name, units_from, with_full_names

__all__ = [
    "assignments_in",
    "assignments_in_table",
    "assignments_of_rows",
    "continued",
    "is_short_for",
    "unit_name",
    "units_from",
    "with_first_leading",
    "with_full_names",
    "with_own_tasks",
    "without",
    "without_number",
]
