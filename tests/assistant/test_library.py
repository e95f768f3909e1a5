"""The plans and their index, as composers look things up in them."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.library import Library, library_in_memory, plans_from_files
from corpus.documents import Assignment, Indicator, Plan, Source, SourceText
from corpus.parsing import plan_from
from index.build import index_in_memory
from index.passages import passages_from
from index.settings import load_settings


@pytest.fixture
def library(invented: Assistant) -> Library:
    return invented.library


def test_a_search_keeps_to_the_plans_and_the_number_asked_for(library: Library) -> None:
    hits = library.search("人均预期寿命", 3, ("baishi",))
    assert len(hits) == 3
    assert {hit.passage.source.id for hit in hits} == {"baishi"}
    assert isinstance(hits[0].passage.record, Indicator)


def test_the_rows_are_those_of_tables_in_their_order(library: Library) -> None:
    rows = library.rows(["qinghe"])
    assert [row.name for _, row in rows] == [
        "人均预期寿命",
        "每千人口注册护士数",
        "适龄妇女宫颈癌筛查率",
    ]
    assert {passage.kind for passage, _ in rows} == {"row"}


def test_what_sentences_state_is_kept_apart_from_the_rows(library: Library) -> None:
    stated = library.stated(["baishi"])
    assert [i.name for _, i in stated] == ["无烟学校", "省级健康镇", "健康村", "健康社区"]
    assert {passage.kind for passage, _ in stated} == {"clause"}


def test_the_responsibilities_are_those_of_the_plans_asked(library: Library) -> None:
    leads = [[unit.said for unit in a.lead] for _, a in library.assignments(["qinghe"])]
    assert leads == [["县教育局"], ["县卫生健康委"]]
    assert library.assignments(["baishi"]) == []


def test_a_line_of_responsibility_has_the_words_of_its_task_as_neighbours(
    library: Library,
) -> None:
    line, _ = library.assignments(["qinghe"])[0]
    [task] = library.neighbours(line)
    assert "农村厕所改造" in task.excerpt.text
    assert line in library.neighbours(task)
    row, _ = library.rows(["qinghe"])[0]
    assert library.neighbours(row) == ()


def test_a_clause_has_those_right_before_and_after_it_beside_it_under_the_same_heading() -> None:
    text = "一、任务\n扩建门诊楼。\n改造病房楼。\n新建停车楼。\n二、保障\n增加投入。\n"
    plan = plan_from(Source(id="计划", title="计划"), SourceText(text=text, whole_paragraphs=True))
    library = library_in_memory([plan], load_settings())

    def beside(words: str) -> list[str]:
        passage = next(p for p in library.passages if words in p.excerpt.text)
        return [other.excerpt.text for other in library.beside(passage)]

    assert beside("门诊楼") == ["改造病房楼。"]
    assert beside("病房楼") == ["扩建门诊楼。", "新建停车楼。"]
    assert beside("停车楼") == ["改造病房楼。"]
    assert beside("增加投入") == []


def test_a_row_has_nothing_beside_it(library: Library) -> None:
    assert {library.beside(passage) for passage, _ in library.rows(["qinghe"])} == {()}


def test_every_sentence_is_given_whole_with_its_passage(library: Library) -> None:
    sentences = list(library.sentences(["qinghe"]))
    assert "建设无烟学校12所。" in [sentence.text for _, sentence in sentences]
    assert any(isinstance(passage.record, Assignment) for passage, _ in sentences)
    text = library.plan("qinghe").text
    assert all(text[s.start : s.end] == s.text for p, s in sentences if p.kind == "clause")


def test_the_headings_stand_in_their_order_also_those_without_words(library: Library) -> None:
    assert library.paths("qinghe") == (
        ("一、发展目标",),
        ("二、重点任务",),
        ("二、重点任务", "（一）建设健康环境"),
        ("二、重点任务", "（二）提升医疗能力"),
    )


def test_what_a_plan_says_is_looked_up_normalised(library: Library) -> None:
    assert "互联网医院" in library.words_said("baishi")
    assert "互联网医院" not in library.words_said("qinghe")


def test_a_name_that_was_mistyped_is_put_right_as_the_plans_spell_it(library: Library) -> None:
    assert library.spelling.corrected("白时区的目标") == "白石区的目标"


def test_a_plan_is_read_once_and_only_when_it_is_needed() -> None:
    read: list[str] = []
    plan = plan_from(Source(id="a", title="计划"), SourceText(text="一、目标\n建成医院3家。"))

    def read_it(source: Source) -> Plan:
        read.append(source.id)
        return plan

    index = index_in_memory(passages_from(plan, 220), load_settings())
    library = Library([plan.source], index, read_it)
    assert library.search("医院", 1, ("a",)) and read == []
    assert library.plan("a") is library.plan("a")
    assert read == ["a"]


def test_files_of_one_name_get_ids_of_their_own_and_keep_what_they_say(tmp_path: Path) -> None:
    files = []
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        files.append(tmp_path / folder / "规划.md")
        files[-1].write_text(f"# {folder}县卫生规划\n\n## 一、目标\n\n建成医院3家。\n", "utf-8")
    plans = plans_from_files(files)
    assert [plan.source.id for plan in plans] == ["规划", "规划-2"]
    assert [plan.source.file for plan in plans] == ["规划.md", "规划.md"]
    assert [plan.source.title for plan in plans] == ["甲县卫生规划", "乙县卫生规划"]
