"""`lzfx send --done`: a person says that the drafts were sent; the record keeps which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lzfx.errors import LzfxError
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import DRAFTS
from lzfx.mail.drafts import mark_of
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.codes import screen_word
from lzfx.session.letters import DueLetter, unsent
from lzfx.session.opening import Session
from lzfx.session.progress import boards


@dataclass(frozen=True, slots=True)
class MailedLetter:
    """A letter that was sent: what it is, to whom."""

    letter: str
    subject: str
    name: str


@dataclass(frozen=True, slots=True)
class Mailed:
    """The letters now on record as sent, and how many that are due are still not."""

    letters: tuple[MailedLetter, ...]
    left: int


def mailed(session: Session, units: Sequence[str] = ()) -> Mailed:
    """Record the letters that lie as drafts as sent: all, or those to these units and their posts.

    A letter that has become due since the drafts were written is not among them. LzfxError for a
    unit that the roster does not have; then nothing is recorded.
    """
    wanted = frozenset(_codes(session, units))
    drafted = frozenset(_marks(session))
    due = unsent(session, boards(session))
    told = [
        one for one in due if one.mark in drafted and (not units or wanted & _whose(session, one))
    ]
    with session.ledger.transaction():
        for one in told:
            session.act(Verb.POSTED, one.subject, letter=_called(one), mark=one.mark)
    letters = tuple(MailedLetter(_called(one), one.subject, one.name) for one in told)
    return Mailed(letters, len(due) - len(told))


def _called(one: DueLetter) -> str:
    return word(screen_word(f"letter-{one.kind}"))


def _codes(session: Session, units: Sequence[str]) -> Iterator[str]:
    for text in units:
        subject = session.everybody.named(text)
        if subject is None:
            raise LzfxError("unit-unknown", {"value": text})
        yield subject.code


def _whose(session: Session, one: DueLetter) -> frozenset[str]:
    """The subject of a letter, and the unit of that subject."""
    unit = session.everybody.unit_of(one.subject) if one.subject else None
    return frozenset({one.subject, unit.code if unit else ""} - {""})


def _marks(session: Session) -> Iterator[str]:
    """The marks of the drafts that lie in the two folders."""
    for folder in ("outbox", "sent_back"):
        home = session.workspace.folder(folder) / DRAFTS
        for path in sorted(home.glob("*.eml")) if home.is_dir() else ():
            yield mark_of(read_bytes(path))
