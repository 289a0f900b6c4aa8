"""Forms nobody wrote code for, through a whole drive: six of every shape, beside the declaration.

A workspace a month old (the sample's drive, merged and printed) gets six definitions of its own as
the README says. Each form goes out, is filled in, saved by LibreOffice in another format each time,
comes back with a fault, goes back as a marked copy, comes back corrected, and is kept, shown,
traced, verified, rebuilt, backed up and exported like the declaration.
"""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.any_form import Answering, changed, filled
from support.clerk import Clerk
from support.odd_forms import FOLDER, odd_form
from support.sample_office import SUFFIXES, have_office, resaved

from lzfx.forms.spec import FormSpec

pytestmark = pytest.mark.skipif(not have_office(), reason="LibreOffice is not installed")

ISSUED = "2026-10-08T09:00:00"
FAULTY = "2026-10-12T10:00:00"
CORRECTED = "2026-10-13T10:00:00"
AFTER = "2026-10-14T10:00:00"


@dataclass(frozen=True)
class Case:
    """A form, who answers it, how, and the field left empty at first."""

    form: FormSpec
    whose: tuple[str, ...]
    how: Answering
    left_out: str
    options: tuple[str, ...] = ()


def _numbered(**answers: str) -> Answering:
    return Answering(rows=1, answers=answers)


CASES = {
    "duty_office": Case(odd_form("duty_office"), ("KS01", "KS02", "JD01"), _numbered(), "filler"),
    "training": Case(odd_form("training"), ("KS01", "KS02", "JD01"), _numbered(), "people"),
    "projects": Case(
        odd_form("projects"), ("KS01", "KS02", "JD01"), _numbered(project_no="XM-001"), "filler"
    ),
    "commitment": Case(
        odd_form("commitment"), ("KS01-P1", "KS01-P2", "JD01-P1"), _numbered(), "signed_on"
    ),
    "peer_opinions": Case(
        odd_form("peer_opinions"), ("P002", "P003", "P004"), _numbered(), "agrees"
    ),
    "meeting_record": Case(odd_form("meeting_record"), ("OFFICE",), _numbered(), "decision"),
}


