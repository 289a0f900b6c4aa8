"""Marked copies: what a return leaves for its copy to list, and what a copy that comes back owes.

A copy holds only what was understood. What was not is listed in it, and is no less a fault when the
copy comes back without an answer: it is looked up in the return that the copy says it answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lzfx.campaign.choices import choices_for
from lzfx.checks.context import Known
from lzfx.checks.kept import (
    rows_again,
    said_otherwise,
    settled_in_form,
    texts_of,
    with_answers,
)
from lzfx.checks.partial import Past, judged
from lzfx.forms.as_shown import shown_text
from lzfx.forms.layout import UNREAD_SHEET, answer_cell
from lzfx.forms.spec import Choice, FieldSpec, FormSpec
from lzfx.forms.stamp import answered_in
from lzfx.forms.unread_list import FILLED_IN
from lzfx.intake.accounted import lines_on_copy
from lzfx.intake.locate import locate
from lzfx.intake.unread import Printed, unread_lines
from lzfx.ledger.queries import all_deliveries
from lzfx.model.book import CellKind, RawBook
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Where
from lzfx.model.ledger import Delivery, Outcome
from lzfx.model.submission import RawSubmission, Stamp
from lzfx.model.unread import UnreadLine
from lzfx.session.history import History, whose
from lzfx.session.issuing import notes_of
from lzfx.session.opening import Session
from lzfx.workbook.printed import printed_texts
from lzfx.workbook.refill import At, Choices, Refilled, refill

_NAMED = 3
"""Places of unread texts that are named at most."""


@dataclass(frozen=True, slots=True)
class Return:
    """A return as it was read, and all that it is judged by."""

    book: RawBook
    raw: RawSubmission
    form: FormSpec
    stamp: Stamp
    known: Known
    past: Past


@dataclass(frozen=True, slots=True)
class StillEmpty:
    """An answer of a copy that came back as empty as it went out; `value` is what was there."""

    table: str
    number: int
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """What a return owes because of the copy it is: texts to account for, answers still empty."""

    lines: tuple[UnreadLine, ...] = ()
    empty: tuple[StillEmpty, ...] = ()
    findings: tuple[Finding, ...] = ()

    def owing(self, raw: RawSubmission) -> RawSubmission:
        """The return with what it owes among its findings."""
        return replace(raw, findings=(*raw.findings, *self.findings))


@dataclass(frozen=True, slots=True)
class Copy:
    """What the copy of a return holds; `unknown` are answers left empty, by what was there."""

    refilled: Refilled
    unknown: Mapping[At, str] = field(default_factory=dict)
    lines: tuple[UnreadLine, ...] = ()


class Copies:
    """Copies as they are made of returns; the ledger is read once."""

    def __init__(self, session: Session, history: History) -> None:
        self._session = session
        self._history = history
        self._sent_back: dict[str, tuple[Delivery, ...]] = {}
        self._printed: dict[tuple[str, str, int], Printed] = {}

    def came_back(self, one: Return) -> CameBack:
        """What a return owes as the copy that it says it is; nothing where it is none."""
        on_copy = lines_on_copy(one.book)
        asked = self._answered(one)
        book = self._history.original(asked) if asked else None
        if asked is None or book is None:
            lines = on_copy
            empty: tuple[StillEmpty, ...] = ()
        else:
            copy = self._copy_again(one, asked, book)
            lines = with_answers(copy.lines, on_copy)
            lines = tuple(_filled_in(one.raw, one.form, copy, lines))
            empty = tuple(_still_empty(one.raw, copy))
        return CameBack(lines, empty, tuple(_findings(one, lines, empty, on_copy)))

    def copy_of(self, one: Return, whole: RawSubmission, before: CameBack) -> Copy:
        """The copy of a return, of which `whole` is what its answers are taken from."""
        refilled = refill(one.form, one.known.issued, whole, self.choices(one))
        unknown = dict.fromkeys(refilled.unknown, "")
        for each in before.empty:
            row = refilled.rows.get(each.table, {}).get(each.number)
            if not each.table or row is not None:
                unknown[each.table, row, each.field] = each.value
        fresh = unread_lines(
            one.book,
            one.raw,
            one.form,
            self._words_of(one),
            refilled.placed | set(_marks(one, whole)),
            restored=refilled.restored,
        )
        lost = tuple(
            UnreadLine(table.sheet, "", (), 0, 0)
            for table in one.form.tables
            if whole.table(table.name) is None
        )
        return Copy(refilled, unknown, (*before.lines, *fresh, *lost))

    def choices(self, one: Return) -> Choices:
        """What may be chosen in each field by whoever's return it is."""
        everybody = one.known.everybody
        subject = everybody.find(one.stamp.subject, one.form.owed_by)

        def offered(spec: FieldSpec) -> tuple[Choice, ...]:
            if spec.roster is None:
                return spec.choices
            return choices_for(spec, everybody, subject) if subject else ()

        return offered

    def _copy_again(self, one: Return, asked: Delivery, book: RawBook) -> Copy:
        """The copy that went out for an earlier return, made again from its original."""
        raw = locate(book, one.form, file=asked.file, sha256=asked.sha256, stamp=one.stamp)
        earlier = Return(book, raw, one.form, one.stamp, one.known, one.past)
        whole = judged(raw, one.form, one.known, one.past).refilled
        copy = self.copy_of(earlier, whole, self.came_back(earlier))
        told = {
            (spot.sheet, spot.cell): spot.found
            for spot in (finding.spot for finding in asked.findings)
            if spot is not None and spot.cell is not None
        }
        unknown = {}
        for at, value in copy.unknown.items():
            place = answer_cell(one.form, *at)
            unknown[at] = value or (told.get((place.sheet, place.cell), "") if place else "")
        return Copy(copy.refilled, unknown, copy.lines)

    def _answered(self, one: Return) -> Delivery | None:
        """The return that was sent back and that this one says it answers; the newest of several.

        A return never answers itself or a later one.
        """
        marks = {
            mark
            for sheet in one.book.sheets
            for cell in sheet.cells
            if cell.kind is CellKind.TEXT and (mark := answered_in(str(cell.value)))
        }
        found = None
        for each in self._all(one.form) if marks else ():
            if each.sha256 == one.raw.sha256:
                break
            mine = whose(one.form, each.subject, each.issue)
            if mine == whose(one.form, one.stamp.subject, one.stamp.issue) and any(
                each.sha256.startswith(mark) for mark in marks
            ):
                found = each
        return found

    def _all(self, form: FormSpec) -> tuple[Delivery, ...]:
        """All returns of a form that were sent back, as they were recorded."""
        if form.name not in self._sent_back:
            self._sent_back[form.name] = tuple(
                one
                for one in all_deliveries(self._session.ledger, form.name)
                if one.outcome is Outcome.SENT_BACK
            )
        return self._sent_back[form.name]

    def _words_of(self, one: Return) -> Printed:
        """The words of our own on the workbook that this return was issued in."""
        key = (one.form.name, one.stamp.subject, one.stamp.issue)
        if key not in self._printed:
            notes = notes_of(self._session, one.form)
            self._printed[key] = printed_texts(one.form, one.known.issued, notes)
        return self._printed[key]


