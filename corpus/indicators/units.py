"""Units and measure words of plans and statistics: which there are, and how they are carried."""

import re

# Of patterns. Measure words, the longer ones first where one begins another.
_MEASURES = (
    "人次|人天|人日|人|名|位|周岁|岁|张|个|家|所|元|例|平方米|平方公里|公顷|公里|千米|千克|公斤|"
    "分钟|小时|课时|学时|学分|天|日|年|月|种|类|项|件|份|台|辆|支|条|场次|场|处|座|栋|间|套|床|户|"
    "亩|吨|毫克|克|毫升|升|米|厘米|倍|级|次|班|期|门|本|册|篇|部|只|片|点|对|组|村|镇|批|届|枚|分"
)
_PER = r"1?\s*/\s*(?:[0-9]{0,6}\s*[十百千万亿]+\s*人?|(?:人|张|床|次|年|月|天|日)(?![0-9]))"
UNIT = rf"(?:个?百分点|[%‰]|\(?{_PER}\)?|(?:{_MEASURES})(?:{_PER})?)"
# Those in which things are counted, one by one.
_COUNTED = re.compile(
    "家|个|所|张|名|人|位|辆|台|条|项|种|类|场|场次|处|支|件|座|间|套|人次|例|户|村|镇|次|批|门|部"
    "|只|对|组|点|栋|期"
)
# What stands in brackets after a name and is a unit, not a part of the name.
_BRACKETED = re.compile(
    r"[%％‰]|百分比|百分点|万?(人|张|个|岁|元|名|家|例|次|人次|天|分钟|平方米|床|位|所|辆|件|项|年)"
    r"|[十百千万亿]{0,2}(?:元|克|千克|毫克|公斤|升|毫升|吨|公里|米|公顷|亩|种|类|场次?|台|套|分|小时"
    r"|个?月|支|条|批|间|栋|座|处|户|学时|学分|名|位)|.*/.*|DDDs?.*"
)
# A number that a unit can stand behind.
_NUMBER = re.compile(r"[<>≤≥＜＞]?\s*[-−–]?\d+(?:\.\d+)?(?=以上|以下|以内|左右|$)")
_IN_NAME = re.compile(r"[（(]([^（()）]*)[）)]$")


def is_counted(unit: str) -> bool:
    """Whether things are counted in a unit, one by one.

    >>> is_counted("家"), is_counted("%"), is_counted("岁")
    (True, False, False)
    """
    return _COUNTED.fullmatch(unit) is not None


def name_and_unit(name: str) -> tuple[str, str]:
    """Return a name without the unit in brackets behind it, and that; nothing for no unit.

    >>> name_and_unit("床位数（张）"), name_and_unit("医师（助理）")
    (('床位数', '张'), ('医师（助理）', ''))
    >>> name_and_unit("总投资（万元）"), name_and_unit("日均食盐摄入量（克）")
    (('总投资', '万元'), ('日均食盐摄入量', '克'))
    """
    found = _IN_NAME.search(name)
    if found and _BRACKETED.fullmatch(found.group(1)):
        return name[: found.start()], found.group(1)
    return name, ""


def with_unit(value: str, unit: str) -> str:
    """Return a value with its unit after the number, or after all in brackets if that is unclear.

    >>> with_unit("4.5左右", "个"), with_unit("＞78.2", "岁"), with_unit("控制在20%以内", "%")
    ('4.5个左右', '＞78.2岁', '控制在20%以内')
    >>> with_unit("93.87/86.67", "%"), with_unit("同比例提高", "岁"), with_unit("6.21", "1/10万")
    ('93.87/86.67（单位：%）', '同比例提高', '6.21（单位：1/10万）')
    """
    if not unit or unit in value.replace("％", "%") or not re.search(r"\d", value):
        return value
    number = _NUMBER.match(value)
    if number is None or re.search(r"\d", unit.removeprefix("/10万")):
        return value if re.search("百分点|%", value) else f"{value}（单位：{unit}）"
    return value[: number.end()] + unit + value[number.end() :]
