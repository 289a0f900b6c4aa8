"""Returns that are only a part: corrections, rows left out without a word, one sheet alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, sample_clerk

from lzfx.messages import sentence
from lzfx.model.finding import Finding

CLEAN = "第一轮/主任办公会申报表.xlsx"
FIRST, LAST = 7, 12
"""The rows of its six risk points."""

POINTS = "风险点"
REWORDED = "任免议题三分之二以上到会方可讨论，表决票当场清点并存档。"


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk who has taken in one return of six points."""
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver(CLEAN)
    assert clerk.run("collect", now=ROUND_ONE).code == 0
    return clerk


def _with(changes: Mapping[str, str], *kept: int, mark: str = "", source: str = CLEAN) -> bytes:
    """The sample's return with changed cells, of which only those rows are left, each marked."""
    book = load_workbook(SAMPLE / "returns" / source)
    sheet = book[POINTS]
    for cell, text in changes.items():
        sheet[cell] = text
    for row in range(LAST, FIRST - 1, -1):
        if row not in kept:
            sheet.delete_rows(row)
        elif mark:
            sheet[f"C{row}"] = mark
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _deliver(clerk: Clerk, name: str, data: bytes) -> None:
    (clerk.folder / "收件" / name).write_bytes(data)


def _collected(clerk: Clerk, *words: str) -> tuple[int, dict[str, Any]]:
    ran = clerk.run(*words, "--json", now=ROUND_TWO)
    assert ran.code != 2, ran.err
    (one,) = ran.json["deliveries"]
    return ran.code, dict(one)


def _codes(one: Mapping[str, Any]) -> list[str]:
    return [finding["code"] for finding in one["findings"]]


def _points(clerk: Clerk) -> dict[str, dict[str, Any]]:
    """The points of the master table by name, with where every value stands."""
    assert clerk.run("merge", now=ROUND_TWO).code == 0
    found = {}
    for number in range(1, 9):
        told = clerk.run("why", f"JC00-{number:03d}", "--json", now=ROUND_TWO)
        if told.code == 0:
            values = {one["title"]: one for one in told.json["values"]}
            found[values["风险点名称"]["value"]] = {**told.json, "by_title": values}
    return found


def _is_sound(clerk: Clerk) -> None:
    for command in ("verify", "rebuild"):
        ran = clerk.run(command, now=ROUND_TWO)
        assert ran.code == 0, ran.out


def test_marked_rows__replace_theirs_and_all_others_stay(clerk: Clerk) -> None:
    before = _points(clerk)
    _deliver(clerk, "更正.xlsx", _with({"T8": REWORDED}, 8, mark="更正"))
    code, one = _collected(clerk, "collect")
    assert (code, one["outcome"]) == (0, "accepted")
    laid = next(f for f in one["findings"] if f["code"] == "corrections-laid-over")
    assert laid["params"] == {"other": CLEAN, "corrected": 1, "new": 0, "kept": 5}
    changed = [f for f in one["findings"] if f["code"] == "changed-since"]
    assert [(f["where"]["file"], f["where"]["cell"]) for f in changed] == [("更正.xlsx", "T7")]
    after = _points(clerk)
    assert list(after) == list(before), "every point is there under its number"
    stays = [one for one in after.values() if one["file"] == CLEAN]
    (mine,) = (one for one in after.values() if one["file"] == "更正.xlsx")
    assert len(stays) == 5
    assert mine["by_title"]["防范措施"] == {
        "title": "防范措施", "value": REWORDED, "sheet": POINTS, "cell": "T7",
    }  # fmt: skip
    assert {one["by_title"]["防范措施"]["cell"] for one in stays} == {
        f"T{row}" for row in (7, 9, 10, 11, 12)
    }
    _is_sound(clerk)


def test_corrections_of_corrections__every_row_knows_its_own_file(clerk: Clerk) -> None:
    _deliver(clerk, "更正一.xlsx", _with({"T8": REWORDED}, 8, mark="更正"))
    assert _collected(clerk, "collect")[1]["outcome"] == "accepted"
    _deliver(clerk, "更正二.xlsx", _with({"V10": "另附说明"}, 10, mark="更正"))
    assert _collected(clerk, "collect")[1]["outcome"] == "accepted"
    files = [one["file"] for one in _points(clerk).values()]
    assert sorted(files) == sorted([CLEAN] * 4 + ["更正一.xlsx", "更正二.xlsx"])
    _is_sound(clerk)


