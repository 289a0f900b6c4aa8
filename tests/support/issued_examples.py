"""Forms as an office issues them, for tests that have a roster and no workspace."""

from __future__ import annotations

from collections.abc import Mapping

from support.reviewing import reviewing

from lzfx.campaign import choices, prefill
from lzfx.campaign.prefill_sources import NO_PRIOR_ANSWERS, PrefillSources, PriorAnswers
from lzfx.campaign.subjects import Subjects
from lzfx.forms.spec import Choice, FieldSpec, FormSpec
from lzfx.model.about import About
from lzfx.model.campaign import Campaign
from lzfx.model.filling import Filling
from lzfx.model.roster import Roster, Unit

WARNED = {"number": "廉警〔2026〕红1号", "problem": "抽查有漏登", "deadline": "2026-09-30"}
"""The one warning that each unit has to report on."""


def issued_filling(  # noqa: PLR0913 - what a prefilled form is made of
    form: FormSpec,
    campaign: Campaign,
    roster: Roster,
    subject: str,
    *,
    kinds: Mapping[str, str],
    before: PriorAnswers = NO_PRIOR_ANSWERS,
) -> Filling:
    """What that subject's form is prefilled with; KeyError for nobody."""
    everybody = Subjects(roster, campaign.office.name, reviewing(campaign.bodies))
    found = everybody.find(subject, form.owed_by)
    if found is None:
        raise KeyError(subject)
    points = form.table_about(About.RISK_POINT)
    told = PrefillSources(
        campaign,
        everybody,
        kinds,
        points,
        before,
        checks=checks_in_a_ring(roster),
        warned=dict.fromkeys((unit.code for unit in roster.units), (WARNED,)),
        quarter="2026年第3季度",
    )
    return prefill.filling_for(form, found, told)


def checks_in_a_ring(roster: Roster) -> Mapping[str, tuple[str, ...]]:
    """Every unit checks the one after it."""
    codes = [unit.code for unit in roster.units]
    return {one: (other,) for one, other in zip(codes, (*codes[1:], *codes[:1]), strict=True)}


def choices_for(spec: FieldSpec, roster: Roster, subject: str) -> tuple[Choice, ...]:
    """What a field that chooses from the roster offers a unit or a post."""
    everybody = Subjects(roster)
    found = everybody.find(subject, ("unit", "post"))
    return choices.choices_for(spec, everybody, found) if found else ()


def unit_of(roster: Roster, subject: str) -> Unit | None:
    """The unit of a subject; None for nobody."""
    return Subjects(roster).unit_of(subject)


def subjects(roster: Roster, *, per_post: bool = False) -> tuple[str, ...]:
    """Codes of all who owe a declaration: units in use, or each of their posts."""
    everybody = Subjects(roster)
    found = everybody.owing("post" if per_post else "unit", ("unit", "post"))
    return tuple(one.code for one in found)
