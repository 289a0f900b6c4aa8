"""What a paper of the whole campaign says on its first page while returns are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lzfx.content.blocks import Block, Cover, Document, Heading, PageBreak, Paragraph, only
from lzfx.content.letter import Imprint, Letterhead

FEW = 6
"""As many missing units are named on the first page; more are listed at the end."""

LISTED = "印制时还没有申报的单位"


def with_missing(document: Document, missing: Sequence[str]) -> Document:
    """The document with a line on its first page that says which units are not in it.

    On a cover it is one of its facts, under a letterhead the first paragraph, else the line under
    the title. Where there are many, they are named at the end.
    """
    if not missing:
        return document
    said = missing_said(missing)
    blocks = list(document.blocks)
    if only(blocks[:1], Cover):
        (cover,) = only(blocks[:1], Cover)
        blocks[0] = replace(cover, facts=(*cover.facts, said))
    elif only(blocks[:1], Letterhead):
        blocks.insert(1, Paragraph(f"（{said}）"))
    else:
        blocks.insert(_under_title(blocks), Paragraph(f"注意：{said}", "note"))
    if len(missing) > FEW:
        at = len(blocks) - len(only(blocks[-1:], Imprint))
        blocks[at:at] = _list(document, missing)
    return replace(document, blocks=tuple(blocks))


def missing_said(missing: Sequence[str]) -> str:
    """How many units are missing, and which, if they are few."""
    count = len(missing)
    if count > FEW:
        return f"印制时还有{count}个单位没有申报，没有列入本件，名单见文末。"
    return f"印制时还有{count}个单位没有申报，没有列入本件：{'、'.join(missing)}。"


def _under_title(blocks: Sequence[Block]) -> int:
    """The place after the line under the title, if there is one."""
    first = only(blocks[:1], Paragraph)
    return 1 if first and first[0].role == "centered" else 0


def _list(document: Document, missing: Sequence[str]) -> tuple[Block, ...]:
    """The names at the end: on a page of their own in a book or letter, below the table of a list.

    A workbook takes only what stands at its tables.
    """
    title, names = f"{LISTED}（{len(missing)}个）", "、".join(missing)
    if any(isinstance(block, Cover | Letterhead) for block in document.blocks):
        return PageBreak(), Heading(1, title), Paragraph(f"{names}。")
    return (Paragraph(f"{title}：{names}。", "note"),)
