"""The words of the lexicon, as others are given them."""

from assistant.language.lexicon import groups, words_of


def test_the_words_of_a_list_are_those_of_its_groups_the_longest_first() -> None:
    plain = words_of("plain")
    lengths = [len(word) for word in plain]
    assert lengths == sorted(lengths, reverse=True)
    of_groups = {w for g in groups() if g.id.startswith("plain.") for w in g.words}
    assert plain.keys() == of_groups


def test_plain_words_have_wordings_and_words_that_ask_have_none() -> None:
    assert all(words_of("plain").values())
    assert not any(words_of("words").values())


def test_a_list_that_there_is_not_has_no_words() -> None:
    assert words_of("nonsense") == {}
