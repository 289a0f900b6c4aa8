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
from lzfx.model.action import Action
from lzfx.model.filling import Filling
from lzfx.model.ledger import Issue
from lzfx.model.submission import Stamp
from lzfx.session.issuing import about, filling_for
from lzfx.session.master import before
from lzfx.session.opening import Opened
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
    campaign: Opened, form_name: str, *, per_post: bool = False, only: Collection[str] = ()
) -> Issued:
    """Write the workbooks of a form and remember them; nothing new is numbered twice.

    A subject whose prefilled values are the same as last time gets the same workbook again, under
    the same number. LzfxError for a form or subject that does not exist.
    """
    form = _form(campaign, form_name)
    wanted = _wanted(campaign, per_post=per_post, only=only)
    last = {one.subject: one for one in issues(campaign.ledger, form.name)}
    press = Press(form, about(campaign, form))
    year_before = before(campaign)
    files: list[IssuedFile] = []
    fresh: list[Issue] = []
    put = write_whole  # the first tells of all: they are made of the same pieces, in memory
    for subject in wanted:
        filling = filling_for(campaign, form, subject, year_before)
        one = _numbered(campaign, form, subject, filling, last.get(subject))
        stamp = Stamp(form.name, form.version, subject, campaign.campaign.code, one.number)
        path = campaign.workspace.folder("outbox") / one.file
        new = one is not last.get(subject)
        if new or not path.exists():
            sealed = identified(one.filling, stamp, campaign.ledger.key)
            put(path, press.print(sealed), durable=False)
            put = write_atomic
        fresh.extend([one] if new else [])
        points = len(filling.tables.get(POINTS, ()))
        name = campaign.roster.called(subject)
        files.append(IssuedFile(subject, name, one.number, one.file, new, points))
    with campaign.ledger.transaction():
        campaign.ledger.add_issues(fresh)
        count = f"{len(fresh)}/{len(files)}"
        campaign.ledger.act(Action(campaign.at, campaign.by, "issue", form.name, count))
    return Issued(form.title, str(campaign.workspace.folder("outbox")), tuple(files))


def _form(campaign: Opened, name: str) -> FormSpec:
    issuable: Mapping[str, FormSpec] = {
        form.name: form for form in campaign.forms.values() if form.stamped
    }
    if name not in issuable:
        raise LzfxError("form-unknown", {"value": name, "forms": tuple(issuable)})
    return issuable[name]


def _wanted(campaign: Opened, *, per_post: bool, only: Collection[str]) -> tuple[str, ...]:
    owing = subjects(campaign.roster, per_post=per_post)
    named = {name: subject_named(campaign.roster, name) for name in only}
    for name, subject in named.items():
        if subject not in owing:
            raise LzfxError("subject-unknown", {"value": name})
    return tuple(code for code in owing if not only or code in named.values())


def _numbered(
    campaign: Opened, form: FormSpec, subject: str, filling: Filling, last: Issue | None
) -> Issue:
    """The last issue again when nothing changed, else the next one."""
    if last is not None and (last.version, last.filling) == (form.version, filling):
        return last
    number = last.number + 1 if last else 1
    again = f"（第{number}次）" if number > 1 else ""
    file = safe_file_name(f"{subject} {campaign.roster.called(subject)} {form.title}{again}.xlsx")
    code = campaign.campaign.code
    return Issue(form.name, subject, number, form.version, code, campaign.at, file, filling)
