"""What an issued form says, what it is prefilled with, and what was prefilled in earlier issues."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from lzfx.campaign.dealing import (
    deals_with_checks,
    deals_with_points,
    deals_with_powers,
    of_checkers,
)
from lzfx.campaign.prefill_names import COMPUTED
from lzfx.campaign.prefill_sources import NO_PRIOR_ANSWERS, PrefillSources, PriorAnswers
from lzfx.documents.form_notes import form_notes
from lzfx.errors import LzfxError
from lzfx.forms.near import meant
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import actions
from lzfx.messages import ALIKE
from lzfx.model.about import About
from lzfx.model.filling import Filling, FormNotes
from lzfx.model.ledger import Issue
from lzfx.model.submission import Stamp
from lzfx.rules.publicity import open_publicity
from lzfx.session.answering import missed_to_declare, proposals_to_answer
from lzfx.session.archive_items import rows_proposed
from lzfx.session.assessing import assessing_rows
from lzfx.session.for_review import told_of_points
from lzfx.session.master import criteria_of, prior_answers
from lzfx.session.measures import measures_to_report, quarter_said
from lzfx.session.opening import Session
from lzfx.session.pairs import checks_now
from lzfx.session.powers import powers_to_draw
from lzfx.session.registering import remarks_to_register
from lzfx.session.sampling import drawn_to_check
from lzfx.session.warning_rows import warned_units, warnings_open, warnings_suggested


def form_named(session: Session, text: str) -> FormSpec:
    """The form a person means by its name or title; LzfxError when there is none.

    Without a text it is the first that the campaign expects. The unique beginning of one will do.
    """
    forms = session.going_out
    if not text:
        return next(iter(forms.values()))
    found = meant(text, ((form, (form.name, form.title)) for form in forms.values()))
    if found.one is None:
        names = tuple(f"{form.name}（{form.title}）" for form in forms.values())
        alike = tuple(form.title for form in found.near or found.found)
        raise LzfxError("form-unknown", {"value": text, "forms": names, ALIKE: alike})
    return found.one


def notes_of(session: Session, form: FormSpec) -> FormNotes:
    """The text around the tables of a form issued or sent back today."""
    criteria = criteria_of(session) if form.table_about(About.RISK_POINT) else ()
    return form_notes(form, session.campaign, criteria, session.labels, session.now)


def prefill_sources(
    session: Session, form: FormSpec, known: PriorAnswers | None = None
) -> PrefillSources:
    """What a form may be prefilled with; points are computed only for a form that needs them."""
    fresh = known is None
    if known is None:
        known = prior_answers(session) if deals_with_points(form) else NO_PRIOR_ANSWERS
    archive = rows_proposed(session) if fresh and form.table_about(About.ARCHIVE_ITEM) else {}
    return PrefillSources(
        campaign=session.campaign,
        everybody=session.everybody,
        kinds=session.labels["unit_kind"],
        points_table=session.points_table,
        prior=known,
        reviews=session.everybody.reviews,
        told=told_of_points(session) if _tells_more(form) else {},
        checks=checks_now(session) if of_checkers(form) else {},
        shown=_shown(session),
        drawn=drawn_to_check(session, form) if deals_with_checks(form) else {},
        remarks=remarks_to_register(session) if _registers(form) else (),
        powers=powers_to_draw(session) if deals_with_powers(form) else {},
        proposals=proposals_to_answer(session) if fresh and form.table_about(About.ANSWER) else {},
        assessing=assessing_rows(session, form),
        boxes=archive.get("boxes", ()),
        items=archive.get("items", ()),
        missed=missed_to_declare(session) if fresh and form.table_about(About.RISK_POINT) else {},
        warned=warned_units(session) if fresh and form.about == About.FEEDBACK else {},
        unsettled=(
            warnings_open(session) if fresh and form.table_about(About.WARNING_STEP) else ()
        ),
        suggested=(
            warnings_suggested(session) if fresh and form.table_about(About.WARNING) else ()
        ),
        measures=measures_to_report(session, form) if fresh else {},
        quarter=quarter_said(session.now.date()),
    )


def _registers(form: FormSpec) -> bool:
    return form.table_about(About.COMMENT) is not None


def _shown(session: Session) -> tuple[str, str]:
    """The days of the open publicity; empty when there is none."""
    shown = open_publicity(actions(session.ledger))
    return (shown.on.isoformat(), str(shown.until)) if shown else ("", "")


def _tells_more(form: FormSpec) -> bool:
    fields = (spec for table in form.tables for spec in table.fields)
    return any(spec.prefill in COMPUTED for spec in fields)


def issued_to(all_issues: Iterator[Issue] | Collection[Issue]) -> Mapping[tuple[str, int], Issue]:
    """Issues by subject and number."""
    return {(one.subject, one.number): one for one in all_issues}


def issued_in(all_issues: Iterable[Issue], stamp: Stamp) -> Filling:
    """What was prefilled in the workbook of that stamp; empty where no record of it is left."""
    for one in all_issues:
        if (one.subject, one.number, one.campaign) == (stamp.subject, stamp.issue, stamp.campaign):
            return one.filling
    return Filling()
