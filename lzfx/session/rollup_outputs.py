"""What is written of the bundles that count: the long list, the statistics, the changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lzfx.content.blocks import Cell
from lzfx.documents.lists.rollup_list import (
    CHANGES,
    LIST,
    Place,
    changes_list,
    list_row,
    long_list,
    statistics,
)
from lzfx.errors import LzfxError
from lzfx.files.backups import hash_of
from lzfx.files.definitions import definitions
from lzfx.files.names import safe_file_name
from lzfx.files.whole import write_whole
from lzfx.files.writing import file_error, written_whole
from lzfx.messages import word
from lzfx.model.bundle import BundleChange, BundleHead, Scheme
from lzfx.model.finding import Finding, Severity, Where
from lzfx.rules.bundle_changes import changes_between
from lzfx.session.gathering import WROTE, Gathering
from lzfx.session.own_documents import document_templates
from lzfx.session.printing import file_name, prints_of
from lzfx.workbook.long_table import MOST_ROWS, write_long_table
from lzfx.workbook.table_view import render_xlsx

_FORMATS = ("pdf", "docx", "xlsx")


@dataclass(frozen=True, slots=True)
class RollupWritten:
    """The files that were written, and what is said of those that a person had edited."""

    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def write_rollup(now: Gathering, at: datetime, by: str) -> RollupWritten:
    """Write everything that is made of the bundles that count; nothing where none does."""
    heads = now.counting()
    if not heads or now.scheme is None:
        return RollupWritten()
    count = sum(head.manifest.points for head in heads)
    if count > MOST_ROWS:
        raise LzfxError("rollup-too-many-points", {"number": count, "limit": MOST_ROWS})
    folder, day, place = now.folder.output, at.date(), now.folder.root.name
    found: Counter[Place] = Counter()
    listed = folder / f"{LIST}.xlsx"
    files = [listed]
    said = list(_aside(now, listed, at))
    document = long_list(now.scheme, day, place)
    with written_whole(listed, durable=False) as stream:
        write_long_table(stream, document, _rows(now, heads, now.scheme, found), count)
    told = [(head, now.gathered.is_checked(head.digest)) for head in heads]
    counts = statistics(now.scheme, found, told, day, place)
    with document_templates(definitions()) as templates:
        prints = prints_of(counts, _FORMATS, templates)
    outputs = {folder / file_name(counts, kind): data for kind, data in prints.files.items()}
    if changes := tuple(_changes(now)):
        document = changes_list(now.scheme, changes, day, place)
        outputs[folder / f"{CHANGES}.xlsx"] = render_xlsx(document)
    if prints.faults:
        outputs, said = {}, [*said, *prints.faults]
    for file, data in outputs.items():
        said += _aside(now, file, at)
        write_whole(file, data, durable=False)
        files.append(file)
    signed = {"at": at.isoformat(timespec="seconds"), "by": by, "act": WROTE}
    known = {one["sha256"] for one in now.entries if one["act"] == WROTE}
    hashes = {one.name: hash_of(one) for one in files}
    fresh = (one for one in hashes.items() if one[1] not in known)
    now.folder.add([{**signed, "file": name, "sha256": sha256} for name, sha256 in fresh])
    return RollupWritten(tuple(files), tuple(said))


def _rows(
    now: Gathering, heads: tuple[BundleHead, ...], scheme: Scheme, found: Counter[Place]
) -> Iterator[tuple[Cell, ...]]:
    """The rows of the long list, one bundle in memory at a time; counted on the way."""
    number = 0
    for head in heads:
        for point in now.read(head.digest).points():
            number += 1
            found[head.manifest.sender, point.kind, point.level] += 1
            yield list_row(number, head, scheme, point)


def _changes(now: Gathering) -> Iterator[BundleChange]:
    """What became of points from the bundle before, of every sender who has sent several."""
    for one in now.standings:
        if one.counts is not None and one.before is not None:
            old, new = now.bundle(one.before.digest), now.bundle(one.counts.digest)
            yield from changes_between(old, new)


def _aside(now: Gathering, file: Path, at: datetime) -> Iterator[Finding]:
    """Move a file aside that is not as it was written last: a person has edited it."""
    if not file.exists():
        return
    written = {one["sha256"] for one in now.entries if one["act"] == WROTE}
    if hash_of(file) in written:
        return
    name = word("output-kept", name=file.stem, at=f"{at:%Y-%m-%d %H%M%S}")
    copy = file.with_name(safe_file_name(f"{name}{file.suffix}"))
    try:
        file.rename(copy)
    except OSError as error:
        raise file_error(error, file) from error
    told = {"value": file.name, "copy": copy.name}
    yield Finding("output-edited", Where(file.name), told, Severity.QUERY)
