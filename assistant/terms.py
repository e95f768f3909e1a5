"""What a question is about, as weighted terms, and how much of it a text covers."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from index.words import bigrams, normalised, segments

# Phrases and words that ask and do not tell what is asked about. Phrases are blanked out
# before the text is divided into words, words only where they stand alone.
_PHRASES = re.compile(
    "是什么|为什么|什么样|什么时候|怎么样|怎么说|怎么做|哪一年|哪年|有多少|有没有|有哪些|有什么|是不是|"
    "哪几个方面|几个方面|哪些方面|几大方面|我想知道|想知道|我想了解|想了解|一下|主要内容|主要讲|讲了|讲到|"
    "预期性还是约束性|约束性还是预期性|目标值|指标值|现状值|实际值|规划里面|方案里面|文件里面|有什么说法|"
    "出现过|谈到|这一节|这一章|这一部分|这部分|这一块|这块|部分|归纳成|几点|"
    "对吗|对不对|是吗|是真的吗|正确吗|对么|哪边|哪一边|[两三四五几]地|差别大|要求高|要求低"
)
_WORDS = frozenset(
    """
    什么 怎么 怎样 如何 哪些 哪个 哪几个 哪几家 哪几 哪家 哪里 哪儿 哪 多少 几个 几家 几名 几张 几项 几条
    几份 几所 几 多大 多高 多久 是否 吗 呢 吧 啊 呀 么 请问 请 麻烦 帮 帮我 帮忙 告诉 我 想 查询 查 介绍
    说 说说 讲讲 讲 列出 列举 概括 总结 归纳 概述 简述 简要 规划 方案 文件 里面 里 中 其中 当中 关于 对于
    方面 的话 以及 和 与 及 或 还是 的 地 得 了 在 是 为 有 要 会 能 可以 应该 应当 需要 要求 提到 提出
    提及 写 规定 到 达到 达 到底 具体 一共 总共 共 全部 所有 都 分别 各 个 各个 它 其 该 这个 那个 这 那
    这项 这些 那些 我们 我市 我区 本市 本区 全市 全区 由 被 把 将 从 向 对 让 用 不 没 没有 负责 牵头
    配合 谁 单位 部门 工作 任务 内容 情况 目标 指标 数值 现状 年 年度 末 底 前 时 时候 打算 准备 属于
    属性 性质 预期性 约束性 根据 按照 按 家 名 张 项 条 份 来 做 去 已经 目前 现在 计划 对吗 主要 分 级别
    包括 包含 涵盖 做法 说法 怎么 打算 回答 下 比 相比 跟 最高 最低 更高 更低 更 最 高 低 多 少 差别 相差
    相差多少 差 增加 减少 各是 还 又 再 那么 数 成 块 节 章
    """.split()
)
# Different words for the same thing in different plans, and the digits of plain speech.
_SAME = (
    ("期望寿命", "预期寿命"),
    ("全科医生", "全科医师"),
    ("执业医生", "执业医师"),
    ("占比", "比例"),
    ("比重", "比例"),
    ("五岁以下", "5岁以下"),
    ("三岁以下", "3岁以下"),
)
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBER_OR_LATIN = re.compile(r"\d+(?:\.\d+)?%?|[a-z]+(?:\d+)?")
_WORD = re.compile(r"[\u4e00-\u9fff]+|[a-z][a-z\d]*")
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?")


def folded(text: str) -> str:
    """Return a text in half width, lower case and one wording for the same thing.

    >>> folded("２０２５年期望寿命")
    '2025年预期寿命'
    """
    text = normalised(text)
    for wording, canonical in _SAME:
        text = text.replace(wording, canonical)
    return text


def terms_in(text: str) -> list[str]:
    """Return the character pairs of a text's Han runs, and its numbers and Latin words whole.

    >>> terms_in("每万人口5.4名AED")
    ['每万', '万人', '人口', '名', '5.4', 'aed']
    """
    text = folded(text)
    pairs = [pair for run in _HAN_RUN.findall(text) for pair in bigrams(run)]
    return pairs + _NUMBER_OR_LATIN.findall(text)


def topic_of(question: str, without: Iterable[str] = ()) -> str:
    """Return a question with the words that only ask, the years and ``without`` blanked out.

    >>> topic_of("常熟2025年健康镇建成率的目标是多少", ["常熟"]).split()
    ['健康镇建成率']
    """
    text = folded(question)
    for words in sorted(without, key=len, reverse=True):
        text = text.replace(folded(words), " ")
    text = _PHRASES.sub(" ", _YEAR.sub(" ", text))
    kept = (" " if word in _WORDS else word for word in segments(text))
    return " ".join("".join(kept).split())


def content_words(topic: str) -> tuple[str, ...]:
    """Return the words of a topic that can be looked for by themselves: two characters or Latin.

    >>> content_words("公共场所配aed")
    ('公共场所', 'aed')
    """
    found = (word for run in topic.split() for word in segments(run))
    return tuple(dict.fromkeys(w for w in found if len(w) > 1 and _WORD.fullmatch(w)))


def terms_of(topic: str) -> tuple[str, ...]:
    """Return the distinct terms of a topic, in order; a single character only if alone.

    >>> terms_of("健康镇 建成率")
    ('健康', '康镇', '建成', '成率')
    """
    terms = dict.fromkeys(terms_in(topic))
    longer = [term for term in terms if len(term) > 1]
    return tuple(longer or terms)


class TermWeights:
    """How telling each term is: its inverse document frequency among all passages.

    The formula is the smoothed idf of BM25 (Robertson and Spärck Jones):
    ``ln(1 + (N - n + 0.5) / (n + 0.5))``, with N passages of which n hold the term.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        counts = Counter(term for text in texts for term in set(terms_in(text)))
        self._count = len(texts)
        self._weights = {term: self._idf(n) for term, n in counts.items()}
        self._unseen = self._idf(0)

    def _idf(self, passages_with_term: int) -> float:
        return math.log(
            1 + (self._count - passages_with_term + 0.5) / (passages_with_term + 0.5)
        )

    def __getitem__(self, term: str) -> float:
        return self._weights.get(term, self._unseen)

    def total(self, terms: Iterable[str]) -> float:
        """Return the sum of the weights of ``terms``."""
        return sum(self[term] for term in terms)

    def coverage(self, terms: Collection[str], text: str) -> float:
        """Return which part of the weight of ``terms`` stands in ``text``, 0 to 1."""
        whole = self.total(terms)
        if not whole:
            return 0.0
        present = term_set(text)
        return self.total(term for term in terms if term in present) / whole


@lru_cache(maxsize=20_000)
def term_set(text: str) -> frozenset[str]:
    """Return the terms that stand in a text."""
    return frozenset(terms_in(text))
