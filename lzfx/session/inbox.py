"""The files in 收件, or those the clerk named, as labelled bytes; archives and mails are opened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from lzfx.errors import FileError
from lzfx.files.entries import Entry, link_followed, said_of, unreadable, walk
from lzfx.files.reading import FileTooBigError, NoRegularFileError, read_bytes
from lzfx.intake.archive import members
from lzfx.intake.bounded import LIMITS, Refused
from lzfx.intake.mail import attachments, sender_of
from lzfx.intake.sniff import Container, sniff
from lzfx.messages import word
from lzfx.model.finding import Finding, Where

UNREAD = "unread:"
"""Stands in place of a hash before the mark of a file whose bytes could not be read."""


@dataclass(frozen=True, slots=True)
class _Opener:
    """How a container is opened, which containers may be opened in it, the finding if empty."""

    members: Callable[[bytes], Iterator[tuple[str, bytes | Refused]]]
    empty: Finding
    inside: Mapping[Container, _Opener]


_ARCHIVE = _Opener(members, Finding("archive-empty"), {})
_MAIL = _Opener(attachments, Finding("mail-empty"), {Container.ZIP: _ARCHIVE})
_OPENERS: Mapping[Container, _Opener] = {
    Container.ZIP: _ARCHIVE,
    Container.MAIL: _MAIL,
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with conclusions: how many, and the sheet that proposes them with its name."""

    count: int
    sheet: str
    data: bytes


@dataclass(frozen=True)
class InboxFile:
    """One file as it arrived; `fault` says why its bytes are missing.

    `error` is an error of the program that happened while the file was opened. `said` is told with
    its judgement. `sender` is the address a mail came from, empty when it names none; None for what
    came by no mail. `instead` is what it is found to be where nobody reads it as a `letter`.
    `beside` is the name of the mail that it is, where the attachments of that came by themselves.
    """

    label: str
    data: bytes = b""
    fault: Finding | None = None
    error: Exception | None = None
    said: tuple[Finding, ...] = ()
    sender: str | None = None
    instead: Finding | None = None
    letter: Letter | None = None
    beside: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether its bytes can be given to a reader."""
        return self.fault is None and self.error is None

    @property
    def refusal(self) -> Finding | None:
        """Why it can be no return: its fault, a letter in its place; None where it may be one."""
        if self.letter is not None:
            params = {"count": self.letter.count, "sheet": self.letter.sheet}
            return Finding("recording-by-letter", Where(self.label), params)
        return self.fault or self.instead

    @cached_property
    def sha256(self) -> str:
        """The hash of its bytes; for a file that could not be read, a mark of name and fault."""
        if self.fault is None:
            return hashlib.sha256(self.data).hexdigest()
        return UNREAD + hashlib.sha256(f"{self.label}\0{self.fault.code}".encode()).hexdigest()


def inbox_files(
    paths: Iterable[Path], below: Path, *, letters: bool = False
) -> Iterator[InboxFile]:
    """Every file at those paths, oldest first; archives give their members, each judged alone.

    Labels are paths relative to `below`, or to the folder that was named. What is no file, and
    what cannot be read, is given with a fault, and the others follow. A link is followed only when
    it was named itself, which is said with the file. With `letters` the mail whose attachments are
    given follows them as a file of its own, for what its text may say: see `beside`.
    """
    told = _arrived(paths, below)
    return told if letters else (one for one in told if not one.beside)


def _arrived(paths: Iterable[Path], below: Path) -> Iterator[InboxFile]:
    found: list[tuple[float, str, Entry, bool]] = []
    for path in paths:
        try:
            found += (
                (entry.modified, _label(entry.path, path, below), entry, entry.path == path)
                for entry in walk(path)
            )
        except FileError as error:
            yield InboxFile(path.name, fault=_at(path.name, unreadable(error)))
    yield from (
        InboxFile(label, fault=_at(label, entry.fault))
        for _, label, entry, _ in found
        if entry.fault is not None
    )
    readable = (one for one in found if one[2].fault is None)
    for _, label, entry, is_named in sorted(readable, key=lambda one: one[:2]):
        yield from _opened(_read(label, entry.path, is_named=is_named))


def _label(path: Path, named: Path, below: Path) -> str:
    for base in (below, named):
        if path.is_relative_to(base) and path != base:
            return path.relative_to(base).as_posix()
    return path.name


def _at(label: str, finding: Finding) -> Finding:
    return replace(finding, where=Where(label))


def _read(label: str, path: Path, *, is_named: bool) -> InboxFile:
    said = (_at(label, followed),) if is_named and (followed := link_followed(path)) else ()
    try:
        return InboxFile(label, read_bytes(path, LIMITS.file_bytes, follow=is_named), said=said)
    except FileTooBigError as error:
        params = {"bytes": error.size, "limit": LIMITS.file_bytes}
        fault = Finding("file-too-big", params=params)
    except NoRegularFileError as error:
        fault = said_of(path, error.oddity)
    except FileError as error:
        fault = unreadable(error)
    return InboxFile(label, fault=_at(label, fault))


def _opened(
    file: InboxFile, openers: Mapping[Container, _Opener] = _OPENERS
) -> Iterator[InboxFile]:
    """The file itself, or the files it holds; one that the program fails to open comes unopened."""
    try:
        yield from _members(file, openers)
    except Exception as error:  # noqa: BLE001 - one bad file never stops the others
        yield replace(file, error=error)


def _members(file: InboxFile, openers: Mapping[Container, _Opener]) -> Iterator[InboxFile]:
    """The file itself, or the files that a mail or archive holds.

    An archive in a mail is opened too; an archive in an archive or a mail in a mail is not.
    """
    opener = openers.get(sniff(file.data)) if file.fault is None else None
    if opener is None:
        yield file
        return
    is_empty = True
    sender = sender_of(file.data) if opener is _MAIL else file.sender
    try:
        for name, data in opener.members(file.data):
            is_empty = False
            label = f"{file.label}/{name}"
            if isinstance(data, Refused):
                yield InboxFile(label, fault=_refused(label, data), sender=sender)
            else:
                yield from _opened(InboxFile(label, data, sender=sender), opener.inside)
    except Refused as refused:
        yield InboxFile(file.label, fault=_refused(file.label, refused), sender=sender)
        return
    if is_empty and opener is _MAIL:
        yield InboxFile(file.label, file.data, sender=sender, instead=_at(file.label, opener.empty))
    elif opener is _MAIL:
        label = f"{file.label}/{word('recording-own-text')}"
        yield InboxFile(label, file.data, sender=sender, beside=file.label)
    elif is_empty:
        fault = _at(file.label, opener.empty)
        yield InboxFile(file.label, fault=fault, sender=sender)


def _refused(label: str, refused: Refused) -> Finding:
    return Finding(refused.code, Where(label, refused.sheet), refused.params)
