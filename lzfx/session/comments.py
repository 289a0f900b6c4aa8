"""Comments on what is shown: from the returns of all forms that are about them, by publicity.

A register counts for the publicity that began on the day it names. Nothing is stored: what is
unanswered is computed from the returns that count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lzfx.checks.comments import NONE_RECEIVED, Shown
from lzfx.checks.versions import cell_of
from lzfx.errors import FindingsError
from lzfx.forms.records import YES, records_of
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import actions, current_submissions, point_id_records
from lzfx.model.about import About
from lzfx.model.codes import FindingCode
from lzfx.model.comment import Comment
from lzfx.model.edition import ActDone
from lzfx.model.finding import Finding, Where
from lzfx.model.revision import Revision
from lzfx.model.submission import Submission
from lzfx.rules.publicity import publicities
from lzfx.session.forms_about import forms_about
from lzfx.session.opening import Session
from lzfx.session.remarks import remarks_sent

_ADOPTED = frozenset({"adopted", "partly"})
_NONE = NONE_RECEIVED
_ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Register:
    """A return with comments; it may say that none came in."""

    form: FormSpec
    source: Submission

    @property
    def says_none(self) -> bool:
        """Whether it says that nobody commented."""
        return self.source.header.get(_NONE) == YES


@dataclass(frozen=True, slots=True)
class Registered:
    """A comment in a register, and the number of its row there."""

    comment: Comment
    register: Register
    row: int

    def said(self, code: FindingCode, field: str, **params: object) -> Finding:
        """A finding at one of its answers."""
        table = self.register.form.table_about(About.COMMENT)
        assert table is not None, self.register.form.name  # noqa: S101 - it was read from there
        told = {"comment": self.comment.code, "about": self.comment.about}
        where = cell_of(self.register.source, table, self.row, field)
        return Finding(code, where, {**told, **params})


@dataclass(frozen=True, slots=True)
class Comments:
    """All comments on what is shown in one publicity.

    `unfinished` is all that keeps the publicity from being closed, each with its place.
    """

    publicity: ActDone
    registered: tuple[Registered, ...] = ()
    unfinished: tuple[Finding, ...] = ()

    @property
    def comments(self) -> int:
        """How many there are."""
        return len(self.registered)

    @property
    def adopted(self) -> int:
        """How many were adopted, at least partly."""
        return sum(one.comment.outcome in _ADOPTED for one in self.registered)

    @property
    def unanswered(self) -> int:
        """How many nobody has disposed of."""
        return sum(not one.comment.outcome for one in self.registered)


def answered(session: Session, publicity: ActDone) -> Comments:
    """The comments of a publicity that may be closed; FindingsError with all that is unfinished."""
    told = comments_of(session, publicity)
    if told.unfinished:
        raise FindingsError("publicity-comments-open", told.unfinished)
    return told


def comments_of(session: Session, publicity: ActDone) -> Comments:
    """What the registers of a publicity say, and what they do not say yet."""
    books = tuple(registers(session, publicity.on))
    found = tuple(one for book in books for one in _registered(book))
    unregistered = tuple(_unregistered(session, publicity, found))
    unfinished = (
        *(one.said("comment-unanswered", "outcome") for one in found if not one.comment.outcome),
        *(one.said("comment-unreplied", "replied_on") for one in found if _unreplied(one.comment)),
        *_without_revision(session, found),
        *_twice(found),
        *unregistered,
        *(() if unregistered else _none_unsaid(publicity, found, books)),
    )
    return Comments(publicity, found, unfinished)


def what_is_shown(session: Session, form: FormSpec) -> tuple[Shown, ...]:
    """What a return with comments is checked against; nothing for other forms."""
    if form.table_about(About.COMMENT) is None and form.table_about(About.REMARK) is None:
        return ()
    periods = publicities(actions(session.ledger))
    points = frozenset(one.point_id for one in point_id_records(session.ledger))
    return (Shown({one.on: one.until for one in periods if one.until}, points),)


def registers(session: Session, first: date) -> Iterator[Register]:
    """The returns with comments on the publicity that began that day."""
    for form in forms_about(session, {About.COMMENT}):
        for one in current_submissions(session.ledger, form):
            if one.header.get("start") == first:
                yield Register(form, one)


def _registered(book: Register) -> Iterator[Registered]:
    table = book.form.table_about(About.COMMENT)
    assert table is not None, book.form.name  # noqa: S101 - only such forms come here
    comments = records_of(book.form, book.source.tables, Comment)
    for comment, row in zip(comments, book.source.tables.get(table.name, ()), strict=True):
        yield Registered(comment, book, row.number)


def _unreplied(one: Comment) -> bool:
    """Whether somebody who can be told what became of the comment was told nothing."""
    return bool(one.outcome) and one.commenter_kind != _ANONYMOUS and one.replied_on is None


def _without_revision(session: Session, found: Sequence[Registered]) -> Iterator[Finding]:
    """Comments that were adopted, and led to nothing that was taken in as a revision."""
    known = {
        revision.number
        for form in forms_about(session, {About.REVISION})
        for one in current_submissions(session.ledger, form)
        for revision in records_of(form, one.tables, Revision)
    }
    for one in found:
        numbers = one.comment.revisions
        unknown = tuple(number for number in numbers if number not in known)
        if one.comment.outcome in _ADOPTED and (unknown or not numbers):
            yield one.said("comment-revision-unknown", "revisions", numbers=unknown)


def _unregistered(
    session: Session, publicity: ActDone, found: Sequence[Registered]
) -> Iterator[Finding]:
    """What units sent in that no register has."""
    known = {one.comment.remark for one in found}
    for one in remarks_sent(session, publicity.on):
        if one.mark not in known:
            about = one.remark.about
            told = {"unit": one.unit_name, "about": about, "mark": one.mark}
            yield Finding("comment-not-registered", one.where, told)


def _twice(found: Sequence[Registered]) -> Iterator[Finding]:
    """The same number in two registers of one publicity."""
    times = Counter(one.comment.code for one in found)
    for one in found:
        if times[one.comment.code] > 1:
            yield one.said("comment-code-twice", "code")


def _none_unsaid(
    publicity: ActDone, found: Sequence[Registered], books: Sequence[Register]
) -> Iterator[Finding]:
    """Nothing was registered and nobody said that there was nothing; or both.

    A comment may come after somebody said that there were none: the newest register counts.
    """
    books = sorted(books, key=lambda book: book.source.stamp.issue, reverse=True)
    none = next((book for book in books[: 1 if found else None] if book.says_none), None)
    if none is not None and found:
        params = {"paper": none.form.title, "value": len(found)}
        yield Finding("comments-though-none", none.source.header_place(_NONE), params)
    elif none is None and not found:
        where = books[0].source.header_place(_NONE) if books else Where()
        yield Finding("comments-none-unsaid", where, {"on": publicity.on})
