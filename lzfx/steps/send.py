"""`lzfx send`: letters ready to send, each with its workbook, and a page to click through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lzfx.checks.grouping import Grouped, grouped
from lzfx.files.names import safe_file_name
from lzfx.files.workspace import DRAFTS
from lzfx.files.writing import read_bytes, write_atomic
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import current_submissions, head
from lzfx.mail.drafts import Address, Attachment, draft_bytes
from lzfx.mail.index_page import TEMPLATE, IndexRow, index_page, page_facts
from lzfx.mail.letters import (
    ACCEPTED,
    ISSUE,
    SEND_BACK,
    MailText,
    accepted_facts,
    issue_facts,
    mail_text,
    send_back_facts,
    subject_and_text,
)
from lzfx.messages import in_fours, sentence, word
from lzfx.model.about import About
from lzfx.model.action import Verb
from lzfx.rules.workflow import State
from lzfx.session.opening import Session
from lzfx.session.progress import Progress, boards
from lzfx.session.slips import write_slips


@dataclass(frozen=True, slots=True)
class DraftFolder:
    """Drafts of one folder with the page that lists them."""

    index: Path
    drafts: int
    without_address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentDrafts:
    """The letters with blank forms, and the replies to returns; None where there are none."""

    issued: DraftFolder | None
    replies: DraftFolder | None
    slips: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Post:
    """A letter to one subject, with its attachment."""

    progress: Progress
    letter: MailText
    attachment: Path | None


def send(session: Session, *, paper: bool = False) -> SentDrafts:
    """Write drafts for forms that wait for a return, and replies to what came back last.

    Each draft also comes as plain text, ready to paste elsewhere; with `paper` there is also a slip
    to print for each return that goes back. The folders are written anew: drafts that are no longer
    due are deleted. Forms that the office fills in itself get no letter.
    """
    waiting: list[_Post] = []
    replies: list[_Post] = []
    found = [board for board in boards(session) if not board.of_ours]
    for board in found:
        written = _Letters(session, session.forms[board.form])
        for one in board.subjects:
            if one.state is State.ISSUED:
                waiting.append(written.issued(one))
            if one.delivery is None:
                continue
            sent_back = one.state in {State.SENT_BACK, State.CORRECTING}
            replies.append(written.sent_back(one) if sent_back else written.receipt(one))
    sendings = SentDrafts(
        _written(session, "outbox", word("drafts-title"), waiting),
        _written(session, "sent_back", word("replies-title"), replies),
        write_slips(session, found) if paper else (),
    )
    with session.ledger.transaction():
        session.act(Verb.SEND, forms=len(waiting), replies=len(replies))
    return sendings


class _Letters:
    """The letters about one form."""

    def __init__(self, session: Session, form: FormSpec) -> None:
        self._session = session
        self._form = form
        self._campaign = session.campaign.for_form(form.name)
        self._today = session.now.date()

    @cached_property
    def _points(self) -> Mapping[str, int] | None:
        """Number of risk points by hash of each return that counts; None for a form without any."""
        points = self._form.table_about(About.RISK_POINT)
        if points is None:
            return None
        current = current_submissions(self._session.ledger, self._form)
        return {one.sha256: len(one.tables.get(points.name, ())) for one in current}

    def issued(self, one: Progress) -> _Post:
        """The letter that brings a form."""
        file = one.issue.file if one.issue else ""
        facts = issue_facts(
            self._campaign,
            one.name,
            self._form.title,
            self._today,
            attachment=file,
            asks=self._form.letter,
        )
        path = self._session.workspace.folder("outbox") / file
        return _Post(one, self._filled(ISSUE, facts), path)

    def sent_back(self, one: Progress) -> _Post:
        """The letter that brings a return back."""
        assert one.delivery is not None  # noqa: S101 - the caller chose those with a delivery
        lines = grouped(one.delivery.findings)
        facts = send_back_facts(
            self._campaign,
            one.name,
            self._form.title,
            self._today,
            file=one.delivery.file,
            findings=[each.finding for each in lines],
            sentences=[_said(each) for each in lines],
            attachment=one.delivery.answer,
        )
        path = self._session.workspace.folder("sent_back") / one.delivery.answer
        return _Post(one, self._filled(SEND_BACK, facts), path)

    def receipt(self, one: Progress) -> _Post:
        """The letter that says that a return was taken in."""
        assert one.taken is not None  # noqa: S101 - not sent back, so it was taken in
        points = self._points
        facts = accepted_facts(
            self._campaign,
            one.name,
            self._form.title,
            self._today,
            file=one.taken.file,
            points=None if points is None else points.get(one.taken.sha256, 0),
            code=receipt_code(self._session, one),
        )
        return _Post(one, self._filled(ACCEPTED, facts), None)

    def _filled(self, template: str, facts: dict[str, object]) -> MailText:
        text = self._session.definitions.text(template)
        return subject_and_text(mail_text(text, facts, template), template)


def _said(one: Grouped) -> str:
    return f"{one.place}：{sentence(one.finding)}" if one.place else sentence(one.finding)


def receipt_code(session: Session, one: Progress) -> str:
    """The code a unit quotes when it asks about its return; it ends in the record's newest code."""
    if one.taken is None:
        return ""
    serial = f"{session.campaign.code}-{one.taken.number:04d}-{one.taken.sha256[:6].upper()}"
    return word("receipt-code", serial=serial, head=in_fours(head(session.ledger)))


