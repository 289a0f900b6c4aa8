"""`lzfx send`: letters ready to send, each with its workbook, and a page to click through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path

from lzfx.campaign.subjects import ANYBODY
from lzfx.files.names import safe_file_name
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import DRAFTS
from lzfx.files.writing import write_atomic
from lzfx.mail.drafts import Address, Attachment, draft_bytes
from lzfx.mail.index_page import TEMPLATE, IndexRow, index_page, page_facts
from lzfx.mail.letters import LetterKind
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.finding import Finding
from lzfx.session.going_out import forbidding, unannounced
from lzfx.session.letter_texts import LetterTexts, WrittenLetter
from lzfx.session.letters import letters_due, sent_marks
from lzfx.session.opening import Session
from lzfx.session.progress import boards
from lzfx.session.slips import write_slips


@dataclass(frozen=True, slots=True)
class DraftFolder:
    """Drafts of one folder with the page that lists them; `new` are not marked as sent yet."""

    index: Path
    drafts: int
    without_address: tuple[str, ...]
    new: int


@dataclass(frozen=True, slots=True)
class SentDrafts:
    """The letters with blank forms, and the replies to returns; None where there are none.

    With `findings` nothing was written, because they forbid it.
    """

    issued: DraftFolder | None
    replies: DraftFolder | None
    slips: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def send(session: Session, *, paper: bool = False, late: bool = False) -> SentDrafts:
    """Write drafts for forms that wait for a return, and replies to what came back last.

    A file that was refused is answered too. Each draft also comes as plain text, ready to paste
    elsewhere; with `paper` there is also a slip to print for each return that goes back. The
    folders are written anew: drafts that are no longer due are deleted. Forms that the office fills
    in itself get no letter. Settings that nobody has filled in keep all letters in, and so does a
    deadline that is over before anybody was written to, unless they are meant to go out `late`.
    """
    found = boards(session)
    ours = [board for board in found if not board.of_ours]
    if stopped := forbidding(session, () if late else unannounced(session, ours)):
        return SentDrafts(None, None, findings=stopped)
    written = LetterTexts(session)
    posts = [written.post(one) for one in letters_due(session, found)]
    waiting = [one for one in posts if one.letter.kind is LetterKind.ISSUE]
    replies = [one for one in posts if one.letter.kind is not LetterKind.ISSUE]
    sendings = SentDrafts(
        _written(session, "outbox", word("drafts-title"), waiting),
        _written(session, "sent_back", word("replies-title"), replies),
        write_slips(session, ours) if paper else (),
    )
    with session.ledger.transaction():
        session.act(Verb.SEND, forms=len(waiting), replies=len(replies))
    return sendings


def _written(
    session: Session, folder: str, title: str, posts: Sequence[WrittenLetter]
) -> DraftFolder | None:
    """Write the drafts of a folder and their page; old drafts go, also when none is due."""
    home = session.workspace.folder(folder) / DRAFTS
    several = Counter(post.letter.subject for post in posts)
    sent = sent_marks(session)
    made: list[IndexRow] = []
    for number, post in enumerate(posts, start=1):
        one = post.letter
        form = session.forms[one.form].title if several[one.subject] > 1 and one.form else ""
        kind = word("draft-refused") if one.kind is LetterKind.REFUSED else form
        whose = f"{one.subject} {one.name}" if one.subject else one.refused[0].file
        name = safe_file_name(f"{whose} {kind}".strip() + ".eml")
        made.append(_draft(session, home / _free(name, made), post, number, sent.get(one.mark, "")))
    _clear(home, keep={row.draft for row in made})
    index = home / f"{word('drafts-page')}.html"
    if not posts:
        with suppress(OSError):  # a page that lists drafts that are gone leads nowhere
            index.unlink(missing_ok=True)
        return None
    office = session.campaign.office.name
    facts = page_facts(title, session.campaign.name, office, session.now.date())
    page = index_page(session.definitions.text(TEMPLATE), made, facts, TEMPLATE)
    write_atomic(index, page.encode())
    lacking = tuple(row.unit for row in made if not row.to)
    new = sum(post.letter.mark not in sent for post in posts)
    return DraftFolder(index, len(made), lacking, new)


def _free(name: str, made: Sequence[IndexRow]) -> str:
    """The name, or with a number when another draft has it, however letters are cased."""
    taken = {row.draft.upper() for row in made}
    stem = name.removesuffix(".eml")
    names = chain((name,), (f"{stem}（{number}）.eml" for number in count(2)))
    return next(one for one in names if one.upper() not in taken)


def _draft(session: Session, path: Path, post: WrittenLetter, number: int, sent: str) -> IndexRow:
    one = post.letter
    owners = session.forms[one.form].owed_by if one.form else ANYBODY
    unit = session.everybody.unit_of(one.subject, owners)
    email = unit.email if unit else ""
    contact = session.roster.name_of(unit.contact) if unit else ""
    attached = None
    if post.attachment is not None:
        attached = Attachment(post.attachment.name, read_bytes(post.attachment))
    office = session.campaign.office
    data = draft_bytes(
        Address(contact or one.name, email),
        post.text.subject,
        post.text.text,
        attached,
        Address(office.name, office.email),
        mark=one.mark,
    )
    write_atomic(path, data, durable=False)
    text = f"\ufeff{post.text.subject}\n\n{post.text.text}".replace("\n", "\r\n")
    write_atomic(path.with_suffix(".txt"), text.encode(), durable=False)
    return IndexRow(
        number=number,
        unit=one.called,
        to=email,
        subject=post.text.subject,
        draft=path.name,
        attachment=attached.file_name if attached else "",
        sent_on=date.fromisoformat(sent) if sent else None,
    )


def _clear(home: Path, keep: Iterable[str]) -> None:
    kept = {Path(name).stem for name in keep}
    for path in home.iterdir() if home.is_dir() else ():
        if path.suffix in {".eml", ".txt"} and path.stem not in kept:
            with suppress(OSError):
                path.unlink()
