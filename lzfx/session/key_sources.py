"""Where another copy's key may be: in its workspace, a backup, a key file, a copy of its ledger."""

from __future__ import annotations

from pathlib import Path

from lzfx.errors import FileError
from lzfx.files.backups import ledger_in
from lzfx.files.copies import KEY_FILE, key_in
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import Workspace
from lzfx.intake.sniff import Container, sniff
from lzfx.ledger.copies import Segment, whole_of
from lzfx.ledger.keys import Keys, keys_of_copy, keys_of_file
from lzfx.session.record_copy import read_copy

_NONE = Keys((), frozenset())


def keys_at(path: Path) -> Keys:
    """The keys in a workspace's folder, its 台账副本, a backup, a ledger or a key file.

    Nothing there is changed. FileError when it cannot be read or holds no key.
    """
    found = _in_folder(path) if path.is_dir() else _in_bytes(read_bytes(path), path)
    if not found.keys:
        raise FileError("adopt-no-key", {"path": str(path)})
    return found


def _in_folder(path: Path) -> Keys:
    """The keys in a workspace, in its folder with the copy, or above that in the workspace."""
    for workspace in (Workspace(path), Workspace(path.parent)):
        if workspace.folder("copies") not in {path, path / workspace.folder("copies").name}:
            continue
        if workspace.ledger.is_file() and (keys := keys_of_file(read_bytes(workspace.ledger))):
            return keys
        if (whole := read_copy(workspace).whole) is not None:
            return keys_of_copy(whole)
        key_file = workspace.folder("copies") / KEY_FILE
        if key_file.is_file():
            return _in_bytes(read_bytes(key_file), key_file)
    return _NONE


def _in_bytes(data: bytes, path: Path) -> Keys:
    """The keys in a file of any of the kinds."""
    if (key := key_in(data)) is not None:
        return Keys((key.key,), frozenset({key.code}))
    if (segment := Segment.of(data)) is not None and (whole := whole_of([segment])) is not None:
        return keys_of_copy(whole)
    if sniff(data) is Container.ZIP:
        data = ledger_in(path)
    return keys_of_file(data) or _NONE
