"""Accepted returns -> risk points with stable ids, whatever order the returns came in."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lzfx.forms.characters import fold
from lzfx.forms.spec import UNIT_SCOPE
from lzfx.model.cell import Cell
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.risk import PointId, RiskPoint, Source
from lzfx.model.roster import Roster
from lzfx.model.submission import Origin, Place, Row, Submission, Value
from lzfx.rules.identity import Wording, giver_of, match_records, number, reworded, serial_of
from lzfx.rules.moves import NO_MOVES, Moves, with_moves
from lzfx.rules.placing import place_points

JUDGED = (
    "post", "power", "stage", "nature", "source", "name", "manifestation", "conduct",
    "power_size", "closeness", "likelihood", "abuse", "major_matters", "declared_level",
    "reason", "measures", "responsible",
)  # fmt: skip
"""The fields a reviewer judges, in the order in which they enter the fingerprint.

Other fields of a form, except those below, follow after them, by name.
"""
_NOT_JUDGED = frozenset({"point_id", "change", "found_by", "note"})

_spelt = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
_NOWHERE = Place("", {})


class RowSources(Mapping[str, Source]):
    """Where the values of one row came from; each source is made only on demand.

    Two hundred thousand points have four million values, and few are ever looked up.
    """

    __slots__ = ("_file", "_place", "_row")

    def __init__(self, came_in: Submission, table: str, row: int) -> None:
        self._file: Submission | Origin = came_in
        self._row = row
        if came_in.onto is not None:
            self._file, self._row = came_in.origin(table, row)
        self._place = self._file.places.get(table, _NOWHERE)

    def __getitem__(self, field: str) -> Source:
        cell = Cell(self._row, self._place.columns[field])
        return Source(self._file.file, self._file.sha256, self._place.sheet, cell)

    def __iter__(self) -> Iterator[str]:
        return iter(self._place.columns)

    def __len__(self) -> int:
        return len(self._place.columns)


@dataclass(frozen=True, slots=True)
class Merged:
    """The master table before grading.

    `points` are in roster order; `dropped` were given up by their unit; `new_ids` were given now;
    `reworded` are new records of known ids whose wording has changed. `abolished` are points that a
    recorded move took out; `units` are those whose returns have rows.
    """

    points: tuple[RiskPoint, ...]
    new_ids: tuple[PointId, ...] = ()
    findings: tuple[Finding, ...] = ()
    dropped: tuple[RiskPoint, ...] = ()
    reworded: tuple[PointId, ...] = ()
    abolished: tuple[RiskPoint, ...] = ()
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One declared row with what it is recognised by."""

    came_in: Submission
    table: str
    row: Row
    wording: Wording

    @property
    def gives_up(self) -> bool:
        """Whether the unit gives the point up."""
        return self.row.values.get("change") == "drop"

    @property
    def sources(self) -> RowSources:
        """Where its values came from."""
        return RowSources(self.came_in, self.table, self.row.number)


def merge_returns(  # noqa: PLR0913 - all that a table of points hangs on
    accepted: Sequence[Submission],
    known_ids: Sequence[PointId],
    roster: Roster,
    received: Mapping[str, str] | None = None,
    *,
    table: str,
    moves: Moves = NO_MOVES,
) -> Merged:
    """The rows of a table of the accepted returns as risk points in roster order.

    A row keeps the id it carries; else it gets the id of an earlier point of its unit with the
    same post, power and name, else with the same post and manifestation, else a new serial.
    `known_ids` are all records ever made, oldest first, so that no serial is used twice.
    `received` gives the time of receipt by the hash of a file. A row whose unit is not in the
    roster, and a given-up row that matches no point, are left out with a finding.
    """
    findings: list[Finding] = []
    by_unit = _entries(accepted, table, roster, findings)
    known = with_moves(known_ids, moves)
    records = _grouped(known)
    serials = _by_serial(known_ids)
    owners = {record.point_id: record.unit for record in known}
    whole: list[tuple[RiskPoint, bool]] = []
    new_ids, changed = list[PointId](), list[PointId]()
    for unit, entries in by_unit.items():
        rows = tuple(entry.wording for entry in entries)
        matched = match_records(rows, records[unit], owners)
        findings.extend(_refusals(entries, matched.refused))
        findings.extend(_idle_drops(entries, matched.ids))
        kept = {at for at, entry in enumerate(entries) if at in matched.ids or not entry.gives_up}
        given = number(rows, kept - matched.ids.keys(), unit, serials[unit])
        new_ids.extend(given.values())
        changed.extend(reworded(rows, matched.ids, unit, records[unit]))
        for at in sorted(kept):
            point_id = matched.ids.get(at) or given[at].point_id
            whole.append(
                (_point(entries[at], unit, point_id, received or {}), entries[at].gives_up)
            )
    placed = place_points(whole, moves)
    placed.whole.sort(key=_in_roster_order(roster))
    return Merged(
        points=tuple(point for point, gone in placed.whole if not gone),
        new_ids=tuple(new_ids),
        findings=(*findings, *placed.findings),
        dropped=tuple(point for point, gone in placed.whole if gone),
        reworded=tuple(changed),
        abolished=placed.abolished,
        units=frozenset(unit for unit, entries in by_unit.items() if entries),
    )


