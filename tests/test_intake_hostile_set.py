"""The crafted hostile files: each gets the verdict written down for it, and no cell is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from support.hostile_judge import Outcome
from support.hostile_oracle import Values, second_opinions
from support.hostile_set import CASES, Ran, manifest, ran

from lzfx.intake.bounded import LIMITS
from lzfx.messages import catalogue
from lzfx.model.book import CellKind, RawBook, RawCell

AT_LEAST = 250
_NOT_FOR_SURE = ("archive/", "mail/")
"""What lies in these is read by calamine in other cases; they themselves are no workbooks."""

OTHERWISE = {
    "xml/utf-16-sheet": "reads no cells of a part in UTF-16, and says nothing",
    "xml/encoding-latin-1": "takes no notice of the encoding a part gives itself",
    "xml/half-a-pair-escaped": "leaves half a pair as it is written",
    "cell/picture-of-wps": "gives what stands in the cell instead of the picture as a text",
    "cell/number-not-finite": "gives a number that is none",
    "cell/number-too-large": "gives a number that is none",
    "place/cell-outside-the-data": "looks for cells in one place only",
    "day/negative": "makes a time of it",
    "day/that-never-was": "makes another day of it",
    "ods/error-value": "gives an error without a formula as a text",
    "ods/error-of-formula": "gives the text of an error",
    "xls/blank-cells": "takes one sign without width for empty",
    "ods+/drawing-in-the-cell": "mixes the text of drawings with that of the cell",
    "ods+/table-in-the-cell": "reads the inner table as the outer one, and loses the rest",
    "ods+/error-as-number": "gives the number behind the error",
    "ods+/duration": "gives durations as they are written",
    "ods+/duration-without-end": "gives durations as they are written",
    "ods+/number-not-finite": "gives a number that is none",
    "ods+/day-without-sense": "gives what is written instead of what is shown",
    "ods+/type-unknown": "reads a cell of an unknown type as empty",
    "xls+/number-not-finite": "gives a number that is none",
}
"""Where python-calamine reads something else, and what."""

REFUSED_BY_IT = (
    *("zip/names-with-a-slash-in-front", "zip/names-with-a-step-in-front"),
    *("zip/names-with-steps-back", "xml/utf-16-workbook", "xml/utf-16-relations"),
    "xml/sheet-of-a-module",
    *("xml/utf-16-strings", "xml/utf-16-styles", "xml/macro-sheet", "cell/error-spill"),
    *("cell/error-getting-data", "cell/type-unknown", "cell/unknown-element"),
    *("place/last-cell-of-all", "ods+/utf-16", "ods+/pretty-printed", "ods+/mimetype-missing"),
    *("ods+/manifest-missing", "ods+/repeat-without-sense", "ods+/number-without-a-number"),
    *("xls+/error-unknown",),
)
"""What python-calamine gives up on, or dies of, and we read."""


@cache
def everything() -> Mapping[str, Ran]:
    return dict(ran())


def _outcomes() -> list[tuple[str, Outcome]]:
    return [(name, one) for name, ran_ in everything().items() for one in ran_.outcomes]


def test_set__is_large_and_every_case_has_its_verdict() -> None:
    assert len(CASES) >= AT_LEAST
    assert list(manifest()) == list(CASES)


@pytest.mark.parametrize("name", CASES)
def test_case__is_judged_as_written_down(name: str) -> None:
    assert everything()[name].lines == manifest()[name]


def test_set__no_refusal_is_a_bug_a_death_or_without_a_sentence() -> None:
    codes = {one.verdict[1].split()[0] for _, one in _outcomes() if one.verdict[0] == "refused"}
    assert codes <= set(catalogue()["findings"])
    assert not {code for code in codes if code.startswith("reader-")}
    assert len(codes) >= 40


def test_law__every_cell_of_a_table_is_taken_or_named() -> None:
    assert {name: one.lost for name, one in _outcomes() if one.lost} == {}


def test_set__costs_little() -> None:
    slow = {name: one.seconds for name, one in everything().items() if one.seconds > 10}
    assert slow == {}
    assert max(one.memory for one in everything().values()) <= LIMITS.worker_bytes


def _seen(cell: RawCell) -> object:
    """The value as the other reader gives it; it trims texts."""
    if cell.kind is CellKind.DATE:
        return ["day", cell.value]
    if cell.kind is CellKind.BOOL:
        return bool(cell.value)
    return str(cell.value).strip() if cell.kind is CellKind.TEXT else float(cell.value)


def _ours(book: RawBook) -> Values:
    """Our values without errors and results that are not there, which it reads as empty."""
    lost = (CellKind.ERROR, CellKind.UNCACHED)
    return {
        sheet.name: {
            f"{cell.row},{cell.column}": _seen(cell)
            for cell in sheet.cells
            if cell.kind not in lost and _seen(cell) != ""
        }
        for sheet in book.sheets
    }


def _theirs(values: Values, book: RawBook) -> Values:
    return {
        sheet.name: {
            place: value.strip() if isinstance(value, str) else value
            for place, value in values.get(sheet.name, {}).items()
            if not isinstance(value, str) or value.strip()
        }
        for sheet in book.sheets
    }


def test_set__calamine_reads_the_same_in_whatever_we_read() -> None:
    books = {
        name: one.book
        for name, one in _outcomes()
        if one.book and one.book.container != "csv" and not name.startswith(_NOT_FOR_SURE)
    }
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number, (name, book) in enumerate(books.items()):
            path = Path(folder, f"{number}.{book.container}")
            path.write_bytes(CASES[name]())
            paths[path] = name
        opinions = {paths[path]: found for path, found in second_opinions(list(paths))}
    refused = [name for name, found in opinions.items() if isinstance(found, str)]
    otherwise = {
        name
        for name, found in opinions.items()
        if not isinstance(found, str) and _theirs(found, books[name]) != _ours(books[name])
    }
    assert len(opinions) - len(refused) >= 350
    assert sorted(refused) == sorted(REFUSED_BY_IT)
    assert otherwise == set(OTHERWISE)
