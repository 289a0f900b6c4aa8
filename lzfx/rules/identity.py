"""Which declared row is which known risk point: ids are kept, found again, or given anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from lzfx.model.codes import FindingCode
from lzfx.model.risk import PointId

_SERIAL = re.compile(r"(.+)-(\d{3,})")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a row is recognised by; texts are folded, `carried` is the id in the returned row."""

    carried: str
    post: str
    power: str
    name: str
    manifestation: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Ids by position of the row; `refused` gives the finding code where an id was not accepted."""

    ids: Mapping[int, str]
    refused: Mapping[int, FindingCode]


def match_records(
    rows: Sequence[Wording], records: Sequence[PointId], owners: Mapping[str, str]
) -> Matched:
    """Match the rows of one unit to its `records` (oldest first); rows that match none are left.

    `owners` is the unit of every id ever given. Carried ids are matched first, then rows with equal
    post, power and name, then rows with equal post and manifestation. A point that has that wording
    now is preferred to one that had it earlier.
    """
    newest = {record.point_id: record for record in records}
    ids: dict[int, str] = {}
    refused: dict[int, FindingCode] = {}
    taken: set[str] = set()
    for at, row in enumerate(rows):
        if row.carried in newest and row.carried not in taken:
            ids[at] = row.carried
            taken.add(row.carried)
        elif row.carried:
            refused[at] = _refusal(row.carried, newest, owners)
    doubles = _doubles(rows, ids)
    for known, key_of, doubles_too in (
        (newest.values(), _by_name, True),
        (records, _by_name, False),
        (records, _by_text, False),
    ):
        candidates = _candidates(known, key_of)
        for at, row in enumerate(rows):
            if at in ids or (at in doubles and not doubles_too):
                continue
            found = candidates.get(key_of(row), ())
            free = next((point_id for point_id in found if point_id not in taken), None)
            if free is not None:
                ids[at] = free
                taken.add(free)
    return Matched(ids, refused)


def _doubles(rows: Sequence[Wording], carried: Mapping[int, str]) -> set[int]:
    """Rows worded like an earlier row: matched by wording, the two could swap ids next time."""
    seen: set[Key] = set()
    doubles = set()
    for at, row in enumerate(rows):
        if at not in carried:
            if _by_name(row) in seen:
                doubles.add(at)
            seen.add(_by_name(row))
    return doubles


def _refusal(carried: str, own: Mapping[str, PointId], owners: Mapping[str, str]) -> FindingCode:
    if carried in own:
        return "point-id-twice"
    return "point-id-of-other-unit" if carried in owners else "point-id-never-given"


def _by_name(one: Wording | PointId) -> Key:
    return (one.post, one.power, one.name)


def _by_text(one: Wording | PointId) -> Key:
    return (one.post, one.manifestation) if one.manifestation else ()


def _candidates(
    records: Iterable[PointId], key_of: Callable[[Wording | PointId], Key]
) -> Mapping[Key, list[str]]:
    """Ids by wording, each list by serial."""
    known: dict[Key, list[str]] = defaultdict(list)
    for record in sorted(records, key=lambda one: serial_of(one.point_id)):
        if key_of(record):
            known[key_of(record)].append(record.point_id)
    return known


def number(
    rows: Sequence[Wording], new: Iterable[int], unit: str, records: Sequence[PointId]
) -> Mapping[int, PointId]:
    """Records for the rows at those positions, numbered on from the highest serial ever given.

    A serial that a row made up for itself is skipped: once given, it would move to that row at the
    next merge.
    """
    highest = max((serial_of(record.point_id) for record in records), default=0)
    claimed = {row.carried for row in rows}
    ids = (f"{unit}-{serial:03d}" for serial in count(highest + 1))
    free = (point_id for point_id in ids if point_id not in claimed)
    return {at: _record(next(free), unit, rows[at]) for at in sorted(new)}


def reworded(
    rows: Sequence[Wording], matched: Mapping[int, str], unit: str, records: Sequence[PointId]
) -> tuple[PointId, ...]:
    """Records for known points whose wording differs from their newest record."""
    newest = {record.point_id: record for record in records}
    fresh = (_record(point_id, unit, rows[at]) for at, point_id in matched.items())
    return tuple(record for record in fresh if record != newest[record.point_id])


def serial_of(point_id: str) -> int:
    """The serial in an id, 0 when it has none."""
    found = _SERIAL.fullmatch(point_id)
    return int(found.group(2)) if found else 0


def giver_of(point_id: str) -> str:
    """The unit that first gave the number, empty when it does not say."""
    found = _SERIAL.fullmatch(point_id)
    return found.group(1) if found else ""


def _record(point_id: str, unit: str, row: Wording) -> PointId:
    return PointId(point_id, unit, row.post, row.power, row.name, row.manifestation)
