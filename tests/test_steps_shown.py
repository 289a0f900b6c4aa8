"""Numbers as the sender sees them, from the file to what was taken in and what is said of it."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import SAMPLE
from support.intake_files import converted
from support.sample_office import have_office
from support.two_units import MEETING, MEETING_FILE, two_units

OFFICE = pytest.mark.skipif(
    not have_office() and not os.environ.get("CI"), reason="LibreOffice is not installed"
)
PAGE = "风险点"

TAKEN: Mapping[str, tuple[float, str, str, str]] = {
    # cell: stored, number format, what is taken, what is quoted
    "U7": (0.395833333333333, "h:mm", "9:30", "9:30（存的是0.395833333333333）"),
    "V7": (0.15, "0%", "15%", "15%（存的是0.15）"),
    "U8": (7, "000000", "000007", "000007（存的是7）"),
    "V8": (12345.678, '"¥"#,##0.00', "¥12,345.68", "¥12,345.68（存的是12345.678）"),
    "U9": (46266, 'yyyy"年"m"月"', "2026年9月", "2026年9月（存的是2026-09-01）"),
    "V9": (5995551002, "0000-0000000", "0599-5551002", "0599-5551002（存的是5995551002）"),
    "U10": (1, '[=1]"是"', "是", "是（存的是1）"),
    "V10": (15, '[=15]"人民币十五元"', "人民币十五元", "人民币十五元（存的是15）"),
    "U11": (46273, 'yyyy"年"m"月"d"日"', "2026年9月8日", "2026年9月8日"),
    "V11": (1234567, "#,##0", "1,234,567", "1,234,567"),
    "U12": (2.5, "# ?/?", "2 1/2", "2 1/2（存的是2.5）"),
    "V12": (0.1 + 0.2, "General", "0.3", "0.3"),
    "T4": (5995551002, "0000-0000000", "0599-5551002", "0599-5551002（存的是5995551002）"),
}
"""Answers in columns of text; the first eight are those of the issue."""

STORED: Mapping[str, tuple[float, str, str]] = {
    # cell: stored, number format, what is taken
    "C5": (46276, 'yyyy"年"m"月"', "2026-09-11"),  # a field of a day reads the day, not the month
    "L7": (1, '[=1]"大";0', "大"),  # a choice by the word that is shown
}


def _filled(suffix: str) -> bytes:
    book = load_workbook(SAMPLE / "returns" / MEETING_FILE)
    sheet = book[PAGE]
    for cell, (value, code, *_) in {**TAKEN, **STORED}.items():
        sheet[cell] = value
        sheet[cell].number_format = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue() if suffix == "xlsx" else converted(out.getvalue(), "xlsx", suffix)


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of the return by cell, what `why` tells of it by cell, and of the whole."""

    outcome: str
    quoted: Mapping[str, str]
    values: Mapping[str, str]
    verified: int


@pytest.fixture(
    scope="module",
    params=["xlsx", pytest.param("xls", marks=OFFICE), pytest.param("ods", marks=OFFICE)],
)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    suffix = request.param
    clerk = two_units(tmp_path_factory.mktemp(suffix) / "2026")
    (clerk.folder / "收件" / f"主任办公会.{suffix}").write_bytes(_filled(suffix))
    (delivery,) = clerk.run("collect", "--json").json["deliveries"]
    (one,) = clerk.run("why", MEETING, "--json").json["returns"]
    rows = [value for table in one["tables"] for row in table["rows"] for value in row]
    return Told(
        delivery["outcome"],
        {each["where"]["cell"]: each["params"].get("value", "") for each in delivery["findings"]},
        {each["cell"]: each["value"] for each in (*one["header"], *rows) if each["sheet"] == PAGE},
        clerk.run("verify").code,
    )


def test_collect__takes_text_as_its_sender_sees_it(told: Told) -> None:
    assert told.outcome == "accepted"
    assert {cell: told.values[cell] for cell in TAKEN} == {
        cell: text for cell, (_, _, text, _) in TAKEN.items()
    }
    assert told.verified == 0


def test_collect__quotes_what_is_seen_and_what_is_stored(told: Told) -> None:
    assert {cell: told.quoted[cell] for cell in TAKEN} == {
        cell: quoted for cell, (_, _, _, quoted) in TAKEN.items()
    }


def test_collect__reads_days_as_stored_and_choices_by_their_word(told: Told) -> None:
    assert {cell: told.values[cell] for cell in STORED} == {
        cell: text for cell, (_, _, text) in STORED.items()
    }


def test_collect__asks_about_what_is_not_known_for_certain(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    book = load_workbook(io.BytesIO(_filled("xlsx")))
    book[PAGE]["U7"], book[PAGE]["U7"].number_format = 46273, "d-mmm-yy"
    book.save(clerk.folder / "收件" / "主任办公会.xlsx")
    (delivery,) = clerk.run("collect", "--json").json["deliveries"]
    (asked,) = [one for one in delivery["findings"] if one["severity"] == "query"]
    assert (asked["code"], asked["where"]["cell"]) == ("shown-not-known", "U7")
    assert "8-Sep-26" in asked["says"]
    assert "2026-09-08" in asked["says"]
