"""The files in 收件, or those the clerk named, as labelled bytes; archives and mails are opened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from lzfx.errors import FileError
from lzfx.files.workspace import walk
from lzfx.files.writing import read_bytes
from lzfx.intake.archive import members
from lzfx.intake.bounded import LIMITS, Refused
from lzfx.intake.mail import attachments
from lzfx.intake.sniff import Container, sniff
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
_OPENERS: Mapping[Container, _Opener] = {
    Container.ZIP: _ARCHIVE,
    Container.MAIL: _Opener(attachments, Finding("mail-empty"), {Container.ZIP: _ARCHIVE}),
}


@dataclass(frozen=True)
class InboxFile:
    """One file as it arrived; `fault` says why its bytes are missing.

    `error` is an error of the program that happened while the file was opened.
    """

    label: str
    data: bytes = b""
    fault: Finding | None = None
    error: Exception | None = None

    @property
    def is_readable(self) -> bool:
        """Whether its bytes can be given to a reader."""
        return self.fault is None and self.error is None

    @cached_property
    def sha256(self) -> str:
        """The hash of its bytes; for a file that could not be read, a mark of name and fault."""
        if self.fault is None:
            return hashlib.sha256(self.data).hexdigest()
        return UNREAD + hashlib.sha256(f"{self.label}\0{self.fault.code}".encode()).hexdigest()


def inbox_files(paths: Iterable[Path], below: Path) -> Iterator[InboxFile]:
    """Every file at those paths, oldest first; archives give their members, each judged alone.

    Labels are paths relative to `below`, or to the folder that was named. A file that cannot be
    read is given with a fault, and the others follow.
    """
    found: list[tuple[float, str, Path]] = []
    faults: list[InboxFile] = []
    for path in paths:
        try:
            for each in walk(path):
                label = _label(each, path, below)
                found.append((each.stat().st_mtime, label, each))
        except (FileError, OSError) as error:
            faults.append(InboxFile(path.name, fault=_unreadable(path.name, error)))
    yield from faults
    for _, label, path in sorted(found):
        yield from _opened(_read(label, path))


def _label(path: Path, named: Path, below: Path) -> str:
    for base in (below, named):
        if path.is_relative_to(base) and path != base:
            return path.relative_to(base).as_posix()
    return path.name


def _read(label: str, path: Path) -> InboxFile:
    try:
        size = path.stat().st_size
        if size > LIMITS.file_bytes:
            params = {"bytes": size, "limit": LIMITS.file_bytes}
            return InboxFile(label, fault=Finding("file-too-big", Where(label), params))
        return InboxFile(label, read_bytes(path))
    except (FileError, OSError) as error:
        return InboxFile(label, fault=_unreadable(label, error))


def _unreadable(label: str, error: FileError | OSError) -> Finding:
    detail = error.params.get("detail", "") if isinstance(error, FileError) else error.strerror
    return Finding("file-unreadable", Where(label), {"detail": detail or ""})


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
    try:
        for name, data in opener.members(file.data):
            is_empty = False
            label = f"{file.label}/{name}"
            if isinstance(data, Refused):
                yield InboxFile(label, fault=_refused(label, data))
            else:
                yield from _opened(InboxFile(label, data), opener.inside)
    except Refused as refused:
        yield InboxFile(file.label, fault=_refused(file.label, refused))
        return
    if is_empty:
        yield InboxFile(file.label, fault=replace(opener.empty, where=Where(file.label)))


def _refused(label: str, refused: Refused) -> Finding:
    return Finding(refused.code, Where(label, refused.sheet), refused.params)
