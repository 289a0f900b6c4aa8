"""What was asked of a subject before, and what was answered: on record, or in the form itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from lzfx.checks.explained import Explanation, asks, question_mark
from lzfx.forms.kinds import says_nothing
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.ledger.queries import actions, all_deliveries
from lzfx.messages import sentences, word
from lzfx.model.about import About
from lzfx.model.action import Action, Verb
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity
from lzfx.session.opening import Session

_REASON = "reason"
"""The field of a risk point in which a unit says why."""


class Answered:
    """The questions that need not be asked again; the ledger is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._asked: dict[str, frozenset[str]] = {}

    @cached_property
    def on_record(self) -> Mapping[str, Explanation]:
        """What a person has put on record, by the mark of the question."""
        return explained(actions(self._session.ledger))

    def answer(
        self, form: FormSpec, subject: str, one: Finding, refilled: Filling
    ) -> Explanation | None:
        """The answer to a question, if there is one; `refilled` is the return it is asked about.

        A reason given in the form answers what was asked of its row before.
        """
        if one.severity is not Severity.QUERY or one.spot is None:
            return None
        mark = question_mark(form.name, subject, one)
        known = self.on_record.get(mark)
        if known is not None:
            return known
        field, text = _reason_beside(form, one, refilled)
        if field is None or mark not in self._asked_before(form):
            return None
        return Explanation(word("explained-in-form", title=field.title, reason=text))

    def _asked_before(self, form: FormSpec) -> frozenset[str]:
        """The marks of all that was ever asked about a form."""
        if form.name not in self._asked:
            self._asked[form.name] = frozenset(
                question_mark(form.name, one.subject, finding)
                for one in all_deliveries(self._session.ledger, form.name)
                for finding in one.findings
                if asks(finding)
            )
        return self._asked[form.name]


def explained(done: Sequence[Action]) -> Mapping[str, Explanation]:
    """The answers on record, by the mark of the question; the newest counts, unless taken back."""
    found: dict[str, Explanation] = {}
    for one in done:
        if one.verb is Verb.WAIVE:
            found[one.text("mark")] = Explanation(one.text("why"), one.at[:10])
        elif one.verb is Verb.ASK_AGAIN:
            found.pop(one.text("mark"), None)
    return found


def told_as_explained(one: Finding, answer: Explanation) -> Finding:
    """A question as what it is once it was answered: said, and not asked."""
    asked = sentences(one)[0]
    params = {"asked": asked, "why": answer.why.rstrip("。"), "on": answer.on}
    return replace(one, code="query-explained", params=params, severity=Severity.ADVICE)


def _reason_beside(form: FormSpec, one: Finding, refilled: Filling) -> tuple[FieldSpec | None, str]:
    """The field for reasons in the row of a finding, and what stands in it."""
    table = next((each for each in form.tables if one.spot and each.sheet == one.spot.sheet), None)
    if table is None or one.spot is None or not one.spot.row:
        return None, ""
    rows = refilled.tables.get(table.name, ())
    for field in _reasons(table):
        text = rows[one.spot.row - 1].get(field.name, "").strip()
        if text and not says_nothing(text):
            return field, text
    return None, ""


def _reasons(table: TableSpec) -> Iterator[FieldSpec]:
    if table.about == About.RISK_POINT:
        yield from (spec for spec in table.fields if spec.name == _REASON)
