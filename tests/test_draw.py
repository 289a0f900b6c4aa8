"""动态纠错 from the draw to what checks lead to, at the keyboard of an office of two units."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Callable, Mapping
from math import ceil
from pathlib import Path
from typing import Any, cast

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.clerk import ROUND_ONE, Clerk
from support.crossing import collected, done
from support.two_units import MEETING_FILE, SECTION_FILE, two_units

from lzfx.cli.demo import of_office, play
from lzfx.files.offices import sample_office

NOW, LATER = "2026-10-10T09:00:00", "2026-11-20T09:00:00"
FORM = "OFFICE 廉政风险防范管理工作领导小组办公室 动态纠错检查记录.xlsx"
_MUST = "＊"  # noqa: RUF001 - the mark of a title
Row = Mapping[str, str]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """Two units whose points are in the master table."""
    clerk = two_units(tmp_path_factory.mktemp("draw") / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    done(clerk, "collect", now=ROUND_ONE)
    done(clerk, "merge", now=ROUND_ONE)
    return clerk


@pytest.fixture(scope="module")
def out(merged: Clerk, tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """The same once points are drawn and their record is out."""
    home = tmp_path_factory.mktemp("drawn") / "2026"
    shutil.copytree(merged.folder, home)
    clerk = Clerk(home)
    done(clerk, "draw", now=NOW)
    done(clerk, "issue", "corrections", now=NOW)
    return clerk


def again(clerk: Clerk, folder: Path) -> Clerk:
    """A copy to work on."""
    shutil.copytree(clerk.folder, folder / "2026")
    return Clerk(folder / "2026")


def heads(page: Worksheet) -> tuple[int, dict[str, int]]:
    """The line of the titles, and the column of each."""
    line = max(at for at in range(1, page.max_row + 1) if page.cell(at, 1).value == "序号")
    told = ((str(cell.value or "").lstrip(_MUST), cell.column) for cell in page[line])
    return line, {title: cast("int", column) for title, column in told}


def checked(
    clerk: Clerk,
    points: Mapping[str, Row] | None = None,
    checks: Row | None = None,
    then: Callable[[Worksheet], None] | None = None,
) -> bytes:
    """The record filled in: all drawn points in order, but for what is said of some by their id."""
    book = load_workbook(clerk.folder / "发出" / FORM)
    page = book["检查"]
    line, column = heads(page)
    usual = {"检查日期": "2026-10-20", "检查人": "褚甲乙、龚丙丁", "检查方式": "看了三份卷"}
    for at in range(line + 1, page.max_row + 1):
        if page.cell(at, column["检查编号"]).value:
            for title, value in {**usual, **(checks or {})}.items():
                page.cell(at, column[title], value)
    page = book["风险点"]
    line, column = heads(page)
    for at in range(line + 1, page.max_row + 1):
        if name := page.cell(at, column["风险点编号"]).value:
            for title, value in {"措施落实": "已落实", **(points or {}).get(str(name), {})}.items():
                page.cell(at, column[title], value)
    if then is not None:
        then(page)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def result(clerk: Clerk, data: bytes, now: str = LATER) -> dict[str, Any]:
    return cast("dict[str, Any]", collected(clerk, FORM, data, now))


def kinds(clerk: Clerk, now: str = LATER) -> dict[str, Any]:
    """What is to be done, by kind."""
    return {one["kind"]: one for one in clerk.run("status", "--json", now=now).json["todo"]}


def test_draw__is_recorded_once_and_the_same_for_everybody(merged: Clerk, tmp_path: Path) -> None:
    clerk = again(merged, tmp_path)
    first = clerk.run("draw", "--json", now=NOW).json
    assert (first["quarter"], first["total"], first["fresh"]) == ("2026Q4", 16, first["count"])
    assert 0 < first["count"] < 16
    twice = clerk.run("draw", "--json", now=NOW)
    assert (twice.code, twice.json["error"]["code"]) == (2, "drawn-already")
    done(clerk, "draw", "--undo", "--why", "记错", now=NOW)
    assert clerk.run("draw", "--quarter", "第四季度", "--json", now=NOW).json == first
    done(clerk, "undo", "--why", "重来", now=NOW)
    other = clerk.run("draw", "--quarter", "2026年第4季度", "--seed", "别的", "--json", now=NOW)
    assert other.json["seed"] == "别的"
    assert other.json["units"] != first["units"]
    assert other.json["count"] == first["count"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("draw", "--quarter", "冬天"), "quarter-unknown"),
        (("draw", "--undo", "--why", "记错"), "not-drawn"),
        (("draw", "--undo"), "why-needed"),
    ],
)
def test_draw__refused(merged: Clerk, words: tuple[str, ...], code: str) -> None:
    before = (merged.folder / "台账.db").stat().st_size
    ran = merged.run(*words, "--json", now=NOW)
    assert (ran.code, ran.json["error"]["code"]) == (2, code)
    assert (merged.folder / "台账.db").stat().st_size == before


def test_draw__without_points_is_refused(tmp_path: Path) -> None:
    ran = two_units(tmp_path / "2026").run("draw", "--json", now=NOW)
    assert ran.json["error"]["code"] == "draw-no-points"


def test_record__goes_out_with_the_drawn_points_and_nothing_else(out: Clerk) -> None:
    book = load_workbook(out.folder / "发出" / FORM)
    line, column = heads(book["风险点"])
    rows = [
        (str(row[column["检查编号"] - 1].value), str(row[column["风险点编号"] - 1].value))
        for row in book["风险点"].iter_rows(min_row=line + 1)
        if row[column["风险点编号"] - 1].value
    ]
    drawn = next(
        one["says"] for one in out.run("log", "--json").json["entries"] if "抽签号" in one["says"]
    )
    assert [point for _, point in rows] == drawn.rpartition("：")[2].rstrip("。").split("、")
    assert all(code == f"2026Q4-{point.partition('-')[0]}" for code, point in rows)
    states = column["措施落实"]
    assert not any(book["风险点"].cell(at, states).value for at in range(line + 1, line + 20))


def test_list__has_the_seed_and_who_monitors(out: Clerk, tmp_path: Path) -> None:
    clerk = again(out, tmp_path)
    done(clerk, "publish", "抽查名单", "--fonts", "bundled", now=NOW)
    (file,) = (name for name in clerk.files("成果") if name.endswith("抽查名单.docx"))
    paper = Document(str(clerk.folder / "成果" / file))
    said = "".join(one.text for one in paper.paragraphs)
    assert "抽签号2026-SAMPLE-2026Q4" in said
    titles = [cell.text for cell in paper.tables[0].rows[0].cells]
    assert "监控责任人" in titles


def test_checked__is_taken_in_and_counts_in_the_coverage(out: Clerk, tmp_path: Path) -> None:
    clerk = again(out, tmp_path)
    assert result(clerk, checked(clerk))["outcome"] == "accepted"
    assert "drawn" not in kinds(clerk)
    # What came in is not asked for again.
    told = clerk.run("issue", "corrections", "--json", now=LATER).json["files"]
    assert [one["rows"] for one in told] == [0]
    done(clerk, "publish", "纠错检查覆盖情况", "--fonts", "bundled", now=LATER)
    (file,) = (name for name in clerk.files("成果") if name.endswith("覆盖情况.docx"))
    said = "".join(one.text for one in Document(str(clerk.folder / "成果" / file)).paragraphs)
    assert "共16个风险点，今年查过8个，没有查过8个" in said
    # Whoever was checked this year is drawn last: the next quarter takes the others.
    first = clerk.run("draw", "--quarter", "1", "--json", now=LATER).json
    assert first["quarter"] == "2026Q1"
    assert first["fresh"] > 0


DRAWN, OTHER = "KS05-001", "JC00-001"


@pytest.mark.parametrize(
    ("said", "title", "code"),
    [
        ({"复查日期": "2026-10-01"}, "复查日期", "check-recheck-early"),
        ({"销号日期": "2026-11-01"}, "销号日期", "check-closed-unpassed"),
        (
            {"复查日期": "2026-11-05", "复查结论": "合格", "销号日期": "2026-11-01"},
            "销号日期",
            "check-closed-early",
        ),
        ({"风险点编号": "KS05-777"}, "风险点编号", "refers-no-point"),
        ({"风险点编号": "JC00-005"}, "风险点编号", "check-point-of-other"),
        ({"措施落实": "未查"}, "未查原因", "required-here"),
    ],
)
def test_wrong_cell__goes_back_with_its_place(
    out: Clerk, tmp_path: Path, said: Row, title: str, code: str
) -> None:
    clerk = again(out, tmp_path)
    one = result(clerk, checked(clerk, {DRAWN: said}))
    assert one["outcome"] == "sent_back"
    found = next(each for each in one["findings"] if each["code"] == code)
    assert found["params"]["title"] == title
    assert found["where"]["sheet"] == "风险点"
    assert found["where"]["cell"]


def test_drawn_point_taken_out__goes_back_and_names_it(out: Clerk, tmp_path: Path) -> None:
    def without(page: Worksheet) -> None:
        line, column = heads(page)
        at = next(
            at
            for at in range(line + 1, page.max_row + 1)
            if page.cell(at, column["风险点编号"]).value == DRAWN
        )
        for cell in page[at][1:]:
            cell.value = None

    clerk = again(out, tmp_path)
    one = result(clerk, checked(clerk, then=without))
    (found,) = (each for each in one["findings"] if each["severity"] == "error")
    assert (found["code"], found["params"]["points"]) == ("check-drawn-missing", [DRAWN])


def test_drawn_point_not_checked__is_taken_in_with_its_reason(out: Clerk, tmp_path: Path) -> None:
    clerk = again(out, tmp_path)
    said = {DRAWN: {"措施落实": "未查", "未查原因": "经办人住院"}}
    assert result(clerk, checked(clerk, said))["outcome"] == "accepted"


def test_checker_of_the_checked_unit__goes_back(out: Clerk, tmp_path: Path) -> None:
    clerk = again(out, tmp_path)
    roster = load_workbook(clerk.folder / "名册.xlsx")["人员"]
    line, column = heads(roster)
    name, units = column["姓名"], column["所在单位编号"]
    own = next(
        str(row[name - 1].value)
        for row in roster.iter_rows(min_row=line + 1)
        if row[units - 1].value in {"KS05", "宣传教育科"}
    )
    one = result(clerk, checked(clerk, checks={"检查人": f"褚甲乙、{own}"}))
    (found,) = (each for each in one["findings"] if each["severity"] == "error")
    assert (found["code"], found["params"]["name"]) == ("check-of-oneself", own)
    assert found["params"]["unit"] == "宣传教育科"


def test_results__become_duties_whose_commands_run(out: Clerk, tmp_path: Path) -> None:
    clerk = again(out, tmp_path)
    found = {"发现隐患": "登记簿缺页。", "隐患程度": "一般"}
    said = {
        "KS05-001": {**found, "处理": "限期纠正", "纠正期限": "2026-11-01"},
        "KS05-003": {**found, "处理": "调级"},
        "KS05-008": {**found, "处理": "修订制度"},
    }
    one = result(clerk, checked(clerk, said))
    assert one["outcome"] == "accepted", one["findings"]
    todo = kinds(clerk)
    assert "KS05-001" in todo["recheck"]["says"]
    assert "KS05-003" in todo["regrade"]["says"]
    assert "宣传教育科" in todo["mend-rules"]["says"]
    for kind in ("recheck", "regrade", "mend-rules"):
        done(clerk, *todo[kind]["ways"][0]["command"].split()[1:], now=LATER)
    again_said = {
        **said,
        "KS05-001": {
            **said["KS05-001"],
            "复查日期": "2026-11-10",
            "复查结论": "合格",
            "销号日期": "2026-11-11",
        },
    }
    assert result(clerk, checked(clerk, again_said))["outcome"] == "accepted"
    assert "recheck" not in kinds(clerk)


def test_company__with_levels_and_a_frequency_of_its_own(tmp_path: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        play(tmp_path / "2026", of_office(sample_office("company")))
    clerk = Clerk(tmp_path / "2026")
    done(clerk, "settings", "checks.every_months.1", "3", now=LATER)
    done(clerk, "settings", "checks.every_months.2", "3", now=LATER)
    done(clerk, "settings", "checks.every_months.3", "60", now=LATER)
    told = clerk.run("draw", "--json", now=LATER).json
    grades = clerk.run("grade", "--all", "--json", now=LATER).json["lines"]
    levels = {one["point_id"]: one["level"] for one in grades}
    drawn = {point for one in told["units"] for point in one["points"]}
    assert {point for point, level in levels.items() if level in {"A级", "B级"}} <= drawn
    lowest = [point for point, level in levels.items() if level == "C级"]
    assert len(drawn & set(lowest)) == ceil(len(lowest) / 20)
    done(clerk, "issue", "corrections", "--late", now=LATER)
    (file,) = (name for name in clerk.files("发出") if "动态纠错" in name)
    page = load_workbook(clerk.folder / "发出" / file)["风险点"]
    line, column = heads(page)
    for at in range(line + 1, line + 1 + len(drawn)):
        point = str(page.cell(at, column["风险点编号"]).value)
        assert page.cell(at, column["风险等级"]).value == levels[point]


def test_frequency_of_a_level_that_nobody_has__is_told_at_once(
    merged: Clerk, tmp_path: Path
) -> None:
    clerk = again(merged, tmp_path)
    settings = clerk.folder / "lzfx.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[checks.every_months]\n7 = 3\n", "utf-8")
    ran = clerk.run("draw", "--json", now=NOW)
    assert [one["code"] for one in ran.json["error"]["findings"]] == ["settings-unknown-level"]


def test_quarter_without_a_draw_and_points_overdue__are_told_once_an_edition_is_in_effect(
    merged: Clerk, tmp_path: Path
) -> None:
    clerk = again(merged, tmp_path)
    done(clerk, "publish", "工作手册", "--fonts", "bundled", now="2026-09-20T09:00:00")
    assert "draw" not in kinds(clerk, NOW)
    words = ("--paper", "某纪要1号", "--on", "2026-09-28")
    done(clerk, "approve", *words, now="2026-09-28T09:00:00")
    assert "draw" not in kinds(clerk, "2026-09-28T10:00:00")
    todo = kinds(clerk, NOW)
    assert "2026Q4要查的风险点还没有抽定" in todo["draw"]["says"]
    assert "checks-due" not in todo
    done(clerk, *todo["draw"]["ways"][0]["command"].split()[1:], now=NOW)
    assert "draw" not in kinds(clerk, NOW)
    # Three months after the last stage every point of level 1 is due.
    later = kinds(clerk, "2027-01-05T09:00:00")
    assert "2027Q1" in later["draw"]["says"]
    assert "过了检查期限还没有查" in later["checks-due"]["says"]
    # What is drawn and checked is no other edition.
    said = done(clerk, "publish", "工作手册", "--fonts", "bundled", now="2027-01-05T09:00:00")
    assert "现在的内容和这一版不同" not in said
    words = tuple(later["checks-due"]["ways"][0]["command"].split()[1:])
    done(clerk, *words, "--fonts", "bundled", now="2027-01-05T09:00:00")
