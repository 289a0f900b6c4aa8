"""A long list in parts: every row once, in order, cut where units end if it can be."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.content.blocks import Block, Cell, Column, Document, Heading, Paragraph, Table
from lzfx.content.parts import Part, is_long, parts

COLUMNS = (Column("序号", 1), Column("单位", 1), Column("岗位", 1))


def table(*units: tuple[str, int], posts: int = 1000, caption: str = "") -> Table:
    """A table of units with that many rows each, a new post after every `posts` rows."""
    named = [(name, row // posts) for name, rows in units for row in range(rows)]
    rows = tuple((Cell(str(n)), Cell(u), Cell(f"岗位{p}")) for n, (u, p) in enumerate(named))
    return Table(COLUMNS, rows, merge=(1, 2), landscape=True, caption=caption)


def listed(*blocks: Block) -> Document:
    return Document("清单", "清单", blocks, "白鹭区", "2011-09-30", landscape=True)


def lengths(found: tuple[Part, ...]) -> list[list[int]]:
    """The rows of the tables of each part."""
    return [
        [len(block.rows) for block in part.document.blocks if isinstance(block, Table)]
        for part in found
    ]


def test_cut__is_where_a_unit_ends() -> None:
    found = parts(listed(table(("甲", 40), ("乙", 35), ("丙", 30), ("丁", 20))), 80)
    assert lengths(found) == [[75], [50]]
    assert [part.goes_on for part in found] == [(), ()]
    assert [part.first for part in found] == [True, False]


def test_cut__inside_a_longer_unit_is_where_a_post_ends() -> None:
    found = parts(listed(table(("甲", 100), posts=45)), 60)
    assert lengths(found) == [[45], [55]]
    assert [part.goes_on for part in found] == [(), (1,)]


def test_cut__of_a_post_longer_than_a_part_goes_on_with_both_cells() -> None:
    found = parts(listed(table(("甲", 100))), 60)
    assert lengths(found) == [[50], [50]]
    assert found[1].goes_on == (1, 2)


def test_texts__stand_with_their_tables() -> None:
    found = parts(
        listed(
            Paragraph("发文机关", "centered"),
            Heading(2, "一、一级"),
            table(("甲", 50)),
            Paragraph("一级50个。", "note"),
            Heading(2, "二、二级"),
            table(("甲", 120), caption="表2"),
            Paragraph("合计170个。"),
        ),
        80,
    )
    texts = [[getattr(block, "text", "表") for block in part.document.blocks] for part in found]
    assert texts == [
        ["发文机关", "一、一级", "表", "一级50个。"],
        ["二、二级", "表"],
        ["表", "合计170个。"],
    ]
    captions = [b.caption for part in found for b in part.document.blocks if isinstance(b, Table)]
    assert captions == ["", "表2", ""]


def test_tables__that_fit_share_a_part() -> None:
    one, other = table(("甲", 30)), table(("乙", 30))
    assert lengths(parts(listed(one, Heading(2, "二"), other), 60)) == [[30, 30]]


def test_long__is_a_landscape_list_of_more_rows_than_that() -> None:
    rows = table(("甲", 100))
    assert is_long(listed(rows), 99)
    assert not is_long(listed(rows), 100)
    assert not is_long(Document("书", "书", (rows,), "白鹭区", "2011-09-30"), 99)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=8), min_size=1, max_size=3),
    st.integers(1, 30),
    st.integers(2, 50),
)
def test_parts__together_are_the_document(tables: list[list[int]], posts: int, most: int) -> None:
    blocks: list[Block] = []
    for number, units in enumerate(tables):
        named = [(f"单位{at}", rows) for at, rows in enumerate(units)]
        blocks += [Heading(2, f"第{number}张"), table(*named, posts=posts), Paragraph("注")]
    document = listed(*blocks)
    found = parts(document, most)
    inside = [block for part in found for block in part.document.blocks]
    rows = [row for block in inside if isinstance(block, Table) for row in block.rows]
    assert rows == [row for block in blocks if isinstance(block, Table) for row in block.rows]
    others = [block for block in inside if not isinstance(block, Table)]
    assert others == [block for block in blocks if not isinstance(block, Table)]
    assert all(0 < sum(part) <= most for part in lengths(found) if len(part) == 1)
    for before, part in pairwise(found):
        first = part.document.blocks[0]
        last = [block for block in before.document.blocks if isinstance(block, Table)][-1]
        for column in (1, 2):
            same = isinstance(first, Table) and all(
                first.rows[0][at] == last.rows[-1][at] for at in range(1, column + 1)
            )
            assert (column in part.goes_on) == same
