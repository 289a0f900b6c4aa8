"""A drive of an invented bureau from an empty folder, as a new user would play it from the README.

Every test asserts what the screen says, not only how the command ended. The returns are typed into
the issued workbooks by `support.bureau`.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.bureau import (
    UNITS,
    Answers,
    answered,
    columns,
    fill_roster,
    point,
    points_of,
    saved,
    unit,
)
from support.clerk import Clerk, Ran
from support.printed_pages import page_texts

ISSUED = "2026-08-21T09:00:00"
FIRST = "2026-09-09T09:00:00"
SECOND = "2026-09-12T09:00:00"
LATER = "2026-10-20T09:00:00"


def said(ran: Ran) -> str:
    """All that a command said, without the line breaks and blanks of a table."""
    return "".join((ran.out + ran.err).split())


def blank(clerk: Clerk, code: str) -> bytes:
    """The workbook that went out to a unit."""
    (path,) = (clerk.folder / "发出").glob(f"{code} *.xlsx")
    return path.read_bytes()


def deliver(
    clerk: Clerk, code: str, file: str = "", points: Sequence[Answers] | None = None
) -> str:
    """A unit sends its workbook back, filled in; gives the name of the file."""
    one = unit(code)
    name = file or f"{one.name}报送.xlsx"
    (clerk.folder / "收件" / name).write_bytes(answered(blank(clerk, code), one, points))
    return name


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """From an empty folder: the workspace, settings and roster, all forms out."""
    home = tmp_path_factory.mktemp("bureau")
    ran = Clerk(home).run("init", "局2026", now=ISSUED)
    assert ran.code == 0, ran.err
    clerk = Clerk(home / "局2026")
    path = clerk.folder / "lzfx.toml"
    text = path.read_text("utf-8")
    for old, new in (
        ("××区", "澜湖区"),
        ("bangongshi@", "jijian@"),
        ("待填写", "沈砚清"),
        ("0000-0000000", "0571-88881234"),
    ):
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    fill_roster(clerk.folder / "名册.xlsx")
    ran = clerk.run("issue", now=ISSUED)
    assert ran.code == 0, ran.out + ran.err
    assert "共9份" in said(ran)
    assert clerk.run("send", now=ISSUED).code == 0
    return clerk


@pytest.fixture(scope="module")
def taken_in(begun: Clerk, tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """Every unit has answered, one of them after a faulty first try; all are merged."""
    folder = tmp_path_factory.mktemp("bureau") / "局2026"
    shutil.copytree(begun.folder, folder)
    clerk = Clerk(folder)
    for one in UNITS:
        deliver(clerk, one.code)
    points = [dict(row) for row in points_of(unit("S2"))]
    points[1]["申报等级"] = "特级"
    deliver(clerk, "S2", points=points)
    assert clerk.run("collect", now=FIRST).code == 1
    assert clerk.run("send", now=FIRST).code == 0
    deliver(clerk, "S2", "服务管理科（改）.xlsx")
    assert clerk.run("collect", now=SECOND).code == 0
    assert clerk.run("merge", now=SECOND).code == 0
    return clerk


@pytest.fixture
def clerk(taken_in: Clerk, tmp_path: Path) -> Clerk:
    """A month later, in a folder of its own."""
    shutil.copytree(taken_in.folder, tmp_path / "局2026")
    return Clerk(tmp_path / "局2026")


@pytest.fixture
def waiting(begun: Clerk, tmp_path: Path) -> Clerk:
    """All forms out, nothing come back yet, in a folder of its own."""
    shutil.copytree(begun.folder, tmp_path / "局2026")
    return Clerk(tmp_path / "局2026")


# ------------------------------------------------------------------ 1: settled things stay settled
def test_1_telephone_changed_a_month_later__nothing_comes_back(clerk: Clerk) -> None:
    before = clerk.run("status", "--json", now=LATER).json["boards"]
    path = clerk.folder / "lzfx.toml"
    path.write_text(path.read_text("utf-8").replace("88881234", "88889999"), "utf-8")
    ran = clerk.run("collect", now=LATER)
    assert ran.code == 0
    assert "收下0份" in said(ran)
    assert "另有10个以前收过或看过" in said(ran)
    assert clerk.run("status", "--json", now=LATER).json["boards"] == before


# ------------------------------------------------------------------ 6: corrections by number
def test_6_correction_with_its_printed_number__is_taken_in(clerk: Clerk) -> None:
    book = load_workbook(clerk.folder / "收件/综合科报送.xlsx")
    sheet = book["风险点"]
    head, at = columns(sheet)
    sheet.delete_rows(head + 3, 2)
    sheet.delete_rows(head + 1)
    sheet.cell(head + 1, at["风险点编号"]).value = "S1-002"
    sheet.cell(head + 1, at["变动标记"]).value = "更正"
    sheet.cell(head + 1, at["备注"]).value = "更正了备注"
    (clerk.folder / "收件/综合科更正.xlsx").write_bytes(saved(book))
    ran = clerk.run("collect", now=LATER)
    assert ran.code == 0, ran.out
    assert "综合科综合科更正.xlsx4个风险点" in said(ran)
    assert "变动标记" not in said(ran)


# ------------------------------------------------------------------ 8: what is no file
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO on this system")
def test_8_odd_entries_in_the_inbox__are_named_and_stop_nothing(waiting: Clerk) -> None:
    inbox = waiting.folder / "收件"
    os.mkfifo(inbox / "管道.xlsx")
    (inbox / "设备.xlsx").symlink_to("/dev/zero")
    (inbox / "绕圈").symlink_to(inbox)
    deliver(waiting, "S1")
    ran = waiting.run("collect", now=FIRST)
    assert ran.code == 1
    assert "收下1份" in said(ran)
    for name in ("管道.xlsx", "设备.xlsx", "绕圈"):
        assert name in said(ran)


# ------------------------------------------------------------------ 3: decisions that wait
def _graded(level: str, conduct: str) -> list[Answers]:
    """The points of the section that serves, the first of them at that level."""
    first, *others = points_of(unit("S2"))
    further = point(unit("S2"), "档案岗", 9)
    return [{**first, "申报等级": level, "可能产生的行为": conduct}, *others, further]


def test_3_lowered_level_and_lost_point__are_told_and_stay_in_the_list(waiting: Clerk) -> None:
    deliver(waiting, "S2", points=_graded("一级", "违纪"))
    assert waiting.run("collect", now=FIRST).code == 0
    deliver(waiting, "S2", "服务管理科二.xlsx", _graded("二级", "违规")[:-1])
    ran = waiting.run("collect", now=SECOND)
    assert "一级" in said(ran)
    assert "二级" in said(ran)
    assert said(ran).index("这次降为“二级”") < said(ran).index("这次没有了")
    shown = waiting.run(now=SECOND)
    assert shown.code == 3, shown.out
    assert "lzfx seen S2" in shown.out
    assert "都已办完" not in shown.out
    assert waiting.run("seen", "S2", now=SECOND).code == 0
    assert "lzfx seen S2" not in waiting.run(now=SECOND).out


def test_3_print_while_units_are_missing__says_so_on_screen_and_first_page(waiting: Clerk) -> None:
    for code in ("S1", "S2", "J1"):
        deliver(waiting, code)
    waiting.run("collect", now=FIRST)
    waiting.run("merge", now=FIRST)
    ran = waiting.run("publish", "公示通知", now=FIRST)
    assert "督查科" in said(ran)
    (pdf,) = (name for name in waiting.files("成果") if "公示" in name and name.endswith(".pdf"))
    page = page_texts((waiting.folder / "成果" / pdf).read_bytes())[0]
    assert "督查科" in page
    assert "已经核定" not in page
    assert "稿" in page


# ------------------------------------------------------------------ 4: no dead ends
def test_4_names_as_printed__and_near_misses(waiting: Clerk) -> None:
    book = load_workbook(io.BytesIO(answered(blank(waiting, "S3"), unit("S3"))))
    for name in ("_lzfx", "_lists"):
        del book[name]
    copied = _without_codes(book)
    (waiting.folder / "收件/抄到新表里的.xlsx").write_bytes(copied)
    assert waiting.run("collect", now=FIRST).code == 1
    ran = waiting.run("assign", "抄到新表里.xlsx", "奖励扶助科", now=FIRST)
    assert ran.code == 2
    assert "抄到新表里的.xlsx" in said(ran), "the near miss is offered"
    assert "占用" not in said(ran), "no other program is blamed"
    ran = waiting.run("assign", "抄到新表", "奖励扶助", now=FIRST)
    assert ran.code == 0, ran.out + ran.err
    assert "抄到新表里.xlsx" not in waiting.run(now=FIRST).out
    ran = waiting.run("收标", now=FIRST)
    assert ran.code == 2
    assert "收表" in said(ran)
    assert waiting.run("收表", now=FIRST).code == 0


def _without_codes(book: Workbook) -> bytes:
    """The answers copied over into a workbook that carries no code."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "表单编码" in cell.value:
                    cell.value = None
    fresh = Workbook()
    fresh.remove(fresh.worksheets[0])
    for sheet in book.worksheets:
        copy = fresh.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                copy[cell.coordinate] = cell.value
    return saved(fresh)


