"""Mutants by the thousand: no traceback, no hang, no refusal without a name, no cell lost.

`pytest -m reliability` runs them all and prints the figures; the ordinary tests run a few hundred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from unittest.mock import patch

import pytest
from support.addresses import at
from support.figures import FIGURES, NOTES, largest
from support.hostile_books import base
from support.hostile_judge import judged, shipped
from support.hostile_mutants import LEVELS, XLSX, mutant
from support.hostile_run import Figures, chosen, run
from support.hostile_set import CASES
from support.hostile_sheets import EDITS

from lzfx.intake import beside, lines, locate, rows
from lzfx.intake.book import read_book
from lzfx.intake.bounded import LIMITS, Limits, Refused
from lzfx.intake.xlsx import sheet as xlsx_sheet
from lzfx.intake.xlsx import strings as xlsx_strings
from lzfx.intake.xlsx import styles as xlsx_styles
from lzfx.model.book import RawBook
from lzfx.model.submission import RawRow

WHOLE, PART = 2.0, 0.06
"""How many times the mutants promised for each level are made; and in the ordinary tests."""


def _kept_its_promises(figures: Figures) -> None:
    assert figures.broken == []
    assert figures.slowest < LIMITS.seconds_per_file
    assert figures.memory <= LIMITS.worker_bytes
    assert figures.located > figures.mutants.total() // 4


def test_mutants__a_few_hundred() -> None:
    figures = run(chosen(PART))
    assert figures.mutants.total() >= 300
    _kept_its_promises(figures)


@pytest.mark.reliability
def test_mutants__all() -> None:
    figures = run(chosen(WHOLE))
    FIGURES["crafted cases"] = len(CASES)
    FIGURES["mutants"] += figures.mutants.total()
    FIGURES["tracebacks"] += len(figures.tracebacks)
    FIGURES["lost"] += len(figures.lost)
    NOTES.extend(figures.lines())
    largest("slowest file", figures.slowest, "s")
    largest("largest reader", figures.memory / 2**20, "MiB")
    for kind, least in (("xlsx", 2500), ("xls-", 1000), ("ods", 1000), ("csv", 500)):
        made = sum(count for level, count in figures.mutants.items() if level.startswith(kind))
        assert made >= least
    _kept_its_promises(figures)


@pytest.mark.parametrize("level", LEVELS)
def test_mutant__is_always_the_same(level: str) -> None:
    assert mutant(level, 3) == mutant(level, 3)
    assert len({mutant(level, number) for number in range(12)}) >= 9


# the patterns against the parser


def _read(data: bytes, limits: Limits = LIMITS) -> RawBook | Refused:
    try:
        return read_book(data, limits)
    except Refused as refused:
        return refused


def _by_parser_only(data: bytes) -> RawBook | Refused:
    with (
        patch.object(xlsx_sheet, "read_by_patterns", lambda *_: None),
        patch.object(xlsx_strings, "_quick", lambda *_: None),
        patch.object(xlsx_styles, "_quick", lambda *_: None),
    ):
        return _read(data, replace(LIMITS, members=LIMITS.members + 1))  # nothing is remembered


def _comparable(book: RawBook) -> RawBook:
    """Merges come in another order where somebody put them among the cells."""
    sheets = tuple(replace(one, merges=tuple(sorted(one.merges))) for one in book.sheets)
    return replace(book, sheets=sheets)


def _differing(numbers: Sequence[int]) -> Iterator[str]:
    for number in numbers:
        data = mutant("xlsx-xml", number)
        quick, exact = _read(data), _by_parser_only(data)
        if isinstance(exact, Refused):
            continue  # it knows more reasons; what the patterns read then is read as it stands
        if isinstance(quick, Refused):
            yield f"{number}: refused by patterns only: {quick!r}"
        elif _comparable(quick) != _comparable(exact):
            yield f"{number}: read otherwise"


def test_patterns__see_what_the_parser_sees() -> None:
    assert list(_differing(range(120))) == []


@pytest.mark.reliability
def test_patterns__see_what_the_parser_sees__many() -> None:
    assert list(_differing(range(120, 2000))) == []


# tests of the tests: a reader that loses cells is caught by the law


def _lost(book: RawBook) -> bool:
    return bool(judged("x", book).lost)


def _edited(*names: str) -> list[RawBook]:
    return [EDITS[name]()(base()) for name in names]


def test_law__holds_for_what_ships() -> None:
    assert not _lost(read_book(shipped(XLSX)))


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("column-inserted", lambda: patch.object(rows, "_stray_columns", lambda *_: iter(()))),
        ("far-right", lambda: patch.object(rows, "_stray_columns", lambda *_: iter(()))),
        ("word-in-number-column", lambda: patch.object(rows, "counts", lambda _: True)),
        ("two-tables", lambda: patch.object(locate, "_has_content", lambda *_: False)),
        ("extra-sheet", lambda: patch.object(beside, "_extra_sheet", lambda *_: iter(()))),
        ("clean", lambda: patch.object(rows, "RawRow", _without_one)),
        ("notes", lambda: patch.object(lines, "Finding", _of_the_first_row)),
    ],
)
def test_law__catches_a_reader_that_loses_cells(name: str, broken: object) -> None:
    (book,) = _edited(name)
    with broken():  # type: ignore[operator]
        assert _lost(book)
    assert not _lost(book)


def _without_one(number: int, cells: dict[str, object]) -> RawRow:
    """A row that has lost its first answer."""
    return RawRow(number, dict(list(cells.items())[1:]))  # type: ignore[arg-type]


def _of_the_first_row(code: str, where: object, *more: object) -> object:
    """A finding that names another row than the one it is about."""
    from lzfx.model.finding import Finding, Where  # noqa: PLC0415 - the real one

    assert isinstance(where, Where)
    return Finding(code, replace(where, cell=at("A1")), *more)  # type: ignore[arg-type]
