"""Whether words announce a list that stands after them."""

import re

_IS_LEAD_IN = re.compile(r"[：:]$|[下](?:列|述)[^。]*[：:。]$|如下[：:。]?$|以下[^。]*[：:。]$")


def is_lead_in(text: str) -> bool:
    """Whether a text announces a list that follows it.

    >>> is_lead_in("申请人应当提交下列材料："), is_lead_in("材料齐全的，当场办结。")
    (True, False)
    """
    return _IS_LEAD_IN.search(text) is not None
