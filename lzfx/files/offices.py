"""The sample offices that are shipped: settings, definitions and content, a folder for each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lzfx.errors import LzfxError
from lzfx.files.definitions import OWN_FOLDER, shipped
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import SETTINGS

_SAMPLE = "sample_data"
_FOLDER = "offices"
_FACTS = "office.toml"
_CONTENT = "content"
_POINTS = "points"


@dataclass(frozen=True, slots=True)
class CollectionDay:
    """One day on which returns of a sample office are collected."""

    name: str
    played_on: datetime


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """A cell that a unit fills in wrongly in the first round; `row` counts from 0."""

    unit: str
    table: str
    row: int
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class SampleOffice:
    """A sample office: `called` is its Chinese name, `key` is its (public) key for stamps."""

    folder: Path
    called: str
    key: bytes
    issued_at: datetime
    rounds: tuple[CollectionDay, ...]
    faults: tuple[PlantedFault, ...]

    @property
    def settings(self) -> bytes:
        """Its `lzfx.toml` as it is shipped."""
        return read_bytes(self.folder / SETTINGS)

    @property
    def templates(self) -> Path:
        """Its own definitions."""
        return self.folder / OWN_FOLDER

    def roster(self) -> Mapping[str, Any]:
        """The rows of its roster by table, codes for choices."""
        return _toml(self.folder / _CONTENT / "roster.toml")

    def answers(self, unit: str) -> Mapping[str, Any]:
        """What that unit answers, codes for choices."""
        return _toml(self.folder / _CONTENT / _POINTS / f"{unit}.toml")


def office_names() -> tuple[str, ...]:
    """What the sample offices are called on the command line."""
    root = shipped(_SAMPLE) / _FOLDER
    return tuple(sorted(path.parent.name for path in root.glob(f"*/{_FACTS}")))


def sample_office(name: str) -> SampleOffice:
    """The sample office of that name; LzfxError that lists all of them when there is none."""
    if name not in office_names():
        raise LzfxError("office-unknown", {"value": name, "offices": office_names()})
    return office_in(shipped(_SAMPLE) / _FOLDER / name)


def office_in(folder: Path) -> SampleOffice:
    """The office in a folder that is laid out like a shipped sample office."""
    facts = _toml(folder / _FACTS)
    return SampleOffice(
        folder,
        facts["called"],
        bytes.fromhex(facts["key"]),
        facts["issued_at"],
        tuple(CollectionDay(one["name"], one["played_on"]) for one in facts["rounds"]),
        tuple(PlantedFault(**one) for one in facts.get("faults", ())),
    )


def _toml(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(read_bytes(path).decode("utf-8"))
