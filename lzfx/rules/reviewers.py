"""`reviewers.toml`: who reviews a declaration before the review group decides; and recusal (G13).

The rules say it for each post and for each unit. Whatever they say, nobody reviews himself: that
goes to the review group.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from pydantic import Field

from lzfx.forms.spec import FormSpec
from lzfx.model.campaign import DIRECTORS_MEETING, REVIEW_GROUP
from lzfx.model.finding import Finding, Where
from lzfx.model.office import RANK_MEANINGS, UNIT_MEANINGS, Kinds
from lzfx.model.papers import Review
from lzfx.model.roster import Post, Roster, Unit
from lzfx.rules.definition_faults import RuleTable, doubled, fact_faults
from lzfx.rules.definitions import RuleModel, StrictModel, plain_rules, validated
from lzfx.rules.roles import LEADER_IN_CHARGE, PERSON, POST, SECTION_HEAD, person_of
from lzfx.rules.tables import Decide, Fact, Rule, decider
from lzfx.rules.vocabulary import FactKind, codes_in

FILE = "reviewers.toml"
_OF_POST, _OF_UNIT = "post", "unit"
_PEOPLE = (LEADER_IN_CHARGE, SECTION_HEAD)


class _Reviewer(RuleModel):
    recusal: bool = Field(default=False, strict=True)


class _Reviewers(StrictModel):
    reviewer: tuple[_Reviewer, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """The rules in their order; `recusals` are those, by id and first day, of a recusal."""

    rules: tuple[Rule, ...] = ()
    recusals: frozenset[tuple[str, date]] = frozenset()

    @property
    def bodies(self) -> frozenset[str]:
        """The keys of all bodies that review by some rule."""
        return frozenset(rule.then for rule in self.rules if not is_person(rule.then))

    @property
    def steps(self) -> frozenset[str]:
        """All whom a rule names, and the group that decides at last."""
        return frozenset((*(rule.then for rule in self.rules), REVIEW_GROUP))


def parse_reviewers(
    raw: Mapping[str, Any],
    file: str = FILE,
    lists: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[ReviewRules, tuple[Finding, ...]]:
    """The rules, or none with every fault; `lists` are the office's, `file` is only quoted.

    That the settings name each body is checked with `nameless_bodies`.
    """
    findings: list[Finding] = []
    where = Where(file)
    found = validated(_Reviewers, file, raw, findings)
    if found is None:
        return ReviewRules(), tuple(findings)
    table = RuleTable(where, "reviewer", plain_rules(found.reviewer))
    findings += doubled(table)
    findings += fact_faults(table, _facts(lists))
    findings += _answers(table)
    recusals = frozenset((one.id, one.since) for one in found.reviewer if one.recusal)
    return ReviewRules(table.rules, recusals), tuple(findings)


def nameless_bodies(where: Where, rules: ReviewRules, bodies: Collection[str]) -> Iterator[Finding]:
    """Rules by which a body reviews of which the settings have no name."""
    for rule in rules.rules:
        if ":" not in rule.then and not is_person(rule.then) and rule.then not in bodies:
            params = {"place": f"reviewer {rule.id} → then", "value": rule.then}
            yield Finding("definition-role-no-body", where, params)


def box_faults(where: Where, form: FormSpec, rules: ReviewRules) -> Iterator[Finding]:
    """Boxes for the signature of somebody who reviews by no rule: they would never be printed."""
    for box in form.sign_off if rules.rules else ():
        if box.step and box.step not in rules.steps:
            params = {"place": f"sign_off “{box.title}” → step", "value": box.step}
            yield Finding("definition-bad-value", where, params)


def is_person(step: str) -> bool:
    """Whether a person reviews by that answer of a rule, not a body."""
    return step in _PEOPLE or step.startswith((PERSON, POST))


def body_code(body: str) -> str:
    """The code of a body as a subject: `commission_meeting` becomes `COMMISSION-MEETING`."""
    return body.upper().replace("_", "-")


def _facts(lists: Mapping[str, Mapping[str, Any]] | None) -> Mapping[str, FactKind]:
    return {
        "of": FactKind((_OF_POST, _OF_UNIT)),
        "unit": FactKind(),
        "unit_kind": FactKind(codes_in(lists, "unit_kinds") or None),
        "unit_acts_as": FactKind(UNIT_MEANINGS),
        "holder_is": FactKind(_PEOPLE, several=True, empty=True),
        "holder_acts_as": FactKind(RANK_MEANINGS, empty=True),
    }


def _answers(table: RuleTable) -> Iterator[Finding]:
    """Answers that name nobody: a role or person without its name."""
    for rule in table.rules:
        kind, sign, name = rule.then.partition(":")
        if sign and (f"{kind}{sign}" not in {PERSON, POST} or not name.strip()):
            params = {"place": f"reviewer {rule.id} → then", "value": rule.then}
            yield Finding("definition-role-unknown", table.where, params)


@dataclass(frozen=True)
class Reviewers:
    """Who reviews what in an office on a day; `bodies` are their printed names by key."""

    rules: ReviewRules
    bodies: Mapping[str, str]
    day: date
    kinds: Kinds = field(default_factory=Kinds)

    def __call__(self, roster: Roster) -> dict[str, Review]:
        """Who reviews the points of each post, by its code, and of each unit itself, by its code.

        Four（三）of the plan. Where no rule holds, the review group decides alone.
        """
        *before, now = (self._on(day, roster) for day in self._days)
        ends = self._days[1:]
        return {
            subject: replace(
                review,
                former=tuple(
                    (until, then[subject]) for until, then in zip(ends, before, strict=True)
                ),
            )
            for subject, review in now.items()
        }

    @cached_property
    def _days(self) -> tuple[date, ...]:
        """The days from which other rules counted, up to today's."""
        starts = {rule.since for rule in self.rules.rules}
        ends = {rule.until + timedelta(days=1) for rule in self.rules.rules if rule.until}
        return tuple(sorted(day for day in starts | ends if day <= self.day)) or (self.day,)

    def _on(self, day: date, roster: Roster) -> dict[str, Review]:
        decide = decider(self.rules.rules, day)
        found = {unit.code: self._of(decide, roster, unit, None) for unit in roster.units}
        for post in roster.posts:
            unit = roster.unit(post.unit)
            if unit is not None:
                found[post.code] = self._of(decide, roster, unit, post)
        return found

    def _of(self, decide: Decide, roster: Roster, unit: Unit, post: Post | None) -> Review:
        answer = decide(self._known(roster, unit, post))
        if answer is None:
            return self._body(REVIEW_GROUP)
        recused = (answer.rule.id, answer.rule.since) in self.rules.recusals
        if not is_person(answer.then):
            own = post is None and answer.then in self._bodies_of(unit)
            return self._body(REVIEW_GROUP if own else answer.then, recused=recused or own)
        person = person_of(answer.then, unit, roster)
        if person and person == (post.holder if post else unit.head):
            return self._body(REVIEW_GROUP, recused=True)
        return Review(answer.then, roster.name_and_title(person), recused, person)

    def _known(self, roster: Roster, unit: Unit, post: Post | None) -> Mapping[str, Fact]:
        holder = post.holder if post else ""
        person = roster.people.get(holder)
        return {
            "of": _OF_POST if post else _OF_UNIT,
            "unit": unit.code,
            "unit_kind": unit.kind,
            "unit_acts_as": self.kinds.unit(unit.kind),
            "holder_is": tuple(
                role for role in _PEOPLE if holder and person_of(role, unit, roster) == holder
            ),
            "holder_acts_as": self.kinds.rank(person.rank) if person else None,
        }

    def _bodies_of(self, unit: Unit) -> Iterable[str]:
        """The bodies that a unit which meets is, by what they are called."""
        if not self.kinds.meets(unit.kind):
            return ()
        names = {unit.name, self.bodies.get(DIRECTORS_MEETING)}
        return tuple(key for key, name in self.bodies.items() if name in names)

    def _body(self, step: str, *, recused: bool = False) -> Review:
        return Review(step, self.bodies.get(step, ""), recused, body_code(step))
