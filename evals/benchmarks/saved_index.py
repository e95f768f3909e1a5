"""The index of the shipped plans as it is saved, for what measures search alone."""

from assistant import Assistant
from corpus.errors import EvaluationError
from index.build import Index, load_index
from index.settings import Settings
from index.storage import IndexFolder


def saved_index(settings: Settings) -> Index:
    """Return the index, built if need be, and opened anew: it remembers no question.

    Raises:
        EvaluationError: another process has taken it away.
    """
    Assistant.shipped(settings)
    folder = IndexFolder(settings.cache_folder).current()
    if folder is None:
        raise EvaluationError("没有可用的索引", "请先执行 plans build")
    return load_index(folder, settings)
