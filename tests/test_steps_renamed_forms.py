"""An office whose declaration and roster have other names than the shipped ones, from end to end.

The program finds both by what their tables are about, so nothing is lost and nothing breaks.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk
from support.readme import ROOT
from support.renamed_forms import FORM, SAMPLE, form_of, renamed_clerk, returned

from lzfx.ledger.inherited import inherited
from lzfx.session.opening import open_session
from lzfx.workbook.counter import Counter

UNIT = "KS03"
FAULTY, WHOLE = "KS03 先报.xlsx", "KS03 补报.xlsx"


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A clerk who has taken in one return, after a first one with faults."""
    clerk = renamed_clerk(tmp_path_factory.mktemp("renamed") / "2026")
    (clerk.folder / "收件" / FAULTY).write_bytes(returned(clerk, UNIT, points=1, zero=True))
    (one,) = clerk.run("collect", "--json", now=ROUND_ONE).json["deliveries"]
    found = {each["code"] for each in one["findings"] if each["severity"] == "error"}
    assert (one["outcome"], found) == ("sent_back", {"post-unanswered", "zero-no-reason"}), one
    (clerk.folder / "收件" / WHOLE).write_bytes(returned(clerk, UNIT))
    (one,) = clerk.run("collect", "--json", now=ROUND_TWO).json["deliveries"]
    assert one["outcome"] == "accepted", one
    return clerk


def test_counter__counts_as_in_the_form_of_the_usual_names(clerk: Clerk) -> None:
    usual, own = SAMPLE.form, form_of(clerk)
    issued = SAMPLE.issued(UNIT)
    names = dict(zip((t.name for t in usual.tables), (t.name for t in own.tables), strict=True))
    renamed = replace(issued, tables={names[name]: rows for name, rows in issued.tables.items()})
    assert Counter.of(own).formula(renamed) == Counter.of(usual).formula(issued)
    assert Counter.of(own).count(renamed) == Counter.of(usual).count(issued) > 0


@pytest.mark.parametrize("words", [("merge",), ("grade",), ("verify",), ("rebuild",), ("status",)])
def test_command__says_all_is_well(clerk: Clerk, words: tuple[str, ...]) -> None:
    ran = clerk.run(*words, now=ROUND_TWO)
    assert ran.code in {0, 1} | ({3} if words == ("status",) else set()), ran.out + ran.err
    assert words[0] not in {"verify", "rebuild"} or ran.code == 0, ran.out


def test_grade__has_every_point_of_the_return(clerk: Clerk) -> None:
    lines = clerk.run("grade", "--json", now=ROUND_TWO).json["lines"]
    assert len(lines) == len(SAMPLE.answers(UNIT).points)


def test_why__tells_the_cell_of_a_point(clerk: Clerk) -> None:
    told = clerk.run("why", f"{UNIT}-001", "--json", now=ROUND_TWO).json
    assert told["file"] == WHOLE
    assert {one["cell"] for one in told["values"] if one["title"] == "风险点名称"} != {""}


@pytest.mark.parametrize("name", ["overview", "overview-public", "申报表签字件", "工作手册"])
def test_publish__prints_it(clerk: Clerk, name: str) -> None:
    ran = clerk.run("publish", name, "--json", now=ROUND_TWO)
    assert ran.code in {0, 1}, ran.out + ran.err


def test_table__exports_the_rows(clerk: Clerk) -> None:
    ran = clerk.run("table", FORM, now=ROUND_TWO)
    assert ran.code == 0, ran.out + ran.err


def test_next_year__takes_the_points_and_the_forms_over(clerk: Clerk) -> None:
    home = clerk.folder.parent
    after = Clerk(home).run("init", "2027", "--after", "2026", "--json", now="2027-08-01T09:00:00")
    assert after.code == 0, after.out + after.err
    points = len(SAMPLE.answers(UNIT).points)
    assert after.json["inherited"] == points
    later = Clerk(home / "2027")
    with open_session(
        later.folder, datetime.fromisoformat("2027-08-02T09:00:00"), "tester"
    ) as session:
        _, duties = inherited(session.ledger)
    assert duties[UNIT] == SAMPLE.answers(UNIT).header["unit_duty"]
    issued = later.run("issue", "--json", now="2027-08-21T09:00:00")
    assert issued.code == 0, issued.err
    assert {one["subject"]: one["rows"] for one in issued.json["files"]}[UNIT] == points
    for word in ("status", "verify", "rebuild", "backup"):
        ran = later.run(word, now="2027-08-22T09:00:00")
        assert ran.code == 0, ran.out + ran.err


def test_specimen__is_printed_though_the_office_calls_its_own_form_otherwise(
    clerk: Clerk, tmp_path: Path
) -> None:
    shutil.copytree(clerk.folder, tmp_path / "2026")
    text = (ROOT / "form_templates/forms/warnings.toml").read_text("utf-8")
    own = tmp_path / "2026/form_templates/forms/warnings.toml"
    own.write_text(text.replace('name = "warnings"', 'name = "alerts"', 1), "utf-8")
    ran = Clerk(tmp_path / "2026").run("publish", "预警提示书", "--specimen", now=ROUND_TWO)
    assert ran.code == 0, ran.out + ran.err
