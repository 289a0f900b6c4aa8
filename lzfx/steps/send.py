"""`lzfx send`: letters ready to send, each with its workbook, and a page to click through them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lzfx.checks.context import subject_unit
from lzfx.checks.grouping import grouped
from lzfx.files.names import safe_file_name
from lzfx.files.workspace import DRAFTS
from lzfx.files.writing import read_bytes, write_atomic
from lzfx.ledger.queries import current_submissions, head
from lzfx.mail.drafts import Address, Attachment, draft
from lzfx.mail.index_page import TEMPLATE, IndexRow, index_page, page_facts
from lzfx.mail.letters import (
    ACCEPTED,
    ISSUE,
    SEND_BACK,
    Letter,
    accepted_facts,
    issue_facts,
    letter,
    send_back_facts,
    subject_and_text,
)
from lzfx.messages import in_fours, placed_in_form, sentence, word
from lzfx.model.action import Verb
from lzfx.rules.workflow import State
from lzfx.session.opening import Session
from lzfx.session.progress import Progress, standings
from lzfx.session.slips import write_slips


@dataclass(frozen=True, slots=True)
class Sent:
    """Drafts of one folder with the page that lists them."""

    index: Path
    drafts: int
    without_address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sendings:
    """The letters with blank forms, and the replies to returns; None where there are none."""

    issued: Sent | None
    replies: Sent | None
    slips: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Post:
    """A letter to one subject, with what goes along."""

    standing: Progress
    letter: Letter
    attachment: Path | None


def send(session: Session, *, paper: bool = False) -> Sendings:
    """Write drafts for forms that wait for a return, and replies to what came back last.

    Peers each draft lies its text, ready to paste elsewhere; with `paper` a slip to print for
    each return that goes back. The folders are made anew: what is no longer due is taken away.
    """
    found = standings(session)
    points = {
        one.stamp.subject: len(one.tables.get("risk_points", ()))
        for one in current_submissions(session.ledger, session.declaration)
    }
    waiting = [_issue_letter(session, one) for one in found if one.state is State.ISSUED]
    replies = [
        _send_back_letter(session, one)
        if one.state in {State.SENT_BACK, State.CORRECTING}
        else _receipt(session, one, points.get(one.subject, 0))
        for one in found
        if one.delivery is not None
    ]
    sendings = Sendings(
        _written(session, "outbox", word("drafts-title"), waiting),
        _written(session, "sent_back", word("replies-title"), replies),
        write_slips(session, found) if paper else (),
    )
    with session.ledger.transaction():
        session.act(Verb.SEND, forms=len(waiting), replies=len(replies))
    return sendings


def _filled(session: Session, template: str, facts: dict[str, object]) -> Letter:
    return subject_and_text(letter(session.definitions.text(template), facts, template), template)


def _issue_letter(session: Session, one: Progress) -> _Post:
    file = one.issue.file if one.issue else ""
    title, today = session.declaration.title, session.now.date()
    facts = issue_facts(session.campaign, one.name, title, file, today)
    path = session.workspace.folder("outbox") / file
    return _Post(one, _filled(session, ISSUE, facts), path)


def _send_back_letter(session: Session, one: Progress) -> _Post:
    assert one.delivery is not None  # noqa: S101 - the caller chose those with a delivery
    findings = grouped(one.delivery.findings)
    facts = send_back_facts(
        session.campaign,
        one.name,
        session.declaration.title,
        session.now.date(),
        file=one.delivery.file,
        findings=findings,
        sentences=[f"{placed_in_form(each)}{sentence(each)}" for each in findings],
        attachment=one.delivery.answer,
    )
    path = session.workspace.folder("sent_back") / one.delivery.answer
    return _Post(one, _filled(session, SEND_BACK, facts), path)


def _receipt(session: Session, one: Progress, points: int) -> _Post:
    assert one.taken is not None  # noqa: S101 - not sent back, so it was taken in
    facts = accepted_facts(
        session.campaign,
        one.name,
        session.declaration.title,
        session.now.date(),
        file=one.taken.file,
        points=points,
        code=receipt_code(session, one),
    )
    return _Post(one, _filled(session, ACCEPTED, facts), None)


def receipt_code(session: Session, one: Progress) -> str:
    """What a unit quotes when it asks about its return, with the newest code of the record."""
    if one.taken is None:
        return ""
    serial = f"{session.campaign.code}-{one.taken.number:04d}-{one.taken.sha256[:6].upper()}"
    return word("receipt-code", serial=serial, head=in_fours(head(session.ledger)))


def _written(session: Session, folder: str, title: str, posts: Sequence[_Post]) -> Sent | None:
    """The drafts of a folder and their page; without any the folder's old drafts go too."""
    home = session.workspace.folder(folder) / DRAFTS
    made = [_draft(session, home, post, number) for number, post in enumerate(posts, start=1)]
    _clear(home, keep={row.draft for row in made})
    if not posts:
        return None
    office = session.campaign.office.name
    facts = page_facts(title, session.campaign.name, office, session.now.date())
    page = index_page(session.definitions.text(TEMPLATE), made, facts, TEMPLATE)
    index = write_atomic(home / f"{word('drafts-page')}.html", page.encode())
    lacking = tuple(row.unit for row in made if not row.to)
    return Sent(index, len(made), lacking)


def _draft(session: Session, home: Path, post: _Post, number: int) -> IndexRow:
    unit = subject_unit(session.roster, post.standing.subject)
    email = unit.email if unit else ""
    contact = session.roster.name_of(unit.contact) if unit else ""
    attached = None
    if post.attachment is not None:
        attached = Attachment(post.attachment.name, read_bytes(post.attachment))
    office = session.campaign.office
    data = draft(
        Address(contact or post.standing.name, email),
        post.letter.subject,
        post.letter.text,
        attached,
        Address(office.name, office.email),
    )
    name = safe_file_name(f"{post.standing.subject} {post.standing.name}.eml")
    write_atomic(home / name, data, durable=False)
    text = f"\ufeff{post.letter.subject}\n\n{post.letter.text}".replace("\n", "\r\n")
    write_atomic((home / name).with_suffix(".txt"), text.encode(), durable=False)
    return IndexRow(
        number=number,
        unit=post.standing.name,
        to=email,
        subject=post.letter.subject,
        draft=name,
        attachment=attached.file_name if attached else "",
    )


def _clear(home: Path, keep: Iterable[str]) -> None:
    kept = {Path(name).stem for name in keep}
    for path in home.iterdir() if home.is_dir() else ():
        if path.suffix in {".eml", ".txt"} and path.stem not in kept:
            with suppress(OSError):
                path.unlink()
