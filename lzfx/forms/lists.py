"""The lists of `lists/choices.toml`: sound, filled in, and what their kinds and ranks mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lzfx.forms.faults import definition_fault, own_faults
from lzfx.forms.placeholders import WORDS, Names, filled, names_in, unknown_names
from lzfx.forms.spec import Choice
from lzfx.model.about import About
from lzfx.model.finding import Finding, Where
from lzfx.model.office import (
    CHIEF,
    LED,
    RANK_MEANINGS,
    UNIT_MEANINGS,
    HandbookPart,
    Kinds,
    meaning_of,
)
from lzfx.model.revision import LEVEL, WHOLE

Lists = Mapping[str, Mapping[str, Any]]

UNIT_KINDS = "unit_kinds"
RANKS = "ranks"
ASSESSED_KINDS = "assessed_kinds"
"""The list of who may be assessed."""
REVISED_FIELDS = "revised_fields"
"""The list of what a revision may change."""

_ONLY_IN_LISTS = frozenset({"part", "part_order"})
"""Keys of a choice that are only about printing; a form does not get them."""

_NOT_REVISED = frozenset({"point_id", "change", "declared_level"})
_NO_FIELDS = frozenset({LEVEL, WHOLE})

_MEANINGS: Mapping[str, tuple[tuple[str, ...], str]] = {
    UNIT_KINDS: (UNIT_MEANINGS, LED),
    RANKS: (RANK_MEANINGS, CHIEF),
}
"""By list: the meanings its choices may have, and the one meaning that some choice must have."""


class _ListChoice(Choice):
    part: str = ""
    part_order: int = 0


class _List(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str = Field(min_length=1)
    choices: tuple[_ListChoice, ...] = Field(min_length=1)


def sound_lists(file: str, raw: Mapping[str, Any], names: Names) -> tuple[Lists, list[Finding]]:
    """The lists with names filled in, and every fault of them; `file` is only quoted."""
    where = Where(file)
    findings: list[Finding] = []
    lists = {name: entry for name, entry in raw.items() if name != WORDS}
    lists = filled(lists, names, unknown_names(where, names, findings))
    for name, entry in lists.items():
        try:
            _List.model_validate(entry)
        except ValidationError as error:
            faults = (fault | {"loc": (name, *fault["loc"])} for fault in own_faults(error, _List))
            findings += (definition_fault(where, lists, fault) for fault in faults)
    if not findings:
        findings += (found for name in _MEANINGS for found in _meaning_faults(where, lists, name))
    return lists, findings


def as_filled(lists: Lists) -> Lists:
    """The lists, with the names that they define themselves filled in where that is still to do."""
    known = names_in(lists)
    own = {name: entry for name, entry in lists.items() if name != WORDS}
    found: Lists = filled(own, known, lambda _name, _at: None)
    return found


def offered(lists: Lists, name: object) -> Any:  # noqa: ANN401 - checked with the form that uses them
    """The choices of the list of that name as a form takes them; None when there are none."""
    found: Any = lists.get(name) if isinstance(name, str) else None
    choices = found.get("choices") if isinstance(found, dict) else None
    if not isinstance(choices, list):
        return choices
    return [_for_forms(choice) if isinstance(choice, dict) else choice for choice in choices]


def kinds_of(lists: Lists) -> Kinds:
    """What kinds of unit and ranks mean, from lists without faults."""
    means = {
        name: {
            choice["code"]: meaning_of(choice["code"], choice.get("acts_as", ""))
            for choice in lists.get(name, {}).get("choices", ())
        }
        for name in _MEANINGS
    }
    led = [
        choice
        for choice in lists.get(UNIT_KINDS, {}).get("choices", ())
        if means[UNIT_KINDS][choice["code"]] == LED
    ]
    return Kinds(means[UNIT_KINDS], means[RANKS], tuple(_parts(led)))


def with_revised_fields(lists: Lists, forms: Iterable[Mapping[str, Any]], names: Names) -> Lists:
    """The lists, with the fields of the office's points among those that a revision may change.

    What the list names itself comes first. A field is called what the office's form calls it; what
    the list calls it is understood, too. `forms` are definitions as they are read, faults and all:
    those are told when the form is understood.
    """
    listed: Any = lists.get(REVISED_FIELDS)
    if not isinstance(listed, dict):
        return lists
    choices = {one["code"]: one for one in listed["choices"]}
    known = {text for one in choices.values() for text in (one["label"], *one.get("aliases", ()))}
    for spec in _fields_of_points(forms):
        code = str(spec.get("name", ""))
        (label,) = filled({"title": str(spec.get("title", ""))}, names, _said_elsewhere).values()
        if code and label and code not in _NO_FIELDS and label not in known | choices.keys():
            known.add(label)
            choices[code] = _called(choices.get(code, {}), code, label)
    return {**lists, REVISED_FIELDS: {**listed, "choices": list(choices.values())}}


def with_assessed_kinds(lists: Lists) -> Lists:
    """The lists, with the office's kinds of led units and its ranks among those to be assessed.

    What the list names itself comes last: people whatever their rank, or what it had before.
    """
    listed: Any = lists.get(ASSESSED_KINDS)
    if not isinstance(listed, dict):
        return lists
    units = lists.get(UNIT_KINDS, {}).get("choices", ())
    led = [one for one in units if meaning_of(one["code"], one.get("acts_as", "")) == LED]
    ranks = lists.get(RANKS, {}).get("choices", ())
    choices: list[Mapping[str, Any]] = []
    taken: set[str] = set()
    for one in (*led, *ranks, *listed["choices"]):
        if taken.isdisjoint((one["code"], one["label"])):
            choices.append({"code": one["code"], "label": one["label"]})
            taken |= {one["code"], one["label"]}
    return {**lists, ASSESSED_KINDS: {**listed, "choices": choices}}


def _called(listed: Mapping[str, Any], code: str, label: str) -> dict[str, Any]:
    """A choice by the name that the office gives it; the one it had is another name for it."""
    if not listed:
        return {"code": code, "label": label}
    return {**listed, "label": label, "aliases": [listed["label"], *listed.get("aliases", ())]}


def _fields_of_points(forms: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The fields that a person writes of a point, as they are defined."""
    for form in forms:
        for table in _tables(form.get("table")):
            if table.get("about") == About.RISK_POINT:
                for spec in _tables(table.get("field")):
                    if may_be_revised(spec):
                        yield spec


