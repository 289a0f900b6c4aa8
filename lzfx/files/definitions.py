"""Reading `form_templates/`: the workspace's own copy first, then the one shipped with lzfx.

An own copy of a file of lists replaces only the lists that it has.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lzfx.errors import DefinitionError, FileError
from lzfx.files.writing import read_bytes
from lzfx.model.finding import Finding, Where

_PACKAGE = Path(__file__).resolve().parent.parent
OWN_FOLDER = "form_templates"


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
        if self.own is not None and (self.own / relative).is_file():
            return self.own / relative
        return self.shipped / relative

    def names(self, folder: str, suffix: str) -> tuple[str, ...]:
        """The names of the files in that folder below `form_templates/`, own and shipped."""
        places = (self.shipped, self.own) if self.own else (self.shipped,)
        found = {path.name for place in places for path in (place / folder).glob(f"*{suffix}")}
        return tuple(sorted(found))

    def text(self, relative: str) -> str:
        """Its text; FileError when missing, DefinitionError when it is not UTF-8."""
        path = self.path(relative)
        try:
            return read_bytes(path).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DefinitionError([Finding("definition-not-utf8", Where(path.name))]) from error

    def toml(self, relative: str) -> Mapping[str, Any]:
        """Its values; DefinitionError with line and column when it is not TOML."""
        return parse_toml(self.path(relative).name, self.text(relative))

    def tables(self, relative: str) -> Mapping[str, Any]:
        """The tables of the shipped file, each replaced by the office's own of that name."""
        whole = Definitions(self.shipped).toml(relative)
        return {**whole, **self.toml(relative)}


@lru_cache(maxsize=64)
def _loaded(text: str) -> Mapping[str, Any]:
    """A TOML text's values; kept, since several steps of opening read the same files."""
    return tomllib.loads(text)


def parse_toml(name: str, text: str) -> Mapping[str, Any]:
    """The values of a TOML text; DefinitionError that quotes the place when it is none."""
    try:
        return _loaded(text)
    except tomllib.TOMLDecodeError as error:
        finding = Finding("definition-not-toml", Where(name), {"detail": str(error)})
        raise DefinitionError([finding]) from error


def definitions(workspace: Path | None = None) -> Definitions:
    """The definitions of a workspace; without one, the shipped ones alone."""
    own = workspace / OWN_FOLDER if workspace else None
    return Definitions(shipped(OWN_FOLDER), own if own and own.is_dir() else None)
