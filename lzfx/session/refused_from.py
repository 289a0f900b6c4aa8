"""Whose a refused file may be: by what is in it, who mailed it, its name, the folder it lay in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from lzfx.forms.characters import fold
from lzfx.ledger.queries import actions
from lzfx.model.action import Verb
from lzfx.model.ledger import Delivery
from lzfx.model.roster import Unit
from lzfx.session.opening import Session

_SHORTEST, _BEGINNING = 2, 3
"""Characters of the shortest name that is looked for, and of the shortest beginning of one."""


def mailed_by(session: Session) -> Mapping[str, str]:
    """The addresses that files came from by mail, by hash."""
    return {
        one.text("sha256"): one.text("sender").lower()
        for one in actions(session.ledger)
        if one.verb is Verb.MAILED
    }


def unit_told(session: Session, one: Delivery, senders: Mapping[str, str]) -> Unit | None:
    """The unit that a refused file is said to come from; None where nothing says so, or several.

    `senders` are those of `mailed_by`: the address of a unit tells more than the name of a file.
    """
    written = (str(each.params.get("code", "")) for each in one.findings)
    unit = next((unit for code in written if (unit := session.roster.unit(code))), None)
    if unit is not None:
        return unit
    sender = senders.get(one.sha256, "")
    sent = [each for each in session.roster.units if sender and each.email.lower() == sender]
    if len(sent) == 1:
        return sent[0]
    for part in reversed(one.file.split("/")):
        found = _named_in(session, fold(part).upper())
        if found:
            return found[0] if len(found) == 1 else None
    return session.everybody.unit_of(one.subject) if one.subject else None


def _named_in(session: Session, text: str) -> list[Unit]:
    """The units named in a text; a name inside a longer name of another unit does not count."""
    names = [(name, unit) for unit in session.roster.units for name in _names(unit) if name in text]
    longest = [
        unit
        for name, unit in names
        if not any(name in other and name != other for other, _ in names)
        and not _is_addressed(session, name, text)
    ]
    return list({unit.code: unit for unit in longest}.values()) or _begun_by(session, text)


def _begun_by(session: Session, text: str) -> list[Unit]:
    """The units of whose name the text has the longest beginning, as 某某街道 of 某某街道办事处."""
    begun = [
        (sum(1 for _ in takewhile(_alike, zip(name, text, strict=False))), unit)
        for unit in session.roster.units
        for name in _names(unit)
    ]
    most = max((length for length, _ in begun), default=0)
    same = {unit.code: unit for length, unit in begun if length == most >= _BEGINNING}
    return list(same.values())


def _alike(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _names(unit: Unit) -> Iterator[str]:
    for name in (unit.name, unit.code, *unit.aliases):
        if len(name) >= _SHORTEST:
            yield fold(name).upper()


def _is_addressed(session: Session, name: str, text: str) -> bool:
    """Whether a name may only say whom the file is sent to, as one in the office's own name may."""
    return name in fold(session.campaign.office.name).upper() and not text.startswith(name)
