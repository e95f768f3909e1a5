"""The name of what a figure in a sentence measures: a noun phrase, or nothing at all."""

import re

_ADVERB = (
    "(?:均|皆|都|双|共|已|应|要|须|需|力争|稳步|逐步|大幅|持续|始终|总体|合计|累计|分别|至少|普遍|全面|"
    "平均|进一步|继续|同比|每年|年均|逐年|再|将|基本|稳定|预计)"
)
_REACH = (
    "(?:达到了?|达|为|是|约|仅|有|占|等于|实现|在|到|至|保持|"
    "(?:保持|稳定|巩固|维持|控制|提高|提升)[在到至]|"
    "(?:提高|提升|增加|增长|上升|下降|降低|减少|缩短|扩大|延长|上调|降|升|增|减)[到至为])"
)
# What may stand between a name and its figure: 达到, 分别为, 始终保持在.
_REACHES = re.compile(rf"(?:{_ADVERB}*{_REACH})*{_ADVERB}*[：:$]*$")
_ASIDE = re.compile(r"(?:在[^，,]{0,12}基础上|[比较][^，,比较]{2,10}|以[^，,]{1,8}为单位)$")
_TREND = re.compile(
    "(?:明显|显著|有所|不断|趋势)?(?:提高|提升|增加|增长|上升|下降|降低|减少|缩短|扩大|延长|改善|增强)$"
)
_LEADS = re.compile(
    r"(?:[、，,：:；;]|(?:截至)?目前|现有|力争|争取|确保|使得?|实现|其中|全面|进一步|逐步|稳步|不断|保持|努力|并|且|以及|及|和|与|同时"
    r"|全[市区县省国州旗]|[我本][市区县省州旗]|继续|持续|加快|有效|到|至|要|将|把|达到?|其|提高|提升|降低|扩大"
    r"|推进|推动|促进|加强|落实|增加|减少|力求|做到|保证|稳定|巩固|强化|大力|严格|控制)+"
)
_LAST_LEAD = re.compile("使得?(?!用)|确保|力争|实现|争取")
_PER = re.compile("每?(?:10|十)?[百千万](?:名|位)?(?:常住|户籍|服务)?人口?(?:拥有)?")
_PER_BASE = re.compile(rf"{_REACH}?(?P<base>每?[千万](?:常住|户籍)?人口?)$")
_RATE = re.compile(
    "(?:率|比例|比重|占比|比值|[^对相]比|水平|份额|程度|覆盖面|满意度|密度|寿命|支出|费用|量|数)$"
)
_SHARE = re.compile("(?:率|比例|比重|占比|比值|[^对相]比|水平|份额)$")
_HEAD = re.compile(
    "(?:率|比例|比重|占比|比值|[^对相]比|寿命|水平|[^无]数|数量|总量|总数|面积|经费|费用|标准|时间|强度|量"
    "|支出|收入|规模|密度|人次|次数|浓度|指数|满意度|得分|年限|金额|投入|补助|周期|距离|半径|床位|龄)$"
)
_MEASURED = re.compile("^(?:人均|次均|平均|户均|每|[千万]人)")
# A rate that does not say of what; the clause before it would have to.
_GENERIC = re.compile(
    "(?:规范|管理|监测|合格|覆盖|达标|普及|建成|控制|服务|签约|检测|完成|总|占|增加|提高|开展|建设|使用|其他?)+"
    "(?:率|比例|比重|数|数量|水平|总量|量)"
)
# A name with one of these is a sentence that was cut in the wrong place.
_NO_NAME = re.compile(
    "[，。；：？！]|推进|加强|推动|通过|按照|依托|围绕|坚持|不断|并|[^大成行作认因]为(?!单位|主|民)|是|纳入|用于"
    "|[等不的]$|^[的由从向于被给第达）)]|^个(?![人体])|^对(?!口)|^年[底末内来]|^在(?![线册岗职校])|^以(?![乡镇县区])"
    r"|^\d{1,3}(?![\d岁月日周年\-—－])"
)
_ACTS = (
    "新?改?扩?建(?:成|设|立)?|新(?:增加?|设|培养|创建|引进)|创建|创成|争创|培训|培养|培育|引进|储备|开设|举办|完成"
    "|设置|设立|组建|成立|配备|打造|获评|获得|获批|招募|招聘|制定|选派|选拔|认定|评选|改造|建有|遴选"
)
_ACT = re.compile(
    r"^(?:先后|至少|重点|累计|共|逐步|全[市区县省]|各?分别|分层|挂牌|力争|确保|争取|在.{2,10}(?=挂牌|建成|设立)"
    rf"|\d{{1,2}}\s*年内?[，,]?|[，、\s])*(?P<act>{_ACTS})(?:至少)?(?P<rest>.*)$"
)
_OWNS = re.compile("^(?:全[市区县省])?(?:共|现|已)?(?:拥有|共有|现有|设有|有)")
# 建设单位 and 培训基地 are nouns; a verb leaves a longer name.
_SHORTEST_AFTER_ACT = 3
_LONGEST, _LONGEST_COUNTED, _SHORTEST = 44, 26, 2


