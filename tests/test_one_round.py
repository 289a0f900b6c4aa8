"""Twenty errors in a return, each corrected exactly as told: all are gone in one round."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, sample_clerk
from support.sample_content import Sample

from lzfx.campaign.prefill import identified
from lzfx.forms.layout import FAULT_SHEET
from lzfx.model.cell import letters
from lzfx.model.submission import Stamp
from lzfx.workbook.blank import build

SAMPLE = Sample()
UNIT = "KS02"
ERRORS = 20
WRONG: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("stage", lambda _: "审批"),
    ("conduct", lambda _: ""),
    ("conduct", lambda _: "违法违规都有"),
    ("power_size", lambda _: "特大"),
    ("closeness", lambda _: ""),
    ("likelihood", lambda _: "可能"),
    ("major_matters", lambda _: "否、重大决策"),
    ("declared_level", lambda _: "特级"),
    ("declared_level", lambda _: "1中2低"),
    ("found_by", lambda _: ""),
    ("measures", lambda _: "同上"),
    ("measures", lambda _: ""),
    ("responsible", lambda _: ""),
    ("name", lambda _: "风险"),
    ("manifestation", lambda text: text[:6]),
    ("post", lambda _: "门卫"),
    ("power", lambda text: text * 20),
    ("measures", lambda _: "#REF!"),
)


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A clerk who has issued the forms."""
    return sample_clerk(tmp_path_factory.mktemp("round") / "2026")


def _clean() -> Workbook:
    """The unit's own form, filled in without a fault."""
    filled = SAMPLE.answers(UNIT).laid_over(SAMPLE.issued(UNIT))
    stamp = Stamp(SAMPLE.form.name, SAMPLE.form.version, UNIT, SAMPLE.campaign.code, 1)
    data = build(SAMPLE.form, identified(filled, stamp, SAMPLE.key), SAMPLE.about)
    return load_workbook(io.BytesIO(data))


def _head(sheet: Worksheet) -> int:
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")


def _spoilt(book: Workbook, dice: random.Random) -> dict[str, Any]:
    """Put errors into cells of their own; gives what stood in each."""
    sheet = book["风险点"]
    fields = [spec.name for spec in SAMPLE.form.table("risk_points").fields]
    first = _head(sheet) + 1
    rows = [row for row in range(first, first + 40) if sheet.cell(row, 4).value]
    right: dict[str, Any] = {}
    while len(right) < ERRORS:
        field, spoil = dice.choice(WRONG)
        column = fields.index(field) + 2
        address = f"{letters(column)}{dice.choice(rows)}"
        if address not in right:
            right[address] = sheet[address].value
            wrong = spoil(str(right[address] or "原文"))
            sheet[address].value = wrong or None
            if wrong == "#REF!":
                sheet[address].data_type = "e"
    return right


def _written(book: Workbook, path: Path) -> None:
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())


@pytest.mark.parametrize("seed", range(4))
def test_corrected_as_told__all_gone_in_one_round(clerk: Clerk, seed: int) -> None:
    book = _clean()
    right = _spoilt(book, random.Random(seed))  # noqa: S311 - which cells, the same each time
    _written(book, clerk.folder / f"收件/{seed}.xlsx")
    ran = clerk.run("collect", "--json", now=ROUND_ONE)
    (one,) = ran.json["deliveries"]
    assert one["outcome"] == "sent_back"
    errors = [f for f in one["findings"] if f["severity"] == "error"]
    told = {f["where"]["cell"] for f in errors if f["where"]["sheet"] == "风险点"}
    assert set(right) <= told, "every error is told at its own cell"
    marked = load_workbook(clerk.folder / "退回" / one["answer"])
    listed = {
        str(cell.value)
        for row in marked[FAULT_SHEET].iter_rows()
        for cell in row
        if cell.hyperlink is not None
    }
    assert set(right) <= listed, "and listed on the first sheet with a link"
    for address, value in right.items():
        marked["风险点"][address].value = value
    _written(marked, clerk.folder / f"收件/{seed} 改好.xlsx")
    again = clerk.run("collect", "--json", now=ROUND_TWO)
    (two,) = again.json["deliveries"]
    assert two["outcome"] in {"accepted", "unchanged"}, two["findings"]
    assert not [f for f in two["findings"] if f["severity"] == "error"]
    assert not [f for f in two["findings"] if f["code"] == "comment-left"], "old marks are ours"
