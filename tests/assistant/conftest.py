"""Two small invented plans, for tests that want to see one hop at work and no more."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.evidence.asked import Asked, gather
from assistant.question.understanding import understand

QINGHE = """# 青禾县“十四五”卫生健康发展规划

青政办发〔2022〕15号

青禾县人民政府办公室

2022年3月8日

## 一、发展目标

到2025年，全县建成健康村60个。每千人口执业（助理）医师数达到3.1人。

| 序号 | 指标 | 单位 | 2020年 | 2025年 | 属性 |
| --- | --- | --- | --- | --- | --- |
| 1 | 人均预期寿命 | 岁 | 77.5 | 79 | 预期性 |
| 2 | 每千人口注册护士数 | 人 | 2.6 | 3.4 | 预期性 |
| 3 | 适龄妇女宫颈癌筛查率 | % | —— | 60 | 约束性 |

## 二、重点任务

（一）建设健康环境

开展农村厕所改造，整治背街小巷。建设无烟学校12所。

（牵头单位：县教育局；配合单位：县卫生健康委、县财政局）

（二）提升医疗能力

青禾县人民医院要突出创伤救治功能，力争建成三级乙等医院。县中医院设立治未病中心。

（牵头单位：县卫生健康委；配合单位：县发展改革委）

院前急救力量进一步加强，每3万人口配置一辆救护车。到2025年，全县病床总数达到1200张，比2020年增长20%。
"""
BAISHI = """# 白石区“十四五”卫生健康发展规划

## 一、主要指标

| 序号 | 指标 | 单位 | 2020年 | 2025年 | 属性 |
| --- | --- | --- | --- | --- | --- |
| 1 | 人均预期寿命 | 岁 | 78.1 | 80 | 预期性 |
| 2 | 每千人口注册护士数 | 人 | 3 | 3.8 | 预期性 |

## 二、主要任务

推进互联网医院建设。建设无烟学校5所。创建省级健康镇1个、健康村4个、健康社区3个。
"""


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Assistant:
    """The assistant over the two invented plans, of 青禾县 and 白石区."""
    assert cache_folder
    folder = tmp_path_factory.mktemp("invented")
    files = []
    for name, text in (("qinghe", QINGHE), ("baishi", BAISHI)):
        files.append(folder / f"{name}.md")
        files[-1].write_text(text, encoding="utf-8")
    return Assistant.from_files(files)


@pytest.fixture(scope="session")
def ask(invented: Assistant) -> Callable[[str], Asked]:
    """What is known before anyone answers a question about the invented plans."""
    library = invented.library

    def asked(question: str) -> Asked:
        understood = understand(question, (), None, library.sources, names=library.names)
        plans = understood.plans
        return gather(understood, library.search(understood.text, 24, plans), library)

    return asked


PROJECTS = """# 青禾县卫生项目建设方案

## 一、项目安排

表1 建设项目

| 序号 | 项目名称 | 建设内容 | 床位（张） | 总投资（万元） | 责任单位 | 完成时限 |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | 县中医院病房楼 | 新建病房楼和制剂室，配齐煎药设备 | 300 | 8600 | 县中医院 | 2024年6月 |
| 2 | 柳溪镇卫生院门诊楼 | 改建门诊楼 | 40 | 950 | 柳溪镇卫生院 | 2023年12月 |
| 3 | 石桥镇卫生院病房楼 | 扩建病房楼 | 60 | 1200 | 石桥镇卫生院 | 2024年6月 |
| 4 | 县疾控中心实验楼 | 新建实验楼 | —— | 3400 | 县疾控中心 | 2025年3月 |
| 合计 | | | 400 | 14150 | | |

## 二、服务情况

表2 医院服务情况

| 机构 | 2021年床位使用率（%） | 2022年床位使用率（%） | 平均住院日（天） |
| --- | --- | --- | --- |
| 县人民医院 | 81.2 | 85.4 | 7.9 |
| 县中医院 | 70.5 | 略 | 8.6 |
| 县妇幼保健院 | 55.1 | 58.3 | 5.2 |
"""


@pytest.fixture(scope="session")
def ask_tables(
    tmp_path_factory: pytest.TempPathFactory, cache_folder: Path
) -> Callable[[str], Asked]:
    """What is known before anyone answers a question about an invented plan that is all tables."""
    assert cache_folder
    file = tmp_path_factory.mktemp("tables") / "projects.md"
    file.write_text(PROJECTS, encoding="utf-8")
    library = Assistant.from_files([file]).library

    def asked(question: str) -> Asked:
        understood = understand(question, (), None, library.sources, names=library.names)
        return gather(understood, library.search(question, 10, understood.plans), library)

    return asked
