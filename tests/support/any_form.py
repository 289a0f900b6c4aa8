"""Units, posts, reviewers and the office filling in forms nobody wrote code for."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.forms.layout import header_sheet, header_spots, marked_title
from lzfx.forms.spec import FieldSpec, FormSpec

_ANSWERS: Mapping[str, str] = {
    "date": "2026-09-08",
    "integer": "12",
    "code": "XM-001",
    "phone": "0599-5552011",
    "email": "a@example.cn",
    "decimal": "3.5",
}


@dataclass(frozen=True)
class Answering:
    """How a form is filled in: `rows` in every table that may grow; answers by name of a field."""

    rows: int = 2
    answers: Mapping[str, str] = field(default_factory=dict)

    def text(self, spec: FieldSpec, row: int) -> str:
        """What is written into a cell; the same each time."""
        given = self.answers.get(spec.name)
        if given is not None:
            return given
        if spec.choices:
            return spec.choices[row % len(spec.choices)].label
        if spec.kind in _ANSWERS:
            return _ANSWERS[spec.kind]
        return f"{spec.title}的内容，第{row + 1}处"


def filled(data: bytes, form: FormSpec, how: Answering) -> bytes:
    """The issued workbook with every cell filled in that its sender may fill in."""
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for cell, spec, row in _spots(sheet, form, how.rows):
            if sheet[cell].value is None and (spec.required or spec.name in how.answers):
                sheet[cell] = how.text(spec, row)
    return _saved(book)


def changed(data: bytes, form: FormSpec, name: str, text: str | None) -> bytes:
    """The workbook with another value in the first cell of a field."""
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for cell, spec, _ in _spots(sheet, form, 1):
            if spec.name == name:
                sheet[cell] = text
                return _saved(book)
    raise KeyError(name)


def _saved(book: Any) -> bytes:  # noqa: ANN401 - a workbook of openpyxl
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _spots(sheet: Worksheet, form: FormSpec, rows: int) -> Iterator[tuple[str, FieldSpec, int]]:
    """The cells of a sheet that are answers: address, field, row counted from 0."""
    spots = header_spots(form)
    if sheet.title == header_sheet(form).name:
        for spec in form.header:
            if not spec.locked:
                yield spots[spec.name].value.cell, spec, 0
    for table in form.tables:
        if table.sheet != sheet.title:
            continue
        heading = next(
            cell
            for row in sheet.iter_rows()
            for cell in row
            if cell.value == marked_title(table.fields[0])
        )
        issued = sum(
            sheet.cell(at, heading.column).value is not None
            for at in range(heading.row + 1, heading.row + 200)
        )
        columns = {spec.name: heading.column + at for at, spec in enumerate(table.fields)}
        for number in range(issued if table.fixed else rows):
            for spec in table.fields:
                if not spec.locked:
                    cell = sheet.cell(heading.row + 1 + number, columns[spec.name])
                    yield cell.coordinate, spec, number
