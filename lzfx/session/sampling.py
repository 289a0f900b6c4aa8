"""动态纠错: the points that can be checked, those drawn for quarters, and how checks stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lzfx.forms.kinds import shown
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import actions, point_id_records
from lzfx.model.about import About
from lzfx.model.correction import CorrectionRecord
from lzfx.model.risk import Graded
from lzfx.model.sampling import Checkable, Coverage, Sample
from lzfx.rules.check_coverage import coverage
from lzfx.rules.samples_drawn import sample_of, standing_draws
from lzfx.session.forms_about import forms_about
from lzfx.session.master import graded_master
from lzfx.session.opening import Session
from lzfx.session.records import recorded

_BETWEEN = "-"
Text = Mapping[str, str]


def samples_standing(session: Session) -> tuple[Sample, ...]:
    """The points drawn for each quarter, by quarter, as far as that was not taken back."""
    done = standing_draws(actions(session.ledger), session.campaign.code)
    return tuple(map(sample_of, done))


def checks_recorded(session: Session) -> CorrectionRecord | None:
    """The checks of the returns that count; None while none came in."""
    found: CorrectionRecord | None = recorded(session, CorrectionRecord).record
    return found


def checkable(graded: Sequence[Graded]) -> tuple[Checkable, ...]:
    """The points that have a level; one without is to be graded first."""
    return tuple(
        Checkable(one.point.point_id, one.point.unit, one.level)
        for one in graded
        if one.level is not None
    )


def coverage_now(session: Session, graded: Sequence[Graded]) -> Coverage:
    """How checks of all points stand today."""
    record, campaign = checks_recorded(session), session.campaign
    return coverage(
        checkable(graded), record, campaign.checks, campaign.days[1], session.now.date()
    )


def check_code(quarter: str, unit: str) -> str:
    """The code of the check of one unit in that quarter."""
    return f"{quarter}{_BETWEEN}{unit}"


def not_checked_yet(session: Session) -> tuple[Sample, ...]:
    """The drawn points of checks that no return has; quarters without any are left out."""
    record = checks_recorded(session)
    there = {check.code for check in record.checks} if record else set()
    units = {one.point_id: one.unit for one in point_id_records(session.ledger)}
    left = (
        Sample(
            one.quarter,
            one.seed,
            tuple(
                point
                for point in one.points
                if point in units and check_code(one.quarter, units[point]) not in there
            ),
        )
        for one in samples_standing(session)
    )
    return tuple(one for one in left if one.points)


def drawn_to_check(session: Session, form: FormSpec) -> Mapping[str, Sequence[Text]]:
    """The rows that a record of checks is issued with: checks, and the points of each."""
    samples = not_checked_yet(session)
    if not samples:
        return {}
    points = {one.point.point_id: one for one in graded_master(session).master.graded}
    checks: dict[str, Text] = {}
    rows = []
    for sample in samples:
        for found in (points[name] for name in sample.points if name in points):
            unit = found.point.unit
            code = check_code(sample.quarter, unit)
            checks[code] = {
                "code": code,
                "kind": _label(form, About.CHECK, "kind", "regular"),
                "unit": session.roster.called(unit),
            }
            rows.append(
                {
                    "check_code": code,
                    "risk_point": found.point.point_id,
                    "risk": str(found.point.values.get("name") or ""),
                    "level": _label(form, About.CHECKED_POINT, "level", str(found.level or "")),
                }
            )
    return {"checks": tuple(checks.values()), "points": tuple(rows)}


def _label(form: FormSpec, about: About, name: str, code: str) -> str:
    """What that form calls a code in its table about that."""
    table = form.table_about(about)
    spec = next((one for one in table.fields if one.name == name), None) if table else None
    return shown(code, spec.choices) if spec else code


def forms_of_checks(session: Session) -> Iterator[FormSpec]:
    """The forms in which checks come in."""
    yield from forms_about(session, (About.CHECKED_POINT,))
