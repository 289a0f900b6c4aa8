"""The form as a whole: version, campaign, subject, locked cells, dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lzfx.checks.context import Known, Understood
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold
from lzfx.forms.kinds import answer_text
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.roster import Unit
from lzfx.model.submission import RawSubmission, Stamp

_WHOSE = frozenset({"unit_code", "unit_name"})
"""What single cells are prefilled with that say whose a form is."""

NOT_OURS: tuple[FindingCode, ...] = (
    "other-campaign",
    "unknown-subject",
    "form-of-other-unit",
    "issue-withdrawn",
)
"""What makes a return nobody's of this campaign: it is looked at no further, and not answered."""

LOOKED_NO_FURTHER: tuple[FindingCode, ...] = (*NOT_OURS, "rows-too-many")
"""What keeps a return from being checked: that it is not ours, or far larger than any of ours."""


def stamp_findings(
    stamp: Stamp, form: FormSpec, known: Known, raw: RawSubmission
) -> Iterator[Finding]:
    """Whether this form may be taken in at all: an old version, another year, an unknown unit."""
    where = Where(raw.file)
    if stamp.version not in form.accepted_versions:
        yield Finding("old-version", where, {"value": stamp.version, "version": form.version})
    if stamp.campaign != known.campaign.code:
        params = {"value": stamp.campaign, "campaign": known.campaign.code}
        yield Finding("other-campaign", where, params)
    subject = known.everybody.find(stamp.subject, form.owed_by)
    if subject is None or not subject.in_use:
        yield Finding("unknown-subject", where, {"value": stamp.subject})
        return
    unit = known.roster.unit(subject.unit)
    if unit is None:
        return
    other_unit = _named_instead(raw, form, unit, known)
    if other_unit is not None:
        params = {"unit": unit.name, "other": other_unit.name, "code": other_unit.code}
        yield Finding("form-of-other-unit", where, params)
        return
    if any(name in raw.file for name in (unit.name, *unit.aliases)):
        return
    for other in known.roster.units:
        addressed = other.name in known.campaign.office.name  # a file may say whom it is sent to
        if other.code != unit.code and other.name in raw.file and not addressed:
            params = {"unit": unit.name, "other": other.name}
            yield Finding("file-name-other-unit", where, params, Severity.QUERY)


def _named_instead(raw: RawSubmission, form: FormSpec, unit: Unit, known: Known) -> Unit | None:
    """Another unit of the roster whose code or name stands where this unit's should be (E03)."""
    issued = (spec for spec in form.header if spec.locked and spec.prefill in _WHOSE)
    cells = (raw.header.get(spec.name) for spec in issued)
    written = {fold(shown_text(cell)).upper() for cell in cells if cell is not None}
    written -= {fold(unit.code).upper(), fold(unit.name).upper()}
    for other in known.roster.units if written else ():
        names = {fold(other.code).upper(), fold(other.name).upper()}
        if other.code != unit.code and written & names:
            return other
    return None


def locked_findings(seen: Understood) -> Iterator[Finding]:
    """Cells the office filled in and that came back changed, missing or added (E15).

    A single cell whose label is gone has its own finding.
    """
    expected = seen.known.issued
    for spec in seen.form.header:
        wanted = expected.header.get(spec.name, "")
        where = seen.raw.header_places.get(spec.name)
        if where is None or not (spec.locked and wanted):
            continue
        cell = seen.raw.header.get(spec.name)
        got = "" if cell is None else answer_text(cell, spec)
        if fold(got) != fold(wanted):
            params = {"title": spec.title, "value": got, "expected": wanted}
            yield Finding("locked-changed", where, params)
    for table in seen.form.tables:
        if table.fixed and table.name in expected.tables and seen.raw.table(table.name):
            yield from _fixed_findings(seen, table.name)


def _fixed_findings(seen: Understood, name: str) -> Iterator[Finding]:
    table = seen.form.table(name)
    located = seen.raw.table(name)
    key = table.key[0]
    wanted = {fold(row[key]): row for row in seen.known.issued.tables[name]}
    rows = {fold(str(row.values.get(key) or "")): row for row in seen.tables[name]}
    sheet = located.sheet if located else ""
    for code, expected in wanted.items():
        row = rows.get(code)
        if row is None:
            label = " ".join(expected.get(spec.name, "") for spec in table.fields[:2])
            params = {"value": label, "row_key": code}
            yield Finding("fixed-row-missing", Where(seen.raw.file, sheet), params)
            continue
        for spec in table.fields:
            text = expected.get(spec.name, "")
            if spec.locked and text and fold(seen.quoted(name, row, spec.name)) != fold(text):
                yield seen.say("locked-changed", name, row, spec.name, expected=text)
    for code, row in rows.items():
        if code not in wanted and any(row.values.values()):
            yield seen.say("fixed-row-extra", name, row, key)


def _deadline(seen: Understood) -> date:
    """The last day of the return; a report on a warning has that of the warning."""
    own = seen.header.get("deadline") if seen.form.about == About.FEEDBACK else None
    return own if isinstance(own, date) else seen.known.campaign.deadline_of(seen.form.name)


def date_findings(seen: Understood) -> Iterator[Finding]:
    """A day of declaration after receipt, or long before the campaign; a return past its day."""
    filed = seen.header.get("filed_on")
    campaign = seen.known.campaign
    received = seen.known.received_on
    if isinstance(filed, date):
        where = seen.raw.header_places.get("filed_on", Where(seen.raw.file))
        params = {"value": filed.isoformat(), "received": received.isoformat()}
        if filed > received:
            # Nobody is sent back because the office's own clock is wrong.
            severity = Severity.ERROR if seen.known.clock_is_sure else Severity.QUERY
            yield Finding("date-after-receipt", where, params, severity)
        elif filed < campaign.stages[0].start:
            start = campaign.stages[0].start.isoformat()
            yield Finding("date-before-campaign", where, {**params, "start": start}, Severity.QUERY)
    deadline = _deadline(seen)
    is_our_own = seen.subject is not None and seen.subject.owner == "office"
    if received > deadline and not is_our_own and not seen.known.on_time:
        params = {"deadline": deadline.isoformat(), "received": received.isoformat()}
        yield Finding("late", Where(seen.raw.file), params, Severity.ADVICE)
