"""`lzfx seen`: a person has looked at what a return says otherwise, or knows a matter settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lzfx.errors import LzfxError
from lzfx.model.action import Verb
from lzfx.model.duty import Duty, DutyKind
from lzfx.session.duties import duties
from lzfx.session.duties_of_returns import returns_of
from lzfx.session.happened import happened
from lzfx.session.opening import Session

_SETTLED_BY: dict[DutyKind, Verb] = {
    DutyKind.LOOK: Verb.SEEN,
    DutyKind.QUERY: Verb.SEEN,
    DutyKind.NEW_POST: Verb.COVERED,
    DutyKind.ABOLISHED: Verb.KEPT,
}


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One thing that was put down: about whom, and for a return its file."""

    verb: Verb
    subject: str
    name: str
    file: str = ""


def seen(session: Session, whom: Sequence[str]) -> tuple[LookedAt, ...]:
    """Put down that a person has looked; LzfxError where there is nothing to look at.

    What came in before counts as seen, later changes are told again.
    """
    todo = [one for one in duties(session) if one.kind in _SETTLED_BY]
    found: list[LookedAt] = []
    for text in whom:
        subject = session.everybody.meant(text).one
        codes = {subject.code if subject else text, text}
        mine = [one for one in todo if one.about in codes]
        if not mine:
            raise LzfxError("seen-nothing", {"value": text})
        found.extend(one for each in mine for one in _settled(each))
    told = tuple(dict.fromkeys(found))
    with session.ledger.transaction():
        for one, sha256 in _acts(session, told):
            facts = {"file": one.file, "sha256": sha256} if one.verb is Verb.SEEN else {}
            session.act(one.verb, one.subject, **facts)
    return told


def _settled(each: Duty) -> Iterator[LookedAt]:
    verb = _SETTLED_BY[each.kind]
    file = each.file if verb is Verb.SEEN else ""
    yield LookedAt(verb, each.about, each.name or each.about, file)


def _acts(session: Session, told: Sequence[LookedAt]) -> Iterator[tuple[LookedAt, str]]:
    """One act for each return that was not looked at, one for each other matter."""
    record = happened(session)
    for one in told:
        if one.verb is not Verb.SEEN:
            yield one, ""
            continue
        for each in returns_of(session, one.subject):
            if each.sha256 not in record.seen:
                yield LookedAt(one.verb, one.subject, one.name, each.file), each.sha256
