"""Relations between the parts of an OOXML package: which id means which part."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.remembered import remembered
from lzfx.intake.xlsx.elements import parse_own
from lzfx.intake.zipped import BoundedZip

_OFFICE_DOCUMENT = "officeDocument"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: the last word of its type, and its target part (empty if outside the file)."""

    kind: str
    target: str


def relations(package: BoundedZip, part: str, limits: Limits) -> Mapping[str, Relation]:
    """The relations of `part` by id; none when it has no relations part."""
    folder, slash, name = part.rpartition("/")
    place = f"{folder}{slash}_rels/{name}.rels"
    return _read(place, package.read(place), limits) if place in package else {}


def main_part(package: BoundedZip, limits: Limits) -> str:
    """The part that the package is about, by its relations; empty when there is none."""
    for relation in relations(package, "", limits).values():
        if relation.kind == _OFFICE_DOCUMENT and relation.target in package:
            return relation.target
    return ""


@remembered
def _read(place: str, data: bytes, limits: Limits) -> Mapping[str, Relation]:
    folder = place.rpartition("_rels/")[0].rstrip("/")
    found: dict[str, Relation] = {}

    def start(name: str, _: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        target = attributes.get("Target", "")
        outside = attributes.get("TargetMode", "") == "External"
        key = attributes.get("Id", "")
        relation = Relation(
            attributes.get("Type", "").rpartition("/")[2],
            "" if outside else _resolved(folder, target),
        )
        if found.setdefault(key, relation) != relation:
            raise Refused("workbook-damaged", {"part": place, "detail": f"{key[:20]} twice"})

    parse_own(place, data, start, _ignore, limits=limits)
    return found


def _resolved(folder: str, target: str) -> str:
    """The part a relative or absolute target names, without leaving the package."""
    path = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))
    return path.lstrip("/")


def _ignore(_: str) -> None:
    return
