"""Revisions in the returns that count, each with the cells it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lzfx.checks.versions import cell_of
from lzfx.forms.lists import REVISED_FIELDS, may_be_revised
from lzfx.forms.records import records_of
from lzfx.forms.spec import FieldSpec
from lzfx.model.about import About
from lzfx.model.master import TITLES
from lzfx.model.revision import Revision, TakenRevision
from lzfx.rules.answered import revisions_by_owners
from lzfx.session.answers import Answered
from lzfx.session.forms_about import returns_about
from lzfx.session.opening import Session

DECLARED_LEVEL = "declared_level"


def revisions_taken(session: Session, told: Answered) -> Iterator[TakenRevision]:
    """All revisions of the returns that count, form by form; then what units adopted."""
    for form, table, one in returns_about(session, About.REVISION):
        records = records_of(form, one.tables, Revision)
        for record, row in zip(records, one.tables.get(table.name, ()), strict=True):
            places = {
                spec.name: cell_of(one, table, row.number, spec.name) for spec in table.fields
            }
            yield TakenRevision(record, places, one.sha256)
    yield from revisions_by_owners(told.proposals, told.answers)


def revised_fields(session: Session) -> Mapping[str, FieldSpec]:
    """The fields of a point that a revision may change, by name.

    What was declared as its level is changed by its unit alone, which the list does not offer.
    """
    return {
        spec.name: spec
        for spec in session.points_table.fields
        if may_be_revised(spec.model_dump()) or spec.name == DECLARED_LEVEL
    }


def revised_titles(session: Session) -> Mapping[str, str]:
    """What the fields are called that a revision may change, by name."""
    labels = session.labels
    return {**labels.get(TITLES, {}), **labels.get(REVISED_FIELDS, {})}
