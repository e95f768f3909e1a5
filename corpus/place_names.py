"""The region that a title or an institution's name belongs to, and all that a text names."""

import re
from collections import Counter
from collections.abc import Iterator

_HAN_RUN = re.compile("[一-鿿]+")
# With what the name of a region ends; what follows makes another word of it: 县域, 市级, 市民.
_LEVEL = re.compile(
    "(?:自治区|自治州|自治县|自治旗|新区|(?:经济技术|高新技术产业|经济|旅游)?开发区|高新区"
    "|工业园区|[省市区县旗州盟])(?![域级民场容情花辖])"
)
# After these a name may begin: what is done, to whom, and whose institution stands before it.
_VERBS = (
    "推进|推动|深化|加强|加快|促进|做好|开展|调整|修订|废止|公布|实施|受理|印发|发布|转发|下发|批转"
    "|公示|制定|编制|编写|落实|贯彻|完善|健全|规范|优化|提升|提高|强化|巩固|全面|进一步|持续|深入"
    "|积极|扎实|切实|大力|加大|组织|启动|建设|建立|建成|构建|打造|支持|鼓励|保障|扩大|发展|创建|申领"
    "|申请|申报|办理|领取|查询|参加|怎么|怎样|如何|什么|为什么|哪些|同意|批复|征求|公开|明确|设立|成立"
    "|撤销|命名|认定|表彰|通报|聘任|补助|补贴|支付|享受|服务|护航|助力|赋能|聚焦|围绕|关于|对于|根据"
    "|按照|依据|依托|位于|来自|前往|包括|以及|其中|联合|会同|原有|现有|规划|方案|要点|通知|行动"
)
_BEFORE = (
    "中华人民共和国|国家|全国|中国|中共|共青团|健康|平安(?![区县])|法治|数字|智慧|文明|卫生|医疗|养老|共建"
    "|委员会|办公室|办公厅|政府|[^布格大结变]局|厅|院|中心"
)
_BOUNDARY = re.compile(rf"{_VERBS}|{_BEFORE}")
# So a name seldom begins, where more characters than those of a name stand before the level.
_JOINS = re.compile("[的在为由以把将对向从使与和及或到是了于至按据经给赴跟比离]")
_YEAR_BEFORE = re.compile(r"(?<=\d)年度?")
# Areas of a kind, which no name makes a region, whatever stands before them.
_OF_A_KIND = re.compile(
    "(?:[社园院病校厂辖片小街疫灾库牧郊景]|缓冲|隔离|污染|清洁|候诊|诊疗|服务|安置|保护"
    "|风景|生活|办公|示范|试验|实验|先行|功能|自贸|保税|合作|度假)区$"
    "|(?:示范|试点|试验|先行|先进|达标|重点|贫困|地区|设区|兄弟|相邻|周边|直辖|省辖|[强大穷个类型级座家区县市])"
    "[市区县州省]$"
    "|[一-鿿]{2}(?:城[市区]|[山林矿地特农湾湿商老禁控]区)$"
)
# With these before it a level is no region either, where nothing else is: 聊城市 is one.
_NO_STEM = re.compile(
    "[各每该我几哪这有数所][一-鿿]*|[一-鿿]*[全我各该]"
    "|[一-鿿]*(?:[省市区县]级|所有|多个|几个|哪个|少个)[一-鿿]?"
    "|[城山矿林地特农湾湿商老禁控新东西南北中上下全本大主老两多跨外内其另一二三四五六七八九十]|[主老新中心]+城|郊外|经开"
)
_LONGEST_STEM, _LONGEST_MINORITY_STEM = 4, 9
_STEM = 2, 3
_FEWEST_MENTIONS = 2


def region_said(words: str) -> str:
    """Return the first region that a title or an institution's name has: the innermost.

    >>> region_said("2021年吴中区卫生健康工作要点"), region_said("苏州市吴中区卫生健康委员会")
    ('吴中区', '吴中区')
    >>> region_said("推进太仓市家庭医生签约服务实施方案"), region_said("民政局、聊城市财政局")
    ('太仓市', '聊城市')
    >>> region_said("健康城市建设规划"), region_said("全市卫生健康工作要点")
    ('', '')
    """
    return next((chain[-1] for chain in _chains_in(words)), "")


def regions_in(words: str) -> tuple[str, ...]:
    """Return every region that a text names with its level, each once.

    >>> regions_in("江苏省太仓市与昆山市的社区床位")
    ('江苏省', '太仓市', '昆山市')
    """
    return tuple(dict.fromkeys(name for chain in _chains_in(words) for name in chain))


def _chains_in(words: str) -> Iterator[list[str]]:
    """Yield the regions that stand one within the other, the outermost first."""
    for run in _HAN_RUN.finditer(words):
        text = run.group()
        year = _YEAR_BEFORE.match(words, run.start())
        position = year.end() - run.start() if year else 0
        chain: list[str] = []
        for level in _LEVEL.finditer(text):
            if level.start() < position:
                continue
            start = _name_start(text, position, level.start())
            name = text[start : level.end()]
            if start > position and chain:
                yield chain
                chain = []
            if _is_region(name, level.group()):
                chain.append(name)
                position = level.end()
        if chain:
            yield chain


def _name_start(text: str, first: int, level: int) -> int:
    """Where the name begins that ends with the level at an offset, at ``first`` or after it."""
    start = first
    for boundary in _BOUNDARY.finditer(text, first, level):
        start = boundary.end()
    longer = level - start > _LONGEST_STEM
    for joins in _JOINS.finditer(text, start, level):
        begins = joins.start() == start and (start > 0 or joins.group() != "和")
        if (begins or longer) and level - joins.end() >= _STEM[0]:
            start = joins.end()
    return start


def region_spelt_out(title: str, text: str) -> str:
    """Return the region whose short name is in a title, in full as the text has it.

    >>> region_spelt_out("“健康江阴2030”规划纲要", "江阴市人民政府办公室……江阴市")
    '江阴市'
    """
    stems = {
        title[start : start + length]
        for length in _STEM
        for start in range(len(title) - length + 1)
        if re.fullmatch("[一-鿿]+", title[start : start + length])
    }
    counts = Counter({stem + end: text.count(stem + end) for stem in stems for end in "市区县"})
    for name, count in counts.most_common():
        if count < _FEWEST_MENTIONS:
            break
        if region_said(name) == name:
            return name
    return ""


def _is_region(name: str, level: str) -> bool:
    stem = name.removesuffix(level)
    longest = _LONGEST_MINORITY_STEM if level.startswith("自治") else _LONGEST_STEM
    if len(stem) > longest or (len(stem) < _STEM[0] and not (stem and level == "县")):
        return False
    return not (_OF_A_KIND.search(name) or _NO_STEM.fullmatch(stem))
