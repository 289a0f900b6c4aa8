"""What an issued form says, what it is prefilled with, and what was prefilled in earlier issues."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from lzfx.campaign.prefill import NO_PRIOR_ANSWERS, PrefillSources, PriorAnswers, deals_with_points
from lzfx.campaign.reviewing import reviews
from lzfx.documents.form_notes import form_notes
from lzfx.documents.labels import level_name
from lzfx.errors import LzfxError
from lzfx.forms.characters import fold
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.filling import Filling, FormNotes
from lzfx.model.ledger import Issue
from lzfx.model.submission import Stamp
from lzfx.session.master import criteria_of, graded_master, prior_answers
from lzfx.session.opening import Session


def form_named(session: Session, text: str) -> FormSpec:
    """The form a person means by its name or title; LzfxError when there is none.

    Without a text it is the first that the campaign expects.
    """
    forms = session.going_out
    for form in forms.values():
        if text in {"", form.name, form.title} or fold(text) == fold(form.title):
            return form
    names = tuple(f"{form.name}（{form.title}）" for form in forms.values())
    raise LzfxError("form-unknown", {"value": text, "forms": names})


def notes_of(session: Session, form: FormSpec) -> FormNotes:
    """The text around the tables of a form issued or sent back today."""
    criteria = criteria_of(session) if form.table_about(About.RISK_POINT) else ()
    return form_notes(form, session.campaign, criteria, session.labels, session.now)


def prefill_sources(
    session: Session, form: FormSpec, known: PriorAnswers | None = None
) -> PrefillSources:
    """What a form may be prefilled with; points are computed only for a form that needs them."""
    if known is None:
        known = prior_answers(session) if deals_with_points(form) else NO_PRIOR_ANSWERS
    return PrefillSources(
        campaign=session.campaign,
        everybody=session.everybody,
        kinds=session.labels["unit_kind"],
        points_table=session.points_table,
        prior=known,
        reviews=reviews(session.roster, session.campaign.bodies),
        levels=_levels(session) if _tells_levels(form) else {},
    )


def _tells_levels(form: FormSpec) -> bool:
    fields = (spec for table in form.tables for spec in table.fields)
    return any(spec.prefill == "level" for spec in fields)


def _levels(session: Session) -> dict[str, str]:
    """The level of every point as it is printed."""
    master = graded_master(session).master
    return {one.point.point_id: level_name(master, one.level) for one in master.graded}


def issued_to(all_issues: Iterator[Issue] | Collection[Issue]) -> Mapping[tuple[str, int], Issue]:
    """Issues by subject and number."""
    return {(one.subject, one.number): one for one in all_issues}


def issued_in(all_issues: Iterable[Issue], stamp: Stamp) -> Filling:
    """What was prefilled in the workbook of that stamp; empty where no record of it is left."""
    for one in all_issues:
        if (one.subject, one.number, one.campaign) == (stamp.subject, stamp.issue, stamp.campaign):
            return one.filling
    return Filling()
