"""Whom and which file a person means by a text; an error tells names that are like it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from lzfx.campaign.subjects import ANYBODY
from lzfx.errors import LzfxError
from lzfx.files import entries
from lzfx.files.reading import read_bytes
from lzfx.files.writing import file_error, is_too_long
from lzfx.forms.characters import tidy
from lzfx.forms.near import meant, near
from lzfx.ledger.queries import last_deliveries, names_of_files
from lzfx.messages import ALIKE
from lzfx.model.ledger import Delivery
from lzfx.model.subject import Owner, Subject
from lzfx.session.inbox import UNREAD, InboxFile, inbox_files
from lzfx.session.opening import Session

if TYPE_CHECKING:
    from lzfx.model.codes import ErrorCode

_QUOTES = "\"'“”《》"
_HASH = re.compile(r"[0-9a-f]{6,64}")
_SHOWN = 8
"""Digits of a hash that are shown where one name stands for several files."""


class UnknownFileError(LzfxError):
    """No file is meant by a text; `alike` are names of files that are like it."""

    def __init__(self, value: str | tuple[str, ...], names: Iterable[str]) -> None:
        self.alike = tuple(dict.fromkeys(names))
        super().__init__("file-unknown", {"value": value, ALIKE: self.alike})


def subject_named(
    session: Session,
    text: str,
    owners: Iterable[Owner] = ANYBODY,
    unknown: ErrorCode = "subject-unknown",
) -> Subject:
    """The subject meant by a code, a name, another name or the unique beginning of one.

    LzfxError for several and for nobody, with those of a name like it.
    """
    found = session.everybody.meant(text, owners)
    if found.one is not None:
        return found.one
    if found.found:
        raise LzfxError("name-several", {"value": text, "names": by_both(found.found)})
    raise LzfxError(unknown, {"value": text, ALIKE: by_both(found.near)})


def units_named(session: Session, texts: Iterable[str]) -> frozenset[str]:
    """The codes of the units meant, each by its own name or that of a post of it; LzfxError."""
    found = (subject_named(session, text, ("unit", "post"), "unit-unknown") for text in texts)
    return frozenset(one.unit for one in found)


def by_both(subjects: Iterable[Subject]) -> tuple[str, ...]:
    """Subjects by code and name, as they are told where one may be meant."""
    return tuple(f"{one.code}（{one.name}）" for one in subjects)


def file_named(session: Session, text: str, here: Path) -> InboxFile:
    """The file a person means, with its bytes: on the disk, in an archive or mail, or as kept.

    A text is a path from `here`, from 收件 or from the workspace, a name as the screen prints it, a
    bare file name, the unique beginning of one, or of the hash of a file. One that is gone from
    收件 is given as its original. LzfxError when there is none or several.
    """
    wanted = tidy(text).strip(_QUOTES)
    found = _on_disk(session, wanted, here) or _in_archive(session, wanted, here)
    if found is not None:
        return found
    try:
        return _known(session, wanted)
    except UnknownFileError:
        _refuse_too_long(_full(here, wanted))
        raise


def _refuse_too_long(path: Path) -> None:
    """FileError when the system refuses the path for its length, which is told before all else."""
    try:
        path.lstat()
    except OSError as error:
        if is_too_long(error, path):
            raise file_error(error, path) from error


def deliveries_named(session: Session, texts: Iterable[str], here: Path) -> tuple[Delivery, ...]:
    """The last delivery of each file that is meant as in `file_named`; LzfxError where none is."""
    found: dict[str, Delivery] = {}
    for text in texts:
        file = file_named(session, text, here)
        for one in last_deliveries(session.ledger, {file.sha256}):
            found[one.sha256] = one
        if file.sha256 not in found:
            raise LzfxError("file-not-collected", {"value": file.label})
    return tuple(found.values())


def files_named(session: Session, texts: Collection[str], here: Path) -> Iterator[InboxFile]:
    """The files at those paths from `here`, and those that are meant as in `file_named`.

    LzfxError that names every text that means nothing, before any file is read.
    """
    inbox = session.workspace.folder("inbox")
    paths = {text: _full(here, text) for text in texts}
    there = [path for path in paths.values() if _is_there(path)]
    named: list[InboxFile] = []
    lacking: dict[str, tuple[str, ...]] = {}
    for text, path in paths.items():
        if path in there:
            continue
        try:
            named.append(file_named(session, text, here))
        except UnknownFileError as error:
            lacking[text] = error.alike
    if lacking:
        raise UnknownFileError(tuple(lacking), chain.from_iterable(lacking.values()))
    return chain(named, inbox_files(there, inbox, letters=True) if there else ())


def _bases(session: Session, here: Path) -> tuple[Path, ...]:
    return here, session.workspace.folder("inbox"), session.workspace.root


def _full(base: Path, text: str) -> Path:
    """A path in full; a link stays one, so that it can be told."""
    path = base / text
    return path.resolve() if path.name in {"", ".."} else path.parent.resolve() / path.name


def _is_there(path: Path) -> bool:
    """Whether something is at that path, be it a folder or a link that leads nowhere."""
    return os.path.lexists(path)


def _on_disk(session: Session, text: str, here: Path) -> InboxFile | None:
    """The file at that path from one of the places; None when there is none."""
    inbox = session.workspace.folder("inbox")
    for base in _bases(session, here):
        path = _full(base, text)
        if not text or not _is_there(path):
            continue
        if path.is_dir():
            raise LzfxError("file-is-folder", {"path": str(path)})
        return _only(text, inbox_files((path,), inbox))
    return None


def mail_named(session: Session, text: str, here: Path) -> tuple[InboxFile, tuple[str, ...]] | None:
    """The whole mail at that path, and the labels of its attachments; None for anything else."""
    wanted, inbox = tidy(text).strip(_QUOTES), session.workspace.folder("inbox")
    for base in _bases(session, here):
        path = _full(base, wanted)
        if wanted and path.is_file():
            found = tuple(inbox_files((path,), inbox, letters=True))
            mail = next((one for one in found if one.beside), None)
            beside = tuple(one.label for one in found if one is not mail)
            return None if mail is None else (mail, beside)
    return None


def _in_archive(session: Session, text: str, here: Path) -> InboxFile | None:
    """The member of an archive or a mail that lies on the disk, by a path that goes on into it."""
    inbox = session.workspace.folder("inbox")
    parts = re.split(r"[/\\]", text)
    for end in range(len(parts) - 1, 0, -1):
        for base in _bases(session, here):
            path = _full(base, "/".join(parts[:end]))
            if not path.is_file():
                continue
            members = list(inbox_files((path,), inbox, letters=True))
            rest = "/".join(parts[end:])
            found = [one for one in members if one.label.endswith(f"/{rest}")]
            if not found:
                labels = near(text, [one.label for one in members])
                raise UnknownFileError(text, labels)
            return _only(text, found)
    return None


def _only(text: str, found: Iterable[InboxFile]) -> InboxFile:
    """The one file; an archive of several is told with what is in it."""
    told = tuple(found)
    if len({one.sha256 for one in told}) == 1:
        return told[0]
    raise LzfxError("file-several", {"value": text, "files": tuple(one.label for one in told)})


@dataclass(frozen=True, slots=True)
class _KnownFile:
    """A file by its label: it lies in 收件, or is kept under that hash."""

    label: str
    sha256: str
    read: Callable[[], InboxFile]

    @property
    def names(self) -> tuple[str, ...]:
        """What it may be called, the whole label first."""
        return self.label, self.label.rpartition("/")[2]


def _known(session: Session, text: str) -> InboxFile:
    """The file that lies in 收件 or came in once, by its label, its bare name or a beginning."""
    known = [*_lying(session), *_kept(session)]
    if _HASH.fullmatch(text.lower()):
        by_hash = [one for one in known if one.sha256.startswith(text.lower())]
        if len({one.sha256 for one in by_hash}) == 1:
            return by_hash[0].read()
    label = text.replace("\\", "/").removeprefix(f"{session.workspace.folder('inbox').name}/")
    found = [one for one in known if one.label == label]
    lying = {one.label for one in known if not one.sha256}
    if not found:
        perhaps = meant(label, ((one, one.names) for one in known))
        found = list(perhaps.found)
        if not found:
            raise UnknownFileError(text, [one.label for one in perhaps.near])
    # What lies in 收件 now is meant before what once lay there under the same name.
    now = [one for one in found if not one.sha256 or one.label not in lying]
    files = {one.sha256: one for one in (each.read() for each in now)}
    if len(files) == 1:
        return next(iter(files.values()))
    told = tuple(f"{one.label}（{one.sha256[:_SHOWN]}）" for one in files.values())
    raise LzfxError("file-several", {"value": text, "files": told})


def _lying(session: Session) -> Iterator[_KnownFile]:
    """The files in 收件, not yet read."""
    inbox = session.workspace.folder("inbox")
    for path in entries.files(inbox) if inbox.is_dir() else ():
        label = path.relative_to(inbox).as_posix()

        def read(path: Path = path, label: str = label) -> InboxFile:
            return _only(label, inbox_files((path,), inbox))

        yield _KnownFile(label, "", read)


def _kept(session: Session) -> Iterator[_KnownFile]:
    """The files that came in once, by every name they had, as their originals."""
    for sha256, label in names_of_files(session.ledger):
        if sha256.startswith(UNREAD):
            continue

        def read(sha256: str = sha256, label: str = label) -> InboxFile:
            return InboxFile(label, read_bytes(session.workspace.original(sha256)))

        yield _KnownFile(label, sha256, read)
