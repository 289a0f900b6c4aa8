"""Workbooks in the xlsx family, read part by part from a bounded package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lzfx.intake.bounded import LIMITS, Limits, Refused, too_many
from lzfx.intake.cells import Tally
from lzfx.intake.xlsx.cells import SheetContext
from lzfx.intake.xlsx.drawings import read_drawings
from lzfx.intake.xlsx.elements import parse_own
from lzfx.intake.xlsx.notes import read_notes
from lzfx.intake.xlsx.relations import Relation, main_part, relations
from lzfx.intake.xlsx.sheet import read_sheet
from lzfx.intake.xlsx.strings import Strings, decoded, read_strings
from lzfx.intake.xlsx.styles import Styles, read_styles
from lzfx.intake.zipped import BoundedZip, open_zip
from lzfx.model.book import RawBook, RawSheet

_USUAL_PLACE = "xl/workbook.xml"
_CUSTOM = "docprops/custom.xml"
_VARIANTS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
)
_WORKSHEET = "worksheet"
_NOT_READ = frozenset(("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"))
_TRUE = frozenset(("1", "true", "on"))
_VISIBLE = "visible"


@dataclass(slots=True)
class _Workbook:
    """What workbook.xml says: sheets as (name, state, relation id), names, date system."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    since_1904: bool = False


def read_xlsx(data: bytes, limits: Limits = LIMITS) -> RawBook:
    """The workbook in `data`: every worksheet with its non-empty cells; Refused when unsound."""
    return read_package(open_zip(data, limits), limits)


def read_package(package: BoundedZip, limits: Limits) -> RawBook:
    """The workbook of an opened package."""
    part = _workbook_part(package, limits)
    workbook = _read_workbook(part, package.read(part), limits)
    too_many("too-many-sheets", len(workbook.sheets), limits.sheets)
    related = relations(package, part, limits)
    context = _Context(package, limits, workbook, related)
    sheets = tuple(
        sheet for name, state, key in workbook.sheets if (sheet := context.sheet(name, state, key))
    )
    if not sheets:
        raise Refused("no-worksheet")
    return RawBook("xlsx", sheets, _read_custom(package, limits), workbook.names)


def _workbook_part(package: BoundedZip, limits: Limits) -> str:
    if _USUAL_PLACE in package:
        return _USUAL_PLACE
    if part := main_part(package, limits):
        return part
    raise Refused("workbook-damaged", {"part": _USUAL_PLACE, "detail": "missing"})


def _read_workbook(part: str, data: bytes, limits: Limits) -> _Workbook:
    workbook = _Workbook()
    defined = ""
    pieces: list[str] = []

    def start(name: str, parent: str, given: dict[str, str]) -> None:
        nonlocal defined
        if (name, parent) == ("sheet", "sheets"):
            key = next((value for at, value in given.items() if at.endswith(" id")), "")
            workbook.sheets.append((given.get("name", ""), given.get("state", _VISIBLE), key))
        elif (name, parent) == ("definedName", "definedNames"):
            defined = given.get("name", "")
            pieces.clear()
        elif (name, parent) == ("workbookPr", "workbook"):
            workbook.since_1904 = given.get("date1904", "0") in _TRUE

    def text(piece: str) -> None:
        if defined:
            pieces.append(piece)

    def end(name: str) -> None:
        nonlocal defined
        if name == "definedName":
            workbook.names.setdefault(defined, "".join(pieces))
            defined = ""

    parse_own(part, data, start, end, text, limits=limits)
    return workbook


class _Context:
    """The parts that all worksheets share, each read once."""

    def __init__(
        self,
        package: BoundedZip,
        limits: Limits,
        workbook: _Workbook,
        related: Mapping[str, Relation],
    ) -> None:
        self._package = package
        self._limits = limits
        self._related = related
        self._since_1904 = workbook.since_1904
        named = {key for _, _, key in workbook.sheets}
        worksheets = {key for key, one in related.items() if one.kind == _WORKSHEET}
        self._all_named = worksheets <= named
        self._tally = Tally(limits)
        strings = self._shared("sharedStrings")
        self._strings = read_strings(*strings, limits) if strings else Strings()
        styles = self._shared("styles")
        self._styles = read_styles(*styles, limits) if styles else Styles()

    def _shared(self, kind: str) -> tuple[str, bytes] | None:
        for relation in self._related.values():
            if relation.kind == kind and relation.target in self._package:
                return relation.target, self._package.read(relation.target)
        return None

    def sheet(self, name: str, state: str, key: str) -> RawSheet | None:
        """The worksheet of an entry in workbook.xml; None for charts, dialogs and macros."""
        relation = self._related.get(key)
        if relation is not None and relation.kind in _NOT_READ:
            return None
        if not key and self._all_named:
            return None  # an old macro module, which Excel lists as a sheet
        if relation is None or relation.target not in self._package:
            raise Refused("sheet-part-missing", {"sheet": name}, sheet=name)
        context = SheetContext(
            name, state == _VISIBLE, self._strings, self._styles, self._since_1904, self._tally
        )
        notes = read_notes(self._package, relation.target, self._limits)
        data = self._package.read(relation.target)
        read = read_sheet(relation.target, data, context, notes)
        drawn = read_drawings(self._package, relation.target, self._limits)
        return replace(read, drawn=drawn) if drawn else read


def _read_custom(package: BoundedZip, limits: Limits) -> Mapping[str, str]:
    """Custom document properties as texts."""
    custom: dict[str, str] = {}
    if _CUSTOM not in package:
        return custom
    current = ""
    pieces: list[str] = []

    def start(name: str, _: str, given: dict[str, str]) -> None:
        nonlocal current
        if name == "property":
            current = given.get("name", "")
            pieces.clear()

    def end(name: str) -> None:
        nonlocal current
        if name == "property":
            custom[current] = decoded("".join(pieces).strip())
            current = ""

    data = package.read(_CUSTOM)
    parse_own(_CUSTOM, data, start, end, pieces.append, limits=limits, also=_VARIANTS)
    return custom
