"""Foreign files for the tests of intake: hand-made packages and real conversions."""

from __future__ import annotations

import functools
import io
import struct
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

NOBODY = 0xFFFFFFFF

ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def zipped(parts: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    """A zip of these members in this order."""
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return out.getvalue()


def sheet(rows: str, *, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """A worksheet part with these row elements."""
    return (
        f'<worksheet xmlns="{namespace}" xmlns:r="{RELS}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def xlsx_parts(
    *sheets: str,
    strings: str | None = None,
    styles: str | None = None,
    workbook_head: str = "",
    workbook_tail: str = "",
) -> dict[str, str]:
    """The parts of a workbook whose sheets are called 表1, 表2 and so on."""
    numbers = range(1, len(sheets) + 1)
    lines = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{RELS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    parts = {"[Content_Types].xml": "<Types/>"}
    for kind, name, body in (("sharedStrings", "s", strings), ("styles", "y", styles)):
        if body is not None:
            relations += f'<Relationship Id="{name}" Type="{RELS}/{kind}" Target="/xl/{kind}.xml"/>'
            parts[f"xl/{kind}.xml"] = body
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}">{workbook_head}'
        f"<sheets>{lines}</sheets>{workbook_tail}</workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'
    )
    for n, body in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{n}.xml"] = body
    return parts


def xlsx(*rows: str, strings: str | None = None, styles: str | None = None) -> bytes:
    """A workbook with one sheet for each text of row elements."""
    return zipped(xlsx_parts(*map(sheet, rows), strings=strings, styles=styles))


def relations(*lines: tuple[str, str, str]) -> str:
    """A relations part of (id, last word of the type, target)."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{RELS}/{kind}" Target="{target}"/>'
        for key, kind, target in lines
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def ods_parts(tables: str, *, styles: str = "", names: str = "") -> dict[str, str]:
    """The parts of an OpenDocument spreadsheet with these table elements."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": (
            f"<office:document-content {ODF}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
            f"<table:named-expressions>{names}</table:named-expressions>"
            "</office:spreadsheet></office:body></office:document-content>"
        ),
        "META-INF/manifest.xml": "<manifest/>",
    }


def ods(rows: str, *, styles: str = "") -> bytes:
    """An OpenDocument spreadsheet with one table of these rows."""
    table = f'<table:table table:name="表1">{rows}</table:table>'
    return zipped(ods_parts(table, styles=styles))


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams under its root, each padded to the size of a large one."""
    sector, free, last = 512, 0xFFFFFFFF, 0xFFFFFFFE
    count = len(streams)
    table: list[int] = []
    body, entries = b"", []
    for number, (name, stream) in enumerate(streams.items(), 1):
        size = max(4096, -(-len(stream) // sector) * sector)
        first, length = len(table), size // sector
        table += [*range(first + 1, first + length), last]
        body += stream.ljust(size, b"\0")
        right = number + 1 if number < count else free
        entries.append(_ole_entry(name, 2, right, free, first, size))
    root = _ole_entry("Root Entry", 5, free, 1 if count else free, last, 0)
    directory = (root + b"".join(entries)).ljust(-(-(count + 1) // 4) * sector, b"\0")
    start = len(table)
    length = len(directory) // sector
    table += [*range(start + 1, start + length), last]
    fat_at = len(table)
    fat_sectors = (fat_at + 128) // 128
    table += [0xFFFFFFFD] * fat_sectors
    table += [free] * (fat_sectors * 128 - len(table))
    head = struct.pack("<8s16x5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, fat_sectors, start, 0, 4096, last, 0, last, 0)
    places = [*range(fat_at, fat_at + fat_sectors)]
    head += struct.pack("<109I", *places, *[free] * (109 - fat_sectors))
    return head + body + directory + struct.pack(f"<{len(table)}I", *table)


def _ole_entry(  # noqa: PLR0913, PLR0917 - the fields in their order
    name: str, kind: int, right: int, child: int, first: int, size: int
) -> bytes:
    raw = name.encode("utf-16-le")
    fixed = raw.ljust(64, b"\0") + struct.pack(
        "<H2B3I", len(raw) + 2, kind, 1, NOBODY, right, child
    )
    return fixed + bytes(36) + struct.pack("<IQ", first, size)


@functools.cache
def converted(data: bytes, suffix: str, to: str) -> bytes:
    """What LibreOffice makes of `data` when it saves it in the format `to`."""
    return converted_all([data], suffix, to)[0]


def converted_all(files: Sequence[bytes], suffix: str, to: str) -> list[bytes]:
    """What LibreOffice makes of each of the files, started once for all of them."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder, f"in{number}.{suffix}") for number in range(len(files))]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        out = Path(folder, "out")
        profile = Path(folder, "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", to, "--outdir", str(out), *map(str, sources)]
        subprocess.run(  # noqa: S603 - our own command on our own files
            command, check=True, capture_output=True, timeout=120
        )
        ending = to.partition(":")[0]
        return [(out / f"{source.stem}.{ending}").read_bytes() for source in sources]
