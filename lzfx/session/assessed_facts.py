"""What the ledger says of those who are assessed, each thing with the file and cell it is from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from lzfx.checks.versions import cell_of
from lzfx.forms.characters import fold
from lzfx.forms.records import records_of
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import actions, all_deliveries, current_submissions, issues
from lzfx.model.about import About
from lzfx.model.assessed_facts import (
    AssessedFacts,
    Came,
    Commented,
    Corrected,
    DeclaredPost,
    Measured,
    OwedReturn,
    Studied,
    Warned,
)
from lzfx.model.comment import Comment
from lzfx.model.correction import CorrectionCheck
from lzfx.model.finding import Where
from lzfx.model.ledger import Delivery, Outcome
from lzfx.model.measure import Measure, MeasureStanding, Stands
from lzfx.model.roster import Roster
from lzfx.model.study import Study
from lzfx.model.warning import WarningNotice, WarningState
from lzfx.rules.dismissal import dismissed_files
from lzfx.rules.workflow import State
from lzfx.session.forms_about import returns_about
from lzfx.session.master import graded_master
from lzfx.session.measures import measures_standing, measuring_forms
from lzfx.session.opening import Session
from lzfx.session.progress import boards
from lzfx.session.warnings import warnings_now

_T = TypeVar("_T")
_OF_ASSESSMENT = (About.SELF_SCORE, About.OBJECTION)
"""Forms that are part of the assessment itself are not what it is about."""

_OVER = frozenset({WarningState.RELEASED, WarningState.RAISED})


def assessed_facts(session: Session) -> AssessedFacts:
    """All facts as they stand now."""
    return AssessedFacts(
        today=session.now.date(),
        returns=tuple(_returns(session)),
        posts=tuple(_posts(session)),
        warnings=tuple(_warnings(session)),
        measures=tuple(_measures(session)),
        corrections=tuple(_corrections(session)),
        studies=tuple(
            Studied(one.topic, one.day, one.unit, one.attendees, where)
            for one, where in _noted(session, About.STUDY, Study)
        ),
        comments=tuple(
            Commented(one.code, one.unit, one.received_on, bool(one.outcome), where)
            for one, where in _noted(session, About.COMMENT, Comment)
        ),
        people=frozenset((one.unit, one.code) for one in session.roster.people.values()),
    )


def _returns(session: Session) -> Iterator[OwedReturn]:
    """What was owed by others; what went out only when its day was over cannot be late."""
    aside = dismissed_files(actions(session.ledger))
    for board in boards(session):
        form = session.forms[board.form]
        first_out: dict[str, date] = {}
        for sent in issues(session.ledger, form.name):
            first_out.setdefault(sent.subject, _day(sent.at))
        if board.of_ours or form.returns == "many" or _is_of_assessment(form):
            continue
        came: dict[str, dict[str, Delivery]] = defaultdict(dict)
        for one in all_deliveries(session.ledger, form.name):
            if one.sha256 not in aside:
                first = came[one.subject].get(one.sha256)
                came[one.subject][one.sha256] = replace(one, at=first.at) if first else one
        for progress in board.subjects:
            if progress.state is not State.NOT_ISSUED:
                files = tuple(came[progress.subject].values())
                out = first_out.get(progress.subject)
                due = date.max if out and out > board.deadline else board.deadline
                yield _owed(session, form, progress.subject, due, files)


def _owed(
    session: Session, form: FormSpec, code: str, due: date, files: Sequence[Delivery]
) -> OwedReturn:
    subject = session.everybody.find(code, form.owed_by)
    return OwedReturn(
        form=form.title,
        unit=subject.unit if subject else code,
        due=due,
        post=subject.post if subject else "",
        person=subject.person if subject and subject.owner == "person" else "",
        came=tuple(Came(_day(each.at), each.file, _faults(each)) for each in files),
    )


def _faults(one: Delivery) -> int:
    """For how many faults a file was sent back, at least one; 0 where it was not."""
    return max(one.errors, 1) if one.outcome is Outcome.SENT_BACK else 0


def _is_of_assessment(form: FormSpec) -> bool:
    return any(form.table_about(about) for about in _OF_ASSESSMENT)


def _posts(session: Session) -> Iterator[DeclaredPost]:
    """Every post in use of a led unit, and whether a return that counts answers for it."""
    declared: set[str] = set()
    form = session.declaration
    duties, points = form.table_about(About.POST_DUTY), session.points_table
    for one in current_submissions(session.ledger, form):
        declared.add(one.stamp.subject)
        for row in one.tables.get(duties.name, ()) if duties else ():
            declared.add(str(row.values.get("post_code") or ""))
        for row in one.tables.get(points.name, ()):
            declared.add(str(row.values.get("post") or ""))
    for unit in session.roster.units:
        if unit.in_use and session.kinds.led(unit.kind):
            for post in session.roster.posts_of(unit.code):
                name = session.roster.called(post.code)
                yield DeclaredPost(post.code, name, unit.code, post.code in declared)


def _warnings(session: Session) -> Iterator[Warned]:
    """Warnings by their printed numbers, as each stands: the same as in their register."""
    standing = {one.notice: one for one in warnings_now(session).values()}
    posts = {(one.unit, one.name): one.code for one in session.roster.posts}
    people = {(one.unit, one.name): one.code for one in session.roster.people.values()}
    for one, where in _noted(session, About.WARNING, WarningNotice):
        now = standing.get(one)
        if now is None:
            continue
        yield Warned(
            now.number,
            one.unit,
            posts.get((one.unit, one.post), one.post),
            people.get((one.unit, one.person), one.person),
            now.deadline,
            now.reported_on,
            now.since if now.state in _OVER else None,
            where,
            now.most_late,
        )


def _measures(session: Session) -> Iterator[Measured]:
    """Measures that are overdue or not done; of units that were asked also the unreported ones."""
    asked = {
        one.subject
        for form in measuring_forms(session)
        for one in issues(session.ledger, form.name)
    }
    if not asked:
        return
    places = dict(_noted(session, About.MEASURE, Measure))
    graded = graded_master(session, keep=False).master.graded
    posts = {one.point.point_id: one.point.post for one in graded}
    for one in measures_standing(session, graded):
        silent = one.stands is Stands.UNREPORTED and one.known.unit in asked
        if silent or one.overdue or one.stands is Stands.NOT_DONE:
            yield Measured(
                one.known.code,
                one.known.unit,
                posts[one.known.point_id],
                one.due if one.overdue else None,
                places.get(one.said.row, Where()) if one.said else Where(),
                _owners(session.roster, one),
            )


def _owners(roster: Roster, one: MeasureStanding) -> tuple[str, ...]:
    """The codes of those whom a unit named to carry out a measure: its own people before others.

    A name within a longer one that is there too is nobody's; one that several have elsewhere may
    be anybody's, and so is not told.
    """
    text = fold(one.said.row.owner) if one.said else ""
    people = [each for each in roster.people.values() if each.name and fold(each.name) in text]
    names = Counter(fold(each.name) for each in people)
    for longer in sorted(names, key=len, reverse=True):
        if longer in text:
            text = text.replace(longer, "\n")
        else:
            del names[longer]
    named = [each for each in people if fold(each.name) in names]
    own = tuple(each.code for each in named if each.unit == one.known.unit)
    return own or tuple(each.code for each in named if names[fold(each.name)] == 1)


def _corrections(session: Session) -> Iterator[Corrected]:
    """The dangers that checks found, each with the day to put it right by."""
    for check, where in _noted(session, About.CHECK, CorrectionCheck):
        for point in check.points:
            if point.danger:
                name = f"{check.code} {point.risk_point}"
                yield Corrected(name, check.unit, point.deadline, point.closed_on, where)


def _noted(session: Session, about: About, kind: type[_T]) -> Iterator[tuple[_T, Where]]:
    """The rows about that of the returns that count, each with the cell where it begins."""
    for form, table, one in returns_about(session, about):
        owner = session.everybody.unit_of(one.stamp.subject, form.owed_by)
        given: Mapping[str, str] = {"unit": owner.code} if owner else {}
        made = records_of(form, one.tables, kind, given)
        for record, row in zip(made, one.tables.get(table.name, ()), strict=True):
            yield record, cell_of(one, table, row.number, table.fields[0].name)


def _day(at: str) -> date:
    return date.fromisoformat(at[:10])
