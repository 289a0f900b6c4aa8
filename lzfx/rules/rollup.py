"""The level of a post and of a unit: by rules of their own, else the gravest there (G6, G7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lzfx.model.finding import Finding, Severity
from lzfx.model.master import Labels
from lzfx.model.risk import Graded, RollUp
from lzfx.model.roster import Roster
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.reasons import labels_joined


@dataclass(frozen=True, slots=True)
class RollUps:
    """Levels of posts and units in use, in roster order; findings where the two do not agree."""

    posts: tuple[RollUp, ...]
    units: tuple[RollUp, ...]
    findings: tuple[Finding, ...] = ()


def rollups(
    graded: Iterable[Graded],
    roster: Roster,
    labels: Labels,
    rules: Evaluator | None = None,
    *,
    with_posts: bool = False,
) -> RollUps:
    """Levels of posts and units; `points` counts the points a level was taken from.

    The first rule about posts or units that holds decides; else the gravest level counts. A unit's
    level comes from the points of the unit itself, with them those of posts that are no more, or
    that a unit had which this one took over: no other level would have them. The finding
    `unit-below-its-posts` tells when one of its posts is graver; `with_posts` counts the posts'
    points for the unit as well.
    """
    of_post: dict[str, list[Graded]] = defaultdict(list)
    of_unit: dict[str, list[Graded]] = defaultdict(list)
    there = {(post.unit, post.code) for post in roster.posts if post.in_use}
    for one in graded:
        has_post = (one.point.unit, one.point.post) in there
        if has_post:
            of_post[one.point.post].append(one)
        if with_posts or not has_post:
            of_unit[one.point.unit].append(one)
    posts = tuple(
        _roll(post.code, of_post[post.code], rules, (post.unit, post.code))
        for post in roster.posts
        if post.in_use
    )
    units = tuple(
        _roll(unit.code, of_unit[unit.code], rules, (unit.code, ""))
        for unit in roster.units
        if unit.in_use
    )
    return RollUps(posts, units, _below(posts, units, roster, labels))


def _roll(
    code: str, found: Sequence[Graded], rules: Evaluator | None, where: tuple[str, str]
) -> RollUp:
    unit, post = where
    if rules is None:
        worst = min((one.level for one in found if one.level), default=None)
        return RollUp(code, worst, len(found))
    points = [(one.point.values, one.level) for one in found]
    return RollUp(code, rules.rolled("post" if post else "unit", points, unit, post), len(found))


def _below(
    posts: tuple[RollUp, ...], units: tuple[RollUp, ...], roster: Roster, labels: Labels
) -> tuple[Finding, ...]:
    level_of = {roll.code: roll.level for roll in posts if roll.level}
    findings = []
    for roll in units:
        unit = roster.unit(roll.code)
        inside = [post for post in roster.posts_of(roll.code) if post.code in level_of]
        if unit is None or roll.level is None or not inside:
            continue
        worst = min(inside, key=lambda post: level_of[post.code])
        if level_of[worst.code] < roll.level:
            params = {
                "unit": unit.name,
                "level": labels_joined(labels, "declared_level", roll.level),
                "post": worst.name,
                "post_level": labels_joined(labels, "declared_level", level_of[worst.code]),
            }
            findings.append(Finding("unit-below-its-posts", params=params, severity=Severity.QUERY))
    return tuple(findings)
