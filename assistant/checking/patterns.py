"""What several checks look for in a draft or a plan: years, five-year plans, ends of clauses."""

import re

# Of patterns: a year, a five-year plan, a hospital that is called by its number.
YEAR = r"(?:19|20)\d\d"
FIVE_YEAR_PLAN = "十[一二三四五六七八九]五"
NUMBERED_HOSPITAL = "[一二三四五六七八九十]院"

CLAUSE_END = re.compile("[，；。]")
# The unit that a table prints behind a name: 床位数（张）.
UNIT_IN_NAME = re.compile(r"[（(]([^（）()]*)[）)]\s*$")
