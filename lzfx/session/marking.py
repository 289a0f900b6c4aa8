"""The marked copy of a return: its findings at their spots on the copy, and the workbook itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lzfx.campaign.prefill import identified
from lzfx.checks.partial import Verdict
from lzfx.forms.layout import UNREAD_SHEET
from lzfx.forms.stamp import answering
from lzfx.forms.unread_list import HEADS, answer_at
from lzfx.messages import sentences_to_unit, word
from lzfx.model.cell import Cell
from lzfx.model.filling import KeptLook
from lzfx.model.finding import Finding, Severity, Spot, Where
from lzfx.model.submission import Stamp
from lzfx.model.unread import UnreadLine
from lzfx.session.copies import CameBack, Copies, Copy, Return, named
from lzfx.session.explained import Answered, told_as_explained
from lzfx.session.issuing import notes_of
from lzfx.session.opening import Session
from lzfx.workbook.marked import build_marked
from lzfx.workbook.refill import refill
from lzfx.workbook.spots import hidden_in_copy, remarks_of, spotted


class Marking:
    """A judged return beside the fresh form that its unit gets back.

    `found` are its findings, in the files they stand in, each with its spot in the words of the
    form. Only one that `goes_back` has a copy, so only there the spots have cells; of any other
    return the questions alone have spots. A question that was answered is said, and not asked;
    the copy does not repeat it. Of a return that goes back it is also found what has no place in
    the copy: the unit has to say what becomes of it.
    """

    def __init__(  # noqa: PLR0913 - a return and all that it is marked by
        self,
        one: Return,
        verdict: Verdict,
        answered: Answered,
        copies: Copies,
        before: CameBack,
        *,
        goes_back: bool,
    ) -> None:
        self._one, self._verdict = one, verdict
        self._copy = Copy(refill(one.form, one.known.issued, one.raw))
        self._in_whole: tuple[Finding, ...] = ()
        self.found = verdict.found
        raw = verdict.refilled
        if goes_back:
            self._copy = copies.copy_of(one, raw, before)
        elif any(each.severity is not Severity.ADVICE for each in verdict.found):
            self._copy = Copy(refill(one.form, one.known.issued, raw, copies.choices(one)))
        else:
            return
        refilled, rows = self._copy.refilled.filling, self._copy.refilled.rows
        told = verdict.refilled_findings
        spots = spotted(one.form, refilled, raw, told, rows)
        found: list[Finding] = []
        for each, spot in zip(verdict.found, spots, strict=True):
            whole = spot
            if each.code == "unread-unanswered":
                whole = replace(spot, spot=_of_lines(self._copy.lines))
            placed = replace(each, spot=whole.spot) if goes_back else _without_copy(each, whole)
            answer = answered.answer(one.form, one.stamp.subject, placed, refilled)
            if answer is None:
                self._in_whole = (*self._in_whole, whole)
            found.append(told_as_explained(placed, answer) if answer else placed)
        if goes_back:
            asked = tuple(_asked(raw.file, self._copy.lines, before.lines))
            found = _errors_first(found, asked)
            self._in_whole = tuple(_errors_first(self._in_whole, asked))
        self.found = tuple(found)

    def copy(self, session: Session, stamp: Stamp) -> bytes:
        """A fresh form of this campaign with the sender's answers and the faults at their cells.

        It says which return it answers, so that it is checked against that when it comes back.
        """
        form, raw = self._one.form, self._verdict.refilled
        this_year = replace(stamp, campaign=session.campaign.code, version=form.version)
        base = identified(self._one.known.issued, this_year, session.ledger.key)
        made = self._copy.refilled
        refilled = replace(made.filling, token=base.token, code=answering(base.code, raw.sha256))
        remarks = remarks_of(form, raw, self._in_whole, sentences_to_unit, made.rows)
        counts = {
            severity: sum(one.severity is severity for one in self._in_whole)
            for severity in Severity
        }
        head = word(
            "marked-head",
            unit=session.everybody.called(stamp.subject, form.owed_by),
            file=raw.file,
            errors=counts[Severity.ERROR],
            queries=counts[Severity.QUERY],
            deadline=session.campaign.deadline_of(form.name),
        )
        notes = notes_of(session, form)
        rows, columns = hidden_in_copy(form, raw, self._verdict.refilled_findings, made.rows)
        kept = KeptLook(made.struck, rows, columns)
        return build_marked(form, refilled, notes, remarks, (head,), self._copy.lines, kept)


def _asked(
    file: str, lines: Sequence[UnreadLine], before: Sequence[UnreadLine]
) -> Iterable[Finding]:
    """What has no place in the copy and has to be accounted for, as one finding; none of nothing.

    What an earlier copy asked about already has its own finding, and so has a table that is lost.
    """
    fresh = [line for line in lines[len(before) :] if line.is_open and (line.texts or line.more)]
    if fresh:
        first = fresh[0]
        where = Where(file, first.sheet, Cell(first.row, first.column) if first.row else None)
        params = {"count": len(fresh), "cells": named(fresh)}
        yield Finding("content-unread", where, params, spot=_of_lines(lines, len(before)))


def _of_lines(lines: Sequence[UnreadLine], since: int = 0) -> Spot:
    """The spot of the first line that is open, from that one on."""
    at = next((at for at, line in enumerate(lines) if at >= since and line.is_open), 0)
    found = "；".join(lines[at].texts) if lines else ""
    return Spot(UNREAD_SHEET, answer_at(at), title=HEADS[-1], found=found)


def _errors_first(found: Iterable[Finding], asked: Sequence[Finding]) -> list[Finding]:
    """The findings with those of unread texts behind the other errors."""
    told = list(found)
    errors = sum(one.severity is Severity.ERROR for one in told)
    return [*told[:errors], *asked, *told[errors:]]


def _without_copy(one: Finding, whole: Finding) -> Finding:
    """A finding of a return that has no copy, in the words of the form."""
    if one.severity is Severity.ADVICE or whole.spot is None:
        return one
    return replace(one, spot=replace(whole.spot, cell=None))
