"""`lzfx calendar`: for each monitor a calendar file with the days of his checks, into 成果."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lzfx.content.icalendar import icalendar
from lzfx.errors import LzfxError
from lzfx.files.names import safe_file_name
from lzfx.messages import word
from lzfx.model.finding import Finding
from lzfx.session.going_out import forbidding
from lzfx.session.master import graded_master
from lzfx.session.monitoring import calendar_events, monitoring_now, record_time
from lzfx.session.opening import Session
from lzfx.session.outputs import write_outputs


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The calendar of one monitor: how many points and events it has, its next day."""

    monitor: str
    points: int
    events: int
    following: date | None
    file: str


@dataclass(frozen=True, slots=True)
class Calendars:
    """All calendars of a run, which lie in `folder`; `kept` are copies of edited ones.

    With `findings` nothing was written, because they forbid it.
    """

    folder: str
    files: tuple[CalendarFile, ...] = ()
    kept: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()


def calendars(session: Session) -> Calendars:
    """Write the calendar of every monitor whom the roster names.

    The same record gives the same bytes, on whatever day. LzfxError while no point has a level.
    """
    folder = session.workspace.folder("output") / word("calendars-folder")
    if stopped := forbidding(session):
        return Calendars(str(folder), findings=stopped)
    master = graded_master(session).master
    sheets = [one for one in monitoring_now(session, master.graded) if one.monitor]
    if not sheets:
        raise LzfxError("calendar-no-points")
    stamp = record_time(session)
    files: dict[Path, bytes] = {}
    told = []
    for one in sheets:
        events = [*calendar_events(master, one)]
        path = folder / safe_file_name(word("calendars-name", name=one.monitor))
        files[path] = icalendar(path.stem, events, stamp)
        ahead = (event.day for event in events if event.day >= session.now.date())
        told.append(
            CalendarFile(one.monitor, len(one.points), len(events), next(ahead, None), path.name)
        )
    folder.mkdir(parents=True, exist_ok=True)
    return Calendars(str(folder), tuple(told), write_outputs(session, files))
