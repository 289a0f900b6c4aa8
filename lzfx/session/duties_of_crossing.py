"""What is to be done once units are paired: their forms go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.campaign.dealing import of_checkers
from lzfx.model.duty import Duty, DutyKind
from lzfx.rules.duties import duty, few
from lzfx.session.going_out import late_word
from lzfx.session.opening import Session
from lzfx.session.pairs import checks_now
from lzfx.session.progress import FormBoard, Progress


def of_crossing(session: Session, found: Sequence[FormBoard]) -> Iterator[Duty]:
    """Checkers who may begin, because the points they check are in, and have no form yet."""
    forms = [form for form in session.going_out.values() if of_checkers(form)]
    checking = checks_now(session) if forms else {}
    for form in forms:
        have = {one.subject for one in _subjects(form.name, found) if one.issue}
        lacking = [code for code in checking if code not in have]
        if lacking:
            facts = {
                "count": len(lacking),
                "whom": few([session.roster.called(code) for code in lacking]),
                "late": late_word(session, form),
            }
            yield duty(DutyKind.CROSS_CHECK, about=form.name, name=form.title, facts=facts)


def _subjects(form: str, found: Sequence[FormBoard]) -> Iterator[Progress]:
    return (one for board in found if board.form == form for one in board.subjects)
