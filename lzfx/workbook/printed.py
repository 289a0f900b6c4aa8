"""The texts that an issued workbook shows before anybody writes in it, sheet by sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lzfx.forms.characters import fold
from lzfx.forms.layout import OWN_SHEETS, answer_sheets
from lzfx.forms.spec import FormSpec
from lzfx.model.boilerplate import Page
from lzfx.model.filling import Filling, FormNotes
from lzfx.workbook.blank import draft_workbook


def printed_texts(
    form: FormSpec, issued: Filling, notes: FormNotes
) -> Mapping[str, frozenset[str]]:
    """Folded texts by sheet; those of all sheets of answers, which may be renamed, under ""."""
    answers = {each.name for each in answer_sheets(form)}
    found: dict[str, set[str]] = {}
    for sheet in draft_workbook(form, replace(issued, tables={}), notes).workbook.worksheets:
        texts = found.setdefault("" if sheet.title in answers else sheet.title, set())
        for row in sheet.iter_rows(values_only=True):
            texts.update(fold(str(text)) for text in row if text)
    return {name: frozenset(texts) for name, texts in found.items()}


def printed_pages(form: FormSpec, notes: FormNotes) -> Mapping[str, Page]:
    """The texts of every sheet that takes no answers, as it would go out to nobody, by cell."""
    sheets = draft_workbook(form, Filling(), notes).workbook.worksheets
    return {
        sheet.title: {
            (row, column): str(text)
            for row, texts in enumerate(sheet.iter_rows(values_only=True), start=1)
            for column, text in enumerate(texts, start=1)
            if text
        }
        for sheet in sheets
        if sheet.title in OWN_SHEETS
    }
