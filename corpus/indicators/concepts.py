"""What an indicator measures, under one name for all the wordings that plans use for it."""

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path

from corpus.errors import CorpusError

TABLE = Path(__file__).with_name("concepts.toml")

# What a wording may say or leave out without measuring anything else; applied in this order.
_FOLDS: tuple[tuple[str, str], ...] = (
    (r"[（(][^（）()]*[）)]|\s|[“”\"‘’]", ""),
    (r"^(其中|全市|全区|全县|全省|全国|我市|我区|我县|本市|力争|实现)[:,，：]?(?=.{3})", ""),
    ("期望寿命", "预期寿命"),
    ("医生", "医师"),
    ("以乡.{0,6}为单位|以镇.{0,3}为单位", ""),
    ("三岁", "3岁"),
    ("五岁", "5岁"),
    ("及以上", "以上"),
    ("及以下", "以下"),
    ("^(?=[千万]人)", "每"),
    ("(每(?:10|十)?[千万]名?)(?:常住|户籍|服务)?人口?", r"\1人"),
    ("城乡居民(?=健康素养|健康档案|电子健康)", "居民"),
    ("Ⅲ|ⅲ", "III"),
    ("Ⅱ|ⅱ", "II"),
    ("(?<=.{2})(人数|数量|数|率|比例|比重|占比|比率|水平)(?:的)?$", ""),
)
# Two names that differ in these alone are alike.
_NEUTRAL = re.compile(
    "全市|全区|全县|城乡|居民|人群|患者|服务|开展|拥有|实际|总体|基本|规范化?|情况|人口|的|数|率|比例|比重"
)
_SHORTEST_KEY = 4


@lru_cache(maxsize=8192)
def concept_of(name: str) -> str:
    """Return what an indicator of this name measures: the concept table's name, or its own.

    A name that is not in the table is its own concept, without its brackets.

    >>> concept_of("户籍人口人均期望寿命"), concept_of("每万常住人口全科医师")
    ('人均预期寿命', '每万人口全科医生数')
    >>> concept_of("食源性疾病监测覆盖率（%）")
    '食源性疾病监测覆盖率'
    """
    key = normalised(name)
    if not key:
        return ""
    for concept, pattern in _table():
        if pattern.fullmatch(key):
            return concept
    return re.sub(r"[（(][^（）()]*[）)]|\s", "", name) or name


def same_concept(first: str, second: str) -> bool:
    """Whether two names measure the same, by the table or by all but neutral words.

    >>> same_concept("食源性疾病监测覆盖率", "食源性疾病监测的覆盖比例")
    True
    >>> same_concept("孕产妇死亡率", "婴儿死亡率"), same_concept("每千人口护士", "每万人口护士")
    (False, False)
    """
    concept, other = concept_of(first), concept_of(second)
    if concept == other:
        return bool(concept)
    known = known_concepts()
    if concept in known or other in known:
        return False
    key, other_key = _key(concept), _key(other)
    return len(key) >= _SHORTEST_KEY and Counter(key) == Counter(other_key)


def known_concepts() -> tuple[str, ...]:
    """Return the names of the concept table."""
    return tuple(name for name, _ in _table())


def normalised(name: str) -> str:
    """Return a name without what plans word differently while they measure the same.

    >>> normalised("全市每千常住人口执业（助理）医生数"), normalised("65岁及以上老年人健康管理率")
    ('每千人执业医师', '65岁以上老年人健康管理')
    """
    text = unicodedata.normalize("NFKC", name)
    for pattern, replacement in _folds():
        text = pattern.sub(replacement, text)
    return text


def _key(name: str) -> str:
    return _NEUTRAL.sub("", normalised(name))


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in _FOLDS)


@cache
def _table() -> tuple[tuple[str, re.Pattern[str]], ...]:
    try:
        entries = tomllib.loads(TABLE.read_text(encoding="utf-8"))["concept"]
        return tuple((entry["name"], re.compile(entry["pattern"])) for entry in entries)
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:
        raise CorpusError(
            f"指标概念表 {TABLE} 读不出来：{error}",
            f"请恢复该文件，例如执行 git checkout corpus/{TABLE.name}",
        ) from error
