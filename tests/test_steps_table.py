"""`lzfx table`: what was taken in of any form, with whose it is and the cells it was read from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, Clerk, sample_clerk, sample_workspace
from support.odd_forms import odd_form, source

from lzfx.content.blocks import Cell, Column, Table
from lzfx.forms.layout import header_spots, table_layout
from lzfx.workbook.csv_view import render_csv

ALONE, TRAINING = "duty_office", "training"
TITLES = {name: odd_form(name).title for name in (ALONE, TRAINING)}


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk whose office has two forms of its own, issued to every unit."""
    clerk = sample_workspace(tmp_path / "2026")
    own = clerk.folder / "form_templates/forms"
    own.mkdir(parents=True)
    for name in (ALONE, TRAINING):
        (own / f"{name}.toml").write_text(source(name), "utf-8")
        done = clerk.run("issue", name, now=ISSUED)
        assert done.code == 0, done.out + done.err
    return clerk


def _blank(clerk: Clerk, unit: str, form: str) -> Workbook:
    (path,) = (clerk.folder / "发出").glob(f"{unit} *{TITLES[form]}.xlsx")
    return load_workbook(path)


def _alone(clerk: Clerk, unit: str, file: str, **values: object) -> None:
    """A unit fills in single cells."""
    form = odd_form(ALONE)
    book = _blank(clerk, unit, ALONE)
    plain = {
        "filler": "苏晚吟",
        "filed_on": "2026-09-08",
        "windows": 3,
        "shift": "双人值守",
        "arrangement": "工作日两人一班。",
    }
    for name, value in (plain | values).items():
        cell = book[form.sheet][header_spots(form)[name].value.cell]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # a text, whatever it begins with
    book.save(clerk.folder / "收件" / file)


def _sessions(clerk: Clerk, unit: str, file: str, *topics: str) -> None:
    form = odd_form(TRAINING)
    layout = table_layout(form, form.tables[0])
    book = _blank(clerk, unit, TRAINING)
    sheet = book["教育记录"]
    sheet[header_spots(form)["filler"].value.cell] = "叶听澜"
    for at, topic in enumerate(topics):
        held: dict[str, str | int] = {
            "held_on": "2026-08-28",
            "topic": topic,
            "form": "观看影片",
            "people": 12,
        }
        for name, value in held.items():
            sheet[layout.cell(at, name)] = value
    book.save(clerk.folder / "收件" / file)


def _collect(clerk: Clerk, count: int, now: str = ROUND_ONE) -> None:
    found = clerk.run("collect", "--json", now=now).json["deliveries"]
    assert [one["outcome"] for one in found] == ["accepted"] * count, found


def _csv(clerk: Clerk, name: str) -> list[dict[str, str]]:
    data = (clerk.folder / "成果" / name).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _xlsx(clerk: Clerk, name: str) -> Iterator[dict[str, object]]:
    """The rows of the one sheet, by heading."""
    (sheet,) = load_workbook(clerk.folder / "成果" / name).worksheets
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(at for at, line in enumerate(lines) if line[0] == "填报对象编号")
    for line in lines[head + 1 :]:
        yield {str(title): value for title, value in zip(lines[head], line, strict=True)}


