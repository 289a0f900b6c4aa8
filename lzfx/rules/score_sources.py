"""What indicators are computed from: each source lists the cases that the record has of a subject.

A source is a function from the facts and a subject to its cases; a new one is an entry in
`SOURCES`. What a case costs or brings is said in `assessment.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from lzfx.model.assessed_facts import AssessedFacts, Entry, Measured, OwedReturn, Warned, Whom
from lzfx.model.assessment import Indicator
from lzfx.model.finding import Where

Source = Callable[[AssessedFacts, Whom], Iterator[Entry]]

DEDUCT, EARN, VETO = "deduct", "earn", "veto"
METHODS = (DEDUCT, EARN, VETO)


def returned_late(facts: AssessedFacts, whom: Whom) -> Iterator[Entry]:
    """Forms whose first file came after the day, and those of which none came though it is over.

    A file that came in time and went back for correction was in time.
    """
    for one in facts.returns:
        first = min((came.on for came in one.came), default=None)
        late = first > one.due if first else facts.today > one.due
        if _owes(whom, one) and late:
            file = one.came[0].file if one.came else ""
            yield Entry("returned_late", one.form, one.due, first, Where(file))


def sent_back(facts: AssessedFacts, whom: Whom) -> Iterator[Entry]:
    """Files that were sent back for correction, each time one case."""
    for one in facts.returns:
        if _owes(whom, one):
            for came in one.came:
                if came.faults:
                    yield Entry("sent_back", one.form, None, came.on, Where(came.file), came.faults)


def posts_undeclared(facts: AssessedFacts, whom: Whom) -> Iterator[Entry]:
    """Posts in use for which neither points nor a zero report were taken in."""
    for one in facts.posts:
        mine = one.code in whom.posts if whom.person else one.unit == whom.unit
        if mine and not one.declared:
            yield Entry("posts_undeclared", one.name)


def warnings_open(facts: AssessedFacts, whom: Whom) -> Iterator[Entry]:
    """Warnings that have not been released, each once: one that was raised is over."""
    for one in facts.warnings:
        if _warned(whom, one) and one.over_on is None:
            yield Entry("warnings_open", one.name, one.deadline, None, one.where)


def warnings_late(facts: AssessedFacts, whom: Whom) -> Iterator[Entry]:
    """Warnings of which the report came after the day, or has not come though it is over."""
    for one in facts.warnings:
        if _warned(whom, one) and one.days_late:
            yield Entry("warnings_late", one.name, one.deadline, one.reported_on, one.where)


def measures_undone(facts: AssessedFacts, whom: Whom) -> Iterator[Entry]:
    """Measures that are overdue or not done, and those of which a unit that was asked said nothing.

    Those of a person are the ones that he was named to carry out; where nobody was named, the ones
    of the posts that he holds.
    """
    for one in facts.measures:
        if _carries_out(whom, one):
            yield Entry("measures_undone", one.name, one.due, None, one.where)


def corrections_late(facts: AssessedFacts, whom: Whom) -> Iterator[Entry]:
    """Dangers found by a check of the unit that were not closed by the day set."""
    for one in facts.corrections:
        mine = not whom.person and one.unit == whom.unit
        if mine and _late(one.deadline, one.closed_on, facts):
            yield Entry("corrections_late", one.name, one.deadline, one.closed_on, one.where)


def not_studied(facts: AssessedFacts, whom: Whom) -> Iterator[Entry]:
    """One case where no meeting or study reached the subject.

    One of the office reaches a unit if somebody of the unit is named there.
    """
    reached = any(
        whom.person in one.attendees
        if whom.person
        else one.unit == whom.unit
        or any((whom.unit, each) in facts.people for each in one.attendees)
        for one in facts.studies
    )
    if not reached:
        yield Entry("not_studied", whom.name)


def studied(facts: AssessedFacts, whom: Whom) -> Iterator[Entry]:
    """Meetings and studies that a unit held itself, or that a person is named in."""
    for one in facts.studies:
        if whom.person in one.attendees if whom.person else one.unit == whom.unit:
            yield Entry("studied", one.topic, None, one.day, one.where)


def comments_open(facts: AssessedFacts, whom: Whom) -> Iterator[Entry]:
    """Comments on the unit that have not been dealt with."""
    for one in facts.comments:
        if not whom.person and one.unit == whom.unit and not one.settled:
            yield Entry("comments_open", one.name, one.received_on, None, one.where)


SOURCES: Mapping[str, Source] = {
    "returned_late": returned_late,
    "sent_back": sent_back,
    "posts_undeclared": posts_undeclared,
    "warnings_open": warnings_open,
    "warnings_late": warnings_late,
    "measures_undone": measures_undone,
    "corrections_late": corrections_late,
    "not_studied": not_studied,
    "studied": studied,
    "comments_open": comments_open,
}
"""What an indicator may be computed from, by name."""


def cases_of(indicator: Indicator, facts: AssessedFacts, whom: Whom) -> tuple[Entry, ...]:
    """The cases behind a computed indicator; KeyError for a source that there is not."""
    return tuple(SOURCES[indicator.source](facts, whom))


def points_for(indicator: Indicator, cases: int) -> Decimal:
    """The points for so many cases: taken off the full score or added up, within 0 and full."""
    worth = indicator.per_case * cases
    if indicator.method == EARN:
        return min(indicator.full, worth)
    return max(Decimal(0), indicator.full - worth)


def _owes(whom: Whom, one: OwedReturn) -> bool:
    if whom.person:
        return one.post in whom.posts if one.post else one.person == whom.person
    return one.unit == whom.unit


def _warned(whom: Whom, one: Warned) -> bool:
    if whom.person:
        return one.person == whom.person or (bool(one.post) and one.post in whom.posts)
    return one.unit == whom.unit


def _carries_out(whom: Whom, one: Measured) -> bool:
    if not whom.person:
        return one.unit == whom.unit
    return whom.person in one.owners if one.owners else one.post in whom.posts


def _late(deadline: date | None, done: date | None, facts: AssessedFacts) -> bool:
    return deadline is not None and (done or facts.today) > deadline
