"""Messy sheets made by hypothesis, in every format: read as written, no cell lost in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hostile_books import base, sheet_of, with_cells
from support.hostile_judge import judged
from support.hostile_mutants import TEXTS
from support.hostile_sheets import EDITS, NOT_IN, WRITERS

from lzfx.intake.book import read_book
from lzfx.intake.bounded import LIMITS, Refused
from lzfx.model.book import CellKind, RawBook, RawCell

_FORMATS = tuple(WRITERS)
_TEXT = st.one_of(
    st.sampled_from(TEXTS),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=9),
)
_HELD = st.one_of(
    st.tuples(
        st.just(CellKind.TEXT),
        _TEXT.filter(lambda text: text and "\r" not in text and "_x" not in text),
    ),
    st.tuples(st.just(CellKind.NUMBER), st.integers(-(10**18), 10**18).map(float)),
    st.tuples(st.just(CellKind.DATE), st.just("2026-09-08")),
    st.tuples(st.just(CellKind.ERROR), st.just("#REF!")),
)
_PLACES = st.tuples(st.integers(1, 75), st.integers(1, 26))
_ANYWHERE = st.dictionaries(_PLACES, _HELD, max_size=12)


def _messy(
    format_: str, names: list[str], anywhere: dict[tuple[int, int], tuple[object, object]]
) -> RawBook:
    book = base()
    for name in names:
        if name in NOT_IN[format_] or not any(one.name == "风险点" for one in book.sheets):
            continue
        try:
            book = EDITS[name]()(book)
        except StopIteration:  # what it wanted to change is gone already
            continue
    if any(one.name == "风险点" for one in book.sheets):
        cells = [
            RawCell(row, column, kind, value)  # type: ignore[arg-type]
            for (row, column), (kind, value) in anywhere.items()
        ]
        book = with_cells(book, cells)
    return book


@pytest.mark.parametrize("format_", _FORMATS)
@settings(deadline=None, max_examples=60)
@given(names=st.lists(st.sampled_from(sorted(EDITS)), max_size=4, unique=True), anywhere=_ANYWHERE)
def test_law__nothing_is_lost_in_silence(
    format_: str, names: list[str], anywhere: dict[tuple[int, int], tuple[object, object]]
) -> None:
    book = _messy(format_, names, anywhere)
    if not book.sheets[0].cells:
        return
    data = WRITERS[format_](book)
    if any(len(str(cell.value)) > LIMITS.text_length for cell in book.sheets[0].cells):
        with pytest.raises(Refused, match="text-too-long"):
            read_book(data)
        return
    found = read_book(data)
    if format_ == "xlsx":
        assert found.sheets == book.sheets
    elif format_ != "csv":
        assert [one.cells for one in found.sheets] == [one.cells for one in book.sheets]
    assert judged("来件", found).lost == ()


SAID: dict[str, str] = {
    "error-value": "error-value",
    "error-of-formula": "error-value",
    "formula-without-value": "formula-without-value",
    "formula-with-text": "formula-taken-as-value",
    "row-hidden": "hidden-row",
    "column-hidden": "hidden-column",
    "sheet-hidden": "hidden-sheet",
    "struck": "struck-text",
    "comment": "comment-left",
    "merged-posts": "merged-unfolded",
    "extra-sheet": "extra-sheet",
    "column-inserted": "unknown-column",
    "column-inserted-untitled": "stray-cells",
    "column-twice": "column-twice",
    "two-tables": "table-twice",
    "two-tables-worse-above": "table-twice",
    "totals": "total-row-left-out",
    "notes": "note-row-left-out",
    "note-merged": "note-row-left-out",
    "signatures": "note-row-left-out",
    "date-in-chinese": "normalised",
    "date-of-2011-in-chinese": "normalised",
    "date-full-width": "normalised",
    "phone-full-width": "normalised",
    "no-break-space": "normalised",
    "ideographic-space": "normalised",
    "zero-width-space": "normalised",
    "bidi-override": "normalised",
    "choice-with-spaces": "normalised",
    "digits-18-as-number": "digits-lost",
    "digits-15-as-number": "read-as-text",
    "day-in-text": "read-as-text",
    "word-in-number-column": "stray-cells",
    "far-right": "stray-cells",
    "header-second-value": "stray-cells",
}
"""What people do, and the finding that says so."""


@pytest.mark.parametrize("format_", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize("name", SAID)
def test_messy__each_has_its_finding(name: str, format_: str) -> None:
    if name in NOT_IN[format_]:
        pytest.skip("this format cannot hold it")
    make: Callable[[RawBook], bytes] = WRITERS[format_]
    outcome = judged("来件", read_book(make(EDITS[name]()(base()))))
    assert SAID[name] in {line.split()[1] for line in outcome.verdict[1:]}


@pytest.mark.parametrize("name", ["moved-down", "moved-right", "sheet-renamed", "sheets-reordered"])
@pytest.mark.parametrize("format_", ["xlsx", "ods", "xls"])
def test_messy__what_is_only_moved_is_read_all_the_same(name: str, format_: str) -> None:
    outcome = judged("来件", read_book(WRITERS[format_](EDITS[name]()(base()))))
    assert outcome.verdict == ("taken",)
    assert sheet_of(base()).cells
