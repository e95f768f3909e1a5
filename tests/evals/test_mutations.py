"""Lies made out of true sentences: of each kind, false, and always the same."""

import pytest

from evals.mutations import KINDS, lies_of

REGIONS = ("常熟市", "常熟", "江阴市", "江阴")
INSTITUTIONS = ("公安局", "教育局", "财政局", "市三院", "市五院", "市第三人民医院")
ROW = "常熟市\n13\n\t每千人口药师（士）数\n\t人\n\t0.5\n\t预期性"
TARGET = "常熟市每千人口药师（士）数2025年目标为0.5人（预期性）"
DUTY = "江阴市 › 第44条）（牵头单位：公安局；配合单位：财政局、应急管理局，各镇街园区）"


def lies(kind: str, said: str, evidence: str, seed: int = 0) -> list[str]:
    made = lies_of(said, evidence, regions=REGIONS, institutions=INSTITUTIONS, seed=seed)
    return [lie.text for lie in made if lie.kind == kind]


@pytest.mark.parametrize(
    ("kind", "said", "evidence", "lie"),
    [
        ("figure", TARGET, ROW, TARGET.replace("0.5", "0.05")),
        ("figure", "比例达80%以上", "比例达80%以上", "比例达80%以下"),
        ("figure", "2020年建成3家", "2020年建成3家、改建7间", "2020年建成7家"),
        ("year", TARGET, ROW, TARGET.replace("2025", "2030")),
        ("unit", TARGET, ROW, TARGET.replace("0.5人", "0.5%")),
        ("unit", "提高2.4个百分点", "提高2.4个百分点", "提高2.4%"),
        ("institution", "由公安局牵头", DUTY, "由教育局牵头"),
        ("institution", "由公安局牵头", DUTY, "由财政局牵头"),
        ("role", "由公安局牵头", DUTY, "由公安局配合"),
        ("nature", TARGET, ROW, TARGET.replace("预期", "约束")),
        ("direction", "比上年多27人", "259\t286\t27", "比上年少27人"),
        ("negation", "推进无偿献血工作", "推进无偿献血工作", "不再推进无偿献血工作"),
        ("negation", "不包括观察床", "不包括观察床", "包括观察床"),
        ("plan", TARGET, ROW, TARGET.replace("常熟市", "江阴市")),
        ("plan", "推进无偿献血工作", "常熟市\n推进无偿献血工作", "江阴推进无偿献血工作"),
        ("swapped", "男性79岁、女性85岁", "男性79岁、女性85岁", "男性85岁、女性79岁"),
        ("present", TARGET, ROW, TARGET.replace("目标", "现状值")),
    ],
)
def test_a_true_sentence_becomes_a_lie(kind: str, said: str, evidence: str, lie: str) -> None:
    assert lie in {text for seed in range(9) for text in lies(kind, said, evidence, seed)}


@pytest.mark.parametrize(
    ("kind", "said", "evidence"),
    [
        ("figure", "医院0.50万张", "医院0.50万张，医院0.5万张"),
        ("year", "2025年≥95%", "管理率（%）\n\t≥95\n\t≥95"),
        ("institution", "推进市五院创建二级医院", "推进市三院、市五院创建二级医院"),
        ("unit", "提高85%−80%=5个百分点", "85%，80%"),
        ("swapped", "常熟、江阴两份提到", "常熟、江阴"),
        ("swapped", "1+3=4家", "1家、3家"),
        ("plan", "规划没有说明常熟的目标", "常熟市"),
    ],
)
def test_what_may_be_true_is_no_lie(kind: str, said: str, evidence: str) -> None:
    may_be_true = {
        "figure": "医院0.5万张",
        "year": "2020年≥95%",
        "institution": "推进市三院创建二级医院",
        "unit": "提高85%−80%=5%",
        "swapped": said.replace("常熟、江阴", "江阴、常熟").replace("1+3", "3+1"),
        "plan": "规划没有说明江阴的目标",
    }
    for seed in range(9):
        assert may_be_true[kind] not in lies(kind, said, evidence, seed)


def test_the_same_seed_makes_the_same_lies() -> None:
    assert lies("figure", TARGET, ROW, 3) == lies("figure", TARGET, ROW, 3)


def test_every_lie_is_of_a_known_kind_and_made_once() -> None:
    made = lies_of(TARGET, ROW, regions=REGIONS, institutions=INSTITUTIONS)
    assert {lie.kind for lie in made} <= set(KINDS)
    assert len({lie.text for lie in made} - {TARGET}) == len(made)


def test_a_sentence_without_anything_to_change_makes_no_lie() -> None:
    assert lies_of("牙齿", "牙齿", regions=(), institutions=()) == ()
