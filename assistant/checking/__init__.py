"""Manuscript reports held against the plans: which figures and claims they support.

::

    from pathlib import Path
    from assistant.checking import check

    report = check(Path("汇报.docx"))
    for finding in report.of("contradicted"):
        print(finding.claim.text, finding.explanation)
"""

from collections.abc import Collection
from pathlib import Path

from assistant.checking.findings import Claim, ClaimKind, Finding, Report, Verdict

__all__ = ["Claim", "ClaimKind", "Finding", "Report", "Verdict", "check"]


def check(draft: str | Path, plans: Collection[str] | None = None) -> Report:
    """Check a draft against the shipped plans and the user's own; see `Assistant.check`.

    The first call opens the index, as that of `assistant.answer` does.
    """
    from assistant.api import opened  # noqa: PLC0415 - it loads what opens the index

    return opened().check(draft, plans)
