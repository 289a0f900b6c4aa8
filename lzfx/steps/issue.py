"""`lzfx issue`: one prefilled workbook for each subject, into 发出."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass

from lzfx.campaign.dealing import of_checkers
from lzfx.campaign.occasions import occasions
from lzfx.campaign.prefill import filling_for, goes_to, identified
from lzfx.errors import LzfxError
from lzfx.files.names import safe_file_name
from lzfx.files.whole import write_whole
from lzfx.files.writing import write_atomic
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted, issues
from lzfx.model.about import About
from lzfx.model.action import Verb
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding
from lzfx.model.ledger import Issue
from lzfx.model.subject import Owner, Subject
from lzfx.model.submission import Stamp
from lzfx.session.going_out import forbidding
from lzfx.session.issuing import form_named, notes_of, prefill_sources
from lzfx.session.naming import subject_named
from lzfx.session.opening import Session
from lzfx.session.pairs import pairs_standing
from lzfx.session.posts_told import PostsTold
from lzfx.session.withdrawn import standing
from lzfx.workbook.bulk_writer import BulkWriter

_Workbook = tuple[str, int]
"""A subject, and the number of a workbook that it got."""


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """One workbook: its subject, its number, whether it is new, how many prefilled rows it has."""

    subject: str
    name: str
    number: int
    file: str
    new: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Issued:
    """All workbooks of a run in roster order; they lie in `folder`.

    One form is `of_ours` where the office fills it in itself. `settled` are those who got none
    because their return counts. With `findings` nothing went out, because they forbid it.
    """

    form: str
    folder: str
    files: tuple[IssuedFile, ...]
    of_ours: bool = False
    settled: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Planned:
    """What a subject gets: a new issue, or the one it has."""

    subject: Subject
    filling: Filling
    issue: Issue
    new: bool


def issue(
    session: Session,
    form_name: str = "",
    *,
    per: str = "",
    only: Collection[str] = (),
    late: bool = False,
) -> Issued:
    """Write the workbooks of a form and remember them; nothing new is numbered twice.

    Without a name it is the first form that the campaign expects. `per` says which of the owners
    in its definition get it. A subject whose prefilled values are the same as last time gets the
    same workbook again, under the same number; one whose return counts gets none unless it is named
    in `only`. Settings that nobody has filled in keep the forms in, and so does a deadline that is
    over, unless it is meant to go out `late`. LzfxError for an unknown form or subject.
    """
    form = form_named(session, form_name)
    if of_checkers(form) and not pairs_standing(session).pairs:
        raise LzfxError("pairs-not-drawn")
    wanted, settled = _wanted(session, form, _owner(form, per), only)
    last = {one.subject: one for one in issues(session.ledger, form.name)}
    stands = standing(session.ledger, form.name)
    answered = _answered(session, form) | _gone(session, form, stands)
    planned: list[_Planned] = []
    for subject, filling in _fillings(session, form, wanted):
        before = last.get(subject.code)
        if before is not None and _stays(form, filling, before, answered):
            planned.append(_Planned(subject, filling, before, new=False))
        else:
            number = before.number + 1 if before else 1
            last[subject.code] = _next(session, form, subject, filling, number)
            planned.append(_Planned(subject, filling, last[subject.code], new=True))
    of_ours = form.owed_by == ("office",)
    folder = str(session.workspace.folder("outbox"))
    due = (form,) if any(one.new for one in planned) and not late else ()
    if stopped := (*forbidding(session, due), *_owed_twice(session, form, wanted, stands)):
        return Issued(form.title, folder, (), of_ours, findings=stopped)
    _write(session, form, planned)
    fresh = [one.issue for one in planned if one.new]
    with session.ledger.transaction():
        session.ledger.add_issues(fresh)
        session.act(Verb.ISSUE, form.name, fresh=len(fresh), total=len(planned))
    return Issued(form.title, folder, tuple(_told(form, one) for one in planned), of_ours, settled)


def _fillings(
    session: Session, form: FormSpec, wanted: Collection[Subject]
) -> Iterator[tuple[Subject, Filling]]:
    """Whom the form is for at all, once for each workbook, with what it is prefilled with."""
    known = prefill_sources(session, form)
    for subject in wanted:
        for occasion in occasions(form, subject, known) if goes_to(form, subject, known) else ():
            filling = filling_for(form, subject, occasion)
            if subject.owner != "reviewer" or not _asks_nothing(form, filling):
                yield subject, filling


def _asks_nothing(form: FormSpec, filling: Filling) -> bool:
    """Whether its tables only list known rows and there are none: a reviewer of no point.

    Anybody else who owes a form gets it, or would be owed for ever.
    """
    return bool(form.tables) and all(
        table.fixed and not filling.tables.get(table.name) for table in form.tables
    )


def _write(session: Session, form: FormSpec, planned: Collection[_Planned]) -> None:
    """Write the workbooks that are new, or no longer there."""
    writer = BulkWriter(form, notes_of(session, form))
    put = write_whole  # checked for the first only: all are made of the same pieces in memory
    for each in planned:
        one = each.issue
        path = session.workspace.folder("outbox") / one.file
        if each.new or not path.exists():
            stamp = Stamp(form.name, form.version, one.subject, session.campaign.code, one.number)
            sealed = identified(one.filling, stamp, session.ledger.key)
            put(path, writer.build(sealed), durable=False)
            put = write_atomic


def _told(form: FormSpec, one: _Planned) -> IssuedFile:
    rows = sum(len(one.filling.tables.get(name, ())) for name in _counted(form))
    subject, issue = one.subject, one.issue
    return IssuedFile(subject.code, subject.name, issue.number, issue.file, one.new, rows)


def _owner(form: FormSpec, per: str) -> Owner:
    """Who gets the form; LzfxError for somebody its definition does not name."""
    for owner in form.owed_by:
        if per in {"", owner}:
            return owner
    raise LzfxError("option-value", {"option": "--per", "value": per, "allowed": form.owed_by})


def _wanted(
    session: Session, form: FormSpec, owner: Owner, only: Collection[str]
) -> tuple[tuple[Subject, ...], int]:
    """Who gets the form, and how many others owe it but have been settled."""
    everybody = session.everybody
    owing = everybody.owing(owner, form.owed_by)
    named = {text: subject_named(session, text, (owner, *form.owed_by)) for text in only}
    for text, subject in named.items():
        if subject not in owing:
            raise LzfxError("subject-unknown", {"value": text})
    if only:
        return tuple(one for one in owing if one in named.values()), 0
    settled = _taken_in(session, form)
    wanted = tuple(one for one in owing if one.code not in settled)
    return wanted, len(owing) - len(wanted)


def _taken_in(session: Session, form: FormSpec) -> frozenset[str]:
    """Whose return of that form counts; nobody where each workbook is a return of its own."""
    if form.returns == "many":
        return frozenset()
    return frozenset(one.subject for one in accepted(session.ledger, form.name))


def _owed_twice(
    session: Session, form: FormSpec, wanted: Collection[Subject], stands: Collection[Issue]
) -> Iterator[Finding]:
    """Units that have the form already by another way: by unit and by post both would be owed."""
    have = {one.subject for one in stands}
    fresh = [one for one in wanted if one.code not in have]
    told = PostsTold.of(session, form)
    others: dict[str, list[str]] = {}
    for one in stands:
        subject = session.everybody.find(one.subject, form.owed_by)
        if subject is None or not subject.unit:
            continue
        ways = {
            each.owner for each in fresh if each.unit == subject.unit and told.covers(one, each)
        }
        if ways - {subject.owner}:
            others.setdefault(subject.unit, []).append(subject.code)
    for unit, codes in others.items():
        known = session.roster.unit(unit)
        params = {
            "form": form.title,
            "unit": known.name if known else unit,
            "names": tuple(session.everybody.called(code, form.owed_by) for code in codes),
            "name": form.name,
            "only": " ".join(f"--only {code}" for code in codes),
        }
        yield Finding("issued-otherwise", params=params)


def _gone(session: Session, form: FormSpec, stands: Collection[Issue]) -> frozenset[_Workbook]:
    """Workbooks that were withdrawn: their number is not used again."""
    kept = {(one.subject, one.number) for one in stands}
    sent = issues(session.ledger, form.name)
    return frozenset((one.subject, one.number) for one in sent) - kept


def _answered(session: Session, form: FormSpec) -> frozenset[_Workbook]:
    """Workbooks that came back, where each is a return of its own; they are not issued again."""
    if form.returns != "many":
        return frozenset()
    returned = accepted(session.ledger, form.name)
    return frozenset((one.subject, one.issue) for one in returned)


def _counted(form: FormSpec) -> tuple[str, ...]:
    """The tables whose prefilled rows are counted: that of points if there is one, else all."""
    points = form.table_about(About.RISK_POINT)
    told = (points,) if points else tuple(table for table in form.tables if table.rows)
    return tuple(table.name for table in told)


def _stays(form: FormSpec, filling: Filling, last: Issue, answered: Container[_Workbook]) -> bool:
    """Whether a subject gets its last workbook again: it is the same and may still come back."""
    same = (last.version, last.filling) == (form.version, filling)
    return same and (last.subject, last.number) not in answered


def _next(
    session: Session, form: FormSpec, subject: Subject, filling: Filling, number: int
) -> Issue:
    times = f"（第{number}次）" if number > 1 else ""
    file = safe_file_name(f"{subject.code} {subject.name} {form.title}{times}.xlsx")
    code = session.campaign.code
    return Issue(form.name, subject.code, number, form.version, code, session.at, file, filling)
