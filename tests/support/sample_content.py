"""The made-up district of `sample_data`: settings, roster, and what each unit answers."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from support.issued_examples import issued_filling

from lzfx.campaign.choices import UNIT_SCOPE_LABEL
from lzfx.campaign.prefill import identified
from lzfx.checks.registry import ROW_CHECKS
from lzfx.documents.form_notes import form_notes
from lzfx.documents.labels import labels_of
from lzfx.forms.kinds import MULTIPLE, shown
from lzfx.forms.parse import parse_form
from lzfx.forms.settings import parse_settings
from lzfx.forms.spec import UNIT_SCOPE, FieldSpec, FormSpec
from lzfx.model.campaign import Campaign
from lzfx.model.filling import Filling, FormNotes
from lzfx.model.master import Labels
from lzfx.model.roster import GroupSeat, Person, Post, Roster, Unit
from lzfx.model.submission import Stamp
from lzfx.rules.definitions import Rules, parse_rules
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.grading import criteria

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data"
CONTENT = SAMPLE / "content"
_TEMPLATES = ROOT / "form_templates"
_POINTS = "risk_points"
_FROM_LISTS = ("source", "conduct", "abuse", "found_by", "major_matters")
_NONE_SAID = {"major_matters": ("none",)}


@dataclass(frozen=True, slots=True)
class Round:
    """One day on which returns are collected, and the folder that holds them."""

    name: str
    folder: Path
    played_on: datetime


@dataclass
class Answers:
    """What a unit puts into its form, as texts that faults may still change."""

    header: dict[str, str]
    points: list[dict[str, str]]
    posts: list[dict[str, str]]

    def row(self, number: int) -> dict[str, str]:
        """The risk point with that printed number, counted from 1."""
        return self.points[number - 1]

    def post(self, code: str) -> dict[str, str]:
        """The line of the sheet of posts with that post code."""
        return next(row for row in self.posts if row["post_code"] == code)

    def laid_over(self, issued: Filling) -> Filling:
        """The issued form with these answers in it."""
        tables = {_POINTS: tuple(self.points), "posts": tuple(self.posts)}
        return replace(issued, header=self.header, tables=tables)


def toml(path: Path) -> dict[str, Any]:
    """The values of a TOML file."""
    return tomllib.loads(path.read_text("utf-8"))


class Sample:
    """Everything the sample says, read once."""

    def __init__(self) -> None:
        self.lists = toml(_TEMPLATES / "lists" / "choices.toml")
        self.form = self._form("declaration")
        self.roster_form = self._form("roster")
        self.play = toml(SAMPLE / "sample.toml")
        self.people = toml(CONTENT / "roster.toml")
        self.returns: list[dict[str, Any]] = toml(CONTENT / "faults.toml")["files"]

    def _form(self, name: str) -> FormSpec:
        raw = toml(_TEMPLATES / "forms" / f"{name}.toml")
        form, findings = parse_form(f"{name}.toml", raw, self.lists, frozenset(ROW_CHECKS))
        if form is None:
            raise ValueError(findings)
        return form

    @cached_property
    def campaign(self) -> Campaign:
        """The settings of the sample."""
        campaign, findings = parse_settings("lzfx.toml", toml(SAMPLE / "lzfx.toml"))
        if campaign is None:
            raise ValueError(findings)
        return campaign

    @cached_property
    def rules(self) -> Rules:
        """The shipped rules."""
        grading, monitors = (
            toml(_TEMPLATES / "rules" / f) for f in ("grading.toml", "monitors.toml")
        )
        rules, findings = parse_rules(grading, monitors, form=self.form, lists=self.lists)
        if rules is None:
            raise ValueError(findings)
        return rules

    @property
    def key(self) -> bytes:
        """The public key of the sample."""
        return bytes.fromhex(self.play["key"])

    @property
    def made(self) -> datetime:
        """When the forms were issued: the only time in them."""
        issued_at: datetime = self.play["issued_at"]
        return issued_at

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """The days of collecting, in order."""
        return tuple(
            Round(one["name"], SAMPLE / one["folder"], one["played_on"])
            for one in self.play["rounds"]
        )

    @cached_property
    def labels(self) -> Labels:
        """What the codes of the declaration are called."""
        return labels_of(self.form, self.lists)

    @cached_property
    def about(self) -> FormNotes:
        """The text around the tables of every form."""
        means = criteria(self.rules, self.labels["declared_level"], self.made.date())
        return form_notes(self.form, self.campaign, means, self.labels, self.made)

    @cached_property
    def roster(self) -> Roster:
        """The roster as the program holds it."""
        rows = self.people
        units = (Unit(**row | {"aliases": _parts(row["aliases"])}) for row in rows["units"])
        people = (Person(**row) for row in rows["people"])
        return Roster(
            tuple(units),
            tuple(Post(**row) for row in rows["posts"]),
            {person.code: person for person in people},
            tuple(GroupSeat(**row) for row in rows["groups"]),
        )

    def level_of(self, day: date) -> Callable[[tuple[str, ...]], int | None]:
        """What the rules of that day make of conducts."""
        ask = self.evaluator(day).level_of
        return lambda conducts: ask({"conduct": conducts}, "", "")

    def evaluator(self, day: date) -> Evaluator:
        """The rules of that day."""
        return Evaluator(self.rules, self.roster, self.campaign.bodies, day)

    def field(self, name: str) -> FieldSpec:
        """A column of the table of risk points."""
        return self.form.table(_POINTS).field(name)

    def content(self, unit: str) -> dict[str, Any]:
        """The hand-written answers of a unit."""
        return toml(CONTENT / "points" / f"{unit}.toml")

    def issued(self, unit: str) -> Filling:
        """The form as it goes out to a unit of the roster."""
        kinds = self.labels["unit_kind"]
        filling = issued_filling(self.form, self.campaign, self.roster, unit, kinds=kinds)
        stamp = Stamp(self.form.name, self.form.version, unit, self.campaign.code, 1)
        return identified(filling, stamp, self.key)

    def answers(self, unit: str) -> Answers:
        """The form of a unit filled in without a fault."""
        issued, content = self.issued(unit), self.content(unit)
        said = self.roster.unit(unit)
        header = {
            **issued.header,
            "filler": self.roster.name_of(content["filler"]),
            "filler_phone": said.phone if said else "",
            "filed_on": content["filed_on"].isoformat(),
            "unit_duty": content["duty"],
            "unit_level": self._unit_level(content["points"]),
        }
        zero = {one["post"]: one["reason"] for one in content.get("zero", ())}
        posts = [
            dict(row)
            | (
                {"zero_report": "无风险点", "zero_reason": zero[row["post_code"]]}
                if row["post_code"] in zero
                else {"zero_report": "已填报风险点"}
            )
            for row in issued.tables["posts"]
        ]
        return Answers(header, [self._point(point) for point in content["points"]], posts)

    def _unit_level(self, points: list[dict[str, Any]]) -> str:
        ask = self.level_of(self.made.date())
        own = [ask(tuple(one["conduct"])) for one in points if one["post"] == UNIT_SCOPE]
        levels = [level for level in own if level]
        return self.labels["declared_level"][str(min(levels))] if levels else ""

    def _point(self, point: Mapping[str, Any]) -> dict[str, str]:
        row = {spec.name: "" for spec in self.form.table(_POINTS).fields}
        for name, value in point.items():
            if name in _FROM_LISTS:
                codes = tuple(value) or _NONE_SAID.get(name, ())
                row[name] = MULTIPLE.join(self.labels[name][code] for code in codes)
            else:
                row[name] = shown(str(value), self.field(name).choices)
        post = self.roster.post(point["post"])
        row["post"] = post.name if post else UNIT_SCOPE_LABEL
        return {name: text for name, text in row.items() if text}


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(MULTIPLE) if part)
