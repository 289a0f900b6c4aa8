"""Whether a return is a part or the whole, and its judgement as the one or the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lzfx.checks.check import Checked, check, submission_of, understood
from lzfx.checks.context import Known, Understood
from lzfx.checks.corrections import Before, laid_over
from lzfx.checks.versions import paired
from lzfx.forms.spec import CORRECTED, FormSpec
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import RawSubmission, Submission

_BESIDE = frozenset((CORRECTED, "new", "drop"))
_FEW = 2
_SHARE = 4
_ONE_SHEET = ("csv",)
"""Containers that hold one sheet, whatever the workbook had."""

_LACKING: tuple[FindingCode, ...] = ("header-missing", "table-missing")


class As(StrEnum):
    """As what a person says a return is to be taken; rows marked as corrections are always such."""

    IT_SAYS = ""
    WHOLE = "whole"
    CORRECTIONS = "corrections"


@dataclass(frozen=True, slots=True)
class Past:
    """What the subject sent before: the valid return, and a later whole one that was sent back.

    `numbers` are the ids that rows of the valid one were given, by the number of the row.
    """

    valid: Submission | None = None
    faulty: Before | None = None
    numbers: Mapping[int, str] = field(default_factory=dict)

    @property
    def last(self) -> Before | None:
        """The last whole return."""
        valid = Before(self.valid, numbers=self.numbers) if self.valid is not None else None
        return self.faulty or valid


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judged return.

    `found` is placed in the files the cells stand in; `refilled` is what a marked copy is made of,
    and `refilled_findings` are the same findings, one for one, at its rows. `waits` says that a
    person must tell a part from the whole.
    """

    submission: Submission | None
    found: tuple[Finding, ...]
    refilled: RawSubmission
    refilled_findings: tuple[Finding, ...]
    waits: bool = False


def says_corrections(seen: Understood) -> bool:
    """Whether the unit says so itself: every row is marked, and one at least as corrected."""
    marks = [
        row.values.get(table.mark)
        for table in seen.form.tables
        for row in (seen.tables.get(table.name, ()) if table.mark else ())
    ]
    return CORRECTED in marks and _BESIDE.issuperset(marks)


def judged(
    raw: RawSubmission,
    form: FormSpec,
    known: Known,
    past: Past,
    wanted: As = As.IT_SAYS,
) -> Verdict:
    """Check a return as what it is beside the earlier ones of its subject.

    Corrections are laid over the last whole one, which is the valid one unless a later one was
    sent back, and checked as a whole; one sheet alone takes from the valid one what it cannot
    carry itself. One that says nothing and lacks many rows of the last one waits for a person,
    unless it could be taken in neither as the whole nor as corrections.
    """
    before = past.last
    first = check(raw, form, known)
    if first.seen is None:
        return _plain(first, raw)
    told = wanted is As.CORRECTIONS or says_corrections(first.seen)
    if told and before is None:
        says = Finding("corrections-of-nothing", Where(raw.file))
        return _plain(replace(first, submission=None, findings=(says, *first.findings)), raw)
    if told and before is not None:
        return _completed(first.seen, before, by_rows=True)
    if raw.container in _ONE_SHEET and (lacking := _lacking(first.seen)):
        return _one_sheet(first, first.seen, past.valid, lacking)
    asked = _fewer(first.seen, before.whole) if before and wanted is not As.WHOLE else None
    if asked is None or before is None:
        return _plain(first, raw)
    as_part = _completed(first.seen, before, by_rows=True)
    waits = first.submission is not None or as_part.submission is not None
    if not waits:
        findings = (
            *first.findings,
            Finding("rows-fewer-sent-back", asked.where, asked.params, asked.severity),
        )
    else:
        findings = (*(first.findings if first.submission is not None else ()), asked)
    return Verdict(None, findings, raw, findings, waits=waits)


def whole_again(
    raw: RawSubmission, form: FormSpec, known: Known, before: Before, *, by_rows: bool
) -> Submission:
    """What a part was taken in as, made again from it and from the return it was laid on."""
    whole = laid_over(understood(raw, form, known), before, by_rows=by_rows)
    return whole.settled(submission_of(understood(whole.raw, form, known)))


def sent_back(raw: RawSubmission, form: FormSpec, known: Known) -> Before:
    """A return that was sent back, as the one that its corrections are laid over."""
    return Before(submission_of(understood(raw, form, known)), raw)


def _plain(checked: Checked, raw: RawSubmission) -> Verdict:
    return Verdict(checked.submission, checked.findings, raw, checked.findings)


def _completed(
    seen: Understood, before: Before, *, by_rows: bool, said: Iterable[Finding] = ()
) -> Verdict:
    whole = laid_over(seen, before, by_rows=by_rows)
    checked = check(whole.raw, seen.form, seen.known)
    found = tuple(whole.placed((*checked.findings, *whole.said, *said)))
    taken = whole.settled(checked.submission) if checked.submission is not None else None
    in_files, in_whole = (tuple(pair[at] for pair in found) for at in (0, 1))
    return Verdict(taken, in_files, whole.raw, in_whole)


def _lacking(seen: Understood) -> tuple[str, ...]:
    """What one sheet does not hold of its form: titles of single cells, and names of sheets."""
    raw = seen.raw
    cells = [spec.title for spec in seen.form.header if spec.name not in raw.header_places]
    sheets = [table.sheet for table in seen.form.tables if raw.table(table.name) is None]
    return (*cells, *(f"“{sheet}”页" for sheet in sheets))


def _one_sheet(
    first: Checked, seen: Understood, earlier: Submission | None, lacking: tuple[str, ...]
) -> Verdict:
    """A sheet saved alone: completed from the earlier return, else one finding of all it lacks."""
    raw = seen.raw
    if earlier is not None and (raw.tables or raw.header_sheet):
        params = {"fields": lacking, "other": earlier.file}
        said = Finding("taken-from-earlier", Where(raw.file), params, Severity.ADVICE)
        return _completed(seen, Before(earlier), by_rows=False, said=(said,))
    says = Finding("one-sheet-only", Where(raw.file), {"fields": lacking})
    rest = tuple(one for one in first.findings if one.code not in _LACKING)
    return _plain(replace(first, submission=None, findings=(says, *rest)), raw)


def _fewer(seen: Understood, earlier: Submission) -> Finding | None:
    """The question whether rows that do not come back were deleted, where they are many."""
    for table in seen.form.tables:
        old, new = earlier.tables.get(table.name, ()), seen.tables.get(table.name, ())
        located = seen.raw.table(table.name)
        if table.fixed or located is None:
            continue
        gone = len(old) - len(paired(table, old, new))
        if gone > _FEW and gone * _SHARE >= len(old):
            where = Where(seen.raw.file, located.sheet)
            params = {"gone": gone, "before": len(old), "now": len(new), "other": earlier.file}
            return Finding("rows-fewer", where, params, Severity.QUERY)
    return None
