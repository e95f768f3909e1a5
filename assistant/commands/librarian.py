"""What the commands on plans do: they speak with the user, and change the user's library."""

from collections.abc import Callable, Sequence
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from assistant.commands import terminal
from assistant.commands.plan_views import changes_shown, understood_table
from corpus.catalogue import read_plan, source_named, sources
from corpus.changes import changes_between
from corpus.documents import Plan, Source
from corpus.errors import DamagedLibraryError, LibraryError, PlansError, ShippedPlanError
from corpus.export import SOURCE_FIELDS
from corpus.library.adding import (
    Candidate,
    candidate_from,
    checked_hash,
    corrected,
    namesake,
    other_version,
    same_file,
)
from corpus.library.user_plans import UserPlans, cleaned

Ask = Callable[[str], str]
_EDIT, _LEAVE = ("m", "修改"), ("n", "放弃")
_CLEAR = "-"


class Wishes(NamedTuple):
    """What the user said with the command; ``given`` maps fields of `Source` to words."""

    given: dict[str, str]
    plan_id: str | None = None
    replaces: str | None = None


class Librarian:
    """Adds files to the user's plans and removes them.

    Args:
        folder: the user's library.
        out: where results are printed.
        err: where errors are printed.
        ask: puts a question to the user and returns the answer; ``None`` if nobody is there.
    """

    def __init__(self, folder: Path, out: Console, err: Console, ask: Ask | None) -> None:
        self._library = UserPlans(folder)
        self._out = out
        self._err = err
        self._ask = ask

    def add_all(self, files: Sequence[Path], wishes: Wishes) -> bool:
        """Add files one by one; return whether all went well. A bad one stops no other.

        Raises:
            LibraryError: there is no file, or what was said can hold for one and there are several.
            UnknownPlanError: the plan to replace is unknown.
            ShippedPlanError: the plan to replace is shipped.
        """
        self._check(files, wishes)
        failed = 0
        for number, file in enumerate(files):
            if number:
                self._out.print()
            try:
                self._add(file, wishes)
            except PlansError as error:
                failed += 1
                self._err.print(Text(f"{cleaned(file.name)} 没有添加。", "bold"), soft_wrap=True)
                terminal.show_error(self._err, error)
        if failed and len(files) > 1:
            self._err.print(f"{len(files)} 个文件中有 {failed} 个没有添加。")
        return not failed

    def remove(self, plan_id: str) -> None:
        """Remove a plan; raise `UnknownPlanError` or `ShippedPlanError` if it is not the user's."""
        known = (*sources(), *self._library.entries)
        title = source_named(plan_id, known).title
        if self._ask and plan_id in {source.id for source in self._library.entries}:
            question = f"确定移除 {plan_id}（{title}）吗？收录的文件会一并删除。[y/N] "
            if self._ask(question).strip().lower() not in ("y", "yes", "是"):
                self._say("没有移除。")
                return
        removed = self._library.remove(plan_id)
        self._say(f"已移除 {removed.id}（{removed.title}）。下次提问时会更新索引。")

    def _check(self, files: Sequence[Path], wishes: Wishes) -> None:
        single = [
            name
            for name, said in (
                ("--title", wishes.given.get("title")),
                ("--id", wishes.plan_id),
                ("--replace", wishes.replaces),
            )
            if said is not None
        ]
        if not files:
            raise LibraryError("没有给出要添加的文件", "请写上文件名，例如 plans add 规划.docx")
        if len(files) > 1 and single:
            raise LibraryError(f"{'、'.join(single)} 只能用于一个文件", "请把这些文件分开添加")
        if wishes.plan_id and wishes.replaces:
            raise LibraryError(
                "--id 和 --replace 不能一起用", "替换时沿用原来的编号；另起编号请去掉 --replace"
            )
        if wishes.replaces is not None:
            self._own(wishes.replaces)

    def _add(self, file: Path, wishes: Wishes) -> None:
        sha256 = checked_hash(file)
        shipped, own = sources(), self._library.entries
        if same := same_file(sha256, own):
            self._update(file, same, wishes)
        elif same := same_file(sha256, shipped):
            self._say(
                f"{cleaned(file.name)} 就是自带的规划 {same.id}（{same.title}），不需要添加。"
            )
            if wishes.given or wishes.plan_id or wishes.replaces:
                raise ShippedPlanError(
                    f"{same.id} 是自带的规划，它的信息不能修改", "请去掉多余的选项"
                )
        else:
            candidate = candidate_from(file, sha256).corrected(wishes.given)
            self._say(f"{cleaned(file.name)} 读到的内容：")
            self._out.print(understood_table(candidate.plan))
            settled = self._settled(candidate)
            if settled is None:
                self._say("没有添加。")
            else:
                self._store(settled, wishes, own)

    def _update(self, file: Path, same: Source, wishes: Wishes) -> None:
        """The file is in the library already: only what is said of it may change."""
        if wishes.replaces not in (None, same.id):
            raise LibraryError(
                f"这个文件已经收录，编号 {same.id}", f"要移除 {wishes.replaces}，请用 plans remove"
            )
        self._say(f"{cleaned(file.name)} 已经收录，编号 {same.id}（{same.title}）。")
        if not wishes.given and not wishes.plan_id:
            self._say("内容没有变化，没有重复添加；要更正信息，可加 --title、--region 等选项。")
            return
        new = corrected(same, wishes.given).model_copy(update={"id": wishes.plan_id or same.id})
        self._say_saved("已更正", self._library.update(same.id, new))

    def _settled(self, candidate: Candidate) -> Candidate | None:
        """Let the user correct what was understood; ``None`` if it is not to be added."""
        if self._ask is None:
            return candidate
        answer = self._ask("按回车收录，输入 m 逐项修改，输入 n 放弃：").strip().lower()
        if answer in _LEAVE:
            return None
        while answer in _EDIT:
            given = {}
            self._say(f"直接回车保留原值，输入 {_CLEAR} 清空。")
            for field, name in SOURCE_FIELDS.items():
                typed = self._ask(f"{name}［{getattr(candidate.source, field)}］：").strip()
                if typed:
                    given[field] = "" if typed == _CLEAR else typed
            try:
                return candidate.corrected(given)
            except LibraryError as error:
                terminal.show_error(self._err, error)
        return candidate

    def _store(self, candidate: Candidate, wishes: Wishes, own: Sequence[Source]) -> None:
        old = self._replaced(candidate, wishes, own)
        text, source = candidate.plan.source_text, candidate.source
        if old is not None:
            before = self._old_plan(old)
            new = self._library.replace(old.id, candidate.file, text, source)
            self._say_saved("已替换旧版", new, candidate.file)
            self._show_changes(before, candidate.plan)
            return
        new = self._library.add(
            candidate.file, text, source.model_copy(update={"id": wishes.plan_id or ""})
        )
        self._say_saved("已添加", new, candidate.file)
        if shipped := other_version(source, sources()):
            self._say(f"自带的规划 {shipped.id} 是同一规划的另一版本，仍然保留。")
            self._show_changes(read_plan(shipped), candidate.plan)
        if not source.region and (alike := namesake(source, own)):
            self._say(
                f"已有同名的规划 {alike.id}，两份都保留；不要旧的，请用 plans remove 移除它。"
            )

    def _replaced(
        self, candidate: Candidate, wishes: Wishes, own: Sequence[Source]
    ) -> Source | None:
        if wishes.replaces is not None:
            return self._own(wishes.replaces)
        old = other_version(candidate.source, own)
        if old is None or wishes.plan_id not in (None, old.id):
            return None
        if self._ask:
            question = f"{old.id}（{old.title}）是同一规划的旧版本，替换它吗？[Y/n] "
            if self._ask(question).strip().lower() in ("n", "no", "否"):
                return None
        return old

    def _old_plan(self, old: Source) -> Plan | None:
        try:
            return self._library.read(old)
        except DamagedLibraryError:
            self._say("旧版本存下的文字已损坏，无法比较有哪些变化。")
            return None

    def _own(self, plan_id: str) -> Source:
        own = self._library.entries
        if plan_id not in {source.id for source in own}:
            shipped = source_named(plan_id, (*sources(), *own))
            raise ShippedPlanError(
                f"{plan_id}（{shipped.title}）是自带的规划，不能替换",
                "去掉 --replace 即可添加为另一份规划，自带的仍然保留",
            )
        return source_named(plan_id, own)

    def _show_changes(self, before: Plan | None, after: Plan) -> None:
        if before is not None:
            for line in changes_shown(changes_between(before, after)):
                self._out.print(line, soft_wrap=True)

    def _say_saved(self, done: str, source: Source, added: Path | None = None) -> None:
        self._say(f"{done}：{source.id}（{source.title}）。下次提问时会更新索引。")
        if self._ask is None and added is not None:
            again = f"plans add {quote(cleaned(str(added)))} --title 名称"
            self._say(f"信息有误时，再加上更正的内容执行一次即可，例如 {again}")

    def _say(self, words: str) -> None:
        self._out.print(Text(words), soft_wrap=True)
