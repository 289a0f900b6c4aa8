"""A clerk's own sheet of decisions, read by its headings; and what it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lzfx.campaign.subjects import OFFICE
from lzfx.checks.cells import read_cell
from lzfx.checks.context import place_of
from lzfx.errors import LzfxError
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold, tidy
from lzfx.forms.days import day_of_text
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.intake.bounded import Refused
from lzfx.intake.csv_text import in_columns
from lzfx.intake.locate import locate
from lzfx.intake.process.supervisor import Reader
from lzfx.model.about import About
from lzfx.model.campaign import REVIEW_GROUP
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import RawRow, RawSubmission, RawTable
from lzfx.rules.entering import IN_FORCE, Decider, Deciding, EnteredRow
from lzfx.rules.reviewers import body_code
from lzfx.rules.said_decision import ConclusionWords
from lzfx.rules.short_codes import code_read, round_of
from lzfx.session.inbox import InboxFile
from lzfx.session.master import graded_master
from lzfx.session.naming import subject_named
from lzfx.session.opening import Session

_OURS = frozenset({"column-missing", "table-missing"})
"""Faults of a form of ours that a sheet of the clerk's own does not have."""

_LETTER = "not-a-workbook-text"
"""A text of two columns might as well be a letter: here a person says that it is a table."""

_COLUMNS = ("code", "outcome", "decided_level", "reason", "mark")


@dataclass(frozen=True, slots=True)
class GivenDecision:
    """What a person says of all decisions of a sheet beside it: who, on which day, which paper."""

    by: str = ""
    on: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet as it was read: its rows, what it says above them, what is odd about it.

    `letter` is the hash of the letter that it was made of; empty for any other.
    """

    rows: tuple[EnteredRow, ...]
    header: GivenDecision
    places: dict[str, Where]
    findings: tuple[Finding, ...]
    letter: str = ""


def entering_form(session: Session) -> tuple[FormSpec, TableSpec]:
    """The form of the office into which decisions are entered by code, and its table.

    LzfxError where the office has taken it away.
    """
    for form in session.going_out.values():
        table = form.table_about(About.DECISION)
        if table is not None and form.owed_by == ("office",) and not table.rows:
            return form, table
    raise LzfxError("record-no-form")


def conclusion_words(table: TableSpec) -> ConclusionWords:
    """The office's words for conclusions and levels, as that table offers them."""
    return ConclusionWords(table.field("outcome").choices, table.field("decided_level").choices)


def deciding(session: Session, table: TableSpec) -> Deciding:
    """The points as they are now, who reviews them, and the words of the office."""
    told = graded_master(session)
    every = (*told.master.graded, *told.withdrawn)
    return Deciding(
        points={one.point.point_id: one for one in every},
        reviews=session.everybody.reviews,
        roster=session.roster,
        words=conclusion_words(table),
        group=session.campaign.bodies[REVIEW_GROUP],
    )


def sheet_read(session: Session, file: InboxFile) -> SheetRead:
    """The rows of a sheet with a column of codes and one of conclusions, in any common words."""
    form, table = entering_form(session)
    if file.fault is not None:
        return SheetRead((), GivenDecision(), {}, (file.fault,))
    with Reader() as reader:
        answer = reader.read(file.label, file.data)
        if isinstance(answer, Refused) and answer.code == _LETTER:
            answer = reader.read(file.label, in_columns(file.data))
    if isinstance(answer, Refused):
        where = Where(file.label, answer.sheet, answer.cell)
        return SheetRead((), GivenDecision(), {}, (Finding(answer.code, where, answer.params),))
    raw = locate(answer, form, file=file.label, sha256=file.sha256, stamp=None)
    located = raw.table(table.name)
    said = tuple(one for one in raw.findings if one.code not in _OURS)
    found = set(located.columns) if located else set()
    if located is None or "outcome" not in found or not found & {"code", "mark"}:
        sheet = located.sheet if located else ""
        missing = Finding("recording-no-columns", Where(file.label, sheet))
        return SheetRead((), GivenDecision(), {}, (*said, missing))
    rows = tuple(one for row in located.rows if (one := _row(raw, located, row)))
    if not rows:
        said = (*said, Finding("recording-nothing", Where(file.label, located.sheet)))
    header, places, faults = _header(raw, form)
    made_of = raw.header.get("evidence_hash")
    letter = tidy(shown_text(made_of)) if made_of else ""
    return SheetRead(rows, header, places, (*said, *faults), letter)


