from assistant.assistant import Assistant


def test_a_task_comes_with_the_line_that_says_who_is_responsible(shipped: Assistant) -> None:
    hits = shipped.trace("江阴怎样加强流动人口健康促进").hits
    best = hits[0].passage
    assert {h.passage.kind for h in hits[:3] if h.passage.path == best.path} == {
        "clause",
        "assignment",
    }


def test_plans_take_turns_where_all_are_asked(shipped: Assistant) -> None:
    hits = shipped.trace("哪些规划提到家庭医生签约").hits
    assert len({hit.passage.source.id for hit in hits[:5]}) == 5


def test_what_was_looked_up_comes_first_and_ranks_have_no_gaps(shipped: Assistant) -> None:
    trace = shipped.trace("江阴市场监督管理局牵头哪些任务")
    assert [hit.rank for hit in trace.hits] == list(range(1, len(trace.hits) + 1))
    tasks = [hit for hit in trace.hits if hit.found_by == ("record",)]
    assert len(tasks) == 3 == len(trace.answer.citations)
    assert [hit for hit in trace.hits if hit.found_by != ("neighbour",)][:3] == tasks


def test_a_responsibility_comes_with_the_first_and_the_last_words_of_its_task(
    shipped: Assistant,
) -> None:
    hits = shipped.trace("江阴公安局牵头哪些任务").hits
    line = hits[0].passage
    of_task = [hit for hit in hits[:3] if hit.passage.path == line.path]
    words = [hit.passage.excerpt for hit in of_task if hit.found_by == ("neighbour",)]
    assert line.kind == "assignment"
    assert words
    assert all(excerpt.end <= line.excerpt.start for excerpt in words)
    assert [excerpt.start for excerpt in words] == sorted(excerpt.start for excerpt in words)
