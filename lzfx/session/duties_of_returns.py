"""What a person must do about files that came in: decide, say whose they are, look at changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lzfx.checks.explained import question_mark
from lzfx.checks.identity import CONFIRMABLE, OF_ANOTHER_COPY
from lzfx.checks.versions import LOOKED_AT
from lzfx.files.workspace import FOLDERS
from lzfx.ledger.queries import all_deliveries, last_deliveries
from lzfx.ledger.unsettled import hashes_with_outcome
from lzfx.messages import word
from lzfx.model.codes import screen_word
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.finding import Finding, Severity
from lzfx.model.ledger import Delivery, Outcome, Whose
from lzfx.rules.duties import OF_OUTCOME, duty
from lzfx.rules.succession import by_arrival
from lzfx.session.happened import Happened
from lzfx.session.history import whose
from lzfx.session.opening import Session
from lzfx.session.refused import still_there

_WHY = frozenset(
    ("conflict", "rows-fewer", "after-lock", "program-error", "sender-unknown", "sender-missing")
)
"""What is said of a file because of which it waits; beside it nothing else need be said."""

_REASONS = 3
_BEGINNING = 4
_OUR_ERROR = "program-error"
_NAMELESS = "no-stamp"


def of_files(session: Session, told: Happened) -> Iterator[Duty]:
    """Files that wait for a person or were refused, but for those put aside and those replaced."""
    outcomes = {outcome for outcome, kind in OF_OUTCOME.items() if kind is not None}
    open_ones = hashes_with_outcome(session.ledger, outcomes) - told.dismissed
    for one in still_there(session, last_deliveries(session.ledger, open_ones)):
        form = session.going_out.get(one.form)
        this = whose(form, one.subject, one.issue) if form else None
        kind = OF_OUTCOME[one.outcome]
        if kind is not None and not (this and told.is_history(one.sha256, this)):
            yield _of_file(session, kind, one)


def _of_file(session: Session, kind: DutyKind, one: Delivery) -> Duty:
    reasons = _reasons(one.findings)
    codes = {finding.code for finding in reasons}
    failed = _OUR_ERROR in codes
    facts = {
        "why": word(screen_word(f"why-{kind}")),
        "again": "--again" if failed else "",
        "decided": "" if failed else one.file,
        "nameless": one.file if _NAMELESS in codes else "",
        "foreign": f"{FOLDERS['inbox']}/{one.file}" if CONFIRMABLE in codes else "",
        "adopted": word("why-adopted"),
        "unit": _unit_in_name(session, one.file),
        "source": word("adopt-source") if codes & OF_ANOTHER_COPY else "",
        "sha256": one.sha256,
        "proposal": _proposal(reasons),
        "reviewer": word("recording-reviewer"),
    }
    form = session.forms.get(one.form)
    owners = form.owed_by if form else ()
    name = session.everybody.called(one.subject, owners) if one.subject and owners else one.subject
    return duty(
        kind, about=one.subject, name=name, file=one.file, at=one.at, facts=facts, findings=reasons
    )


def _proposal(findings: Sequence[Finding]) -> str:
    """The sheet that was made of a letter; empty for what is none."""
    told = (str(one.params["sheet"]) for one in findings if one.code == "recording-by-letter")
    return next((f"{FOLDERS['output']}/{name}" for name in told), "")


def _reasons(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Why the file is where it is."""
    told = tuple(one for one in findings if one.code in _WHY)
    return told or tuple(one for one in findings if one.severity is not Severity.ADVICE)[:_REASONS]


def _unit_in_name(session: Session, file: str) -> str:
    """The code of the one unit whose name stands in the name of the file; empty for none.

    The beginning of a long name is enough where no other unit has it in there too.
    """
    office = session.campaign.office.name
    found = {
        unit.code
        for unit in session.roster.units
        if unit.in_use and unit.name not in office
        for name in (unit.name, unit.name[:_BEGINNING], *unit.aliases)
        if name in file and len(name) > 1
    }
    return found.pop() if len(found) == 1 else ""


def of_looks(session: Session, told: Happened) -> Iterator[Duty]:
    """Returns that were taken in and say something that a person must look at."""
    for form in session.going_out.values():
        taken: dict[Whose, list[Delivery]] = defaultdict(list)
        delivered = all_deliveries(session.ledger, form.name)
        for one in by_arrival(delivered, told.acts, told.came):
            if one.outcome is Outcome.ACCEPTED:
                taken[whose(form, one.subject, one.issue)].append(one)
        for (_, subject, _), these in taken.items():
            name = session.everybody.called(subject, form.owed_by)
            changes, queries = unseen(these, told)
            at, file = these[-1].at, these[-1].file
            if changes:
                facts = {"count": len(changes)}
                yield duty(
                    DutyKind.LOOK, about=subject, name=name, file=file, at=at, facts=facts,
                    findings=changes,
                )  # fmt: skip
            if queries:
                facts = {"count": len(queries)}
                yield duty(
                    DutyKind.QUERY, about=subject, name=name, file=file, at=at, facts=facts,
                    findings=queries,
                )  # fmt: skip


def returns_of(session: Session, subject: str) -> tuple[Delivery, ...]:
    """Every return of a subject that was taken in, of whichever form, oldest first."""
    return tuple(
        one
        for form in session.going_out.values()
        for one in all_deliveries(session.ledger, form.name)
        if one.subject == subject and one.outcome is Outcome.ACCEPTED
    )


def unseen(
    these: Sequence[Delivery], told: Happened
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Changes in returns of a subject that nobody looked at, and questions of the newest one.

    A question that was answered on record is none.
    """
    fresh = [one for one in these if one.sha256 not in told.seen]
    changes = [f for one in fresh for f in one.findings if f.code in LOOKED_AT]
    newest = these[-1]
    asked = newest.findings if newest.sha256 not in told.seen else ()
    queries = tuple(
        one
        for one in asked
        if one.severity is Severity.QUERY
        and question_mark(newest.form, newest.subject, one) not in told.explained
    )
    return tuple(sorted(changes, key=lambda one: LOOKED_AT.index(one.code))), queries
