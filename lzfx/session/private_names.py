"""Names of people who are protected: what private cells of the returns that count say."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import current_submissions
from lzfx.model.about import About
from lzfx.session.opening import Session

_SHORTEST = 2


def private_names(session: Session, told: FormSpec | None = None) -> tuple[str, ...]:
    """Every such name of two characters or more, the longest first; they may stand in no paper.

    Whom a decision of 责任追究 names holds a post and stands in many papers: he is only protected
    where the form that is `told` is the register itself, or a gap elsewhere would give him away.
    """
    forms = (
        form
        for form in session.kept_forms.values()
        if form.table_about(About.ACCOUNTABILITY) is None or form == told
    )
    found = {name for form in forms for name in _of(session, form)}
    return tuple(sorted((one for one in found if len(one) >= _SHORTEST), key=len, reverse=True))


def _of(session: Session, form: FormSpec) -> Iterator[str]:
    header = [spec.name for spec in form.header if spec.private]
    tables = {
        table.name: [spec.name for spec in table.fields if spec.private] for table in form.tables
    }
    if not form.stamped or not (header or any(tables.values())):
        return
    for one in current_submissions(session.ledger, form):
        yield from (str(one.header.get(name) or "") for name in header)
        for table, fields in tables.items():
            for row in one.tables.get(table, ()):
                yield from (str(row.values.get(name) or "") for name in fields)
