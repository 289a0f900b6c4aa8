"""Which letters are due: forms that wait for a return, answers to returns and to refused files.

A letter has a mark, which tells it from any other; the record holds the marks of those that were
sent.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lzfx.ledger.codec import findings_text
from lzfx.ledger.queries import actions, all_deliveries, refused_deliveries
from lzfx.mail.letters import LetterKind
from lzfx.model.action import Verb
from lzfx.model.ledger import Delivery, Outcome
from lzfx.model.roster import Unit
from lzfx.rules.dismissal import dismissed_files
from lzfx.rules.succession import arrivals
from lzfx.rules.workflow import State
from lzfx.session.opening import Session
from lzfx.session.progress import FormBoard, Progress
from lzfx.session.refused_from import mailed_by, unit_told


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A letter that is due: to whom (a code, or empty), about which form, and its mark.

    `progress` is empty where the letter is about files that nobody can be told for; `refused` are
    the files that a reply is about.
    """

    kind: LetterKind
    subject: str
    name: str
    form: str
    mark: str
    progress: Progress | None = None
    refused: tuple[Delivery, ...] = ()

    @property
    def called(self) -> str:
        """Whom it goes to; where nobody can be told, the file that it is about."""
        return self.name or self.refused[0].file


def letters_due(session: Session, found: Sequence[FormBoard]) -> tuple[DueLetter, ...]:
    """The letters that are due now, the forms first; forms of the office itself get none.

    A unit whose file was refused gets the reply to it, with its form, instead of the first letter.
    """
    refused = dict(_refused(session))
    told: list[DueLetter] = []
    answered: list[DueLetter] = []
    for board in found:
        for one in () if board.of_ours else board.subjects:
            if one.is_out and one.subject in refused and one.issue:
                answered.append(_reply(refused.pop(one.subject), one))
            elif one.is_out:
                told.append(_letter(LetterKind.ISSUE, one, one.issue.at if one.issue else ""))
            if one.delivery is not None:
                answered.append(_answer(one, one.delivery))
    answered.extend(
        _reply(files, None, session.roster.unit(code)) for code, files in refused.items()
    )
    return (*told, *answered)


def sent_marks(session: Session) -> dict[str, str]:
    """The marks of letters that a person said were sent, with the day it was said."""
    return {
        one.text("mark"): one.at[:10] for one in actions(session.ledger) if one.verb is Verb.POSTED
    }


def unsent(session: Session, found: Sequence[FormBoard]) -> tuple[DueLetter, ...]:
    """The letters that are due and not marked as sent."""
    known = sent_marks(session)
    return tuple(one for one in letters_due(session, found) if one.mark not in known)


def _answer(one: Progress, delivery: Delivery) -> DueLetter:
    """The answer to the last return of a subject: it goes back, or its receipt."""
    if one.state in {State.SENT_BACK, State.CORRECTING}:
        about = f"{delivery.sha256}{delivery.answer}{findings_text(delivery.findings)}"
        return _letter(LetterKind.SEND_BACK, one, about)
    return _letter(LetterKind.RECEIPT, one, one.taken.sha256 if one.taken else "")


def _letter(kind: LetterKind, one: Progress, about: str) -> DueLetter:
    mark = _mark(kind, one.form, one.subject, str(one.number), about)
    return DueLetter(kind, one.subject, one.name, one.form, mark, one)


def _reply(files: Sequence[Delivery], one: Progress | None, unit: Unit | None = None) -> DueLetter:
    """The reply to refused files, with the form that is still owed where there is one."""
    subject = one.subject if one else unit.code if unit else ""
    name = one.name if one else unit.name if unit else ""
    mark = _mark(LetterKind.REFUSED, *sorted(each.sha256 for each in files))
    form = one.form if one else ""
    return DueLetter(LetterKind.REFUSED, subject, name, form, mark, one, tuple(files))


def _mark(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _refused(session: Session) -> Iterator[tuple[str, list[Delivery]]]:
    """The refused files that nothing of their unit has settled since, by unit.

    Each file that no unit can be told for stands alone, by its hash.
    """
    done = actions(session.ledger)
    returned, came = _returned(session), arrivals(done)
    by_unit: dict[str, list[Delivery]] = defaultdict(list)
    aside = dismissed_files(done)
    senders = mailed_by(session)
    for one in refused_deliveries(session.ledger):
        if one.sha256 in aside:
            continue
        unit = unit_told(session, one, senders)
        if unit is None:
            by_unit[one.sha256].append(one)
        elif not any(_settles(one, later, came) for later in returned[unit.code]):
            by_unit[unit.code].append(one)
    yield from by_unit.items()


def _returned(session: Session) -> dict[str, list[Delivery]]:
    """The returns of each unit and its posts."""
    found: dict[str, list[Delivery]] = defaultdict(list)
    for form in session.going_out.values():
        for one in all_deliveries(session.ledger, form.name):
            unit = session.everybody.unit_of(one.subject)
            if unit is not None:
                found[unit.code].append(one)
    return found


def _settles(refused: Delivery, later: Delivery, came: Mapping[str, int]) -> bool:
    """Whether a return of the unit leaves nothing to say about its refused file.

    What came together with a file that went back is still to be answered.
    """
    if later.at == refused.at:
        return later.outcome is Outcome.ACCEPTED
    return came.get(later.sha256, 0) > came.get(refused.sha256, 0)
