"""The README tells the truth: its commands run, and print what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.readme import README, ROOT, Shown, played, shown

TEXT = README.read_text("utf-8")


@pytest.mark.parametrize("one", tuple(shown()), ids=lambda one: one.command)
def test_readme__commands_print_what_it_shows(one: Shown, demo_folder: Path) -> None:
    assert played(one.command, demo_folder) == one.output


def test_readme__shows_five_commands() -> None:
    assert len(list(shown())) == 5


def test_readme__test_command_is_the_one_ci_calls() -> None:
    block = re.search(r"<!-- test command -->\n```sh\n(.*?)\n```", TEXT, re.DOTALL)
    assert block is not None
    assert block[1].count("\n") == 0
    assert "<!-- test command -->" in (ROOT / ".ci/run").read_text("utf-8")


def test_readme__names_every_dependency() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.DOTALL | re.MULTILINE)
    assert listed is not None
    table = TEXT.split("## Dependencies")[1].split("## Figures")[0]
    for name in re.findall(r'"([a-z0-9-]+)', listed[1]):
        assert name in table, name


def test_readme__links_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / link).exists(), link


def test_changes__each_has_a_number() -> None:
    changes = TEXT.split("## Changes")[1].strip().splitlines()
    assert changes
    assert all(re.match(r"- \*\*\d+\.\d+\.\d+\*\* \(\d+\) ", line) for line in changes)
