"""The script of the sample's year: on which day what comes in, and which commands are typed."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from lzfx.files.definitions import shipped
from lzfx.files.reading import read_bytes
from lzfx.files.writing import write_atomic

_SAMPLE, _SCRIPT = "sample_data", "year.toml"


@dataclass(frozen=True, slots=True)
class Filled:
    """Forms to fill in with these answers, and the folder of the inbox they come into.

    They are those that went out from the workspace `out_of`, told by its place beside the step's.
    """

    folder: str
    answers: Mapping[str, Any]
    out_of: str = "."


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """One moment: what it is about, what comes in then, and the commands, each word by word.

    `files` are folders of the sample that are copied as they are; `own` are files that the office
    lays into its `form_templates/`, by their place there; `roster` are the rows of the roster that
    it changes, by table. A `workspace` is one inside the sample's, which an earlier command began;
    without it the sample's own is meant.
    """

    heading: str
    at: datetime
    run: tuple[tuple[str, ...], ...]
    files: tuple[Path, ...] = ()
    filled: tuple[Filled, ...] = ()
    own: Mapping[str, bytes] = field(default_factory=dict)
    roster: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    workspace: str = ""


def sample_script() -> tuple[ScriptStep, ...]:
    """Every step in its order."""
    home = shipped(_SAMPLE)
    raw = _toml(home / _SCRIPT)["steps"]
    return tuple(
        ScriptStep(
            heading=one.get("heading", ""),
            at=one["at"],
            run=tuple(map(tuple, one["run"])),
            files=tuple(home / name for name in one.get("files", ())),
            filled=tuple(_filled(home, said) for said in one.get("filled", ())),
            own={name: read_bytes(home / file) for name, file in one.get("own", {}).items()},
            roster=one.get("roster", {}),
            workspace=one.get("workspace", ""),
        )
        for one in raw
    )


def _filled(home: Path, said: str | Mapping[str, Any]) -> Filled:
    """The answers of a file, or those of some subjects in it."""
    told = {"file": said} if isinstance(said, str) else said
    path = home / told["file"]
    answers = _toml(path)
    if "only" in told:
        kept = [one for one in answers["returns"] if one["subject"] in told["only"]]
        answers = {**answers, "returns": kept}
    return Filled(path.stem, answers, told.get("out_of", "."))


def put_file(path: Path, data: bytes, at: datetime) -> None:
    """Write a file that comes in at that time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, data)
    os.utime(path, (at.timestamp(), at.timestamp()))


def _toml(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(read_bytes(path).decode("utf-8"))
