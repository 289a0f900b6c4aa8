"""How a workbook goes from the child to the parent: its length, then JSON of plain values.

It is JSON, although slower than pickle, because a child that a hostile file has taken over must not
be able to make the parent run code.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from itertools import compress, count
from typing import IO, Any

from lzfx.intake.bounded import Refused
from lzfx.intake.cells import cells_of, facts_of
from lzfx.model.book import CellKind, Drawn, RawBook, RawSheet, Shown, Unseen
from lzfx.model.cell import Cell
from lzfx.model.codes import finding_code

_LENGTH = struct.Struct("<I")
_LONGEST = (1 << 32) - 1
_KINDS: Mapping[str, CellKind] = {kind.value: kind for kind in CellKind}


def write_frame(stream: IO[bytes], body: bytes) -> None:
    """Write one frame and flush it."""
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes], longest: int = _LONGEST) -> bytes | None:
    """The next frame; None when the other side has closed, even in the middle of one.

    A frame longer than `longest` is not one: something else wrote into the pipe.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > longest:
        return None
    body = stream.read(length)
    return body if len(body) == length else None


def encode(answer: RawBook | Refused) -> bytes:
    """The answer as bytes."""
    if isinstance(answer, Refused):
        cell = (answer.cell.row, answer.cell.column) if answer.cell else None
        refusal = (answer.code, answer.params, answer.sheet, cell)
        return _bytes({"refused": refusal})
    sheets = [_flat(sheet) for sheet in answer.sheets]
    plain = (answer.container, sheets, dict(answer.custom), dict(answer.names))
    return _bytes({"book": plain})


def _bytes(answer: Mapping[str, object]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def decode(body: bytes) -> RawBook | Refused:
    """The answer in a frame; ValueError, TypeError or KeyError when `body` is none."""
    answer: dict[str, Any] = json.loads(body)
    if "refused" in answer:
        code, params, sheet, cell = answer["refused"]
        at = Cell(*map(int, cell)) if cell else None
        return Refused(finding_code(str(code)), params, sheet=str(sheet), cell=at)
    container, sheets, custom, names = answer["book"]
    return RawBook(container, tuple(map(_sheet, sheets)), custom, names)


def _flat(sheet: RawSheet) -> tuple[object, ...]:
    """A sheet as columns of plain values, which is the fastest for JSON."""
    rows, columns, kinds, values, formulas, struck, shown = facts_of(sheet.cells)
    return (
        sheet.name,
        sheet.visible,
        rows,
        columns,
        kinds,
        values,
        list(compress(count(), formulas)),
        list(compress(count(), struck)),
        [(at, one.text, one.sure) for at, one in compress(enumerate(shown), shown)],
        sheet.merges,
        sorted(sheet.hidden_rows),
        sorted(sheet.hidden_columns),
        dict(sheet.comments),
        dict(sheet.unseen),
        dict(sheet.beside),
        [(one.row, one.column, one.text) for one in sheet.drawn],
    )


def _sheet(flat: list[Any]) -> RawSheet:
    name, visible, rows, columns, kinds, values, formulas, struck, shown, *rest = flat
    merges, hidden_rows, hidden_columns, comments, unseen, beside, drawn = rest
    flags = _marked(formulas, len(rows)), _marked(struck, len(rows))
    known = list(map(_KINDS.__getitem__, kinds))
    if not len(rows) == len(columns) == len(kinds) == len(values):
        raise ValueError
    seen: list[Shown | None] = [None] * len(rows)
    for at, text, sure in shown:
        seen[at] = Shown(text, sure)
    cells = cells_of(len(rows), (rows, columns, known, values, *flags, seen))
    return RawSheet(
        name,
        visible,
        tuple(cells),
        tuple((top, left, bottom, right) for top, left, bottom, right in merges),
        frozenset(hidden_rows),
        frozenset(hidden_columns),
        comments,
        {str(at): Unseen(why) for at, why in unseen.items()},
        beside,
        tuple(Drawn(row, column, text) for row, column, text in drawn),
    )


def _marked(places: list[int], count: int) -> list[bool]:
    flags = [False] * count
    for at in places:
        flags[at] = True
    return flags
