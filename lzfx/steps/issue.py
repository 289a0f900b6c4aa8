"""`lzfx issue`: one prefilled workbook for each subject, into 发出."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lzfx.checks.context import subject_named
from lzfx.checks.issued import POINTS, identified, subjects
from lzfx.errors import LzfxError
from lzfx.files.names import safe_file_name
from lzfx.files.whole import write_whole
from lzfx.files.writing import write_atomic
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import issues
from lzfx.model.action import Verb
from lzfx.model.filling import Filling
from lzfx.model.ledger import Issue
from lzfx.model.submission import Stamp
from lzfx.session.issuing import about, filling_for
from lzfx.session.master import before
from lzfx.session.opening import Session
from lzfx.workbook.bulk_writer import Press


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """One workbook: for whom, the how-manieth, whether it is new, points it was prefilled with."""

    subject: str
    name: str
    number: int
    file: str
    new: bool
    points: int


@dataclass(frozen=True, slots=True)
class Issued:
    """All workbooks of a run in roster order; they lie in `folder`."""

    form: str
    folder: str
    files: tuple[IssuedFile, ...]


def issue(
    session: Session, form_name: str, *, per_post: bool = False, only: Collection[str] = ()
) -> Issued:
    """Write the workbooks of a form and remember them; nothing new is numbered twice.

    A subject whose prefilled values are the same as last time gets the same workbook again, under
    the same number. LzfxError for a form or subject that does not exist.
    """
    form = _form(session, form_name)
    wanted = _wanted(session, per_post=per_post, only=only)
    last = {one.subject: one for one in issues(session.ledger, form.name)}
    press = Press(form, about(session, form))
    year_before = before(session)
    files: list[IssuedFile] = []
    fresh: list[Issue] = []
    put = write_whole  # the first tells of all: they are made of the same pieces, in memory
    for subject in wanted:
        filling = filling_for(session, form, subject, year_before)
        one = _numbered(session, form, subject, filling, last.get(subject))
        stamp = Stamp(form.name, form.version, subject, session.campaign.code, one.number)
        path = session.workspace.folder("outbox") / one.file
        new = one is not last.get(subject)
        if new or not path.exists():
            sealed = identified(one.filling, stamp, session.ledger.key)
            put(path, press.print(sealed), durable=False)
            put = write_atomic
        fresh.extend([one] if new else [])
        points = len(filling.tables.get(POINTS, ()))
        name = session.roster.called(subject)
        files.append(IssuedFile(subject, name, one.number, one.file, new, points))
    with session.ledger.transaction():
        session.ledger.add_issues(fresh)
        session.act(Verb.ISSUE, form.name, fresh=len(fresh), total=len(files))
    return Issued(form.title, str(session.workspace.folder("outbox")), tuple(files))


def _form(session: Session, name: str) -> FormSpec:
    issuable: Mapping[str, FormSpec] = {
        form.name: form for form in session.forms.values() if form.stamped
    }
    if name not in issuable:
        raise LzfxError("form-unknown", {"value": name, "forms": tuple(issuable)})
    return issuable[name]


def _wanted(session: Session, *, per_post: bool, only: Collection[str]) -> tuple[str, ...]:
    owing = subjects(session.roster, per_post=per_post)
    named = {name: subject_named(session.roster, name) for name in only}
    for name, subject in named.items():
        if subject not in owing:
            raise LzfxError("subject-unknown", {"value": name})
    return tuple(code for code in owing if not only or code in named.values())


def _numbered(
    session: Session, form: FormSpec, subject: str, filling: Filling, last: Issue | None
) -> Issue:
    """The last issue again when nothing changed, else the next one."""
    if last is not None and (last.version, last.filling) == (form.version, filling):
        return last
    number = last.number + 1 if last else 1
    again = f"（第{number}次）" if number > 1 else ""
    file = safe_file_name(f"{subject} {session.roster.called(subject)} {form.title}{again}.xlsx")
    code = session.campaign.code
    return Issue(form.name, subject, number, form.version, code, session.at, file, filling)
