"""Document -> one HTML page that needs nothing else: no script, no picture file, no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lzfx.content.blocks import (
    Block,
    Cell,
    Contents,
    Document,
    Heading,
    Table,
    titled,
)
from lzfx.content.charts import chart_figure
from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex, Imprint, bare
from lzfx.content.paper import Box, Grid
from lzfx.render.standard import load_standard
from lzfx.template import fill

TEMPLATE = "html/page.html.j2"
_GENERIC = {"hei": "sans-serif"}


def render_html(document: Document, templates: Path) -> bytes:
    """The page in UTF-8; same document and template -> same bytes.

    TemplateFault for what is wrong in a template of the
    office's own.
    """
    facts = {
        "title": document.title,
        "author": document.author,
        "titled": titled(document),
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
    anchors = {
        at: f"h{at}"
        for at, block in enumerate(document.blocks)
        if isinstance(block, Heading | Annex)
    }
    for at, block in enumerate(document.blocks):
        tree = _block(block, document.tints)
        if at in anchors:
            tree["anchor"] = anchors[at]
        if isinstance(block, Contents):
            tree["entries"] = [
                {"level": heading.level, "text": heading.text, "anchor": anchors[where]}
                for where, heading in enumerate(document.blocks)
                if isinstance(heading, Heading) and heading.level <= block.depth
            ]
        yield tree


def _block(block: Block, tints: Mapping[int, str]) -> dict[str, Any]:
    if isinstance(block, Chart):
        return _block(chart_figure(block, tints), tints)
    if isinstance(block, Figure):
        # The drawing is ours, every text in it escaped by who drew it.
        return {"kind": block.kind, "caption": block.caption, "drawing": Markup(block.svg)}  # noqa: S704
    tree = asdict(bare(block) if isinstance(block, Imprint) else block)
    if isinstance(block, Table):
        total = sum(column.width for column in block.columns) or 1.0
        for column in tree["columns"]:
            column["percent"] = round(100 * column["width"] / total, 2)
        tree["rows"] = tuple(_rows(block))
    if isinstance(block, Grid):
        tree["widths"] = [round(100 * width / sum(block.widths), 2) for width in block.widths]
        for boxes, shown in zip(block.rows, tree["rows"], strict=True):
            for box, one in zip(boxes, shown, strict=True):
                one["looks"] = _looks("label" if box.label else box.align, box)
    return tree


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
