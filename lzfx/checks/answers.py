"""What a unit answers to proposals must say what changes, and be about what is proposed now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lzfx.checks.context import Understood
from lzfx.forms.characters import as_code, fold
from lzfx.forms.kinds import shown
from lzfx.model.about import About
from lzfx.model.answer import MISSED, Outcome
from lzfx.model.finding import Finding, Severity
from lzfx.model.opinion import Opinion
from lzfx.model.submission import Row

_OF = About.ANSWER
_CHANGES: Mapping[str, str] = {
    "new_name": "name",
    "new_manifestation": "manifestation",
    "new_measures": "measures",
    "new_level": "declared_level",
}
"""The cells in which a unit says what changes, each with that of what there is."""

_MUST_CHANGE: Mapping[str, str] = {
    Opinion.ADD: "new_measures",
    Opinion.EDIT: "new_measures",
    Opinion.LEVEL: "new_level",
}
"""Where it must say so when it adopts a proposal of that kind."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The marks of all that is proposed now, by the code of the proposal; None where unknown.

    `units` are the units of the points that there ever were, by number.
    """

    marks: Mapping[str, str] | None = None
    units: Mapping[str, str] = field(default_factory=dict)


def answers_say_what_changes(seen: Understood) -> Iterator[Finding]:
    """Adopted without saying what changes, changed though declined, or changed into the same."""
    for row in seen.rows_about(_OF):
        outcome, kind = row.values.get("outcome"), str(row.values.get("opinion") or "")
        told = {"proposal": row.values.get("proposal") or "", "about": _about(row)}
        filled = [name for name in _CHANGES if row.values.get(name)]
        if outcome == Outcome.DECLINED:
            for name in filled:
                yield seen.say("answer-changes-though-declined", _OF, row, name, **told)
            continue
        wanted = _MUST_CHANGE.get(kind) if outcome else None
        texts = [name for name in filled if name != "new_level"]
        lacks = {"new_level": "new_level" not in filled, "new_measures": not texts}
        if wanted and lacks[wanted]:
            yield seen.say("answer-without-change", _OF, row, wanted, **told)
        for name in filled:
            before = fold(str(row.values.get(_CHANGES[name]) or ""))
            if before and before == fold(_said(seen, row, name)):
                yield seen.say("answer-changes-nothing", _OF, row, name, **told)


def answers_agree(seen: Understood) -> Iterator[Finding]:
    """Two answers that change the same cell of one point into different things."""
    first: dict[tuple[str, str], Row] = {}
    for row in seen.rows_about(_OF):
        point = str(row.values.get("point_id") or "")
        for name in _CHANGES if point and row.values.get("outcome") != Outcome.DECLINED else ():
            text = row.values.get(name)
            if not text:
                continue
            other = first.setdefault((point, name), row)
            if fold(str(other.values[name])) != fold(str(text)):
                told = {"about": _about(row), "other": other.values.get("proposal") or ""}
                yield seen.say("answers-at-odds", _OF, row, name, **told)


def answers_to_what_is_proposed(seen: Understood) -> Iterator[Finding]:
    """Answers to a proposal that was taken back, or says something else since the form went out."""
    marks = seen.known.on(Proposed).marks
    for row in () if marks is None else seen.rows_about(_OF):
        code, mark = row.values.get("proposal"), row.values.get("mark")
        told = {"proposal": code or "", "about": _about(row)}
        now = marks.get(str(code)) if marks else None
        if code and now is None:
            yield seen.say("answer-proposal-gone", _OF, row, "proposal", Severity.QUERY, **told)
        elif code and mark and now != mark:
            yield seen.say("answer-proposal-changed", _OF, row, "proposal", Severity.QUERY, **told)


def answers_name_own_points(seen: Understood) -> Iterator[Finding]:
    """A number where nothing was missed or adopted, or that of a point of another unit."""
    units = seen.known.on(Proposed).units
    for row in seen.rows_about(_OF):
        code = as_code(str(row.values.get("becomes") or ""))
        outcome, kind = row.values.get("outcome"), row.values.get("opinion")
        told = {"proposal": row.values.get("proposal") or "", "about": _about(row)}
        if code and (kind != MISSED or outcome == Outcome.DECLINED):
            yield seen.say("answer-number-idle", _OF, row, "becomes", **told)
        elif seen.unit is not None and units.get(code, seen.unit.code) != seen.unit.code:
            owner = seen.known.roster.called(units[code])
            yield seen.say("answer-point-of-other", _OF, row, "becomes", owner=owner, **told)


def _said(seen: Understood, row: Row, name: str) -> str:
    """What a cell says, as it is shown."""
    spec = seen.field_about(_OF, name)
    return shown(row.values.get(name), spec.choices) if spec else ""


def _about(row: Row) -> str:
    """The point that a row is about, as it is quoted."""
    parts = (row.values.get("point_id"), row.values.get("name"))
    return " ".join(str(part) for part in parts if part)
