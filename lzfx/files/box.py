"""An archive box: a folder that checks itself with `sha256sum`, and the same as a zip.

Layout: `index.html`, `format.json`, `checksums.sha256`, and the folders of `PARTS`. The same parts
give the same bytes: names are sorted, times constant, nothing is compressed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lzfx.errors import FileError
from lzfx.files.reading import opened, read_bytes
from lzfx.files.workspace import FOLDERS
from lzfx.files.writing import file_error, flush_folder, write_atomic, written_whole

CHECKSUMS, FORMAT, INDEX = "checksums.sha256", "format.json", "index.html"
ORIGINALS, PRINTS, LISTS = FOLDERS["originals"], "印制", "目录"
RECORD, DEFINED, EDITIONS = "记录", "工作区", FOLDERS["editions"]
PARTS = (ORIGINALS, PRINTS, LISTS, RECORD, DEFINED, EDITIONS)

MOST_FILES, MOST_BYTES = 100_000, 8 << 30
"""Above these a box is refused before anything of it is unpacked."""

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_CONSTANT = (1980, 1, 1, 0, 0, 0)
_STAGE = ".lzfx-archive"
_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
"""What a system leaves in any folder that is looked at; it is no part of a box."""


def _plain(name: str) -> str:
    return name.rpartition("/")[2].lower()


class Box(Protocol):
    """A box to be read: names with `/`, and the bytes of one."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files in it, sorted."""

    def read(self, name: str) -> bytes:
        """The bytes of a file; FileError when they cannot be read."""


@dataclass(frozen=True, slots=True)
class FolderBox:
    """A box as a folder; links in it are no files of it."""

    root: Path

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files in it, sorted; what is no file is told by its name as well."""
        found = (path for path in self.root.rglob("*") if path.is_symlink() or not path.is_dir())
        names = (path.relative_to(self.root).as_posix() for path in found)
        return tuple(sorted(name for name in names if _plain(name) not in _OF_SYSTEMS))

    def read(self, name: str) -> bytes:
        """The bytes of a file; FileError when it is a link or cannot be read."""
        return read_bytes(self.root / name, follow=False)


@dataclass(frozen=True, slots=True)
class ZipBox:
    """A box as a zip whose names and sizes were looked at; see `opened_box`.

    The zip stays open: its list of members, read for each of them, would make many files costly.
    """

    path: Path
    names: tuple[str, ...]
    packed: zipfile.ZipFile

    def read(self, name: str) -> bytes:
        """The bytes of a member; FileError when it is damaged. Never more than it declares."""
        try:
            return self.packed.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as bad:
            raise FileError("box-refused", {"path": str(self.path), "value": name}) from bad
        except OSError as error:
            raise file_error(error, self.path) from error


@contextmanager
def opened_box(path: Path) -> Iterator[Box]:
    """The box at that path; FileError for what is none, leads elsewhere, or is a zip bomb."""
    if path.is_dir():
        yield FolderBox(path)
        return
    with ExitStack() as held:
        packed = _opened_zip(path, held)
        members = [one for one in packed.infolist() if not one.is_dir()]
        _sound_names(path, members)
        yield ZipBox(path, tuple(sorted(one.filename for one in members)), packed)


def _opened_zip(path: Path, held: ExitStack) -> zipfile.ZipFile:
    try:
        return held.enter_context(zipfile.ZipFile(held.enter_context(opened(path))))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as bad:
        raise FileError("box-refused", {"path": str(path), "value": path.name}) from bad
    except OSError as error:
        raise file_error(error, path) from error


def _sound_names(path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
    names = [one.filename for one in members]
    sizes = sum(one.file_size for one in members)
    strange = next((name for name in names if not stays_below(name)), "")
    doubled = len({name.casefold() for name in names}) < len(names)
    if strange or doubled or len(names) > MOST_FILES or sizes > MOST_BYTES:
        raise FileError("box-refused", {"path": str(path), "value": strange or path.name})


def stays_below(name: str) -> bool:
    """Whether a name leads to a file below the folder it is put in, on every system."""
    parts = name.split("/")
    clean = not any(sign in name for sign in ("\\", ":", "\0", "\n", "\r"))
    return clean and all(part not in {"", ".", ".."} for part in parts)


def checksums_text(hashes: Mapping[str, str]) -> bytes:
    """The lines that `sha256sum -c` reads: hash, two blanks, name; they end with LF alone."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode("utf-8")


def checksums_in(data: bytes) -> Mapping[str, str]:
    """The hash by name; FileError when a line is no such line or a name leads elsewhere."""
    found: dict[str, str] = {}
    for line in data.decode("utf-8", "replace").split("\n")[:-1]:
        match = _LINE.fullmatch(line)
        if match is None or not stays_below(match[2]) or match[2] in found:
            raise FileError("box-refused", {"path": CHECKSUMS, "value": line[:80]})
        found[match[2]] = match[1]
    return found


@dataclass(frozen=True, slots=True)
class Staged:
    """A box being made in a folder that nobody sees; it is there whole after `place`."""

    home: Path
    name: str

    @property
    def root(self) -> Path:
        """The folder that becomes the box."""
        return self.home / _STAGE / self.name

    def put(self, name: str, data: bytes) -> str:
        """Put a file into the box; gives its SHA-256."""
        write_atomic(self.root / name, data, durable=False)
        return hashlib.sha256(data).hexdigest()

    def place(self) -> Path:
        """Add the same as a zip, then show both in one folder of that name at once."""
        stage = self.home / _STAGE
        _zip(self.root, stage / f"{self.name}.zip")
        target = self.home / self.name
        try:
            stage.rename(target)
            flush_folder(self.home)
        except OSError as error:
            raise file_error(error, target) from error
        return target

    def drop(self) -> None:
        """Take away what was made of it so far, also by a run that was killed."""
        shutil.rmtree(self.home / _STAGE, ignore_errors=True)


def _zip(root: Path, target: Path) -> None:
    with (
        written_whole(target) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed,
    ):
        for name in FolderBox(root).names:
            info = zipfile.ZipInfo(name, _CONSTANT)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            packed.writestr(info, read_bytes(root / name))


def unpacked(box: Box) -> Iterator[tuple[str, bytes]]:
    """Every file of a box with its bytes, by name."""
    for name in box.names:
        yield name, box.read(name)