def test_faulty_corrections__come_back_as_the_whole_form_and_change_nothing(clerk: Clerk) -> None:
    _deliver(clerk, "更正.xlsx", _with({"Q8": "特级"}, 8, mark="更正"))
    code, one = _collected(clerk, "collect")
    assert (code, one["outcome"]) == (1, "sent_back")
    errors = [f for f in one["findings"] if f["severity"] == "error"]
    assert [(f["code"], f["where"]["cell"]) for f in errors] == [("not-a-choice", "Q7")]
    marked = load_workbook(clerk.folder / "退回" / one["answer"])
    names = [marked[POINTS][f"I{row}"].value for row in range(FIRST, LAST + 2)]
    assert sum(bool(name) for name in names) == 6, "nothing of the whole is left out"
    assert marked[POINTS]["Q8"].comment is not None, "the fault is at its row of the whole"
    assert {one["file"] for one in _points(clerk).values()} == {CLEAN}


def test_marked_without_anything_to_correct__is_sent_back(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    _deliver(clerk, "更正.xlsx", _with({}, 8, mark="更正"))
    code, one = _collected(clerk, "collect")
    assert (code, one["outcome"]) == (1, "sent_back")
    assert "corrections-of-nothing" in _codes(one)


def test_rows_left_out_without_a_word__wait_for_a_person(clerk: Clerk) -> None:
    _deliver(clerk, "少了.xlsx", _with({"T8": REWORDED}, 8))
    code, one = _collected(clerk, "collect")
    assert (code, one["outcome"]) == (3, "fewer")
    (asked,) = (f for f in one["findings"] if f["code"] == "rows-fewer")
    counted = {"before": 6, "now": 1, "gone": 5, "other": CLEAN}
    assert (asked["severity"], asked["params"]) == ("query", counted)
    assert "lzfx decide --corrections" in sentence(Finding("rows-fewer", params=counted))
    assert {one["file"] for one in _points(clerk).values()} == {CLEAN}
    assert clerk.run("collect", "--json", now=ROUND_TWO).json["deliveries"] == []


def test_decided_as_corrections__the_rest_stays(clerk: Clerk) -> None:
    _deliver(clerk, "少了.xlsx", _with({"T8": REWORDED}, 8))
    assert _collected(clerk, "collect")[1]["outcome"] == "fewer"
    code, one = _collected(clerk, "decide", "--corrections", "收件/少了.xlsx")
    assert (code, one["outcome"]) == (0, "accepted")
    assert sorted(one["file"] for one in _points(clerk).values()) == sorted(
        [CLEAN] * 5 + ["少了.xlsx"]
    )
    _is_sound(clerk)


def test_decided_as_the_whole__the_rest_is_gone(clerk: Clerk) -> None:
    _deliver(clerk, "少了.xlsx", _with({}, 8))
    assert _collected(clerk, "collect")[1]["outcome"] == "fewer"
    code, one = _collected(clerk, "decide", "收件/少了.xlsx")
    assert (code, one["outcome"]) == (0, "accepted")
    assert _codes(one).count("point-gone") == 5
    assert len(_points(clerk)) == 1
    _is_sound(clerk)


@pytest.mark.parametrize("gone", [1, 2])
def test_a_row_or_two_taken_out__is_an_ordinary_change(clerk: Clerk, gone: int) -> None:
    _deliver(clerk, "改.xlsx", _with({}, *range(FIRST, LAST + 1 - gone)))
    code, one = _collected(clerk, "collect")
    assert (code, one["outcome"]) == (0, "accepted")
    assert _codes(one).count("point-gone") == gone


def test_new_row_in_corrections__is_added_and_asked_about(clerk: Clerk) -> None:
    texts = {"E8": "车辆管理", "I8": "公车私用不登记", "J8": "节假日用车不登记，油料凭证无人核对。"}
    _deliver(clerk, "更正.xlsx", _with(texts, 8, mark="更正"))
    _, one = _collected(clerk, "collect")
    assert one["outcome"] == "accepted"
    (asked,) = (f for f in one["findings"] if f["code"] == "correction-of-nothing")
    assert (asked["severity"], asked["where"]["cell"]) == ("query", "I7")
    assert len(_points(clerk)) == 7
    _is_sound(clerk)


def _sheet_alone(*, without: tuple[int, ...] = ()) -> bytes:
    """The points' sheet saved as csv, as a program does it, some rows of its head left out."""
    book = load_workbook(SAMPLE / "returns" / CLEAN, data_only=True)
    out = io.StringIO()
    for number, row in enumerate(book[POINTS].iter_rows(max_row=LAST, values_only=True), start=1):
        if number not in without:
            csv.writer(out).writerow("" if value is None else str(value) for value in row)
    return out.getvalue().encode("gb18030")


def test_one_sheet_alone__one_fault_that_names_all_it_lacks(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    _deliver(clerk, "风险点.csv", _sheet_alone(without=(5,)))
    code, one = _collected(clerk, "collect")
    assert (code, one["outcome"]) == (1, "sent_back")
    errors = [f for f in one["findings"] if f["severity"] == "error"]
    assert [f["code"] for f in errors] == ["one-sheet-only"]
    assert errors[0]["params"]["fields"] == [
        "申报日期", "拟定风险等级（对象）", "单位（部门）职责", "“岗位职责”页",
    ]  # fmt: skip


def test_one_sheet_alone__takes_the_rest_from_the_return_before(clerk: Clerk) -> None:
    data = _sheet_alone(without=(5,)).decode("gb18030").replace("大额度资金使用", "大额资金使用", 1)
    _deliver(clerk, "风险点.csv", data.encode("gb18030"))
    code, one = _collected(clerk, "collect")
    assert (code, one["outcome"]) == (0, "accepted"), one["findings"]
    assert "taken-from-earlier" in _codes(one)
    assert "changed-since" in _codes(one)
    assert {one["file"] for one in _points(clerk).values()} == {"风险点.csv"}
    _is_sound(clerk)


def _sent_back(clerk: Clerk) -> None:
    """A return of six points of which one has a fault."""
    book = load_workbook(SAMPLE / "returns" / CLEAN)
    book[POINTS]["Q8"] = "特级"
    book.save(clerk.folder / "收件/有错.xlsx")
    assert _collected(clerk, "collect")[1]["outcome"] == "sent_back"


def test_corrections_of_what_was_sent_back__make_it_whole(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    _sent_back(clerk)
    _deliver(clerk, "更正.xlsx", _with({}, 8, mark="更正"))
    code, one = _collected(clerk, "collect")
    assert (code, one["outcome"]) == (0, "accepted"), one["findings"]
    files = [one["file"] for one in _points(clerk).values()]
    assert sorted(files) == sorted(["有错.xlsx"] * 5 + ["更正.xlsx"])
    _is_sound(clerk)


def test_corrections_that_leave_a_fault__say_it_in_the_file_it_stands_in(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    _sent_back(clerk)
    _deliver(clerk, "更正.xlsx", _with({}, 10, mark="更正"))
    _, one = _collected(clerk, "collect")
    errors = [f for f in one["findings"] if f["severity"] == "error"]
    assert [(f["code"], f["where"]["file"], f["where"]["cell"]) for f in errors] == [
        ("not-a-choice", "有错.xlsx", "Q8")
    ]
    marked = load_workbook(clerk.folder / "退回" / one["answer"])[POINTS]
    assert marked["Q8"].value == "特级", "what the unit wrote is still there to be corrected"
    assert marked["Q8"].comment is not None


def test_only_the_faulty_rows_kept_without_a_word__are_not_taken_for_all(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    _sent_back(clerk)
    _deliver(clerk, "只留一行.xlsx", _with({}, 8))
    code, one = _collected(clerk, "collect")
    assert (code, one["outcome"]) == (3, "fewer")
    code, one = _collected(clerk, "decide", "--corrections", "收件/只留一行.xlsx")
    assert (code, one["outcome"]) == (0, "accepted")
    assert len(_points(clerk)) == 6
    _is_sound(clerk)


# ------------------------------------------------- with and without number, first and later year
def _corrected(row: int, number: str, source: str = CLEAN) -> bytes:
    """One row alone, marked as a correction, with another measure; with its number, or without."""
    return _with({f"T{row}": REWORDED, f"B{row}": number}, row, mark="更正", source=source)


@pytest.mark.parametrize("number", ["JC00-001", ""], ids=["number", "no number"])
def test_correction_in_the_first_year__with_its_printed_number_or_without(
    clerk: Clerk, number: str
) -> None:
    before = _points(clerk)
    wanted = next(iter(before.values()))
    assert wanted["by_title"]["防范措施"]["cell"] == "T7"
    _deliver(clerk, "更正.xlsx", _corrected(7, number))
    code, one = _collected(clerk, "collect")
    assert (code, one["outcome"]) == (0, "accepted"), _codes(one)
    assert "change-missing" not in _codes(one)
    after = _points(clerk)
    assert list(after) == list(before)
    assert next(iter(after.values()))["by_title"]["防范措施"]["value"] == REWORDED
    _is_sound(clerk)


def test_correction_in_the_first_year__the_number_alone_tells_which_row_is_meant(
    clerk: Clerk,
) -> None:
    """Name, matter and text are all new; the row is the point of its number all the same."""
    _points(clerk)
    said = {
        "B8": "JC00-002",
        "E8": "人事议题酝酿",
        "I8": "会前通气走过场",
        "J8": "会前没有通气，会上临时动议，参会人不知情就表决，事后补写酝酿记录。",
    }
    _deliver(clerk, "更正.xlsx", _with(said, 8, mark="更正"))
    code, one = _collected(clerk, "collect")
    laid = next(f for f in one["findings"] if f["code"] == "corrections-laid-over")
    assert laid["params"] == {"other": CLEAN, "corrected": 1, "new": 0, "kept": 5}
    assert (code, one["outcome"]) == (0, "accepted"), _codes(one)
    after = _points(clerk)
    assert len(after) == 6
    assert any(one["file"] == "更正.xlsx" for one in after.values())
    _is_sound(clerk)
