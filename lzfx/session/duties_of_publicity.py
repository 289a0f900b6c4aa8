"""Where the publicity stands: running, waiting for answers to comments, or ready to be closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.forms.spec import FormSpec
from lzfx.messages import word
from lzfx.model.about import About
from lzfx.model.action import Action
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.edition import ActDone
from lzfx.model.finding import Finding
from lzfx.rules.duties import duty
from lzfx.rules.publicity import days_left, open_publicity
from lzfx.session.comments import Comments, comments_of
from lzfx.session.editions import edition_now
from lzfx.session.going_out import late_word
from lzfx.session.master import graded_master
from lzfx.session.opening import Session
from lzfx.session.progress import FormBoard

_ALL_SAID = frozenset({"comments-none-unsaid"})
"""What cannot be said before the period is over."""


def of_publicity(
    session: Session, done: Sequence[Action], found: Sequence[FormBoard]
) -> Iterator[Duty]:
    """Nothing, and nothing is computed, while no publicity is open."""
    shown = open_publicity(done)
    if shown is None or shown.until is None:
        return
    left = days_left(shown.until, session.now.date())
    told = comments_of(session, shown)
    facts = _facts(session, told, left)
    open_points = tuple(one for one in told.unfinished if not left or one.code not in _ALL_SAID)
    form = _form(session)
    name = form.title if form else ""
    if form is not None:
        out = _is_out(form, found)
        facts |= {"form": "" if out else form.name, "late": late_word(session, form)}
    said = (*_changed(session, shown), *open_points)
    if left:
        yield duty(DutyKind.SHOWN, name=name, facts=facts, findings=said)
    elif open_points:
        facts["later"] = word("publicity-later")
        yield duty(DutyKind.COMMENTS, name=name, facts=facts, findings=said)
    else:
        yield duty(DutyKind.CLOSE, name=name, facts=facts, findings=said)


def _facts(session: Session, told: Comments, left: int) -> dict[str, object]:
    lacks_revision = any(one.code == "comment-revision-unknown" for one in told.unfinished)
    revising = _revising(session) if lacks_revision else None
    return {
        "first": told.publicity.on,
        "last": told.publicity.until,
        "days": left,
        "count": told.comments,
        "unanswered": told.unanswered,
        "paper": word("publicity-paper"),
        "revisions": revising.name if revising else "",
    }


def _form(session: Session) -> FormSpec | None:
    """The register of the office, where it has one."""
    forms = session.going_out.values()
    return next((form for form in forms if form.table_about(About.COMMENT)), None)


def _revising(session: Session) -> FormSpec | None:
    forms = session.going_out.values()
    return next((form for form in forms if form.table_about(About.REVISION)), None)


def _is_out(form: FormSpec, found: Sequence[FormBoard]) -> bool:
    """Whether a register of that form is on the desk."""
    mine = (board for board in found if board.form == form.name)
    return any(one.is_out for board in mine for one in board.subjects)


def _changed(session: Session, shown: ActDone) -> tuple[Finding, ...]:
    """That the points are no longer what is shown."""
    if edition_now(session, graded_master(session)).content == shown.content:
        return ()
    return (Finding("publicity-content-changed", params={"on": shown.on}),)
