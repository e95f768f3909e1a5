"""Exported files do not stay behind."""

import time
from pathlib import Path

from assistant.ui.exports import KEPT_SECONDS, Exports


def test_a_file_is_there_under_its_name_and_gone_after_an_hour() -> None:
    seconds = [time.time()]
    exports = Exports(clock=lambda: seconds[0])
    first, second = (Path(exports.put("指标.xlsx", content)) for content in (b"1", b"2"))
    assert (first.name, first.read_bytes(), second.read_bytes()) == ("指标.xlsx", b"1", b"2")
    seconds[0] += KEPT_SECONDS + 60
    third = Path(exports.put("指标.xlsx", b"3"))
    assert [file.exists() for file in (first, second, third)] == [False, False, True]


def test_nothing_stays_when_the_page_is_gone() -> None:
    exports = Exports()
    file = Path(exports.put("规划问答.md", b"#"))
    del exports
    assert not file.exists() and not file.parent.parent.exists()
