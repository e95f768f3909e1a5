"""What an answer must have in it by its form: a figure, a date, a place, somebody responsible."""

import re
from collections.abc import Sequence

from assistant.answers import Evidence, Question
from assistant.language.terms import folded
from corpus.text import readable

# A figure that is no year: what a question for a value must be answered with. A grade (三级)
# answers only a question for one.
_NUMBER = r"(?<![\d])(?!(?:19|20)\d\d(?!\d|\.\d|[%％人万元张个家名]))\d"
FIGURE = re.compile(_NUMBER + "|[一二两三四五六七八九十百]+[家个名张岁项条所支倍次元]")
_GRADE = re.compile(FIGURE.pattern + "|[一二三四五六七八九十][级甲乙等]")
_ASKS_GRADE = re.compile("几级|多少级|等级|级别|几等|几甲")
_PLACE = re.compile("位于|地处|设在|坐落|选址|迁至|迁建|东|西|南|北|[镇乡村路街]")
_ASKS_PLACE = re.compile("在哪|哪里|哪儿|地址|位置|什么地方")
# The measure word of what is asked for, and those of figures that can answer.
_MEASURED = re.compile(
    "(?:多少|几)个?(张|家|名|位|岁|辆|元|万元|亿元|平方米|公里|分钟|小时|所|例|场|次|天|亩|支|套|台|钱|针|剂|层|栋|间|户|本|份|门)"
)
_SAME_MEASURE = {
    "家": "家个所",
    "所": "所家个座",
    "名": "名人位",
    "位": "位人名",
    "场": "场次",
    "次": "次场",
    "支": "支个",
    "钱": "元",
}
# A share is asked for, and what gives one.
_ASKS_SHARE = re.compile(
    "百分之[多几]|百分[多比]|几成|比例|占比|比重|率[^，。？]{0,6}(多少|几|多高)"
)
_SHARE = re.compile(r"\d\s*[%％‰]|/10万|百分之|[一二三四五六七八九]成|\d\s*[:：]\s*\d|全部")
_COVERED = re.compile(f"{_SHARE.pattern}|全覆盖")
_ASKS_NUMBERS = re.compile("量化|任务量|数字|覆盖面|硬指标|指标要求")
# So many things are asked for by their number, and what can be so many.
_ASKS_ITEMS = re.compile("哪([两二三四五六七八九十])[个家项条大类种所]")
_ITEM_MARK = "[、，；]|[和与及]"
_NUMERALS = {**{n: i for i, n in enumerate("二三四五六七八九十", start=2)}, "两": 2}
_RATE = re.compile("每[^，。；、]{1,8}(配|设置)[^，。；、]{0,6}")
_ASKS_RATE = re.compile("每|标准|怎么配|如何配|按多少")
# Where so much is asked for in so many words, nothing without it is an answer.
_ASKS_FIGURE = re.compile("多少|几|百分|目标值|指标值")
# A question for a unit or an office, not just for a person, and what answers it.
_ASKS_UNIT = re.compile("牵头|负责|部门|单位|机构|组长|主任|担任|配合")
RESPONSIBLE = re.compile(
    "牵头|负责|组长|主任|担任|部门|单位|由.{2,20}(组织|承担|制定|设立|成立|统筹)|依托|"
    "以.{2,20}为(龙头|主体|核心|骨干|基础|依托)"
)
_ASKS_LEAD = re.compile("牵头|责任单位|归.{0,4}管|(哪个|什么)(部门|单位).{0,3}(负责|管)")
_LEAD = re.compile(
    "牵头|负责|组长|主任|由.{2,20}(组织|承担|制定|设立|成立|统筹)|依托|"
    "(局|委|办|部|政府|部门)[^，。]{0,4}(会同|联合|主导)|以.{2,20}为(龙头|主体|核心|骨干|基础)"
)
_ASKS_WHEN = re.compile("什么时候|何时|哪一?年|啥时候|多会儿|几时|几年")
_TIME = re.compile(r"(?:19|20)\d\d|十[二三四五六]五|\d+年|[年月]底|[年月]末")
# A clause with such a score covers much of a question.
_COVERS = 0.5
_YEAR = re.compile(r"(?:19|20)\d\d")


def form_of_answer(question: Question) -> re.Pattern[str] | None:
    """Return what an answer to this kind of question must have in it, if anything."""
    text = question.text
    if question.kind == "who":
        asks_unit = RESPONSIBLE if _ASKS_UNIT.search(text) else None
        return _LEAD if _ASKS_LEAD.search(text) else asks_unit
    by_wording: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
        (_ASKS_GRADE, _GRADE),
        (_ASKS_ITEMS, _so_many_items(text)),
    )
    form = next((form for asked, form in by_wording if asked.search(text)), None)
    if form is not None:
        return form
    if question.kind == "value":
        return _figure_asked(text)
    if question.kind == "claim":
        return FIGURE if FIGURE.search(_YEAR.sub("", text)) else None
    by_wording = ((_ASKS_NUMBERS, FIGURE), (_ASKS_WHEN, _TIME), (_ASKS_PLACE, _PLACE))
    return next((form for asked, form in by_wording if asked.search(text)), None)


def _so_many_items(question: str) -> re.Pattern[str] | None:
    """As many things in a row as are asked for by their number."""
    asked = _ASKS_ITEMS.search(question)
    if asked is None:
        return None
    separators = _NUMERALS[asked.group(1)] - 1
    return re.compile(f"(?:[^、，；和与及]+(?:{_ITEM_MARK})){{{separators}}}")


def _figure_asked(question: str) -> re.Pattern[str]:
    """A share, a figure with the measure word of the question, or any figure."""
    if _ASKS_SHARE.search(question):
        return _COVERED if "覆盖" in question else _SHARE
    return _figure_measured(question) or FIGURE


def with_form(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the clauses that have the form of an answer, all if none has and none needs it.

    Where it is not needed, a clause that covers much of the question comes before one that
    covers little and has the form.
    """
    clauses = [found for found in evidence if found.passage.kind == "clause"]
    form = form_of_answer(question)
    if form is None:
        return clauses
    asks_rate = _ASKS_RATE.search(question.text)
    texts = [(found, folded(readable(found.excerpt.text))) for found in clauses]
    formed = [found for found, text in texts if form.search(text if asks_rate else _in_all(text))]
    if is_form_needed(question) or (formed and formed[0].score >= _COVERS):
        return formed
    return clauses


def _in_all(text: str) -> str:
    """A sentence without its rates: of 每3万人口配置一辆 nobody learns how many there are."""
    return _RATE.sub("", text)


def _figure_measured(question: str) -> re.Pattern[str] | None:
    """A figure with the measure word that a question has: 张 for “多少张床”."""
    measured = _MEASURED.search(folded(question))
    if measured is None:
        return None
    word = measured.group(1)
    units = [word] if len(word) > 1 else list(_SAME_MEASURE.get(word, word))
    return re.compile(rf"(?:\d|[一二两三四五六七八九十百千])[余多]?[万亿]?(?:{'|'.join(units)})")


def is_form_needed(question: Question) -> bool:
    """Whether a sentence without the `form_of_answer` is no answer at all."""
    if _ASKS_ITEMS.search(question.text):
        return True
    if question.kind == "who":
        return bool(_ASKS_LEAD.search(question.text))
    asked = _ASKS_FIGURE.search(question.text) or _ASKS_PLACE.search(question.text)
    return bool(asked) and question.kind in ("value", "fact")
