from corpus.text import excerpt_from, lines_of, readable, sentences_of


def test_bookmarks_are_debris_and_images_are_not() -> None:
    text = "比目前提高10[image: ]，[bookmark: _Toc1]占12%。"
    assert excerpt_from(text, 0, len(text)).text == "比目前提高10[image: ]，占12%。"


def test_a_missing_image_is_shown_as_missing() -> None:
    assert readable("提高10[image: ]。") == "提高10〔原文此处为图片〕。"


def test_sentences_end_after_their_closing_quotation_mark() -> None:
    text = "坚持“以人民为中心。”推进建设！完成"
    sentences = [sentence.text for sentence in sentences_of(excerpt_from(text, 0, len(text)))]
    assert sentences == ["坚持“以人民为中心。”", "推进建设！", "完成"]


def test_a_line_of_only_debris_counts_as_blank_and_an_empty_cell_does_not() -> None:
    lines = list(lines_of("甲\n[bookmark: _GoBack]\n\n乙\n\t\n"))
    assert [(x.excerpt.text, x.is_cell, x.blanks_before) for x in lines] == [
        ("甲", False, 0),
        ("乙", False, 2),
        ("", True, 0),
    ]
