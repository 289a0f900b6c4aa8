"""The warnings about one point, as `lzfx why` tells them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lzfx.documents.labels import color_name, shown
from lzfx.forms.characters import as_code
from lzfx.model.master import Master
from lzfx.model.risk import Graded
from lzfx.session.opening import Session
from lzfx.session.warnings import warnings_now


@dataclass(frozen=True, slots=True)
class TracedWarning:
    """A warning about a point, and where it stands today; days are ISO, empty for none."""

    number: str
    color: str
    issued_on: str
    deadline: str
    state: str
    days_late: int = 0
    follows: str = ""


def warnings_on(session: Session, master: Master, one: Graded) -> Iterator[TracedWarning]:
    """Every warning about that point, and where it stands today."""
    for each in warnings_now(session).values():
        notice = each.notice
        if as_code(notice.risk_point) == one.point.point_id:
            yield TracedWarning(
                number=each.number,
                color=color_name(master, notice.color),
                issued_on=notice.issued_on.isoformat() if notice.issued_on else "",
                deadline=each.deadline.isoformat() if each.deadline else "",
                state=shown(master, "warning_states", each.state),
                days_late=each.days_late,
                follows=notice.follows,
            )
