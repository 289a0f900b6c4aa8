"""学习动员记录: each fault at its cell; how far meetings reached each unit; what is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.clerk import Clerk
from support.master_examples import master
from support.risk_examples import CAMPAIGN, ROSTER
from support.two_units import MEETING, SECTION, two_units
from support.write_reference import shipped_forms
from support.year import delivered

from lzfx.checks.check import check
from lzfx.checks.context import Known
from lzfx.content.blocks import Heading, Table, only, strings
from lzfx.documents.handbook.handbook import handbook
from lzfx.documents.registers.study_table import study_gaps, study_table
from lzfx.documents.study_coverage import coverage
from lzfx.forms.written import raw_answers
from lzfx.model.finding import Severity
from lzfx.model.papers import Papers
from lzfx.model.roster import Person, Roster, Unit
from lzfx.model.study import Reached, Study, StudyRecord
from lzfx.model.submission import Stamp

FORM = next(form for form in shipped_forms() if form.name == "study")
FIRST, LAST = CAMPAIGN.days
RECEIVED = LAST + timedelta(days=10)
HELD = {
    "day": FIRST + timedelta(days=1), "way": "meeting", "topic": "动员", "should_attend": 4,
    "attended": 3, "recorder": "甲某",
}  # fmt: skip
HEADER = {"subject_name": "办公室"}


def found(
    *rows: dict[str, Any], received: date = RECEIVED, sure: bool = True
) -> list[tuple[str, str, str]]:
    given = {"header": HEADER, "studies": list(rows)}
    raw = raw_answers("学习.toml", FORM, given, Stamp("study", 1, "KS01", CAMPAIGN.code))
    known = Known(CAMPAIGN, ROSTER, received, clock_is_sure=sure)
    told = check(raw, FORM, known).findings
    wanted = (one for one in told if one.severity is not Severity.ADVICE)
    return [(one.code, one.where.address, one.severity.value) for one in wanted]


def test_study__within_its_campaign() -> None:
    assert found(HELD, HELD | {"topic": "培训", "day": LAST}) == []
    assert found(HELD | {"day": FIRST}) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"day": FIRST - timedelta(days=1)}, ("study-before-campaign", "A1", "error")),
        ({"day": LAST + timedelta(days=1)}, ("study-after-campaign", "A1", "query")),
        ({"day": RECEIVED}, ("study-after-campaign", "A1", "query")),
        ({"day": RECEIVED + timedelta(days=1)}, ("study-to-come", "A1", "error")),
        ({"attended": 5}, ("study-more-than-should", "F1", "error")),
        ({"attended": 0}, ("study-nobody-there", "F1", "error")),
        ({"attended": 1, "attendees": ["P3", "P4"]}, ("study-more-named", "G1", "error")),
    ],
)
def test_study__a_fault_at_its_cell(change: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert expected in found(HELD | change)
    assert len(found(HELD | change)) == 1


def test_study__the_office_whose_clock_is_wrong_only_asks() -> None:
    later = HELD | {"day": RECEIVED + timedelta(days=1)}
    assert found(later, sure=False) == [("study-to-come", "A1", "query")]


def test_study__all_faults_at_once() -> None:
    early = HELD | {"day": FIRST - timedelta(days=9), "attended": 9}
    assert [one[:2] for one in found(early, HELD | {"attended": 0})] == [
        ("study-before-campaign", "A1"),
        ("study-more-than-should", "F1"),
        ("study-nobody-there", "F2"),
    ]


def _units() -> Roster:
    units = tuple(Unit(code, f"单位{code}", "section") for code in ("A", "B", "C"))
    gone = Unit("D", "单位D", "section", status="abolished")
    people = {code: Person(code, f"人{code}", "", "staff", code[0]) for code in ("A1", "B1", "D1")}
    return replace(ROSTER, units=(*units, gone), people=people)


def _study(day: int, unit: str = "", *attendees: str, attended: int = 5) -> Study:
    return Study(date(2026, 8, day), "meeting", "动员", attended, unit, attendees=attendees)


def test_coverage__own_meetings_and_those_of_the_office_that_name_its_people() -> None:
    held = (_study(12, "", "B1", "D1"), _study(14, "A"), _study(13, "A", attended=2))
    assert coverage(_units(), held) == (
        Reached("A", own=2, people=7, last=date(2026, 8, 14)),
        Reached("B", of_office=1, last=date(2026, 8, 12)),
        Reached("C"),
    )
    assert [one.is_reached for one in coverage(_units(), held)] == [True, True, False]


def test_coverage__who_is_at_the_meeting_of_another_unit_is_not_reached() -> None:
    assert not coverage(_units(), (_study(14, "A", "B1"),))[1].is_reached


def test_study_table__says_who_has_had_none() -> None:
    record = StudyRecord(2026, (_study(14, "KS01"), _study(12)))
    whole = master()
    document = study_table(whole, record)
    listed, reached = only(document.blocks, Table)
    section = whole.roster.called("KS01")
    assert [cells[1].text for cells in listed.rows] == [whole.campaign.office.name, section]
    units = [one for one in whole.roster.units if one.in_use and not whole.kinds.meets(one.kind)]
    assert len(reached.rows) == len(units) < sum(one.in_use for one in whole.roster.units)
    text = "".join(strings(document))
    assert "共开展2次，参加10人次" in text
    left = [unit.name for unit in units if unit.code != "KS01"]
    assert f"还没有学习动员记录的单位（{len(left)}个）：{'、'.join(left)}。" in text
    assert study_gaps(whole, record) == ()
    assert [one.code for one in study_gaps(whole, StudyRecord(2026))] == ["paper-empty"]


def test_handbook__has_the_chapter_only_with_records() -> None:
    with_records = master(papers=Papers(studies=(_study(14, "KS01"),)))
    for whole, told in ((with_records, True), (master(), False)):
        headings = [one.text for one in only(handbook(whole).blocks, Heading)]
        assert any(one.endswith("、学习动员") for one in headings) is told


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """Two units; one has held a meeting, then a second one in a workbook of its own."""
    clerk = two_units(tmp_path_factory.mktemp("study") / "2026", issued=False)
    for day, topic in ((22, "动员"), (24, "培训")):
        ran = clerk.run("issue", "study", "--only", SECTION, now=f"2026-08-{day}T09:00:00")
        assert ran.code == 0, ran.out + ran.err
        row = HELD | {"day": date(2026, 8, day), "topic": topic}
        answers = {"form": "study", "returns": [{"subject": SECTION, "studies": [row]}]}
        delivered(clerk, answers, f"2026-08-{day}T10:00:00", topic)
        ran = clerk.run("collect", "--json", now=f"2026-08-{day}T11:00:00")
        assert [one["outcome"] for one in ran.json["deliveries"]] == ["accepted"], ran.out
    return clerk


def test_collect__each_workbook_counts_and_the_list_prints_them(office: Clerk) -> None:
    ran = office.run(
        "publish", "学习动员情况表", "--fonts", "bundled", "--json", now="2026-08-26T09:00:00"
    )
    assert (ran.json["findings"], ran.json["nothing"]) == ([], []), ran.out
    assert sorted(Path(file).suffix for file in ran.json["files"]) == [".docx", ".pdf", ".xlsx"]


def test_status__who_has_not_studied_where_the_office_expects_it(office: Clerk) -> None:
    own = office.folder / "form_templates/forms/study.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    text = (Path(__file__).parents[1] / "form_templates/forms/study.toml").read_text("utf-8")
    own.write_text(text.replace('returns = "many"', 'returns = "many"\nexpected = true'), "utf-8")
    ran = office.run("status", "--json", now="2026-08-26T09:00:00")
    (board,) = [one for one in ran.json["boards"] if one["form"] == "study"]
    states = {one["subject"]: one["state"] for one in board["subjects"]}
    assert states[MEETING] == "not-issued"
    assert states[SECTION] != "not-issued"
    own.unlink()
