"""What an answer must have in it by its form: a figure, a date, a place, somebody responsible."""

import re

from assistant.answers import Question
from assistant.terms import folded

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
    "(?:多少|几)个?(张|家|名|位|岁|辆|元|万元|亿元|平方米|公里|分钟|小时|所|例|场|次|天|亩|支|套|台|钱)"
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
# Where so much is asked for in so many words, nothing without it is an answer.
_ASKS_FIGURE = re.compile("多少|几|百分|目标值|指标值")
# A question for a unit or an office, not just for a person, and what answers it.
_ASKS_UNIT = re.compile("牵头|负责|部门|单位|机构|组长|主任|担任|配合")
RESPONSIBLE = re.compile(
    "牵头|负责|组长|主任|担任|部门|单位|由.{2,20}(组织|承担|制定|设立|成立|统筹)|依托|"
    "以.{2,20}为(龙头|主体|核心|骨干|基础|依托)"
)
_ASKS_WHEN = re.compile("什么时候|何时|哪一?年|啥时候|多会儿|几时|几年")
_TIME = re.compile(r"(?:19|20)\d\d|十[二三四五六]五|\d+年|[年月]底|[年月]末")
_YEAR = re.compile(r"(?:19|20)\d\d")


def form_of_answer(question: Question) -> re.Pattern[str] | None:
    """Return what an answer to this kind of question must have in it, if anything."""
    if question.kind == "who":
        return RESPONSIBLE if _ASKS_UNIT.search(question.text) else None
    if _ASKS_GRADE.search(question.text):
        return _GRADE
    if question.kind == "value":
        return _figure_measured(question.text) or FIGURE
    if question.kind == "claim":
        return FIGURE if FIGURE.search(_YEAR.sub("", question.text)) else None
    if _ASKS_WHEN.search(question.text):
        return _TIME
    return _PLACE if _ASKS_PLACE.search(question.text) else None


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
    asked = _ASKS_FIGURE.search(question.text) or _ASKS_PLACE.search(question.text)
    return bool(asked) and question.kind in ("value", "fact")
