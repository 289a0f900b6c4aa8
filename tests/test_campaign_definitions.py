"""What forms say that nobody can serve: each a finding with its file, and nothing goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ISSUED, Clerk, sample_workspace
from support.odd_forms import source
from support.reviewing import reviewing
from support.risk_examples import BODIES, CAMPAIGN, ROSTER
from support.templates import form_named, lists

from lzfx.campaign.definitions import definition_faults, roster_lacks, settings_faults
from lzfx.campaign.subjects import Subjects
from lzfx.checks.registry import ROW_CHECKS
from lzfx.files.definitions import parse_toml
from lzfx.forms.parse import parse_form
from lzfx.forms.spec import FormSpec
from lzfx.messages import sentence
from lzfx.model.finding import Finding
from lzfx.model.office import Kinds

FILE = "visit.toml"
HEAD = """\
name = "visit"
version = 1
title = "走访登记表"
"""
CELL = """
[[header]]
name = "filler"
title = "填报人"
kind = "line"
"""
TABLE = """
[[table]]
name = "visits"
sheet = "走访"

[[table.field]]
name = "point_id"
title = "编号"
kind = "line"
required = true

[[table.field]]
name = "said"
title = "情况"
kind = "text"
"""
BASE = (("declaration.toml", form_named("declaration")), ("roster.toml", form_named("roster")))
"""Without these two there is no campaign."""


def form(text: str, file: str = FILE) -> FormSpec:
    """A form that is sound by itself."""
    parsed, faults = parse_form(file, parse_toml(file, text), lists(), frozenset(ROW_CHECKS))
    assert parsed is not None, faults
    return parsed


def faults(*texts: str) -> list[tuple[str, str]]:
    """Code and file of what is found in forms beside the two that must be there."""
    files = [(f"{at}-{FILE}" if at else FILE, form(text)) for at, text in enumerate(texts)]
    return list(told(definition_faults((*BASE, *files))))


def told(findings: Iterator[Finding]) -> Iterator[tuple[str, str]]:
    """Code and file, after the sentence was seen to be whole."""
    for one in findings:
        assert "{" not in sentence(one)
        yield one.code, one.where.file


def with_table(old: str, new: str) -> str:
    """The form with its table, one text of it replaced."""
    assert old in TABLE
    return HEAD + TABLE.replace(old, new, 1)


SHEET = 'sheet = "走访"\n'
ROWS = f'{SHEET}rows = "own_points"\n'
KEYED = f'{ROWS}key = ["point_id"]\n'
FAULTY = {
    "definition-unknown-about": with_table(
        'sheet = "走访"\n', 'sheet = "走访"\nabout = "visits"\n'
    ),
    "definition-unknown-rows": with_table('sheet = "走访"\n', 'sheet = "走访"\nrows = "visits"\n'),
    "definition-rows-without-key": with_table('sheet = "走访"\n', ROWS),
    "definition-prefill-without-rows": with_table('"编号"\n', '"编号"\nprefill = true\n'),
    "definition-unknown-source": HEAD + CELL + 'prefill = "weather"\n',
}


def test_sound__a_form_that_can_be_served_has_no_fault() -> None:
    assert faults(with_table(SHEET, KEYED)) == []
    assert faults(HEAD + CELL + 'prefill = "unit_name"\n') == []


@pytest.mark.parametrize("code", FAULTY)
def test_one_form__is_told_with_its_file(code: str) -> None:
    assert faults(FAULTY[code]) == [(code, FILE)]


def test_unknown_source__of_a_column_is_told_with_what_its_rows_tell() -> None:
    text = with_table(SHEET, KEYED) + 'prefill = "weather"\n'
    (one,) = definition_faults((*BASE, (FILE, form(text))))
    assert (one.code, one.where.file, one.params["field"]) == (
        "definition-unknown-source", FILE, "said",
    )  # fmt: skip
    assert "manifestation" not in re.split("[、,]", str(one.params["known"]))
    assert "level" in str(one.params["known"])


def test_two_forms_of_one_name() -> None:
    assert faults(HEAD + CELL, HEAD.replace("走访登记表", "另一张") + CELL) == [
        ("definition-form-twice", f"1-{FILE}")
    ]


def test_two_forms_of_one_title() -> None:
    assert faults(HEAD + CELL, HEAD.replace('"visit"', '"other"') + CELL) == [
        ("definition-title-twice", f"1-{FILE}")
    ]


def test_points_declared_in_two_forms() -> None:
    again = BASE[0][1].model_copy(update={"name": "other", "title": "另一张"})
    assert list(told(definition_faults((*BASE, ("other.toml", again))))) == [
        ("definition-points-twice", "other.toml")
    ]


def test_points_declared_in_none_and_no_roster() -> None:
    found = list(told(definition_faults([(FILE, form(HEAD + CELL))])))
    assert found == [("definition-no-points", ""), ("definition-no-roster", "")]


def test_points_of_a_form_that_comes_back_many_times() -> None:
    many = BASE[0][1].model_copy(update={"returns": "many"})
    found = list(told(definition_faults((("declaration.toml", many), BASE[1]))))
    assert found == [("definition-points-of-many", "declaration.toml")]


def test_two_tables_about_the_same() -> None:
    about = 'sheet = "走访"\nabout = "rule"\n'
    first = TABLE.replace('sheet = "走访"\n', about).replace('"point_id"', '"name"')
    second = first.replace('"visits"', '"more"').replace('"走访"', '"又一页"')
    assert faults(HEAD + first + second) == [("definition-about-twice", FILE)]


@pytest.mark.parametrize("owner", ["reviewer", "person", "post", "unit"])
def test_owed_by_a_role_the_roster_lacks(owner: str) -> None:
    files = [(FILE, form(f'{HEAD}owed_by = ["{owner}"]\n{CELL}'))]
    empty = replace(ROSTER, units=(), posts=(), people={}, seats=())
    lacking = list(told(roster_lacks(files, Subjects(empty, reviewing=reviewing(BODIES)))))
    assert lacking == [("definition-owed-by-nobody", FILE)]
    assert list(roster_lacks(files, Subjects(ROSTER, reviewing=reviewing(BODIES)))) == []


def test_owed_by_the_office__is_never_lacking() -> None:
    files = [(FILE, form(f'{HEAD}owed_by = ["office"]\n{CELL}'))]
    empty = replace(ROSTER, units=(), posts=(), people={}, seats=())
    assert list(roster_lacks(files, Subjects(empty, reviewing=reviewing(BODIES)))) == []


def test_deadline_of_a_form_there_is_not() -> None:
    campaign = replace(
        CAMPAIGN, deadlines={"visit": CAMPAIGN.deadline, "visits": CAMPAIGN.deadline}
    )
    found = list(settings_faults("lzfx.toml", campaign, {"visit": form(HEAD + CELL)}, Kinds()))
    assert [(one.code, one.where.file, one.params["value"]) for one in found] == [
        ("settings-unknown-form", "lzfx.toml", "visits")
    ]


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk who has issued nothing yet."""
    return sample_workspace(tmp_path / "2026")


