"""For each named check, how drawn answers are put right so that it has nothing to stop.

`drawn_answers` draws cell by cell; what holds across fields only the checks know. A new check that
drawn answers would break gets an entry here; the round trip of every form says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from support.drawn_answers import Answers, Dice, Row, Settle, sample_sentence
from support.risk_examples import CAMPAIGN, ROSTER

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


def _approved(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """Every revision was approved by the group, which may change everything, and changes it."""

    def approved(row: Row) -> Row:
        after = str(row["after"])
        return {"step": "group", "after": after if after != row["before"] else f"{after}，改"}

    return _rows(form, made, About.REVISION, approved)


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


def _votes(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """Everybody who was there voted for, as far as there was a vote."""
    present = made.header["present"]
    voted = _rows(
        form,
        made,
        About.OPINION,
        lambda row: {"votes_for": row["votes_for"] and present, "votes_against": 0},
    )
    return replace(voted, header={**voted.header, "present": present})


def _conclusions(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """Who agrees names no level."""

    def concluded(row: Row) -> Row:
        agreed = row["outcome"] == "agree"
        return {"decided_level": None if agreed else row["decided_level"]}

    return _rows(form, made, About.DECISION, concluded)


def _days_of_study(form: FormSpec, made: Answers, dice: Dice) -> Answers:
    """Every meeting was held while the campaign ran, on a day of its own, before it is recorded."""
    days = iter(dice.sample(range(20), 20))

    def held(_: Row) -> Row:
        return {"day": CAMPAIGN.days[0] + timedelta(days=next(days))}

    return _rows(form, made, About.STUDY, held)


def _attendance(form: FormSpec, made: Answers, dice: Dice) -> Answers:
    """As many attended as are named, or more, and no more than should."""

    def counted(row: Row) -> Row:
        named = row["attendees"]
        there = max(1, len(named) if isinstance(named, tuple) else 0) + dice.randint(0, 4)
        return {"attended": there, "should_attend": there + dice.randint(0, 4)}

    return _rows(form, made, About.STUDY, counted)


def _missed(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """A point that was missed lies in the unit that was checked; each is named once."""
    code = next(one.code for one in ROSTER.units if one.name == made.header["checked_units"])
    rows = {row["name"]: {**row, "unit": code} for row in _of(form, made, About.MISSED_POINT)}
    return _with(form, made, About.MISSED_POINT, tuple(rows.values()))


def _comments(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """Comments, or that there are none; nobody anonymous is named."""
    rows = (*_of(form, made, About.COMMENT), *_of(form, made, About.REMARK))
    none = None if rows else "yes"
    made = replace(made, header={**made.header, "none_received": none})

    def unnamed(row: Row) -> Row:
        return {} if row["commenter_kind"] != "anonymous" else {"commenter": None}

    made = _rows(form, made, About.REMARK, unnamed)
    return _rows(form, made, About.COMMENT, unnamed)


def _flows(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """The steps of each power run from a start straight to an end."""
    part = form.table_about(About.FLOW_STEP)
    steps = _of(form, made, About.FLOW_STEP)
    by = part.by if part else ""
    of_power: dict[object, list[Row]] = {}
    for row in steps:
        of_power.setdefault(row[by], []).append(row)
    rows: list[Row] = []
    for mine in of_power.values():
        first, last = mine[0], mine[-1]
        end = {**last, "number": len(mine) + 1, "shape": "end", "next": None}
        for number, row in enumerate(mine, start=1):
            shape = "start" if row is first else "step"
            rows.append({**row, "number": number, "shape": shape, "next": str(number + 1)})
        rows.append(end)
    rows = [{**row, "stage": None, "name": str(row["name"])[:20], "lane": "示例岗"} for row in rows]
    return _with(form, made, About.FLOW_STEP, tuple(rows))


def _assessed(form: FormSpec, made: Answers, dice: Dice) -> Answers:
    """People of the roster, each with one score that is the full one; one objection, refused."""
    full = "10"
    found = _rows(form, made, About.INDICATOR, lambda _: {"full": full})
    code = _of(form, found, About.INDICATOR)[0]["code"]
    drawn = _of(form, found, About.ASSESSED)
    people = tuple(
        {**row, "code": person, "kind": "person", "stated_rating": None}
        for row, person in zip(drawn, ROSTER.people, strict=False)
    )
    given = dict.fromkeys(("self_score", "group_score", "leader_score"), full)
    of_all = _of(form, found, About.SCORE)
    scores = tuple(
        {**of_all[0], "assessed_code": one["code"], "indicator": code, **given} for one in people
    )
    said = {"assessed_code": people[0]["code"], "indicator": code, "before": full, "after": None}
    answered = {**said, "outcome": "upheld", "answer": sample_sentence(dice)}
    objections = _of(form, found, About.ANSWERED_OBJECTION)[:1]
    for about, rows in (
        (About.ASSESSED, people),
        (About.SCORE, scores),
        (About.ANSWERED_OBJECTION, tuple({**row, **answered} for row in objections)),
    ):
        found = _with(form, found, about, rows)
    return found


def _progress(form: FormSpec, made: Answers, dice: Dice) -> Answers:
    """A measure is late with a reason only, was carried out while the campaign ran, by a post."""

    def carried(row: Row) -> Row:
        done = row["state"] == "done"
        day = CAMPAIGN.days[0] + timedelta(days=dice.randint(0, 9)) if done else None
        return {"reason": sample_sentence(dice), "done_on": day, "owner": "示例岗"}

    return _rows(form, made, About.MEASURE, carried)


def _decided(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """The leading group decided, before it is told."""
    body = CAMPAIGN.bodies["leading_group"]
    day = CAMPAIGN.days[0]
    return _rows(form, made, About.ACCOUNTABILITY, lambda _: {"body": body, "decided_on": day})


def _boxed(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """Items are numbered from 1 in each retention, that of their box; boxes are counted."""
    numbers: dict[object, int] = {}
    boxes = {row["box_no"]: row for row in _of(form, made, About.ARCHIVE_BOX)}
    items: list[Row] = []
    for row in _of(form, made, About.ARCHIVE_ITEM):
        retention = boxes[row["box"]]["retention"]
        numbers[retention] = numbers.get(retention, 0) + 1
        items.append({**row, "retention": retention, "item_no": numbers[retention]})
    counts = Counter(row["box"] for row in items)
    made = _with(form, made, About.ARCHIVE_ITEM, tuple(items))
    return _rows(form, made, About.ARCHIVE_BOX, lambda row: {"stated_items": counts[row["box_no"]]})


def _held(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """Checks by people of no unit; a point is closed once its re-check was passed, all in order."""
    day = CAMPAIGN.days[0]
    made = _rows(form, made, About.CHECK, lambda _: {"held_on": day, "checkers": "示例检查人"})

    def closed(_: Row) -> Row:
        again, last = day + timedelta(days=1), day + timedelta(days=2)
        return {"rechecked_on": again, "recheck": "passed", "closed_on": last}

    return _rows(form, made, About.CHECKED_POINT, closed)


def _warned(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """Warnings with a deadline after their day, that follow no other."""
    first, last = CAMPAIGN.days

    def dated(_: Row) -> Row:
        return {"issued_on": first, "deadline": last, "follows": None}

    return _rows(form, made, About.WARNING, dated)


def _for_no_warning(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """Entries that rest on no warning: here none was ever issued."""
    return _rows(form, made, About.ACCOUNTABILITY, lambda _: {"warning": None})


def _no_steps(form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    """No step: here no warning was ever issued that one could belong to."""
    return _with(form, made, About.WARNING_STEP, ())


SETTLE: Mapping[str, Settle] = {
    "decided_in_order": _decided,
    "box_items_run_on": _boxed,
    "checks_in_order": _held,
    About.WARNING: _warned,
    About.WARNING_STEP: _no_steps,
    About.ACCOUNTABILITY: _for_no_warning,
    "assessed_are_known": _assessed,
    "decision_says_one_thing": _conclusions,
    "flow_runs": _flows,
    "reason_when_level_differs": _reasons,
    "reason_when_dropped": _marks,
    "zero_report_or_points": _posts,
    "every_post_answers": _posts,
    "revisions_by_the_group": _approved,
    "measures_in_time": _progress,
    "measures_explained": _progress,
    "measures_by_others": _progress,
    "study_within_campaign": _days_of_study,
    "study_attendance": _attendance,
    "missed_in_checked_units": _missed,
    "votes_within_attendance": _votes,
    "comments_or_none": _comments,
    "anonymous_is_unnamed": _comments,
    "roster_refers": _references,
    "roster_groups_complete": _leaders,
}
