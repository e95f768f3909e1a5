"""What the terminal shows beside an answer: progress, tables, and errors with their remedy."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.live import Live
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from corpus.errors import PlansError

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.commands.doctor import Check
    from corpus.documents import Plan

HOPS = {
    "understand": "理解问题",
    "search": "检索（首次含载入向量模型）",
    "gather": "挑选依据",
    "propose": "组织候选回答",
    "decide": "选定回答",
    "ground": "核对出处",
    "first_token": "等聊天模型的第一个字",
    "write": "聊天模型写回答（逐句核对）",
}


class BuildProgress:
    """Shows how far an index has been built: a bar on a terminal, two lines elsewhere.

    Used as a context manager and called with the passages embedded so far and their number;
    an index that is merely opened never calls it, and then nothing is shown.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Progress | None = None
        self._task = TaskID(0)
        self.passages = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()
        if self.passages and error is None:
            self._console.print(
                f"索引已建立，共 {self.passages} 段。", style="dim", highlight=False
            )

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` passages are embedded."""
        if not self.passages:
            self._begin(done, total)
        if self._bar:
            self._bar.update(self._task, completed=done)

    def _begin(self, done: int, total: int) -> None:
        """Show the first step; what is done before it was in the index that is replaced."""
        self.passages = total
        what = f"正在更新索引（{total} 段，新增 {total - done} 段）"
        if not done:
            what = f"正在建立索引（{total} 段，约需 1–2 分钟）"
        if not self._console.is_terminal:
            self._console.print(f"{what}……")
            return
        self._bar = Progress(
            TextColumn(what.partition("（")[0]),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("段，还需"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=total)
        self._bar.start()


def awaited(console: Console, pieces: "Iterable[str | Answer]") -> "Answer":
    """Return the answer that a stream ends with, its text shown as it comes on a terminal.

    What was shown is taken away again, for the answer has the last word.
    """
    text = Text()
    answer: str | Answer = ""
    live = Live(text, console=console, transient=True, refresh_per_second=8)
    with live if console.is_terminal else nullcontext():
        for answer in pieces:
            if isinstance(answer, str):
                text.append(answer, "dim")
    if isinstance(answer, str):
        raise ValueError("the stream ended without an answer")
    return answer


def show_error(console: Console, error: PlansError) -> None:
    """Print what went wrong, and what to do about it."""
    console.print(Text.assemble(("错误：", "bold red"), error.message), soft_wrap=True)
    console.print(Text.assemble(("建议：", "bold"), error.remedy), soft_wrap=True)


def plans_table(plans: Iterable["Plan"], own: Collection[str] = ()) -> Table:
    """Return a table of plans: what each says of itself, and how much was read from it.

    ``own`` are the ids of those that the user has added.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("编号", "名称", "地区", "状态", "印发日期", "来源"):
        table.add_column(heading, overflow="fold")
    for heading in ("章节", "指标", "分工"):
        table.add_column(heading, justify="right")
    for plan in plans:
        source = plan.source
        counts = (len(plan.sections), len(plan.indicators), len(plan.assignments))
        origin = "自己添加" if source.id in own else "自带"
        words = (source.id, source.title, source.region, source.status, source.issued_on, origin)
        table.add_row(*(Text(word) for word in words), *map(str, counts))
    return table


def checks_table(checks: Iterable["Check"]) -> Table:
    """Return a table of checks; a failed one has its remedy in the line below."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in checks:
        mark = Text("✓", "green") if check.ok else Text("✗", "bold red")
        table.add_row(mark, check.name, Text(check.detail))
        if not check.ok:
            table.add_row("", "", Text(f"建议：{check.remedy}", "yellow"))
    return table


def seconds_table(stages: Mapping[str, float], hops: Mapping[str, float], total: float) -> Table:
    """Return a table of where the seconds went; ``total`` counts from the process's start.

    What no stage accounts for is the start of the interpreter and of the command line.
    """
    rows = {
        "启动解释器与命令行": total - sum(stages.values()) - sum(hops.values()),
        **stages,
        **{HOPS.get(hop, hop): seconds for hop, seconds in hops.items()},
    }
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, seconds in rows.items():
        table.add_row(name, f"{seconds:.3f} 秒")
    table.add_row("合计（自进程启动）", f"{total:.3f} 秒", style="bold")
    return table
