"""The region that a title or an institution's name belongs to."""

import re
from collections import Counter

_SUFFIX = "自治区|自治州|自治县|新区|[省市区县旗州盟]"
# A region's name stands at the beginning, or behind what may precede it in a title.
_ONE_REGION = re.compile(rf"[一-鿿]县|[一-鿿]{{2,8}}?(?:{_SUFFIX})")
_REGION = re.compile(rf"(?:^|年度?|[“”《》（）〔〕\s]|印发|发布|健康)((?:{_ONE_REGION.pattern})+)")
_NO_REGION = re.compile(
    "(?:城|社|地|园|辖|小|山|郊|牧|矿|林|库|景|片|疫|病|老|特|全|我|本|各|乡|镇|街|"
    "示范|试验|实验|先行|开发|高新|保税|合作|自贸|功能)[省市区县州]$"
)
_STEM = 2, 3
_FEWEST_MENTIONS = 2


def region_said(words: str) -> str:
    """Return the region that a title or an institution's name begins with: the innermost.

    >>> region_said("2021年吴中区卫生健康工作要点"), region_said("苏州市吴中区卫生健康委员会")
    ('吴中区', '吴中区')
    >>> region_said("健康城市建设规划"), region_said("全市卫生健康工作要点")
    ('', '')
    """
    for found in _REGION.finditer(words):
        regions = [name for name in _ONE_REGION.findall(found.group(1)) if _is_region(name)]
        if regions:
            return str(regions[-1])
    return ""


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
        if _is_region(name):
            return name
    return ""


def _is_region(name: str) -> bool:
    return not _NO_REGION.search(name)
