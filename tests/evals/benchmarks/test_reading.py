from pathlib import Path

from evals.benchmarks import reading
from index.settings import load_settings


def test_reading_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    settings = load_settings(cache_folder=tmp_path)
    steps: list[tuple[int, int]] = []
    report = reading.run(
        None, settings, limit=5, seed=0, progress=lambda done, total: steps.append((done, total))
    )
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert {"libraries_mib", "read_5_s", "read_5_ms_each", "read_5_mib", "kept_5_mib"} == set(
        report.figures
    )
    seconds = report.figures["read_5_s"].value
    assert seconds is not None and seconds > 0
