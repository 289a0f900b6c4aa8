"""`lzfx withdraw`: what went out of a form is taken back, on record; its files are put aside."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lzfx.errors import LzfxError
from lzfx.files.aside import move_file
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted, issues
from lzfx.ledger.went_out import actions_of
from lzfx.model.action import Verb
from lzfx.model.ledger import Issue
from lzfx.session.issuing import form_named
from lzfx.session.opening import Session
from lzfx.session.withdrawn import standing, withdrawn

FOLDER = "撤回"
"""Below 归档: blank forms that were withdrawn."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was withdrawn: names of the subjects; `answered` have returned it, so it stays.

    `files` were moved out of 发出, into `folder`.
    """

    form: str
    subjects: tuple[str, ...]
    answered: tuple[str, ...]
    files: tuple[str, ...]
    folder: str


def withdraw(session: Session, form_name: str, why: str, only: Collection[str] = ()) -> Withdrawn:
    """Withdraw every workbook of a form, or those of the subjects `only`, that nobody has returned.

    Nobody owes it any more, letters leave it out, and a return of it is refused in so many words.
    LzfxError for an unknown form, for a subject that got none, and without a reason.
    """
    if not why.strip():
        raise LzfxError("withdraw-without-reason")
    form = form_named(session, form_name)
    out = standing(session.ledger, form.name)
    wanted = _wanted(session, form, out, only)
    returned = {one.subject: one for one in accepted(session.ledger, form.name)}
    due = [one for one in out if one.subject in wanted and one.subject not in returned]
    with session.ledger.transaction():
        for one in due:
            session.act(
                Verb.WITHDRAW,
                one.subject,
                form=form.name,
                title=form.title,
                issue=one.number,
                why=why.strip(),
            )
    called = {code: session.everybody.called(code, form.owed_by) for code in wanted}
    files = _moved(session, form)
    return Withdrawn(
        form.title,
        tuple(dict.fromkeys(called[one.subject] for one in due)),
        tuple(called[code] for code in wanted if code in returned),
        files,
        str(session.workspace.folder("archive") / FOLDER),
    )


def _wanted(
    session: Session, form: FormSpec, out: Collection[Issue], only: Collection[str]
) -> tuple[str, ...]:
    """The subjects meant, in the order in which they got the form."""
    sent = tuple(dict.fromkeys(one.subject for one in out))
    if not sent:
        raise LzfxError("withdraw-nothing", {"form": form.title})
    if not only:
        return sent
    found = set()
    for text in only:
        subject = session.everybody.named(text, form.owed_by)
        code = subject.code if subject else text
        if code not in sent:
            raise LzfxError("withdraw-not-issued", {"value": text, "form": form.title})
        found.add(code)
    return tuple(code for code in sent if code in found)


def _moved(session: Session, form: FormSpec) -> tuple[str, ...]:
    """Put aside the files of what was withdrawn, those of an interrupted run too."""
    gone = withdrawn(actions_of(session.ledger, Verb.WITHDRAW))
    outbox, aside = session.workspace.folder("outbox"), session.workspace.folder("archive") / FOLDER
    files = (
        one.file
        for one in issues(session.ledger, form.name)
        if (form.name, one.subject, one.number) in gone
    )
    return tuple(name for name in files if move_file(outbox / name, aside))
