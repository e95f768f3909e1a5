"""A reader's conversations: kept, named, reopened, exported; and what is said of answers."""

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant.ui.conversation_export import markdown_file, word_file
from assistant.ui.conversation_store import ConversationStore, Vote
from assistant.ui.headers import READER_COOKIE
from assistant.ui.service import Service
from assistant.ui.turns import Turn
from corpus.documents import Source

NEW = "新对话"
LONGEST_REASON = 500
Changes = dict[Any, Any]
# Writes a conversation: of a title, its turns, and the plans it may cite.
Export = Callable[[str, Sequence[Turn], Sequence[Source]], bytes]


class History:
    """Lays out the row of conversations where it is made; without settings none is kept."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._store = ConversationStore(service.settings.page_folder) if service.settings else None
        # None until the page has been told: at first, and when the server no longer knows it.
        self.turns = gr.State(None)
        # Not a secret: it only scrambles which conversation is open, and must outlive a restart.
        self.key = gr.BrowserState("", storage_key="plans-open", secret="plans-open")
        self._title = gr.Textbox(visible=False)
        with gr.Row(elem_id="history"):
            self.list = gr.Dropdown(
                [(NEW, "")],
                value="",
                label="对话",
                elem_id="conversations",
                visible=self._store is not None,
                scale=6,
            )
            self.new = gr.Button(NEW, elem_id="clear", size="sm", scale=1, min_width=80)
            kept = self._store is not None
            self._rename = gr.Button(
                "改名", elem_id="rename", size="sm", visible=kept, scale=1, min_width=60
            )
            self._forget = gr.Button(
                "删除", elem_id="forget", size="sm", visible=kept, scale=1, min_width=60
            )
            self._word = gr.Button("导出 Word", elem_id="to-word", size="sm", min_width=90)
            self._markdown = gr.Button(
                "导出 Markdown", elem_id="to-markdown", size="sm", min_width=120
            )
        self._file = gr.DownloadButton(visible="hidden", elem_id="conversation-file")

    @property
    def components(self) -> list[Any]:
        """What changes when a conversation does."""
        return [self.turns, self.key, self.list]

    def connect(
        self,
        relay: gr.HTML,
        reopened: Callable[[Sequence[Turn]], Changes],
        asking: list[Any],
        at_once: dict[str, Any],
    ) -> None:
        """Connect the events; ``reopened`` gives the page at a conversation."""
        self._reopened = reopened
        self.new.click(self._begun, None, cancels=asking, **at_once)
        self.list.input(self._chosen, self.list, cancels=asking, **at_once)
        self._rename.click(
            self._renamed,
            [self._title, self.list],
            js="(_, key) => [key ? prompt('给这段对话起个名称') : '', key]",
            **at_once,
        )
        self._forget.click(
            self._forgotten,
            self.list,
            js="(key) => key && confirm('确定删除这段对话吗？') ? key : ''",
            **at_once,
        )
        exports = ((self._word, self._word_file), (self._markdown, self._markdown_file))
        for button, export in exports:
            button.click(
                export,
                [self.turns, self.key],
                self._file,
                api_visibility="private",
            ).success(None, js="() => document.querySelector('#conversation-file').click()")
        relay.vote(
            self._voted,
            [self.turns, self.key],
            None,
            api_visibility="private",
            show_progress="hidden",
        )

    def kept(self, key: str, turns: Sequence[Turn], request: gr.Request) -> Changes:
        """Keep a conversation; return what of the row changes."""
        if self._store is None:
            return {}
        owner = owner_of(request)
        key = self._store.keep(owner, key, turns)
        return self._row(owner, key)

    def going_on(self, turns: list[Turn] | None, key: str, request: gr.Request) -> list[Turn]:
        """Return the turns of a page; as they were kept, if the server has forgotten them."""
        if turns is not None:
            return turns
        found = self._store.conversation(owner_of(request), key) if self._store and key else None
        return list(found.turns) if found else []

    def arrived(self, opened: str, request: gr.Request) -> Changes:
        """The page as a reader left it."""
        if self._store is None:
            return {self.turns: []}
        owner = owner_of(request)
        found = self._store.conversation(owner, opened)
        page = self._reopened(found.turns) if found else {}
        return page | self._row(owner, found.id if found else "")

    def _begun(self, request: gr.Request) -> Changes:
        return self._reopened([]) | self._row(owner_of(request), "")

    def _chosen(self, key: str, request: gr.Request) -> Changes:
        owner = owner_of(request)
        found = self._store.conversation(owner, key or "") if self._store else None
        if key and found is None:
            raise gr.Error("这段对话打不开，可能已经删除。", print_exception=False)
        turns = found.turns if found else ()
        return self._reopened(turns) | self._row(owner, found.id if found else "")

    def _renamed(self, title: str | None, key: str, request: gr.Request) -> Changes:
        owner = owner_of(request)
        if self._store and title and title.strip():
            self._store.rename(owner, key, title)
        return self._row(owner, key)

    def _forgotten(self, key: str, request: gr.Request) -> Changes:
        owner = owner_of(request)
        if self._store is None or not key:
            return {self.list: gr.skip()}
        self._store.forget(owner, key)
        return self._reopened([]) | self._row(owner, "")

    def _row(self, owner: str, key: str) -> Changes:
        if self._store is None:
            return {self.key: ""}
        titles = [(NEW, ""), *self._store.titles(owner)]
        return {self.key: key, self.list: gr.update(choices=titles, value=key)}

    def _word_file(self, turns: list[Turn] | None, key: str, request: gr.Request) -> str:
        return self._exported(word_file, ".docx", self.going_on(turns, key, request))

    def _markdown_file(self, turns: list[Turn] | None, key: str, request: gr.Request) -> str:
        return self._exported(markdown_file, ".md", self.going_on(turns, key, request))

    def _exported(self, write: Export, suffix: str, turns: list[Turn]) -> str:
        if not turns:
            raise gr.Error("还没有可以导出的对话。", print_exception=False)
        content = write(turns[0].question, turns, self._service.library.sources)
        return self._service.exports.put(f"规划问答{suffix}", content)

    def _voted(
        self, turns: list[Turn] | None, key: str, request: gr.Request, event: gr.EventData
    ) -> None:
        turns = self.going_on(turns, key, request)
        index = int(event.turn)
        if self._store is None or not 0 <= index < len(turns):
            raise gr.Error("这里不能评价。", print_exception=False)
        vote = Vote(
            helpful=event.helpful == "1",
            reason=str(event.reason)[:LONGEST_REASON],
            turns=tuple(turns[: index + 1]),
        )
        self._store.vote(owner_of(request), vote)
        gr.Info("谢谢，评价只存在本机。", duration=4)


def owner_of(request: gr.Request) -> str:
    """Return whose conversations a request may see: the account's, or those of its browser.

    Raises `gr.Error` if the browser keeps no cookies: it would share what others keep.
    """
    if request.username:
        return f"account:{request.username}"
    reader = request.cookies.get(READER_COOKIE)
    if not reader:
        raise gr.Error("浏览器没有保存 Cookie，请允许后刷新页面。", print_exception=False)
    return f"browser:{reader}"
