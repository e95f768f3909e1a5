"""How many things a sentence says there are: as many as it names, or as the source says."""

import re
from collections.abc import Collection

from assistant.language.numbers import number_of

# A count of things, never a figure of a plan: 两项, 三个方面.
COUNT = re.compile(
    "(?<![第十百千万一二三四五六七八九])(?P<number>[两二三四五六七八九]|十[一二三四五六七八九]?)"
    "(?P<measure>者|地|处|家|份|项|个|类|块|条|种|所|方面|部分|点|位|大(?:类|方面|块|项)|年)(?:地方|方面|规划|文件|单位|部门|项目|任务|区域|地区)?"
)
_ORDINAL = re.compile(
    r"第(?:(?P<digits>\d{1,3})|(?P<han>[一二三四五六七八九十]{1,3}))(?:条|项|位|款|个)"
)
_ENUMERATED = re.compile("[、/]|以及|和|及|与")
_ONE = re.compile(
    "(?<=[是为])一[个项种]|其中一[个家项]|另一[个家项处]?|其一|之一|一样|一致|一起|一共|一并|统一|一方面|一些"
)
_SHARE = re.compile("([一二三四五六七八九])成|一半|半数")


def without_counts(said: str, source: str, asked: str) -> str:
    """Return a plain sentence without the counts that its own enumerations or the source bear out.

    A share in words (八成) must be that of a figure in the same sentence.

    >>> without_counts("由甲局、乙局两家牵头", "由甲局、乙局牵头", "")
    '由甲局、乙局牵头'
    """
    figures = re.findall(r"(\d[\d.]*)%", said)
    said = _ONE.sub(lambda m: m.group() if m.group() in source else _blank(m.group()), said)
    said = _SHARE.sub(lambda m: "" if _is_share(m, figures) else m.group(), said)
    return COUNT.sub(lambda m: "" if _is_counted(m, said, source, asked) else m.group(), said)


def _blank(piece: str) -> str:
    return piece.replace("一", " ")


def _is_share(match: re.Match[str], figures: Collection[str]) -> bool:
    share = 5 if match.group(1) is None else number_of(match.group(1)) or 0
    return any(abs(float(f) - 10 * share) < 2 for f in figures if _is_number(f))  # noqa: PLR2004


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None


def _is_counted(match: re.Match[str], said: str, source: str, asked: str) -> bool:
    if match.group() in source:
        return False  # it is held to the source like any other
    word = match["number"]
    number = number_of(word)
    if match["measure"] == "年":
        years = {int(year) for year in re.findall(r"20\d\d(?=年)", said + source + asked)}
        spans = {abs(a - b) for a in years for b in years}
        return f"{word}年" in asked or f"{number}年" in source or number in spans
    before, after = said[: match.start()], said[match.end() :]
    sides = (
        re.split("[。；;：:，,]", before)[-1],
        re.split("[。；;，,]", after.lstrip("：:，,"))[0],
    )
    listed = re.split("[。；;]", after)[0].split("：")[-1]
    return any(len(_ENUMERATED.split(side)) == number for side in (*sides, listed) if side)


def without_ordinals(said: str, source: str) -> str:
    """Return a plain sentence without the numbers of clauses and rows that the source has.

    >>> without_ordinals("第2项由甲局牵头", "序号：2；任务：扩建病房")
    '由甲局牵头'
    """
    return _ORDINAL.sub(lambda m: "" if _numbers(m, said, source) else m.group(), said)


def _numbers(match: re.Match[str], said: str, source: str) -> bool:
    """Whether a row has this number, or a heading that has words of the sentence."""
    number = match["digits"] or str(number_of(match["han"]) or "")
    if not number:
        return False
    if re.search(rf"(?:序号|位次|编号|排名)：{number}(?!\d)", source) or match.group() in source:
        return True
    headings = re.finditer(rf"(?<!\d){number}\s*[.．、]([^\s\n]+)", source)
    pairs = {said[at : at + 2] for at in range(len(said) - 1)}
    return any(
        sum(heading.group(1)[at : at + 2] in pairs for at in range(len(heading.group(1)))) > 1
        for heading in headings
    )
