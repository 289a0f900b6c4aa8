"""`lzfx why`: where a point or a return came from, cell by cell, and why a point has its level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lzfx.campaign.choices import printed_text
from lzfx.campaign.subjects import ANYBODY
from lzfx.checks.versions import cell_of
from lzfx.documents.labels import color_name, level_name, post_name, shown, unit_name
from lzfx.documents.labels import text_of as declared_text
from lzfx.errors import LzfxError
from lzfx.forms.near import near
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.ledger.queries import accepted, current_submissions, returns_of
from lzfx.messages import ALIKE, reason
from lzfx.model.decision import Conclusion, Judged
from lzfx.model.ledger import Accepted, Delivery
from lzfx.model.master import Master
from lzfx.model.risk import Graded
from lzfx.model.subject import Subject
from lzfx.model.submission import Row, Submission
from lzfx.rules.reasons import reasons
from lzfx.rules.short_codes import code_read
from lzfx.session.dropped import refuse_dropped
from lzfx.session.master import GradedMaster, graded_master
from lzfx.session.measures_told import TracedMeasure, measures_told
from lzfx.session.moved import WayOfPoint, way_of
from lzfx.session.naming import by_both, subject_named
from lzfx.session.opening import Session
from lzfx.session.opinions_told import TracedOpinion, opinions_on
from lzfx.session.warnings_traced import TracedWarning, warnings_on


@dataclass(frozen=True, slots=True)
class TracedValue:
    """One value of a point, and the cell of the return it was read from."""

    title: str
    value: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class TracedDecision:
    """A decision on a point: of which round, whose, when, by which paper, and whether it counts.

    `place` is the cell it was read from; `undone` is the day and the reason of taking it back.
    """

    stage: str
    by: str
    on: str
    paper: str
    outcome: str
    level: str
    reason: str
    holds: str
    place: str
    until: str = ""
    undone: str = ""


@dataclass(frozen=True, slots=True)
class PointTrace:
    """A point's origin and grade; `versions` are the returns of its subject that were taken in.

    `returned` are all files that came for the subject, also those that went back, oldest first.
    `decisions` are all that were ever made of it, whether they count or not, in their order.
    """

    point_id: str
    unit: str
    post: str
    file: str
    sha256: str
    original: str
    level: str
    color: str
    monitor: str
    because: str
    values: tuple[TracedValue, ...]
    versions: tuple[Accepted, ...]
    returned: tuple[Delivery, ...] = ()
    opinions: tuple[TracedOpinion, ...] = ()
    measures: tuple[TracedMeasure, ...] = ()
    declared: str = ""
    by_rule: str = ""
    decisions: tuple[TracedDecision, ...] = ()
    warnings: tuple[TracedWarning, ...] = ()
    way: WayOfPoint = field(default_factory=WayOfPoint)


@dataclass(frozen=True, slots=True)
class TracedTable:
    """The rows of one table, value by value; `sheet` is its name in the form."""

    sheet: str
    rows: tuple[tuple[TracedValue, ...], ...]


@dataclass(frozen=True, slots=True)
class TracedReturn:
    """A return that counts; `versions` are all returns taken in for it so far, oldest first.

    `returned` are all files that came for it, also those that went back.
    """

    form: str
    file: str
    sha256: str
    original: str
    header: tuple[TracedValue, ...]
    tables: tuple[TracedTable, ...]
    versions: tuple[Accepted, ...]
    returned: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectTrace:
    """All returns of a subject that count, form by form."""

    subject: str
    name: str
    returns: tuple[TracedReturn, ...]


def why(session: Session, text: str) -> PointTrace | SubjectTrace:
    """Trace a point by its number or short code, or all that a subject returned by code or name.

    The unique beginning of a name will do. LzfxError when there is neither.
    """
    told = graded_master(session)
    every = (*told.master.graded, *told.withdrawn)
    code = code_read(text, {one.point.point_id for one in every})
    wanted = code.point_id if code else text.strip().upper()
    for one in every:
        if one.point.point_id == wanted:
            return _why_point(session, told, one)
    refuse_dropped(session, told, text.strip().upper())
    subject = _subject(session, text, (one.point.point_id for one in every))
    exact = session.everybody.named(text, ANYBODY) is not None
    returned = _returned(session, text if exact else subject.code)
    if not returned:
        raise LzfxError("why-nothing-returned", {"value": subject.name})
    return SubjectTrace(subject.code, subject.name, returned)


def _subject(session: Session, text: str, point_ids: Iterable[str]) -> Subject:
    """The subject of that name; for nobody the error is that there is no such point."""
    found = session.everybody.meant(text)
    if found.found:
        return subject_named(session, text)
    alike = (*near(text, point_ids), *by_both(found.near))
    raise LzfxError("point-unknown", {"value": text, ALIKE: alike})


def _why_point(session: Session, told: GradedMaster, one: Graded) -> PointTrace:
    master = told.master
    wanted = one.point.point_id
    sources = one.point.sources
    traced = []
    for spec in session.points_table.fields:
        source = sources.get(spec.name)
        own = {"point_id": wanted, "post": post_name(master, one.point.post)}
        text = own.get(spec.name) or declared_text(master, one, spec.name)
        traced.append(
            TracedValue(
                spec.title,
                text,
                source.sheet if source else "",
                source.cell.text if source else "",
            )
        )
    first = next(iter(sources.values()))
    taken = accepted(session.ledger, session.declaration.name)
    mine = {each.sha256: each.subject for each in taken}.get(first.sha256)
    versions = (each for each in taken if each.subject == mine)
    returned = returns_of(session.ledger, session.declaration.name, mine or "")
    original = session.workspace.original(first.sha256)
    return PointTrace(
        point_id=one.point.point_id,
        unit=unit_name(master, one.point.unit),
        post=post_name(master, one.point.post),
        file=first.file,
        sha256=first.sha256,
        original=original.relative_to(session.workspace.root).as_posix(),
        level=level_name(master, one.level),
        color=color_name(master, one.color),
        monitor=one.monitor,
        because=reason(reasons(one, master.labels)),
        values=tuple(traced),
        versions=tuple(versions),
        returned=returned,
        opinions=tuple(opinions_on(told, one)),
        measures=tuple(measures_told(session, master, one)),
        declared=level_name(master, one.declared),
        by_rule=level_name(master, one.by_rule),
        decisions=tuple(_decision(master, each) for each in one.decisions),
        warnings=tuple(warnings_on(session, master, one)),
        way=way_of(session, wanted),
    )


def _decision(master: Master, one: Judged) -> TracedDecision:
    made, undone = one.decision, one.undone
    level = made.row.decided_level if made.row.outcome == Conclusion.LEVEL else None
    taken_back = undone.on.isoformat() if undone and undone.on else ""
    return TracedDecision(
        stage=made.stage.value,
        by=made.by,
        on=made.on.isoformat() if made.on else "",
        paper=made.paper,
        outcome=shown(master, "decision_outcomes", made.row.outcome),
        level=level_name(master, level) if level else "",
        reason=made.row.reason,
        holds=one.holds.value,
        place=" ".join(filter(None, (made.where.file, made.where.sheet, made.where.address))),
        until=made.until.isoformat() if made.until else "",
        undone="，".join(filter(None, (taken_back, undone.row.reason if undone else ""))),
    )


def _returned(session: Session, text: str) -> tuple[TracedReturn, ...]:
    """The returns of a subject that count, form by form, every value with its cell.

    One name may mean a person in one form and a reviewer in another.
    """
    found: list[TracedReturn] = []
    for form in session.kept_forms.values():
        subject = session.everybody.named(text, form.owed_by) if form.stamped else None
        if subject is None:
            continue
        history = [
            one for one in accepted(session.ledger, form.name) if one.subject == subject.code
        ]
        if not history:
            continue
        current = current_submissions(session.ledger, form)
        mine = (one for one in current if one.stamp.subject == subject.code)
        found.extend(_traced(session, form, one, history) for one in mine)
    return tuple(found)


def _traced(
    session: Session, form: FormSpec, one: Submission, history: Sequence[Accepted]
) -> TracedReturn:
    many = form.returns == "many"
    versions = (each for each in history if not many or each.issue == one.stamp.issue)
    came = returns_of(session.ledger, form.name, one.stamp.subject)
    returned = (each for each in came if not many or each.issue == one.stamp.issue)
    header = tuple(
        TracedValue(
            spec.title,
            printed_text(spec, one.header.get(spec.name), session.roster),
            *_spot(one, spec),
        )
        for spec in form.header
    )
    tables = tuple(
        TracedTable(
            table.sheet,
            tuple(
                tuple(_cell(session, one, table, row, spec) for spec in table.fields)
                for row in one.tables.get(table.name, ())
            ),
        )
        for table in form.tables
    )
    original = session.workspace.original(one.sha256).relative_to(session.workspace.root)
    return TracedReturn(
        form=form.title,
        file=one.file,
        sha256=one.sha256,
        original=original.as_posix(),
        header=header,
        tables=tables,
        versions=tuple(versions),
        returned=tuple(returned),
    )


def _spot(one: Submission, spec: FieldSpec) -> tuple[str, str]:
    """Sheet and address of a single cell."""
    where = one.header_place(spec.name)
    return where.sheet, where.address


def _cell(
    session: Session, one: Submission, table: TableSpec, row: Row, spec: FieldSpec
) -> TracedValue:
    where = cell_of(one, table, row.number, spec.name)
    text = printed_text(spec, row.values.get(spec.name), session.roster)
    return TracedValue(spec.title, text, where.sheet, where.address)
