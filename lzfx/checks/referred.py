"""Risk points and powers that a return names: whether there are any such, at the cell that does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from lzfx.checks.context import Understood
from lzfx.forms.characters import as_code
from lzfx.forms.records import listed
from lzfx.model.about import About
from lzfx.model.finding import Finding, Severity
from lzfx.model.power import Power


@dataclass(frozen=True, slots=True)
class Referred:
    """What rows may name: ids of risk points ever given, and the powers of each unit, by its code.

    `units` are the codes of the units that points belong to, by their ids.

    Empty where nothing is known of them yet; then nothing is said about them. `records` are what a
    criticism may rest on: codes of checks, numbers of warnings, titles of forms by which was
    assessed; None where that was not looked up.
    """

    points: Collection[str] = ()
    powers: Mapping[str, Sequence[Power]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    records: Collection[str] | None = None

    def power(self, code: str) -> Power | None:
        """The power of that code, whoever has it."""
        wanted = as_code(code)
        every = (one for powers in self.powers.values() for one in powers)
        return next((one for one in every if as_code(one.code) == wanted), None)


def points_exist(seen: Understood, about: About, name: str) -> Iterator[Finding]:
    """Ids of risk points that were never given: the row points at nothing."""
    known = seen.known.on(Referred).points
    for row in seen.rows_about(about) if known else ():
        for text in listed(row.values.get(name)):
            if as_code(text) not in known:
                yield seen.say("refers-no-point", about, row, name, wrong=text)


def powers_exist(seen: Understood, about: About, name: str) -> Iterator[Finding]:
    """Powers, by name or code, that nobody has declared; asked once the own unit has."""
    powers = seen.known.on(Referred).powers
    if seen.unit is None or seen.unit.code not in powers:
        return
    every = [one for told in powers.values() for one in told]
    known = {as_code(text) for one in every for text in (one.name, one.sub_item, one.code)}
    for row in seen.rows_about(about):
        for text in listed(row.values.get(name)):
            if as_code(text) not in known:
                yield seen.say("refers-no-power", about, row, name, Severity.QUERY, wrong=text)


REFERRING: Mapping[str, Sequence[Callable[[Understood], Iterable[Finding]]]] = {
    About.POWER: (partial(points_exist, about=About.POWER, name="risk_points"),),
    About.RULE: (
        partial(points_exist, about=About.RULE, name="risk_points"),
        partial(powers_exist, about=About.RULE, name="powers"),
    ),
    About.FLOW: (partial(powers_exist, about=About.FLOW, name="code"),),
    About.FLOW_STEP: (partial(points_exist, about=About.FLOW_STEP, name="risk_points"),),
    About.ANSWER: (partial(points_exist, about=About.ANSWER, name="becomes"),),
    About.CHECKED_POINT: (partial(points_exist, about=About.CHECKED_POINT, name="risk_point"),),
    About.ACCOUNTABILITY: (partial(points_exist, about=About.ACCOUNTABILITY, name="risk_points"),),
    About.CONTROL_STAGE: (partial(points_exist, about=About.CONTROL_STAGE, name="risk_point"),),
}
"""The cells that name risk points or powers, by what their rows are about."""