def test_4_second_decide__says_what_the_first_did(waiting: Clerk) -> None:
    deliver(waiting, "S4")
    deliver(waiting, "S4", "督查科另一份.xlsx", points_of(unit("S4"))[::-1])
    changed = [dict(row) for row in points_of(unit("S4"))]
    changed[0]["备注"] = "另一份"
    deliver(waiting, "S4", "督查科另一份.xlsx", changed)
    ran = waiting.run("collect", now=FIRST)
    assert ran.code == 3, ran.out
    shown = waiting.run(now=FIRST)
    assert shown.code == 3
    assert "lzfx decide" in shown.out
    assert waiting.run("decide", "督查科另一份.xlsx", now=SECOND).code == 0
    again = waiting.run("decide", "督查科另一份.xlsx", now=SECOND)
    assert "已" in said(again)
    assert "tester" not in said(again)
    assert again.err.count("Traceback") == 0


# ------------------------------------------------------------------ 7: lost, found, made anew
def test_7_new_workspace_from_the_same_files__is_told_apart_and_adopts(
    begun: Clerk, tmp_path: Path
) -> None:
    assert Clerk(tmp_path).run("init", "又建的", now=ISSUED).code == 0
    again = Clerk(tmp_path / "又建的")
    for name in ("lzfx.toml", "名册.xlsx"):
        shutil.copyfile(begun.folder / name, again.folder / name)
    one = unit("J1")
    (again.folder / "收件/柳塘.xlsx").write_bytes(answered(blank(begun, "J1"), one))
    ran = again.run("collect", now=FIRST)
    assert ran.code == 1
    assert "被改动过" not in said(ran), "the unit is not blamed"
    assert "lzfxadopt" in said(ran)
    ran = again.run("adopt", "--from", str(begun.folder), now=FIRST)
    assert ran.code == 0, ran.out + ran.err
    assert "柳塘街道计生办柳塘.xlsx5个风险点" in said(again.run("collect", now=FIRST)) + said(ran)


