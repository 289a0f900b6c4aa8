"""The rules of one day, applied to points: every level, colour and monitor is decided here.

All facts of a point count: what was declared, what is computed from it, and what the roster says
about its post and unit. So collecting, grading and printing cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from lzfx.content.conditions import codes_said, condition_said, title_of
from lzfx.forms.spec import UNIT_SCOPE
from lzfx.model.codes import FindingCode, finding_code
from lzfx.model.master import Labels
from lzfx.model.risk import Level
from lzfx.model.roster import Roster
from lzfx.model.submission import Value
from lzfx.rules.coverage import multiplied
from lzfx.rules.definitions import UNDECIDED, Rules
from lzfx.rules.roles import body_of_role, monitor_name, person_of
from lzfx.rules.tables import Fact, RuleAnswer, codes_of, decider

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RosterContext:
    """What the roster says about a post, or about a unit when the point belongs to it.

    `holder_is` are the monitor roles that the holder of the post has in his unit; `names` are the
    printed names of the people or bodies in each role.
    """

    unit: str
    kind: str
    holder_is: tuple[str, ...]
    names: Mapping[str, str]


_FACT_TYPES = (str, int, tuple)
"""As a tuple: asked of every value of every point, and a union takes three times as long."""


class Evaluator:
    """The decision tables of a day with the roster; `bodies` are the printed names of bodies.

    Answers are cached: many points share their facts.
    """

    def __init__(self, rules: Rules, roster: Roster, bodies: Mapping[str, str], day: date) -> None:
        self.rules = rules
        self.day = day
        self.decide_level = decider(rules.level, day)
        self.decide_color = decider(rules.color, day)
        self.decide_monitor = decider(rules.monitor, day)
        self.decide_hint = decider(rules.hint, day)
        self._rolled = {"post": decider(rules.post, day), "unit": decider(rules.unit, day)}
        self.seat = _seats(rules, roster, bodies)

    def facts(self, values: Values, unit: str, post: str) -> dict[str, Fact]:
        """All facts of a point but its level; `post` is empty for a point of the unit itself."""
        facts: dict[str, Fact] = {
            key: value for key, value in values.items() if isinstance(value, _FACT_TYPES)
        }
        for name in self.rules.many:
            if facts.get(name) is None:
                facts[name] = ()
        for one in self.rules.products:
            facts[one.name] = multiplied(one, facts)
        seat = self.seat(unit, "" if post == UNIT_SCOPE else post)
        facts["post"] = post or UNIT_SCOPE
        facts["unit"], facts["unit_kind"] = seat.unit, seat.kind
        facts["holder_is"] = seat.holder_is
        return facts

    def level_of(self, values: Values, unit: str, post: str) -> Level | None:
        """The level of a point by what was declared of it; None when no rule gives one."""
        return level_in(self.decide_level(self.facts(values, unit, post)))

    def grounds_of(self, labels: Labels) -> Callable[[Values, str, str], str]:
        """A function that names the facts a point's level rests on: `“可能产生的行为”（违规）`."""

        def grounds(values: Values, unit: str, post: str) -> str:
            facts = self.facts(values, unit, post)
            ruled = self.decide_level(facts)
            return "、".join(
                f"{title_of(name, labels)}（{codes_said(name, codes_of(facts.get(name)), labels)}）"
                for name in (ruled.facts if ruled else ())
            )

        return grounds

    def hint_of(
        self, labels: Labels
    ) -> Callable[[Values, str, str], tuple[FindingCode, str] | None]:
        """A function that tells when a declared level does not fit other facts, and which facts."""

        def hint(values: Values, unit: str, post: str) -> tuple[FindingCode, str] | None:
            declared = values.get("declared_level")
            level = declared if isinstance(declared, str) else None
            hinted = self.decide_hint({**self.facts(values, unit, post), "level": level})
            return (finding_code(hinted.then), hint_said(hinted, labels)) if hinted else None

        return hint

    def rolled(
        self, what: str, found: Sequence[tuple[Values, Level | None]], unit: str, post: str = ""
    ) -> Level | None:
        """The level of a post or unit (`what` says which) from its points and their levels.

        The rules about posts or units decide; where none holds, the gravest level counts.
        """
        levels = [level for _, level in found if level]
        worst = min(levels, default=None)
        if not found or not (self.rules.post if what == "post" else self.rules.unit):
            return worst
        seat = self.seat(unit, post)
        facts: dict[str, Fact] = _together(values for values, _ in found)
        facts |= {f"level_{level}": levels.count(level) for level in range(1, 6)}
        facts |= {"points": len(found), "worst": str(worst) if worst else None}
        facts |= {"unit": seat.unit, "unit_kind": seat.kind, "holder_is": seat.holder_is}
        ruled = self._rolled[what](facts)
        return level_in(ruled) if ruled else worst


def level_in(ruled: RuleAnswer | None) -> Level | None:
    """The level a decision gives, if it gives one."""
    return int(ruled.then) if ruled and ruled.then != UNDECIDED else None


def hint_said(hinted: RuleAnswer, labels: Labels) -> str:
    """The text of a hint about a point: the office's own words, or made from the conditions."""
    wanted = [one for one in hinted.rule.wanted if one.fact != "level"]
    return hinted.rule.says or "，".join(condition_said(one, labels) for one in wanted)


def _together(several: Iterable[Values]) -> dict[str, Fact]:
    """The codes of all points together, each once."""
    found: dict[str, dict[str, None]] = {}
    for values in several:
        for name, value in values.items():
            if isinstance(value, str | tuple):
                found.setdefault(name, {}).update(dict.fromkeys(codes_of(value)))
    return {name: tuple(codes) for name, codes in found.items()}


def _seats(
    rules: Rules, roster: Roster, bodies: Mapping[str, str]
) -> Callable[[str, str], RosterContext]:
    holders = {post.code: post.holder for post in roster.posts}

    @cache
    def names(unit_code: str) -> Mapping[str, str]:
        unit = roster.unit(unit_code)
        return {
            role: monitor_name(acts_as, unit, roster, bodies)
            for role, acts_as in rules.roles.items()
        }

    @cache
    def seat(unit_code: str, post: str) -> RosterContext:
        unit = roster.unit(unit_code)
        holder = holders.get(post, "")
        own = tuple(
            role
            for role, acts_as in rules.roles.items()
            if unit and holder and not body_of_role(acts_as)
            and person_of(acts_as, unit, roster) == holder
        )  # fmt: skip
        return RosterContext(unit_code, unit.kind if unit else "", own, names(unit_code))

    return seat
