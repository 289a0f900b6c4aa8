"""`lzfx undo`: the last act of a person is taken back by its opposite; both stay on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lzfx.errors import LzfxError
from lzfx.ledger.queries import accepted, actions, issued_forms, issues
from lzfx.messages import word
from lzfx.model.action import Action, Verb
from lzfx.model.codes import screen_word
from lzfx.rules.undoing import LastAct, Workbook, last_act
from lzfx.session.opening import Session, open_session
from lzfx.session.setting_names import setting_called
from lzfx.steps.log import log
from lzfx.steps.settings import change
from lzfx.steps.withdraw import withdraw


@dataclass(frozen=True, slots=True)
class Undone:
    """What the last act was, in the sentences of the record; with `shown` it still stands."""

    acts: tuple[str, ...]
    verb: Verb
    at: str
    by: str
    shown: bool = False


def undo(start: Path, now: datetime, by: str, why: str = "", *, shown: bool = False) -> Undone:
    """Take the last act back, or with `shown` only say which it is.

    LzfxError where nothing stands that a person did, where the act has no opposite, and where the
    opposite is refused: then nothing is changed.
    """
    with open_session(start, now, by) as session:
        last = _last(session)
        done = Undone(_said(session, last), last.one.verb, last.one.at, last.one.by, shown)
        if last.opposite is None:
            raise LzfxError("undo-lasting", {"act": done.acts[-1], "instead": _instead(last)})
        if shown:
            return done
        if last.opposite is not Verb.SETTING:
            _BACK[last.opposite](session, last, why.strip() or word("undo-why"))
            return done
        name, before = _setting(last.one)
    # The settings are changed outside of a session, which has read them already.
    change(start, name, before, now, by)
    return done


def _last(session: Session) -> LastAct:
    workbooks: dict[tuple[str, str], list[Workbook]] = defaultdict(list)
    for form in issued_forms(session.ledger):
        for one in issues(session.ledger, form):
            workbooks[form, one.at].append((one.subject, one.number))
    last = last_act(actions(session.ledger), workbooks)
    if last is None:
        raise LzfxError("undo-nothing")
    return last


def _said(session: Session, last: LastAct) -> tuple[str, ...]:
    """The sentences of the record about it."""
    key = (last.one.verb, last.one.at)
    return tuple(one.says for one in log(session).entries if (one.verb, one.at) == key)


def _instead(last: LastAct) -> str:
    """What a person can do instead of taking it back."""
    name = f"undo-instead-{last.one.verb.replace('_', '-')}"
    return word(screen_word(name))


def _setting(one: Action) -> tuple[str, str]:
    """The name of a setting and the value it had; LzfxError where it had none."""
    if not one.text("before"):
        raise LzfxError("undo-setting-was-absent", {"setting": one.about})
    return setting_called(one), one.text("before")


def _revoke(session: Session, last: LastAct, why: str) -> None:
    with session.ledger.transaction():
        session.act(Verb.REVOKE, last.one.verb.value, why=why)


def _unlock(session: Session, _last: LastAct, _why: str) -> None:
    with session.ledger.transaction():
        session.act(Verb.UNLOCK)


def _recall(session: Session, last: LastAct, _why: str) -> None:
    with session.ledger.transaction():
        for one in last.actions:
            session.act(Verb.RECALL, one.about, file=one.text("file"), sha256=one.text("sha256"))


def _ask_again(session: Session, last: LastAct, why: str) -> None:
    with session.ledger.transaction():
        for one in last.actions:
            session.act(Verb.ASK_AGAIN, one.about, **{**one.facts, "why": why})


def _withdraw(session: Session, last: LastAct, why: str) -> None:
    """Withdraw what one run issued; LzfxError where somebody has returned a workbook of it."""
    form, at = last.one.about, last.one.at
    out = [one for one in issues(session.ledger, form) if one.at == at]
    returned = {one.subject for one in accepted(session.ledger, form)}
    spec = session.kept_forms[form]
    if back := [one.subject for one in out if one.subject in returned]:
        names = tuple(session.everybody.called(code, spec.owed_by) for code in back)
        raise LzfxError("undo-returned-already", {"form": spec.title, "names": names})
    if not out:
        raise LzfxError("undo-lasting", {"act": spec.title, "instead": _instead(last)})
    withdraw(session, form, why, [one.subject for one in out])


def _unpair(session: Session, last: LastAct, why: str) -> None:
    with session.ledger.transaction():
        session.act(Verb.UNPAIR, campaign=last.one.text("campaign"), why=why)


def _undraw(session: Session, last: LastAct, why: str) -> None:
    told = {name: last.one.text(name) for name in ("campaign", "quarter")}
    with session.ledger.transaction():
        session.act(Verb.UNDRAW, **told, why=why)


def _reinstate(session: Session, last: LastAct, why: str) -> None:
    with session.ledger.transaction():
        session.act(Verb.REINSTATE, entry=last.one.text("entry"), why=why)


def _unmove(session: Session, last: LastAct, why: str) -> None:
    with session.ledger.transaction():
        for one in reversed(last.actions):
            session.act(Verb.UNMOVE, one.about, to=one.text("to"), why=why)


_BACK: Mapping[Verb, Callable[[Session, LastAct, str], None]] = {
    Verb.REVOKE: _revoke,
    Verb.UNLOCK: _unlock,
    Verb.RECALL: _recall,
    Verb.ASK_AGAIN: _ask_again,
    Verb.WITHDRAW: _withdraw,
    Verb.UNPAIR: _unpair,
    Verb.UNDRAW: _undraw,
    Verb.REINSTATE: _reinstate,
    Verb.UNMOVE: _unmove,
}
"""How each opposite act is done."""