def test_7_restored_in_an_empty_folder__forms_already_out_come_in(
    begun: Clerk, tmp_path: Path
) -> None:
    copy = tmp_path / "备份"
    copy.mkdir()
    shutil.copytree(begun.folder, tmp_path / "旧")
    old = Clerk(tmp_path / "旧")
    assert old.run("backup", "--to", str(copy), now=FIRST).code == 0
    (archive,) = copy.iterdir()
    home = tmp_path / "新电脑 的文件夹"
    home.mkdir()
    ran = Clerk(home).run("restore", str(archive), now=SECOND)
    assert ran.code == 0, ran.out + ran.err
    found = next(path for path in (home, *home.iterdir()) if (path / "lzfx.toml").is_file())
    new = Clerk(found)
    deliver(new, "J2")
    ran = new.run("collect", now=SECOND)
    assert ran.code == 0, ran.out + ran.err
    assert "枫渡街道计生办枫渡街道计生办报送.xlsx5个风险点" in said(ran)


# ------------------------------------------------------------------ 2: letters cite the marked copy
def test_2_letter__points_into_the_marked_copy_and_who_follows_it_is_taken_in(
    waiting: Clerk,
) -> None:
    """A blank row was put in: the unit's own file and the copy have other row numbers."""
    one = unit("S2")
    book = load_workbook(io.BytesIO(answered(blank(waiting, "S2"), one)))
    sheet = book["风险点"]
    head, at = columns(sheet)
    for title in at:
        value = sheet.cell(head + 4, at[title]).value
        sheet.cell(head + 6, at[title]).value, sheet.cell(head + 4, at[title]).value = value, None
    sheet.cell(head + 6, at["申报等级"]).value = "特级"
    (waiting.folder / "收件/服务管理科.xlsx").write_bytes(saved(book))
    ran = waiting.run("collect", "--json", now=FIRST)
    (delivery,) = ran.json["deliveries"]
    (error,) = (one for one in delivery["findings"] if one["severity"] == "error")
    assert error["where"]["cell"] == f"Q{head + 6}"
    waiting.run("send", now=FIRST)
    (letter,) = (waiting.folder / "退回/邮件草稿").glob("S2*.txt")
    text = letter.read_text("utf-8-sig")
    cell = f"Q{head + 4}"
    assert cell in text
    assert f"Q{head + 6}" not in text
    copy = load_workbook(waiting.folder / "退回" / delivery["answer"])
    assert copy["风险点"][cell].value == "特级"
    copy["风险点"][cell] = "二级"
    (waiting.folder / "收件/改好的.xlsx").write_bytes(saved(copy))
    ran = waiting.run("collect", now=SECOND)
    assert ran.code == 0, ran.out
    assert "收下1份" in said(ran)
