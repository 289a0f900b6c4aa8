"""The rows that forms about warnings go out with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from lzfx.campaign.warning_numbers import number_key
from lzfx.ledger.queries import accepted
from lzfx.model.about import About
from lzfx.model.warning import WAITING, StepKind, WarningState
from lzfx.session.forms_about import forms_about
from lzfx.session.opening import Session
from lzfx.session.warning_triggers import Evidence, Trigger, triggers
from lzfx.session.warnings import colors_of, warnings_now
from lzfx.session.warnings_known import levels_of
from lzfx.session.withdrawn import standing

Text = Mapping[str, str]

NEXT_STEP: Mapping[WarningState, StepKind] = {
    WarningState.ISSUED: StepKind.DELIVERED,
    WarningState.ANSWERED: StepKind.RECHECKED,
    WarningState.PASSED: StepKind.RELEASED,
}
"""What the office registers next; in the other states the unit is waited for, or the monitor."""


def warned_units(session: Session) -> Mapping[str, Sequence[Text]]:
    """By unit, the warnings it has to report on and that no workbook is out for."""
    out = reports_out(session)
    found: dict[str, list[Text]] = defaultdict(list)
    for key, one in warnings_now(session).items():
        if one.state in WAITING and key not in out:
            due = one.deadline.isoformat() if one.deadline else ""
            told = {"number": one.number, "problem": one.notice.early_sign, "deadline": due}
            found[one.notice.unit].append(told)
    return found


def reports_out(session: Session) -> Collection[str]:
    """Keys of the warnings for which a workbook is with a unit that has not returned it."""
    found: set[str] = set()
    for form in forms_about(session, {About.FEEDBACK}):
        asks = next((spec.name for spec in form.header if spec.prefill == "warning_number"), "")
        back = {(one.subject, one.issue) for one in accepted(session.ledger, form.name)}
        for issue in standing(session.ledger, form.name):
            if (issue.subject, issue.number) not in back and issue.filling.header.get(asks):
                found.add(number_key(issue.filling.header[asks]))
    return found


def warnings_open(session: Session) -> Sequence[Text]:
    """The warnings that are not settled and wait for the office, each with its next step."""
    labels = session.labels
    return [
        {
            "warning": one.number,
            "unit_name": session.roster.called(one.notice.unit),
            "state_now": labels["warning_states"].get(one.state, ""),
            "step": labels["warning_steps"].get(NEXT_STEP[one.state], ""),
        }
        for one in warnings_now(session).values()
        if one.state in NEXT_STEP
    ]


def warnings_suggested(session: Session) -> Sequence[Text]:
    """What the ledger suggests to warn of, numbered on from the warnings there are."""
    known, found = triggers(session)
    last: dict[str, int] = defaultdict(int)
    year = session.campaign.year
    for one in known.warnings.values():
        if one.notice.year == year:
            last[one.notice.color] = max(last[one.notice.color], one.notice.number)
    rows = []
    for each in found:
        color = each.color or _usual_color(known, each)
        last[color] += 1
        rows.append(_row(known, each, color, last[color]))
    return rows


def _usual_color(known: Evidence, one: Trigger) -> str:
    """The colour of the point's level; the lightest for a point that is none of the register."""
    graded = known.points.get(one.risk_point)
    if graded is not None and graded.color:
        return graded.color
    return next(reversed(colors_of(known.session)), "")


def _row(known: Evidence, one: Trigger, color: str, number: int) -> Text:
    session = known.session
    graded = known.points.get(one.risk_point)
    post = session.roster.post(graded.point.post) if graded else None
    level = graded.level if graded else None
    grave = dict(levels_of(session)).get(color, 0)
    raised = bool(one.follows and level and grave < level)
    labels = session.labels
    told = {
        "year": str(session.campaign.year),
        "color": labels["colors"].get(color, ""),
        "number": str(number),
        "unit": session.roster.called(one.unit),
        "post": one.post or (post.name if post else ""),
        "risk_point": one.risk_point if graded else "",
        "risk": one.risk,
        "level": labels["levels"].get(str(level), "") if level else "",
        "raised_because": one.early_sign[:_SHORT] if raised else "",
        "source": labels["warning_sources"].get(one.source, ""),
        "early_sign": one.early_sign[:_LONG],
        "follows": one.follows,
        "trigger": one.code,
    }
    return {name: text for name, text in told.items() if text}


_SHORT, _LONG = 100, 500
"""How much the cells of a reason and of an early sign hold."""
