"""In which edition a revision took effect: told by the editions, never by who wrote it down.

A revision is in an edition when the point says so there; one that takes a whole point out, when the
point is gone from it though the edition before, or the office, knew it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lzfx.model.master import Master
from lzfx.model.revision import WHOLE, JudgedRevision, Revision, RevisionHolds

_COUNTS = frozenset({RevisionHolds.YES, RevisionHolds.MOOT})

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class RevisedEdition:
    """An edition by its number and day: its points, and the revisions that counted in it."""

    number: int
    approved: date
    points: Collection[str]
    revisions: Collection[Key]


def revised_edition(number: int, approved: date, master: Master) -> RevisedEdition:
    """What an edition tells of revisions."""
    counted = (
        key_of(each.taken.revision)
        for one in master.graded
        for each in one.revisions
        if each.holds in _COUNTS
    )
    points = frozenset(one.point.point_id for one in master.graded)
    return RevisedEdition(number, approved, points, frozenset(counted))


def key_of(one: Revision) -> Key:
    """What makes a revision the same when it is sent once more with another reason."""
    return one.number, one.point_id, one.field, one.after


def first_editions(
    revisions: Sequence[Revision],
    editions: Sequence[RevisedEdition],
    withdrawing: Collection[Key] = (),
) -> Mapping[Key, int]:
    """The first edition that each revision is in; one that is in none is missing.

    `withdrawing` are those that take a point out today.
    """
    found: dict[Key, int] = {}
    for one in revisions:
        key = key_of(one)
        known = key in withdrawing
        for edition in editions:
            gone = one.field == WHOLE and one.point_id not in edition.points
            in_time = one.approved_on is not None and one.approved_on <= edition.approved
            if key in edition.revisions or (gone and known and in_time):
                found[key] = edition.number
                break
            known = known or one.point_id in edition.points
    return found


def takes_out(judged: Sequence[JudgedRevision]) -> frozenset[Key]:
    """The revisions among these that take a whole point out."""
    return frozenset(
        key_of(each.taken.revision)
        for each in judged
        if each.holds is RevisionHolds.YES and each.taken.revision.field == WHOLE
    )
