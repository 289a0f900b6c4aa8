"""The order of all checks: read this first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lzfx.checks.cells import read_cell, read_table
from lzfx.checks.context import Known, Understood, place_of
from lzfx.checks.discreet import discreet
from lzfx.checks.linked import needed_findings, part_findings
from lzfx.checks.lone import told_once
from lzfx.checks.registry import ABOUT_CHECKS, ROW_CHECKS
from lzfx.checks.repeats import duplicate_rows, examples_left
from lzfx.checks.size import counted, size_findings
from lzfx.checks.whole import NOT_OURS, date_findings, locked_findings, stamp_findings
from lzfx.forms.spec import FormSpec
from lzfx.model.cell import Cell, SheetCell, WholeCell
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import Place, RawSubmission, Row, Stamp, Submission, Value


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked return: every finding, and the submission when none of them is an error.

    `seen` are its values, be they right or not; None for one that is not ours.
    """

    submission: Submission | None
    findings: tuple[Finding, ...]
    seen: Understood | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the return out."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)


def check(raw: RawSubmission, form: FormSpec, known: Known) -> Checked:
    """Check a located return against its form, the roster and the master table, all at once.

    The structure comes first (what `raw` already says), then identity, cells, named checks of the
    form, and what only shows against other returns. A return of nobody is never taken in (why it
    has no stamp is said by who recognised it), and one that is not ours, or far too large, is
    looked at no further. Of one kind a few hundred findings are listed, the others are counted.
    """
    findings: list[Finding] = list(raw.findings)
    if raw.stamp is not None:
        whose = tuple(stamp_findings(raw.stamp, form, known, raw))
        not_ours = tuple(finding for finding in whose if finding.code in NOT_OURS)
        if not_ours:
            return Checked(None, not_ours)
        findings.extend(whose)
    too_large = tuple(size_findings(raw, form))
    if too_large:
        return Checked(None, too_large)
    seen = _understand(raw, form, known, findings)
    if form.stamped:
        findings.extend(locked_findings(seen))
        findings.extend(date_findings(seen))
    findings.extend(needed_findings(seen))
    findings.extend(part_findings(seen))
    for name in form.checks:
        findings.extend(ROW_CHECKS[name](seen))
    findings.extend(duplicate_rows(seen))
    findings.extend(examples_left(seen) if form.stamped else ())
    for about in (form.about, *(table.about for table in form.tables)):
        for of_about in ABOUT_CHECKS.get(about, ()):
            findings.extend(of_about(seen))
    sheets = (raw.header_sheet, *(table.sheet for table in raw.tables))
    said = tuple(counted(_settled(discreet(form, told_once(seen, findings)), sheets)))
    wrong = any(finding.severity is Severity.ERROR for finding in said)
    nobody = form.stamped and raw.stamp is None
    return Checked(None if wrong or nobody else submission_of(seen), said, seen)


def understood(raw: RawSubmission, form: FormSpec, known: Known) -> Understood:
    """The values of a return without any judgement, as for one that was judged before."""
    return _understand(raw, form, known, [])


def _understand(
    raw: RawSubmission, form: FormSpec, known: Known, findings: list[Finding]
) -> Understood:
    """Read all cells; the empty frame of choices is needed first, so it is built in two steps."""
    header: dict[str, Value] = {}
    tables: dict[str, tuple[Row, ...]] = {}
    seen = Understood(form, raw, known, header, tables)
    for spec in form.header if raw.header_sheet or raw.header_places else ():
        place = raw.header_places.get(spec.name)
        if place is None:
            where = Where(raw.file, raw.header_sheet)
            severity = Severity.ERROR if spec.required else Severity.ADVICE
            findings.append(Finding("header-missing", where, {"title": spec.title}, severity))
            continue
        reading = read_cell(raw.header.get(spec.name), spec, seen.choices(spec), place)
        header[spec.name] = reading.value
        findings.extend(reading.findings)
    for table in form.tables:
        located = raw.table(table.name)
        if located is None:
            continue
        rows, said = read_table(
            located,
            table.fields,
            seen.choices,
            lambda number, name, table=table.name: place_of(raw, table, number, name),  # type: ignore[misc]
        )
        tables[table.name] = rows
        findings.extend(said)
    return seen


_BETTER_SAID: Mapping[FindingCode, tuple[FindingCode, ...]] = {
    "too-long": ("flow-text-too-long",),
    "several-levels": ("not-a-choice", "not-a-choice-near"),
    "example-left": ("measure-of-other", "measure-repeated"),
    "measure-of-other": ("measure-repeated",),
    "required-empty": ("still-empty",),
    "required-nothing": ("still-empty",),
}


def _settled(findings: Iterable[Finding], sheets: tuple[str, ...]) -> tuple[Finding, ...]:
    """Each finding once, errors first, in sheet order; left out is what another says better."""
    findings = tuple(findings)
    silenced = {
        (worse, finding.where)
        for finding in findings
        for worse in _BETTER_SAID.get(finding.code, ())
    }
    rank = {severity: number for number, severity in enumerate(Severity)}
    order = {sheet: number for number, sheet in enumerate(dict.fromkeys(("", *sheets)))}
    unique: dict[str, Finding] = {}
    for finding in findings:
        if (finding.code, finding.where) not in silenced:
            unique.setdefault(repr(finding), finding)
    return tuple(
        sorted(
            unique.values(),
            key=lambda one: (
                rank[one.severity],
                order.get(one.where.sheet, len(order)),
                _as_read(one.where.cell),
            ),
        )
    )


def _as_read(cell: Cell | WholeCell | None) -> tuple[int, int, int]:
    """What orders cells as they are read: no cell, then cells of a sheet, then those of a whole."""
    if cell is None:
        return (0, 0, 0)
    return (1 if isinstance(cell, Cell) else 2, cell.row, cell.column)


def submission_of(seen: Understood) -> Submission:
    """The return as it is taken in: typed values with the place of every one of them."""
    raw = seen.raw
    return Submission(
        stamp=raw.stamp or Stamp(seen.form.name, seen.form.version, "", "", 0),
        file=raw.file,
        sha256=raw.sha256,
        header=seen.header,
        tables=seen.tables,
        places={table.name: Place(table.sheet, dict(table.columns)) for table in raw.tables},
        header_cells={
            name: SheetCell(where.sheet, where.cell)
            for name, where in raw.header_places.items()
            if isinstance(where.cell, Cell)
        },
    )
