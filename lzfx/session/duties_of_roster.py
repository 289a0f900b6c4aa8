"""What a change of the roster leaves to be decided: new posts, points of posts that are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lzfx.forms.spec import UNIT_SCOPE
from lzfx.ledger.queries import issues
from lzfx.ledger.unsettled import values_told
from lzfx.model.action import Verb
from lzfx.model.duty import Duty, DutyKind
from lzfx.rules.duties import duty
from lzfx.session.going_out import late_word
from lzfx.session.happened import Happened
from lzfx.session.opening import Session
from lzfx.session.posts_told import PostsTold
from lzfx.session.progress import FormBoard

_GONE = frozenset({"abolished", "merged"})


def of_new_posts(session: Session, told: Happened, found: Sequence[FormBoard]) -> Iterator[Duty]:
    """Posts of units that have answered, of which the answer says nothing and that got no form."""
    covered = told.settled.get(Verb.COVERED, set())
    for board in found:
        form = session.forms[board.form]
        posts_told = PostsTold.of(session, form)
        if not posts_told.by_row or "post" not in form.owed_by:
            continue
        answered = posts_told.answered
        issued = {one.subject for one in issues(session.ledger, form.name)}
        late = late_word(session, form)
        for unit in session.roster.units:
            posts = session.roster.posts_of(unit.code) if unit.in_use else ()
            if unit.code not in answered and issued.isdisjoint(post.code for post in posts):
                continue
            for post in posts:
                if post.code in answered.get(unit.code, frozenset()) | issued | covered:
                    continue
                facts = {"unit": unit.name, "post": post.name, "form": form.name, "late": late}
                name = session.roster.called(post.code)
                yield duty(DutyKind.NEW_POST, about=post.code, name=name, facts=facts)


def of_abolished(session: Session, told: Happened) -> Iterator[Duty]:
    """Units and posts that have points in returns that count, and that the roster has no more."""
    form, table = session.declaration, session.points_table
    kept = told.settled.get(Verb.KEPT, set())
    gone: dict[str, str] = defaultdict(str)
    if "post" not in {spec.name for spec in table.fields}:
        return
    for subject, posts in values_told(session.ledger, form, table.name, "post").items():
        for code in (subject, *posts):
            if code != UNIT_SCOPE and _is_gone(session, code):
                gone[code] = subject
    for code, subject in gone.items():
        unit = session.everybody.unit_of(subject, form.owed_by)
        if code in kept:
            continue
        asked = unit.code if unit is not None and unit.in_use else ""
        facts = {"unit": asked, "form": form.name, "late": late_word(session, form)}
        name = session.roster.called(code)
        yield duty(DutyKind.ABOLISHED, about=code, name=name, facts=facts)


def _is_gone(session: Session, code: str) -> bool:
    unit, post = session.roster.unit(code), session.roster.post(code)
    if unit is None and post is None:
        return True
    return (post.status if post else unit.status if unit else "") in _GONE
