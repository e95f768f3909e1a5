"""The pane beside the chat: the clause that a citation comes from, its words marked."""

from markupsafe import Markup

from assistant.answers import shown
from assistant.grounding.render import ARROW
from assistant.library import Library
from assistant.ui.excerpts import Block, Stretch, block_html, blocks_around, blocks_of
from corpus.documents import Plan, Source, Value
from corpus.errors import UnknownPlanError
from corpus.text import excerpt_from
from index.passages import Passage

# Characters of the plan shown before and after the clause, unless all is asked for.
AROUND = 1200
EMPTY_PANE = Markup(
    '<div class="empty"><h2>原文</h2><p>点回答里的编号 <span class="number">1</span>，'
    "这里打开它所引的原文，并标出所引的字句。</p></div>"
)


class Place(Value):
    """A stretch of a plan to be shown.

    ``quote`` is what it said when it was cited, to be told from what it says now; ``whole``
    asks for all of the plan.
    """

    plan: str
    start: int
    end: int
    quote: str = ""
    whole: bool = False

    @property
    def stretch(self) -> Stretch:
        """Start and end."""
        return self.start, self.end


def source_pane(place: Place, library: Library) -> Markup:
    """Return the pane at a place; a plan that is gone or has changed is said to be so."""
    known = {source.id: source for source in library.sources}
    if place.plan not in known:
        return _gone("这份规划已经移除，无法打开原文。", place.quote)
    try:
        plan = library.plan(place.plan)
    except UnknownPlanError:
        return _gone("这份规划已经移除，无法打开原文。", place.quote)
    quote = " ".join(excerpt_from(plan.text, place.start, place.end).text.split())
    if place.quote and _squeezed(quote) != _squeezed(place.quote):
        return _gone("这份规划已经换成新版本，所引的原文不在原来的位置。", place.quote)
    return _opened(place, plan, place.quote or quote, _passage_at(place, library))


def citation_line(source: Source, address: tuple[str, ...], quote: str) -> str:
    """Return a citation fit for a document.

    >>> source = Source(id="a", title="某市规划", status="征求意见稿", number="某卫〔2021〕3号")
    >>> citation_line(source, ("第一章", "一、总体要求"), "建设健康小屋")
    '《某市规划》（征求意见稿，某卫〔2021〕3号）第一章 › 一、总体要求：“建设健康小屋”'
    """
    said = "，".join(filter(None, (source.status, source.number)))
    brackets = f"（{said}）" if said else ""
    return f"《{source.title}》{brackets}{ARROW.join(address)}：“{shown(quote)}”"


def _squeezed(words: str) -> str:
    """The words without white space, of which a page break in mid-sentence has some."""
    return "".join(words.split())


def _opened(place: Place, plan: Plan, quote: str, passage: Passage | None) -> Markup:
    blocks = blocks_of(plan)
    near = blocks if place.whole else blocks_around(blocks, place.stretch, AROUND)
    address = _address(place, plan, near, passage)
    tools = Markup("") if len(near) == len(blocks) else _whole_button(place)
    return Markup(
        '<article aria-label="原文">{}<div class="text" tabindex="0">{}</div></article>'
    ).format(
        _header(plan.source, address, quote, tools),
        Markup("").join(block_html(block, place.stretch) for block in near),
    )


def _header(source: Source, address: tuple[str, ...], quote: str, tools: Markup) -> Markup:
    status = Markup('<span class="status">{}</span>').format(source.status) if source.status else ""
    said = "　".join(filter(None, (source.issuer, source.number, source.issued_on)))
    return Markup(
        '<header><div class="row"><h2 tabindex="-1">{}{}</h2>'
        '<button type="button" data-act="close" aria-label="关闭原文">×</button>'
        '</div><p class="said">{}</p><p class="address">{}</p>'
        '<button type="button" class="plain" data-act="copy" data-copy="{}">复制引用</button>'
        " {}</header>"
    ).format(
        source.title,
        status,
        said,
        ARROW.join(address),
        citation_line(source, address, quote),
        tools,
    )


def _whole_button(place: Place) -> Markup:
    return Markup(
        '<button type="button" class="plain" data-act="cite" data-plan="{}" data-start="{}"'
        ' data-end="{}" data-quote="{}" data-whole="1">看全文</button>'
    ).format(place.plan, place.start, place.end, place.quote)


def _address(
    place: Place, plan: Plan, near: tuple[Block, ...], passage: Passage | None
) -> tuple[str, ...]:
    """The headings over the place, and its page where the file has pages."""
    path = passage.path if passage else next((b.path for b in near if b.end > place.start), ())
    page = plan.source_text.page_of(place.start)
    return path if page is None else (*path, f"第{page}页")


def _passage_at(place: Place, library: Library) -> Passage | None:
    """The shortest passage that holds the beginning of a place."""
    holding = [
        passage
        for passage in library.passages
        if passage.source.id == place.plan
        and passage.excerpt.start <= place.start < passage.excerpt.end
    ]
    return min(holding, key=lambda passage: len(passage.excerpt.text), default=None)


def _gone(why: str, quote: str) -> Markup:
    return Markup(
        '<article aria-label="原文"><header><div class="row"><h2 tabindex="-1">原文</h2>'
        '<button type="button" data-act="close" aria-label="关闭原文">×</button></div></header>'
        '<p class="gone">{}</p><blockquote>{}</blockquote></article>'
    ).format(why, shown(quote))
