"""Document -> workbook: each of its tables, forms and charts as a sheet ready to print."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import assert_never

from openpyxl import Workbook

from lzfx.content.blocks import (
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    day,
    only,
)
from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.content.paper import Cards, CutLine, Grid
from lzfx.workbook.chart_sheet import fill_chart_sheet, own_number_format
from lzfx.workbook.grid_sheet import fill_grid_sheet
from lzfx.workbook.package import Rewrite, with_fixed_times
from lzfx.workbook.saving import workbook_bytes
from lzfx.workbook.table_sheet import fill_sheet, put_mark

_NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class _Part:
    """The table, grid or chart of a sheet, with headings and text above and text below."""

    block: Table | Grid | Chart
    above: tuple[Heading | Paragraph, ...]
    below: tuple[Paragraph, ...]


def render_xlsx(document: Document) -> bytes:
    """The tables, grids and charts of the document, one a sheet; same input -> same bytes.

    Tables and grids come with their text; a chart comes with its numbers and no other text. In a
    book (a document with a cover) text that belongs to no table is left out. Text that looks like a
    formula stays text; whole numbers of up to nine digits become numbers. The mark of a draft
    stands in the head of every printed page and behind the title.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    rewrites: dict[str, Rewrite] = {}
    charts = 0
    title = f"{document.title}（{document.mark}）" if document.mark else document.title
    for number, part in enumerate(_parts(document), start=1):
        sheet = workbook.create_sheet(_name(part, document, workbook.sheetnames))
        above = [block.text for block in part.above]
        match part.block:
            case Chart():
                fill_chart_sheet(sheet, part.block, document.tints)
                charts += part.block.shape == "bars"
                rewrites[f"xl/charts/chart{charts}.xml"] = own_number_format
            case Grid():
                fill_grid_sheet(sheet, title, above, part.block, document.tints)
            case Table():
                below = [text.text for text in part.below]
                rows = fill_sheet(sheet, title, above, part.block, below, document.tints)
                rewrites[f"xl/worksheets/sheet{number}.xml"] = rows.into
            case _:
                assert_never(part.block)
        put_mark(sheet, document.mark)
    workbook.properties.title = document.title
    workbook.properties.creator = document.author
    moment = datetime.combine(day(document), time())
    workbook.properties.created = moment
    return with_fixed_times(workbook_bytes(workbook), moment, rewrites)


def _parts(document: Document) -> list[_Part]:  # noqa: C901, PLR0912 - a case a kind
    """Each table with the text above and below it; in a book only from the last heading on.

    A list, which has no cover, keeps all its text.
    """
    is_book = bool(only(document.blocks, Cover))
    found: list[_Part] = []
    above: list[Heading | Paragraph] = []
    below: list[Paragraph] | None = None
    for block in document.blocks:
        if isinstance(block, Paragraph) and below is not None:
            below.append(block)
            continue
        if below is not None:
            found[-1] = replace(found[-1], below=tuple(below))
            below = None
        match block:
            case Table():
                found.append(_Part(block, tuple(above), ()))
                above, below = [], []
            case Grid():
                found.append(_Part(block, tuple(above), ()))
                above = []
            case Chart():
                found.append(_Part(block, tuple(above), ()))
            case Annex():
                above = [Heading(1, f"附件{block.number or ''}　{block.title}")]
            case Heading():
                keep = not is_book or not only(above, Paragraph)
                above = [*above, block] if keep else [block]
            case Paragraph():
                above.append(block)
            case Cover() | Contents() | PageBreak() | CutLine() | Cards() | Figure():
                pass
            case Letterhead() | AnnexNames() | SignOff() | Imprint():
                pass
            case _:
                assert_never(block)
    if below:
        found[-1] = replace(found[-1], below=tuple(below))
    return found or [_Part(Table((), ()), tuple(above), ())]


def _name(part: _Part, document: Document, taken: list[str]) -> str:
    """A sheet name that Excel accepts: caption, else last heading, else name of the document."""
    headings = [heading.text for heading in only(part.above, Heading)]
    wanted = part.block.caption or (headings[-1] if headings else document.name)
    base = re.sub(r"\s+", " ", _NOT_IN_NAMES.sub("", wanted)).strip(" '")[:_NAME_LENGTH]
    base, number = base.strip(" '") or "表", 1
    name, lower = base, {one.lower() for one in taken}
    while name.lower() in lower or name.lower() == "history":
        number += 1
        ending = f"（{number}）"
        name = base[: _NAME_LENGTH - len(ending)] + ending
    return name
