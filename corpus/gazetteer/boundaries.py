"""Where a name begins in running text: after a mark, a verb or a word that joins."""

import re
from collections.abc import Iterator
from functools import lru_cache

HAN_RUN = re.compile("[\u4e00-\u9fff]+")
_LONGEST = 26
# Words after which a name may begin. One may be inside a name too (卫生监督所): it divides
# only where what follows still names something.
_VERBS = (
    "及?以[上下内外]|全部|所有|其他|现有|原有|全[市区县省国镇]|[我本][市区县省]|辖区|体现|含|迭代|升级|"
    "建设|建成|建立|推进|推动|启动|成立|投用|依托|支持|加强|完善|配合|提升|扩建|改建|新建|迁建|实施|设立|设置"
    "|鼓励|引导|整合|打造|开展|组建|通过|完成|落实|强化|发挥|健全|优化|创建|筹建|加快|深化|合作|共建|联合"
    "|对接|利用|围绕|参照|按照|根据|包括|纳入|进入|实现|确保|发展|扩大|培育|促进|规范|做好|做强|确定|明确"
    "|指导|监督|督促|组织|重点|继续|持续|大力|积极|全面|进一步|逐步|探索|以及|其中|覆盖|落地|参加|召开|举办"
    "|认真|贯彻|打响|创新|扶持|巩固|提高|方便|面向|分别|主要|已|正式|首批|力争|争取|加大|印发|先后|入选|获评"
    "|深入|广泛|严格|统筹|协调|牵头|负责|会同|调整|充分|出台|制定|编制|修订|执行|奋力"
    "|走进|来自|位于|借助|助力|带动|引进|对标|达到|成为|作为|形成|构建|共同|之间|主动|启用|新增|改造|征用|补齐|增强|配备|健全|助推|融入|挖掘|整理|推荐|申报|构筑|布局|瞄准|做大|挂牌|转型|提供|具备|倡导|减少|控制|放宽|化解|引领"
)
_STOP = re.compile(
    f"{_VERBS}|[的在为由以把将对向从被使并等各每与和及或到是了其该至于按据经且我本全是让给请赴]"
)


def wordings(text: str, word: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    """Yield for each place where ``word`` matches what may be a name that ends with it.

    The shortest wording comes first: it begins after the last verb; the longest begins after
    a mark.

    >>> list(wordings("（二）建设梅李人民医院", re.compile("医院")))
    [('梅李人民医院', '建设梅李人民医院')]
    """
    for run in HAN_RUN.finditer(text):
        first = 0
        for match in word.finditer(run.group()):
            stops = _stops(run.group())
            start = max(0, match.end() - _LONGEST)
            while first < len(stops) and stops[first] <= start:
                first += 1
            inside = [stop for stop in stops[first : first + _LONGEST] if stop <= match.start()]
            beginnings = [*reversed(inside), start] if start not in inside else inside[::-1]
            yield tuple(run.group()[b : match.end()] for b in beginnings)


@lru_cache(maxsize=256)
def _stops(run: str) -> tuple[int, ...]:
    """Where names may begin in a run; kept, for a run is asked about once for each kind."""
    return tuple(stop.end() for stop in _STOP.finditer(run))
