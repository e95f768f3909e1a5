"""The tables that a question may mean, and what each says of all its rows."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.answers import Question
from assistant.library import Library
from assistant.question.tables import wants_year_before
from corpus.documents import Value
from corpus.tables.rows import Column, Row
from index.passages import Passage

# With what the name of something that is measured ends.
_MEASURE = re.compile(
    "(?:额|数|量|率|比例|比重|占比|标准|费用?|投资|人次|资金|经费|价格?|面积|时间)$"
)
_LABEL = re.compile(r"(?:附?表|附件|专栏)\s*[\d一二三四五六七八九十]{1,2}(?:[-—.]\d)?")

Entry = tuple[Passage, Row]


class Attribute(Value):
    """What a table says of all its rows: columns with one name, that differ by their years.

    ``label`` is what it is called: its innermost head, or all of them where several are alike.
    """

    name: str
    label: str
    levels: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def is_figure(self) -> bool:
        """Whether it is a number."""
        return self.columns[0].kind == "figure"


class TableRows(Value):
    """The rows of one table with the passages that they stand in, and what it says of them."""

    rows: tuple[Entry, ...]
    attributes: tuple[Attribute, ...]

    @property
    def title(self) -> str:
        """The title of the table, nothing if it has none."""
        return self.rows[0][1].title

    @property
    def entity_head(self) -> str:
        """What the rows are, by the head of their names: 项目名称."""
        return self.rows[0][1].entity_head


def tables_asked(question: Question, library: Library) -> list[TableRows]:
    """Return the tables that a question may mean: all, or those that it names by number (表3)."""
    tables = _tables_of(library, question.plans)
    labels = set(_labels(question.text))
    named = [t for t in tables if labels & set(_labels(" ".join(t.rows[0][1].path)))]
    return named or tables


def lacks_year(question: Question, table: TableRows) -> bool:
    """Whether a question asks for years, and a table has columns or rows of years but not those."""
    dated = {c.year for a in table.attributes for c in a.columns if c.year}
    dated |= {row.year for _, row in table.rows if row.year}
    asked = years_asked(question)
    return bool(asked and dated) and not asked & dated


def years_asked(question: Question) -> set[int]:
    """Return the years that a question asks for, those before them where it asks for 上年 too."""
    years = set(question.years)
    if wants_year_before(question.text):
        years |= {year - 1 for year in question.years}
    return years


def _tables_of(library: Library, plans: Iterable[str]) -> list[TableRows]:
    """The tables of these plans, in order."""
    found = library.table_rows(tuple(plans))
    tables = []
    for _, group in groupby(found, key=lambda entry: (entry[0].source.id, entry[1].table)):
        rows = tuple(group)
        tables.append(TableRows(rows=rows, attributes=_attributes(rows[0][1])))
    return tables


def _labels(text: str) -> list[str]:
    return [re.sub(r"\s", "", label) for label in _LABEL.findall(text)]


def _label(levels: Sequence[str], innermost: Counter[str]) -> str:
    """The innermost head, if it stands alone: not 在职 under 年度限额, but 总投资 under 投资."""
    *outer, inner = levels
    is_case = any(_MEASURE.search(head) for head in outer) and not _MEASURE.search(inner)
    return inner if innermost[inner] == 1 and not is_case else "".join(levels)


def _attributes(row: Row) -> tuple[Attribute, ...]:
    """The columns beside the name of the row, those that differ in their year alone together."""
    names = {row.entity_column, *row.group_columns}
    columns = [field.column for field in row.values if field.column.index not in names]
    by_name: dict[tuple[str, str], list[Column]] = {}
    for column in columns:
        by_name.setdefault((column.name, column.unit), []).append(column)
    innermost = Counter(each[0].levels[-1] for each in by_name.values() if each[0].levels)
    return tuple(
        Attribute(
            name=name,
            label=_label(each[0].levels, innermost) if name else "",
            levels=each[0].levels,
            columns=tuple(each),
        )
        for (name, _), each in by_name.items()
    )
