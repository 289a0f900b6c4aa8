"""`lzfx review`, `publicity`, `approve`: what a body decided on paper, for papers to state.

An act is about the edition that lay before the body: what was printed last until that day. An
extension of a publicity, and its closing, are about what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lzfx.documents.readiness import holidays_unknown
from lzfx.documents.registry import document_named
from lzfx.errors import DefinitionError, LzfxError
from lzfx.forms.days import day_of_text
from lzfx.ledger.queries import actions
from lzfx.model.action import Action, Fact, Verb
from lzfx.model.campaign import LEADING_GROUP, REVIEW_GROUP
from lzfx.model.edition import Act, ActDone
from lzfx.rules.editions import editions, last_print_of, print_before
from lzfx.rules.publicity import closed_publicity, days_left, open_publicity
from lzfx.session.comments import answered
from lzfx.session.editions import edition_now
from lzfx.session.master import graded_master
from lzfx.session.opening import Session


@dataclass(frozen=True, slots=True)
class ActGiven:
    """What a person says of an act; empty texts stand for the usual: today, the usual body.

    `printed` is the day on which the edition was printed, where it is not the newest of that time.
    """

    body: str = ""
    on: str = ""
    until: str = ""
    paper: str = ""
    why: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class ActRecorded:
    """The act as it was recorded, on which print; `current` says whether that is still so.

    `missing` are the units that were missing in it. An approval makes the `edition` of that number
    take effect; `unshown` says that nothing was shown for comments since the one before, which
    five（三）of the plan wants.
    """

    act: Act
    body: str
    on: date
    paper: str
    until: date | None
    document: str
    printed: str
    current: bool
    missing: tuple[str, ...]
    edition: int = 0
    unshown: bool = False


def record_act(session: Session, act: Act, given: ActGiven) -> ActRecorded:
    """Record that a body did this; LzfxError with what is missing or does not fit."""
    on = _day(given.on) or session.now.date()
    body = _body(session, act, given.body)
    if not given.paper.strip():
        raise LzfxError("paper-needed")
    before = actions(session.ledger)
    if not any(one.verb is Verb.MERGE for one in before):
        raise LzfxError("act-before-merge")
    shown = _shown(before, act, given)
    day = session.now.date() if shown else _day(given.printed) or on
    paper = last_print_of(before, shown.content) if shown else print_before(before, day)
    if paper is None:
        raise LzfxError("act-before-printing", {"on": day.isoformat()})
    facts: dict[str, Fact] = {
        "body": body,
        "on": on.isoformat(),
        "paper": given.paper.strip(),
        "why": given.why.strip().rstrip("。"),
        "content": paper.content,
    }
    facts |= _more(session, act, on, given, shown)
    with session.ledger.transaction():
        session.act(Verb(act.value), **facts)
    kind = document_named(paper.document)
    now = edition_now(session, graded_master(session))
    return ActRecorded(
        act=act,
        body=body,
        on=date.fromisoformat(str(facts["on"])),
        paper=str(facts["paper"]),
        until=date.fromisoformat(str(facts["until"])) if "until" in facts else None,
        document=kind.called if kind else paper.document,
        printed=paper.at[:10],
        current=now.content == paper.content,
        missing=paper.missing,
        edition=_number(session) if act is Act.APPROVAL else 0,
        unshown=act is Act.APPROVAL and closed_publicity(before) is None,
    )


def _number(session: Session) -> int:
    """The number of the edition that took effect last, 0 where there is none."""
    made = editions(actions(session.ledger))
    return made[-1].number if made else 0


def _shown(before: Sequence[Action], act: Act, given: ActGiven) -> ActDone | None:
    """The open publicity where it is closed, or extended: another last day, no first one."""
    extended = act is Act.PUBLICITY and given.until and not (given.on or given.printed)
    return open_publicity(before) if act is Act.CLOSING or extended else None


def _more(
    session: Session, act: Act, on: date, given: ActGiven, shown: ActDone | None
) -> dict[str, Fact]:
    """What the record tells of a publicity beside what it tells of every act."""
    if act is Act.PUBLICITY and shown is not None:
        return {"on": shown.on.isoformat(), "until": str(_day(given.until))}
    if act is Act.PUBLICITY:
        return {"until": _last_day(session, on, given.until).isoformat()}
    if act is not Act.CLOSING:
        return {}
    # While the period runs the guard refuses, whatever is answered.
    if shown is None or shown.until is None or days_left(shown.until, on):
        return {"comments": 0, "adopted": 0}
    told = answered(session, shown)
    return {"comments": told.comments, "adopted": told.adopted}


def take_back(session: Session, act: Act, why: str) -> int:
    """Take the last such act back; LzfxError where there is none, or without a reason.

    Gives the number of the edition that is in effect now, 0 where there is none.
    """
    if not why.strip():
        raise LzfxError("why-needed")
    with session.ledger.transaction():
        session.act(Verb.REVOKE, act.value, why=why.strip().rstrip("。"))
    return _number(session)


def _day(text: str) -> date | None:
    """The day a person wrote, None for nothing."""
    if not text.strip():
        return None
    day = day_of_text(text)
    if day is None:
        raise LzfxError("day-unreadable", {"value": text})
    return day


def _body(session: Session, act: Act, text: str) -> str:
    """The body of that name or short name; without a name the one that usually does this."""
    campaign = session.campaign
    bodies = campaign.bodies
    usual = {
        Act.REVIEW: bodies[REVIEW_GROUP],
        Act.PUBLICITY: campaign.office.name,
        Act.CLOSING: campaign.office.name,
        Act.APPROVAL: bodies[LEADING_GROUP],
    }
    if not text.strip():
        return usual[act]
    known = dict.fromkeys(
        (*bodies.values(), campaign.office.name, campaign.commission, campaign.issuer)
    )
    if text.strip() in known:
        return text.strip()
    raise LzfxError("body-unknown", {"value": text, "bodies": tuple(known)})


def _last_day(session: Session, first: date, text: str) -> date:
    """The last day of a publicity; the one the settings ask for where none is named."""
    publicity = session.campaign.publicity
    if unknown := holidays_unknown(publicity, first):
        raise DefinitionError(unknown)
    least = publicity.last_day(first)
    until = _day(text) or least
    if first <= until < least:
        told = {"until": until.isoformat(), "on": first.isoformat(), "days": publicity.days}
        raise LzfxError("publicity-too-short", {**told, "least": least.isoformat()})
    return until
