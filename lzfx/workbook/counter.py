"""How many required cells are still empty: as a worksheet formula, and counted here."""

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
from lzfx.model.cell import letters
from lzfx.model.filling import Filling
from lzfx.workbook.text import clean, sheet_reference

_ANSWERS_CHECK = "every_post_answers"
_POINTS, _POSTS = "risk_points", "posts"


@dataclass(frozen=True, slots=True)
class Counter:
    """The counter of one form; formula and count follow the same three rules.

    Counted: empty required header cells; empty required cells of every started row; and, where
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

    def formula(self, filling: Filling) -> str:
        """The formula, with SUMPRODUCT and COUNTIFS only, so that every program calculates it."""
        fixed = (table.name for table in self.form.tables if table.fixed)
        rows = tuple(len(filling.tables.get(name, ())) for name in fixed)
        if rows not in self.known:
            self.known[rows] = self._formula(filling)
        return self.known[rows]

    def _formula(self, filling: Filling) -> str:
        parts = [*self._header_terms(), *self._table_terms(filling)]
        if self._asks_posts():
            parts.append(self._posts_term(filling))
        return f'=IFERROR({"+".join(parts) or "0"},"{COUNT_BROKEN}")'

    def count(self, filling: Filling) -> int:
        """What the formula gives for the filling as it stands."""
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
        return header + missing + (_unanswered(self.form, filling) if self._asks_posts() else 0)

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

    def _asks_posts(self) -> bool:
        return _ANSWERS_CHECK in self.form.checks

    def _posts_term(self, filling: Filling) -> str:
        dropped, zero = _labels(self.form)
        points, posts = self.form.table(_POINTS), self.form.table(_POSTS)
        name = self._area(posts, "post_name", filling)
        post = self._area(points, "post", filling)
        change = self._area(points, "change", filling)
        declared = f'COUNTIFS({post},{name},{change},"<>{dropped}")'
        silent = f'({self._area(posts, "zero_report", filling)}<>"{zero}")'
        return f'SUMPRODUCT(({name}<>"")*({declared}=0)*{silent})'


def _labels(form: FormSpec) -> tuple[str, str]:
    """What a struck point and a post without points are called on the form."""
    change = form.table(_POINTS).field("change").choices
    zero = form.table(_POSTS).field("zero_report").choices
    return (
        next(choice.label for choice in change if choice.code == "drop"),
        next(choice.label for choice in zero if choice.code == "zero"),
    )


def _unanswered(form: FormSpec, filling: Filling) -> int:
    dropped, zero = _labels(form)
    declared = Tally(
        clean(row.get("post", ""))
        for row in filling.tables.get(_POINTS, ())
        if clean(row.get("change", "")) != dropped
    )
    return sum(
        bool(name) and not declared[name] and clean(row.get("zero_report", "")) != zero
        for row in filling.tables.get(_POSTS, ())
        for name in (clean(row.get("post_name", "")),)
    )


def _blank(row: Mapping[str, str], field: str) -> bool:
    return not clean(row.get(field, "")).strip(" ")
