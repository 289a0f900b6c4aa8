"""Drop-down lists: columns of a hidden sheet, each with a defined name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.forms.kinds import KINDS
from lzfx.forms.layout import LISTS_SHEET
from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.model.cell import letters
from lzfx.model.filling import Filling
from lzfx.workbook.plan import PlannedCell, PlannedRow
from lzfx.workbook.styles import HIDDEN
from lzfx.workbook.text import clean


@dataclass(frozen=True, slots=True)
class NamedList:
    """One drop-down list; `roster` names the part of the filling its labels come from."""

    name: str
    labels: tuple[str, ...]
    roster: str = ""

    def shown(self, filling: Filling) -> tuple[str, ...]:
        """Its labels for that filling; one empty label where there is none."""
        if not self.roster:
            return self.labels or ("",)
        return tuple(map(clean, filling.roster.get(self.roster, ()))) or ("",)


def list_name(spec: FieldSpec) -> str:
    """The defined name a field's drop-down refers to; fields with the same choices share it."""
    if spec.roster:
        return f"list_roster_{spec.roster}"
    return "list_" + "_".join(choice.code for choice in spec.choices)[:200].replace("-", "_")


def is_listed(spec: FieldSpec) -> bool:
    """Whether the field is chosen from a drop-down list."""
    return KINDS[spec.kind].listed and bool(spec.choices or spec.roster)


def form_lists(form: FormSpec) -> tuple[NamedList, ...]:
    """The lists of a form in the order of its fields, each once."""
    found: dict[str, NamedList] = {}
    for spec in (*form.header, *(spec for table in form.tables for spec in table.fields)):
        if is_listed(spec):
            labels = tuple(clean(choice.label) for choice in spec.choices)
            found.setdefault(list_name(spec), NamedList(list_name(spec), labels, spec.roster or ""))
    return tuple(found.values())


def list_lines(lists: tuple[NamedList, ...], filling: Filling) -> tuple[PlannedRow, ...]:
    """The rows of the hidden sheet: the names in row 1, the labels under them."""
    shown = [each.shown(filling) for each in lists]
    heads = tuple(
        PlannedCell(column, HIDDEN, each.name) for column, each in enumerate(lists, start=1)
    )
    lines = [PlannedRow(1, heads)]
    for row in range(max((len(labels) for labels in shown), default=0)):
        cells = tuple(
            PlannedCell(column, HIDDEN, labels[row])
            for column, labels in enumerate(shown, start=1)
            if row < len(labels) and labels[row]
        )
        if cells:
            lines.append(PlannedRow(row + 2, cells))
    return tuple(lines)


def list_areas(lists: tuple[NamedList, ...], filling: Filling) -> Mapping[str, str]:
    """The area that each defined name refers to."""
    return {
        each.name: (
            f"'{LISTS_SHEET}'!${letters(column)}$2:"
            f"${letters(column)}${len(each.shown(filling)) + 1}"
        )
        for column, each in enumerate(lists, start=1)
    }
