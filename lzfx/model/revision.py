"""修订: what of the master table was changed, from what into what, and who agreed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lzfx.model.finding import Where

_POINT_ID = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*-\d+")
_ANY_WORD = re.compile(r"[\s、，,：:]+")


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of one field; `source`, `field` and `step` are codes.

    `before` and `after` are texts as printed; for a level they are its codes. `version` is the
    edition in which it took effect as the editions tell it, empty while it is in none.
    """

    number: str
    source: str = ""
    about: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    proposed_by: str = ""
    step: str = ""
    approved_on: date | None = None
    version: str = ""

    @property
    def point_id(self) -> str:
        """The number of the point that it is about, as its first word says it; else empty."""
        first = _ANY_WORD.split(self.about.strip(), maxsplit=1)[0].upper()
        return first if _POINT_ID.fullmatch(first) else ""


LEVEL, WHOLE = "level", "whole"
"""The fields that are no fields of the form: the level that counts, and the point as a whole."""

OF_THE_GROUP = frozenset({LEVEL, WHOLE, "responsible"})
"""What only the group may change."""

GROUP = "group"
"""The code of the step at which the group decides."""

OWNER = "owner"
"""The step of what a unit changes in its own points when it adopts a proposal."""


class RevisionHolds(StrEnum):
    """Whether a revision counts; if not, why not.

    MOOT says that the returns themselves say the revised text by now; BESIDE that it is about no
    risk point, so that it is only kept and printed.
    """

    YES = "yes"
    MOOT = "moot"
    CHANGED = "changed"
    GONE = "gone"
    NO_FIELD = "no-field"
    UNFIT = "unfit"
    NEEDS_GROUP = "needs-group"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class TakenRevision:
    """A revision in a return that counts: its row, and the cells it stands in by field."""

    revision: Revision
    places: Mapping[str, Where] = field(default_factory=dict)
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class JudgedRevision:
    """A revision and whether it counts now; `says` is what the master table says instead."""

    taken: TakenRevision
    holds: RevisionHolds
    says: str = ""


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """The revisions of a year in the order of their numbers."""

    year: int
    revisions: tuple[Revision, ...] = ()
