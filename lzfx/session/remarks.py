"""Remarks that units sent in on what is shown, each with a mark by which a register names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from lzfx.checks.versions import cell_of
from lzfx.forms.marks import mark_of
from lzfx.forms.records import records_of
from lzfx.ledger.queries import accepted
from lzfx.model.about import About
from lzfx.model.comment import Remark
from lzfx.model.finding import Where
from lzfx.session.forms_about import forms_about, returns_about
from lzfx.session.opening import Session


@dataclass(frozen=True, slots=True)
class SentRemark:
    """A remark, the unit that sent it, the day it came, and the cell of its text."""

    remark: Remark
    unit: str
    unit_name: str
    came_on: date
    where: Where

    @property
    def mark(self) -> str:
        """Eight letters and digits that stay while unit and words stay; they tell no name."""
        return mark_of(self.unit, self.remark.about, self.remark.text)


def remarks_sent(session: Session, first: date) -> Iterator[SentRemark]:
    """The remarks of the returns that count, on the publicity that began that day."""
    came = {
        one.sha256: one.received_at
        for form in forms_about(session, {About.REMARK})
        for one in accepted(session.ledger, form.name)
    }
    for form, table, one in returns_about(session, About.REMARK):
        if one.header.get("start") != first:
            continue
        subject = one.stamp.subject
        rows = zip(records_of(form, one.tables, Remark), one.tables[table.name], strict=True)
        for remark, row in rows:
            yield SentRemark(
                remark,
                subject,
                session.everybody.called(subject, form.owed_by),
                datetime.fromisoformat(came[one.sha256]).date(),
                cell_of(one, table, row.number, "text"),
            )
