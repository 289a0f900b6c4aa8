"""The sentences of papers that state an act of a body, each with the act it states.

A statement prints as such only where the record has its act for the points that are printed; until
then the paper says how things stand. A new sentence about an act belongs into this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lzfx.content.wording import chinese_date
from lzfx.model.edition import Act
from lzfx.model.master import Master


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said once the act is on record, and what is said until then."""

    needs: Act
    says: str
    until_then: str


DECIDED = Statement(Act.REVIEW, "等级已经{body}审定", "等级按规则拟定，尚待审定")
SHOWN = Statement(Act.REVIEW, "现予公示", "拟予公示")
PERIOD = Statement(Act.REVIEW, "公示期自", "拟定的公示期自")
ISSUED = Statement(Act.APPROVAL, "经{body}批准印发", "尚未批准印发")
IN_FORCE = Statement(Act.APPROVAL, "现发给你们，自印发之日起执行", "批准以后再行印发、执行")

STATEMENTS: Mapping[str, Statement] = {
    "decided": DECIDED,
    "shown": SHOWN,
    "period": PERIOD,
    "issued": ISSUED,
    "in-force": IN_FORCE,
}
"""Every statement there is, by its name."""


def stated(master: Master, one: Statement) -> str:
    """The sentence as it holds for the edition that is printed."""
    edition = master.edition
    if not edition.holds(one.needs):
        return one.until_then
    done = edition.acts.get(one.needs) or next(iter(edition.acts.values()))
    return one.says.format(body=done.body)


def edition_day(master: Master, needs: Act) -> date:
    """The day a paper bears that needs that act: of its approval, or of the publicity it begins.

    A draft bears the day of printing.
    """
    edition = master.edition
    if not edition.holds(needs):
        return master.day
    if needs is Act.APPROVAL:
        return edition.acts[needs].on
    return publicity_days(master)[0]


def publicity_days(master: Master) -> tuple[date, date]:
    """The first and the last day of the publicity: as on record, else as the settings plan it."""
    done = master.edition.acts.get(Act.PUBLICITY)
    if done is not None and done.until is not None:
        return done.on, done.until
    return master.campaign.publicity_days


def day_said(master: Master, needs: Act) -> str:
    """The line of the day under a title, with the number of an edition that took effect.

    A draft only says of which day its data are.
    """
    day = chinese_date(edition_day(master, needs))
    if not master.edition.holds(needs):
        return f"数据截至{day}"
    number = master.edition.number if needs is Act.APPROVAL else 0
    return f"{day}（第{number}版）" if number else day
