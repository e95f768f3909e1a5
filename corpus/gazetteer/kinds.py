"""Which wordings name one institution, place or programme, and which a kind of them."""

import re
from collections.abc import Iterator, Sequence

from corpus.gazetteer.endings import DEPARTMENT, NUMBERED_HOSPITAL
from corpus.numerals import NUMERAL

# What institutions of a kind have in their names; a name needs something besides.
_KINDS = (
    "乡镇|街道|社区|城乡|城市|城区|农村|县级|市级|区级|省级|镇级|村级|国家级?|县域|区域|市域|[一二三]级|甲等|乙等|省市"
    "|[二三][甲乙]级?|以上|以下|综合性?|专科|专业|公立|民营|社会|非?营利性?|中医类?|中西医|中医药|结合|西医|妇幼"
    "|妇女|儿童|青少年|婴幼儿|老年人?|老年病|精神|心理|传染病|肿瘤|口腔|眼科|康复|护理|安宁|疗护|急救|急诊|医疗"
    "|卫生|健康|服务|管理|保健|医学|公共|基层|体检|检验|检测|影像|心电|病理|诊断|消毒|供应|资源|共享|质控|疾控"
    "|质量|控制|疾病|预防|防治|防控|监测|监督|执法|应急|指挥|调度|信息|数据|互联网|智慧|数字|远程|会诊|透析"
    "|研究|培训|教育|指导|促进|示范|定点|哨点|核心|牵头|成员|龙头|骨干|重点|现代化?|高水平|优质|大型|中心|人民"
    "|附属|大学|医联体|医共体|联盟|托育|养老|救治|危重|孕产妇|新生儿|胸痛|卒中|创伤|血液|血站|采供?血|献血|门诊"
    "|发热|隔离|观察|方舱|救援|紧急|家庭|医生|工作|活动|便民|文化|体育|健身|创新|技术|临床|试验|科研|教学|实训|实践"
    "|基地|特色|新型|学科|网络|平台|系统|职业病?|慢性?病|结核病?|艾滋病|免疫|预防接种|接种|计划|生育|人口|生殖|遗传"
    "|产前|筛查|出生|缺陷|星级|普惠|合格|行政|自然|居民|职工|学生|企业|企事业|事业|单位|机关|场所|残疾人?|流动|特殊"
    "|市民|全域|推广|应用|转化|产业|项目|物资|储备|中药|制剂|煎药|药品|食品|安全|环境|实验|考核|鉴定|登记|全科|规范"
    "|院前|生活|照护|照料|日间|群众|科普|宣传|展示|体验|交流|国际|旅游|度假|无烟|爱婴|友好|平安|绿色|实体|网上|保障"
    "|集中|试点|食源|美丽|类别|治未病|样板|兄弟|三级甲等|本地|外地|知名|省内外?|国内外?|患者|病人|治病|仓储|物流|徒步|骑行|体卫|融合|专病"
    f"|[{NUMERAL}]大|第[{NUMERAL}]+|多个|全部|所有|有关|相关|其他|各类"
)
_PARTS = (
    f"[省市县区镇乡村城新老原主副总分第{NUMERAL}小大人个家]|[院所站科室点员性型类化级医病中办设]"
)
_OF_A_KIND = re.compile(f"(?:{_KINDS}|{_PARTS})*")
_BEGINS_AS_KIND = re.compile(_KINDS)
_KNOWN = re.compile(f"{_KINDS}|{_PARTS}")
_ITS_OWN = re.compile("[市区县](?![级域内外])")
_CALLED = re.compile(f"[市区县]{NUMBERED_HOSPITAL}")
_INNER = re.compile("医院|卫生院|中心(?!$)|保健院|机构|[以级]|体系|能力|高水平|优质|大型|所$")
_BRANCH = re.compile("分院|分中心|院区")
_LONGEST_PROPER, _MOST_PROPER = 6, 2
_PLACE_PART = re.compile("(?<=[\u4e00-\u9fff]{2})[省市县区镇](?=[\u4e00-\u9fff]{2})")
_NO_PLACE = re.compile(
    "[一各个年乡县市区镇村省所两几本全该进跨小大]|.*(?:[全我本各]|示范|开发|度假|达标|风险|[院园片病社地辖街校景城疫灾矿林库郊农])$"
)
_LONGEST_STEM, _SHORTEST_STEM = 4, 2
_QUOTED = re.compile("“([^“”，。；：！？、\n]{2,16})”")
_NO_PROGRAMME = re.compile(f"以|为|从|推进|坚持|全面|[0-9{NUMERAL}]+$|十.五$")
_PROGRAMME = re.compile(
    "工程|行动|计划|项目|方案|活动|战略|品牌|平台|模式|服务|医院|专项|试点|建设"
)
_TITLED = re.compile(
    '(?<![\u4e00-\u9fff])([\u4e00-\u9fff“”"+＋A-Za-z0-9]{2,22}(?:工程|行动|计划|项目))(?:（|$|建设$|实施$)'
)
_DEPARTMENT_NAME = re.compile(
    "(?:国家|中国|[一-鿿]{2,4}[省市区县]|[省市区县])[一-鿿]{0,12}"
    f"(?:{DEPARTMENT}|委(?!员)|办公室|厅|部)"
    "|(?:卫生健康|发展和改革|国有资产监督管理|体育|教育)委员会"
)
_LEADING_VERBS = re.compile(
    "(?:(?:深入|扎实|全面|积极|大力|加快|持续|继续|稳步|有序|认真)*(?:实施|推进|开展|推动|落实|组织|启动|参与|做好))+"
)


