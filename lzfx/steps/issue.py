"""`lzfx issue`: one prefilled workbook for each subject, into 发出."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass

from lzfx.campaign.prefill import filling_for, identified
from lzfx.errors import LzfxError
from lzfx.files.names import safe_file_name
from lzfx.files.whole import write_whole
from lzfx.files.writing import write_atomic
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted, issues
from lzfx.model.about import About
from lzfx.model.action import Verb
from lzfx.model.filling import Filling
from lzfx.model.ledger import Issue
from lzfx.model.subject import Owner, Subject
from lzfx.model.submission import Stamp
from lzfx.session.issuing import form_named, notes_of, prefill_sources
from lzfx.session.opening import Session
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

    One form is `of_ours` where the office fills it in itself.
    """

    form: str
    folder: str
    files: tuple[IssuedFile, ...]
    of_ours: bool = False


def issue(
    session: Session, form_name: str = "", *, per: str = "", only: Collection[str] = ()
) -> Issued:
    """Write the workbooks of a form and remember them; nothing new is numbered twice.

    Without a name it is the first form that the campaign expects. `per` says which of the owners
    in its definition get it. A subject whose prefilled values are the same as last time gets the
    same workbook again, under the same number. LzfxError for an unknown form or subject.
    """
    form = form_named(session, form_name)
    wanted = _wanted(session, form, _owner(form, per), only)
    last = {one.subject: one for one in issues(session.ledger, form.name)}
    answered = _answered(session, form)
    writer = BulkWriter(form, notes_of(session, form))
    known = prefill_sources(session, form)
    files: list[IssuedFile] = []
    fresh: list[Issue] = []
    put = write_whole  # checked for the first only: all are made of the same pieces in memory
    for subject in wanted:
        filling = filling_for(form, subject, known)
        before = last.get(subject.code)
        if before is not None and _stays(form, filling, before, answered):
            one = before
        else:
            one = _next(session, form, subject, filling, before.number + 1 if before else 1)
        stamp = Stamp(form.name, form.version, subject.code, session.campaign.code, one.number)
        path = session.workspace.folder("outbox") / one.file
        new = one is not before
        if new or not path.exists():
            sealed = identified(one.filling, stamp, session.ledger.key)
            put(path, writer.build(sealed), durable=False)
            put = write_atomic
        fresh.extend([one] if new else [])
        rows = sum(len(filling.tables.get(name, ())) for name in _counted(form))
        files.append(IssuedFile(subject.code, subject.name, one.number, one.file, new, rows))
    with session.ledger.transaction():
        session.ledger.add_issues(fresh)
        session.act(Verb.ISSUE, form.name, fresh=len(fresh), total=len(files))
    of_ours = form.owed_by == ("office",)
    return Issued(form.title, str(session.workspace.folder("outbox")), tuple(files), of_ours)


def _owner(form: FormSpec, per: str) -> Owner:
    """Who gets the form; LzfxError for somebody its definition does not name."""
    for owner in form.owed_by:
        if per in {"", owner}:
            return owner
    raise LzfxError("option-value", {"option": "--per", "value": per, "allowed": form.owed_by})


def _wanted(
    session: Session, form: FormSpec, owner: Owner, only: Collection[str]
) -> tuple[Subject, ...]:
    everybody = session.everybody
    owing = everybody.owing(owner, form.owed_by)
    named: dict[str, Subject | None] = {
        text: everybody.named(text, (owner, *form.owed_by)) for text in only
    }
    for text, subject in named.items():
        if subject not in owing:
            raise LzfxError("subject-unknown", {"value": text})
    return tuple(one for one in owing if not only or one in named.values())


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
