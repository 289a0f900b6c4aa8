"""Comments of one worksheet: classic notes, and threads, which Excel stores apart."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.xlsx.relations import relations
from lzfx.intake.xlsx.strings import ItemTexts
from lzfx.intake.zipped import BoundedZip

_KINDS = {"comments": ("comment", "t"), "threadedComment": ("threadedComment", "text")}


def read_notes(package: BoundedZip, sheet_part: str, limits: Limits) -> Mapping[str, str]:
    """Comment texts by address; a thread replaces the placeholder note that Excel writes for it."""
    related = relations(package, sheet_part, limits)
    if not related:
        return {}
    found: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for relation in related.values():
        if relation.kind not in _KINDS or relation.target not in package:
            continue
        data = package.read(relation.target)
        _gather(relation.target, data, _KINDS[relation.kind], found[relation.kind], limits)
    return found["comments"] | found["threadedComment"]


def _gather(
    part: str, data: bytes, tags: tuple[str, str], notes: dict[str, str], limits: Limits
) -> None:
    """Add the texts of each item to `notes`; several at one cell are joined by line breaks."""
    characters = 0

    def take(given: Mapping[str, str], said: str, _: bool) -> None:  # noqa: FBT001
        nonlocal characters
        characters += len(said)
        if characters > limits.string_characters:
            raise Refused("too-many-strings", {"limit": limits.strings})
        cell = given.get("ref", "")
        notes[cell] = f"{notes[cell]}\n{said}" if cell in notes else said

    ItemTexts(*tags, take).read(part, data, limits)
