"""What collecting says of one file of the sample, asked without workspace and ledger."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from support.sample_content import Sample

from lzfx.checks.check import check
from lzfx.checks.context import Known
from lzfx.checks.identity import carriers, recognise
from lzfx.checks.points.known import PointsKnown
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold
from lzfx.forms.layout import OWN_SHEETS
from lzfx.intake.archive import members
from lzfx.intake.book import read_book
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.sniff import Container, sniff
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import RawSubmission, Submission
from lzfx.rules.wording import conducts_in


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a file: whose it is, what was said, and the submission if it was taken in."""

    subject: str
    level: str
    findings: tuple[Finding, ...]
    submission: Submission | None = None
    raw: RawSubmission | None = None

    def codes(self, severity: Severity) -> list[str]:
        """The codes of one severity, each once, in alphabetical order."""
        return sorted({one.code for one in self.findings if one.severity is severity})


def judge(sample: Sample, name: str, data: bytes, day: date, sender: str = "") -> Verdict:
    """Read, recognise, locate and check a file received on that day from that unit."""
    try:
        book = read_book(data)
    except Refused as refused:
        return Verdict("", "", (Finding(refused.code, Where(name), refused.params),))
    found = carriers(book, name)
    stamp, said = recognise(found, {sample.form.name: sample.form}, sample.key, name)
    if stamp is None:
        return Verdict("", "", said)
    raw = locate(book, sample.form, file=name, sha256=hashlib.sha256(data).hexdigest(), stamp=stamp)
    checked = check(raw, sample.form, known(sample, stamp.subject, day, sender))
    findings = (*said, *checked.findings)
    level = "A" if found.tokens else "B"
    wrong = any(one.severity is Severity.ERROR for one in findings)
    return Verdict(stamp.subject, level, findings, None if wrong else checked.submission, raw)


def known(sample: Sample, subject: str, day: date, sender: str = "") -> Known:
    """The office's side; the measures of all but subject and sender count as received already."""
    issued = Filling() if sample.roster.unit(subject) is None else sample.issued(subject)
    rules = sample.evaluator(day)
    return Known(
        campaign=sample.campaign,
        roster=sample.roster,
        received_on=day,
        issued=issued,
        beside=(
            PointsKnown(
                measures=_measures(sample, {subject, sender}),
                level_of=rules.level_of,
                grounds_of=rules.grounds_of(sample.labels),
                hint_of=rules.hint_of(sample.labels),
                rolled=rules.rolled,
                conducts_in=conducts_in,
            ),
        ),
    )


def _measures(sample: Sample, left_out: set[str]) -> dict[str, str]:
    return {
        fold(point["measures"]): unit.name
        for unit in sample.roster.units
        if unit.code not in left_out
        for point in sample.content(unit.code)["points"]
    }


def content_of(data: bytes | Refused) -> object:
    """All a reader sees in a file, to be compared; the bytes themselves when it is no workbook."""
    if isinstance(data, Refused):
        return repr(data)
    if sniff(data) is Container.ZIP:
        return [(name, content_of(member)) for name, member in members(data)]
    try:
        return read_book(data)
    except Refused:
        return data


def answers_of(sample: Sample, data: bytes) -> object:
    """The answers in a workbook as they are shown, whatever program saved it."""
    book = read_book(data)
    raw = locate(book, sample.form, file="", sha256="", stamp=None)
    header = {name: shown_text(cell) for name, cell in raw.header.items()}
    tables = {
        table.name: [
            (row.number, {name: shown_text(cell) for name, cell in row.cells.items()})
            for row in table.rows
        ]
        for table in raw.tables
    }
    others = {
        sheet.name: [shown_text(cell) for cell in sheet.cells if not cell.formula]
        for sheet in book.sheets
        if sheet.name not in OWN_SHEETS
    }
    return header, tables, others, carriers(book, "")
