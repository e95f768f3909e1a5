from corpus.coverage import coverage_of
from corpus.documents import Footnote, Plan, Source, SourceText
from corpus.footnotes import footnotes_in
from corpus.parsing import plan_from

SOURCE = Source(id="baishui", title="白水县签约服务方案")


def plan_of(text: str, footnotes: tuple[Footnote, ...] = ()) -> Plan:
    return plan_from(SOURCE, SourceText(text=text, whole_paragraphs=True, footnotes=footnotes))


def notes_of(plan: Plan) -> dict[tuple[str, ...], list[str]]:
    return {s.path: [p.text for p in s.paragraphs] for s in plan.sections if s.note}


AT_END = """白水县签约服务方案
一、目标
到2026年，家庭医生签约率[1]达到45%，重点人群签约率②达到80%。
二、保障
县财政安排80万元。
[1] 签约居民数÷常住人口数。
②重点人群指老年人和儿童。
"""


def test_a_note_has_an_address_that_says_what_its_mark_stands_at() -> None:
    assert notes_of(plan_of(AT_END)) == {
        ("注1 家庭医生签约率",): ["签约居民数÷常住人口数。"],
        ("注② 重点人群签约率",): ["重点人群指老年人和儿童。"],
    }


def test_a_note_is_no_part_of_the_chapter_before_it() -> None:
    sections = [s for s in plan_of(AT_END).sections if s.path == ("二、保障",)]
    assert [p.text for s in sections for p in s.paragraphs] == ["县财政安排80万元。"]


def test_a_name_and_a_sentence_are_read_without_the_mark_and_the_text_keeps_it() -> None:
    plan = plan_of(AT_END)
    assert [i.name for i in plan.indicators][:2] == ["家庭医生签约率", "重点人群签约率"]
    sentence = plan.indicators[0].excerpt
    assert sentence.text == "到2026年，家庭医生签约率达到45%，重点人群签约率达到80%。"
    assert "签约率[1]达到" in plan.text[sentence.start : sentence.end]


def test_each_character_of_a_text_with_notes_is_in_exactly_one_part() -> None:
    coverage = coverage_of(plan_of(AT_END))
    assert not coverage.lost
    assert not coverage.doubled
    assert next(part for part in coverage.parts if part.name == "注码").characters == 4


def test_items_of_a_list_with_circled_numbers_are_no_notes() -> None:
    text = "主要包括以下工作：\n①签订协议；\n②建立档案。\n流程为：①登记；②签约。\n"
    assert footnotes_in(SourceText(text=text)) == ()


def test_a_line_whose_mark_stands_nowhere_before_is_no_note() -> None:
    assert footnotes_in(SourceText(text="目标提高。\n[1] 参考资料。\n")) == ()


def test_a_mark_after_a_sentence_stands_at_what_it_speaks_of() -> None:
    text = "全县人均预期寿命79.3岁，其中女性81.2岁。①\n①按户籍人口计算。\n"
    assert list(notes_of(plan_of(text))) == [("注① 全县人均预期寿命",)]


def test_a_mark_in_a_cell_stands_at_the_cell_or_at_the_row_of_its_figure() -> None:
    table = (
        "\t指标\n\t2030年\n\n\t托位数①\n\t5.0\n\n\t签约率\n\t45②\n\n①含家庭托育点。\n②不含续签。\n"
    )
    plan = plan_of(table)
    assert list(notes_of(plan)) == [("注① 托位数",), ("注② 签约率",)]
    assert [[cell.text for cell in row] for row in plan.tables[0].rows][1:] == [
        ["托位数", "5.0"],
        ["签约率", "45"],
    ]


def test_marks_that_begin_anew_belong_to_the_note_that_follows_them() -> None:
    text = "床位数①为9张。\n①指实有床位。\n护士数①为5人。\n①指注册护士。\n"
    assert list(notes_of(plan_of(text))) == [("注① 床位数",), ("注① 护士数",)]


def test_the_title_over_the_notes_is_no_sentence_of_the_last_chapter() -> None:
    plan = plan_of(AT_END.replace("[1] 签", "注释：\n[1] 签"))
    assert all(p.text != "注释：" for s in plan.sections for p in s.paragraphs)


def test_a_note_that_its_file_marks_is_one_without_a_mark_in_the_text() -> None:
    plan = plan_of("正文。\n①说明。\n", (Footnote(mark="①", start=4, end=8),))
    assert notes_of(plan) == {("注①",): ["说明。"]}
