"""Every sheet, shape and comment: what a file says is read, or is as issued, or is named.

Damage is drawn by hypothesis and written in every format; `pytest -m reliability` draws far more
and prints how much was left out unsaid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.conservation import Told, is_ours, told, unsaid, whispered, whole
from support.figures import FIGURES
from support.hostile_books import with_cells
from support.hostile_judge import changed
from support.hostile_sheets import EDITS, NOT_IN, WRITERS

from lzfx.checks import own_sheets
from lzfx.forms.characters import fold
from lzfx.forms.places import a1
from lzfx.intake import beside, locate
from lzfx.intake.book import read_book
from lzfx.model.book import CellKind, Drawn, RawBook, RawCell, RawSheet

FORMATS = ("xlsx", "ods", "xls")
_SENTENCE = "窗口人员暗示申请人可以加快办理并要求另行表示"
_IN_PLAIN_WORDS = frozenset((fold(_SENTENCE),))
ANSWERS = (
    "二级", "违规", "违法、违章", "自己查",
    "办理再生育审批时收受当事人礼金，违规提前办结。",
    "本页第3行作废，以附表为准",
    _SENTENCE,
)  # fmt: skip
PLAIN = ("备查", "已阅", "甲", "2026", "见右", "√", "负责人（签字）", "填表人：岑砚秋")
_OWN = ("填报说明", "填写示例", "签字页", "_lists", "_lzfx")
_SHEETS = ("风险点", "岗位职责", *_OWN, "另页")
_AS_ANSWERS: Mapping[str, object] = {fold(text): None for text in ANSWERS}

_TEXTS = st.sampled_from((*ANSWERS, *PLAIN))
_PLACES = st.tuples(st.sampled_from(_SHEETS), st.integers(1, 90), st.integers(1, 30))
_CELLS = st.dictionaries(_PLACES, _TEXTS, max_size=8)
_BESIDE = st.dictionaries(_PLACES, _TEXTS, max_size=2)
_EDITED = tuple(sorted(EDITS))
_NO_BOOK = frozenset(("sheet-missing", "first-sheet-missing", "headings-gone", "text-too-long"))


def damaged(
    format_: str,
    edit: str,
    cells: Mapping[tuple[str, int, int], str],
    comments: Mapping[tuple[str, int, int], str],
    drawn: Mapping[tuple[str, int, int], str],
) -> RawBook:
    """The clean return with an edit, with texts put into cells, and with comments and shapes."""
    book = whole()
    if edit not in NOT_IN[format_] | _NO_BOOK:
        book = EDITS[edit]()(book)
    wanted = {sheet for sheet, _, _ in (*cells, *comments, *drawn)}
    have = {one.name for one in book.sheets}
    more = (RawSheet(name, True, ()) for name in sorted(wanted - have))  # noqa: FBT003
    book = replace(book, sheets=(*book.sheets, *more))
    for name in sorted(wanted):
        put = [
            RawCell(row, column, CellKind.TEXT, text)
            for (sheet, row, column), text in cells.items()
            if sheet == name and (name, row) != ("_lzfx", 1)
        ]
        book = with_cells(book, put, name)
        boxes = tuple(Drawn(row, at, text) for (on, row, at), text in drawn.items() if on == name)
        book = replace(
            book,
            sheets=tuple(
                replace(one, drawn=boxes) if one.name == name else one for one in book.sheets
            ),
        )
    if format_ != "xls":
        book = _with_comments(book, comments)
    return book


def _with_comments(book: RawBook, comments: Mapping[tuple[str, int, int], str]) -> RawBook:
    return replace(
        book,
        sheets=tuple(
            replace(
                one,
                comments={
                    **one.comments,
                    **{a1(r, c): text for (on, r, c), text in comments.items() if on == one.name},
                },
            )
            for one in book.sheets
        ),
    )


def judged(format_: str, book: RawBook) -> Told:
    """The book written, read again, and judged."""
    return told(read_book(WRITERS[format_](book)))


def test_clean__nothing_is_left_out_and_nothing_is_said_of_it() -> None:
    one = told(whole())
    assert list(unsaid(one)) == []
    codes = {finding.code for finding in one.findings}
    assert codes <= {"normalised", "read-as-text"}


_Put = dict[tuple[str, int, int], str]
_DAMAGE = st.tuples(st.sampled_from(_EDITED), _CELLS, _BESIDE, _BESIDE)


@pytest.mark.parametrize("format_", FORMATS)
@settings(deadline=None, max_examples=60)
@given(damage=_DAMAGE)
def test_law__nothing_is_left_out_unsaid(
    format_: str, damage: tuple[str, _Put, _Put, _Put]
) -> None:
    assert _broken(judged(format_, damaged(format_, *damage))) == ([], [])


@pytest.mark.reliability
@pytest.mark.parametrize("format_", FORMATS)
def test_law__nothing_is_left_out_unsaid__many(format_: str) -> None:
    @settings(deadline=None, max_examples=1500, database=None)
    @given(damage=_DAMAGE)
    def tried(damage: tuple[str, _Put, _Put, _Put]) -> None:
        FIGURES["damaged forms"] += 1
        left_out, otherwise = _broken(judged(format_, damaged(format_, *damage)))
        FIGURES["left out unsaid"] += bool(left_out)
        FIGURES["changed unsaid"] += bool(otherwise)
        assert (left_out, otherwise) == ([], [])

    tried()


def _broken(one: Told) -> tuple[list[str], list[str]]:
    """What of a return was left out without a word loud enough, and what was taken otherwise."""
    if not is_ours(one):
        return [], []
    left_out = [*unsaid(one), *whispered(one, _AS_ANSWERS, _IN_PLAIN_WORDS)]
    return left_out, list(changed(one.raw, one.checked))


# tests of the test: what says nothing is caught


def _cell(sheet: str, row: int, at: int, text: str) -> RawBook:
    return damaged("xlsx", "clean", {(sheet, row, at): text}, {}, {})


SILENT: Mapping[str, tuple[RawBook, object, str]] = {
    "a shape": (
        damaged("xlsx", "clean", {}, {}, {("签字页", 3, 3): "违规"}),
        beside,
        "_drawn",
    ),
    "a comment on an own sheet": (
        damaged("xlsx", "clean", {}, {("填写示例", 3, 3): "违规"}, {}),
        beside,
        "_comments",
    ),
    "a further sheet": (_cell("另页", 3, 3, "违规"), beside, "_extra_sheet"),
    "an answer on the example": (_cell("填写示例", 80, 2, "违规"), own_sheets, "_written"),
    "text over a table": (_cell("岗位职责", 1, 9, "违规"), locate, "_above"),
}


@pytest.mark.parametrize("name", SILENT)
def test_law__catches_who_leaves_something_out(name: str) -> None:
    book, module, part = SILENT[name]
    assert _broken(told(book)) == ([], [])
    with patch.object(module, part, lambda *_, **__: iter(())):
        assert _broken(told(book))[0] != []
