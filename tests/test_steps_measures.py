"""防范措施落实表: issued by quarter, filled in, checked at the cell, printed, and what is late."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, Clerk
from support.crossing import Row, collected, done, filled
from support.spreadsheets import titles
from support.two_units import MEETING_FILE, SECTION_FILE, two_units
from support.year import delivered

from lzfx.session.assessed_facts import assessed_facts
from lzfx.session.opening import open_session

AUTUMN, LATER, NEXT = "2026-10-12T09:00:00", "2026-12-28T09:00:00", "2027-01-08T09:00:00"
FORM = "KS05 宣传教育科 防范措施落实表.xlsx"
SHEET = "措施"
DONE: Row = {
    "频次": "每季",
    "监测指标": "抽查记录",
    "所属体系": "程序运行",
    "落实情况": "已落实",
    "落实日期": "2026-10-08",
    "佐证材料": "抽查记录第1号",
}
GOING: Row = {**DONE, "落实情况": "进行中", "落实日期": "", "佐证材料": ""}
ONCE: Row = {**GOING, "频次": "一次", "完成期限": "2026-11-30"}


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two units whose points are in, and the forms of the fourth quarter out."""
    clerk = two_units(tmp_path_factory.mktemp("measures") / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words in (("collect",), ("merge",)):
        done(clerk, *words, now=ROUND_ONE)
    done(clerk, "issue", "measures", "--late", now=AUTUMN)
    return clerk.folder


@pytest.fixture
def clerk(declared: Path, tmp_path: Path) -> Clerk:
    """A clerk of his own with the same work behind him."""
    shutil.copytree(declared, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def asked(clerk: Clerk, file: str) -> dict[str, dict[str, str]]:
    """The rows of a workbook that went out, by the code of the measure."""
    page = load_workbook(clerk.folder / "发出" / file)[SHEET]
    heads = {text.replace("\n", ""): place for text, place in titles(page).items()}
    line = heads["措施编号"][0]
    rows = {}
    for at in range(line + 1, page.max_row + 1):
        row = {text: str(page.cell(at, place[1]).value or "") for text, place in heads.items()
               if place[0] == line}  # fmt: skip
        if row.get("措施编号"):
            rows[row["措施编号"]] = row
    return rows


def told(
    clerk: Clerk, rows: Mapping[str, Row], now: str, file: str = FORM, usual: Row = DONE
) -> dict[str, object]:
    """What becomes of the unit's form: every measure as usual, but these."""
    data = filled(clerk, file, SHEET, rows, usual=usual, 填报人="阮小满")
    return collected(clerk, file, data, now)


def faults(one: Mapping[str, object]) -> list[tuple[str, str]]:
    """The codes and titles of the findings of a return, without those of being late."""
    found = one["findings"]
    assert isinstance(found, list)
    return [(each["code"], each["params"].get("title", "")) for each in found
            if each["code"].startswith("measure") or each["severity"] == "error"]  # fmt: skip


def test_form__asks_of_each_measure_in_force_and_knows_who_monitors(clerk: Clerk) -> None:
    rows = asked(clerk, FORM)
    assert len(rows) == 30
    first = rows["KS05-001-1"]
    assert first["防范措施"] == "年初编列宣传活动预算，按项目列支"
    assert (first["等级"], first["监控责任人"]) == ("二级", "纠风工作领导小组")
    assert first["责任人"] == "宣传教育科、科长阮听澜"


def test_form__of_a_point_whose_owner_monitors_it_offers_another(clerk: Clerk) -> None:
    for row in asked(clerk, FORM).values():
        name = row["监控责任人"].partition("（")[0]
        assert name not in row["责任人"], row


def test_collect__takes_it_in_and_finds_each_fault_at_its_cell(clerk: Clerk) -> None:
    rows: dict[str, Row] = {
        "KS05-001-1": {"落实日期": "2026-10-30"},
        "KS05-001-2": {"落实日期": "2026-01-05"},
        "KS05-001-3": {"落实日期": "", "佐证材料": ""},
        "KS05-002-1": {**ONCE, "完成期限": "2026-10-01"},
        "KS05-002-2": {"责任人": "科长阮听澜"},
        "KS05-002-3": {**ONCE, "完成期限": ""},
        "KS05-003-1": {**GOING, "落实情况": "未落实"},
    }
    one = told(clerk, rows, "2026-10-13T09:00:00")
    assert one["outcome"] == "sent_back"
    assert sorted(faults(one)) == sorted(
        [
            ("measure-done-ahead", "落实日期"),
            ("measure-done-before", "落实日期"),
            ("required-here", "落实日期"),
            ("required-here", "佐证材料"),
            ("measure-late-unexplained", "没有落实的原因"),
            ("measure-by-monitor", "责任人"),
            ("required-here", "完成期限"),
            ("required-here", "没有落实的原因"),
        ]
    )


def test_next_quarter__has_what_was_said_and_asks_only_how_it_stands(clerk: Clerk) -> None:
    one = told(clerk, {"KS05-001-1": ONCE}, "2026-10-13T09:00:00")
    assert one["outcome"] == "accepted", one["findings"]
    again = clerk.run("issue", "measures", "--late", "--json", now=LATER).json
    assert [each["subject"] for each in again["files"]] == ["JC00"], "KS05 has said it all"
    issued = clerk.run("issue", "measures", "--late", "--json", now=NEXT).json["files"]
    assert [(each["subject"], each["number"], each["new"]) for each in issued] == [
        ("JC00", 2, True),
        ("KS05", 2, True),
    ], "each quarter has a workbook of its own"
    row = asked(clerk, "KS05 宣传教育科 防范措施落实表（第2次）.xlsx")["KS05-001-1"]
    assert (row["频次"], row["完成期限"][:10]) == ("一次", "2026-11-30")
    assert (row["监测指标"], row["所属体系"]) == ("抽查记录", "程序运行")
    assert (row["落实情况"], row["落实日期"], row["佐证材料"]) == ("", "", "")
    page = load_workbook(clerk.folder / "发出" / "KS05 宣传教育科 防范措施落实表（第2次）.xlsx")
    assert any(cell.value == "2027年第1季度" for line in page[SHEET].iter_rows() for cell in line)


def test_late__leads_to_a_duty_and_heads_the_printed_list(clerk: Clerk) -> None:
    assert "no-measures-reported" in clerk.run("publish", "措施落实", "--json", now=AUTUMN).out
    told(clerk, {"KS05-001-1": ONCE}, "2026-10-13T09:00:00")
    duties = {each["kind"]: each for each in clerk.run("status", "--json", now=LATER).json["todo"]}
    (late,) = (one for kind, one in duties.items() if kind == "measures-late")
    assert late["facts"]["count"] == 1
    assert late["facts"]["whom"] == "宣传教育科（1）"
    traced = clerk.run("why", "KS05-001", "--json", now=LATER).json["measures"]
    assert [(one["code"], one["state"], one["due"]) for one in traced] == [
        ("KS05-001-1", "进行中，已逾期", "2026-11-30"),
        ("KS05-001-2", "已落实", "2027-01-08"),
        ("KS05-001-3", "已落实", "2027-01-08"),
    ]
    assert "防范措施的落实情况（3条）" in clerk.run("why", "KS05-001", now=LATER).out
    ran = clerk.run("publish", "措施落实", "--fonts", "bundled", "--json", now=LATER)
    assert ran.code == 0, ran.out + ran.err
    (book,) = [Path(file) for file in ran.json["files"] if file.endswith(".xlsx")]
    lines = [
        [str(cell or "") for cell in row]
        for page in load_workbook(book).worksheets
        for row in page.iter_rows(values_only=True)
    ]
    (unit,) = (row for row in lines if row[:2] == ["2", "宣传教育科"] and row[2] == "30")
    assert unit[3:9] == ["29", "1", "—", "—", "—", "1"]
    (one,) = (row for row in lines if "KS05-001-1" in row and "宣传教育科" in row)
    assert "进行中\n已逾期" in one
    (each,) = (row for row in lines if "KS05-001-2" in row)
    assert each[3:9] == [
        "宣传教育科、科长阮听澜",
        "每季",
        "2027年\n1月8日",
        "抽查记录",
        "程序运行",
        "已落实",
    ]


def test_assessed__a_measure_overdue_or_not_said_costs_its_unit(clerk: Clerk) -> None:
    def computed(now: str) -> tuple[str, list[str]]:
        scores = clerk.run("assess", "KS05", "--json", now=now).json["scores"]
        (one,) = (one for one in scores if one["indicator"] == "K5")
        return one["points"], one["entries"]

    points, silent = computed("2026-10-12T10:00:00")
    assert (points, len(silent)) == ("0", 30), "asked, and nothing was said"
    told(clerk, {"KS05-001-1": ONCE}, "2026-10-13T09:00:00")
    assert computed("2026-10-14T09:00:00") == ("20", [])
    points, (late,) = computed(LATER)
    assert points == "18"
    assert late.startswith("措施KS05-001-1应在2026-11-30以前落实，没有落实（")


def test_assessed__a_measure_is_of_whom_its_unit_named(clerk: Clerk) -> None:
    rows = {"KS05-001-1": ONCE, "KS05-001-2": {**ONCE, "责任人": "宣传教育科的同志"}}
    told(clerk, rows, "2026-10-13T09:00:00")
    with open_session(clerk.folder, datetime.fromisoformat(LATER), "tester") as session:
        owners = {one.name: one.owners for one in assessed_facts(session).measures}
        names = session.roster.people
    named = {code: [names[one].name for one in each] for code, each in owners.items()
             if code.startswith("KS05")}  # fmt: skip
    assert named == {"KS05-001-1": ["阮听澜"], "KS05-001-2": []}


def suggested(clerk: Clerk, now: str) -> list[int]:
    """How many warnings are suggested, as the list of what is to be done says."""
    duties = clerk.run("status", "--json", now=now).json["todo"]
    return [one["facts"]["count"] for one in duties if one["kind"] == "warning-suggested"]


def test_late__suggests_one_warning_for_its_point_until_one_is_issued(clerk: Clerk) -> None:
    rows: dict[str, Row] = {"KS05-004-1": ONCE, "KS05-004-3": {**ONCE, "完成期限": "2026-12-01"}}
    told(clerk, rows, "2026-10-13T09:00:00")
    assert suggested(clerk, "2026-11-30T09:00:00") == [], "its day is not over"
    assert suggested(clerk, LATER) == [1]
    done(clerk, "issue", "warnings", now=LATER)
    (file,) = (name for name in clerk.files("发出") if "预警提示书" in name)
    page = load_workbook(clerk.folder / "发出" / file)["预警"]
    (line,) = (
        {str(cell or "") for cell in row}
        for row in page.iter_rows(values_only=True)
        if "KS05-004" in row
    )
    (sign,) = (text for text in line if text.startswith("防范措施2条逾期"))
    assert "KS05-004-1（2026-11-30）" in sign
    assert "KS05-004-3（2026-12-01）" in sign
    assert {"measure/KS05-004/2026-12-01", "宣传教育科", "二级", "橙色"} <= line
    notice = {
        "year": 2026, "color": "orange", "number": 1, "unit": "KS05", "risk_point": "KS05-004",
        "level": 2, "source": "routine", "early_sign": "措施逾期没有落实。", "demands": "补做。",
        "handling": "rectify", "issuer": "澄岚区人口和计划生育委员会", "signer": "沈知榆",
        "signer_role": "leader_in_charge", "issued_on": date(2026, 12, 28),
        "deadline": date(2027, 1, 20),
    }  # fmt: skip
    delivered(clerk, {"form": "warnings", "returns": [{"notices": [notice]}]}, LATER, "发")
    done(clerk, "collect", now=LATER)
    assert suggested(clerk, LATER) == []


def test_quarter__without_its_forms_is_a_duty_once_an_edition_is_in_force(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words in (("collect",), ("merge",), ("publish", "一览表", "--fonts", "bundled")):
        done(clerk, *words, now=ROUND_ONE)

    def todo(now: str) -> list[dict[str, object]]:
        told = clerk.run("status", "--json", now=now).json["todo"]
        return [one for one in told if one["kind"] == "measures"]

    assert todo(AUTUMN) == [], "nothing is in force"
    done(
        clerk, "approve", "--on", "2026-09-16", "--paper", "示例纪要1号", now="2026-09-16T09:00:00"
    )
    assert todo("2026-09-29T09:00:00") == [], "the campaign still runs"
    (one,) = todo(AUTUMN)
    assert one["facts"] == {
        "count": 2,
        "quarter": "2026年第4季度",
        "whom": "主任办公会、宣传教育科",
        "late": ["--late"],
        "setting": "deadlines.measures",
        "by": "2026-12-25",
    }
    first, _ = (way["command"] for way in one["ways"])  # type: ignore[attr-defined]
    done(clerk, *first.split()[1:], now=AUTUMN)
    (one,) = todo(AUTUMN)
    (way,) = (way["command"] for way in one["ways"])  # type: ignore[attr-defined]
    done(clerk, *way.split()[1:], now=AUTUMN)
    assert todo(AUTUMN) == []
    assert len(todo(NEXT)) == 1, "a new quarter, a new form"
    assert todo("2026-12-28T09:00:00") == []