def _marks(one: Return, whole: RawSubmission) -> Iterator[tuple[str, int, int]]:
    """The cells that only said which rows of a part are corrections: that was done."""
    for table in one.form.tables:
        located, made = one.raw.table(table.name), whole.table(table.name)
        if located and made and made.made and table.mark:
            for row in located.rows:
                if cell := row.cells.get(table.mark):
                    yield located.sheet, row.number, cell.column


def _filled_in(
    raw: RawSubmission, form: FormSpec, copy: Copy, lines: Sequence[UnreadLine]
) -> Iterator[UnreadLine]:
    """The lines; those whose texts the form now has are answered by that."""
    filling = copy.refilled.filling
    copied = [*filling.header.values()]
    came = [shown_text(cell) for cell in raw.header.values()]
    filled: set[str] = set()
    for table in form.tables:
        went = filling.tables.get(table.name, ())
        back = texts_of(raw, table.name)
        copied += (text for row in went for text in row.values())
        came += (text for row in back.values() for text in row.values())
        if said_otherwise(went, back):
            filled.add(table.sheet)
    for line in settled_in_form(lines, copied, came, FILLED_IN):
        lost = line.is_open and not line.area and line.sheet in filled
        yield _answered_by_form(line) if lost else line


def _answered_by_form(line: UnreadLine) -> UnreadLine:
    return UnreadLine(line.sheet, line.area, line.texts, line.row, line.column, answer=FILLED_IN)


def _still_empty(raw: RawSubmission, copy: Copy) -> Iterator[StillEmpty]:
    """Answers of which nobody knows what was meant, that are still empty in what came back.

    A row that was taken out answers what was asked about it.
    """
    filling = copy.refilled.filling
    pairs: dict[str, Mapping[int, int]] = {}
    for (table, row, name), value in copy.unknown.items():
        if not table:
            if name not in raw.header:
                yield StillEmpty("", 0, name, value)
            continue
        back = texts_of(raw, table)
        if table not in pairs:
            pairs[table] = rows_again(filling.tables[table], back)
        number = pairs[table].get(row or 0)
        if number is not None and not back[number].get(name):
            yield StillEmpty(table, number, name, value)


def _findings(
    one: Return,
    lines: Sequence[UnreadLine],
    empty: Sequence[StillEmpty],
    on_copy: Sequence[UnreadLine],
) -> Iterator[Finding]:
    raw, form = one.raw, one.form
    for each in empty:
        if each.table:
            located = raw.table(each.table)
            at = located.columns.get(each.field) if located else None
            if located is None or at is None:
                continue
            where = Where(raw.file, located.sheet, located.cell(each.number, at))
            title = form.table(each.table).field(each.field).title
        else:
            where = raw.header_places.get(each.field, Where(raw.file, raw.header_sheet))
            title = next(spec.title for spec in form.header if spec.name == each.field)
        yield Finding("still-empty", where, {"title": title, "value": each.value})
    left = [line for line in lines if line.is_open]
    if left:
        rows = {line.key: Cell(line.row, line.column) for line in on_copy}
        where = Where(raw.file, UNREAD_SHEET, rows.get(left[0].key))
        yield Finding("unread-unanswered", where, {"count": len(left), "cells": named(left)})


def named(lines: Sequence[UnreadLine]) -> str:
    """Where the first of the lines stand, as it is quoted."""
    places = [f"{line.sheet} {line.area}".strip() for line in lines[:_NAMED]]
    return "、".join(places) + ("等" if len(lines) > _NAMED else "")
