"""The invented commission whose documents are shown as specimens, and what each is made of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from lzfx.errors import DefinitionError
from lzfx.files.definitions import parse_toml, shipped
from lzfx.files.writing import read_bytes
from lzfx.forms.flows import parse_flow
from lzfx.forms.records import parse_record
from lzfx.forms.settings import parse_settings
from lzfx.model.finding import Finding
from lzfx.model.flow import Flow, FlowSet
from lzfx.model.master import Labels, Master
from lzfx.model.roster import Person, Post, Roster, Unit
from lzfx.rules.definitions import FILES, parse_rules
from lzfx.rules.grading import criteria

_SETTINGS = "lzfx.toml"
_ROSTER = "content/roster.toml"
_FOLDER = "specimens"
_T = TypeVar("_T")


def specimen_master(labels: Labels) -> Master:
    """The sample's campaign and roster under the shipped rules, without points, in those labels."""
    folder = shipped("sample_data")
    campaign, faults = parse_settings(_SETTINGS, _toml(folder / _SETTINGS))
    if campaign is None:
        raise DefinitionError(faults)
    roster = _roster(_toml(folder / _ROSTER))
    grading, monitors = (_toml(shipped("form_templates") / "rules" / name) for name in FILES)
    rules, faults = parse_rules(grading, monitors)
    if rules is None:
        raise DefinitionError(faults)
    day = campaign.issued_on
    means = criteria(rules, labels.get("declared_level", ()), day)
    return Master(campaign, roster, graded=(), labels=labels, day=day, criteria=means)


def specimen_record(file: str, kind: type[_T]) -> _T:
    """The record of that kind in `sample_data/specimens`; DefinitionError with every fault."""
    name = f"{file}.toml"
    record, faults = parse_record(name, _toml(shipped("sample_data") / _FOLDER / name), kind)
    if record is None:
        raise DefinitionError(faults)
    return record


def specimen_flows(folder: str, _: type[FlowSet]) -> FlowSet:
    """The flows in a folder of `sample_data`, in the order of their file names."""
    flows: list[Flow] = []
    faults: list[Finding] = []
    for file in sorted((shipped("sample_data") / folder).glob("*.toml")):
        flow, found = parse_flow(file.name, _toml(file))
        faults += found
        flows += [flow] if flow else []
    if faults:
        raise DefinitionError(faults)
    return FlowSet(tuple(flows))


def _toml(path: Path) -> Mapping[str, Any]:
    return parse_toml(path.name, read_bytes(path).decode("utf-8"))


def _roster(raw: Mapping[str, Any]) -> Roster:
    """Units, posts and people as far as documents name them."""
    return Roster(
        units=tuple(
            Unit(u["code"], u["name"], u["kind"], head=u["head"], leader=u["leader"])
            for u in raw["units"]
        ),
        posts=tuple(Post(p["code"], p["unit"], p["name"], p["kind"]) for p in raw["posts"]),
        people={
            p["code"]: Person(p["code"], p["name"], p["title"], p["rank"], p["unit"])
            for p in raw["people"]
        },
    )
