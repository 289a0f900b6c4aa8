"""Document -> one HTML page that needs nothing else: no script, no picture file, no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, assert_never

from markupsafe import Markup

from lzfx.content.blocks import (
    Block,
    Cell,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    titled,
)
from lzfx.content.charts import chart_figure
from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff, bare
from lzfx.content.paper import Box, Cards, CutLine, Grid
from lzfx.render.standard import load_standard
from lzfx.template import fill

TEMPLATE = "html/page.html.j2"
_GENERIC = {"hei": "sans-serif"}


def render_html(document: Document, templates: Path) -> bytes:
    """The page in UTF-8; same document and template -> same bytes.

    TemplateFault for what is wrong in a template of the office's own.
    """
    facts = {
        "title": document.title,
        "author": document.author,
        "titled": titled(document),
        "mark": document.mark,
        "across": document.across,
        "mark_in_css": "".join(f"\\{ord(sign):x} " for sign in document.mark),
        "landscape": document.landscape,
        "tints": document.tints,
        "families": _families(load_standard(templates)),
        "blocks": tuple(_blocks(document)),
    }
    text = (templates / TEMPLATE).read_text(encoding="utf-8")
    return fill(text, facts, TEMPLATE, html=True).encode("utf-8")


def _families(standard: Mapping[str, Any]) -> Mapping[str, Markup]:
    """The fonts of each role as CSS lists; the names come from the standard, not from a return."""
    found = {}
    for role, font in standard["fonts"].items():
        names = (font["name"], *font["proper"], *font["substitutes"])
        listed = ", ".join(f'"{name}"' for name in dict.fromkeys(names))
        found[role] = Markup(f"{listed}, {_GENERIC.get(role, 'serif')}")  # noqa: S704 - of a settings file
    return found


def _blocks(document: Document) -> Iterator[dict[str, Any]]:
    entries = [
        (heading, _anchor(at))
        for at, heading in enumerate(document.blocks)
        if isinstance(heading, Heading)
    ]
    for at, block in enumerate(document.blocks):
        yield _block(block, _anchor(at), entries, document.tints)


def _anchor(at: int) -> str:
    """The name of the block at that place for links within the page."""
    return f"h{at}"


def _block(
    block: Block,
    anchor: str,
    entries: Sequence[tuple[Heading, str]],
    tints: Mapping[int, str],
) -> dict[str, Any]:
    """The block as the template reads it; `entries` are all headings with their anchors."""
    match block:
        case Chart():
            return _figure(chart_figure(block, tints))
        case Figure():
            return _figure(block)
        case Heading() | Annex():
            more: dict[str, Any] = {"anchor": anchor}
        case Contents():
            more = {"entries": _entries(block, entries)}
        case Table():
            more = _table(block)
        case Grid():
            more = _grid(block)
        case Imprint():
            more = asdict(bare(block))
        case Paragraph() | Cover() | PageBreak() | CutLine() | Cards():
            more = {}
        case Letterhead() | AnnexNames() | SignOff():
            more = {}
        case _:
            assert_never(block)
    return asdict(block) | more


def _figure(block: Figure) -> dict[str, Any]:
    # The drawing is ours, every text in it escaped by who drew it.
    return {"kind": block.kind, "caption": block.caption, "drawing": Markup(block.svg)}  # noqa: S704


def _entries(block: Contents, headings: Sequence[tuple[Heading, str]]) -> list[dict[str, Any]]:
    return [
        {"level": heading.level, "text": heading.text, "anchor": anchor}
        for heading, anchor in headings
        if heading.level <= block.depth
    ]


def _table(block: Table) -> dict[str, Any]:
    total = sum(column.width for column in block.columns) or 1.0
    columns = [
        asdict(column) | {"percent": round(100 * column.width / total, 2)}
        for column in block.columns
    ]
    return {"columns": columns, "rows": tuple(_rows(block))}


def _grid(block: Grid) -> dict[str, Any]:
    widths = [round(100 * width / sum(block.widths), 2) for width in block.widths]
    rows = [
        [asdict(box) | {"looks": _looks("label" if box.label else box.align, box)} for box in boxes]
        for boxes in block.rows
    ]
    return {"widths": widths, "rows": rows}


def _rows(table: Table) -> Iterator[list[dict[str, Any]]]:
    """The cells of each row; where paper merges cells, a page says the same again in grey.

    A cell over many rows would keep a browser from breaking pages inside it, and a row that is
    looked up by searching should say whose it is.
    """
    starts = [{row for row, _ in table.runs(column)} for column in range(len(table.columns))]
    for row, cells in enumerate(table.rows):
        yield [
            {
                "text": cell.text,
                "looks": _looks(_place(table, at, again=row not in starts[at]), cell),
            }
            for at, cell in enumerate(cells)
        ]


def _place(table: Table, column: int, *, again: bool) -> str:
    if again:
        return "again"
    return "merged" if column in table.merge else table.columns[column].align


def _looks(place: str, cell: Cell | Box) -> str:
    return f"{place} level-{cell.level}" if cell.level else place
