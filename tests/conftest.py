"""What many tests share: the demo's folder, played once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support import figures
from support.readme import demo

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # thousands of commands: compile lzfx once

# No law is about time, and the machine may be busy with other work.
settings.register_profile("lzfx", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lzfx")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what the tests of reliability came to, all in one place."""
    for line in figures.lines():
        terminalreporter.write_line(f"reliability: {line}")


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the demo was played by the real command; look, but do not collect."""
    folder = tmp_path_factory.mktemp("demo") / "廉政示例"
    demo(folder)
    return folder
