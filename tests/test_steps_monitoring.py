"""分级监控: sheets and calendars of the monitors, at the keyboard, also in another office."""

from __future__ import annotations

import contextlib
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, Clerk
from support.crossing import collected, done, filled
from support.two_units import MEETING_FILE, SECTION_FILE, two_units
from support.year import delivered
from test_content_icalendar import read

from lzfx.cli.demo import of_office, play
from lzfx.files.offices import sample_office

NOW, LATER = "2026-10-12T09:00:00", "2026-12-02T09:00:00"
HEAD = "监控日历 阮听澜（宣传教育科科长）.ics"
GROUP = "监控日历 纠风工作领导小组.ics"
LEADER = "监控日历 沈知榆（党组成员、副主任）.ics"


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """Two units whose points are in."""
    clerk = two_units(tmp_path / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words in (("collect",), ("merge",)):
        done(clerk, *words, now=ROUND_ONE)
    return clerk


def calendar(clerk: Clerk, name: str) -> bytes:
    return (clerk.folder / "成果" / "监控日历" / name).read_bytes()


def lines(clerk: Clerk, document: str, now: str) -> list[list[str]]:
    """The lines of a printed list, as its workbook has them."""
    ran = clerk.run("publish", document, "--fonts", "bundled", "--json", now=now)
    assert ran.code == 0, ran.out + ran.err
    (book,) = [Path(file) for file in ran.json["files"] if file.endswith(".xlsx")]
    return [
        [str(cell or "") for cell in row]
        for page in load_workbook(book).worksheets
        for row in page.iter_rows(values_only=True)
    ]


def test_calendar__of_each_monitor_is_the_same_whenever_it_is_written(clerk: Clerk) -> None:
    told = clerk.run("calendar", "--json", now=NOW).json
    assert {one["file"]: one["points"] for one in told["files"]} == {GROUP: 9, LEADER: 3, HEAD: 4}
    first = {name: calendar(clerk, name) for name in (GROUP, LEADER, HEAD)}
    again = clerk.run("calendar", now=LATER)
    assert "已给3位监控人写好日历文件" in again.out
    assert {name: calendar(clerk, name) for name in first} == first
    (only,) = read(first[HEAD])
    assert only["DTSTART;VALUE=DATE"] == "20270930"
    assert only["SUMMARY"] == "监控检查：宣传教育科 三级风险点4个"
    assert only["DESCRIPTION"].splitlines()[0] == "KS05-002 发布内容未经审校"
    days = [date.fromisoformat(one["DTSTART;VALUE=DATE"]) for one in read(first[GROUP])]
    assert all(day.weekday() < 5 for day in days)
    assert len({one["UID"] for one in read(first[GROUP])}) == len(days)


def test_calendar__after_a_check_moves_on_and_keeps_its_identity(clerk: Clerk) -> None:
    done(clerk, "calendar", now=NOW)
    before = {one["UID"] for one in read(calendar(clerk, GROUP))}
    done(clerk, "issue", "corrections", "--late", now=NOW)
    check = {"code": "纠2026-01", "kind": "定期", "held_on": "2026-11-20", "checkers": "示例人",
             "unit": "宣传教育科", "way": "抽查"}  # fmt: skip
    seen = {"check_code": "纠2026-01", "risk_point": "KS05-003", "risk": "指定印刷广告单位",
            "level": "一级", "measure_state": "部分落实"}  # fmt: skip
    one = {"subject": "OFFICE", "checks": [check], "points": [seen]}
    delivered(clerk, {"form": "corrections", "returns": [one]}, LATER, "纠错")
    done(clerk, "collect", now=LATER)
    done(clerk, "calendar", now=LATER)
    found = read(calendar(clerk, GROUP))
    days = [each["DTSTART;VALUE=DATE"] for each in found if "KS05-003" in each["DESCRIPTION"]]
    assert days[0] == "20270219", "three months after its check, on a working day"
    assert len(before & {each["UID"] for each in found}) >= len(before) - 1
    (row,) = (each for each in lines(clerk, "监控台账", LATER) if "KS05-003" in each)
    assert row[-2] == "2026年\n11月20日\n部分落实"
    assert row[-3].startswith("每季\n2027年\n2月20日")


def test_calendar__follows_the_frequency_that_is_set(clerk: Clerk) -> None:
    settings = clerk.folder / "lzfx.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text + "\n[checks.every_months]\n3 = 2\n", "utf-8")
    done(clerk, "calendar", now=NOW)
    assert len(read(calendar(clerk, HEAD))) == 6
    settings.write_text(text + "\n[checks.every_months]\n9 = 2\n", "utf-8")
    assert "settings-unknown-level" in clerk.run("calendar", "--json", now=NOW).out


def test_calendar__before_any_point_has_a_level_says_what_to_do(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    assert clerk.run("calendar", "--json", now=NOW).json["error"]["code"] == "calendar-no-points"


def test_sheets__of_a_leaders_own_post_are_another_ones(clerk: Clerk) -> None:
    told = clerk.run("publish", "监控台账", "--fonts", "bundled", "--json", now=NOW).json
    assert not [one for one in told["remarks"] if one["code"] == "monitor-of-himself"]
    rows = [row for row in lines(clerk, "监控台账", NOW) if row[0].isdigit()]
    assert len(rows) == 16, "every point is on one sheet"


def test_month_sheets__have_what_is_due_on_its_day(clerk: Clerk) -> None:
    told = clerk.run("publish", "监控月历", "--json", now="2026-10-12T09:00:00").json
    assert told["files"], told
    none = clerk.run("publish", "监控月历", "--json", now="2028-05-02T09:00:00").json
    assert none["files"] == []
    assert "no-check-due" in str(none), none


def test_company__measures_and_monitors_by_levels_and_words_of_its_own(tmp_path: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        play(tmp_path / "2026", of_office(sample_office("company")))
    clerk = Clerk(tmp_path / "2026")
    now = "2026-11-20T18:00:00"
    done(clerk, "issue", "measures", "--late", now=now)
    files = [name for name in clerk.files("发出") if "防范措施落实表" in name]
    assert files
    usual = {
        "责任人": "示例岗", "频次": "长期", "监测指标": "台账", "所属体系": "技术监控",
        "落实情况": "进行中",
    }  # fmt: skip
    data = filled(clerk, files[0], "措施", {}, usual=usual, 填报人="示例人")
    one = collected(clerk, files[0], data, now)
    assert one["outcome"] == "accepted", one["findings"]
    assert "落实情况表" in done(clerk, "publish", "措施落实", now=now)
    told = clerk.run("calendar", "--json", now=now).json
    assert any("支部" in one["monitor"] or "书记" in one["monitor"] for one in told["files"])
    events = [each for one in told["files"] for each in read(calendar(clerk, one["file"]))]
    assert any("A级" in each["SUMMARY"] for each in events)
