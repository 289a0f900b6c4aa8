"""The members of a bundle as bytes, and back: equal content always gives equal bytes.

`manifest.json` names the others by their SHA-256; `points.jsonl` has one point a line, and
`points.sha256` the hash of each line, so that a changed line is told by the number of its point.
`seal.txt` has the hash of the manifest, so that a slip of a hand is found without any paper.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from lzfx.model.bundle import FORMAT, BundledPoint, BundleHead, Manifest, Origin, Scheme

MANIFEST: Final = "manifest.json"
POINTS: Final = "points.jsonl"
LINES: Final = "points.sha256"
SEAL: Final = "seal.txt"
MEMBERS: Final = (MANIFEST, POINTS, LINES, SEAL)
"""The names of all members, in the order in which they are written; a bundle has no others."""


class StrangeBundle(ValueError):  # noqa: N818 - named after what it is
    """A text that no program of this version writes; the argument says what is strange."""


def members(manifest: Manifest, points: Sequence[BundledPoint]) -> Mapping[str, bytes]:
    """All members by name; what the manifest says of them is filled in here."""
    lines = [_line(_plain(one)) for one in points]
    own = [f"{digest(line)} {one.point_id}" for line, one in zip(lines, points, strict=True)]
    parts = {POINTS: b"".join(f"{line}\n".encode() for line in lines), LINES: _lines(own)}
    units = len({one.unit for one in points})
    told = replace(
        manifest,
        content=content_of(points),
        points=len(points),
        unit_count=units,
        files={name: _hash(data) for name, data in parts.items()},
    )
    head = _line({"format": FORMAT, **asdict(told)}).encode() + b"\n"
    return {MANIFEST: head, **parts, SEAL: f"{_hash(head)}\n".encode()}


def content_of(points: Iterable[BundledPoint]) -> str:
    """The digest of what the points say, wherever it was read from."""
    found = hashlib.sha256()
    for one in points:
        found.update(_line({**_plain(one), "origins": ()}).encode() + b"\n")
    return found.hexdigest()


def head_of(data: bytes) -> BundleHead:
    """A bundle by its manifest; StrangeBundle for one that cannot be read."""
    told = _object(data)
    if told.get("format") != FORMAT:
        raise StrangeBundle("format")
    try:
        facts: dict[str, Any] = {name: _text(told, name) for name in _TEXTS}
        facts |= {name: _number(told, name) for name in _NUMBERS}
        manifest = Manifest(
            **facts,
            scheme=_scheme(told["scheme"]),
            files=_texts(told["files"]),
        )
    except (KeyError, TypeError) as error:
        raise StrangeBundle(str(error)) from error
    levels = manifest.scheme.get("levels", {})
    lacking = [part for part in _PARTS if part not in manifest.scheme]
    if lacking or not manifest.sender.strip() or not all(map(str.isdecimal, levels)):
        raise StrangeBundle("、".join(lacking) or "sender, levels")
    return BundleHead(_hash(data), manifest)


def format_of(data: bytes) -> int:
    """The version of the file that a manifest names; StrangeBundle where it names none."""
    told = _object(data).get("format")
    if not isinstance(told, int) or isinstance(told, bool):
        raise StrangeBundle("format")
    return told


def point_of(line: bytes) -> BundledPoint:
    """A point from its line; StrangeBundle for a line that cannot be read."""
    told = _object(line)
    try:
        level = told["level"]
        if level is not None and (isinstance(level, bool) or not isinstance(level, int)):
            raise StrangeBundle("level")
        return BundledPoint(
            **{name: _text(told, name) for name in _POINT_TEXTS},
            texts=_texts(told["texts"]),
            level=level,
            origins=tuple(_origin(one) for one in told["origins"]),
        )
    except (KeyError, TypeError) as error:
        raise StrangeBundle(str(error)) from error


def digest(line: str) -> str:
    """The hash of a line as `points.sha256` has it."""
    return _hash(line.encode())


_HALF = re.compile(rb"\\u[dD]")
"""Where half a character may be spelt, which JSON allows."""

_TEXTS = ("sender", "campaign", "title", "edition_day", "mark", "as_of", "head", "content")
_NUMBERS = ("year", "edition", "seq", "points", "unit_count")
_PARTS = ("year", "levels", "grading", "fields", "unit_kinds")
"""The parts that every scheme has."""

_POINT_TEXTS = ("point_id", "unit", "kind", "post", "color", "monitor")


def _plain(one: BundledPoint) -> Mapping[str, Any]:
    """A point as JSON values; `asdict` would copy every text."""
    facts = {name: getattr(one, name) for name in (*_POINT_TEXTS, "texts", "level")}
    origins = [
        {"file": each.file, "sha256": each.sha256, "sheet": each.sheet, "cells": each.cells}
        for each in one.origins
    ]
    return {**facts, "origins": origins}


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(texts: Iterable[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(data)
        if _HALF.search(data):
            json.dumps(told, ensure_ascii=False).encode()  # no file can hold half a character
    except (ValueError, RecursionError) as error:
        raise StrangeBundle(str(error)) from error
    if not isinstance(told, dict):
        raise StrangeBundle(type(told).__name__)
    return told


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told[name]
    if not isinstance(value, str):
        raise StrangeBundle(name)
    return value


def _number(told: Mapping[str, Any], name: str) -> int:
    value = told[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise StrangeBundle(name)
    return value


def _texts(told: object) -> Mapping[str, str]:
    if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
        raise StrangeBundle("texts")
    return told


def _scheme(told: object) -> Scheme:
    if not isinstance(told, dict):
        raise StrangeBundle("scheme")
    found = {name: _texts(part) for name, part in told.items()}
    if "" not in found.get("year", {}):
        raise StrangeBundle("year")
    return found


def _origin(told: Mapping[str, Any]) -> Origin:
    return Origin(
        _text(told, "file"), _text(told, "sha256"), _text(told, "sheet"), _texts(told["cells"])
    )
