"""Reading `form_templates/`: the workspace's own copy first, then the one shipped with lzfx.

An own copy of a file of lists replaces only the lists that it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lzfx.errors import DefinitionError, FileError
from lzfx.files.reading import NoRegularFileError, read_bytes
from lzfx.forms.toml_faults import TomlText, read_toml
from lzfx.model.finding import Finding, Where

_PACKAGE = Path(__file__).resolve().parent.parent
OWN_FOLDER = "form_templates"
_TOML = (".toml", ".toml.txt")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""How a file begins that Notepad saved as Unicode."""


def shipped(folder: str) -> Path:
    """The folder `form_templates` or `sample_data`: in the wheel, or beside a source checkout."""
    for place in (_PACKAGE / "_shipped" / folder, _PACKAGE.parent / folder):
        if place.is_dir():
            return place
    raise FileError("shipped-missing", {"folder": folder})


@dataclass(frozen=True, slots=True)
class Definitions:
    """Where definitions are looked for; a file in `own` replaces the shipped one of that name."""

    shipped: Path
    own: Path | None = None

    def path(self, relative: str) -> Path:
        """The file in force for that name below `form_templates/`, own or shipped."""
        own = self.own / relative if self.own is not None else None
        if own is not None and (own.exists() or own.is_symlink()):
            return own  # even a pipe, so that it is told and not passed over
        return self.shipped / relative

    def names(self, folder: str, suffix: str) -> tuple[str, ...]:
        """The names of the files in that folder below `form_templates/`, own and shipped."""
        places = (self.shipped, self.own) if self.own else (self.shipped,)
        found = {path.name for place in places for path in (place / folder).glob(f"*{suffix}")}
        return tuple(sorted(found))

    def text(self, relative: str) -> str:
        """Its text; FileError when missing, DefinitionError when it is no file or not UTF-8."""
        path = self.path(relative)
        try:
            data = read_bytes(path)
        except NoRegularFileError as error:
            raise DefinitionError([Finding("definition-no-file", Where(path.name))]) from error
        return text_of(path.name, data)

    def read(self, relative: str) -> TomlText:
        """Its values with their faults; DefinitionError when it is not UTF-8."""
        return _read(self.path(relative).name, self.text(relative))

    def toml(self, relative: str) -> Mapping[str, Any]:
        """Its values; DefinitionError with every fault and its line when it is not TOML."""
        return parse_toml(self.path(relative).name, self.text(relative))

    def tables(self, relative: str) -> Mapping[str, Any]:
        """The tables of the shipped file, each replaced by the office's own of that name."""
        whole = Definitions(self.shipped).toml(relative)
        return {**whole, **self.toml(relative)}


@lru_cache(maxsize=64)
def _read(name: str, text: str) -> TomlText:
    """A TOML text as it was read; kept, since several steps of opening read the same files."""
    return read_toml(name, text)


def parse_toml(name: str, text: str) -> Mapping[str, Any]:
    """The values of a TOML text; DefinitionError that tells every fault with its line."""
    found = _read(name, text)
    if found.faults:
        raise DefinitionError(found.faults)
    return found.values


def text_of(name: str, data: bytes) -> str:
    """The text of a file that the office writes; DefinitionError when it is not UTF-8.

    It tells in which encoding the file was saved, and for TOML its other faults as well.
    """
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    utf_16 = data.startswith(_UTF_16)
    text = data.decode("utf-16" if utf_16 else "gb18030", errors="replace")
    called = "UTF-16（记事本里叫 Unicode）" if utf_16 else "GBK（记事本里叫 ANSI）"
    saved = Finding("definition-not-utf8", Where(name), {"value": called})
    faults = _read(name, text).faults if name.endswith(_TOML) else ()
    raise DefinitionError([saved, *faults])


def definitions(workspace: Path | None = None) -> Definitions:
    """The definitions of a workspace; without one, the shipped ones alone."""
    own = workspace / OWN_FOLDER if workspace else None
    return Definitions(shipped(OWN_FOLDER), own if own and own.is_dir() else None)
