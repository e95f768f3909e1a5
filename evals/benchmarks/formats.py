"""Whether a plan reads the same as a Word file, a PDF or a web page as it does as text.

Each shipped plan is printed in each format (`evals.benchmarks.printing`), read back, and
compared with the text: its clause addresses, table rows and assignments, each as the share
that both have of all that either has (Dice), and its words (`difflib`, paragraph by
paragraph). White space is not compared: a printed line says nothing of it.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from importlib import import_module
from pathlib import Path
from time import perf_counter

from corpus.catalogue import shipped_plans
from corpus.documents import Plan, Value
from corpus.errors import EvaluationError
from corpus.formats.files import read_bytes
from corpus.parsing import plan_from
from evals.benchmarks.report import Figure, Report
from index.settings import Settings

FORMATS = ("docx", "html", "pdf")
_LISTED = 5

Progress = Callable[[int, int], None]


class Comparison(Value):
    """A plan in one format beside its text.

    Each of ``sections``, ``rows`` and ``assignments`` is how many the text has, how many the
    file has, and how many both have; ``words`` is the similarity of the texts from 0 to 1.
    ``missing`` and ``added`` list what only the text and only the file has.
    """

    plan: str
    format: str
    sections: tuple[int, int, int]
    rows: tuple[int, int, int]
    assignments: tuple[int, int, int]
    words: float
    seconds: float
    missing: tuple[str, ...]
    added: tuple[str, ...]
    notes: tuple[str, ...]


def run(
    data: Path | None,
    settings: Settings,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Compare the first ``limit`` plans (all by default); ``data`` and ``settings`` do not matter.

    Raises `EvaluationError` if the packages that print are not installed.
    """
    begun = perf_counter()
    plans = shipped_plans()[:limit]
    comparisons: list[Comparison] = []
    for plan in plans:
        for form in FORMATS:
            comparisons.append(compared(plan, form))
            if progress is not None:
                progress(len(comparisons), len(plans) * len(FORMATS))
    return Report(
        suite="formats",
        title="同一规划换成 Word、网页、PDF 后读出的内容与原文本的一致程度",
        n=len(comparisons),
        limit=limit,
        seed=seed,
        seconds=perf_counter() - begun,
        figures={name: figure for form in FORMATS for name, figure in _figures(form, comparisons)},
        remarks=tuple(_remark(comparison) for comparison in comparisons),
        rows=tuple(comparisons),
    )


def compared(plan: Plan, form: str) -> Comparison:
    """Print a plan in a format, read it back, and compare."""
    content = _printed(plan, form)
    begun = perf_counter()
    source_text = read_bytes(content, f"{plan.source.id}.{form}")
    seconds = perf_counter() - begun
    read = plan_from(plan.source, source_text)
    pairs = [
        (_sections(plan), _sections(read)),
        (_rows(plan), _rows(read)),
        (_assignments(plan), _assignments(read)),
    ]
    sections, rows, assignments = (
        (ours.total(), theirs.total(), (ours & theirs).total()) for ours, theirs in pairs
    )
    return Comparison(
        plan=plan.source.id,
        format=form,
        sections=sections,
        rows=rows,
        assignments=assignments,
        words=similarity(_paragraphs(plan), _paragraphs(read)),
        seconds=seconds,
        missing=tuple(_listed(ours - theirs for ours, theirs in pairs)),
        added=tuple(_listed(theirs - ours for ours, theirs in pairs)),
        notes=source_text.notes,
    )


def _printed(plan: Plan, form: str) -> bytes:
    try:
        printing = import_module("evals.benchmarks.printing")
    except ModuleNotFoundError as error:
        raise EvaluationError(
            f"缺少排版用的组件 {error.name}", "请在项目目录执行 .venv/bin/pip install -e '.[dev]'"
        ) from error
    blocks = printing.printed_blocks(plan)
    content: bytes
    if form == "docx":
        content = printing.docx_of(blocks)
    elif form == "html":
        content = printing.html_of(blocks, plan.source.title)
    else:
        content = printing.pdf_of(blocks, plan.source.title)
    return content


def similarity(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Return how alike two sequences of paragraphs are, by characters, from 0 to 1.

    >>> similarity(["健康", "医疗"], ["健康", "医药"])
    0.75
    """
    alike = 0
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        left, right = "".join(ours[a:b]), "".join(theirs[c:d])
        if kind == "equal":
            alike += len(left)
        elif kind == "replace":
            matcher = SequenceMatcher(None, left, right, autojunk=False)
            alike += sum(block.size for block in matcher.get_matching_blocks())
    whole = sum(map(len, ours)) + sum(map(len, theirs))
    return 2 * alike / whole if whole else 1.0


def _plain(words: str) -> str:
    return "".join(words.split())


def _sections(plan: Plan) -> Counter[Hashable]:
    """The distinct clause addresses."""
    return Counter({tuple(map(_plain, section.path)) for section in plan.sections})


def _rows(plan: Plan) -> Counter[Hashable]:
    return Counter(
        tuple(_plain(cell.text) for cell in row) for table in plan.tables for row in table.rows
    )


def _assignments(plan: Plan) -> Counter[Hashable]:
    return Counter(
        (
            _plain(found.action),
            str(found.number),
            "、".join(unit.name for unit in found.lead),
            "、".join(unit.name for unit in found.cooperating),
        )
        for found in plan.assignments
    )


def _paragraphs(plan: Plan) -> list[str]:
    return [_plain(p.text) for section in plan.sections for p in section.paragraphs]


def _listed(differences: Iterable[Counter[Hashable]]) -> Iterable[str]:
    for difference in differences:
        for item in difference.elements():
            yield " > ".join(map(str, item)) if isinstance(item, tuple) else str(item)


def _figures(form: str, comparisons: Sequence[Comparison]) -> Iterable[tuple[str, Figure]]:
    made = [comparison for comparison in comparisons if comparison.format == form]
    for name, label in (("sections", "章节"), ("rows", "表行"), ("assignments", "任务分工")):
        counts = [getattr(comparison, name) for comparison in made]
        whole = sum(ours + theirs for ours, theirs, _ in counts)
        both = sum(shared for _, _, shared in counts)
        yield (
            f"{form}_{name}",
            Figure(
                label=f"{form} {label}一致",
                value=2 * both / whole if whole else None,
                n=sum(ours for ours, _, _ in counts),
            ),
        )
    yield (
        f"{form}_words",
        Figure(
            label=f"{form} 正文相似度",
            value=sum(comparison.words for comparison in made) / len(made) if made else None,
            n=len(made),
        ),
    )


def _remark(found: Comparison) -> str:
    counts = "，".join(
        f"{label} {both}/{ours}" + (f"（多出 {theirs - both}）" if theirs > both else "")
        for label, (ours, theirs, both) in (
            ("章节", found.sections),
            ("表行", found.rows),
            ("任务", found.assignments),
        )
        if ours or theirs
    )
    line = f"{found.plan} {found.format}：{counts}，正文 {100 * found.words:.2f}%"
    for label, items in (("缺", found.missing), ("多", found.added)):
        for item in items[:_LISTED]:
            line += f"\n    {label}：{item}"
    return line
