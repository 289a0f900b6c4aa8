"""The sample offices under `sample_data/offices`: settings, lists, rules, roster, answers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast

from support.office_return import returned

from lzfx.campaign.choices import UNIT_SCOPE_LABEL
from lzfx.checks.check import Checked, check
from lzfx.checks.context import Known
from lzfx.checks.points.known import PointsKnown
from lzfx.checks.registry import ROW_CHECKS
from lzfx.forms.characters import fold
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.parse import parse_form
from lzfx.forms.settings import parse_settings
from lzfx.forms.spec import UNIT_SCOPE, FieldSpec, FormSpec
from lzfx.model.campaign import Campaign
from lzfx.model.roster import GroupSeat, Person, Post, Roster, Unit
from lzfx.model.submission import Stamp
from lzfx.rules.tables import Condition, Fact, Rule, RuleAnswer, first_match

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("market", "hospital", "company")
OFFICES = ROOT / "sample_data" / "offices"
TEMPLATES = ROOT / "form_templates"
POINTS, POSTS = "risk_points", "posts"
KNOWN_BODIES = ("leading_group", "review_group", "commission_meeting", "directors_meeting")
UNIT_CODES = {"led": "section", "leaders": "commission_leaders", "meeting": "meeting"}
"""A shipped code of each meaning that a kind of unit may have."""

_ONLY_FOR_PRINT = frozenset({"part", "part_order", "tint"})
Texts = dict[str, str]


def toml(path: Path) -> dict[str, Any]:
    """The values of a TOML file."""
    return tomllib.loads(path.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that a sender fills in wrongly in the first round; rows count from 0."""

    unit: str
    table: str
    row: int
    field: str
    value: str


class OfficeSample:
    """Everything one sample office says, read once; `name` is its folder."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = OFFICES / name
        self.settings = toml(self.folder / "lzfx.toml")
        self.play = toml(self.folder / "office.toml")
        self.own_lists = toml(self._template("lists/choices.toml"))
        shipped = toml(TEMPLATES / "lists" / "choices.toml")
        self.lists = for_forms({**shipped, **self.own_lists})
        self.people = toml(self.folder / "content" / "roster.toml")

    def _template(self, relative: str) -> Path:
        own = self.folder / "form_templates" / relative
        return own if own.exists() else TEMPLATES / relative

    @cached_property
    def form(self) -> FormSpec:
        """The declaration: the office's own, or the one shipped."""
        raw = toml(self._template("forms/declaration.toml"))
        form, findings = parse_form("declaration.toml", raw, self.lists, frozenset(ROW_CHECKS))
        if form is None:
            raise ValueError(findings)
        return form

    @cached_property
    def campaign(self) -> Campaign:
        """The settings without what every office may add: its words and its further bodies."""
        known = {key: value for key, value in self.settings.items() if key != "words"}
        bodies = {key: self.settings["bodies"][key] for key in KNOWN_BODIES}
        campaign, findings = parse_settings("lzfx.toml", {**known, "bodies": bodies})
        if campaign is None:
            raise ValueError(findings)
        return campaign

    @cached_property
    def grading(self) -> dict[str, Any]:
        """`grading.toml` as it is written."""
        return toml(self._template("rules/grading.toml"))

    @cached_property
    def monitors(self) -> dict[str, Any]:
        """`monitors.toml` as it is written."""
        return toml(self._template("rules/monitors.toml"))

    @cached_property
    def roster(self) -> Roster:
        """The roster as the program holds it."""
        rows = self.people
        units = (
            Unit(
                **row | {"aliases": tuple(part for part in row["aliases"].split(MULTIPLE) if part)}
            )
            for row in rows["units"]
        )
        people = (Person(**row) for row in rows["people"])
        return Roster(
            tuple(units),
            tuple(Post(**row) for row in rows["posts"]),
            {person.code: person for person in people},
            tuple(GroupSeat(**row) for row in rows["groups"]),
        )

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """The cells filled in wrongly in the first round."""
        return tuple(Fault(**one) for one in self.play["faults"])

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes of a list in their order."""
        return tuple(choice["code"] for choice in self.lists[name]["choices"])

    def means(self, name: str) -> dict[str, str]:
        """What each code of an own list acts as."""
        return {one["code"]: one["acts_as"] for one in self.own_lists[name]["choices"]}

    def content(self, unit: str) -> dict[str, Any]:
        """The answers of a unit as they are written."""
        return toml(self.folder / "content" / "points" / f"{unit}.toml")

    def points(self) -> Iterator[tuple[Unit, dict[str, Any]]]:
        """Every risk point of the office with its unit."""
        for unit in self.roster.units:
            for one in self.content(unit.code)["points"]:
                yield unit, one

    def field(self, name: str) -> FieldSpec:
        """A column of the table of risk points."""
        return self.form.table(POINTS).field(name)

    def graded(self, unit: Unit, point: Mapping[str, Any]) -> tuple[str, str, str]:
        """Level, colour and monitor role of a point by the office's rules; `?` where none holds."""
        held = self.roster.post(point["post"])
        roles = {"section_head": unit.head, "leader_in_charge": unit.leader} | {
            role: self._holder(unit, acts_as.removeprefix("post:"))
            for role, acts_as in self._roles.items()
            if acts_as.startswith("post:")
        }
        facts: dict[str, Fact] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in point.items()
            if isinstance(value, str | list)
        }
        facts["unit_kind"] = unit.kind
        facts["holder_is"] = tuple(
            role for role, person in roles.items() if held and held.holder == person
        )
        level = facts["level"] = _then(first_match(rules_of(self.grading["level"]), facts))
        return (
            level,
            _then(first_match(rules_of(self.grading["color"]), facts)),
            _then(first_match(rules_of(self.monitors["monitor"]), facts)),
        )

    @property
    def _roles(self) -> dict[str, str]:
        return self.means("monitor_roles")

    def _holder(self, unit: Unit, post: str) -> str:
        found = (one for one in self.roster.posts_of(unit.code) if one.name == post)
        return next((one.holder for one in found), "")

    def answers(self, unit: Unit) -> tuple[Texts, dict[str, list[Texts]]]:
        """The form of a unit filled in without a fault: single cells, and rows by table."""
        content = self.content(unit.code)
        kinds = {one["code"]: one["label"] for one in self.lists["unit_kinds"]["choices"]}
        header = {
            "unit_code": unit.code,
            "unit_name": unit.name,
            "unit_kind": kinds[unit.kind],
            "year": f"{self.campaign.year}年",
            "deadline": self.campaign.deadline.isoformat(),
            "contact": f"{self.campaign.office.contact} {self.campaign.office.phone}",
            "filler": self.roster.name_of(content["filler"]),
            "filler_phone": unit.phone,
            "filed_on": content["filed_on"].isoformat(),
            "unit_duty": content["duty"],
        }
        zero = {one["post"]: one["reason"] for one in content.get("zero", ())}
        posts = [_post_row(self.roster, post, zero) for post in self.roster.posts_of(unit.code)]
        return header, {POINTS: [self._texts(one) for one in content["points"]], POSTS: posts}

    def _texts(self, point: Mapping[str, Any]) -> Texts:
        row: Texts = {}
        for name, value in point.items():
            labels = {choice.code: choice.label for choice in self.field(name).choices}
            codes = value if isinstance(value, list) else [str(value)]
            row[name] = MULTIPLE.join(labels[code] if labels else code for code in codes)
        post = self.roster.post(point["post"])
        row["post"] = post.name if post else UNIT_SCOPE_LABEL
        return {name: text for name, text in row.items() if text}

    def checked(self, unit: Unit, faults: Iterable[Fault] = ()) -> Checked:
        """What checking says of the unit's return with those faults, on the first day."""
        header, tables = self.answers(unit)
        for fault in faults:
            tables[fault.table][fault.row][fault.field] = fault.value
        stamp = Stamp(self.form.name, self.form.version, unit.code, self.campaign.code, 1)
        known = Known(
            campaign=self.campaign,
            roster=self.roster,
            received_on=self.play["rounds"][0]["played_on"].date(),
            beside=(
                PointsKnown(
                    measures={
                        fold(one["measures"]): other.name
                        for other, one in self.points()
                        if other.code != unit.code
                    },
                ),
            ),
        )
        return check(returned(self.form, header, tables, stamp), self.form, known)


