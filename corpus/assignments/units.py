"""Names of the institutions that do things: lists of them divided, short and full names told."""

import re
from collections.abc import Sequence

from corpus.documents import Assignment, Excerpt, Unit
from corpus.tables.cells import is_blank

# With what a unit's name ends where a list of units is announced, and where any words may stand.
_LISTED_END = re.compile(
    "[局委会部办院署所社站区行司镇乡道园联门位企心府厅科处股室队校县市馆团]$|各地$|组织部|集团$"
)
_NAMED_END = re.compile(
    "(?:局|委|委员会|办|办公室|办事处|[传织战法室武]部|医院|卫生院|法院|检察院|研究院|厅|署"
    "|[督疗生防健察研]所|血站|[督卫]站|中心|工会|协会|学会|[十字]会|残联|妇联|工商联|团委|政府|海关"
    "|(?<![内外儿妇产专学骨眼全本牙诊醉验剂神肤腔症复瘤痛染像射])科|处|(?<![控占持参入合])股|[合保公]室|[支大总]队|公司|集团|大学|学院|学校|党委)$"
)
_NO_NAME = re.compile(
    "[的了把将对是为在向和与及，。：；“”]$|^[和与及在对将把]|负责|牵头|配合|开展|加强|推进|应当|必须|按照|落实"
    "|哪|本人|主要领导|[\\d%]{2}|原则上|之间|[（）()]"
    "|^(?:完善|健全|建立|组建|成立|推动|推进|探索|支持|鼓励|依托|引导|实行|发挥|强化|加快|深化|明确|委托|督促|指导"
    "|要求|通过|提升|提高|优化|规范|促进|构建|打造|培育|实施|确保|坚持|积极|全面|充分|进一步|不断|继续)"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
# 有关部门 and 各单位 are nobody by name.
_NOBODY = re.compile(
    "^(?:各?有关|各?相关|其他|其它|上述|各级各?|各|本|该|两|多)*(?:部门|单位|机构|地方)?$"
)
_LONGEST_NAME = 24
_SHORTEST_NAME = 2
_AND_OTHERS = re.compile("等?(?:各?相关|各?有关|其他)?(?:部门|单位)?$")
_BY_DUTY = re.compile("(?:等(?:部门|单位)?)?(?:按照?|根据)(?:各自)?(?:职责|职能)?(?:分工)?.{0,6}$")
_MARKS = frozenset("、，,；;\n")
_OPENING, _CLOSING = "（(", "）)"
# （列第一位的为牵头单位）, beside a list or once for a whole document.
FIRST_LEADS = re.compile(
    "(?:列|排)(?:在|名)?(?:第一位?|首位?|最前)(?:的|者)?[^，。；]{0,8}(?:牵头|主办|主责|负责)"
    "|(?:第一|首)[个家位](?:的|责任)?(?:单位|部门|科室|处室)?[^，。；]{0,2}(?:牵头|主办|主责)"
)
_NOTE = re.compile(r"[（(](?:注[：:])?[^（）()]{0,12}(?:列|排|第一|首)[^（）()]{1,20}[）)]")
_FULL_NAMES = ((re.compile("(?<=健康)委$|(?<=改革)委$"), "委员会"),)
# The 市 of 市财政局 goes without saying; that of 市场监督管理局 is no town's.
_OF_THE_TOWN = re.compile("^[市区县](?!场)(?=.{3,}[局委会部办]$)")
# Words beside each other that a list has no mark between: 县卫生健康局县民政局.
_RUN_TOGETHER = re.compile("(?<=[局委办科处])(?=[市县区州省各][一-鿿]{2,14}[局委办会院心])")
_AND = re.compile("(?:以及|和|与|及)")
_WHITE = re.compile(r"\s+")


def units_from(words: str) -> tuple[Unit, ...]:
    """Divide a list of units; 等部门 after them and 无 in their place are no units.

    >>> [unit.name for unit in units_from("编办，卫生健康委、财政局")]
    ['编办', '卫生健康委员会', '财政局']
    >>> [unit.said for unit in units_from("各县（市、区）卫生健康局、市财政局等部门")]
    ['各县（市、区）卫生健康局', '市财政局']
    >>> units_from("/")
    ()
    """
    if is_blank(words):
        return ()
    said: dict[str, None] = {}
    for listed in _divided(_NOTE.sub("", words)):
        for unit in _apart(_BY_DUTY.sub("", listed)):
            name = unit.strip(" \t　。：:")
            bare = _AND_OTHERS.sub("", name) if "等" in name else name
            if bare and not is_blank(bare):
                said[bare] = None
    return tuple(Unit(said=unit, name=unit_name(unit)) for unit in said)


def units_in_cell(cell: Excerpt) -> tuple[Unit, ...]:
    """Divide the units of a cell, in which each may stand on a line of its own."""
    lines: list[str] = []
    position = 0
    for start, end in cell.spans:
        line = cell.text[position : position + end - start].strip()
        position += end - start
        if lines and not (is_unit(_last(lines[-1])) and is_unit(_first(line))):
            lines[-1] += line
        else:
            lines.append(line)
    return units_from("\n".join(lines))


def _divided(words: str) -> list[str]:
    """Cut a list at its marks, but not at those in brackets."""
    pieces = [""]
    depth = 0
    for character in words:
        depth += (character in _OPENING) - (character in _CLOSING)
        if character in _MARKS and depth <= 0:
            pieces.append("")
        else:
            pieces[-1] += character
    return pieces


def _apart(words: str) -> list[str]:
    """Cut at white space, at 和 and where nothing stands between, if units are on both sides."""
    for boundary in (_WHITE, _AND, _RUN_TOGETHER):
        pieces = boundary.split(words.strip())
        if len(pieces) > 1 and all(names_unit(piece) for piece in pieces):
            return [part for piece in pieces for part in _apart(piece)]
    return [words]


def _first(words: str) -> str:
    return _divided(words)[0].strip()


def _last(words: str) -> str:
    return _divided(words)[-1].strip()


def is_unit(words: str) -> bool:
    """Whether words may be a unit in a list that is announced as one.

    >>> is_unit("各镇（街道）"), is_unit("财务科"), is_unit("见附件")
    (True, True, False)
    """
    bare = _BRACKETS.sub("", words)
    fits = _SHORTEST_NAME <= len(bare or words) <= _LONGEST_NAME
    end = _LISTED_END.search(bare) or (bare != words and bare.startswith("各"))
    return bool(fits and end and not _NO_NAME.search(bare))


def names_unit(words: str) -> bool:
    """Whether words are by themselves the name of a unit: 县教育局, 委医政科, not 有关部门.

    >>> names_unit("县疾控中心"), names_unit("有关部门"), names_unit("加强教育")
    (True, False, False)
    """
    bare = _BRACKETS.sub("", words)
    fits = _SHORTEST_NAME < len(bare) <= _LONGEST_NAME
    end = _NAMED_END.search(bare)
    return bool(fits and end and not _NO_NAME.search(bare) and not _NOBODY.match(bare))


def unit_name(said: str) -> str:
    """Return a unit's name in full: 委 is 委员会, and the 市 before it goes without saying.

    >>> unit_name("卫生健康委"), unit_name("市文体广电和旅游局"), unit_name("市场监督管理局")
    ('卫生健康委员会', '文体广电和旅游局', '市场监督管理局')
    """
    name = said
    for short, full in _FULL_NAMES:
        name = short.sub(full, name)
    return _OF_THE_TOWN.sub("", name)


def with_full_names(assignments: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Return the assignments with units that a plan also calls in short known by one name.

    A short form (住建局) begins and ends like the full one (住房和城乡建设局) and has its
    characters in their order; it is taken for the one name of the plan that it fits.
    """
    names = {unit.name for a in assignments for unit in (*a.lead, *a.cooperating)}
    full: dict[str, str] = {}
    for short in names:
        fitting = [name for name in names if is_short_for(short, name)]
        if len(fitting) == 1:
            full[short] = fitting[0]

    def named(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        return tuple(Unit(said=u.said, name=full.get(u.name, u.name)) for u in units)

    return tuple(
        a.model_copy(update={"lead": named(a.lead), "cooperating": named(a.cooperating)})
        for a in assignments
    )


def is_short_for(short: str, name: str) -> bool:
    """Whether a name is another one shortened.

    >>> is_short_for("住建局", "住房和城乡建设局"), is_short_for("卫健委", "卫生健康委员会")
    (True, True)
    >>> is_short_for("教育局", "体育局"), is_short_for("财政局", "财政局")
    (False, False)
    """
    if len(short) >= len(name) or short[0] != name[0]:
        return False
    endings = ("", "员会", "公室")  # 委 for 委员会, 办 for 办公室
    if not any(name.endswith(short[-1] + ending) for ending in endings):
        return False
    characters = iter(name)
    return all(character in characters for character in short)
