"""Laws of the marked copy, over all damages there are, alone and together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.copy_damages import DAMAGES, corrected
from support.copy_rounds import Desk, errors, issued_workspace, new_desk, opened
from support.figures import FIGURES
from support.hostile_books import base, chain, text, with_cells
from support.hostile_judge import sample
from support.hostile_sheets import WRITERS

from lzfx.checks.copied import seen_text
from lzfx.forms.characters import fold, heading_key
from lzfx.forms.layout import COMMENT_MARK, STAMP_SHEET
from lzfx.intake.book import read_book
from lzfx.intake.rows import is_blank
from lzfx.model.book import RawBook
from lzfx.model.codes import FindingCode
from lzfx.model.ledger import Delivery, Outcome

MENDED: frozenset[FindingCode] = frozenset(("locked-changed",))
"""What the copy puts right itself: its unit has nothing to do."""

COLUMNS_LEFT = 3
"""Columns at the left in which a form only counts its rows."""


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace from which a form went out to every unit."""
    return issued_workspace(tmp_path_factory.mktemp("laws") / "2026")


def _damaged(names: tuple[str, ...]) -> RawBook:
    """The clean return with those damages, as far as one leaves anything for the next."""
    book = base()
    for name in names:
        try:
            book = chain(DAMAGES[name]())(book)
        except (StopIteration, ValueError):  # what it wanted to change is gone already
            continue
    return book


def _texts(book: RawBook) -> Iterator[str]:
    """Every text of a return: of its cells, its comments, and what lies beside."""
    for sheet in book.sheets:
        if sheet.name == STAMP_SHEET:
            continue
        for cell in sheet.cells:
            if not is_blank(cell) and not (cell.column <= COLUMNS_LEFT and _is_number(cell.value)):
                yield seen_text(cell)
        yield from (one for one in sheet.comments.values() if COMMENT_MARK not in one)
        yield from (*sheet.beside.values(), *(one.text for one in sheet.drawn))


def _is_number(value: object) -> bool:
    return str(value).removesuffix(".0").isdecimal()


def missing(book: RawBook, copy: bytes, one: Delivery) -> list[str]:
    """The texts of a return that its copy has nowhere."""
    held = [
        str(cell.value) for sheet in opened(copy) for row in sheet for cell in row if cell.value
    ]
    held += [each.spot.found for each in one.findings if each.spot]
    whole = {fold(each) for each in held}
    parts = {fold(part) for each in held for part in each.split(" | ")}
    form = sample().form
    headings = {*form.labels, *(key for table in form.tables for key in table.headings)}
    return [
        text
        for text in _texts(book)
        if heading_key(text) not in headings  # a heading is ours, in whatever words
        and fold(text)
        and fold(text) not in whole | parts
        and "表单编码" not in text
    ]


def asked(one: Delivery) -> set[str]:
    """What a return that went back has to mend."""
    return {code for code, _, _ in errors(one)} - MENDED


def _rounds(desk: Desk, book: RawBook, format_: str = "xlsx") -> tuple[Delivery, RawBook] | None:
    """The judgement of a damaged return; None for one that does not go back."""
    data = WRITERS[format_](book)
    one = desk.judged(data, format_)
    return (one, read_book(data)) if one.outcome is Outcome.SENT_BACK else None


def holds(issued: Path, folder: Path, book: RawBook, format_: str = "xlsx") -> bool:
    """Whether a return went back; then the laws were seen to hold of its copy."""
    desk = new_desk(issued, folder)
    FIGURES["damaged returns judged"] += 1
    found = _rounds(desk, book, format_)
    if found is None:
        return False
    one, read = found
    copy = desk.copy_of(one)
    FIGURES["marked copies"] += 1
    lost = missing(read, copy, one)
    FIGURES["texts missing from a copy"] += len(lost)
    assert lost == []
    back = desk.judged(copy)
    laundered = bool(asked(one)) and back.outcome is not Outcome.SENT_BACK
    FIGURES["untouched copies accepted"] += laundered
    assert not laundered, errors(one)
    mended = desk.judged(corrected(copy, one))
    in_one = mended.outcome in {Outcome.ACCEPTED, Outcome.UNCHANGED}
    FIGURES["corrected copies accepted in one round"] += in_one
    assert in_one, (errors(one), errors(mended))
    return True


SINGLE = tuple(sorted(DAMAGES))
NOT_WRITTEN = frozenset(
    {
        ("first-sheet-missing", "csv"),
        ("sheet-renamed", "csv"),
        ("text-of-32767", "xls"),
    }
)
"""A csv is the sheet with the points, if there is one; our writer of xls splits no long record."""
EACH = [(name, to) for name in SINGLE for to in sorted(WRITERS)]


@pytest.mark.reliability
@pytest.mark.parametrize(("name", "format_"), [one for one in EACH if one not in NOT_WRITTEN])
def test_every_damage_in_every_format__is_carried_asked_for_and_mended_in_one_round(
    name: str, format_: str, issued: Path, tmp_path: Path
) -> None:
    holds(issued, tmp_path / "2026", _damaged((name,)), format_)


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(SINGLE), min_size=1, max_size=3, unique=True),
    st.dictionaries(
        st.tuples(st.integers(1, 70), st.integers(1, 28)),
        st.text("风险点甲乙一二大小9", min_size=1, max_size=6),
        max_size=4,
    ),
)
def test_law__a_copy_loses_no_text_and_is_not_taken_untouched(
    issued: Path, names: list[str], anywhere: dict[tuple[int, int], str]
) -> None:
    book = _damaged(("choice-unknown", *names))
    if any(sheet.name == "风险点" for sheet in book.sheets):
        book = with_cells(book, [text(row, at, each) for (row, at), each in anywhere.items()])
    desk = new_desk(issued, issued.parent / "law")
    found = _rounds(desk, book)
    if found is None:
        return
    one, read = found
    copy = desk.copy_of(one)
    assert missing(read, copy, one) == []
    assert desk.judged(copy).outcome is Outcome.SENT_BACK or not asked(one), errors(one)