def measured_name(words: str, unit: str) -> str:
    """Return the name of a rate, a level or an amount, or nothing where the words name none.

    Args:
        words: what stands before the figure in its clause.
        unit: the unit of the figure.

    >>> measured_name("使在册严重精神障碍患者规范管理率达", "%")
    '在册严重精神障碍患者规范管理率'
    >>> measured_name("全市人均体育场地面积达", "平方米")
    '人均体育场地面积'
    >>> measured_name("推进社会心理服务体系建设试点", "%")
    ''
    """
    name = _without_verbs(words)
    is_share = unit in ("%", "‰", "/10万", "百分点")
    head = _RATE if is_share else _HEAD
    if not head.search(name) and (is_share or not _MEASURED.search(name)):
        return ""
    return name if _is_name(name, _LONGEST) else ""


def trend_name(clause: str, unit: str) -> str:
    """Return the name in a clause that tells a trend; its figure is in the next clause.

    >>> trend_name("个人卫生支出比重持续下降", "%")
    '个人卫生支出比重'
    """
    words = _TREND.sub("", clause)
    return measured_name(words, unit) if words != clause else ""


def counted_name(words: str) -> tuple[str, str] | None:
    """Return what is counted, and the verb that says what is done with it.

    >>> counted_name("建成体育公园"), counted_name("全市拥有医疗机构")
    (('体育公园', '建成'), ('医疗机构', ''))
    >>> counted_name("按照每") is None
    True
    """
    plain = re.sub(r"\s", "", words).strip("，、：")
    act = _act(plain)
    if act:
        name, verb = act["rest"], act["act"]
    else:
        name, verb = _OWNS.sub("", re.sub("^全[市区县省]", "", plain)), ""
    name = re.sub("(?:总数|共)$|^以及|^和", "", name)
    return (name, verb) if _is_name(name, _LONGEST_COUNTED) else None


def act_alone(words: str) -> str | None:
    """Return the verb if words are nothing else, as before “1家示范发热门诊”; 有 is the empty one.

    >>> act_alone("全市建成"), act_alone("拥有"), act_alone("城区每个板块建成")
    ('建成', '', None)
    """
    plain = re.sub(r"\s|至少$", "", words).strip("，、：")
    act = _ACT.match(plain)
    if act and not act["rest"]:
        return act["act"]
    return "" if _OWNS.fullmatch(plain) else None


def begins_count(words: str) -> bool:
    """Whether a clause says at its beginning that things are had, made or trained."""
    plain = re.sub(r"\s", "", words).strip("，、：")
    return bool(_act(plain) or _OWNS.match(plain))


def _act(words: str) -> re.Match[str] | None:
    act = _ACT.match(words)
    return act if act and len(act["rest"]) >= _SHORTEST_AFTER_ACT else None


def per_head(name: str) -> str:
    """Return the base of a name that counts per head of the population, else nothing.

    >>> per_head("每千常住人口中医床位数"), per_head("人均体育场地面积")
    ('每千常住人口', '')
    """
    match = _PER.match(name)
    return match.group() if match else ""


def base_before(words: str) -> str:
    """Return the base that stands before a figure rather than a name: “托位数达到千人口3.4个”.

    >>> base_before("三岁以下婴幼儿托位数达到千人口")
    '千人口'
    """
    match = _PER_BASE.search(words)
    return match["base"] if match else ""


def split_names(words: str, count: int, unit: str) -> tuple[str, ...]:
    """Divide a list of names where each is one by itself; else return nothing.

    Args:
        words: the names and what follows them up to the figures.
        count: how many figures there are, or 0 where one is said of all.
        unit: the unit of the figures.

    >>> split_names("依法执业承诺率、依法执业自查率", 2, "%")
    ('依法执业承诺率', '依法执业自查率')
    >>> split_names("高血压、糖尿病患者的血压、血糖控制率", 2, "%")
    ()
    """
    head = _SHARE if unit == "%" else _HEAD
    for separator in ("、|以及|和|与|及(?!以)", "、"):
        pieces = [_without_verbs(piece) for piece in re.split(separator, words)]
        whole = all(_is_name(p, _LONGEST) and (head.search(p) or per_head(p)) for p in pieces)
        if whole and len(pieces) > 1 and count in (0, len(pieces)):
            return tuple(pieces)
    return ()


def _without_verbs(words: str) -> str:
    """The words without 全市, 力争, 使 before them and 达到, 提高到 after them."""
    name = re.sub(r"\s+", "", words)
    for ending in (_REACHES, _ASIDE, _REACHES):
        name = ending.sub("", name, count=1)
    leads = [lead.end() for lead in _LAST_LEAD.finditer(name)]
    if leads:
        name = name[leads[-1] :]
    before, reached, after = name.rpartition("达到")
    if reached and _SHARE.search(before) and not after.startswith("或"):
        name = after
    lead = _LEADS.match(name)
    if lead and _HEAD.search(name[lead.end() :]):
        name = name[lead.end() :]
    return re.sub("的$|比(?=占)", "", name)


def _is_name(name: str, longest: int) -> bool:
    balanced = all(name.count(a) == name.count(b) for a, b in ("（）", "()", "《》", "“”"))
    return bool(
        _SHORTEST <= len(name) <= longest
        and balanced
        and not _NO_NAME.search(name)
        and not _GENERIC.fullmatch(name)
        and not re.fullmatch(r"[\W\d]+", name)
    )
