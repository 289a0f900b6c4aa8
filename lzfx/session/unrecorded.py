"""Originals that the ledger does not tell of: kept before a run was killed, or before a loss."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lzfx.files.entries import files
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import Workspace
from lzfx.ledger.audit import known_hashes
from lzfx.ledger.frozen import is_frozen
from lzfx.ledger.store import Ledger
from lzfx.model.finding import Finding, Where
from lzfx.session.inbox import inbox_files

_HASH = re.compile(r"[0-9a-f]{64}")
_SHORT = 12


def unrecorded_originals(workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    """Each original without a record, under the name it still has in 收件 if it is there.

    The roster in force is no such file: it is kept before it is read. Nor is the content of a
    print, whose record may be lost.
    """
    folder = workspace.folder("originals")
    found = {path.name: path for path in files(folder)} if folder.is_dir() else {}
    lost = {name for name in found if _HASH.fullmatch(name)} - known_hashes(ledger)
    if not lost:
        return
    inbox = workspace.folder("inbox")
    arrived = inbox_files((inbox,), inbox) if inbox.is_dir() else ()
    names = {one.sha256: one.label for one in arrived if one.sha256 in lost}
    roster = read_bytes(workspace.roster) if workspace.roster.is_file() else b""
    for sha256 in sorted(lost):
        path = found[sha256].relative_to(workspace.root).as_posix()
        data = read_bytes(found[sha256])
        if data == roster or is_frozen(data):
            continue
        if sha256 in names:
            where = Where(f"{workspace.folder('inbox').name}/{names[sha256]}")
            yield Finding("original-not-recorded", where, {"value": sha256[:_SHORT]})
        else:
            yield Finding("original-without-name", Where(path), {"value": sha256[:_SHORT]})
