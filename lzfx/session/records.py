"""Records for documents, made of the returns that count of the forms which are about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from lzfx.campaign.scoring import results
from lzfx.checks.comments import NONE_RECEIVED
from lzfx.documents.document_kind import OfRecord
from lzfx.forms.records import YES, Values, abouts_within, whole_of
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import current_submissions
from lzfx.model.accountability import AccountabilityRecord
from lzfx.model.assessment import Assessment, ScoredAssessment
from lzfx.model.comment import CommentRound
from lzfx.model.flow import DrawnFlows, FlowSet
from lzfx.model.revision import RevisionRecord
from lzfx.model.submission import Submission
from lzfx.model.warning import Feedbacks, WarningNotices, WarningRegister
from lzfx.session.accountability import struck_out
from lzfx.session.flows import charts_of, flow_set
from lzfx.session.forms_about import forms_about
from lzfx.session.in_effect import with_editions
from lzfx.session.opening import Session
from lzfx.session.private_names import private_names
from lzfx.session.warnings import register_of, with_steps

_ROUNDS: Mapping[type, str] = {CommentRound: "start"}
"""The single cell that tells the rounds of a record apart; the newest one is shown."""

_SCORED: Mapping[type, type] = {
    ScoredAssessment: Assessment,
    FlowSet: DrawnFlows,
    WarningRegister: WarningNotices,
}
"""What is asked of forms for a record that also holds what is computed of it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The record of the returns that count, None while there are none, and who still owes one.

    `forms` are the titles of the forms it comes from, `command` the name of the first of them;
    `missing` are names of those who owe a form that went out and have not returned it.
    """

    record: Any
    forms: tuple[str, ...] = ()
    command: str = ""
    missing: tuple[str, ...] = ()


def record_of(session: Session, kind: OfRecord[Any], only: Collection[str] = ()) -> Recorded:
    """What the documents of this kind show, as the returns say it; of those units `only`."""
    return recorded(session, kind.of, only)


def recorded(session: Session, of: type[Any], only: Collection[str] = ()) -> Recorded:
    """A record of that type, as the returns that count say it; of those units `only`."""
    whole = _SCORED.get(of, of)
    forms = forms_about(session, abouts_within(whole))
    found: Any = None
    missing: list[str] = []
    for form in forms:
        returns = [
            (one, values)
            for one, values in _returns(session, form)
            if not only or values["unit"] in only or whole is DrawnFlows
        ]
        returns = _of_newest_round(returns, whole)
        if returns:
            made: Any = whole_of(form, returns, whole, {"year": session.campaign.year})
            made = flow_set(session, form, made) if isinstance(made, DrawnFlows) else made
            found = made if found is None else _with_rows_of(found, made)
            missing += _owing(session, form, {one.stamp.subject for one, _ in returns}, only)
    if isinstance(found, CommentRound):
        found = replace(found, protected=private_names(session))
    if isinstance(found, AccountabilityRecord):
        found = replace(found, struck=struck_out(session))
    if isinstance(found, Assessment):
        found = ScoredAssessment(found, results(found))
    if isinstance(found, RevisionRecord):
        found = with_editions(session, found)
    if of is WarningRegister and found is not None:
        found = register_of(session, found, session.campaign.year)
    if isinstance(found, Feedbacks):
        found = with_steps(session, found)
    if isinstance(found, FlowSet):
        found = charts_of(session, found, only)
    titles = tuple(form.title for form in forms)
    return Recorded(found, titles, forms[0].name if forms else "", tuple(missing))


def _of_newest_round(
    returns: list[tuple[Submission, Values]], whole: type
) -> list[tuple[Submission, Values]]:
    """The returns of the newest round, of a record that has rounds; else all of them.

    One that says that there is nothing comes after those that have something.
    """
    cell = _ROUNDS.get(whole)
    if cell is None or not returns:
        return returns
    newest = max(str(one.header.get(cell)) for one, _ in returns)
    mine = (each for each in returns if str(each[0].header.get(cell)) == newest)
    return sorted(mine, key=lambda each: each[0].header.get(NONE_RECEIVED) == YES)


def _returns(session: Session, form: FormSpec) -> list[tuple[Submission, Values]]:
    """The returns that count in the order of the roster, each with the unit it came from."""
    found: list[tuple[Submission, Values]] = []
    for one in current_submissions(session.ledger, form):
        unit = session.everybody.unit_of(one.stamp.subject, form.owed_by)
        found.append((one, {"unit": unit.code if unit else None}))
    order = {unit.code: at for at, unit in enumerate(session.roster.units)}
    return sorted(found, key=lambda each: order.get(str(each[1]["unit"]), len(order)))


def _with_rows_of(first: Any, other: Any) -> Any:  # noqa: ANN401 - whichever record it is
    """The first record with the rows of both; its single values are those of the first."""
    both = {
        one.name: (*getattr(first, one.name), *getattr(other, one.name))
        for one in fields(first)
        if isinstance(getattr(first, one.name), tuple)
    }
    return replace(first, **both)


def _owing(
    session: Session, form: FormSpec, returned: Collection[str], only: Collection[str]
) -> list[str]:
    """The names of the units that owe the form once and have returned none, nor has any post."""
    if form.returns != "one" or form.owed_by[0] not in {"unit", "post"}:
        return []
    units = {
        unit.code
        for code in returned
        if (unit := session.everybody.unit_of(code, form.owed_by)) is not None
    }
    return [
        one.name
        for one in session.everybody.owing("unit")
        if one.code not in units and (not only or one.code in only)
    ]
