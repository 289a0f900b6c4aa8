"""The folder of an office that unites bundles: the bundles as they came, and what a person said.

Everything else is computed from these. A bundle is named after its sender and its seal, and the
record has one act a line; neither is ever written over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lzfx.errors import FileError, WorkspaceError
from lzfx.files.aside import free
from lzfx.files.names import safe_file_name
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import FOLDERS, SETTINGS
from lzfx.files.writing import file_error, write_atomic
from lzfx.model.bundle import SUFFIX, BundleHead

KEPT = "报送包"
RECORD = "汇总记录.jsonl"
_DAMAGED = ".已损坏"
_MOST = 50_000
"""The most files that are looked at in one folder."""

Entry = Mapping[str, Any]
"""One act of a person; `act` says which."""


@dataclass(frozen=True, slots=True)
class RollupFolder:
    """Its paths."""

    root: Path

    @property
    def kept(self) -> Path:
        """Where the bundles lie."""
        return self.root / KEPT

    @property
    def record(self) -> Path:
        """The file with what a person said."""
        return self.root / RECORD

    @property
    def output(self) -> Path:
        """Where lists and statistics are written."""
        return self.root / FOLDERS["output"]

    def bundles(self) -> tuple[Path, ...]:
        """The bundles that are kept, by name."""
        return bundles_in(self.kept) if self.kept.is_dir() else ()

    def keep(self, head: BundleHead, data: bytes) -> Path:
        """Keep a bundle as it came; what lies there under its name is damaged and put aside."""
        place = self.kept / safe_file_name(f"{head.manifest.sender[:40]} {head.seal}{SUFFIX}")
        if place.exists():
            try:
                place.rename(free(place.with_suffix(_DAMAGED)))
            except OSError as error:
                raise file_error(error, place) from error
        return write_atomic(place, data)

    def entries(self) -> tuple[Entry, ...]:
        """What is on record, oldest first; FileError where a line cannot be read."""
        if not self.record.exists():
            return ()
        found = []
        for number, line in enumerate(read_bytes(self.record).splitlines(), start=1):
            entry = _entry(line)
            if entry is None:
                raise FileError(
                    "rollup-record-damaged", {"path": str(self.record), "number": number}
                )
            found.append(entry)
        return tuple(found)

    def add(self, entries: Sequence[Entry]) -> None:
        """Put acts at the end of the record."""
        if entries:
            before = read_bytes(self.record) if self.record.exists() else b""
            lines = (json.dumps(one, ensure_ascii=False, sort_keys=True) for one in entries)
            write_atomic(self.record, before + "".join(f"{one}\n" for one in lines).encode())


def _entry(line: bytes) -> Entry | None:
    """The act of a line; None for a line that this program did not write."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and isinstance(entry.get("act"), str) else None


def rollup_folder(root: Path, *, begin: bool) -> RollupFolder:
    """The folder at `root`; WorkspaceError where it is none and is not to become one.

    A campaign's folder never becomes one.
    """
    found = RollupFolder(root)
    if (root / SETTINGS).is_file():
        raise WorkspaceError("rollup-in-campaign", {"path": str(root)})
    if not found.record.is_file() and not begin:
        raise WorkspaceError("rollup-no-folder", {"path": str(root)})
    return found


def bundles_in(place: Path) -> tuple[Path, ...]:
    """The bundles in a folder by name, or the file itself; FileError where there is neither."""
    try:
        if not place.is_dir():
            return (place,)
        found = sorted(one for one in place.iterdir() if one.suffix.lower() == SUFFIX)
    except OSError as error:
        raise file_error(error, place) from error
    return tuple(found[:_MOST])