def stopped(clerk: Clerk, file: str, *said: str) -> None:
    """`issue` stops with one sentence that names the file and the remedy; nothing went out."""
    ran = clerk.run("issue", now=ISSUED)
    assert ran.code == 2, ran.out + ran.err
    assert "Traceback" not in ran.err
    for word in (file, *said):
        assert word in ran.err, ran.err
    assert clerk.files("发出") == []


def own(clerk: Clerk, text: str, file: str = FILE) -> None:
    """A form of the office's own."""
    folder = clerk.folder / "form_templates/forms"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FAULTY["definition-unknown-source"], ("要预填“weather”，没有这一项", "unit_name")),
        (FAULTY["definition-rows-without-key"], ("认不出是哪一行", "请用 key 写明")),
        (HEAD.replace("走访登记表", "职权目录") + CELL, ("有不止一张表叫《职权目录》", "title")),
        (f'{HEAD}owed_by = ["reviewers"]\n{CELL}', ("owed_by",)),
        (
            f'{HEAD}checks = ["every_post_answers"]\n{CELL}',
            ("every_post_answers", "about 为“risk_point”的表"),
        ),
    ],
)
def test_issue__a_definition_nobody_can_serve_lets_nothing_out(
    clerk: Clerk, text: str, said: tuple[str, ...]
) -> None:
    own(clerk, text)
    stopped(clerk, FILE, *said)


def test_issue__a_form_owed_by_whom_the_roster_lacks_lets_nothing_out(clerk: Clerk) -> None:
    """The page of posts is empty."""
    own(clerk, f'{HEAD}owed_by = ["post"]\n{CELL}')
    roster = load_workbook(clerk.folder / "名册.xlsx")
    sheet = roster["岗位"]
    head = next(row for row in range(1, 12) if sheet.cell(row, 1).value == "序号")
    for row in range(head + 1, sheet.max_row + 1):
        for column in range(2, sheet.max_column + 1):
            sheet.cell(row, column).value = None
    roster.save(clerk.folder / "名册.xlsx")
    stopped(clerk, FILE, "由“post”填写，名册里却没有", "请改正 owed_by")


def test_issue__a_deadline_of_an_unknown_form_lets_nothing_out(clerk: Clerk) -> None:
    own(clerk, source("training"), "training.toml")
    settings = clerk.folder / "lzfx.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}\n[deadlines]\ntrainning = 2026-09-20\n", "utf-8")
    stopped(clerk, "lzfx.toml", "trainning", "请改正拼写", "training")
