"""Regions are found in titles and sentences, and nothing that only sounds like one."""

import pytest

from corpus.place_names import region_said, regions_in


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("推进枫桥市家庭医生签约服务实施方案", "枫桥市"),
        ("怎么申领白鹭县独生子女父母奖励？", "白鹭县"),
        ("丹江市民政局、丹江市财政局", "丹江市"),
        ("浙江省杭州市西湖区卫生健康局", "西湖区"),
        ("新疆维吾尔自治区巴音郭楞蒙古自治州和静县", "和静县"),
        ("乌鲁木齐市卫生健康规划", "乌鲁木齐市"),
        ("呼和浩特市卫生健康规划", "呼和浩特市"),
        ("陈巴尔虎旗2024年卫生健康工作总结", "陈巴尔虎旗"),
    ],
)
def test_a_region_is_told_from_what_stands_before_it(words: str, region: str) -> None:
    assert region_said(words) == region


def test_names_that_end_like_an_area_are_regions() -> None:
    names = "聊城市、房山区、景德镇市、新乡市、唐山市、相城区、龙湾区、本溪市、全椒县、和田市"
    assert regions_in(names) == tuple(names.split("、"))


@pytest.mark.parametrize(
    "words",
    (
        "社区 院区 病区 园区 库区 辖区 牧区 城区 市区 各县区 县域 "
        "东区 偏远山区 卫生城市 示范县 我市 全区"
    ).split(),
)
def test_an_area_of_a_kind_is_no_region(words: str) -> None:
    assert regions_in(f"建设{words}医疗机构") == ()
