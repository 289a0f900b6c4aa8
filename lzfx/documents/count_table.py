"""A table of counts with its sums: how many of what kind, in one place for every document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lzfx.content.blocks import Cell, Column, Table
from lzfx.documents.figures import CrossTable, cross_table


def count_table(
    title: str,
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    pairs: Sequence[tuple[str, str]],
    total: str = "合计",
) -> Table:
    """Pairs of (row, column) codes counted, both in the order given, with their sums.

    `rows` and `columns` say what each code is called; ValueError for a code that neither has.
    """
    crossed = cross_table(pairs, tuple(rows), tuple(columns))
    heads = (title, *columns.values(), "合计")
    widths = (40.0, *(60.0 / (len(heads) - 1) for _ in heads[1:]))
    return Table(
        columns=tuple(
            Column(head, width, "center") for head, width in zip(heads, widths, strict=True)
        ),
        rows=(*_lines(crossed, rows), _sum_line(crossed, total)),
    )


def _lines(crossed: CrossTable, names: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    for code, counts, total in zip(crossed.rows, crossed.counts, crossed.row_totals, strict=True):
        yield (Cell(names[code]), *(Cell(str(n)) for n in counts), Cell(str(total)))


def _sum_line(crossed: CrossTable, name: str) -> tuple[Cell, ...]:
    totals = (*crossed.column_totals, crossed.total)
    return (Cell(name), *(Cell(str(n)) for n in totals))
