"""The monitors of the points in force, with their points, days and calendars."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from lzfx.content.icalendar import CalendarEvent
from lzfx.documents.labels import level_name, unit_name
from lzfx.ledger.queries import actions
from lzfx.model.action import Verb
from lzfx.model.correction import CorrectionRecord
from lzfx.model.master import ACTS_AS, Master
from lzfx.model.monitoring import MonitorSheet, Occasion
from lzfx.model.risk import Graded
from lzfx.rules.monitoring import MonitoringBasis, last_checks, monitor_sheets
from lzfx.session.opening import Session
from lzfx.session.records import recorded

_CHANGES_NOTHING = frozenset(
    (
        *(Verb.PRINT, Verb.WROTE, Verb.BACKUP, Verb.SEND, Verb.MAILED, Verb.CLOCK),
        *(Verb.COLLECT, Verb.UNCHANGED, Verb.ISSUE),
    )
)
"""Acts after which every point, check and setting is as it was."""


def monitoring_now(session: Session, graded: Sequence[Graded]) -> tuple[MonitorSheet, ...]:
    """The sheet of each monitor of these points, bodies and leaders first."""
    campaign = session.campaign
    basis = MonitoringBasis(
        session.roster,
        campaign.checks,
        campaign.days[1],
        session.labels.get(ACTS_AS, {}),
        last_checks(recorded(session, CorrectionRecord).record),
    )
    return monitor_sheets(graded, basis, campaign.publicity.works_on)


def calendar_events(master: Master, sheet: MonitorSheet) -> Iterator[CalendarEvent]:
    """What a monitor has to look at, day by day; each keeps its identity from print to print."""
    for one in sheet.occasions:
        level, unit = level_name(master, one.level), unit_name(master, one.unit)
        count = len(one.points)
        words = master.campaign.words
        yield CalendarEvent(
            _uid(master, one),
            one.day,
            f"监控检查：{unit} {level}{words.point}{count}个",
            "\n".join(
                f"{each.graded.point.point_id} {each.graded.point.values.get('name') or ''}"
                for each in one.points
            ),
        )


def _uid(master: Master, one: Occasion) -> str:
    """Made of campaign, role, unit, level and period, not of who the person is or of the day."""
    told = (master.campaign.code, one.role, one.unit, str(one.level), one.period)
    return f"{hashlib.sha256('/'.join(told).encode()).hexdigest()[:32]}@lzfx"


def record_time(session: Session) -> datetime:
    """When the record last changed in anything that a calendar shows."""
    times = [one.at for one in actions(session.ledger) if one.verb not in _CHANGES_NOTHING]
    return datetime.fromisoformat(max(times)) if times else session.now
