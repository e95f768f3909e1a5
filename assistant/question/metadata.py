"""How a question asks of a plan itself: who issued it, when, under which number, as what."""

from assistant.language.rules import patterns_of

# By the field of the plan's source that answers.
PARTICULARS = tuple(patterns_of(__file__, "metadata").items())
_ABOUT = patterns_of(__file__, "metadata-words")["about"]


def is_about_plan(question: str) -> bool:
    """Whether a question has a word that is said of a plan and not of what is in it."""
    return _ABOUT.search(question) is not None


def without_metadata(question: str) -> str:
    """Return a question without such words."""
    return _ABOUT.sub(" ", question)
