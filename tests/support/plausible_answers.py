"""For each named check, how drawn answers are put right so that it has nothing to stop.

`drawn_answers` draws cell by cell; what holds across fields only the checks know. A new check that
drawn answers would break gets an entry here; the round trip of every form says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from support.drawn_answers import Answers, Dice, Row, Settle, sample_sentence

from lzfx.forms.spec import FormSpec
from lzfx.model.about import About


def _of(form: FormSpec, made: Answers, about: About) -> tuple[Row, ...]:
    """The rows about that."""
    table = form.table_about(about)
    return made.tables[table.name] if table else ()


def _with(form: FormSpec, made: Answers, about: About, rows: tuple[Row, ...]) -> Answers:
    """The answers with these rows about that."""
    table = form.table_about(about)
    return replace(made, tables={**made.tables, table.name: rows}) if table else made


def _rows(form: FormSpec, made: Answers, about: About, change: Callable[[Row], Row]) -> Answers:
    """The answers with some values of each row about that replaced."""
    rows = tuple({**row, **change(row)} for row in _of(form, made, about))
    return _with(form, made, about, rows)


def _reasons(form: FormSpec, made: Answers, dice: Dice) -> Answers:
    """Every point says why it has its level, whether it differs or not."""

    def reasoned(row: Row) -> Row:
        return {"reason": row["reason"] or sample_sentence(dice)}

    return _rows(form, made, About.RISK_POINT, reasoned)


def _marks(form: FormSpec, made: Answers, dice: Dice) -> Answers:
    """A known point says what became of it; a dropped one says why."""

    def marked(row: Row) -> Row:
        mark = row["change"] or (dice.choice(("keep", "edit", "drop")) if row["point_id"] else None)
        note = row["note"] or (sample_sentence(dice) if mark == "drop" else None)
        return {"change": mark, "note": note}

    return _rows(form, made, About.RISK_POINT, marked)


def _posts(form: FormSpec, made: Answers, dice: Dice) -> Answers:
    """A post with a point has no zero report; one without has it, with a reason."""
    points = _of(form, made, About.RISK_POINT)
    declared = {row["post"] for row in points if row["change"] != "drop"}

    def answered(row: Row) -> Row:
        if row["post_code"] in declared:
            return {"zero_report": "declared"}
        return {"zero_report": "zero", "zero_reason": row["zero_reason"] or sample_sentence(dice)}

    return _rows(form, made, About.POST_DUTY, answered)


def _references(form: FormSpec, made: Answers, dice: Dice) -> Answers:
    """Every code used is that of a row; the first person leads all units; names are told apart."""
    people = [row["code"] for row in _of(form, made, About.PERSON)]
    units = [row["code"] for row in _of(form, made, About.UNIT)]
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

    made = _rows(form, made, About.PERSON, person)
    made = _rows(form, made, About.UNIT, unit)
    made = _rows(form, made, About.POST, post)
    return _rows(form, made, About.SEAT, lambda _: {"person": dice.choice(people)})


def _leaders(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """The first seat of each group is its leader's; no seat is there twice."""
    seats: dict[tuple[object, ...], Row] = {}
    led = set()
    for row in _of(form, made, About.SEAT):
        group, role = row["group"], row["role"]
        if group not in led:
            role = "leader"
        elif role == "leader":
            role = "member"
        led.add(group)
        seats.setdefault((group, role, row["person"]), {**row, "role": role})
    return _with(form, made, About.SEAT, tuple(seats.values()))


SETTLE: Mapping[str, Settle] = {
    "reason_when_level_differs": _reasons,
    "reason_when_dropped": _marks,
    "zero_report_or_points": _posts,
    "every_post_answers": _posts,
    "roster_refers": _references,
    "roster_groups_complete": _leaders,
}