@pytest.fixture(scope="module")
def clerk(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A clerk a month after the drive, with six forms of the office's own."""
    folder = tmp_path_factory.mktemp("any form") / "2026"
    shutil.copytree(demo_folder, folder)
    own = folder / "form_templates/forms"
    own.mkdir(parents=True)
    for name in CASES:
        shutil.copyfile(FOLDER / f"{name}.toml", own / f"{name}.toml")
    settings = folder / "lzfx.toml"
    deadlines = "\n[deadlines]\ntraining = 2026-10-20\ncommitment = 2026-10-10\n"
    settings.write_text(settings.read_text("utf-8") + deadlines, "utf-8")
    return Clerk(folder)


@dataclass(frozen=True)
class Drive:
    """What came of the rounds, by form and subject."""

    clerk: Clerk
    issued: dict[str, Any]
    first: dict[str, dict[str, Any]]
    second: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def drive(clerk: Clerk) -> Drive:
    """Every form issued, returned with a fault, and returned corrected."""
    issued = {}
    for name in CASES:
        done = clerk.run("issue", name, "--late", "--json", now=ISSUED)
        assert done.code == 0, done.out + done.err
        issued[name] = done.json
    books: dict[str, tuple[bytes, str]] = {}
    ways = tuple(SUFFIXES)
    for name, case in CASES.items():
        files = {one["subject"]: one["file"] for one in issued[name]["files"]}
        for at, subject in enumerate(case.whose):
            blank = (clerk.folder / "发出" / files[subject]).read_bytes()
            told = filled(blank, case.form, case.how)
            faulty = changed(told, case.form, case.left_out, None)
            books[f"{name} {subject}"] = (faulty, ways[at])
    first = _round(clerk, books, "一", FAULTY)
    again: dict[str, tuple[bytes, str]] = {}
    for name, case in CASES.items():
        for at, subject in enumerate(case.whose):
            answer = clerk.folder / "退回" / first[f"{name} {subject}"]["answer"]
            whole = filled(answer.read_bytes(), case.form, case.how)
            again[f"{name} {subject}"] = (whole, ways[(at + 1) % len(ways)])
    return Drive(clerk, issued, first, _round(clerk, again, "二", CORRECTED))


def _round(
    clerk: Clerk, books: dict[str, tuple[bytes, str]], called: str, now: str
) -> dict[str, dict[str, Any]]:
    """Put the workbooks into 收件 as LibreOffice saves them, and collect."""
    names = {}
    for key, data in resaved(books).items():
        name = f"{key}（{called}）.{SUFFIXES[books[key][1]]}"
        (clerk.folder / "收件" / name).write_bytes(data)
        names[name] = key
    done = clerk.run("collect", "--json", now=now)
    found = {names[one["file"]]: one for one in done.json["deliveries"] if one["file"] in names}
    assert found.keys() == books.keys(), done.err
    return found


def test_first_round__every_form_comes_back_with_its_fault_and_nothing_else(drive: Drive) -> None:
    for key, one in drive.first.items():
        name = key.split()[0]
        errors = [found for found in one["findings"] if found["severity"] == "error"]
        assert one["outcome"] == "sent_back", (key, one["findings"])
        title = next(
            spec.title
            for spec in (
                *CASES[name].form.header,
                *(field for table in CASES[name].form.tables for field in table.fields),
            )
            if spec.name == CASES[name].left_out
        )
        assert [(found["code"], found["params"]["title"]) for found in errors] == [
            ("required-empty", title)
        ], key
        assert one["form"] == name


def test_second_round__every_corrected_copy_is_taken_in(drive: Drive) -> None:
    outcomes = {key: one["outcome"] for key, one in drive.second.items()}
    assert outcomes == dict.fromkeys(drive.second, "accepted"), [
        (key, one["findings"]) for key, one in drive.second.items() if one["outcome"] != "accepted"
    ]


def test_status__a_board_for_each_form_with_its_own_deadline(drive: Drive) -> None:
    boards = {
        one["form"]: one for one in drive.clerk.run("status", "--json", now=AFTER).json["boards"]
    }
    assert boards.keys() == {"declaration", "comments", *CASES}, "and that of the drive's publicity"
    assert boards["training"]["deadline"] == "2026-10-20"
    assert boards["projects"]["deadline"] == "2026-09-15"
    for name, case in CASES.items():
        states = {one["subject"]: one["state"] for one in boards[name]["subjects"]}
        assert {states[subject] for subject in case.whose} == {"accepted"}, name
        issued = {one["subject"] for one in drive.issued[name]["files"]}
        assert {state for subject, state in states.items() if subject not in case.whose} <= {
            "issued"
        }
        assert states.keys() == issued
    assert {one["state"] for one in boards["declaration"]["subjects"]} == {"merged"}


def test_status__the_screen_names_each_form_and_asks_for_no_reprint(drive: Drive) -> None:
    shown = drive.clerk.run("status", now=AFTER).out
    for case in CASES.values():
        assert f"《{case.form.title}》" in shown
    assert "已收下" in shown
    todo = drive.clerk.run("status", "--json", now=AFTER).json["todo"]
    assert not {"publish", "reprint", "merge"} & {one["kind"] for one in todo}


@pytest.mark.parametrize("name", CASES)
def test_why__traces_a_return_to_its_cells(drive: Drive, name: str) -> None:
    case = CASES[name]
    subject = case.whose[0]
    found = drive.clerk.run("why", subject, "--json", now=AFTER).json["returns"]
    mine = next(one for one in found if one["form"] == case.form.title)
    assert mine["file"].startswith(f"{name} {subject}（二）")
    assert len(mine["versions"]) == 1
    values = [*mine["header"], *(v for t in mine["tables"] for row in t["rows"] for v in row)]
    assert all(one["cell"] for one in values if one["value"])


def test_record__is_sound_and_can_be_made_again(drive: Drive) -> None:
    for command in ("verify", "rebuild", "backup"):
        done = drive.clerk.run(command, now=AFTER)
        assert done.code == 0, done.out + done.err


@pytest.mark.parametrize("name", CASES)
def test_table__every_accepted_row_with_its_file_and_cells(drive: Drive, name: str) -> None:
    case = CASES[name]
    done = drive.clerk.run("table", name, "--json", now=AFTER)
    assert done.code == 0, done.err
    assert done.json["returns"] == len(case.whose)
    book = openpyxl.load_workbook(done.json["file"])
    assert book.sheetnames
    for sheet in done.json["sheets"]:
        text = Path(sheet["csv"]).read_text("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text))
        assert len(rows) == sheet["rows"] >= len(case.whose)
        file, cell = head.index("来件"), head.index("单元格")
        assert all(row[file].startswith(name) and row[cell] for row in rows)


def test_letters__of_each_form_with_its_own_deadline(drive: Drive) -> None:
    done = drive.clerk.run("send", "--late", "--json", now=AFTER)
    assert done.code == 0, done.err
    texts = {
        path.name: path.read_text("utf-8-sig")
        for folder in ("发出", "退回")
        for path in (drive.clerk.folder / folder / "邮件草稿").glob("*.txt")
    }
    waiting = next(text for name, text in texts.items() if "JD02" in name and "警示教育" in text)
    assert "2026年10月20日" in waiting
    assert not any("议事记录表" in text for text in texts.values())


def test_office_many__the_next_record_is_a_workbook_of_its_own(drive: Drive) -> None:
    case = CASES["meeting_record"]
    again = drive.clerk.run("issue", "meeting_record", "--json", now=AFTER).json["files"]
    assert [(one["number"], one["new"]) for one in again] == [(2, True)]
    told = filled(
        (drive.clerk.folder / "发出" / again[0]["file"]).read_bytes(),
        case.form,
        Answering(rows=1, answers={"topic": "另一个议题"}),
    )
    (drive.clerk.folder / "收件/第二次议事.xlsx").write_bytes(told)
    found = drive.clerk.run("collect", "--json", now=AFTER).json["deliveries"]
    (one,) = (each for each in found if each["file"] == "第二次议事.xlsx")
    assert (one["outcome"], {"replaces-earlier"} & {f["code"] for f in one["findings"]}) == (
        "accepted",
        set(),
    )
    assert drive.clerk.run("table", "meeting_record", "--json", now=AFTER).json["returns"] == 2
    for command in ("verify", "rebuild"):
        assert drive.clerk.run(command, now=AFTER).code == 0


def test_definition_taken_away__its_returns_are_still_sound(drive: Drive, tmp_path: Path) -> None:
    folder = tmp_path / "later"
    shutil.copytree(drive.clerk.folder, folder)
    (folder / "form_templates/forms/projects.toml").unlink()
    later = Clerk(folder)
    for command in ("status", "verify", "rebuild", "backup"):
        done = later.run(command, now=AFTER)
        assert done.code == 0 or (command, done.code) == ("status", 3), done.out + done.err
