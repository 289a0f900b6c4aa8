"""What a clerk reads on the screen: what was left out, and what was taken for another word."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, SAMPLE
from support.two_units import MEETING_FILE, put, two_units

from lzfx.forms.same_word import is_another_word


def _changed(sheet: str, cells: dict[str, str]) -> bytes:
    book = load_workbook(SAMPLE / "returns" / MEETING_FILE)
    page = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
    for cell, text in cells.items():
        page[cell] = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SCREEN: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "another word for a choice": (
        "风险点",
        {"L7": "较大"},
        ("【收下】", "风险点 L7", "“较大”", "已当作“大”"),
    ),
    "the table goes on elsewhere": (
        "续表",
        {"B2": "主任", "C2": "会前不通气", "D2": "违规", "E2": "二级"},
        ("【收下】", "请核实", "续表 B2", "多出一页工作表"),
    ),
    "an opinion on the sign-off page": (
        "签字页",
        {"B5": "同意，第3行作废"},
        ("【收下】", "请核实", "签字页 B5", "第3行作废"),
    ),
    "a stray sign": (
        "风险点",
        {"U70": "."},
        ("【退回】", "风险点 U70", "把这一格删去"),
    ),
}


@pytest.mark.parametrize("name", SCREEN)
def test_screen__tells_it_with_its_place(name: str, tmp_path: Path) -> None:
    sheet, cells, expected = SCREEN[name]
    clerk = two_units(tmp_path / "2026")
    put(clerk, "来件.xlsx", _changed(sheet, cells))
    ran = clerk.run("collect", now=ROUND_ONE)
    said = "".join(ran.out.split())
    assert [words for words in expected if "".join(words.split()) not in said] == [], ran.out


def test_screen__a_stray_sign_is_one_line(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    put(clerk, "来件.xlsx", _changed("风险点", {"U70": "."}))
    (one,) = clerk.run("collect", "--json", now=ROUND_ONE).json["deliveries"]
    errors = [each["code"] for each in one["findings"] if each["severity"] == "error"]
    assert errors == ["row-of-one-cell"]


@pytest.mark.parametrize(
    ("written", "label", "another"),
    [
        ("较大", "大", True), ("违规行为", "违规", True), ("自查", "自己查", True),
        ("２级", "二级", False), ("Ⅲ级风险", "三级", False), ("I I 级", "二级", False),
        ("三级（较轻）", "三级", False), ("①违规（偶发）", "违规", False),
        ("违规。", "违规", False), ("1.违规", "违规", False), (" 违 规 ", "违规", False),
    ],
)  # fmt: skip
def test_another_word__is_none_that_is_only_written_otherwise(
    written: str,
    label: str,
    another: bool,  # noqa: FBT001
) -> None:
    assert is_another_word(written, (label,)) is another


_BY = ("、", "，", ";", "\n", " ")
_LABELS = ("违法", "违纪", "严重违规", "轻微违规", "违章")


@given(st.lists(st.sampled_from(_LABELS), min_size=1), st.sampled_from(_BY))
def test_law__labels_however_joined_are_no_other_word(labels: list[str], by: str) -> None:
    assert not is_another_word(by.join(labels), labels)
