"""The number of required cells that are still empty: as a worksheet formula, and computed here."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lzfx.forms.layout import (
    COUNT_BROKEN,
    LAST_ROW,
    HeaderSpot,
    TableLayout,
    header_sheet,
    header_spots,
    must_be_filled,
    table_layout,
)
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.model.about import About
from lzfx.model.cell import letters
from lzfx.model.filling import Filling
from lzfx.workbook.styles import COUNTER, COUNTER_OF_ROWS, Look
from lzfx.workbook.text import clean, sheet_reference

_NOTHING_BEGUN = -1
"""What the counter of a form of rows comes to while none is begun."""

_ANSWERS_CHECK = "every_post_answers"


@dataclass(frozen=True, slots=True)
class Counter:
    """The counter of one form; formula and count follow the same three rules.

    Counted are empty required header cells; empty required cells of every started row; and, where
    the form asks that every post answers, posts with neither a point nor a zero report.
    """

    form: FormSpec
    spots: Mapping[str, HeaderSpot]
    layouts: Mapping[str, TableLayout]
    known: dict[tuple[int, ...], str] = field(default_factory=dict, compare=False, repr=False)
    """The formula by the numbers of rows of the fixed tables; it depends on nothing else."""

    @classmethod
    def of(cls, form: FormSpec) -> Counter:
        """The counter of that form."""
        layouts = {table.name: table_layout(form, table) for table in form.tables}
        return cls(form, header_spots(form), layouts)

    @property
    def of_rows(self) -> bool:
        """Whether rows are all that is counted: then nothing is missing in a blank form either."""
        return not any(map(must_be_filled, self.form.header)) and _PostsAsked.of(self.form) is None

    @property
    def look(self) -> Look:
        """How the count is shown."""
        return COUNTER_OF_ROWS if self.of_rows else COUNTER

    def formula(self, filling: Filling) -> str:
        """The formula, with SUMPRODUCT and COUNTIFS only, so that every program calculates it."""
        fixed = (table.name for table in self.form.tables if table.fixed)
        rows = tuple(len(filling.tables.get(name, ())) for name in fixed)
        if rows not in self.known:
            self.known[rows] = self._formula(filling)
        return self.known[rows]

    def _formula(self, filling: Filling) -> str:
        parts = [*self._header_terms(), *self._table_terms(filling)]
        asked = _PostsAsked.of(self.form)
        if asked is not None:
            parts.append(self._posts_term(asked, filling))
        count = "+".join(parts) or "0"
        if self.of_rows:
            count = f"IF({'+'.join(self._begun_terms(filling))}=0,{_NOTHING_BEGUN},{count})"
        return f'=IFERROR({count},"{COUNT_BROKEN}")'

    def _begun_terms(self, filling: Filling) -> Iterator[str]:
        """How many cells of each table are filled in."""
        for table in self.form.tables:
            areas = (self._area(table, spec.name, filling) for spec in table.fields)
            begun = "+".join(f'({area}<>"")' for area in areas)
            yield f"SUMPRODUCT({begun})"

    def count(self, filling: Filling) -> int:
        """The result of the formula for that filling."""
        rows = (row for all_of in filling.tables.values() for row in all_of)
        if self.of_rows and not any(clean(text) for row in rows for text in row.values()):
            return _NOTHING_BEGUN
        header = sum(
            _blank(filling.header, spec.name) for spec in self.form.header if must_be_filled(spec)
        )
        missing = sum(
            _blank(row, spec.name)
            for table in self.form.tables
            for row in filling.tables.get(table.name, ())
            if any(clean(row.get(spec.name, "")) for spec in table.fields)
            for spec in table.fields
            if must_be_filled(spec)
        )
        asked = _PostsAsked.of(self.form)
        return header + missing + (asked.unanswered(filling) if asked else 0)

    def _header_terms(self) -> Iterator[str]:
        for spec in self.form.header:
            if must_be_filled(spec):
                yield f'(TRIM({self.spots[spec.name].value.cell})="")'

    def _table_terms(self, filling: Filling) -> Iterator[str]:
        for table in self.form.tables:
            needed = [spec.name for spec in table.fields if must_be_filled(spec)]
            if not needed:
                continue
            areas = {spec.name: self._area(table, spec.name, filling) for spec in table.fields}
            started = "+".join(f'({area}<>"")' for area in areas.values())
            empty = "+".join(f'(TRIM({areas[name]})="")' for name in needed)
            yield f"SUMPRODUCT((({started})>0)*({empty}))"

    def _area(self, table: TableSpec, field: str, filling: Filling) -> str:
        """A field's column of answers; the sheet is named unless it is the counter's own."""
        layout = self.layouts[table.name]
        letter = letters(layout.columns[field])
        last = LAST_ROW
        if table.fixed:
            last = layout.heading_row + max(1, len(filling.tables.get(table.name, ())))
        own = table.sheet == header_sheet(self.form).name
        sheet = "" if own else sheet_reference(table.sheet) + "!"
        return f"{sheet}${letter}${layout.first_row}:${letter}${last}"

    def _posts_term(self, asked: _PostsAsked, filling: Filling) -> str:
        name = self._area(asked.posts, "post_name", filling)
        post = self._area(asked.points, "post", filling)
        change = self._area(asked.points, "change", filling)
        declared = f'COUNTIFS({post},{name},{change},"<>{asked.dropped}")'
        silent = f'({self._area(asked.posts, "zero_report", filling)}<>"{asked.zero}")'
        return f'SUMPRODUCT(({name}<>"")*({declared}=0)*{silent})'


@dataclass(frozen=True, slots=True)
class _PostsAsked:
    """The tables of a form that asks each post for a point or for the word that it has none."""

    points: TableSpec
    posts: TableSpec

    @classmethod
    def of(cls, form: FormSpec) -> _PostsAsked | None:
        """Those of that form, or None where it does not ask."""
        points, posts = form.table_about(About.RISK_POINT), form.table_about(About.POST_DUTY)
        if _ANSWERS_CHECK not in form.checks or points is None or posts is None:
            return None
        return cls(points, posts)

    @property
    def dropped(self) -> str:
        """What a struck point is called on the form."""
        return _label(self.points, "change", "drop")

    @property
    def zero(self) -> str:
        """What a post without points is called on the form."""
        return _label(self.posts, "zero_report", "zero")

    def unanswered(self, filling: Filling) -> int:
        """How many posts have neither a point nor a zero report."""
        declared = Tally(
            clean(row.get("post", ""))
            for row in filling.tables.get(self.points.name, ())
            if clean(row.get("change", "")) != self.dropped
        )
        return sum(
            bool(name) and not declared[name] and clean(row.get("zero_report", "")) != self.zero
            for row in filling.tables.get(self.posts.name, ())
            for name in (clean(row.get("post_name", "")),)
        )


def _label(table: TableSpec, field: str, code: str) -> str:
    choices = table.field(field).choices
    return next((choice.label for choice in choices if choice.code == code), "")


def _blank(row: Mapping[str, str], field: str) -> bool:
    return not clean(row.get(field, "")).strip(" ")
