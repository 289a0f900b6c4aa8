"""Against the master table, the roster and the other returns: keys, ids, copied text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lzfx.checks.context import Understood
from lzfx.checks.points.known import PointsKnown
from lzfx.checks.points.rows import POINTS, column_needed, valid_points
from lzfx.forms.characters import fold
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import Row

_LONG = 500
_COPIED_LENGTH = 12
_SEVERAL = 3
_SLOGANS = re.compile(
    r"^(?:(?:进一步)?(?:加强|提高|增强|强化|严格|注重|落实)"
    r"(?:学习|教育|认识|意识|管理|监督|自律|廉洁自律|思想教育|政治学习|责任心|责任意识|要求|业务学习)*[，、；。,;]?)+$"
)
_MATTER_WORDS = {
    "decision": re.compile(r"重大决策|重大事项"),
    "funds": re.compile(r"大额|巨额"),
    "appointment": re.compile(r"干部任免|选拔任用|提拔任用|人事任免"),
    "project": re.compile(r"工程项目|项目安排|招投标|招标"),
}


def point_ids(seen: Understood) -> Iterator[Finding]:
    """Ids that belong to another unit, do not exist, or stand twice; last year's that are gone."""
    rows = [row for row in seen.rows_about(POINTS) if row.values.get("point_id")]
    ids = seen.known.on(PointsKnown).ids
    first: dict[str, Row] = {}
    for row in rows:
        point_id = str(row.values["point_id"])
        owner = ids.get(point_id)
        if owner is None:
            yield seen.say("id-unknown", POINTS, row, "point_id")
        elif seen.unit is not None and owner != seen.unit.code:
            name = seen.known.roster.called(owner)
            yield seen.say("id-of-other", POINTS, row, "point_id", owner=name)
        earlier = first.setdefault(point_id, row)
        if earlier is not row:
            yield seen.say("id-twice", POINTS, row, "point_id", row=earlier.number)
    yield from _owed_and_gone(seen, set(first))


def _owed_and_gone(seen: Understood, returned: set[str]) -> Iterator[Finding]:
    """Points of last year that do not come back; with their whole column gone it is said once."""
    located = seen.located_about(POINTS)
    owed = seen.known.on(PointsKnown).owed
    if located is None or not owed:
        return
    if "point_id" not in located.columns:
        yield column_needed(seen, located, "point_id")
        return
    names = {
        row.get("point_id", ""): row.get("name", "")
        for row in seen.known.issued.tables.get(located.name, ())
    }
    for missing in sorted(owed - returned):
        where = Where(seen.raw.file, located.sheet)
        point = f"{missing} {names.get(missing, '')}".strip()
        yield Finding("row-missing", where, {"value": missing, "point": point})


def measures_copied(seen: Understood) -> Iterator[Finding]:
    """W01, W03: text of another unit, one measure for many points, slogans."""
    measures = Counter(_measure(row) for row in valid_points(seen))
    of_others = seen.known.on(PointsKnown).measures
    for row in valid_points(seen):
        key = _measure(row)
        if key and _SLOGANS.match(key):
            yield seen.say("measure-vague", POINTS, row, "measures", Severity.QUERY)
        if len(key) < _COPIED_LENGTH:
            continue
        if key in of_others:
            other = seen.known.roster.called(of_others[key])
            yield seen.say("measure-of-other", POINTS, row, "measures", Severity.QUERY, other=other)
        elif measures[key] >= _SEVERAL:
            count = measures[key]
            yield seen.say(
                "measure-repeated", POINTS, row, "measures", Severity.ADVICE, count=count
            )


def _measure(row: Row) -> str:
    return fold(str(row.values.get("measures") or ""))


def long_texts(seen: Understood) -> Iterator[Finding]:
    """W15: texts that make a printed table hard to read."""
    for row in valid_points(seen):
        for name, value in row.values.items():
            if isinstance(value, str) and len(value) > _LONG:
                params = {"length": len(value), "limit": _LONG}
                yield seen.say("long-text", POINTS, row, name, Severity.ADVICE, **params)


def major_matter_words(seen: Understood) -> Iterator[Finding]:
    """W06: the text speaks of a major matter and the box says no."""
    labels = seen.labels_about(POINTS, "major_matters")
    for row in valid_points(seen):
        if row.values.get("major_matters") != ("none",):
            continue
        text = f"{row.values.get('power') or ''}{row.values.get('name') or ''}"
        for code, words in _MATTER_WORDS.items():
            if code in labels and words.search(text):
                matter = labels[code]
                yield seen.say(
                    "major-matter-maybe",
                    POINTS,
                    row,
                    "major_matters",
                    Severity.QUERY,
                    matter=matter,
                )


def people_named(seen: Understood) -> Iterator[Finding]:
    """W10: a responsible party whose name two people of the roster bear."""
    for row in valid_points(seen):
        text = str(row.values.get("responsible") or "")
        for name in seen.known.roster.shared_names:
            if name in text:
                yield seen.say("same-name", POINTS, row, "responsible", Severity.ADVICE, name=name)


def all_lowest(seen: Understood) -> Iterator[Finding]:
    """W19: not one point of the unit is above the lowest level."""
    levels = [row.values.get("declared_level") for row in valid_points(seen)]
    located = seen.located_about(POINTS)
    labels = seen.labels_about(POINTS, "declared_level")
    lowest = next(reversed(tuple(labels)), "")
    if located and lowest and len(levels) >= _SEVERAL and set(levels) == {lowest}:
        where = Where(seen.raw.file, located.sheet)
        params = {"count": len(levels), "level": labels[lowest]}
        yield Finding("all-lowest", where, params, Severity.QUERY)


ACROSS_CHECKS = (
    point_ids,
    measures_copied,
    long_texts,
    major_matter_words,
    people_named,
    all_lowest,
)
