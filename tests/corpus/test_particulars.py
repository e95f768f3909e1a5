"""What documents of many kinds say of themselves is found, with the words that say it."""

import pytest

from corpus.documents import SourceText
from corpus.metadata import source_from
from corpus.particulars import Field, particulars_from

JOINT = """浦江市卫生健康局
浦江市民政局
文  件
浦卫联发〔2025〕 6 号
浦江市卫生健康局  浦江市民政局
关于印发《优化浦江市医养结合服务行动方案
（2025—2027年）》的通知
各乡镇人民政府、街道办事处，市直有关单位：
现将方案印发给你们，请认真执行。
联系人：方芸，联系电话：0579-8421133
浦江市卫生健康局  浦江市民政局
二〇二五年三月六日
优化浦江市医养结合服务行动方案
一、目标
到2027年，建成医养结合机构12家。
抄送：市委办公室。
"""
STANDARD = """ICS 11.020
团 体 标 准
T/BHMA 003—2024
日间照料中心护理服务规范
2024-05-08 发布    2024-07-01 实施
滨湖省护理学会  发布
1 范围
本文件规定了服务要求。
"""
BOX = """首页 > 信息公开 > 政策文件
发文机关：柳河区人民政府    成文日期：2025年01月09日
标    题：柳河区人民政府关于印发柳河区托育服务规划的通知
发布日期：2025-01-15 来源：柳河区卫生健康局 浏览次数：12
柳河区托育服务规划
一、总则
本规划期限为2025—2030年。
二、附则
本规划自印发之日起施行，有效期5年。
"""
SIGNED_AT_THE_END = """关于做好2025年血防查螺工作的通知
各镇卫生院：
一、时间
3月至5月查螺。
二、报送
每周五报送进度。
青浦洲县疾病预防控制中心
2025年2月20日
"""
TRADITIONAL = """霞溪縣人民政府關於印發《霞溪縣助產機構管理辦法》的通知
霞政規〔2023〕9號
霞溪縣人民政府
2023年4月1日
第一條 本辦法自2023年5月1日起施行。
"""


def values(text: str, field: Field) -> list[str]:
    return [words.value for words in particulars_from(SourceText(text=text)).get(field, ())]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (JOINT, "title", "优化浦江市医养结合服务行动方案（2025—2027年）"),
        (JOINT, "region", "浦江市"),
        (JOINT, "issuer", "浦江市卫生健康局、浦江市民政局"),
        (JOINT, "number", "浦卫联发〔2025〕6号"),
        (JOINT, "issued_on", "2025年3月6日"),
        (JOINT, "recipients", "各乡镇人民政府、街道办事处，市直有关单位"),
        (JOINT, "contact", "方芸"),
        (JOINT, "phone", "0579-8421133"),
        (JOINT, "copies", "市委办公室"),
        (STANDARD, "title", "日间照料中心护理服务规范"),
        (STANDARD, "number", "T/BHMA 003—2024"),
        (STANDARD, "issuer", "滨湖省护理学会"),
        (STANDARD, "issued_on", "2024年5月8日"),
        (STANDARD, "effective", "2024年7月1日"),
        (BOX, "title", "柳河区托育服务规划"),
        (BOX, "issuer", "柳河区人民政府"),
        (BOX, "issued_on", "2025年1月9日"),
        (BOX, "published_on", "2025年1月15日"),
        (BOX, "source", "柳河区卫生健康局"),
        (BOX, "period", "2025—2030年"),
        (BOX, "effective", "自印发之日起施行"),
        (BOX, "validity", "有效期5年"),
        (SIGNED_AT_THE_END, "issuer", "青浦洲县疾病预防控制中心"),
        (SIGNED_AT_THE_END, "issued_on", "2025年2月20日"),
        (TRADITIONAL, "title", "霞溪县助产机构管理办法"),
        (TRADITIONAL, "number", "霞政规〔2023〕9号"),
        (TRADITIONAL, "effective", "自2023年5月1日起施行"),
    ],
)
def test_it_is_said(text: str, field: Field, value: str) -> None:
    assert values(text, field) == [value]


def test_the_place_opens_the_source_s_own_characters() -> None:
    [number] = particulars_from(SourceText(text=TRADITIONAL))["number"]
    assert TRADITIONAL[number.start : number.end] == "霞政規〔2023〕9號"


def test_what_a_measure_in_it_says_is_not_said_of_the_document() -> None:
    text = "云山县用药规划\n一、药品\n药品有效期为24个月，新价格自2024年3月1日起执行。\n"
    assert values(text, "validity") == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("怎样办理云岭区高龄津贴？\n问：多少钱？\n答：每月100元。\n", "怎样办理云岭区高龄津贴？"),
        ("云岭区中医医院简介\n医院始建于1958年。\n", "云岭区中医医院简介"),
        (
            "云岭区民政局、云岭区财政局关于印发我区2025年临时救助标准的通知\n各街道：\n",
            "关于印发我区2025年临时救助标准的通知",
        ),
        ("《云岭区养老条例》解读\n一、背景\n", "《云岭区养老条例》解读"),
    ],
)
def test_a_title_of_any_wording_is_the_text_s_and_not_the_file_s(text: str, title: str) -> None:
    found = source_from(SourceText(text=text), "下载(3).txt")
    assert (found.title, found.region) == (title, "云岭区")
