"""Traditional characters become simplified ones, each in its place."""

from corpus.catalogue import read_text, sources
from corpus.characters import simplified


def test_every_offset_stays() -> None:
    text = "關於印發《學前兒童視力保護辦法》的通知（霞政辦規〔2022〕3號）"
    assert simplified(text) == "关于印发《学前儿童视力保护办法》的通知（霞政办规〔2022〕3号）"
    assert len(simplified(text)) == len(text)


def test_simplified_text_is_left_as_it_stands() -> None:
    assert all(simplified(read_text(source)) == read_text(source) for source in sources())