@cache
def office(name: str) -> OfficeSample:
    """The sample office of that name, read once."""
    return OfficeSample(name)


def rules_of(raw: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of one table as they are written, whatever facts and answers they name."""
    return tuple(
        Rule(
            one["id"],
            cast("date", one["from"]),
            one["clause"],
            one["then"],
            {fact: _condition(test) for fact, test in one.get("when", {}).items()},
        )
        for one in raw
    )


def _condition(raw: Mapping[str, Any]) -> Condition:
    parts: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()
    }
    return Condition(**parts)


def for_forms(lists: Mapping[str, Any]) -> dict[str, Any]:
    """The lists without the keys that only say how they are printed."""
    return {
        name: entry
        if "choices" not in entry
        else {
            **entry,
            "choices": [
                {key: value for key, value in one.items() if key not in _ONLY_FOR_PRINT}
                for one in entry["choices"]
            ],
        }
        for name, entry in lists.items()
    }


def _post_row(roster: Roster, post: Post, zero: Mapping[str, str]) -> Texts:
    said = (
        {"zero_report": "无风险点", "zero_reason": zero[post.code]}
        if post.code in zero
        else {"zero_report": "已填报风险点"}
    )
    return {
        "post_code": post.code,
        "post_name": post.name,
        "holder": roster.name_of(post.holder),
        "duty": post.duty,
        **said,
    }


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(MULTIPLE) if part)


def _then(found: RuleAnswer | None) -> str:
    return found.then if found else "?"


def answered_posts(content: Mapping[str, Any]) -> set[str]:
    """The posts that a unit answers for, by points or by zero reports."""
    said = [*content["points"], *content.get("zero", ())]
    return {one["post"] for one in said} - {UNIT_SCOPE}
