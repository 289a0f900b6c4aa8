"""Files in 成果 are written over only when they are as they were written; else a copy is kept."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from itertools import chain, count, islice
from pathlib import Path

from lzfx.errors import FileError
from lzfx.files.names import safe_file_name
from lzfx.files.reading import read_bytes
from lzfx.files.whole import write_whole
from lzfx.files.writing import write_atomic
from lzfx.forms.as_shown import shown_text
from lzfx.intake.process.supervisor import Reader
from lzfx.ledger.queries import actions, publications
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.book import RawBook
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Severity, Where
from lzfx.session.opening import Session

_TOLD = 20
"""The most cells that are named one by one."""

_TABLES = frozenset({".xlsx", ".csv"})
_WRITTEN_BY = frozenset({Verb.MERGE, Verb.WROTE})

Place = tuple[str, int, int]


def write_output(session: Session, file: Path, data: bytes) -> tuple[Finding, ...]:
    """Put a file of ours into its folder; one that a person has edited is kept beside it.

    Gives what there is to say: the name of the copy and the cells that were edited. Record the
    hash of `data` afterwards, so that the next run knows the file for ours.
    """
    said = tuple(_kept(session, file, data))
    if file.suffix in _TABLES:
        _remember(session, file, data)
    write_whole(file, data)
    return said


def write_outputs(session: Session, files: Mapping[Path, bytes]) -> tuple[Finding, ...]:
    """The same for several files, with the hash of each that is new on record."""
    said: list[Finding] = []
    for file, data in files.items():
        said += write_output(session, file, data)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 not in _hashes(session, file.name):
            with session.ledger.transaction():
                session.act(Verb.WROTE, file.name, sha256=sha256)
    return tuple(said)


def _kept(session: Session, file: Path, data: bytes) -> Iterator[Finding]:
    if not file.exists():
        return
    there = read_bytes(file)
    ours = _hashes(session, file.name)
    sha256 = hashlib.sha256(there).hexdigest()
    if there == data or sha256 in ours or _is_remembered(session, f"{sha256}{file.suffix}"):
        return
    copy = _copy(session, file, there)
    yield Finding(
        "output-edited",
        Where(file.name),
        {"value": file.name, "copy": copy.name},
        Severity.QUERY,
    )
    if file.suffix in _TABLES:
        yield from _edited(file.name, _last(session, ours) or data, there)


def _hashes(session: Session, name: str) -> tuple[str, ...]:
    """The hashes of all that was ever written under that name, newest first."""
    ledger = session.ledger
    printed = (one.output_sha256 for one in publications(ledger) if one.file == name)
    stems = {name, Path(name).stem}
    written = (
        one.text("sha256")
        for one in actions(ledger)
        if one.verb in _WRITTEN_BY and one.about in stems
    )
    return tuple(sha256 for sha256 in reversed([*printed, *written]) if sha256)


def _copy(session: Session, file: Path, data: bytes) -> Path:
    """Keep the edited file beside ours, under a name with the time of this run."""
    at = f"{session.now:%Y-%m-%d %H%M%S}"
    names = (word("output-kept", name=file.stem, at=at + more) for more in _numbers())
    for name in names:
        copy = file.with_name(safe_file_name(f"{name}{file.suffix}"))
        if not copy.exists() or read_bytes(copy) == data:
            return write_atomic(copy, data)
    raise AssertionError  # numbers do not end


def _numbers() -> Iterator[str]:
    return chain(("",), (f" {number}" for number in count(2)))


def _remember(session: Session, file: Path, data: bytes) -> None:
    """Keep the bytes to compare with; the ones before them are no longer needed."""
    folder = session.workspace.folder("editions")
    for old in _hashes(session, file.name):
        with contextlib.suppress(OSError):
            (folder / f"{old}{file.suffix}").unlink(missing_ok=True)
    name = f"{hashlib.sha256(data).hexdigest()}{file.suffix}"
    write_atomic(folder / name, data, durable=False)


def _is_remembered(session: Session, name: str) -> bool:
    """Whether a run that was killed before it could record the file has written these bytes."""
    return (session.workspace.folder("editions") / name).exists()


def _last(session: Session, ours: tuple[str, ...]) -> bytes | None:
    """The bytes that were written last, if they are still kept."""
    folder = session.workspace.folder("editions")
    for sha256 in ours[:1]:
        for suffix in _TABLES:
            with contextlib.suppress(FileError):
                return read_bytes(folder / f"{sha256}{suffix}")
    return None


def _edited(name: str, ours: bytes, theirs: bytes) -> Iterator[Finding]:
    """The cells in which two tables differ, the first of them one by one."""
    with Reader() as reader:
        before, after = reader.read(name, ours), reader.read(name, theirs)
    if not isinstance(before, RawBook) or not isinstance(after, RawBook):
        return
    was, now = _texts(before), _texts(after)
    order = {sheet.name: at for at, sheet in enumerate((*before.sheets, *after.sheets))}
    differing = sorted(
        (place for place in was.keys() | now.keys() if was.get(place) != now.get(place)),
        key=lambda place: (order[place[0]], *place[1:]),
    )
    for sheet, row, column in islice(differing, _TOLD):
        at = (sheet, row, column)
        yield Finding(
            "output-cell-edited",
            Where(name, sheet, Cell(row, column)),
            {"value": now.get(at, ""), "expected": was.get(at, "")},
            Severity.QUERY,
        )
    if len(differing) > _TOLD:
        yield Finding(
            "output-cells-more", Where(name), {"count": len(differing) - _TOLD}, Severity.QUERY
        )


def _texts(book: RawBook) -> Mapping[Place, str]:
    return {
        (sheet.name, cell.row, cell.column): shown_text(cell)
        for sheet in book.sheets
        for cell in sheet.cells
    }