def _tables(value: object) -> Iterator[Mapping[str, Any]]:
    """The tables of a list of tables, whatever else it is."""
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def may_be_revised(spec: Mapping[str, Any]) -> bool:
    """Whether a person wrote a field of a point and could have written otherwise.

    What the office gave (numbers) and whose point it is stay as they are; the declared level is
    what was declared, and the one that counts is revised instead.
    """
    fixed = spec.get("locked") or spec.get("roster")
    return not (fixed or spec.get("name") in _NOT_REVISED)


def _said_elsewhere(_name: str, _at: object) -> None:
    """An unknown name is told with the form it stands in."""


def names_of_kinds(lists: Lists) -> dict[str, str]:
    """`{kinds_led}` and `{kinds_not_led}`: kinds of unit in a sentence, as the list calls them."""
    found: Any = lists.get(UNIT_KINDS, {})
    choices = found.get("choices") if isinstance(found, dict) else None
    known = [one for one in choices or () if isinstance(one, dict) and "code" in one]
    said: dict[bool, list[str]] = {True: [], False: []}
    for one in sorted(known, key=lambda one: int(one.get("part_order", 0))):
        led = meaning_of(one["code"], one.get("acts_as", "")) == LED
        said[led].append(str(one.get("label", "")))
    return {"kinds_led": _and(said[True]), "kinds_not_led": _and(said[False])}


def _and(labels: list[str]) -> str:
    *others, last = labels or [""]
    return f"{'、'.join(others)}和{last}" if others else last


def _parts(led: Iterable[Mapping[str, Any]]) -> Iterator[HandbookPart]:
    """The parts in their order; kinds whose `part` is the same share it."""
    parts: dict[str, list[str]] = {}
    for choice in sorted(led, key=lambda one: int(one.get("part_order", 0))):
        title = str(choice.get("part", ""))
        parts.setdefault(title or f" {choice['code']}", []).append(choice["code"])
    for title, kinds in parts.items():
        yield HandbookPart("" if title.startswith(" ") else title, tuple(kinds))


def _for_forms(choice: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in choice.items() if key not in _ONLY_IN_LISTS}


def _meaning_faults(where: Where, lists: Lists, name: str) -> Iterator[Finding]:
    meanings, needed = _MEANINGS[name]
    choices = lists.get(name, {}).get("choices", ())
    found = {one["code"]: meaning_of(one["code"], one.get("acts_as", "")) for one in choices}
    for code, meaning in found.items():
        if meaning not in meanings:
            params = {"list": name, "value": code, "meaning": meaning, "meanings": meanings}
            yield Finding("list-meaning-unknown", where, params)
    if needed not in found.values():
        yield Finding("list-meaning-missing", where, {"list": name, "meaning": needed})
