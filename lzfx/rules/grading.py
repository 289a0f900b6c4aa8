"""Level, colour and monitor of a risk point, each with the rule it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from lzfx.model.campaign import REVIEW_GROUP
from lzfx.model.risk import Because, Color, Criterion, Graded, Level, MonitorRole, RiskPoint
from lzfx.model.roster import Roster, Unit
from lzfx.model.submission import Value
from lzfx.rules.definitions import UNDECIDED, Note, Rules, parse_rules
from lzfx.rules.tables import Decision, Fact, Rule, codes_of, decide, decider, in_force

__all__ = ["Rules", "criteria", "grade", "grade_all", "level_of", "parse_rules"]

LEVELS: Mapping[str, Level] = {"1": 1, "2": 2, "3": 3}
_HEADS = "section_head"
_LEADS = "leader_in_charge"


@dataclass(frozen=True, slots=True)
class _Seat:
    """What the roster says around a post, or around a unit when the point belongs to it."""

    unit: str
    kind: str
    holder_is: tuple[str, ...]
    names: Mapping[str, str]


def grade(
    point: RiskPoint, rules: Rules, roster: Roster, bodies: Mapping[str, str], day: date
) -> Graded:
    """Level, colour and monitor of one point under the rules of that day, with the reasons.

    `bodies` are the printed names of the campaign's bodies. A monitor whom the roster does not
    name is an empty text.
    """
    return _grader(rules, roster, bodies, day)(point)


def grade_all(
    points: Iterable[RiskPoint], rules: Rules, roster: Roster, bodies: Mapping[str, str], day: date
) -> tuple[Graded, ...]:
    """`grade` for many points, in their order."""
    return tuple(map(_grader(rules, roster, bodies, day), points))


def _grader(
    rules: Rules, roster: Roster, bodies: Mapping[str, str], day: date
) -> Callable[[RiskPoint], Graded]:
    level_of = decider(rules.level, day)
    color_of = decider(rules.color, day)
    monitor_of = decider(rules.monitor, day)
    seat_of = _seats(roster, bodies)

    def graded(point: RiskPoint) -> Graded:
        values = _facts(point.values)
        ruled = level_of(values)
        level = LEVELS.get(ruled.then) if ruled else None
        seat = seat_of(point.unit, point.post)
        values["level"] = str(level) if level else None
        values["unit"], values["unit_kind"] = seat.unit, seat.kind
        values["holder_is"] = seat.holder_is
        color, monitor = color_of(values), monitor_of(values)
        role = cast("MonitorRole", monitor.then) if monitor else None
        name = seat.names.get(role, "") if role else ""
        return Graded(
            point=point,
            declared=LEVELS.get(str(point.values.get("declared_level"))),
            level=level,
            color=cast("Color", color.then) if color else None,
            monitor_role=role,
            monitor=name,
            because=(
                *_level_steps(point, ruled, rules.several),
                *((_step(color, {"color": color.then}),) if color else ()),
                *((_step(monitor, {"monitor_role": role, "monitor": name}),) if monitor else ()),
            ),
        )

    return graded


def _facts(values: Mapping[str, Value]) -> dict[str, Fact]:
    return {key: value for key, value in values.items() if isinstance(value, str | tuple)}


def _seats(roster: Roster, bodies: Mapping[str, str]) -> Callable[[str, str], _Seat]:
    units = {unit.code: unit for unit in roster.units}
    holders = {post.code: post.holder for post in roster.posts}

    @cache
    def seat(unit_code: str, post: str) -> _Seat:
        unit = units.get(unit_code)
        if unit is None:
            return _Seat(unit_code, "", (), {REVIEW_GROUP: bodies.get(REVIEW_GROUP, "")})
        holder = holders.get(post, "")
        roles = ((_HEADS, unit.head), (_LEADS, unit.leader))
        own = tuple(role for role, person in roles if holder and person == holder)
        return _Seat(unit_code, unit.kind, own, _monitors(unit, roster, bodies))

    return seat


def _monitors(unit: Unit, roster: Roster, bodies: Mapping[str, str]) -> dict[str, str]:
    return {
        REVIEW_GROUP: bodies.get(REVIEW_GROUP, ""),
        _LEADS: roster.name_and_title(unit.leader),
        _HEADS: roster.name_and_title(unit.head),
    }


def _level_steps(point: RiskPoint, ruled: Decision | None, several: Note) -> tuple[Because, ...]:
    """The rule that gave the level; with several conducts also that the most severe counts."""
    if ruled is None:
        return ()
    step = _step(ruled, {"level": ruled.then})
    conduct = codes_of(cast("Fact", point.values.get("conduct")))
    if len(conduct) < 2 or ruled.then == UNDECIDED:  # noqa: PLR2004 - "several" means two
        return (step,)
    return (step, Because(several.id, several.clause, several.since, {"conduct": conduct}))


def _step(decision: Decision, result: Mapping[str, object]) -> Because:
    rule = decision.rule
    return Because(rule.id, rule.clause, rule.since, {**decision.facts, **result})


def level_of(rules: Rules, day: date) -> Callable[[tuple[str, ...]], Level | None]:
    """What level a set of conducts has on that day, asked without a whole risk point."""
    ask = decider(rules.level, day)

    def level(conducts: tuple[str, ...]) -> Level | None:
        ruled = ask({"conduct": conducts})
        return LEVELS.get(ruled.then) if ruled else None

    return level


def criteria(rules: Rules, conducts: Iterable[str], day: date) -> tuple[Criterion, ...]:
    """What each level means on that day: its conducts, its colour and its ordinary monitor."""
    asked = {code: decide(in_force(rules.level, day), {"conduct": (code,)}) for code in conducts}
    return tuple(
        Criterion(
            level,
            tuple(code for code, ruled in asked.items() if ruled and ruled.then == text),
            cast("Color | None", _then(rules.color, text, day)),
            cast("MonitorRole | None", _then(rules.monitor, text, day)),
            next((r.rule.clause for r in asked.values() if r and r.then == text), ""),
        )
        for text, level in LEVELS.items()
    )


def _then(table: Iterable[Rule], level: str, day: date) -> str | None:
    ruled = decide(in_force(table, day), {"level": level})
    return ruled.then if ruled else None