def _written(
    session: Session, folder: str, title: str, posts: Sequence[_Post]
) -> DraftFolder | None:
    """Write the drafts of a folder and their page; old drafts go, also when none is due."""
    home = session.workspace.folder(folder) / DRAFTS
    several = Counter(post.progress.subject for post in posts)
    made = []
    for number, post in enumerate(posts, start=1):
        one = post.progress
        form = session.forms[one.form].title if several[one.subject] > 1 else ""
        name = safe_file_name(f"{one.subject} {one.name} {form}".strip() + ".eml")
        made.append(_draft(session, home / name, post, number))
    _clear(home, keep={row.draft for row in made})
    if not posts:
        return None
    office = session.campaign.office.name
    facts = page_facts(title, session.campaign.name, office, session.now.date())
    page = index_page(session.definitions.text(TEMPLATE), made, facts, TEMPLATE)
    index = write_atomic(home / f"{word('drafts-page')}.html", page.encode())
    lacking = tuple(row.unit for row in made if not row.to)
    return DraftFolder(index, len(made), lacking)


def _draft(session: Session, path: Path, post: _Post, number: int) -> IndexRow:
    one = post.progress
    unit = session.everybody.unit_of(one.subject, session.forms[one.form].owed_by)
    email = unit.email if unit else ""
    contact = session.roster.name_of(unit.contact) if unit else ""
    attached = None
    if post.attachment is not None:
        attached = Attachment(post.attachment.name, read_bytes(post.attachment))
    office = session.campaign.office
    data = draft_bytes(
        Address(contact or one.name, email),
        post.letter.subject,
        post.letter.text,
        attached,
        Address(office.name, office.email),
    )
    write_atomic(path, data, durable=False)
    text = f"\ufeff{post.letter.subject}\n\n{post.letter.text}".replace("\n", "\r\n")
    write_atomic(path.with_suffix(".txt"), text.encode(), durable=False)
    return IndexRow(
        number=number,
        unit=one.name,
        to=email,
        subject=post.letter.subject,
        draft=path.name,
        attachment=attached.file_name if attached else "",
    )


def _clear(home: Path, keep: Iterable[str]) -> None:
    kept = {Path(name).stem for name in keep}
    for path in home.iterdir() if home.is_dir() else ():
        if path.suffix in {".eml", ".txt"} and path.stem not in kept:
            with suppress(OSError):
                path.unlink()
