"""归档文件目录, 备考表 and spine labels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.specimens import master, record, said

from lzfx.content.blocks import Document, Table, strings
from lzfx.content.paper import Grid
from lzfx.documents.registers.archive_catalogue import (
    archival_code,
    archive_catalogue,
    archive_gaps,
)
from lzfx.documents.registers.box_notes import box_note_gaps, box_notes, box_spines
from lzfx.model.archive import Archive

MASTER = master()
ARCHIVE = record("archive", Archive)
FIRST, *OTHERS = ARCHIVE.boxes


def text(document: Document) -> str:
    return "\n".join(strings(document))


def with_item(at: int, **change: object) -> Archive:
    """The archive with one item of the first box changed."""
    items = list(FIRST.items)
    fields: dict[str, Any] = change
    items[at] = replace(items[at], **fields)
    return Archive((replace(FIRST, items=tuple(items)), *OTHERS))


def test_archive_catalogue__columns_of_both_editions() -> None:
    tables = [
        block
        for block in archive_catalogue(MASTER, ARCHIVE).blocks
        if isinstance(block, Table) and not block.caption
    ]
    heads = [[column.title for column in table.columns] for table in tables]
    assert heads[0] == [
        "序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注",
    ]  # fmt: skip
    assert heads[-1] == ["件号", "责任者", "文号", "题名", "日期", "页数", "备注"]
    assert [len(table.rows) for table in tables] == [12, 12, 11, 4]


def test_archive_catalogue__days_have_eight_digits_and_sums_are_counted() -> None:
    document = archive_catalogue(MASTER, ARCHIVE)
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert {len(cells[5].text) for cells in table.rows} == {8}
    assert table.rows[0][5].text == "20260811"
    pages = sum(int(cells[7].text) for cells in table.rows)
    assert f"本盒共12件，{pages}页。" in text(document)


def test_archival_code__as_the_standard_of_2015() -> None:
    assert archival_code(MASTER, FIRST, FIRST.items[2]) == "CL012-WS·2026-Y-BGS-0003"
    assert archival_code(MASTER, OTHERS[1], OTHERS[1].items[0]) == "CL012-WS·2026-D30-BGS-0013"


@pytest.mark.parametrize(
    ("change", "code", "title"),
    [
        ({"pages": 0}, "archive-no-pages", ""),
        ({"retention": "years_10"}, "archive-retention-differs", ""),
    ],
)
def test_archive_gaps__names_box_item_and_field(
    change: dict[str, Any], code: str, title: str
) -> None:
    assert archive_gaps(MASTER, ARCHIVE) == ()
    found = said(archive_gaps(MASTER, with_item(0, **change)))
    assert (code, title) in [(one[0], one[2]) for one in found]
    assert all(str(item).startswith("第1盒第1件") for _, item, _ in found)


@pytest.mark.parametrize(
    ("number", "codes"),
    [(2, ["paper-number-twice", "archive-number-missing"]), (99, ["archive-number-missing"] * 87)],
)
def test_archive_gaps__numbers_run_on(number: int, codes: list[str]) -> None:
    found = archive_gaps(MASTER, with_item(0, item_no=number))
    assert [one.code for one in found] == codes


def test_archive_gaps__numbers_run_through_the_boxes_of_one_retention() -> None:
    _, second, third, _ = ARCHIVE.boxes
    assert (second.retention, third.items[0].item_no) == (third.retention, 13)
    alone = archive_gaps(MASTER, Archive((third,)))
    assert {one.code for one in alone} == {"archive-number-missing"}
    assert len(alone) == 12


def test_box_notes__count_is_that_of_the_items() -> None:
    document = box_notes(MASTER, ARCHIVE)
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [grid.rows[2][1].text for grid in grids] == ["12件", "12件", "11件", "4件"]


@pytest.mark.parametrize(
    ("change", "code", "title"),
    [
        ({"stated_items": 13}, "paper-total-differs", "第1盒件数"),
    ],
)
def test_box_note_gaps__names_box_and_field(change: dict[str, Any], code: str, title: str) -> None:
    assert box_note_gaps(MASTER, ARCHIVE) == ()
    box = replace(FIRST, note=replace(FIRST.note, **change))
    found = box_note_gaps(MASTER, Archive((box,)))
    assert [(f.code, f.params["title"]) for f in found] == [(code, title)]


def test_box_spines__a_column_a_box_five_beside_each_other() -> None:
    six = Archive(tuple(replace(FIRST, box_no=number) for number in range(1, 7)))
    grids = [block for block in box_spines(MASTER, six).blocks if isinstance(block, Grid)]
    assert [[box.text for box in grid.rows[-1]] for grid in grids] == [
        ["盒号", "1", "2", "3", "4", "5"],
        ["盒号", "6", "", "", "", ""],
    ]
