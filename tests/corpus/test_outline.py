from corpus.documents import MarkedHeading, Plan, Source, SourceText
from corpus.parsing import plan_from


def paths(text: str, *headings: tuple[str, int]) -> list[tuple[str, ...]]:
    """The paths of a text's sections, the given lines marked as headings by the file."""
    marked = tuple(MarkedHeading(start=text.index(line), level=level) for line, level in headings)
    plan: Plan = plan_from(Source(id="test", title="测试"), SourceText(text=text, headings=marked))
    return [section.path for section in plan.sections]


def test_headings_stand_in_the_usual_order_without_a_sign_of_another() -> None:
    found = paths("一、目标\n（一）健康\n1.寿命\n（1）全市\n①城区\n二、保障\n")
    assert found[4] == ("一、目标", "（一）健康", "1.寿命", "（1）全市", "①城区")
    assert found[5] == ("二、保障",)


def test_a_document_may_put_its_bracketed_numbers_outside() -> None:
    text = "（一）目标\n一、健康\n二、服务\n（二）任务\n一、体系\n二、能力\n（三）保障\n"
    assert paths(text) == [
        ("（一）目标",),
        ("（一）目标", "一、健康"),
        ("（一）目标", "二、服务"),
        ("（二）任务",),
        ("（二）任务", "一、体系"),
        ("（二）任务", "二、能力"),
        ("（三）保障",),
    ]


def test_tasks_that_are_numbered_through_stay_under_their_clauses() -> None:
    text = "一、健康\n（一）教育\n1.宣传\n（二）体育\n2.场地\n二、服务\n（一）体系\n3.网点\n"
    assert paths(text)[-1] == ("二、服务", "（一）体系", "3.网点")


def test_decimal_numbers_are_a_level_each() -> None:
    assert paths("1. 总则\n1.1 目标\n1.1.1 健康\n1.2 原则\n2. 任务\n")[2:] == [
        ("1. 总则", "1.1 目标", "1.1.1 健康"),
        ("1. 总则", "1.2 原则"),
        ("2. 任务",),
    ]


def test_a_quantity_at_the_start_of_a_line_is_no_number_of_a_clause() -> None:
    text = "一、成就\n1.5万人参加了体检。\n2.3%的人口超过八十岁。\n二、三级医院建成五家。\n"
    assert paths(text) == [("一、成就",)]


def test_headings_that_only_the_file_marks_are_levels_too() -> None:
    text = "发展目标\n总体目标\n建成体系。\n具体目标\n保障措施\n加强领导。\n"
    marked = [("发展目标", 1), ("总体目标", 2), ("具体目标", 2), ("保障措施", 1)]
    assert paths(text, *marked) == [
        ("发展目标",),
        ("发展目标", "总体目标"),
        ("发展目标", "具体目标"),
        ("保障措施",),
    ]


def test_marked_headings_without_a_number_stand_where_numbered_ones_of_their_level_do() -> None:
    text = "第一章 总则\n指导思想\n一、坚持\n第二章 任务\n结语\n"
    marked = [("第一章 总则", 1), ("指导思想", 2), ("一、坚持", 3), ("第二章 任务", 1), ("结语", 1)]
    assert paths(text, *marked) == [
        ("第一章 总则",),
        ("第一章 总则", "指导思想"),
        ("第一章 总则", "指导思想", "一、坚持"),
        ("第二章 任务",),
        ("结语",),
    ]


def test_a_marked_title_of_the_whole_document_is_no_heading() -> None:
    text = "某市卫生健康规划\n目标\n建成体系。\n保障\n加强领导。\n"
    assert paths(text, ("某市卫生健康规划", 1), ("目标", 2), ("保障", 2)) == [
        (),
        ("目标",),
        ("保障",),
    ]
