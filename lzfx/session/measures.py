"""The measures of the points in force: what units said of them, and what they have to say next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from lzfx.campaign.prefill_sources import Text
from lzfx.documents.labels import UNIT_ITSELF, level_name, post_name
from lzfx.forms.kinds import shown
from lzfx.forms.records import records_of
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.ledger.queries import accepted, current_submissions
from lzfx.model.about import About
from lzfx.model.ledger import Issue
from lzfx.model.master import Master
from lzfx.model.measure import KnownMeasure, Meanings, Measure, MeasureReport, MeasureStanding
from lzfx.model.risk import Graded
from lzfx.rules.measures import measures_of, standings
from lzfx.session.forms_about import forms_about
from lzfx.session.master import graded_master
from lzfx.session.opening import Session

_QUARTER = "quarter"
_KEPT = ("owner", "often", "due", "indicator", "system")
"""What a unit is not asked again: it stands in its next workbook as it said it last."""


def quarter_said(day: date) -> str:
    """The quarter of a day as a form says it: `2026年第4季度`."""
    return f"{day.year}年第{(day.month + 2) // 3}季度"


def measuring_forms(session: Session) -> tuple[FormSpec, ...]:
    """The forms in which units say how their measures stand."""
    return forms_about(session, (About.MEASURE,))


def measures_known(graded: Iterable[Graded]) -> tuple[KnownMeasure, ...]:
    """Every measure of these points, in their order."""
    return tuple(
        one
        for each in graded
        for one in measures_of(
            each.point.point_id, each.point.unit, str(each.point.values.get("measures") or "")
        )
    )


def reports_taken(session: Session) -> tuple[MeasureReport, ...]:
    """All that units said of measures in returns that count, what counts most at the end."""
    found: list[tuple[tuple[int, int], MeasureReport]] = []
    for form in measuring_forms(session):
        known = {one.sha256: one for one in accepted(session.ledger, form.name)}
        for one in current_submissions(session.ledger, form):
            taken = known[one.sha256]
            day = date.fromisoformat(taken.received_at[:10])
            quarter = str(one.header.get(_quarter_cell(form)) or "")
            for row in records_of(form, one.tables, Measure):
                place = (taken.issue, taken.arrival)
                found.append((place, MeasureReport(row, quarter, day)))
    return tuple(report for _, report in sorted(found, key=lambda each: each[0]))


def measures_standing(session: Session, graded: Sequence[Graded]) -> tuple[MeasureStanding, ...]:
    """How each measure of these points stands today; nothing where no form asks for measures."""
    if not measuring_forms(session):
        return ()
    reports = reports_taken(session)
    return standings(measures_known(graded), reports, meanings(session), session.now.date())


def meanings(session: Session) -> Meanings:
    """What the codes of frequencies and states mean in the office's own lists."""
    tables = (form.table_about(About.MEASURE) for form in measuring_forms(session))
    told: dict[str, dict[str, str]] = {"often": {}, "state": {}}
    for table in tables:
        for spec in table.fields if table else ():
            if spec.name in told:
                told[spec.name].update({one.code: one.acts_as for one in spec.choices})
    return Meanings(told["often"], told["state"])


def _quarter_cell(form: FormSpec) -> str:
    """The name of the single cell that says which quarter a return is about."""
    return next((one.name for one in form.header if one.prefill == _QUARTER), "")


def quarter_of_issue(form: FormSpec, one: Issue) -> str:
    """Which quarter a workbook that went out asks about."""
    return one.filling.header.get(_quarter_cell(form), "")


def units_to_report(
    told: Sequence[MeasureStanding], day: date
) -> Mapping[str, Sequence[MeasureStanding]]:
    """By unit all its measures; only of units that have not said of each how it stands then."""
    quarter = quarter_said(day)
    found: dict[str, list[MeasureStanding]] = {}
    for one in told:
        found.setdefault(one.known.unit, []).append(one)
    return {
        unit: mine
        for unit, mine in found.items()
        if any(one.said is None or one.said.quarter != quarter for one in mine)
    }


def measures_to_report(session: Session, form: FormSpec) -> Mapping[str, Sequence[Text]]:
    """By unit, the rows of its workbook of this quarter; none for a unit that has said it all."""
    table = form.table_about(About.MEASURE)
    if table is None:
        return {}
    master = graded_master(session).master
    points = {one.point.point_id: one for one in master.graded}
    told = measures_standing(session, master.graded)
    return {
        unit: [_row(master, table, points[one.known.point_id], one) for one in mine]
        for unit, mine in units_to_report(told, session.now.date()).items()
    }


def _row(master: Master, table: TableSpec, graded: Graded, one: MeasureStanding) -> Text:
    """A measure as `campaign.prefill` knows it, with what its unit said of it last."""
    point, roster = graded.point, master.roster
    told = {
        "code": one.known.code,
        "point_id": point.point_id,
        "unit_code": point.unit,
        "unit_name": roster.called(point.unit),
        "post_code": point.post,
        "post_name": post_name(master, point.post) if point.post else UNIT_ITSELF,
        "name": str(point.values.get("name") or ""),
        "level": level_name(master, graded.level),
        "monitor": graded.monitor,
        "measure": one.known.text,
    }
    if one.said is None:
        return told | {"owner": _owner(master, graded)}
    choices = {spec.name: spec.choices for spec in table.fields}
    said = {name: shown(getattr(one.said.row, name), choices.get(name, ())) for name in _KEPT}
    return told | {name: text for name, text in said.items() if text}


def _owner(master: Master, one: Graded) -> str:
    """Who answers for a point, or holds its post, if that is not who monitors it."""
    post = master.roster.post(one.point.post)
    holder = master.roster.name_and_title(post.holder) if post else ""
    for text in (str(one.point.values.get("responsible") or ""), holder):
        if text and not any(name in text for name in _named(master, one.monitor)):
            return text
    return ""


def _named(master: Master, text: str) -> Iterator[str]:
    """The people of the roster that a text names."""
    people = master.roster.people.values()
    return (one.name for one in people if one.name and one.name in text)
