"""Which blocks share a page with a landscape table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lzfx.content.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex
from lzfx.content.paper import Box, Cards, Grid
from lzfx.render.sections import sections, stays

WIDE = Table((Column("甲", 1),), ((Cell("乙"),),), landscape=True)
SHORT = Paragraph("短。")
LONG = Paragraph("长" * 400)
NOTE = Paragraph("注", "note")
H1, H2 = Heading(1, "一"), Heading(2, "（一）")
ANNEX = Annex(1, "表")
WIDE_GRID = Grid((1,), ((Box("甲"),),), landscape=True)
WIDE_FIGURE = Figure("<svg/>", 10, 10, "图", landscape=True)
COVER = Cover(("题",), (), "人", "日")


def cut(*blocks: Block, landscape: bool = False) -> list[tuple[bool, tuple[Block, ...]]]:
    document = Document("名", "题", blocks, "人", "2011-09-30", landscape)
    return [(part.landscape, part.blocks) for part in sections(document)]


def test_table__takes_headings_short_text_and_notes_along() -> None:
    assert cut(SHORT, H1, H2, SHORT, WIDE, NOTE, SHORT) == [
        (False, (SHORT,)),
        (True, (H1, H2, SHORT, WIDE, NOTE)),
        (False, (SHORT,)),
    ]


def test_stays__what_announces_a_table_and_notes_but_the_last() -> None:
    blocks = (SHORT, H1, SHORT, SHORT, WIDE, NOTE, NOTE, SHORT)
    assert stays(blocks) == (False, True, True, True, False, True, False, False)
    assert stays((LONG, WIDE)) == (False, False)


def test_table__leaves_long_text_behind() -> None:
    assert cut(H1, LONG, WIDE) == [(False, (H1, LONG)), (True, (WIDE,))]


def test_table__leaves_text_without_a_heading_behind() -> None:
    assert cut(SHORT, WIDE) == [(False, (SHORT,)), (True, (WIDE,))]


def test_breaks__at_the_edge_of_a_section_are_dropped() -> None:
    assert cut(SHORT, PageBreak(), H1, WIDE, PageBreak(), SHORT) == [
        (False, (SHORT,)),
        (True, (H1, WIDE)),
        (False, (SHORT,)),
    ]


def test_breaks__between_landscape_tables_stay() -> None:
    assert cut(WIDE, PageBreak(), WIDE) == [(True, (WIDE, PageBreak(), WIDE))]


def test_cover__is_alone_and_not_numbered() -> None:
    document = Document("名", "题", (COVER, Contents("目录"), H1), "人", "2011-09-30")
    assert [part.cover for part in sections(document)] == [True, False]
    assert cut(COVER, PageBreak(), WIDE, landscape=True) == [(False, (COVER,)), (True, (WIDE,))]


@pytest.mark.parametrize("wide", [WIDE, WIDE_GRID, WIDE_FIGURE], ids=lambda one: one.kind)
def test_annex__goes_along_with_what_is_landscape(wide: Table | Grid | Figure) -> None:
    assert cut(SHORT, H1, ANNEX, wide, SHORT) == [
        (False, (SHORT, H1)),
        (True, (ANNEX, wide)),
        (False, (SHORT,)),
    ]
    assert cut(SHORT, ANNEX, H2, SHORT, wide) == [
        (False, (SHORT,)),
        (True, (ANNEX, H2, SHORT, wide)),
    ]


def test_annex__with_long_text_stays_upright() -> None:
    assert cut(ANNEX, LONG, WIDE) == [(False, (ANNEX, LONG)), (True, (WIDE,))]


@pytest.mark.parametrize(
    "block",
    [
        replace(WIDE_GRID, landscape=False),
        replace(WIDE_FIGURE, landscape=False),
        Chart("bars", (), (), "图", "图"),
    ],
    ids=lambda one: one.kind,
)
def test_stays__what_announces_a_grid_or_a_drawing(block: Block) -> None:
    assert stays((SHORT, H2, SHORT, block)) == (False, True, True, False)


def test_cards__are_sections_of_their_own() -> None:
    sheet = Cards((None,))
    blocks = (SHORT, sheet, sheet, PageBreak(), SHORT)
    document = Document("名", "题", blocks, "人", "2011-09-30")
    assert [(part.sheets, part.blocks) for part in sections(document)] == [
        (False, (SHORT,)),
        (True, (sheet,)),
        (True, (sheet,)),
        (False, (SHORT,)),
    ]
