"""A report on a draft as staff read it: on the terminal, or as Markdown."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from assistant.answers import Citation
from assistant.checking.findings import Claim, Finding, Report, Verdict
from assistant.grounding.render import footnotes, markdown_text, shortened
from corpus.documents import Source

NAMES: dict[Verdict, str] = {
    "contradicted": "与规划不一致",
    "not_found": "规划里没有找到",
    "supported": "与规划一致",
}
_MARKS: dict[Verdict, tuple[str, str]] = {
    "contradicted": ("✗", "bold red"),
    "not_found": ("？", "bold yellow"),
    "supported": ("✓", "bold green"),
}
_BEFORE, _AFTER = 36, 16
_NOTHING = "没有发现关于规划的数字或说法。"


def summary(report: Report) -> str:
    """Return how many claims there are of each verdict, in a line."""
    counts = "，".join(f"{name} {len(report.of(verdict))} 处" for verdict, name in NAMES.items())
    others = f"（另有 {report.unmarked} 个数字与规划无关，没有核对）" if report.unmarked else ""
    return f"{counts}{others}"


def citations_of(report: Report) -> tuple[Citation, ...]:
    """Return the citations of all findings, each once, in the order of their numbers."""
    cited = {c.number: c for finding in report.findings for c in finding.citations}
    return tuple(cited[number] for number in sorted(cited))


def terminal_from(report: Report, sources: Sequence[Source] = ()) -> Text:
    """Return a report for the terminal: what contradicts a plan first, the sources last.

    Print it with ``soft_wrap=True``.
    """
    page = Text.assemble((report.title, "bold"), "\n", summary(report))
    for note in report.notes:
        page.append(f"\n注意：{note}", "yellow")
    if not report.findings:
        page.append(f"\n{_NOTHING}", "dim")
    for verdict, name in NAMES.items():
        sign, style = _MARKS[verdict]
        if found := report.of(verdict):
            page.append(f"\n\n{sign} {name}", style)
        for number, finding in enumerate(found, start=1):
            before, words, after = _in_context(finding.claim)
            page.append(f"\n{number:>3}. ")
            page.append(before, "dim")
            page.append(words, f"{style} reverse" if verdict == "contradicted" else style)
            page.append(after, "dim")
            if said := _said(finding):
                page.append(f"\n     {said}")
                page.append(_numbers(finding), "bold cyan")
    if cited := citations_of(report):
        page.append("\n\n出处", "bold")
        for citation, note in zip(cited, footnotes(cited, sources), strict=True):
            page.append(f"\n[{citation.number}] ", "bold cyan")
            page.append(note, "dim")
    return page


def markdown_from(report: Report, sources: Sequence[Source] = ()) -> str:
    """Return a report as Markdown, in the order of `terminal_from`."""
    return "\n\n".join(_blocks(report, sources)) + "\n"


def _blocks(report: Report, sources: Sequence[Source]) -> Iterator[str]:
    yield f"# 核对结果：{markdown_text(report.title)}"
    yield summary(report)
    if report.notes:
        yield "\n".join(f"> 注意：{markdown_text(note)}" for note in report.notes)
    for verdict, name in NAMES.items():
        found = report.of(verdict)
        if not found:
            continue
        yield f"## {name}（{len(found)}）"
        yield "\n".join(_item(number, finding) for number, finding in enumerate(found, start=1))
    if cited := citations_of(report):
        yield "## 出处"
        notes = zip(cited, footnotes(cited, sources), strict=True)
        yield "  \n".join(f"[{c.number}] {markdown_text(note)}" for c, note in notes)


def _item(number: int, finding: Finding) -> str:
    before, words, after = map(markdown_text, _in_context(finding.claim))
    where = markdown_text(" › ".join(finding.claim.path))
    lines = [f"{number}. {before}**{words}**{after}" + (f"（{where}）" if where else "")]
    if said := _said(finding):
        lines.append(f"   - {markdown_text(said)}{_numbers(finding)}")
    return "\n".join(lines)


def _said(finding: Finding) -> str:
    """The explanation; where nothing was found, the heading has said so."""
    return "" if finding.explanation == NAMES["not_found"] else finding.explanation


def _numbers(finding: Finding) -> str:
    return "".join(f"[{citation.number}]" for citation in finding.citations)


def _in_context(claim: Claim) -> tuple[str, str, str]:
    """The words of a claim with what stands right before and after them."""
    before = claim.before.lstrip()
    after = claim.after.rstrip()
    before = f"……{before[-_BEFORE:]}" if len(before) > _BEFORE else before
    after = f"{after[:_AFTER]}……" if len(after) > _AFTER else after
    return (
        " ".join(before.split()),
        shortened(" ".join(claim.text.split())),
        " ".join(after.split()),
    )
