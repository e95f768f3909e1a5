"""The seconds of a command, by stage."""

import pytest

from assistant.commands.timing import Stopwatch, process_seconds


def test_each_stage_is_timed_and_one_that_failed_is_not() -> None:
    watch = Stopwatch()
    with watch.stage("打开索引"):
        pass
    with pytest.raises(ValueError, match="坏了"), watch.stage("检索"):
        raise ValueError("坏了")
    assert list(watch.seconds) == ["打开索引"]
    assert 0 <= watch.seconds["打开索引"] < 1


def test_the_process_has_run_for_some_time_and_runs_on() -> None:
    first = process_seconds()
    assert 0 < first <= process_seconds()
