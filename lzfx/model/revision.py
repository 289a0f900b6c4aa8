"""修订: what of the master table was changed, from what into what, and who agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of one field; `source`, `field` and `step` are codes.

    `before` and `after` are texts as printed; for a level they are its codes.
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


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """The revisions of a year in the order of their numbers."""

    year: int
    revisions: tuple[Revision, ...] = ()
