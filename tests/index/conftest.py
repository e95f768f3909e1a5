"""The real embedding model and a small real corpus, shared by the tests of ``index``."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.documents import Excerpt, Source
from index.build import Index, index_in_memory
from index.embedding import QuestionEmbeddings, embeddings_from
from index.passages import Passage
from index.settings import Settings, load_settings

SENTENCES = {
    "changshu": (
        "梅李人民医院定位为二级综合医院，承担区域内常见病、多发病的诊疗。",
        "到2025年，人均预期寿命达到83岁以上。",
        "每千常住人口执业（助理）医师数达到3.5人。",
        "加强精神卫生服务体系建设，严重精神障碍患者规范管理率达到95%以上。",
        "推进健康镇建设，健康镇建成率达到60%。",
        "建设区域医疗中心，完善分级诊疗制度。",
    ),
    "jiangyin": (
        "到2030年，居民健康素养水平达到40%。",
        "市场监督管理局牵头食品安全专项治理工作。",
        "普及急救知识，公共场所配备自动体外除颤器。",
        "开展中小学健康促进行动，控制儿童青少年近视率。",
        "实施心脑血管疾病防治行动，高血压患者规范管理率达到70%。",
        "孕产妇死亡率控制在8/10万以下。",
    ),
}


@pytest.fixture(autouse=True)
def _only_settings_of_the_test(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the developer's settings, ``plans.toml`` and cache folder out of the tests."""
    for variable in [name for name in os.environ if name.upper().startswith("PLANS_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home-cache"))
    (tmp_path / "working").mkdir()
    monkeypatch.chdir(tmp_path / "working")


@pytest.fixture(scope="session")
def passage_of() -> Callable[..., Passage]:
    """Make a passage of a plan from its id and its words."""

    def make(id_: str, text: str, plan: str = "changshu") -> Passage:
        return Passage(
            id=id_,
            source=Source(id=plan, title="卫生健康规划"),
            path=("第一章",),
            kind="clause",
            excerpt=Excerpt(text=text, spans=((0, len(text)),)),
        )

    return make


@pytest.fixture(scope="session")
def passages(passage_of: Callable[..., Passage]) -> tuple[Passage, ...]:
    """Twelve passages of two plans."""
    return tuple(
        passage_of(f"{plan}-{number}", sentence, plan)
        for plan, sentences in SENTENCES.items()
        for number, sentence in enumerate(sentences)
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The default settings, with a cache folder of the test's own."""
    return load_settings(cache_folder=tmp_path / "cache", top_k=5)


@pytest.fixture(scope="session")
def embeddings(tmp_path_factory: pytest.TempPathFactory) -> QuestionEmbeddings:
    """The bundled model, loaded once."""
    return embeddings_from(Settings(cache_folder=tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def index(
    passages: tuple[Passage, ...],
    embeddings: QuestionEmbeddings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Index:
    """The passages, indexed in memory."""
    settings = Settings(cache_folder=tmp_path_factory.mktemp("cache"), top_k=5)
    return index_in_memory(passages, settings, embeddings)
