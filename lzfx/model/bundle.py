"""A bundle: the points of one reporting unit in one file, for the office above that unites many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

FORMAT: Final = 1
"""The version of the file; a higher one is told as such and never guessed at."""

SUFFIX: Final = ".lzb"

SEAL_GROUPS: Final = 5
"""Groups of four signs of a bundle's digest that the paper beside it shows."""

Scheme = Mapping[str, Mapping[str, str]]
"""What must be the same before points can be counted together: code -> label, part by part.

The parts are `year`, `levels`, `grading`, `fields`, `unit_kinds`, and `options.NAME` for each field
that offers a choice.
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that values of a point were read from; `cells` are addresses by name of the field."""

    file: str
    sha256: str
    sheet: str
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BundledPoint:
    """A point as its own office prints it: texts by field, and what grading said of it.

    `unit`, `post`, `color` and `monitor` are names; `kind` is the code of the kind of the unit.
    """

    point_id: str
    unit: str
    kind: str
    post: str
    texts: Mapping[str, str]
    level: int | None
    color: str
    monitor: str
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself.

    `edition` is the number of the edition in force, 0 for a draft, which `mark` then names.
    `seq` counts the acts on record when it was made, `as_of` is the time of the last of them and
    `head` its hash. `content` is the digest of the points without their origins. `files` are the
    SHA-256 of the other members, `points` and `unit_count` how many there are.
    """

    sender: str
    campaign: str
    title: str
    year: int
    edition: int
    edition_day: str
    mark: str
    seq: int
    as_of: str
    head: str
    content: str
    points: int
    unit_count: int
    scheme: Scheme
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BundleHead:
    """A bundle by its digest, which is the SHA-256 of its manifest, and what that says."""

    digest: str
    manifest: Manifest

    @property
    def seal(self) -> str:
        """The signs that stand on the paper beside it."""
        return self.digest[: SEAL_GROUPS * 4]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle whole."""

    head: BundleHead
    points: tuple[BundledPoint, ...]


class Became(StrEnum):
    """What became of a point from one bundle to the next."""

    NEW = "new"
    WITHDRAWN = "withdrawn"
    RAISED = "raised"
    LOWERED = "lowered"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class BundleChange:
    """What became of a point of a sender; `field` is the title of the text that was changed."""

    sender: str
    point_id: str
    unit: str
    name: str
    change: Became
    field: str = ""
    before: str = ""
    after: str = ""
