"""Level, colour and monitor of a risk point, each with the rule it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from lzfx.model.risk import Criterion, Graded, Level, ReasonStep, RiskPoint, plain_fact
from lzfx.model.roster import Roster
from lzfx.rules.definitions import UNDECIDED, Note, Rules, parse_rules
from lzfx.rules.evaluator import Evaluator, level_in
from lzfx.rules.tables import Fact, Rule, RuleAnswer, codes_of, first_match, rules_in_force

__all__ = ["Rules", "criteria", "grade_all", "grade_point", "graded_by", "parse_rules"]


def grade_point(
    point: RiskPoint, rules: Rules, roster: Roster, bodies: Mapping[str, str], day: date
) -> Graded:
    """Level, colour and monitor of one point under the rules of that day, with the reasons.

    `bodies` are the printed names of the campaign's bodies. The monitor is an empty text when the
    roster names nobody for the role.
    """
    return graded_by(Evaluator(rules, roster, bodies, day), point)


def grade_all(
    points: Iterable[RiskPoint], rules: Rules, roster: Roster, bodies: Mapping[str, str], day: date
) -> tuple[Graded, ...]:
    """`grade_point` for many points, in their order."""
    evaluator = Evaluator(rules, roster, bodies, day)
    return tuple(graded_by(evaluator, point) for point in points)


def graded_by(evaluator: Evaluator, point: RiskPoint, decided: Level | None = None) -> Graded:
    """`grade_point` with an evaluator that serves many points.

    With a level that was `decided`, the colour and the monitor are those of that level; the reason
    is still the whole of what the rules say of the point.
    """
    facts = evaluator.facts(point.values, point.unit, point.post)
    ruled = evaluator.decide_level(facts)
    level = level_in(ruled) if decided is None else decided
    facts["level"] = str(level) if level else None
    color, monitor = evaluator.decide_color(facts), evaluator.decide_monitor(facts)
    role = monitor.then if monitor else None
    name = evaluator.seat(point.unit, point.post).names.get(role, "") if role else ""
    return Graded(
        point=point,
        declared=declared_level(point),
        level=level,
        color=color.then if color else None,
        monitor_role=role,
        monitor=name,
        because=(
            *_level_steps(facts, ruled, evaluator.rules.several),
            *((_step(color, {"color": color.then}),) if color else ()),
            *((_step(monitor, {"monitor_role": role, "monitor": name}),) if monitor else ()),
        ),
    )


def declared_level(point: RiskPoint) -> int | None:
    """The level that was declared, None when none was."""
    declared = str(point.values.get("declared_level") or "")
    return int(declared) if declared.isascii() and declared.isdecimal() else None


def _level_steps(
    facts: Mapping[str, Fact], ruled: RuleAnswer | None, several: Note | None
) -> tuple[ReasonStep, ...]:
    """The rule that gave the level, as a step of the reason.

    Where it looked for one of several codes in one fact only, and the point has more codes there,
    a second step says that the gravest counts.
    """
    if ruled is None:
        return ()
    step = _step(ruled, {"level": ruled.then})
    if several is None or ruled.then == UNDECIDED or len(ruled.facts) != 1:
        return (step,)
    (fact,) = ruled.facts
    codes = codes_of(facts.get(fact))
    if len(codes) < 2 or ruled.rule.when[fact].any_of is None:  # noqa: PLR2004 - "several" means two
        return (step,)
    return (step, ReasonStep(several.id, several.clause, several.since, {fact: codes}))


def _step(decision: RuleAnswer, result: Mapping[str, object]) -> ReasonStep:
    rule = decision.rule
    facts = {**decision.facts, **result}
    return ReasonStep(rule.id, rule.clause, rule.since, facts, decision.looked)


def criteria(rules: Rules, levels: Iterable[str], day: date) -> tuple[Criterion, ...]:
    """What each of those levels means on that day: its rules, its colour, its usual monitor.

    Where the rules look at more than the codes of one fact, a last one says what has no level.
    """
    table = rules_in_force(rules.level, day)
    found = tuple(_criterion(rules, table, level, day) for level in levels)
    undecided = _criterion(rules, table, UNDECIDED, day)
    return found if plain_fact(found) else (*found, *_if_any(undecided))


def _criterion(rules: Rules, table: Iterable[Rule], level: str, day: date) -> Criterion:
    ways = [rule for rule in table if rule.then == level]
    number = None if level == UNDECIDED else int(level)
    return Criterion(
        number,
        tuple(rule.wanted for rule in ways),
        _then(rules.color, number, day),
        _then(rules.monitor, number, day),
        ways[0].clause if ways else "",
    )


def _if_any(one: Criterion) -> tuple[Criterion, ...]:
    return (one,) if one.ways else ()


def _then(table: Iterable[Rule], level: int | None, day: date) -> str | None:
    if level is None:
        return None
    ruled = first_match(rules_in_force(table, day), {"level": str(level)})
    return ruled.then if ruled else None
