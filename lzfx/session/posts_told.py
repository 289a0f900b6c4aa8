"""Which posts of a unit its workbook lists or its return tells: a later post is in neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.forms.spec import FormSpec
from lzfx.ledger.unsettled import values_told
from lzfx.model.about import About
from lzfx.model.ledger import Issue
from lzfx.model.subject import Subject
from lzfx.session.opening import Session

_POST_CODE = "post_code"


@dataclass(frozen=True, slots=True)
class PostsTold:
    """The posts of a form that has one row for each, if it has.

    `table` is the name of that table, empty for a form that does not tell posts apart; `answered`
    are the post codes that the return of a subject which counts names, by subject.
    """

    table: str
    answered: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, session: Session, form: FormSpec) -> PostsTold:
        """Read it in the ledger."""
        table = form.table_about(About.POST_DUTY)
        if table is None or _POST_CODE not in {spec.name for spec in table.fields}:
            return cls("", {})
        return cls(table.name, values_told(session.ledger, form, table.name, _POST_CODE))

    @property
    def by_row(self) -> bool:
        """Whether the form has a row for each post."""
        return bool(self.table)

    def covers(self, issue: Issue, subject: Subject) -> bool:
        """Whether a workbook that went out asks for what that subject answers for.

        Only a post can be left out, by a form that has a row for each: where neither the workbook
        lists it nor the return of it names it.
        """
        if not self.by_row or subject.owner != "post":
            return True
        rows = issue.filling.tables.get(self.table, ())
        listed = {row.get(_POST_CODE, "") for row in rows}
        return subject.code in listed | self.answered.get(issue.subject, frozenset())
