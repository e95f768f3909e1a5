"""An honest no: what the plans do not say, and the nearest clauses, labelled as not the answer."""

import re
from collections.abc import Sequence

from assistant.answers import (
    NEAREST_LABEL,
    Answer,
    Citation,
    Evidence,
    Question,
    citation_from,
)
from assistant.composers.indicators import rows_asked
from assistant.language.clauses import cut_to
from assistant.language.regions import plan_names
from assistant.language.terms import topic_of
from assistant.library import Library
from assistant.question.query_terms import topic_terms
from corpus.documents import Source

_ASK_ABOUT_PLANS = "请问规划里的内容，例如：梅李人民医院的定位是什么。"
_OTHER_WISHES = (
    (
        re.compile(
            "^(你|您)好|^(嗨|哈喽|hello|hi)|^在吗|^(谢谢|多谢|感谢|好的|知道了|明白|辛苦)|^(再见|拜拜)|"
            "你是谁|你叫什么",
            re.IGNORECASE,
        ),
        f"您好，本助手只回答收录的卫生健康规划里写明的内容。{_ASK_ABOUT_PLANS}",
    ),
    (
        re.compile(
            "(我|家人|孩子|老人|父亲|母亲|爸|妈|妻子|丈夫).{0,12}(怎么办|吃什么|吃啥|挂什么科|疼|痛|发烧|咳嗽|严重吗)"
            "|吃(什么|啥|哪种|哪个)[^，。？]{0,4}药|用什么药|怎么治|如何治疗|挂什么科|能治好吗"
        ),
        "本助手不提供诊疗建议，请咨询医生或到医疗机构就诊；急症请拨打120。",
    ),
    (
        re.compile(
            "天气(怎么样|如何|好不好|预报)|几点了|星期几|股票|彩票|[吃喝玩]什么好|讲个|聊聊天"
        ),
        f"本助手只回答收录的卫生健康规划里写明的内容，不聊别的。{_ASK_ABOUT_PLANS}",
    ),
    (
        re.compile(
            "忽略.{0,8}(以上|上面|之前|前面|所有).{0,6}(指令|规则|要求|内容|设定)|扮演|"
            "(写|作|编|讲|说|画|唱|翻译|生成).{0,4}(诗|歌|故事|笑话|小说|代码|程序|作文|英文|英语|图)"
        ),
        f"本助手只回答收录的卫生健康规划里写明的内容，不做别的。{_ASK_ABOUT_PLANS}",
    ),
)
_MOST_NEAREST = 3
_FEW = 1  # characters
# A sentence under this score is too far from the question to be worth showing.
_NEAR = 0.3
# It is near, too, if it has so much of the question with its headings, whatever it lacks.
_SHARES = 0.5


def refusal(question: Question, evidence: Sequence[Evidence], library: Library) -> Answer:
    """Return the refusal of a question that the plans do not answer."""
    elsewhere = _unknown_region(question, library.sources) if question.places else ""
    text = elsewhere or other_wish(question)
    if text:
        return Answer(text=text, refused=True, citations=(), question=question)
    nearest = _nearest(question, evidence, library)
    text = _silent(question, library)
    if nearest:
        lines = "\n".join(f"- {c.quote}（{c.address}）" for c in nearest)
        text += f"\n\n{NEAREST_LABEL}\n{lines}"
    return Answer(text=text, refused=True, citations=(), question=question, nearest=nearest)


def other_wish(question: Question) -> str:
    """Return what is said to a greeting, to a patient, and to who wants something else done.

    Nothing for a question that names a plan: “埇桥孩子近视怎么办” is one about the plan.
    """
    if question.names_plan:
        return ""
    replies = (reply for asked, reply in _OTHER_WISHES if asked.search(question.asked))
    return next(replies, "")


def _unknown_region(question: Question, sources: Sequence[Source]) -> str:
    regions = "、".join(source.name for source in sources)
    return f"没有收录{'、'.join(question.places)}的规划，无法回答。已收录：{regions}。"


def _silent(question: Question, library: Library) -> str:
    names = plan_names(library.sources)
    topic = _in_one(topic_of(question.text, names, as_typed=True).split(), question.text)
    what = f"“{topic}”" if topic else "这个问题"
    years = "、".join(f"{year}年" for year in question.years)
    whose = "已收录的规划"
    if question.names_plan:
        sources = [library.source(plan) for plan in question.plans]
        whose = "、".join(source.name for source in sources) + "的规划"
    when = f"{years}的" if years else ""
    return f"{whose}没有说明{when}{what}。"


def _in_one(runs: Sequence[str], text: str) -> str:
    """The runs of a topic with the words of the text between them, if those are few."""
    if not runs:
        return ""
    start = text.find(runs[0])
    end = text.rfind(runs[-1]) + len(runs[-1])
    whole = text[start:end]
    is_close = start >= 0 and len(whole) <= len("".join(runs)) + _FEW * (len(runs) - 1)
    return (whole if is_close else " ".join(runs)).strip("？?，,。！! ")


def _nearest(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> tuple[Citation, ...]:
    terms = topic_terms(question, library)
    citations: list[Citation] = []
    everywhere = question.model_copy(update={"plans": tuple(s.id for s in library.sources)})
    rows = rows_asked(question, library) or rows_asked(everywhere, library)
    for match in rows[:_MOST_NEAREST]:
        passage = match.passage
        citations.append(citation_from(len(citations) + 1, passage, passage.excerpt))
    for candidate in evidence:
        if len(citations) >= _MOST_NEAREST:
            break
        words = " ".join((*candidate.passage.path, candidate.excerpt.text))
        is_near = candidate.score >= _NEAR or library.weights.coverage(terms, words) >= _SHARES
        if candidate.passage.kind != "clause" or not is_near:
            continue
        _, excerpt = cut_to(candidate.excerpt, terms, library.weights)
        citation = citation_from(len(citations) + 1, candidate.passage, excerpt)
        if all(citation.quote != other.quote for other in citations):
            citations.append(citation)
    return tuple(citations)
