"""The tab of the library: which plans there are; adding a file, and removing it again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.ui.record_table import record_table
from assistant.ui.service import Service
from corpus.documents import Plan, Source
from corpus.errors import KnownFileError, LibraryError, PlansError
from corpus.export import SOURCE_FIELDS
from corpus.library.adding import (
    Candidate,
    candidate_from,
    checked_hash,
    corrected,
    other_version,
    same_file,
)
from corpus.library.user_plans import UserPlans, is_shipped

HEADER = ("名称", "地区", "文号", "日期", "内容", "来源", "")
MOST_OWN_PLANS = 200
# What a reader may correct before a file is added.
CORRECTED = ("title", "region", "status", "issuer", "number", "issued_on")


class LibraryTab:
    """Lays out the tab where it is made; without settings the library only can be looked at."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.table = gr.HTML("", elem_id="library", apply_default_css=False)
        self._candidate = gr.State(None)
        with gr.Column(visible=service.settings is not None):
            # Any kind may be chosen: reading tells a kind by its content, and what to do about it.
            self.file = gr.File(
                label="添加规划：Word、PDF、txt、网页",
                elem_id="upload",
                height=130,
            )
            self.report = gr.HTML("", elem_id="understood", apply_default_css=False)
            with gr.Group(visible=False, elem_id="corrections") as self.form:
                with gr.Row():
                    self.fields = [
                        gr.Textbox(label=SOURCE_FIELDS[field], elem_id=f"said-{field}")
                        for field in CORRECTED
                    ]
                with gr.Row():
                    self.add = gr.Button("收录这份规划", variant="primary", elem_id="add")
                    self.leave = gr.Button("放弃", elem_id="leave")

    def connect(self, relay: gr.HTML, refreshed: Any, shown: Sequence[Any]) -> None:
        """Connect the events; after each change, ``refreshed`` gives ``shown`` anew."""
        form = [self.report, self.form, self._candidate, *self.fields]
        alone: dict[str, Any] = {
            "api_visibility": "private",
            "concurrency_id": "library",
            "concurrency_limit": 1,
        }
        anew: dict[str, Any] = {"fn": refreshed, "outputs": list(shown)}
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        self.file.upload(self._read, self.file, form, show_progress_on=self.report, **alone)
        self.file.clear(self._left, None, form, **quiet)
        self.leave.click(self._left_file, None, [self.file, *form], **quiet)
        self.add.click(
            self._add,
            [self._candidate, *self.fields],
            [self.file, *form],
            show_progress_on=self.report,
            **alone,
        ).success(**anew, **quiet)
        relay.remove(self._remove, None, self.report, **alone).success(**anew, **quiet)

    @property
    def shown(self) -> list[Any]:
        """What `refreshed` gives anew."""
        return [self.table]

    def refreshed(self) -> list[Any]:
        """Return the table as the library is now."""
        library = self._service.library
        rows = [
            _row(library.plan(source.id), can_go=self._can_go(source)) for source in library.sources
        ]
        return [record_table("规划", HEADER, rows, counted_in="份")]

    def _can_go(self, source: Source) -> bool:
        return self._service.settings is not None and not is_shipped(source)

    def _own(self, request: gr.Request) -> UserPlans:
        """The plans that a request may change; raises `gr.Error` if it may change none."""
        if self._service.settings is None or not self._service.may_change(request.username):
            raise gr.Error("这个账号不能更改规划库，请联系管理员。", print_exception=False)
        return UserPlans(self._service.settings.library_folder)

    def _read(
        self,
        path: str,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> list[Any]:
        """Read a file, and show what was understood of it."""
        progress((0, 1), desc="正在读取文件", unit="份")
        try:
            file = Path(path)
            own = self._own(request).entries
            if len(own) >= MOST_OWN_PLANS:
                raise LibraryError(
                    f"最多收录 {MOST_OWN_PLANS} 份自己的规划", "请先移除不再需要的规划"
                )
            sha256 = checked_hash(file)
            if same := same_file(sha256, self._service.library.sources):
                raise KnownFileError(f"这个文件已经收录（{same.title}）", "不需要再次添加")
            candidate = candidate_from(file, sha256)
        except PlansError as error:
            return [_trouble(error), gr.update(visible=False), None, *("" for _ in CORRECTED)]
        progress((1, 1), desc="读完了", unit="份")
        return [
            understood_html(candidate.plan, other_version(candidate.source, own)),
            gr.update(visible=True),
            candidate,
            *(getattr(candidate.source, field) for field in CORRECTED),
        ]

    def _add(
        self,
        candidate: Candidate | None,
        request: gr.Request,
        *said: str,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> list[Any]:
        """Store a file that was read, and index it."""
        if candidate is None:
            raise gr.Error("请先选择文件。", print_exception=False)
        try:
            source = corrected(candidate.source, dict(zip(CORRECTED, said, strict=True)))
            own, text = self._own(request), candidate.plan.source_text
            progress((0, 1), desc="正在保存", unit="份")
            if old := other_version(source, own.entries):
                new = own.replace(old.id, candidate.file, text, source)
            else:
                new = own.add(candidate.file, text, source.model_copy(update={"id": ""}))
            self._service.reopen(
                lambda done, of: progress((done, of), desc="正在建立索引", unit="段")
            )
        except PlansError as error:
            fields = (gr.skip() for _ in CORRECTED)
            return [gr.skip(), _trouble(error), gr.skip(), gr.skip(), *fields]
        return [None, *self._left(f"已收录“{new.title}”，现在就可以提问。")]

    def _remove(self, event: gr.EventData, request: gr.Request) -> str:
        try:
            removed = self._own(request).remove(str(event.plan))
            self._service.reopen()
        except PlansError as error:
            return _trouble(error)
        return _said(f"已移除“{removed.title}”。")

    def _left(self, words: str = "") -> list[Any]:
        """An empty form, with words over it."""
        return [
            _said(words) if words else "",
            gr.update(visible=False),
            None,
            *("" for _ in CORRECTED),
        ]

    def _left_file(self) -> list[Any]:
        return [None, *self._left("没有收录。")]


def understood_html(plan: Plan, old: Source | None) -> Markup:
    """Return what was read of a file, and which plan it will replace."""
    notes = list(plan.source_text.notes)
    if not any(section.path for section in plan.sections):
        notes.append("没有读到章节标题，出处只能到全文；请确认没有选错文件。")
    if old is not None:
        notes.append(f"这是“{old.title}”的另一版本，收录后会替换旧版。")
    headings = [s.path[-1] for s in plan.sections if len(s.path) == 1]
    tables = [table.path[-1] for table in plan.tables if table.path]
    pairs = [("读到", _counts(plan)), ("章节", "；".join(dict.fromkeys(headings)))]
    pairs += [("表格", "；".join(tables)), *(("注意", note) for note in notes)]
    return Markup('<dl class="understood" role="status">{}</dl>').format(
        Markup("").join(
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, words)
            for name, words in pairs
            if words
        )
    )


def _counts(plan: Plan) -> str:
    """How much of what a plan has; of what it has none, nothing is said."""
    rows = sum(len(table.rows) for table in plan.tables)
    counts = (
        (len(plan.text), f"{len(plan.text)} 字"),
        (len(plan.source_text.pages), f"{len(plan.source_text.pages)} 页"),
        (len(plan.sections), f"章节 {len(plan.sections)}"),
        (len(plan.tables), f"表格 {len(plan.tables)} 张 {rows} 行"),
        (len(plan.indicators), f"指标 {len(plan.indicators)}"),
        (len(plan.assignments), f"分工 {len(plan.assignments)}"),
    )
    return "，".join(words for count, words in counts if count)


def _row(plan: Plan, can_go: bool) -> tuple[str | Markup, ...]:
    source = plan.source
    title = Markup("{}").format(source.title)
    if source.status:
        title += Markup('<span class="status">{}</span>').format(source.status)
    return (
        title,
        source.region,
        source.number,
        source.issued_on or source.period,
        _counts(plan),
        "自己添加" if can_go or not is_shipped(source) else "自带",
        _remove_button(source) if can_go else "",
    )


def _remove_button(source: Source) -> Markup:
    return Markup(
        '<button type="button" class="plain" data-act="remove" data-plan="{}"'
        ' data-confirm="确定移除“{}”吗？收录的文件会一并删除。">移除</button>'
    ).format(source.id, source.title)


def _said(words: str) -> Markup:
    return Markup('<p class="done" role="status">{}</p>').format(words)


def _trouble(error: PlansError) -> Markup:
    return Markup(
        '<div class="reply problem" role="alert"><p class="verdict">{}</p><p>{}</p></div>'
    ).format(error.message, error.remedy)
