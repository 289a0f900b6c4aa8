"""What the office fills in before a form goes out; collecting compares with the same.

A definition names its sources: for single cells a fact about the subject, for the rows of a table
known records of some kind, one row each. A new source is an entry in one of the two tables here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from lzfx.campaign.asked import HEADER_SOURCES, Asked, checked_by
from lzfx.campaign.choices import UNIT_SCOPE_LABEL, roster_lists
from lzfx.campaign.prefill_names import (
    COMPUTED,
    OF_ASSESSMENT,
    OF_BOXES,
    OF_CHECKED_POINTS,
    OF_CHECKS,
    OF_ITEMS,
    OF_MEASURES,
    OF_POINTS,
    OF_POSTS,
    OF_POWERS,
    OF_PROPOSALS,
    OF_REMARKS,
    OF_SUGGESTED,
    OF_UNSETTLED,
)
from lzfx.campaign.prefill_sources import PrefillSources, Text
from lzfx.forms.kinds import shown
from lzfx.forms.spec import UNIT_SCOPE, FieldSpec, FormSpec, TableSpec
from lzfx.forms.stamp import seal, short_code
from lzfx.model.about import About
from lzfx.model.filling import Filling
from lzfx.model.risk import RiskPoint
from lzfx.model.roster import Post
from lzfx.model.subject import Subject
from lzfx.model.submission import Stamp

_MARK = "change"
"""The one field of a known point that must be answered anew each year."""


def filling_for(form: FormSpec, subject: Subject, sources: PrefillSources) -> Filling:
    """The prefilled form of a subject, without its identity."""
    told = HEADER_SOURCES
    header = {
        spec.name: text
        for spec in form.header
        if spec.prefill in told and (text := told[spec.prefill](Asked(form, subject, sources)))
    }
    tables = {
        table.name: rows
        for table in form.tables
        if table.rows in ROW_SOURCES
        and ((rows := _rows(table, Asked(form, subject, sources))) or table.fixed)
    }
    return Filling(header, tables, roster_lists(form, sources.everybody, subject))


def identified(filling: Filling, stamp: Stamp, key: bytes) -> Filling:
    """The same filling with the identity of that stamp."""
    return replace(filling, token=seal(stamp, key), code=short_code(stamp, key))


@dataclass(frozen=True, slots=True)
class RowSource:
    """Known records that a table is issued with; `rows` gives them as texts by field name.

    `names` are the field names; with `of_points` also every field in which points are declared. A
    table `about` the same thing is prefilled in every field of such a name, without `prefill`.
    Where it is for some only, `asks` says whether it is for a subject.
    """

    rows: Callable[[Asked], Iterable[Text]]
    names: frozenset[str]
    about: About = About.NOTHING
    of_points: bool = False
    asks: Callable[[Asked], bool] | None = None

    def tells(self, name: str, points: TableSpec | None) -> bool:
        """Whether a record of this source has a field of that name."""
        declared = {spec.name for spec in points.fields} if points and self.of_points else set()
        return name in self.names or (name in declared and name != _MARK)


def _rows(table: TableSpec, asked: Asked) -> tuple[Text, ...]:
    """The rows a table is issued with."""
    source = ROW_SOURCES[table.rows]
    rows = [*source.rows(asked), *(_missed(asked) if table.about == About.RISK_POINT else ())]
    whole = bool(table.about) and table.about == source.about
    told = {spec.name: spec.prefill or (spec.name if whole else "") for spec in table.fields}
    return tuple({name: row[known] for name, known in told.items() if known in row} for row in rows)


def _missed(asked: Asked) -> Iterable[Text]:
    """The missed points that a unit adopted, to be declared; of a post only its own."""
    subject, known = asked.subject, asked.known
    rows = known.missed.get(subject.unit, ())
    post = asked.post if subject.owner == "post" else None
    return (row for row in rows if post is None or row.get("post") == post.name)


def _proposals(asked: Asked) -> Iterable[Text]:
    """The proposals that a unit has to answer, each with the point that it is about."""
    unit, known = asked.subject.unit, asked.known
    points = {point.point_id: point for point in known.prior.points.get(unit, ())}
    for one in known.proposals.get(unit, ()):
        point = points.get(one["point_id"])
        yield {**(_point_row(point, asked) if point else {}), **one}


def _own_posts(asked: Asked) -> Iterable[Text]:
    roster, subject = asked.known.everybody.roster, asked.subject
    if subject.owner == "person":
        return (_post_row(post, asked) for post in roster.posts if post.holder == subject.person)
    posts = roster.posts_of(subject.unit) if subject.unit else roster.posts
    return (
        _post_row(post, asked) for post in posts if post.in_use and subject.post in {"", post.code}
    )


def _post_row(post: Post, asked: Asked) -> Text:
    roster = asked.known.everybody.roster
    row = {
        "post_code": post.code,
        "post_name": post.name,
        "holder": roster.name_of(post.holder),
        "unit_code": post.unit,
        "unit_name": roster.called(post.unit),
    }
    duty = asked.known.prior.duties.get(post.code) or post.duty
    return row | ({"duty": duty} if duty else {})


def _own_points(asked: Asked) -> Iterable[Text]:
    """The points of a unit, of a post, of the posts a person holds, or all (for the office)."""
    subject, roster = asked.subject, asked.known.everybody.roster
    if subject.owner == "reviewer":
        return ()
    mine = {post.code for post in roster.posts if post.holder == subject.person}
    by_unit = asked.known.prior.points
    points = by_unit.get(subject.unit, ()) if subject.unit else _all_points(asked)
    if subject.owner == "post":
        points = [point for point in points if point.post == subject.post]
    if subject.owner == "person":
        points = [point for point in _all_points(asked) if point.post in mine]
    return (_point_row(point, asked) for point in points)


def _points_to_review(asked: Asked) -> Iterable[Text]:
    """The points that the subject reviews, found by post, or by unit for points of the unit."""
    reviews = asked.known.reviews
    for point in _all_points(asked):
        review = reviews.get(point.post or point.unit)
        if asked.subject.owner == "office" or (review and review.code == asked.subject.code):
            yield _point_row(point, asked)


def _points_to_check(asked: Asked) -> Iterable[Text]:
    """The points of the units that the subject checks."""
    checked = checked_by(asked)
    return (_point_row(one, asked) for one in _all_points(asked) if one.unit in checked)


def _all_points(asked: Asked) -> list[RiskPoint]:
    by_unit = asked.known.prior.points
    units = asked.known.everybody.roster.units
    return [point for unit in units for point in by_unit.get(unit.code, ())]


def _point_row(point: RiskPoint, asked: Asked) -> Text:
    """A point as its table shows it, with its unit, post and level."""
    everybody = asked.known.everybody
    roster, table = everybody.roster, asked.known.points_table
    post = roster.post(point.post)
    row = {
        "unit_code": point.unit,
        "unit_name": roster.called(point.unit),
        "post_code": point.post,
        "post_name": post.name if post else "",
    }
    for spec in table.fields if table else ():
        if spec.name != _MARK:
            row[spec.name] = _shown(spec, point, asked)
    told = asked.known.told.get(point.point_id, {})
    return row | {"point_id": point.point_id, **dict.fromkeys(COMPUTED, ""), **told}


def _shown(spec: FieldSpec, point: RiskPoint, asked: Asked) -> str:
    value = point.values.get(spec.name)
    if spec.roster != "posts":
        return shown(value, spec.choices)
    if value in {None, UNIT_SCOPE}:
        return UNIT_SCOPE_LABEL
    post = asked.known.everybody.roster.post(str(value))
    return post.name if post and post.in_use and post.unit == point.unit else ""


def _units(asked: Asked) -> Iterable[Text]:
    roster = asked.known.everybody.roster
    return (
        {
            "unit_code": unit.code,
            "unit_name": unit.name,
            "unit_kind": asked.known.kinds.get(unit.kind, ""),
            "head": roster.name_of(unit.head),
        }
        for unit in roster.units
        if unit.in_use
    )


def _own_powers(asked: Asked) -> Iterable[Text]:
    """The powers of a unit, or those of all units for anybody who is in none."""
    known = asked.known.powers
    if asked.subject.unit:
        return known.get(asked.subject.unit, ())
    return (one for powers in known.values() for one in powers)


def _assessing(name: str, fields: frozenset[str]) -> RowSource:
    def rows(asked: Asked) -> Iterable[Text]:
        return asked.known.assessing.of(name, asked.subject)

    return RowSource(
        rows, fields, asks=(lambda asked: bool(rows(asked))) if "own" in name else None
    )


ROW_SOURCES: Mapping[str, RowSource] = {
    "own_posts": RowSource(_own_posts, OF_POSTS, About.POST_DUTY),
    "own_points": RowSource(_own_points, OF_POINTS | COMPUTED, About.RISK_POINT, of_points=True),
    "points_to_review": RowSource(_points_to_review, OF_POINTS | COMPUTED, of_points=True),
    "points_to_check": RowSource(
        _points_to_check,
        OF_POINTS | COMPUTED,
        of_points=True,
        asks=lambda asked: bool(checked_by(asked)),
    ),
    "proposals": RowSource(
        _proposals,
        OF_POINTS | OF_PROPOSALS,
        of_points=True,
        asks=lambda asked: asked.subject.unit in asked.known.proposals,
    ),
    "remarks": RowSource(lambda asked: asked.known.remarks, OF_REMARKS, About.COMMENT),
    "drawn_checks": RowSource(
        lambda asked: asked.known.drawn.get("checks", ()), OF_CHECKS, About.CHECK
    ),
    "drawn_points": RowSource(
        lambda asked: asked.known.drawn.get("points", ()), OF_CHECKED_POINTS, About.CHECKED_POINT
    ),
    "own_measures": RowSource(
        lambda asked: asked.known.measures.get(asked.subject.unit, ()),
        OF_MEASURES,
        asks=lambda asked: asked.subject.unit in asked.known.measures,
    ),
    "archive_boxes": RowSource(lambda asked: asked.known.boxes, OF_BOXES, About.ARCHIVE_BOX),
    "archive_items": RowSource(lambda asked: asked.known.items, OF_ITEMS, About.ARCHIVE_ITEM),
    "own_powers": RowSource(_own_powers, OF_POWERS),
    "warnings_open": RowSource(attrgetter("known.unsettled"), OF_UNSETTLED, About.WARNING_STEP),
    "warnings_suggested": RowSource(attrgetter("known.suggested"), OF_SUGGESTED, About.WARNING),
    **{name: _assessing(name, fields) for name, fields in OF_ASSESSMENT.items()},
    "units": RowSource(_units, frozenset({"unit_code", "unit_name", "unit_kind", "head"})),
}
"""What rows of a table may be issued with, by name."""


def goes_to(form: FormSpec, subject: Subject, sources: PrefillSources) -> bool:
    """Whether all rows that a form is issued with are for that subject at all."""
    asked = Asked(form, subject, sources)
    told = (ROW_SOURCES[table.rows].asks for table in form.tables if table.rows in ROW_SOURCES)
    return all(asks is None or asks(asked) for asks in told)
