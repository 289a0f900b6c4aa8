"""One worksheet part of an xlsx package.

Nine cells in ten of a prepared form are empty and only styled, and most others hold a number or
the number of a shared string. Both sorts are taken out of the bytes by patterns that admit
nothing else; only what is left goes through the parser, where each element costs a call.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lzfx.forms.places import a1
from lzfx.intake.bounded import Refused, XmlHandlers, parse_xml, too_many, utf8
from lzfx.intake.gathered import Cells, area, place, within
from lzfx.intake.serials import count_of
from lzfx.intake.xlsx_cells import Filled, SheetContext, broken, put_filled, put_plain
from lzfx.model.book import RawSheet

_EMPTY = re.compile(rb'<c r="[A-Z0-9]+"[ ="a-zA-Z0-9]*(?:/>|></c>)')
_PLAIN = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="([nsb])")?>'
    rb"<v>([-+.0-9Ee]{1,30})</v></c>"
)
_GROUPS = _PLAIN.groups + 1
_ROW = re.compile(rb'<row r="[0-9]{1,7}"[^>]*>')
_TELLING_ROW = re.compile(rb"""hidden=(?!"0"|"false")| ht=(?!"[1-9])""")
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")
_LARGE = 4 * 1024 * 1024
_TRUE = frozenset(("1", "true", "on"))
_ZERO = re.compile(r"0+(?:\.0*)?")


class _PlaceMissing(Exception):  # noqa: N818 - a reason to read again, not a fault
    """A cell says no address, so the empty cells before it count."""


def read_sheet(
    part: str, data: bytes, context: SheetContext, comments: Mapping[str, str]
) -> RawSheet:
    """The worksheet in `data`."""
    data = utf8(data)
    root = _ROOT.search(data)
    prefix = (root[1] or b"").decode("ascii", "replace") if root else ""
    _check_size(data, context)
    plain: list[bytes] = []
    rest = data
    if not prefix and not (b"!" in data and b"<!" in data):
        filled, empties = _EMPTY.subn(b"", data)
        context.tally.add_elements(empties)
        plain = _PLAIN.split(filled)
        rest = _without_rows(b"".join(plain[::_GROUPS]))
    reader = _Reader(part, context, prefix, exact=rest is data)
    try:
        reader.parse(rest)
    except _PlaceMissing:
        plain.clear()
        reader = _Reader(part, context, prefix, exact=True)
        reader.parse(data)
    return reader.sheet(plain, comments)


def _check_size(data: bytes, context: SheetContext) -> None:
    """Refuse a part with too many values before millions of them are taken out of it."""
    limit = context.tally.limits.values
    if len(data) > _LARGE and data.count(b"</v>") > limit:
        raise Refused("too-many-cells", {"limit": limit}, sheet=context.name)


def _without_rows(data: bytes) -> bytes:
    """The part without its row elements, where none of them says more than its number."""
    if _TELLING_ROW.search(data):
        return data
    bare, count = _ROW.subn(b"", data)
    if count != data.count(b"<row") or count != data.count(b"</row>"):
        return data
    return bare.replace(b"</row>", b"")


