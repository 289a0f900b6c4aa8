"""A workbook as plain data: everything a person could see or a program could read in it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Literal

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def dump(data: bytes) -> dict[str, object]:
    """Cells, styles, sizes, merges, validations, rules, protection, pages, names, properties."""
    book: Any = load_workbook(io.BytesIO(data))  # whose stubs lack the custom properties
    return {
        "sheets": {sheet.title: _sheet(sheet) for sheet in book.worksheets},
        "states": [(sheet.title, sheet.sheet_state) for sheet in book.worksheets],
        "names": {name: each.attr_text for name, each in book.defined_names.items()},
        "custom": {each.name: each.value for each in book.custom_doc_props.props},
        "core": {
            name: str(getattr(book.properties, name))
            for name in ("title", "creator", "created", "modified")
        },
        "cached": cached(data),
        "members": sorted(zipfile.ZipFile(io.BytesIO(data)).namelist()),
    }


def _sheet(sheet: Worksheet) -> dict[str, object]:
    return {
        "cells": {
            cell.coordinate: (cell.value, cell.data_type, _style(cell))
            for row in sheet.iter_rows()
            for cell in row
            if cell.has_style or cell.value is not None
        },
        "columns": {
            letter: (each.width, each.hidden, _style(each))
            for letter, each in sheet.column_dimensions.items()
        },
        "heights": {number: row.height for number, row in sheet.row_dimensions.items()},
        "merges": sorted(str(area) for area in sheet.merged_cells.ranges),
        "validations": [
            (str(each.sqref), dict(each), each.formula1)
            for each in sheet.data_validations.dataValidation
        ],
        "rules": [
            (str(area.sqref), rule.formula, rule.priority, repr(rule.dxf))
            for area in sheet.conditional_formatting
            for rule in area.rules
        ],
        "protection": dict(sheet.protection),
        "page": [
            dict(sheet.page_setup), dict(sheet.page_margins), dict(sheet.print_options),
            footer(sheet, "center"), footer(sheet, "right"), sheet.print_title_rows,
            sheet.freeze_panes, sheet.auto_filter.ref, sheet.dimensions, dict(sheet.sheet_format),
        ],
    }  # fmt: skip


def _style(cell: object) -> str:
    names = ("font", "fill", "border", "alignment", "number_format", "protection", "quotePrefix")
    return repr([getattr(cell, name) for name in names])


def cached(data: bytes) -> dict[str, str]:
    """The stored results of formulas by member and cell, and which rows may grow."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for member in package.namelist():
            if not member.startswith("xl/worksheets/sheet"):
                continue
            text = package.read(member).decode()
            for cell, value in re.findall(r'<c r="(\w+)"[^>]*><f>[^<]*</f><v>([^<]*)</v>', text):
                found[f"{member} {cell}"] = value
            for row, rest in re.findall(r'<row r="(\d+)"([^>]*)>', text):
                found[f"{member} row {row}"] = str("customHeight" in rest)
            found[f"{member} area"] = "".join(re.findall(r'<dimension ref="([^"]*)"', text))
    return found


def footer(sheet: Worksheet, side: Literal["left", "center", "right"]) -> str | None:
    """The text at the foot of every page on that side; None when there is none."""
    item = getattr(sheet.oddFooter, side)
    return None if item is None or item.text is None else str(item.text)
