"""Widths of table columns by what the columns hold: the split that makes a table least high.

Every column gets at least what its longest unbreakable piece needs (a name, a code, a number with
its unit, a date, the mark of an item), and what is left goes, step by step, to the column that
saves most lines. Widths are full-width characters; heights are estimated as `content.lines` does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lzfx.content.blocks import Block, Document, Table
from lzfx.content.lines import line_count, text_width

_UNIT = "年月日天个项份件页条次元万名人级号期周分小时秒%"
_NUMBER = r"[^\W\d_]{0,6}[〔（(]\d{4}[〕）)][^，。；、\s]{0,6}?号"
_MARK = r"[（(]?[一二三四五六七八九十\d]+[)）.、]."
_PIECES = re.compile(rf"{_NUMBER}|[!-~]*\d[!-~]*[{_UNIT}]?[、，。；：）]?|[A-Za-z][!-~]*|{_MARK}")
"""Numbers of papers, numbers with units, Latin runs, marks of items with what follows them."""

_NAME = 4.0
"""A cell of so few characters is a name or a word and is never broken."""

_SAMPLED = 160
"""So many rows, evenly taken, tell how a longer table is best split."""

_WIDEST_PIECE = 14.0
"""A piece that is longer may be broken: no code or date is."""

_STEPS = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Characters by which a column is tried wider; one alone may not save a line where two do."""

_TALLEST_ANYWAY = 0.01
"""What a saved line counts in a cell beside which another is taller."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a page gives a table: its width, the size of its characters, the inset of a cell's side.

    All in millimetres.
    """

    wide: float
    character: float
    inset: float

    def characters(self, millimetres: float) -> float:
        """How many full-width characters stand in a column of that width."""
        return max(1.0, (millimetres - 2 * self.inset) / self.character)

    def width(self, characters: float) -> float:
        """The width of a column with room for so many characters."""
        return characters * self.character + 2 * self.inset


def fitted(document: Document, upright: Room, lying: Room) -> Document:
    """The document with the columns of its tables as wide as what they hold needs; nothing else."""

    def fit(block: Block) -> Block:
        if not isinstance(block, Table):
            return block
        return fitted_table(block, lying if document.landscape or block.landscape else upright)

    return replace(document, blocks=tuple(map(fit, document.blocks)))


def fitted_table(table: Table, room: Room) -> Table:
    """The table on such pages; its height is never estimated above that with its own widths.

    A table for a screen, one without rows, and a grid, whose columns are all given the same width
    (a month), stay as they are.
    """
    if table.wide or not table.rows or len({column.width for column in table.columns}) == 1:
        return table
    total = sum(column.width for column in table.columns) or 1.0
    given = [room.characters(room.wide * column.width / total) for column in table.columns]
    sample = _Sample.of(table)
    wanted = _split(sample, _page(room, len(table.columns)), given)
    if _height(sample, wanted) > _height(sample, given):
        return table
    columns = zip(table.columns, wanted, strict=True)
    return replace(
        table, columns=tuple(replace(one, width=room.width(wide)) for one, wide in columns)
    )


def _page(room: Room, columns: int) -> float:
    """The characters that all columns of a page have together."""
    return (room.wide - columns * 2 * room.inset) / room.character


def least_width(texts: Sequence[str], title: str) -> float:
    """The narrowest a column may be: no piece of its texts broken, its title in two lines."""
    heads = (text_width(line) for line in title.split("\n"))
    head = max(heads, default=0.0)
    if "\n" not in title:
        head = -(-head // 2)
    return max([2.0, head, *(_piece(text) for text in texts)])


@lru_cache(maxsize=20_000)
def _piece(text: str) -> float:
    """The width of the longest piece of a text that must not be broken."""
    longest = 0.0
    for line in text.split("\n"):
        wide = text_width(line)
        if wide <= _NAME:
            longest = max(longest, wide)
        for found in _PIECES.findall(line):
            wide = text_width(found)
            longest = max(longest, wide if wide <= _WIDEST_PIECE else 0.0)
    return longest


@dataclass(frozen=True, slots=True)
class _Sample:
    """The texts of some rows, and every text of each column.

    A merged cell counts in each of its rows: it has room there wherever pages will cut it.
    """

    titles: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    known: dict[tuple[int, float], list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table) -> _Sample:
        """Evenly taken rows of a long table, all of a short one."""
        step = max(1, len(table.rows) // _SAMPLED)
        rows = tuple(tuple(cell.text for cell in row) for row in table.rows[::step])
        texts = tuple(
            tuple({row[at].text for row in table.rows}) for at in range(len(table.columns))
        )
        return cls(tuple(column.title for column in table.columns), texts, rows)

    def lines(self, at: int, wide: float) -> list[int]:
        """The lines that each row's cell of that column takes at that width."""
        found = self.known.get((at, wide))
        if found is None:
            found = [line_count(row[at], wide) for row in self.rows]
            self.known[at, wide] = found
        return found


def _split(sample: _Sample, page: float, given: Sequence[float]) -> list[float]:
    """The widths of all columns in characters: the least of each, then what saves most lines.

    What is left when nothing saves any more goes to the columns of several lines.
    """
    widths = [
        least_width(texts, title) for texts, title in zip(sample.texts, sample.titles, strict=True)
    ]
    if sum(widths) >= page:
        return [wide * page / sum(widths) for wide in widths]
    lines = [sample.lines(at, wide) for at, wide in enumerate(widths)]
    left = page - sum(widths)
    while (best := _best(sample, widths, lines, left)) is not None:
        at, step = best
        widths[at] += step
        left -= step
        lines[at] = sample.lines(at, widths[at])
    texts = [own if max(lines[at]) > 1 else 0.0 for at, own in enumerate(given)]
    shares = texts if any(texts) else given
    return [wide + left * own / sum(shares) for wide, own in zip(widths, shares, strict=True)]


def _best(
    sample: _Sample, widths: Sequence[float], lines: Sequence[Sequence[int]], left: float
) -> tuple[int, float] | None:
    """The column and step that save most height for each character; None where none does."""
    found: tuple[float, int, float] | None = None
    for at, wide in enumerate(widths):
        others = [max(row) for row in zip(*_but(lines, at), strict=True)]
        for step in (one for one in _STEPS if one <= left):
            after = sample.lines(at, wide + step)
            saved = sum(
                max(was, other) - max(now, other) + _TALLEST_ANYWAY * (was - now)
                for was, now, other in zip(lines[at], after, others, strict=True)
                if was > now
            )
            if saved > 0 and (found is None or saved / step > found[0]):
                found = saved / step, at, step
    return (found[1], found[2]) if found else None


def _but(lines: Sequence[Sequence[int]], at: int) -> Sequence[Sequence[int]]:
    """The other columns; of a table of one column a column of nothing."""
    others = [each for k, each in enumerate(lines) if k != at]
    return others or [[0] * len(lines[at])]


def _height(sample: _Sample, widths: Sequence[float]) -> float:
    """The lines of all rows of the sample together."""
    columns = (sample.lines(at, wide) for at, wide in enumerate(widths))
    return float(sum(max(row) for row in zip(*columns, strict=True)))
