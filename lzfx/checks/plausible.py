"""For each named check, how drawn answers are put right so that it has nothing to stop.

`forms.sample` draws cell by cell; what holds across fields only the checks know. A new check that
drawn answers would break gets an entry here; the round trip of every form says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from lzfx.checks.points.rows import POINTS, POSTS
from lzfx.forms.sample import Answers, Dice, Row, Settle, sentence


def _rows(made: Answers, table: str, change: Callable[[Row], Row]) -> Answers:
    """The answers with some values of each row of a table replaced."""
    rows = tuple({**row, **change(row)} for row in made.tables[table])
    return replace(made, tables={**made.tables, table: rows})


def _reasons(made: Answers, dice: Dice) -> Answers:
    """Every point says why it has its level, whether it differs or not."""
    return _rows(made, POINTS, lambda row: {"reason": row["reason"] or sentence(dice)})


def _marks(made: Answers, dice: Dice) -> Answers:
    """A known point says what became of it; a dropped one says why."""

    def marked(row: Row) -> Row:
        mark = row["change"] or (dice.choice(("keep", "edit", "drop")) if row["point_id"] else None)
        note = row["note"] or (sentence(dice) if mark == "drop" else None)
        return {"change": mark, "note": note}

    return _rows(made, POINTS, marked)


def _posts(made: Answers, dice: Dice) -> Answers:
    """A post with a point has no zero report; one without has it, with a reason."""
    declared = {row["post"] for row in made.tables[POINTS] if row["change"] != "drop"}

    def answered(row: Row) -> Row:
        if row["post_code"] in declared:
            return {"zero_report": "declared"}
        return {"zero_report": "zero", "zero_reason": row["zero_reason"] or sentence(dice)}

    return _rows(made, POSTS, answered)


def _references(made: Answers, dice: Dice) -> Answers:
    """Every code used is that of a row; the first person leads all units; names are told apart."""
    people = [row["code"] for row in made.tables["people"]]
    units = [row["code"] for row in made.tables["units"]]
    leader = people[0]

    def person(row: Row) -> Row:
        rank = {"rank": "chief"} if row["code"] == leader else {}
        return {"unit": dice.choice(units), **rank}

    def unit(row: Row) -> Row:
        head, contact = dice.choice(people), dice.choice(people)
        name = f"{row['name']}{row['code']}"
        other = f"原{name}、简{name}" if row["aliases"] else None
        return {"head": head, "contact": contact, "leader": leader, "name": name, "aliases": other}

    def post(row: Row) -> Row:
        holder = dice.choice(people) if row["holder"] else None
        name = f"{row['name']}{row['code']}"
        return {"unit": dice.choice(units), "holder": holder, "name": name}

    made = _rows(_rows(_rows(made, "people", person), "units", unit), POSTS, post)
    return _rows(made, "groups", lambda _: {"person": dice.choice(people)})


def _leaders(made: Answers, _dice: Dice) -> Answers:
    """The first seat of each group is its leader's; no seat is there twice."""
    seats: dict[tuple[object, ...], Row] = {}
    led = set()
    for row in made.tables["groups"]:
        group, role = row["group"], row["role"]
        if group not in led:
            role = "leader"
        elif role == "leader":
            role = "member"
        led.add(group)
        seats.setdefault((group, role, row["person"]), {**row, "role": role})
    return replace(made, tables={**made.tables, "groups": tuple(seats.values())})


SETTLE: Mapping[str, Settle] = {
    "reason_when_level_differs": _reasons,
    "reason_when_dropped": _marks,
    "zero_report_or_points": _posts,
    "every_post_answers": _posts,
    "roster_refers": _references,
    "roster_groups_complete": _leaders,
}
