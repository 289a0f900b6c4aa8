"""Document -> the JSON the typst templates read."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from lzfx.documents.blocks import LEVEL_TINTS, Block, Cover, Document, Table, day
from lzfx.render.sections import Section, sections, stays

_LONG_LATIN = re.compile(r"[!-~]{10,}")
_PIECE = re.compile(r"(.{6})(?=.)")
_BREAK_HERE = "\u200b"


def typst_input(document: Document) -> str:
    """The document as JSON: its sections of blocks, its title as a block if it has no cover."""
    on = day(document)
    parts = sections(document)
    trees = [_section(part) for part in parts]
    if not any(isinstance(block, Cover) for block in document.blocks):
        trees = trees or [_section(Section((), landscape=document.landscape))]
        trees[0]["blocks"].insert(0, {"kind": "title", "text": document.title})
    tree = {
        "title": document.title,
        "author": document.author,
        "keywords": [f"{name}：{fact}" for name, fact in document.facts.items()],
        "day": [on.year, on.month, on.day],
        "tints": {str(level): f"#{tint}" for level, tint in LEVEL_TINTS.items()},
        "sections": trees,
        "first_numbered": next((at for at, part in enumerate(parts) if not part.cover), 0),
    }
    return json.dumps(tree, ensure_ascii=False)


def _section(part: Section) -> dict[str, Any]:
    blocks = [
        _block(block) | {"stays": stays_here}
        for block, stays_here in zip(part.blocks, stays(part.blocks), strict=True)
    ]
    return {"landscape": part.landscape, "cover": part.cover, "blocks": blocks}


def _block(block: Block) -> dict[str, Any]:
    tree = asdict(block)
    if isinstance(block, Table):
        tree["runs"] = {str(column): block.runs(column) for column in block.merge}
        for cells in tree["rows"]:
            for cell in cells:
                cell["text"] = softened(cell["text"])
    return tree


def softened(text: str) -> str:
    """The text with an unseen place to break every six signs of a long Latin run.

    Cells are narrow, and a number of 18 digits would run out of its cell.
    """
    return _LONG_LATIN.sub(lambda run: _PIECE.sub(rf"\1{_BREAK_HERE}", run[0]), text)