def institution_name(wordings: Sequence[str], suffix: re.Pattern[str]) -> str:
    """Return the wording that names one institution, or nothing.

    Args:
        wordings: what may be the name, the shortest first.
        suffix: the word that it ends with.

    >>> institution_name(["梅李人民医院", "建设梅李人民医院"], re.compile("医院"))
    '梅李人民医院'
    >>> institution_name(["综合医院", "推进综合医院"], re.compile("医院"))
    ''
    >>> institution_name(["所", "市卫生监督所"], re.compile("所"))
    '市卫生监督所'
    """
    for wording in wordings:
        called = _CALLED.fullmatch(wording)
        if called:
            return wording
        stem = wording[: list(suffix.finditer(wording))[-1].start()]
        if not stem:
            continue
        if not wordings[0].startswith(tuple(wording[:1])) and not _ITS_OWN.match(stem):
            return ""
        return wording if _names_one(stem, wording) else ""
    return ""


def proper_part(name: str) -> str:
    """Return what is proper to a name at its beginning: a place or a person's name.

    >>> proper_part("梅李人民医院"), proper_part("苏州市吴中区妇幼保健院")
    ('梅李', '苏州')
    """
    known = _KNOWN.search(name, 1)
    return name[: known.start()] if known else name


def _names_one(stem: str, wording: str) -> bool:
    if _INNER.search(stem) and not _BRANCH.search(wording):
        return False
    if _ITS_OWN.match(stem):
        return len(stem) > 1 and bool(_OF_A_KIND.fullmatch(stem))
    if _BEGINS_AS_KIND.match(stem) or _OF_A_KIND.fullmatch(stem):
        return False
    proper = [part for part in _KNOWN.split(stem.replace("中国", "华夏")) if part]
    long = any(len(part) > _LONGEST_PROPER for part in proper)
    return len(stem) >= _SHORTEST_STEM and len(proper) <= _MOST_PROPER and not long


def place_name(wordings: Sequence[str]) -> str:
    """Return the innermost place that a wording names, or nothing.

    >>> place_name(["苏州市吴中区"]), place_name(["常熟市"]), place_name(["特色小镇"])
    ('吴中区', '常熟市', '')
    """
    wording = wordings[0]
    inner = [part.end() for part in _PLACE_PART.finditer(wording)]
    name = wording[inner[-1] :] if inner else wording
    suffix = "街道" if name.endswith("街道") else name[-1]
    stem = name.removesuffix(suffix)
    if not _SHORTEST_STEM <= len(stem) <= _LONGEST_STEM:
        return ""
    return "" if _NO_PLACE.match(stem) or _BEGINS_AS_KIND.match(stem) else name


def department_name(wordings: Sequence[str]) -> str:
    """Return the department that a wording names: of a region, the state or an office.

    >>> department_name(["国家中医药管理局"]), department_name(["专业委员会"])
    ('国家中医药管理局', '')
    """
    named = [w for w in wordings if _DEPARTMENT_NAME.fullmatch(w) and not re.search("[各级]", w)]
    return named[0] if named else ""


def programme_names(text: str) -> Iterator[str]:
    """Yield the names in quotation marks that a programme follows: “互联网+”医疗服务.

    >>> list(programme_names("实施“昆承英才”卫生人才计划，坚持“以人民为中心”思想"))
    ['昆承英才']
    """
    for match in _QUOTED.finditer(text):
        if _NO_PROGRAMME.match(match.group(1)):
            continue
        following = text[match.end() : match.end() + 8]
        if _PROGRAMME.search(re.split("[，。；、“”]", following)[0]):
            yield match.group(1)


def heading_programme(heading: str) -> str:
    """Return the programme that a heading names, or nothing.

    >>> heading_programme("全民健康素养提升行动（专项小组组长单位：卫生健康委员会）")
    '全民健康素养提升行动'
    >>> heading_programme("深入实施健康知识普及行动")
    '健康知识普及行动'
    """
    plain = _LEADING_VERBS.sub("", re.sub(r"^专栏\s*\d*\s*[：:]?\s*", "", heading))
    match = _TITLED.match(plain)
    return match.group(1) if match else ""
