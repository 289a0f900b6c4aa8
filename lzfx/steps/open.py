"""`lzfx open`: a kept original under its own name, with the extension that its bytes have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lzfx.errors import LzfxError
from lzfx.files.reading import read_bytes
from lzfx.files.viewer import viewed_copy
from lzfx.intake.sniff import Container, sniff
from lzfx.ledger.queries import accepted, all_deliveries
from lzfx.messages import sentences
from lzfx.model.subject import Subject
from lzfx.session.inbox import InboxFile
from lzfx.session.issuing import form_named
from lzfx.session.naming import UnknownFileError, by_both, file_named, subject_named
from lzfx.session.opening import Session

_SUFFIXES: Mapping[Container, tuple[str, ...]] = {
    Container.XLSX: (".xlsx", ".et"),
    Container.ODS: (".ods",),
    Container.XLS: (".xls", ".et"),
    Container.XLS_OLD: (".xls", ".et"),
    Container.TEXT: (".txt", ".csv", ".tsv"),
    Container.PDF: (".pdf",),
    Container.WORD: (".docx", ".doc", ".wps", ".odt", ".rtf"),
    Container.PICTURE: (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp"),
    Container.OFD: (".ofd",),
    Container.ENCRYPTED: (".xlsx", ".xls", ".docx", ".doc", ".et", ".wps"),
}
"""Kinds of file that are shown, each with the extensions it may have; the first is given to it."""


@dataclass(frozen=True, slots=True)
class OpenedOriginal:
    """An original by the name it came under, where it is kept, and its copy to look at.

    It is `shown` only if it is a table, a document or a picture: anything else may be a program.
    """

    file: str
    sha256: str
    copy: Path
    shown: bool


def open_original(
    session: Session, text: str, here: Path, form_name: str = ""
) -> tuple[OpenedOriginal, ...]:
    """Copies of the file a person means, or of the returns of a subject that count.

    Of a subject of which nothing was taken in yet, it is what came last. LzfxError for a name that
    means nothing, and for a file that cannot be read.
    """
    return tuple(_copied(session, one) for one in _meant(session, text, here, form_name))


def _meant(session: Session, text: str, here: Path, form_name: str) -> Iterator[InboxFile]:
    if session.everybody.named(text) is not None:
        yield from _of_subject(session, subject_named(session, text), form_name)
        return
    try:
        yield file_named(session, text, here)
    except LzfxError as error:
        if error.code not in {"file-unknown", "file-several"}:
            raise
        found = session.everybody.meant(text)
        if isinstance(error, UnknownFileError) and not found.found:
            raise UnknownFileError(text, (*error.alike, *by_both(found.near))) from error
        if isinstance(error, UnknownFileError) or found.one is not None:
            yield from _of_subject(session, subject_named(session, text), form_name)
            return
        raise


def _of_subject(session: Session, subject: Subject, form_name: str) -> Iterator[InboxFile]:
    """What counts of a subject, form by form."""
    wanted = form_named(session, form_name) if form_name else None
    something = False
    for form in session.kept_forms.values():
        if wanted is not None and form.name != wanted.name:
            continue
        taken = [(one.sha256, one.file, one.subject) for one in accepted(session.ledger, form.name)]
        came = [
            (one.sha256, one.file, one.subject) for one in all_deliveries(session.ledger, form.name)
        ]
        for known in (taken, came):
            mine = [(sha256, file) for sha256, file, code in known if code == subject.code]
            if mine:
                something = True
                sha256, file = mine[-1]
                yield InboxFile(file, read_bytes(session.workspace.original(sha256)))
                break
    if not something:
        raise LzfxError("open-nothing-came", {"value": subject.name})


def _copied(session: Session, one: InboxFile) -> OpenedOriginal:
    if one.fault is not None:
        raise LzfxError(
            "open-unreadable", {"value": one.label, "why": sentences(one.fault)[0].rstrip("。")}
        )
    name = one.label.rpartition("/")[2]
    suffixes = _SUFFIXES.get(sniff(one.data), ())
    suffix = Path(name).suffix.lower()
    if suffixes and suffix not in suffixes:
        name += suffixes[0]
    copy = viewed_copy(session.workspace, name, one.data)
    return OpenedOriginal(one.label, one.sha256, copy, shown=bool(suffixes))
