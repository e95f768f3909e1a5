from langchain_core.embeddings import Embeddings

from assistant import Assistant
from evals.benchmarks.texts import RememberedEmbeddings
from index.settings import Settings

TEXTS = {"p1": "白鹭湖水库的总库容为3200万立方米。", "p2": "玉泉小学的校训是勤朴。"}


class Counting(Embeddings):
    """Another ``Embeddings`` that keeps what it was asked for."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self.asked: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.asked += texts
        return self._embeddings.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        self.asked.append(text)
        return self._embeddings.embed_query(text)


def test_a_text_is_embedded_once(embeddings: Embeddings) -> None:
    counting = Counting(embeddings)
    remembered = RememberedEmbeddings(counting)
    first = remembered.embed_documents(["甲", "乙", "甲"])
    assert remembered.embed_documents(["乙", "甲"]) == [first[1], first[0]]
    assert first[0] == first[2] == embeddings.embed_documents(["甲"])[0]
    assert remembered.embed_query("甲") == remembered.embed_query("甲")
    assert counting.asked == ["甲", "乙", "甲"]  # the last one as a question
    assert remembered.embed_query("甲") != first[0]


def test_it_answers_as_from_texts_does(settings: Settings, embeddings: Embeddings) -> None:
    question = "白鹭湖水库的总库容是多少"
    remembered = RememberedEmbeddings(embeddings)
    ours = Assistant.from_texts(TEXTS, settings, remembered).answer(question)
    assert ours == Assistant.from_texts(TEXTS, settings).answer(question)
    assert "3200万" in ours.text
