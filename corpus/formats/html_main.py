"""Which part of a web page is the document, and what a site has put around it."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from corpus.formats.html_elements import BLOCKS, HEADINGS, attribute, is_data, is_unseen

_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu"})
# Words that sites put into the class or id of what surrounds a document.
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|crumbs?|position|location|nav(?:bar|igation)?|menu|top(?:bar|nav)"
    r"|share|bdshare\w*|social|foot(?:er)?|copyright|side(?:bar)?|header|toolbar|tools?|print"
    r"|font-?size|pager?|paging|pagination|related|recommend\w*|comments?|login|search|qrcode"
    r"|hidden|advert\w*|ads?|cookie\w*|skip(?:link)?|friendlink\w*)(?=$|[\s_\d-])"
)
# With what such an element begins, or what it has in it, whatever it is called.
_SAYS_AROUND = re.compile(
    r"^\W*(?:您?(?:现在|当前|所在)的?位置|您的位置|首页\s*[>＞»›|]|分享[到至]|字体大小|字号|扫一扫|上一[篇条]|下一[篇条]"
    r"|打印(?:本页)?|关闭(?:窗口|本页)|收藏|相关(?:链接|文章|阅读|稿件)|友情链接|网站地图|版权所有|主办(?:单位)?\s*[:：])"
    r"|ICP备|公网安备|网站标识码"
)
_LONGEST_AROUND = 160
# An element that holds more of the words than this is the document, whatever it is called.
_MOST_AROUND = 0.4
# The document is the innermost element that holds so much of the page's words; a link is no
# word, for what surrounds a document is mostly links.
_MAIN = 0.8
_WHITE = re.compile(r"[ \t\r\n\f]+")


def remove_surroundings(soup: BeautifulSoup) -> bool:
    """Remove what is not shown and what surrounds the document; return whether there was any."""
    for tag in soup.find_all(["head", "script", "style", "noscript", "template"]):
        tag.decompose()
    weights = _weights_of(soup)
    whole = weights[id(soup)]
    left_out = False
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in ("html", "body"):
            continue
        named = f"{attribute(tag, 'class')} {attribute(tag, 'id')}".lower()
        if is_unseen(tag):
            # A page may wrap everything in a form (ASP.NET does), but not in a menu.
            if tag.name in ("form", "header", "aside") and weights[id(tag)] > _MOST_AROUND * whole:
                continue
        elif weights[id(tag)] > _MOST_AROUND * whole or not (
            attribute(tag, "role") in _ROLES or _AROUND.search(named) or _says_around(tag)
        ):
            continue
        left_out = left_out or bool(tag.get_text(strip=True))
        tag.decompose()
    return left_out


def _says_around(tag: Tag) -> bool:
    """Whether the words of an element are those by which a site leads around, and no more."""
    if tag.name in HEADINGS or tag.find(sorted(HEADINGS)) is not None:
        return False
    words = "".join(tag.get_text().split())
    return len(words) <= _LONGEST_AROUND and _SAYS_AROUND.search(words) is not None


def _weights_of(soup: BeautifulSoup) -> dict[int, int]:
    """For each element, how many characters of words it holds that are no link."""
    weights = {id(tag): 0 for tag in (soup, *soup.find_all(True))}
    for string in soup.find_all(string=True):
        if isinstance(string, PreformattedString) or string.find_parent("a") is not None:
            continue
        length = len("".join(string.split()))
        for parent in string.parents if length else ():
            weights[id(parent)] += length
    return weights


def main_of(soup: BeautifulSoup) -> Tag:
    """Return the innermost element that holds almost all words that are no links."""
    weights = _weights_of(soup)
    main: Tag = soup.body or soup
    enough = _MAIN * weights[id(main)]
    while enough:
        inner = next(
            (
                child
                for child in main.find_all(True, recursive=False)
                if weights[id(child)] >= enough and child.name in BLOCKS
            ),
            None,
        )
        if inner is None or (inner.name == "table" and is_data(inner)) or inner.name == "p":
            break
        main = inner
    return main


def titles_of(soup: BeautifulSoup) -> list[str]:
    """Return the titles that a page declares or shows below its letterhead, the likeliest first."""
    shown = [
        heading.get_text(" ")
        for heading in soup.find_all("h1")
        if heading.find_parent(["header", "nav", "footer", "aside"]) is None
    ]
    declared = [*_declared(soup, "articletitle"), *shown, *_declared(soup, "og:title")]
    titles = (_WHITE.sub(" ", title).strip() for title in declared)
    return [title for title in titles if title]


def particulars_of(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Return what a page declares of its document, as label and value: 发布日期, 来源.

    The names are those that the standard for government web pages prescribes.
    """
    found = []
    for label, name in (("发布日期", "pubdate"), ("来源", "contentsource")):
        said = [_WHITE.sub(" ", value).strip() for value in _declared(soup, name)]
        found += [(label, value) for value in said[:1] if value]
    return found


def _declared(soup: BeautifulSoup, name: str) -> list[str]:
    return [
        attribute(meta, "content")
        for meta in soup.find_all("meta")
        if name in (attribute(meta, "name").lower(), attribute(meta, "property").lower())
    ]
