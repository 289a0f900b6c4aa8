"""Against the master table, the roster and the other returns: keys, ids, copied text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lzfx.checks.known import Understood
from lzfx.checks.rows import POINTS, valid_points
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
    "funds": re.compile(r"大额|巨额"),
    "appointment": re.compile(r"干部任免|选拔任用|提拔任用|人事任免"),
    "project": re.compile(r"工程项目|项目安排|招投标|招标"),
}


def duplicate_rows(seen: Understood) -> Iterator[Finding]:
    """Rows of one table that share its key."""
    for table in seen.form.tables:
        if not table.key:
            continue
        first: dict[tuple[str, ...], Row] = {}
        for row in seen.tables.get(table.name, ()):
            key = tuple(fold(str(row.values.get(name) or "")) for name in table.key)
            if not all(key):
                continue
            earlier = first.setdefault(key, row)
            if earlier is not row:
                yield seen.say("duplicate-row", table.name, row, table.key[-1], row=earlier.number)


def point_ids(seen: Understood) -> Iterator[Finding]:
    """Ids that belong to another unit, do not exist, or stand twice; last year's that are gone."""
    rows = [row for row in seen.tables.get(POINTS, ()) if row.values.get("point_id")]
    unit = seen.header.get("unit_code")
    counts = Counter(row.values["point_id"] for row in rows)
    for row in rows:
        point_id = str(row.values["point_id"])
        owner = seen.known.ids.get(point_id)
        if owner is None:
            yield seen.say("id-unknown", POINTS, row, "point_id")
        elif owner != unit:
            yield seen.say("id-of-other", POINTS, row, "point_id", owner=owner)
        if counts[row.values["point_id"]] > 1:
            yield seen.say("id-twice", POINTS, row, "point_id")
    located = seen.raw.table(POINTS)
    if located is None:
        return
    for missing in sorted(seen.known.owed - set(map(str, counts))):
        where = Where(seen.raw.file, located.sheet)
        yield Finding("row-missing", where, {"value": missing})


def copied_text(seen: Understood) -> Iterator[Finding]:
    """The form's example left in, text of another unit, one measure for many points, slogans."""
    measures = Counter(fold(str(row.values.get("measures") or "")) for row in valid_points(seen))
    for row in valid_points(seen):
        for spec in seen.form.table(POINTS).fields:
            value = row.values.get(spec.name)
            if spec.example.startswith("示例") and value == spec.example:
                yield seen.say("example-left", POINTS, row, spec.name)
            if isinstance(value, str) and len(value) > _LONG:
                yield seen.say(
                    "long-text", POINTS, row, spec.name, Severity.ADVICE, length=len(value)
                )
        key = fold(str(row.values.get("measures") or ""))
        if len(key) < _COPIED_LENGTH:
            continue
        if key in seen.known.measures:
            other = seen.known.measures[key]
            yield seen.say("measure-of-other", POINTS, row, "measures", Severity.QUERY, other=other)
        elif measures[key] >= _SEVERAL:
            count = measures[key]
            yield seen.say(
                "measure-repeated", POINTS, row, "measures", Severity.ADVICE, count=count
            )
        if _SLOGANS.match(key):
            yield seen.say("measure-vague", POINTS, row, "measures", Severity.QUERY)


def major_matter_words(seen: Understood) -> Iterator[Finding]:
    """W06: the text speaks of a major matter and the box says no."""
    labels = {c.code: c.label for c in seen.form.table(POINTS).field("major_matters").choices}
    for row in valid_points(seen):
        if row.values.get("major_matters") != ("none",):
            continue
        text = f"{row.values.get('power') or ''}{row.values.get('name') or ''}"
        for code, words in _MATTER_WORDS.items():
            if words.search(text):
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
    counts = Counter(person.name for person in seen.known.roster.people.values())
    doubled = [name for name, count in counts.items() if count > 1]
    for row in valid_points(seen):
        text = str(row.values.get("responsible") or "")
        for name in doubled:
            if name in text:
                yield seen.say("same-name", POINTS, row, "responsible", Severity.ADVICE, name=name)


def all_lowest(seen: Understood) -> Iterator[Finding]:
    """W19: not one point of the unit is above level 3."""
    levels = [row.values.get("declared_level") for row in valid_points(seen)]
    located = seen.raw.table(POINTS)
    if located and len(levels) >= _SEVERAL and set(levels) == {"3"}:
        where = Where(seen.raw.file, located.sheet)
        yield Finding("all-lowest", where, {"count": len(levels)}, Severity.QUERY)


ACROSS_CHECKS = (
    point_ids,
    copied_text,
    major_matter_words,
    people_named,
    all_lowest,
)
