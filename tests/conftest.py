"""What all tests share: folders of their own, and the assistant over the shipped plans."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant

CHROMIUM = Path("/usr/bin/chromium")
CAN_BROWSE = CHROMIUM.exists() or os.environ.get("CI") == "true"


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache folder of this run; no test reads or writes the user's own plans or settings."""
    folder = tmp_path_factory.mktemp("cache")
    library = tmp_path_factory.mktemp("library")
    page = tmp_path_factory.mktemp("page")
    with pytest.MonkeyPatch.context() as patch:
        for variable in [name for name in os.environ if name.startswith("PLANS_")]:
            patch.delenv(variable)
        patch.setenv("PLANS_CACHE_FOLDER", str(folder))
        patch.setenv("PLANS_LIBRARY_FOLDER", str(library))
        patch.setenv("PLANS_PAGE_FOLDER", str(page))
        yield folder


@pytest.fixture(scope="session")
def shipped(cache_folder: Path) -> Assistant:
    """The assistant over the shipped plans; building its index takes most of a minute."""
    return Assistant.shipped()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser, but never in CI."""
    if CAN_BROWSE:
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that browser tests were left out."""
    if not CAN_BROWSE:
        terminalreporter.write_line(
            f"browser tests were left out: there is no {CHROMIUM} (apt-get install chromium)",
            yellow=True,
        )
