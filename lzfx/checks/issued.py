"""What the office fills in before a declaration goes out; collecting compares with the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lzfx.checks.context import post_choices, subject_unit
from lzfx.forms.kinds import shown
from lzfx.forms.spec import UNIT_SCOPE, FieldSpec, FormSpec, TableSpec
from lzfx.forms.stamp import seal, short_code
from lzfx.model.campaign import Campaign
from lzfx.model.filling import Filling
from lzfx.model.risk import RiskPoint
from lzfx.model.roster import Post, Roster, Unit
from lzfx.model.submission import Stamp, Value

POINTS = "risk_points"
POSTS = "posts"
_MARK = "change"
"""The one field of a known point that must be answered anew each year."""

Text = Mapping[str, str]


def subjects(roster: Roster, *, per_post: bool = False) -> tuple[str, ...]:
    """Codes of all who owe a declaration: units in use, or each of their posts."""
    units = [unit for unit in roster.units if unit.in_use]
    if not per_post:
        return tuple(unit.code for unit in units)
    return tuple(
        subject
        for unit in units
        for subject in (tuple(post.code for post in roster.posts_of(unit.code)) or (unit.code,))
    )


@dataclass(frozen=True, slots=True)
class LastYear:
    """What the year before left: its points by unit code, duties by unit or post code."""

    points: Mapping[str, Sequence[RiskPoint]] = field(default_factory=dict)
    duties: Mapping[str, str] = field(default_factory=dict)


NOTHING_BEFORE = LastYear()


def issued_filling(  # noqa: PLR0913 - what a prefilled form is made of
    form: FormSpec,
    campaign: Campaign,
    roster: Roster,
    subject: str,
    *,
    kinds: Mapping[str, str],
    before: LastYear = NOTHING_BEFORE,
) -> Filling:
    """The prefilled form of a subject; `kinds` are the printed names of the kinds of unit.

    KeyError for a subject that the roster does not know.
    """
    unit = subject_unit(roster, subject)
    if unit is None:
        raise KeyError(subject)
    only = subject if subject != unit.code else ""
    posts = tuple(post for post in roster.posts_of(unit.code) if not only or post.code == only)
    offered = post_choices(roster, unit.code, only)
    points = before.points.get(unit.code, ())
    mine = [point for point in points if not only or point.post == only]
    tables: dict[str, tuple[Text, ...]] = {}
    if any(table.name == POSTS for table in form.tables):
        tables[POSTS] = tuple(_post_row(post, roster, before) for post in posts)
    labels = {choice.code: choice.label for choice in offered}
    if mine:
        table = form.table(POINTS)
        tables[POINTS] = tuple(_point_row(table, point, labels) for point in mine)
    return Filling(
        header=_header(form, campaign, unit, kinds, before),
        tables=tables,
        roster={"posts": tuple(labels.values())},
    )


def identified(filling: Filling, stamp: Stamp, key: bytes) -> Filling:
    """The same filling with the identity of that stamp."""
    return replace(filling, token=seal(stamp, key), code=short_code(stamp, key))


def _header(form: FormSpec, campaign: Campaign, unit: Unit, kinds: Text, before: LastYear) -> Text:
    office = campaign.office
    known = {
        "unit_code": unit.code,
        "unit_name": unit.name,
        "unit_kind": kinds.get(unit.kind, ""),
        "year": f"{campaign.year}年",
        "deadline": campaign.deadline.isoformat(),
        "contact": f"{office.contact} {office.phone}",
        "unit_duty": before.duties.get(unit.code, ""),
    }
    return {spec.name: known[spec.name] for spec in form.header if known.get(spec.name)}


def _post_row(post: Post, roster: Roster, before: LastYear) -> Text:
    row = {"post_code": post.code, "post_name": post.name, "holder": roster.name_of(post.holder)}
    duty = before.duties.get(post.code) or post.duty
    return row | ({"duty": duty} if duty else {})


def _point_row(table: TableSpec, point: RiskPoint, posts: Text) -> Text:
    row = {
        spec.name: _shown(spec, point.values.get(spec.name), posts)
        for spec in table.fields
        if spec.name != _MARK
    }
    row["point_id"] = point.point_id
    return row


def _shown(spec: FieldSpec, value: Value, posts: Text) -> str:
    if spec.roster == "posts":
        return posts.get(str(value or UNIT_SCOPE), "")
    return shown(value, spec.choices)