class _Reader:
    """Handlers of one parse: filled cells are only noted down, and made sense of afterwards."""

    def __init__(self, part: str, context: SheetContext, prefix: str, *, exact: bool) -> None:
        self._part = part
        self._context = context
        self._prefix = f"{prefix}:" if prefix else ""
        self._exact = exact
        self._filled: list[Filled] = []
        self._merges: list[tuple[int, int, int, int]] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[range] = []
        self._elements = 0
        self._row = 0
        self._column = 0

    def sheet(self, plain: list[bytes], comments: Mapping[str, str]) -> RawSheet:
        """What was read: `plain` cells as split from the bytes, and those parsed."""
        context = self._context
        columns = tuple(plain[at::_GROUPS] for at in range(1, _GROUPS))
        context.tally.add_elements(len(columns[0]))
        context.tally.add_values(len(columns[0]))
        cells = Cells(context.name, context.tally.limits)
        put_plain(self._part, context, cells, columns)
        put_filled(self._part, context, cells, self._filled)
        found = cells.in_order()
        return RawSheet(
            context.name,
            context.visible,
            found,
            tuple(self._merges),
            frozenset(self._hidden_rows),
            within(self._hidden_columns, max((cell.column for cell in found), default=0)),
            comments,
        )

    def parse(self, data: bytes) -> None:
        """Read the part; every filled cell is noted."""
        tally = self._context.tally
        handlers = self._handlers()
        parse_xml(self._part, data, handlers, limits=tally.limits, namespaces=False)
        tally.add_elements(self._elements)
        tally.add_values(len(self._filled))

    def _handlers(self) -> XmlHandlers:  # noqa: C901 - one closure over one state, for speed
        prefix = self._prefix
        c_tag, v_tag, t_tag, f_tag = (prefix + name for name in ("c", "v", "t", "f"))
        phonetic_tag = prefix + "rPh"
        attributes: dict[str, str] = {}
        text: str | None = None
        in_cell = wanted = formula = False
        phonetic = depth = 0
        note = self._filled.append

        def start(tag: str, given: dict[str, str]) -> None:
            nonlocal attributes, text, in_cell, wanted, formula, phonetic, depth
            if tag == v_tag and in_cell and not wanted:
                wanted = True
                text = text or ""
            elif tag == c_tag and not in_cell:
                in_cell, formula, text, attributes = True, False, None, given
                self._cell_starts(given)
            else:
                depth = self._deeper(depth)
                if not in_cell:
                    self._structure(tag, given)
                elif tag == f_tag:
                    formula = True
                elif tag == t_tag and not phonetic:
                    wanted = True
                    text = text or ""
                elif tag == phonetic_tag:
                    phonetic += 1
                elif tag in (c_tag, v_tag):
                    raise broken(self._part, self._context, f"{tag} within {tag}")

        def data(piece: str) -> None:
            nonlocal text
            if wanted:
                text = (text or "") + piece

        def end(tag: str) -> None:
            nonlocal in_cell, wanted, phonetic, depth
            if tag == v_tag and in_cell:
                wanted = False
            elif tag == c_tag:
                in_cell = False
                if text is not None or formula:
                    note((attributes, text, formula))
            else:
                depth -= 1
                if tag == t_tag:
                    wanted = False
                elif tag == phonetic_tag and in_cell:
                    phonetic -= 1

        return XmlHandlers(start, end, data, counts_depth=True)

    def _deeper(self, depth: int) -> int:
        limit = self._context.tally.limits.xml_depth
        if depth >= limit:
            raise Refused("xml-too-deep", {"part": self._part, "limit": limit})
        return depth + 1

    def _cell_starts(self, given: dict[str, str]) -> None:
        """Count the cell; one without address gets the one after its predecessor."""
        self._elements += 1
        if "r" in given:
            if self._exact:
                self._row, self._column = place(given["r"])
            return
        if not self._exact:
            raise _PlaceMissing
        self._column += 1
        given["r"] = a1(self._row, self._column)

    def _structure(self, tag: str, given: dict[str, str]) -> None:
        """Rows, columns and merges; everything else in the part is none of our business."""
        name = tag.removeprefix(self._prefix)
        if name == "row":
            self._row_starts(given)
        elif name == "mergeCell":
            self._merge(given.get("ref", ""))
        elif name == "col":
            self._columns(given)

    def _row_starts(self, given: dict[str, str]) -> None:
        self._row = count_of(given.get("r", "")) or self._row + 1
        self._column = 0
        if "hidden" not in given and "ht" not in given:
            return
        no_height = _ZERO.fullmatch(given.get("ht", "")) is not None
        if given.get("hidden") in _TRUE or no_height:
            self._hidden_rows.add(self._row)

    def _columns(self, given: dict[str, str]) -> None:
        if given.get("hidden") not in _TRUE and not _ZERO.fullmatch(given.get("width", "")):
            return
        first, last = count_of(given.get("min", "")), count_of(given.get("max", ""))
        if first and last:
            self._hidden_columns.append(range(first, last + 1))
        widest = self._context.tally.limits.columns
        if len(self._hidden_columns) > widest:
            raise broken(self._part, self._context, f"more than {widest} columns")

    def _merge(self, reference: str) -> None:
        merge = area(reference)
        if merge is None:
            raise broken(self._part, self._context, f"merge {reference[:40]}")
        self._merges.append(merge)
        limit = self._context.tally.limits.merges
        too_many("too-many-merges", len(self._merges), limit, self._context.name)
