"""Relations between the parts of an OOXML package: which id means which part."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.intake.bounded import Limits, Refused, XmlHandlers, local, parse_xml
from lzfx.intake.remembered import remembered
from lzfx.intake.zipped import BoundedZip


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


@remembered
def _read(place: str, data: bytes, limits: Limits) -> Mapping[str, Relation]:
    folder = place.rpartition("_rels/")[0].rstrip("/")
    found: dict[str, Relation] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) != "Relationship":
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

    parse_xml(place, data, XmlHandlers(start, _ignore), limits=limits)
    return found


def _resolved(folder: str, target: str) -> str:
    """The part a relative or absolute target names, without leaving the package."""
    path = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))
    return path.lstrip("/")


def _ignore(_: str) -> None:
    return
