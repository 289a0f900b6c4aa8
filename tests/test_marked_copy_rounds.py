"""A marked copy launders nothing: what was not understood stays visible, open and asked for."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.clerk import Clerk
from support.copy_damages import DAMAGES, DIGITS, corrected
from support.copy_rounds import (
    Desk,
    codes,
    errors,
    finding,
    issued_workspace,
    new_desk,
    opened,
    with_cells,
    written,
)
from support.hostile_books import POINTS, base, chain, column, head_row, sheet_of
from support.hostile_sheets import EDITS, WRITERS
from support.sample_office import have_office, resaved
from support.two_units import with_post

from lzfx.forms.layout import FAULT_SHEET, UNREAD_SHEET
from lzfx.forms.unread_list import HEADING_ROW, answer_at
from lzfx.model.cell import letters
from lzfx.model.ledger import Delivery, Outcome

SECOND = head_row() + 2


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace from which a form went out to every unit."""
    return issued_workspace(tmp_path_factory.mktemp("copies") / "2026")


@pytest.fixture
def desk(issued: Path, tmp_path: Path) -> Desk:
    return new_desk(issued, tmp_path / "2026")


def _at(field: str, row: int = SECOND) -> str:
    return f"{letters(column(field))}{row}"


def _was(field: str) -> str:
    """What the first row says there before anything happened to it."""
    at = (head_row() + 1, column(field))
    return next(str(c.value) for c in sheet_of(base()).cells if (c.row, c.column) == at)


LEVEL = {(POINTS, _at("declared_level", head_row() + 1)): _was("declared_level")}
"""The fault that all damages share, corrected."""


def _sent_back(desk: Desk, damage: str) -> tuple[Delivery, Workbook]:
    """A return with that damage, and the copy that goes back."""
    one = desk.judged(WRITERS["xlsx"](DAMAGES[damage]()(base())))
    return one, opened(desk.copy_of(one))


def _listed(book: Workbook) -> list[tuple[object, ...]]:
    """The lines of what was not read: sheet, address, text, answer."""
    rows = book[UNREAD_SHEET].iter_rows(min_row=HEADING_ROW + 1, min_col=2, values_only=True)
    return [row for row in rows if row[0]]


def _quoted(book: Workbook, cell: str) -> object:
    """What the list of faults says was written in that cell."""
    rows = book[FAULT_SHEET].iter_rows(values_only=True)
    return next(row[6] for row in rows if row[4] == cell)


@pytest.mark.parametrize(
    ("damage", "field", "code", "shown"),
    [
        ("number-of-18-digits", "responsible", "digits-lost", f"{DIGITS // 1000}000"),
        ("number-of-18-digits-in-an-open-field", "note", "digits-lost", f"{DIGITS // 1000}000"),
        ("ref-in-an-open-field", "note", "error-value", "#REF!"),
        ("na-in-an-open-field", "note", "error-value", "#N/A"),
        ("no-result-in-an-open-field", "note", "formula-without-value", None),
    ],
)
def test_value_that_nobody_knows__is_left_empty_quoted_and_asked_for_again(
    damage: str, field: str, code: str, shown: str | None, desk: Desk
) -> None:
    one, book = _sent_back(desk, damage)
    cell = book[POINTS][_at(field)]
    assert errors(one) == [(code, POINTS, _at(field))]
    assert cell.value is None
    assert _quoted(book, _at(field)) == shown
    assert (shown or "公式") in cell.comment.text
    two = desk.judged(desk.copy_of(one))
    assert two.outcome is Outcome.SENT_BACK
    (still,) = errors(two)
    assert still in {
        ("still-empty", POINTS, _at(field)),
        ("required-empty", POINTS, _at(field)),
    }
    three = desk.judged(desk.copy_of(two))
    assert errors(three) == errors(two), "a copy of a copy asks for it as well"
    assert desk.judged(corrected(desk.copy_of(three), three)).outcome is Outcome.ACCEPTED


def test_unknown_value__is_asked_for_where_its_row_has_moved_to(desk: Desk) -> None:
    one, book = _sent_back(desk, "ref-in-an-open-field")
    book[POINTS].insert_rows(head_row() + 1)
    for at in range(1, 24):
        book[POINTS].cell(head_row() + 1, at).value = book[POINTS].cell(SECOND + 2, at).value
    book[POINTS].delete_rows(SECOND + 2)
    book[POINTS][_at("measures", SECOND + 1)].value = "改写过的措施：每月由科长抽查凭证并签字。"
    two = desk.judged(written(book))
    assert errors(two) == [("still-empty", POINTS, _at("note", SECOND + 1))]
    assert finding(two, "still-empty").params["value"] == "#REF!"
    assert one.answer != two.answer


