"""Questions to begin with, by what one can ask for."""

from markupsafe import Markup

EXAMPLES: dict[str, tuple[str, ...]] = {
    "内容": ("梅李人民医院的定位是什么", "常熟规划要求健康镇建成率达到90%，对吗"),
    "指标": ("埇桥抗菌药物使用强度的现状和目标", "常熟每千人口药师数2025年要多少"),
    "比较": (
        "比较常熟和埇桥的人均预期寿命目标",
        "常熟2025年每千人口执业（助理）医师数比2020年多多少",
    ),
    "职责": ("江阴流动人口健康促进由谁牵头", "江阴市场监督管理局牵头哪些任务"),
    "哪些规划": ("哪些规划提到互联网医院", "哪些规划写了安宁疗护"),
    "概括": ("概括埇桥规划里医院信息化建设的内容",),
}
FIRST_QUESTION = EXAMPLES["内容"][0]


def examples_html() -> Markup:
    """Return the questions as buttons, a line a kind."""
    lines = [
        Markup('<div class="kind"><dt>{}</dt><dd>{}</dd></div>').format(
            kind, Markup("").join(_button(question) for question in questions)
        )
        for kind, questions in EXAMPLES.items()
    ]
    return Markup(
        '<div class="examples"><p>想问什么？可以直接输入，也可以点一个例子：</p><dl>{}</dl></div>'
    ).format(Markup("").join(lines))


def _button(question: str) -> Markup:
    return Markup('<button type="button" data-act="example" data-question="{}">{}</button>').format(
        question, question
    )
