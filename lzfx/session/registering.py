"""Remarks of units that no register has yet, as the rows a new register is issued with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lzfx.checks.comments import point_said
from lzfx.documents.personal_data import MASK
from lzfx.ledger.queries import actions
from lzfx.model.comment import Remark
from lzfx.rules.publicity import open_publicity
from lzfx.session.comments import Comments, comments_of
from lzfx.session.moved import numbers_now
from lzfx.session.opening import Session
from lzfx.session.remarks import SentRemark, remarks_sent

_LAST_NUMBER = re.compile(r"\d+$")
_CHANNEL = "inside"


def remarks_to_register(session: Session) -> Sequence[Mapping[str, str]]:
    """The rows, numbered on from the comments that are registered; nothing while none is open.

    Whoever made a remark is left out: the name stays in the unit's return.
    """
    shown = open_publicity(actions(session.ledger))
    if shown is None:
        return ()
    told = comments_of(session, shown)
    known = {one.comment.remark for one in told.registered}
    new = {one.mark: one for one in remarks_sent(session, shown.on) if one.mark not in known}
    units = {one.point_id: one.unit for one in numbers_now(session.ledger)}
    first = _next_number(told)
    year = session.campaign.year
    return tuple(
        _row(session, one, f"意{year}-{number:02}", units)
        for number, one in enumerate(new.values(), start=first)
    )


def _without_name(remark: Remark) -> str:
    """What was said; who said it may have written the own name into it."""
    name = remark.commenter
    return remark.text.replace(name, MASK) if name else remark.text


def _next_number(told: Comments) -> int:
    numbers = (_LAST_NUMBER.search(one.comment.code) for one in told.registered)
    return max((int(found[0]) for found in numbers if found), default=0) + 1


def _row(
    session: Session, one: SentRemark, code: str, units: Mapping[str, str]
) -> Mapping[str, str]:
    remark = one.remark
    point = point_said(remark.about, units) or ""
    labels = session.labels
    return {
        "code": code,
        "received_on": one.came_on.isoformat(),
        "channel": labels["comment_channels"].get(_CHANNEL, ""),
        "commenter_kind": labels["commenter_kinds"].get(remark.commenter_kind, ""),
        "about": remark.about,
        "text": _without_name(remark),
        "unit": session.roster.called(units[point]) if point else "",
        "remark": one.mark,
    }