def test_single_cells__one_row_a_return_with_its_cells(clerk: Clerk) -> None:
    _alone(clerk, "KS02", "乙.xlsx", windows=5)
    _alone(clerk, "KS01", "甲.xlsx", note="=1+1")
    _collect(clerk, 2)
    done = clerk.run("table", ALONE)
    assert done.code == 0, done.err
    assert "收下的2份" in done.out
    rows = _csv(clerk, "窗口值守情况表明细表 值守情况.csv")
    assert [(row["填报对象编号"], row["填报对象"]) for row in rows] == [
        ("KS01", "办公室"), ("KS02", "政策法规科"),
    ]  # fmt: skip
    assert rows[0]["值守方式"] == "双人值守"
    assert rows[0]["填报日期"] == "2026-09-08"
    assert (rows[0]["备注"], rows[1]["备注"]) == ("'=1+1", "")
    assert [row["来件"] for row in rows] == ["甲.xlsx", "乙.xlsx"]
    spots = header_spots(odd_form(ALONE))
    cells = rows[1]["单元格"].split("、")
    assert f"值守情况!{spots['windows'].value.cell}" in cells
    assert f"值守情况!{spots['note'].value.cell}" not in cells
    one, other = _xlsx(clerk, "窗口值守情况表明细表.xlsx")
    assert (one["备注"], one["窗口数"], other["窗口数"]) == ("=1+1", 3, 5)
    (sheet,) = load_workbook(clerk.folder / "成果/窗口值守情况表明细表.xlsx").worksheets
    (formula,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert (formula.data_type, formula.quotePrefix) == ("s", True)


def test_single_cells__only_the_newest_return_counts(clerk: Clerk) -> None:
    _alone(clerk, "KS01", "甲.xlsx")
    _collect(clerk, 1)
    _alone(clerk, "KS01", "甲二.xlsx", windows=7)
    _collect(clerk, 1, ROUND_TWO)
    clerk.run("table", ALONE, now=ROUND_TWO)
    rows = _csv(clerk, "窗口值守情况表明细表 值守情况.csv")
    assert [(row["窗口数"], row["来件"]) for row in rows] == [("7", "甲二.xlsx")]
    for words in (("send", "--late"), ("verify",), ("rebuild",), ("status",)):
        ran = clerk.run(*words, now=ROUND_TWO)
        assert ran.code == 0, ran.out + ran.err


def test_single_cells__sent_back_marked_and_mended(clerk: Clerk) -> None:
    _alone(clerk, "KS01", "甲.xlsx", windows="许多")
    (found,) = clerk.run("collect", "--json").json["deliveries"]
    place = header_spots(odd_form(ALONE))["windows"].value.cell
    assert found["outcome"] == "sent_back"
    assert [(one["code"], one["where"]["cell"]) for one in found["findings"]] == [
        ("not-a-number", place)
    ]
    (name,) = (name for name in clerk.files("退回") if name.endswith(".xlsx"))
    book = load_workbook(clerk.folder / "退回" / name)
    assert book["值守情况"][place].comment is not None
    book["值守情况"][place] = 4
    book.save(clerk.folder / "收件/改.xlsx")
    found = clerk.run("collect", "--json", now=ROUND_TWO).json["deliveries"]
    assert {one["file"]: one["outcome"] for one in found}["改.xlsx"] == "accepted"


def test_single_cells__corrections_show_the_cells_of_both_files(clerk: Clerk) -> None:
    _alone(clerk, "KS01", "甲.xlsx")
    _collect(clerk, 1)
    _alone(clerk, "KS01", "改.xlsx", windows=9, arrangement=None)
    clerk.run("collect", now=ROUND_TWO)
    done = clerk.run("decide", "--corrections", "收件/改.xlsx", now=ROUND_TWO)
    assert done.code == 0, done.out + done.err
    clerk.run("table", ALONE, now=ROUND_TWO)
    (row,) = _csv(clerk, "窗口值守情况表明细表 值守情况.csv")
    spots = header_spots(odd_form(ALONE))
    own, earlier = row["单元格"].split("；")
    assert (row["窗口数"], row["值守安排"]) == ("9", "工作日两人一班。")
    assert own == f"值守情况!{spots['windows'].value.cell}"
    assert earlier.startswith("甲.xlsx：")
    assert f"值守情况!{spots['arrangement'].value.cell}" in earlier


def test_table__rows_with_header_fields_and_the_cells_of_the_row(clerk: Clerk) -> None:
    _sessions(clerk, "KS03", "丙.xlsx", "典型案例剖析", "@廉洁家风")
    _collect(clerk, 1)
    found = clerk.run("table", TRAINING, "--json").json
    assert (found["form"], found["returns"]) == (TITLES[TRAINING], 1)
    assert [(one["sheet"], one["rows"]) for one in found["sheets"]] == [("教育记录", 2)]
    assert Path(found["file"]).is_file()
    rows = _csv(clerk, "警示教育记录表明细表 教育记录.csv")
    layout = table_layout(odd_form(TRAINING), odd_form(TRAINING).tables[0])
    at = layout.first_row
    assert [(row["填报人"], row["主题"], row["形式"], row["单元格"]) for row in rows] == [
        ("叶听澜", "典型案例剖析", "观看影片", f"教育记录!B{at}:E{at}"),
        ("叶听澜", "'@廉洁家风", "观看影片", f"教育记录!B{at + 1}:E{at + 1}"),
    ]
    assert [row["主题"] for row in _xlsx(clerk, "警示教育记录表明细表.xlsx")] == [
        "典型案例剖析", "@廉洁家风",
    ]  # fmt: skip


def test_empty__says_so_and_writes_the_headings(clerk: Clerk) -> None:
    done = clerk.run("table", TRAINING)
    assert (done.code, "还没有收下" in done.out) == (0, True)
    text = (clerk.folder / "成果/警示教育记录表明细表 教育记录.csv").read_text("utf-8-sig")
    assert text.rstrip() == (
        "填报对象编号,填报对象,单位编号,填报人,开展日期,主题,形式,参加人数,来件,单元格"
    )
    assert list(_xlsx(clerk, "警示教育记录表明细表.xlsx")) == []


def test_unknown__the_known_ones_are_named(clerk: Clerk) -> None:
    done = clerk.run("table", "nothing")
    assert done.code != 0
    assert "nothing" in done.err
    assert ALONE in done.err
    assert not (clerk.folder / "成果").exists() or clerk.files("成果") == []


def test_table__rows_carried_over_name_the_file_they_stand_in(clerk: Clerk) -> None:
    topics = ("典型案例剖析", "廉洁家风", "以案说纪")
    _sessions(clerk, "KS03", "丙.xlsx", *topics)
    _collect(clerk, 1)
    _sessions(clerk, "KS03", "改.xlsx", "观看庭审")
    clerk.run("collect", now=ROUND_TWO)
    done = clerk.run("decide", "--corrections", "收件/改.xlsx", now=ROUND_TWO)
    assert done.code == 0, done.out + done.err
    clerk.run("table", TRAINING, now=ROUND_TWO)
    at = table_layout(odd_form(TRAINING), odd_form(TRAINING).tables[0]).first_row
    rows = _csv(clerk, "警示教育记录表明细表 教育记录.csv")
    assert [(row["主题"], row["来件"], row["单元格"]) for row in rows] == [
        *(
            (topic, "丙.xlsx", f"教育记录!B{at + number}:E{at + number}")
            for number, topic in enumerate(topics)
        ),
        ("观看庭审", "改.xlsx", f"教育记录!B{at}:E{at}"),
    ]


def test_declaration__every_row_has_its_cells(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮/主任办公会申报表.xlsx")
    clerk.run("collect")
    found = clerk.run("table", "declaration", "--json").json
    points, posts = found["sheets"]
    rows = _csv(clerk, Path(points["csv"]).name)
    assert (len(rows), points["rows"] > 0, posts["sheet"]) == (points["rows"], True, "岗位职责")
    assert {row["来件"] for row in rows} == {"第一轮/主任办公会申报表.xlsx"}
    assert len({row["单元格"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("＝1", "'＝1"),
        ("+8659955", "'+8659955"),
        ("-甲", "'-甲"),
        ("-5", "-5"),
        ("@甲", "'@甲"),
        ("\t=1", "'\t=1"),
        ("\u3000=1", "'\u3000=1"),
        ("'甲", "''甲"),
        ("0012", "0012"),
        ("甲,“乙”\n丙", "甲,“乙”\n丙"),
        ("", ""),
    ],
)
def test_csv__nothing_is_calculated(text: str, written: str) -> None:
    data = render_csv(Table((Column("栏", 1.0), Column("二", 1.0)), ((Cell(text), Cell("末")),)))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["栏", "二"], [written, "末"]]
