"""Which risk points a rule is for: by their number, or by the power that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lzfx.forms.characters import as_code
from lzfx.model.power import Power
from lzfx.model.risk import Graded
from lzfx.model.rules_review import ReviewedRule

_REPEALED = "repeal"


@dataclass(frozen=True, slots=True)
class Answered:
    """The points and powers that rules are for."""

    points: frozenset[str]
    powers: frozenset[str]

    @classmethod
    def of(cls, rules: Sequence[ReviewedRule], powers: Sequence[Power] = ()) -> Answered:
        """What those rules are for, and with a power the points that its list gives it.

        A repealed rule is for nothing any more.
        """
        kept = [rule for rule in rules if rule.conclusion != _REPEALED]
        named = frozenset(as_code(power) for rule in kept for power in rule.powers)
        points = [point for rule in kept for point in rule.risk_points]
        for power in powers:
            if not named.isdisjoint(map(as_code, (power.code, power.name, power.sub_item))):
                points += power.risk_points
        return cls(frozenset(map(as_code, points)), named)

    def answer(self, one: Graded) -> bool:
        """Whether a rule is for the point, by its number or by the power it is of."""
        said = as_code(str(one.point.values.get("power") or ""))
        return one.point.point_id in self.points or said in self.powers


def without_rule(
    points: Sequence[Graded], rules: Sequence[ReviewedRule], powers: Sequence[Power] = ()
) -> tuple[Graded, ...]:
    """The points that no rule is for; one that is still to be made is for what it names."""
    answered = Answered.of(rules, powers)
    return tuple(one for one in points if not answered.answer(one))