def test_unknown_value__of_a_row_that_was_taken_out_is_asked_for_no_more(desk: Desk) -> None:
    _, book = _sent_back(desk, "ref-in-an-open-field")
    book[POINTS].delete_rows(SECOND)
    assert desk.judged(written(book)).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    ("damage", "sheet", "text"),
    [
        ("two-tables", POINTS, "岗位"),
        ("heading-repeated", POINTS, "岗位"),
        ("heading-broken", POINTS, "岗位"),
        ("column-twice", POINTS, "另一条措施"),
        ("answers-on-another-sheet", "续表", ""),
        ("further-sheet", "企业名单", "备查"),
        ("further-hidden-sheet", "私下", "备查"),
        ("fixed-row-twice", "岗位职责", "另外写的一份职责，与上一行不同。"),
    ],
)
def test_content_without_a_place__is_listed_asked_for_and_not_forgotten(
    damage: str, sheet: str, text: str, desk: Desk
) -> None:
    one, book = _sent_back(desk, damage)
    asked = finding(one, "content-unread")
    lines = [line for line in _listed(book) if line[3] is None]
    assert {line[0] for line in lines} == {sheet}
    assert asked.params["count"] == len(lines)
    if text != "岗位":
        assert any(text in str(line[2]) for line in lines)
    assert asked.spot is not None
    assert (asked.spot.sheet, asked.spot.cell) in {
        (UNREAD_SHEET, answer_at(at)) for at in range(len(_listed(book)))
    }
    two = desk.judged(desk.copy_of(one))
    assert "unread-unanswered" in codes(two)
    assert _listed(opened(desk.copy_of(two))) == _listed(book), "the next copy has them too"
    assert desk.judged(corrected(desk.copy_of(two), two)).outcome is Outcome.ACCEPTED


def test_content_without_a_place__is_no_more_asked_for_where_it_was_filled_in(desk: Desk) -> None:
    one, book = _sent_back(desk, "heading-broken")
    texts = [line[2] for line in _listed(book) if line[3] is None]
    for row, text in enumerate(texts, start=head_row() + 1):
        book[POINTS][_at("manifestation", row)].value = text
    two = desk.judged(written(book))
    assert (two.outcome, errors(two)) == (Outcome.ACCEPTED, [])
    assert one.outcome is Outcome.SENT_BACK


def test_sheet_of_what_was_not_read__cannot_be_thrown_away(desk: Desk) -> None:
    one, book = _sent_back(desk, "further-sheet")
    book[POINTS][_at("declared_level", head_row() + 1)].value = _was("declared_level")
    del book[UNREAD_SHEET]
    two = desk.judged(written(book))
    assert codes(two) == {"unread-unanswered"}
    assert len(_listed(opened(desk.copy_of(two)))) == finding(one, "content-unread").params["count"]


def test_struck_out_and_hidden__stay_so_in_the_copy_and_are_asked_about_again(desk: Desk) -> None:
    both = chain(*(DAMAGES[name]() for name in ("struck-out", "row-hidden", "column-hidden")))
    one = desk.judged(WRITERS["xlsx"](both(base())))
    book = opened(desk.copy_of(one))
    sheet = book[POINTS]
    assert sheet[_at("measures", head_row() + 1)].font.strike
    assert not sheet[_at("measures")].font.strike
    assert sheet.row_dimensions[SECOND].hidden
    assert not sheet.row_dimensions[SECOND + 1].hidden
    assert sheet.column_dimensions[letters(column("measures"))].hidden
    two = desk.judged(corrected(desk.copy_of(one), one))
    assert two.outcome is Outcome.ACCEPTED
    assert codes(one) - {"not-a-choice"} == codes(two) == {"struck-text", "hidden-row"}


def test_comments_totals_and_what_was_restored__are_listed_and_not_asked_about(desk: Desk) -> None:
    edits = (DAMAGES["commented"](), EDITS["totals"](), EDITS["unit-name-changed"]())
    one = desk.judged(WRITERS["xlsx"](chain(*edits)(base())))
    lines = _listed(opened(desk.copy_of(one)))
    assert "content-unread" not in codes(one)
    assert {line[3] for line in lines} == {"不用填"}
    told = [str(line[2]) for line in lines]
    assert "请领导再看" in told
    assert "主任办公会议" in told
    assert any("合计" in text for text in told)


def test_roster__that_settles_a_fault_by_itself_leaves_nothing_to_ask(desk: Desk) -> None:
    one, book = _sent_back(desk, "post-of-nobody")
    assert codes(one) == {"not-a-choice"}
    with_post(Clerk(desk.folder), "JC00-P9", "JC00", "不存在的岗位")
    two = desk.judged(written(book))
    assert not codes(two) & {"not-a-choice", "still-empty", "unread-unanswered"}


@pytest.mark.skipif(not have_office(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("save", ["office-xlsx", "office-xls", "office-ods"])
def test_copy_saved_by_another_program__still_says_what_it_answers(save: str, desk: Desk) -> None:
    damage = chain(DAMAGES["ref-in-an-open-field"](), DAMAGES["further-sheet"]())
    one = desk.judged(WRITERS["xlsx"](damage(base())))
    data = resaved({"it": (with_cells(desk.copy_of(one), LEVEL), save)})["it"]
    two = desk.judged(data, save.rpartition("-")[2])
    assert {code for code, _, _ in errors(two)} == {"still-empty", "unread-unanswered"}


def test_copy_saved_as_csv__is_still_checked_against_what_it_answers(desk: Desk) -> None:
    one, book = _sent_back(desk, "ref-in-an-open-field")
    assert one.outcome is Outcome.SENT_BACK
    out = io.StringIO()
    csv.writer(out).writerows(book[POINTS].iter_rows(values_only=True))
    two = desk.judged(out.getvalue().encode("utf-8-sig"), "csv")
    assert ("still-empty", _at("note")) in {(code, cell) for code, _, cell in errors(two)}
