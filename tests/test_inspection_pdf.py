"""Proof-reading of a pdf: what we print has no fault, every seeded fault is found at its page."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
import typst
from pypdf.generic import ArrayObject, FloatObject, NameObject
from support.printed_document import TEMPLATES, handbook, long_text, overview

from lzfx.content.blocks import Cell, Column, Document, Heading, PageBreak, Paragraph, Table
from lzfx.inspection.inspect import inspect
from lzfx.model.finding import Finding, Severity
from lzfx.render.fonts import bundled_folders
from lzfx.render.pdf.document import render_pdf
from lzfx.render.standard import load_standard

STANDARD = load_standard(TEMPLATES)
FILE = "成果.pdf"
BOOK = handbook()
LIST = overview()


def printed(document: Document, templates: Path = TEMPLATES) -> bytes:
    return render_pdf(document, templates, "bundled").data


@pytest.fixture(scope="module")
def book() -> bytes:
    return printed(BOOK)


def altered(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """A copy of the page templates with pieces of their files replaced."""
    own = folder / "documents"
    shutil.copytree(TEMPLATES, own)
    for name, old, new in changes:
        file = own / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{name} no longer says {old!r}"
        file.write_text(text.replace(old, new), encoding="utf-8")
    return own


def found(data: bytes, document: Document | None = None) -> tuple[Finding, ...]:
    return inspect(data, STANDARD, FILE, document)


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {one.code for one in findings}


@pytest.mark.parametrize("document", [BOOK, LIST], ids=["book", "list"])
def test_sound__what_we_print_has_no_fault(document: Document) -> None:
    assert [
        one for one in found(printed(document), document) if one.severity is Severity.ERROR
    ] == []


MAY_BREAK = "let breakable = too-tall(row-cells, widths, room, size)"
SEEDED: dict[str, tuple[Document, tuple[tuple[str, str, str], ...], str]] = {
    "number one too high": (
        BOOK,
        (("typst/standard.typ", "— #n —", "— #(n + 1) —"),),
        "print-number-wrong",
    ),
    "contents do not follow": (
        BOOK,
        (("typst/standard.typ", "— #n —", "— #(n + 1) —"),),
        "print-contents-wrong",
    ),
    "number on the wrong side": (
        BOOK,
        (("typst/standard.typ", "if calc.odd(n)", "if calc.even(n)"),),
        "print-number-misplaced",
    ),
    "number too low": (
        BOOK,
        (("gb9704.toml", "below = 7.0", "below = 9.0"),),
        "print-number-misplaced",
    ),
    "blank page numbered": (
        replace(BOOK, blocks=(*BOOK.blocks, PageBreak(), Heading(1, "后记"), Paragraph("完。"))),
        (("typst/main.typ", "pagebreak(weak: true)", "{ pagebreak()\n pagebreak() }"),),
        "print-blank-numbered",
    ),
    "head not repeated": (
        LIST,
        (("typst/table.typ", "repeat: true", "repeat: false"),),
        "print-head-missing",
    ),
    "rows split": (
        LIST,
        (("typst/table.typ", MAY_BREAK, "let breakable = true"),),
        "print-row-split",
    ),
    "long cell cut off": (
        LIST,
        (("typst/table.typ", MAY_BREAK, "let breakable = false"),),
        "print-outside-area",
    ),
    "text in the margin": (
        BOOK,
        (("typst/standard.typ", "  left: left-edge,", "  left: left-edge - 6mm,"),),
        "print-outside-area",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SEEDED)
def test_seeded__every_fault_of_a_page_is_found(name: str, tmp_path: Path) -> None:
    document, changes, code = SEEDED[name]
    data = printed(document, altered(tmp_path, *changes))
    findings = [one for one in found(data, document) if one.code == code]
    assert findings
    assert all(one.where.file == FILE and one.where.sheet.startswith("第") for one in findings)


def test_number_wrong__says_page_number_and_what_it_should_be(tmp_path: Path) -> None:
    own = altered(tmp_path, ("typst/standard.typ", "— #n —", "— #(n + 1) —"))
    first = next(one for one in found(printed(BOOK, own), BOOK) if one.code == "print-number-wrong")
    assert (first.where.sheet, dict(first.params)) == ("第3页", {"value": 2, "expected": 1})


def test_cell_of_400_characters__is_printed_whole_or_found_missing(tmp_path: Path) -> None:
    table = Table(
        (Column("甲", 1), Column("乙", 9)), ((Cell(long_text(400)), Cell("短")),), landscape=True
    )
    document = Document("名", "题", (table,), "人", "2011-09-30", landscape=True)
    assert codes(found(printed(document), document)) == set()
    changes = (
        "typst/table.typ",
        "let breakable = too-tall(row-cells, widths, room, size)",
        "let breakable = false",
    )
    cut = found(printed(document, altered(tmp_path, changes)), document)
    assert codes(cut) & {"print-outside-area", "print-text-missing"}


def test_row_alone_on_the_last_page__is_told_and_forbids_nothing() -> None:
    for rows in range(12, 40):
        texts = tuple((Cell(f"第{row}行的内容，各不相同。"), Cell("乙")) for row in range(rows))
        table = Table((Column("甲列", 5), Column("乙列", 5)), texts, landscape=True)
        document = Document("名", "题", (table,), "人", "2011-09-30", landscape=True)
        findings = found(printed(document), document)
        if findings:
            break
    assert [(one.code, one.severity, one.where.sheet) for one in findings] == [
        ("print-row-alone", Severity.ADVICE, "第2页")
    ]


def test_text_missing__names_the_sentence(book: bytes) -> None:
    longer = replace(BOOK, blocks=(*BOOK.blocks, Paragraph("写在前面。这一句没有印。")))
    missing = [
        one.params["value"] for one in found(book, longer) if one.code == "print-text-missing"
    ]
    assert missing == ["写在前面", "这一句没有印"]


def rewritten(data: bytes, change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_font_not_in_the_file__is_named(book: bytes) -> None:
    def without_font(writer: pypdf.PdfWriter) -> None:
        page: Any
        for page in writer.pages:
            for font in page["/Resources"].get("/Font", {}).values():
                descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
                descriptor.pop(NameObject("/FontFile3"), None)
                descriptor.pop(NameObject("/FontFile2"), None)

    findings = [
        one for one in found(rewritten(book, without_font)) if one.code == "print-font-not-embedded"
    ]
    assert findings
    assert all("Noto" in str(one.params["name"]) for one in findings)


def test_archival_claims__each_missing_one_is_named(book: bytes) -> None:
    def without_claims(writer: pypdf.PdfWriter) -> None:
        for name in ("/Lang", "/Metadata", "/MarkInfo"):
            del writer.root_object[NameObject(name)]

    (finding,) = (
        one for one in found(rewritten(book, without_claims)) if one.code == "print-not-archival"
    )
    assert finding.params["value"] == ("语言", "结构", "PDF/A")


def test_paper__that_is_not_a4_is_named_with_its_size(book: bytes) -> None:
    def wider(writer: pypdf.PdfWriter) -> None:
        box = ArrayObject(FloatObject(number) for number in (0, 0, 612, 792))
        writer.pages[4][NameObject("/MediaBox")] = box

    (finding,) = (one for one in found(rewritten(book, wider)) if one.code == "print-not-a4")
    assert (finding.where.sheet, dict(finding.params)) == ("第5页", {"width": 216, "height": 279})


def test_signs_no_font_has__are_counted() -> None:
    source = '#set page("a4", margin: 40mm)\n#set text(font: "Noto Serif SC")\n字\ue000\ue001'
    fonts: list[Any] = [str(folder) for folder in bundled_folders()]
    data = typst.compile(source.encode(), format="pdf", font_paths=fonts)
    (finding,) = (one for one in found(data) if one.code == "print-glyph-missing")
    assert (finding.where.sheet, finding.params["number"]) == ("第1页", 2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 cut off", "print-unreadable"),
        (b"PK\x03\x04 no zip", "print-unreadable"),
        (b"plain text", "not-a-print"),
        (b"", "not-a-print"),
    ],
)
def test_no_print__one_finding_says_so(data: bytes, code: str) -> None:
    assert [one.code for one in found(data)] == [code]


def test_cut_anywhere__is_a_finding_and_never_an_exception(book: bytes) -> None:
    for share in range(1, 20):
        cut = book[: len(book) * share // 20]
        assert codes(found(cut)) & {"print-unreadable", "print-not-archival"}
