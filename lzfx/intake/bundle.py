"""A bundle from somebody else: whole and unaltered, or every altered part by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lzfx.intake.bounded import LIMITS, Refused
from lzfx.intake.zipped import BoundedZip, directory, open_zip
from lzfx.model.bundle import FORMAT, BundledPoint, BundleHead
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Where
from lzfx.rules.bundle_members import (
    LINES,
    MANIFEST,
    MEMBERS,
    POINTS,
    SEAL,
    StrangeBundle,
    content_of,
    format_of,
    head_of,
    point_of,
)

_MIB = 1024 * 1024
BUNDLE_LIMITS = replace(LIMITS, file_bytes=64 * _MIB, members=16, parts_bytes=192 * _MIB)
"""A unit of 2,000 points is of some 6 MiB before it is packed."""

_TOLD = 50
"""The most altered lines that are named."""


@dataclass(frozen=True, slots=True)
class ReadBundle:
    """A bundle that says what it said when it was made: by its manifest, with its lines."""

    head: BundleHead
    lines: bytes

    def points(self) -> Iterator[BundledPoint]:
        """Its points, one after the other; StrangeBundle for a line that no program writes."""
        return (point_of(line) for line in self.lines.splitlines())


def read_bundle(name: str, data: bytes) -> ReadBundle | tuple[Finding, ...]:
    """The bundle in `data`, or everything that is wrong with it; `name` is that of its file.

    Nothing is written anywhere, whatever its members are called.
    """
    try:
        package = open_zip(data, BUNDLE_LIMITS)
        strange = tuple(_strange(name, data, package))
        if strange:
            return strange
        parts = {part: package.read(part) for part in MEMBERS}
    except Refused as refused:
        return (Finding(refused.code, Where(name), refused.params),)
    return _checked(name, parts)


def points_checked(read: ReadBundle, name: str) -> tuple[Finding, ...]:
    """What is wrong with the lines of a bundle whose hashes are right; nothing as a rule."""
    manifest = read.head.manifest
    try:
        points = tuple(read.points())
    except StrangeBundle as error:
        return (_finding("bundle-unreadable", name, POINTS, detail=str(error)),)
    ids = [one.point_id for one in points]
    known = {*map(int, manifest.scheme["levels"]), None}
    if (
        len(set(ids)) != len(ids)
        or len(ids) != manifest.points
        or content_of(points) != manifest.content
        or any(one.level not in known for one in points)
    ):
        return (_finding("bundle-unreadable", name, POINTS, detail="points"),)
    return ()


def _strange(name: str, data: bytes, package: BoundedZip) -> Iterator[Finding]:
    """Members that do not belong there, by the names that are written, and those missing."""
    entries, _ = directory(data, BUNDLE_LIMITS.members, BUNDLE_LIMITS.name_length)
    for entry in entries:
        written = entry.name.decode("utf-8", "replace")
        if written not in MEMBERS:
            yield _finding("bundle-member-strange", name, written)
    for part in MEMBERS:
        if part not in package:
            yield _finding("bundle-member-missing", name, part)


def _checked(name: str, parts: Mapping[str, bytes]) -> ReadBundle | tuple[Finding, ...]:
    try:
        version = format_of(parts[MANIFEST])
        if version > FORMAT:
            told = {"value": version, "expected": FORMAT}
            return (Finding("bundle-newer", Where(name), told),)
        altered = tuple(_altered_manifest(name, parts))
        head = head_of(parts[MANIFEST])
    except StrangeBundle as error:
        return (_finding("bundle-unreadable", name, MANIFEST, detail=str(error)),)
    found = (*altered, *_altered(name, parts, head.manifest.files))
    return found or ReadBundle(head, parts[POINTS])


def _altered_manifest(name: str, parts: Mapping[str, bytes]) -> Iterator[Finding]:
    if parts[SEAL].decode("ascii", "replace").strip() != _hash(parts[MANIFEST]):
        yield _finding("bundle-member-altered", name, MANIFEST)


def _altered(name: str, parts: Mapping[str, bytes], files: Mapping[str, str]) -> Iterator[Finding]:
    changed = [part for part in (POINTS, LINES) if files.get(part) != _hash(parts[part])]
    if changed == [POINTS]:
        told = list(_altered_lines(name, parts))
        yield from told[:_TOLD]
        if told:
            return
    for part in changed:
        yield _finding("bundle-member-altered", name, part)


def _altered_lines(name: str, parts: Mapping[str, bytes]) -> Iterator[Finding]:
    """The points whose lines were altered, taken out or put in, by the hashes of the lines."""
    listed = (line.partition(" ") for line in _texts(parts[LINES]))
    own = {point_id: sha256 for sha256, _, point_id in listed}
    here: dict[str, str] = {}
    for number, line in enumerate(parts[POINTS].splitlines(), start=1):
        try:
            point_id = point_of(line).point_id
        except StrangeBundle:
            yield _finding("bundle-line-unreadable", name, POINTS, number=number)
            continue
        here[point_id] = _hash(line)
    for point_id, sha256 in here.items():
        if point_id not in own:
            yield _finding("bundle-line-added", name, POINTS, value=point_id)
        elif own[point_id] != sha256:
            yield _finding("bundle-line-altered", name, POINTS, value=point_id)
    for point_id in own:
        if point_id not in here:
            yield _finding("bundle-line-gone", name, POINTS, value=point_id)


def _texts(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()


def _finding(code: FindingCode, name: str, part: str, **more: object) -> Finding:
    return Finding(code, Where(name), {"part": part, **more})


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