def numbers_of(rows: Sequence[Row], records: Sequence[PointId]) -> Mapping[int, str]:
    """The ids that the rows of one unit have by its `records`, by the number of the row."""
    owners = {record.point_id: record.unit for record in records}
    matched = match_records([_wording(row) for row in rows], records, owners)
    return {rows[at].number: point_id for at, point_id in matched.ids.items()}


def _grouped(known_ids: Sequence[PointId]) -> Mapping[str, list[PointId]]:
    records: dict[str, list[PointId]] = defaultdict(list)
    for record in known_ids:
        records[record.unit].append(record)
    return records


def _by_serial(known_ids: Sequence[PointId]) -> Mapping[str, list[PointId]]:
    """The records by the unit that gave the number: a serial is not given again once it moved."""
    found: dict[str, list[PointId]] = defaultdict(list)
    for record in known_ids:
        found[giver_of(record.point_id) or record.unit].append(record)
    return found


def _entries(
    accepted: Sequence[Submission], table: str, roster: Roster, findings: list[Finding]
) -> Mapping[str, list[_Entry]]:
    """The rows by unit, in an order that does not depend on the order of the returns."""
    units = {unit.code: unit.code for unit in roster.units}
    unit_of = units | {post.code: post.unit for post in roster.posts}
    posts = {post.code for post in roster.posts}
    by_unit: dict[str, list[_Entry]] = {unit.code: [] for unit in roster.units}
    for came_in in sorted(accepted, key=lambda one: (one.stamp.subject, one.sha256)):
        unit = unit_of.get(came_in.stamp.subject)
        if unit is None:
            params = {"subject": came_in.stamp.subject}
            findings.append(Finding("subject-not-in-roster", Where(came_in.file), params))
            continue
        for row in came_in.tables.get(table, ()):
            entry = _Entry(came_in, table, row, _wording(row))
            by_unit[unit].append(entry)
            if entry.wording.post and entry.wording.post not in posts:
                params = {"post": entry.wording.post}
                where = _cell(entry, "post")
                findings.append(Finding("post-not-in-roster", where, params, Severity.QUERY))
    return by_unit


def _wording(row: Row) -> Wording:
    values = row.values
    post = _text(values.get("post"))
    return Wording(
        carried=_text(values.get("point_id")),
        post="" if post == UNIT_SCOPE else post,
        power=fold(_text(values.get("power"))),
        name=fold(_text(values.get("name"))),
        manifestation=fold(_text(values.get("manifestation"))),
    )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _refusals(entries: Sequence[_Entry], refused: Mapping[int, FindingCode]) -> Iterator[Finding]:
    for at, code in refused.items():
        params = {"value": entries[at].wording.carried}
        yield Finding(code, _cell(entries[at], "point_id"), params, Severity.QUERY)


def _idle_drops(entries: Sequence[_Entry], ids: Mapping[int, str]) -> Iterator[Finding]:
    """Rows that give up a point which is not known, so that there is nothing to give up."""
    for at, entry in enumerate(entries):
        if entry.gives_up and at not in ids:
            params = {"name": _text(entry.row.values.get("name"))}
            yield Finding("drop-of-unknown-point", _cell(entry, "change"), params, Severity.QUERY)


def _cell(entry: _Entry, field: str) -> Where:
    source = entry.sources.get(field)
    return Where(source.file, source.sheet, source.cell) if source else Where(entry.came_in.file)


def _point(entry: _Entry, unit: str, point_id: str, received: Mapping[str, str]) -> RiskPoint:
    return RiskPoint(
        point_id=point_id,
        unit=unit,
        post=entry.wording.post,
        values=entry.row.values,
        sources=entry.sources,
        received_at=received.get(entry.came_in.sha256, ""),
        fingerprint=fingerprint(entry.row.values),
    )


def fingerprint(values: Mapping[str, Value]) -> str:
    """SHA-256 of what a reviewer judges; numbering, marks of change and notes do not enter."""
    judged: list[object] = [values.get(name) for name in JUDGED]
    known = _NOT_JUDGED.union(JUDGED)
    judged += [(name, values[name]) for name in sorted(values) if name not in known]
    return hashlib.sha256(_spelt(judged).encode()).hexdigest()


def _in_roster_order(
    roster: Roster,
) -> Callable[[tuple[RiskPoint, bool]], tuple[int, int, int, str]]:
    """Units and posts as the roster has them, the unit's own points first, unknown posts last."""
    units = {unit.code: at for at, unit in enumerate(roster.units)}
    posts = {post.code: at for at, post in enumerate(roster.posts)} | {"": -1}
    last = len(posts)
    end = len(units)

    def order(item: tuple[RiskPoint, bool]) -> tuple[int, int, int, str]:
        point = item[0]
        at = posts.get(point.post, last)
        return (units.get(point.unit, end), at, serial_of(point.point_id), point.point_id)

    return order