def _row(raw: RawSubmission, located: RawTable, row: RawRow) -> EnteredRow | None:
    """A row as texts; None where it has neither a code nor a conclusion."""
    texts = {
        name: tidy(shown_text(row.cells[name])) if name in row.cells else "" for name in _COLUMNS
    }
    if not any(texts[name] for name in ("code", "outcome", "mark")):
        return None
    code = texts["code"] or texts["mark"]
    if texts["code"] and texts["mark"] and texts["mark"].isalnum():
        code = f"{texts['code']}-{texts['mark']}"
    cells = {
        told: place_of(raw, located.name, row.number, name)
        for told, name in zip(("code", "said", "level", "reason"), _COLUMNS, strict=False)
        if name in located.columns
    }
    if "code" not in located.columns:
        cells["code"] = place_of(raw, located.name, row.number, "mark")
    return EnteredRow(code, texts["outcome"], texts["decided_level"], texts["reason"], cells)


def _header(
    raw: RawSubmission, form: FormSpec
) -> tuple[GivenDecision, dict[str, Where], tuple[Finding, ...]]:
    """Who, when and by which paper, as far as the sheet says it above its rows."""
    texts: dict[str, str] = {}
    faults: list[Finding] = []
    for spec in form.header:
        cell = raw.header.get(spec.name)
        if cell is None or spec.name not in {"by", "on", "paper"}:
            continue
        read = read_cell(cell, spec, spec.choices, raw.header_places[spec.name])
        faults += read.findings
        value = read.value
        texts[spec.name] = value.isoformat() if isinstance(value, date) else str(value or "")
    return GivenDecision(**texts), dict(raw.header_places), tuple(faults)


def given_with(
    session: Session, file: str, sheet: SheetRead, given: GivenDecision
) -> tuple[Decider | None, str, tuple[Finding, ...]]:
    """Who decided when by which paper, from the sheet or beside it; and what is missing of that.

    Where both say it, they must say the same. A meeting has a paper; a person needs none, nor does
    what was entered from no `file`.
    """
    faults: list[Finding] = []
    said = GivenDecision(
        by=_one("by", sheet, given.by, given.by, faults),
        on=_one("on", sheet, given.on, _day_text(given.on), faults),
        paper=_one("paper", sheet, given.paper, given.paper, faults),
    )
    where = Where(file)
    on = _day(session, said.on, sheet.places.get("on", where), faults)
    decider = _decider(session, said.by, on, sheet.places.get("by", where), faults)
    is_body = decider is not None and decider.code not in session.roster.people
    if decider is not None and is_body and file and not said.paper:
        faults.append(Finding("recording-paper-needed", where, {"by": decider.name}))
    return decider, said.paper, tuple(faults)


def decided_by(known: Deciding, code: str) -> str:
    """Who made the decision that counts in the round of that code, by code; empty for nobody."""
    read = code_read(code, known.points)
    one = known.points.get(read.point_id) if read else None
    stage = round_of(read.signs, one) if read and one else None
    said = one.decisions if one else ()
    told = (each for each in said if each.decision.stage is stage and each.holds in IN_FORCE)
    return next((each.decision.subject for each in told), "")


def _one(name: str, sheet: SheetRead, typed: str, compared: str, faults: list[Finding]) -> str:
    """What counts of what the sheet says and what was given beside it."""
    there = str(getattr(sheet.header, name))
    if there and typed and fold(there) != fold(compared):
        params = {"value": there, "other": typed, "option": f"--{name}"}
        faults.append(Finding("recording-said-otherwise", sheet.places[name], params))
    return there or compared or typed


def _day_text(text: str) -> str:
    day = day_of_text(text) if text.strip() else None
    return day.isoformat() if day else text.strip()


def _day(session: Session, text: str, where: Where, faults: list[Finding]) -> date:
    """The day of the decisions: today where nobody says another."""
    today = session.now.date()
    if not text:
        return today
    day = day_of_text(text)
    if day is None:
        faults.append(Finding("recording-day-unreadable", where, {"value": text}))
    elif day > today:
        faults.append(Finding("recording-day-ahead", where, {"value": day.isoformat()}))
    return day or today


def _decider(
    session: Session, text: str, on: date, where: Where, faults: list[Finding]
) -> Decider | None:
    """The reviewer or body of that name or code."""
    if not text.strip():
        faults.append(Finding("recording-by-needed", where))
        return None
    group = session.campaign.bodies[REVIEW_GROUP]
    names = (group, session.campaign.words.group, body_code(REVIEW_GROUP), OFFICE)
    if fold(text).upper() in {fold(name).upper() for name in names}:
        return Decider(body_code(REVIEW_GROUP), group, on, group=True)
    try:
        subject = subject_named(session, text, ("reviewer", "person"))
    except LzfxError:
        known = tuple(one.name for one in session.everybody.owing("reviewer"))
        params = {"value": text, "names": (*known, group)}
        faults.append(Finding("recording-by-unknown", where, params))
        return None
    return Decider(subject.code, subject.name, on)
