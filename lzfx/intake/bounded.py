"""Limits for foreign bytes: one table of limits, one kind of refusal, one bounded XML parser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from lzfx.model.cell import Cell
from lzfx.model.codes import FindingCode

_MIB = 1024 * 1024
_SLICE = _MIB
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a foreign file may have or cost; real returns stay far below each of these."""

    file_bytes: int = 20 * _MIB
    members: int = 5_000
    name_length: int = 512
    part_bytes: int = 64 * _MIB
    parts_bytes: int = 128 * _MIB
    ratio: int = 200
    ratio_from_bytes: int = 8 * _MIB
    xml_depth: int = 64
    xml_token_bytes: int = 4 * _MIB
    sheets: int = 64
    cell_elements: int = 2_000_000
    values: int = 500_000
    rows: int = 1_048_576
    columns: int = 16_384
    text_length: int = 32_767
    merges: int = 20_000
    strings: int = 500_000
    string_characters: int = 64 * _MIB
    text_columns: int = 256
    mail_parts: int = 500
    mail_depth: int = 8
    archive_members: int = 2_000
    archive_bytes: int = 200 * _MIB
    answer_bytes: int = 64 * _MIB
    seconds_per_file: float = 20.0
    worker_bytes: int = 1024 * _MIB
    files_per_worker: int = 200
    judging_seconds: float = 60.0
    judging_bytes: int = 768 * _MIB


LIMITS = Limits()


class Refused(Exception):  # noqa: N818 - a verdict on a file, not a fault of the program
    """The file is not read; `code` names the sentence, `params` fill it, the place is optional."""

    def __init__(
        self,
        code: FindingCode,
        params: Mapping[str, object] | None = None,
        *,
        sheet: str = "",
        cell: Cell | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, object] = dict(params or {})
        self.sheet = sheet
        self.cell = cell

    def __repr__(self) -> str:
        return f"Refused({self.code!r}, {self.params!r}, {self.sheet!r}, {self.cell!r})"


def too_many(code: FindingCode, count: int, limit: int, sheet: str = "") -> None:
    """Refuse when `count` is above `limit`."""
    if count > limit:
        raise Refused(code, {"limit": limit}, sheet=sheet)


@dataclass(frozen=True, slots=True)
class XmlHandlers:
    """The handlers of a reader; those for start and end are also called with the depth.

    Calling handlers for a million elements is most of the cost of reading. So readers that count
    the depth themselves set `counts_depth` and are called directly.
    """

    start: Callable[[str, dict[str, str]], None]
    end: Callable[[str], None]
    text: Callable[[str], None] | None = None
    counts_depth: bool = False


def parse_xml(
    part: str,
    data: bytes,
    handlers: XmlHandlers | None,
    *,
    limits: Limits = LIMITS,
    namespaces: bool = True,
) -> None:
    """Parse one part; refuses DTDs, entities, deep nesting, giant tokens and broken XML.

    Without handlers it is only checked to be sound XML.

    With `namespaces` names of elements, and of prefixed attributes, are given as `uri name`.
    """
    parser = expat.ParserCreate(None, " " if namespaces else None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_entity(part)
    parser.EntityDeclHandler = _refuse_entity(part)
    parser.ExternalEntityRefHandler = _refuse_entity(part)
    if handlers is not None:
        start, end = handlers.start, handlers.end
        if not handlers.counts_depth:
            start, end = _counting(part, handlers, limits.xml_depth)
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        if handlers.text is not None:
            parser.CharacterDataHandler = handlers.text
    try:
        _feed(part, parser, data, limits.xml_token_bytes)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused("xml-damaged", {"part": part, "detail": str(error)}) from error


def _refuse_entity(part: str) -> Callable[..., int]:
    def refuse(*_: object) -> int:
        raise Refused("xml-entity", {"part": part})

    return refuse


def _counting(
    part: str, handlers: XmlHandlers, limit: int
) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
    depth = 0
    inner_start, inner_end = handlers.start, handlers.end

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limit:
            raise Refused("xml-too-deep", {"part": part, "limit": limit})
        inner_start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        inner_end(name)

    return start, end


def _feed(part: str, parser: expat.XMLParserType, data: bytes, token_cap: int) -> None:
    """Feed in slices; a giant token is refused, since expat rescans it with every slice."""
    size = len(data)
    if size <= _SLICE:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position
        return
    for begin in range(0, size, _SLICE):
        fed = min(begin + _SLICE, size)
        parser.Parse(data[begin:fed], fed == size)
        if fed - parser.CurrentByteIndex > token_cap + _SLICE:
            raise Refused("xml-token-too-long", {"part": part, "limit": token_cap})


def utf8(data: bytes) -> bytes:
    """The same XML, in UTF-8 if it was in UTF-16, so that it can be searched by byte patterns."""
    if not data.startswith(_UTF16_STARTS):
        return data
    try:
        if data.startswith(_UTF16_STARTS[:2]):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-16-le" if data.startswith(b"<\0") else "utf-16-be")
    except UnicodeError:
        return data
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return text.encode("utf-8", "surrogatepass")


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]
