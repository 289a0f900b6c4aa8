"""Document -> the JSON the typst templates read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, assert_never

from lzfx.content.blocks import (
    Block,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    day,
    only,
    titled,
)
from lzfx.content.charts import chart_figure
from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff, bare
from lzfx.content.paper import Cards, CutLine, Grid
from lzfx.render.sections import Section, sections, stays
from lzfx.render.softening import softened, softened_line, softened_rows
from lzfx.render.svg import with_fonts

_KEPT_TEXTS = 2
"""Paragraphs before a sign-off that are looked at to keep lines of text on its page."""


def typst_input(
    document: Document,
    standard: Mapping[str, Any],
    *,
    follows: bool = False,
    goes_on: Sequence[int] = (),
) -> str:
    """The document as JSON: its sections of blocks, its title as a block if it brings none.

    `standard` is `gb9704.toml`; the fonts of drawings are named from it. A part that `follows`
    another one has no title; `goes_on` are the columns in which its first table, its first block
    then, goes on with the merged cell of the part before.
    """
    on = day(document)
    parts = sections(document)
    standard = {**standard, "tints": document.tints}
    trees = [_section(part, standard) for part in parts]
    if goes_on:
        trees[0]["blocks"][0]["goes_on"] = list(goes_on)
    if not titled(document) and not follows:
        trees = trees or [_section(Section((), landscape=document.landscape), standard)]
        _put_title(trees[0]["blocks"], document.title)
    tree = {
        "title": document.title,
        "author": document.author,
        "keywords": [f"{name}：{fact}" for name, fact in document.facts.items()],
        "mark": document.mark,
        "across": document.mark if document.across else "",
        "day": [on.year, on.month, on.day],
        "tints": {str(level): f"#{tint}" for level, tint in document.tints.items()},
        "sections": trees,
        "first_numbered": next((at for at, part in enumerate(parts) if _numbered(part)), 0),
    }
    return json.dumps(tree, ensure_ascii=False)


def _numbered(part: Section) -> bool:
    return not (part.cover or part.sheets)


def _put_title(blocks: list[dict[str, Any]], title: str) -> None:
    """The title as the first block, or on the page of a figure that is the first one."""
    with_figure = blocks and blocks[0]["kind"] == "figure"
    first = blocks[0]["before"] if with_figure else blocks
    first.insert(0, {"kind": "title", "text": softened_line(title)})


def _section(part: Section, standard: Mapping[str, Any]) -> dict[str, Any]:
    blocks = [
        _block(block, standard, landscape=part.landscape) | {"stays": stays_here}
        for block, stays_here in zip(part.blocks, stays(part.blocks), strict=True)
    ]
    return {
        "landscape": part.landscape,
        "cover": part.cover,
        "sheets": part.sheets,
        "blocks": _gathered(part.blocks, blocks),
    }


def _gathered(blocks: Sequence[Block], trees: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The trees of a section; those that must be laid out together become one.

    A figure has what announces it in `before`; a sign-off becomes a `closing` with the last
    paragraphs and the annex names in it.
    """
    found: list[dict[str, Any]] = []
    for at, (block, tree) in enumerate(zip(blocks, trees, strict=True)):
        match block:
            case Figure() | Chart():
                start = len(found)
                while start and found[start - 1].get("stays"):
                    start -= 1
                before, found = found[start:], found[:start]
                found.append(tree | {"before": before})
            case SignOff():
                found = _closed(blocks[:at], found, tree)
            case Heading() | Paragraph() | Table() | Cover() | Contents() | PageBreak():
                found.append(tree)
            case Letterhead() | AnnexNames() | Annex() | Imprint() | Grid() | CutLine() | Cards():
                found.append(tree)
            case _:
                assert_never(block)
    return found


def _closed(
    blocks: Sequence[Block], found: list[dict[str, Any]], sign_off: dict[str, Any]
) -> list[dict[str, Any]]:
    """The trees of those blocks, with a `closing` at their end that has the sign-off in it."""
    names = len(only(blocks[-1:], AnnexNames))
    texts = _texts(blocks[: len(blocks) - names])
    kept = names + texts
    taken, found = found[len(found) - kept :], found[: len(found) - kept]
    first = bool(only(blocks[: len(blocks) - kept][-1:], Letterhead))
    closing = {"texts": taken[:texts], "blocks": [*taken[texts:], sign_off], "first": first}
    return [*found, {"kind": "closing", **closing}]


def _texts(blocks: Sequence[Block]) -> int:
    """How many of the last blocks are paragraphs a sign-off is kept with."""
    count = 0
    for block in reversed(blocks[-_KEPT_TEXTS:]):
        if not (isinstance(block, Paragraph) and block.role in {"body", "flush"}):
            break
        count += 1
    return count


def _block(block: Block, standard: Mapping[str, Any], *, landscape: bool) -> dict[str, Any]:
    match block:
        case Chart():
            return _figure(chart_figure(block, standard["tints"]), standard)
        case Figure():
            return _figure(block, standard)
        case Table():
            tree = asdict(block)
            tree["runs"] = {str(column): block.runs(column) for column in block.merge}
            head, *tree["rows"] = softened_rows(
                block,
                [[{"text": column.title} for column in block.columns], *tree["rows"]],
                standard,
                landscape=landscape,
            )
            for column, cell in zip(tree["columns"], head, strict=True):
                column["title"] = cell["text"]
        case Grid():
            tree = asdict(block)
            tree["rows"] = softened_rows(block, tree["rows"], standard, landscape=landscape)
        case Imprint():
            tree = asdict(block) | _imprint(block)
        case Cards():
            tree = asdict(block)
            tree["cards"] = _each_text(tree["cards"], softened)
        case Heading() | Paragraph() | Cover() | Contents() | PageBreak() | CutLine():
            tree = _lines(block)
        case Letterhead() | AnnexNames() | SignOff() | Annex():
            tree = _lines(block)
        case _:
            assert_never(block)
    return tree


def _figure(block: Figure, standard: Mapping[str, Any]) -> dict[str, Any]:
    return asdict(replace(block, svg=with_fonts(block.svg, standard)))


def _lines(block: Block) -> dict[str, Any]:
    """The tree of a block whose texts have whole lines of the page to themselves."""
    return {name: _each_text(value, softened_line) for name, value in asdict(block).items()}


def _each_text(tree: object, change: Callable[[str], str]) -> object:
    """The tree with every text in it changed."""
    if isinstance(tree, str):
        return change(tree)
    if isinstance(tree, Mapping):
        return {name: _each_text(value, change) for name, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [_each_text(value, change) for value in tree]
    return tree


def _imprint(block: Imprint) -> dict[str, str]:
    """What is printed: 7.4.2 puts 抄送 before the recipients, 7.4.3 puts 印发 behind the date."""
    block = bare(block)
    copies = f"抄送：{block.copies_to}。" if block.copies_to else ""
    says_printed = block.printed_on and block.style == "document"
    printed_on = f"{block.printed_on}印发" if says_printed else block.printed_on
    return {"copies_to": copies, "printed_on": printed_on}
