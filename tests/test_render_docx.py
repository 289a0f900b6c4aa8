"""The Word file is checked in its XML, and opened by two programs."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from lxml import etree
from support.printed_document import HOSTILE, TEMPLATES, handbook, overview, risk_table, table_in

from lzfx.content.blocks import (
    Cell,
    Column,
    Contents,
    Document,
    Heading,
    Paragraph,
    Table,
    strings,
)
from lzfx.render.docx.document import render_docx
from lzfx.render.pdf.document import render_pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs "
    "snapToGrid spacing ind contextualSpacing jc textDirection textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u vertAlign "
    "lang",
    "tblPr": "tblStyle tblpPr tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar "
    "tblLook",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next link uiPriority qFormat pPr rPr",
    "settings": "zoom mirrorMargins bordersDoNotSurroundHeader bordersDoNotSurroundFooter "
    "defaultTabStop evenAndOddHeaders characterSpacingControl updateFields compat themeFontLang",
    "font": "altName panose1 charset family pitch sig",
}


@pytest.fixture(scope="module")
def pages() -> tuple[int, ...]:
    return render_pdf(handbook(), TEMPLATES, "bundled").heading_pages


@pytest.fixture(scope="module")
def book(pages: tuple[int, ...]) -> bytes:
    return render_docx(handbook(), TEMPLATES, pages)


@pytest.fixture(scope="module")
def listed() -> bytes:
    return render_docx(overview(), TEMPLATES)


def parts(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def body(data: bytes) -> etree._Element:
    return parts(data)["word/document.xml"]


def texts(element: etree._Element) -> list[str]:
    """The text of each paragraph, its line breaks as such."""
    found = []
    for paragraph in element.iter(W + "p"):
        pieces = paragraph.iter(W + "t", W + "br", W + "tab")
        signs = {W + "br": "\n", W + "tab": "\t"}
        found.append("".join(signs.get(piece.tag, piece.text or "") for piece in pieces))
    return found


@pytest.mark.parametrize("name", ["book", "listed"])
def test_xml__children_stand_in_the_order_of_the_schema(
    name: str, request: pytest.FixtureRequest
) -> None:
    wrong = []
    for part, root in parts(request.getfixturevalue(name)).items():
        for kind, order in ORDERS.items():
            for element in root.iter(W + kind):
                children = [etree.QName(child).localname for child in element]
                ranks = [order.split().index(child) for child in children]
                if ranks != sorted(ranks):
                    wrong.append((part, kind, children))
    assert wrong == []


@pytest.mark.parametrize(("name", "document"), [("book", handbook()), ("listed", overview())])
def test_text__every_string_is_there(
    name: str, document: Document, request: pytest.FixtureRequest
) -> None:
    printed = set(texts(body(request.getfixturevalue(name))))
    lines = {line for text in strings(document) for line in text.split("\n") if line}
    assert sorted(lines - printed) == []
    assert any(hostile in "".join(printed) for hostile in HOSTILE)


def test_text__line_breaks_and_control_signs_in_a_cell() -> None:
    table = Table((Column("甲", 1),), ((Cell("一\n二\t三\x07"),),))
    data = render_docx(Document("名", "题", (table,), "人", "2011-09-30"), TEMPLATES)
    assert "一\n二\t三" in texts(body(data))


def test_table__head_repeats_and_rows_stay_whole(book: bytes, listed: bytes) -> None:
    for data in (book, listed):
        tables = list(body(data).iter(W + "tbl"))
        assert tables
        for table in tables:
            rows = table.findall(W + "tr")
            heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
            assert heads == [True] + [False] * (len(rows) - 1)
    rows = list(body(listed).iter(W + "tr"))
    split = [at for at, row in enumerate(rows) if row.find(f"{W}trPr/{W}cantSplit") is None]
    assert split == [41]


def test_table__of_several_pages_has_every_text_in_its_own_cell(listed: bytes) -> None:
    (table,) = body(listed).iter(W + "tbl")
    assert list(table.iter(W + "vMerge")) == []
    for row, cells in zip(table.findall(W + "tr")[1:], table_in(overview()).rows, strict=True):
        assert texts(row)[1:3] == [cells[1].text, cells[2].text]


def test_table__on_one_page_is_merged_and_its_rows_stay_together() -> None:
    table = replace(risk_table(6, landscape=False), merge=(1,))
    units = ["甲", "甲", "甲", "乙", "丙", "丙"]
    short = tuple(tuple(Cell(name if at == 1 else "短") for at in range(7)) for name in units)
    document = Document("名", "题", (replace(table, rows=short),), "人", "2011-09-30")
    head, *rows = body(render_docx(document, TEMPLATES)).iter(W + "tr")
    merges = [row.findall(W + "tc")[1].find(f"{W}tcPr/{W}vMerge") for row in rows]
    kinds = [None if one is None else one.get(W + "val", "goes on") for one in merges]
    assert kinds == ["restart", "goes on", "goes on", None, "restart", "goes on"]
    assert [texts(row)[1] for row in rows] == ["甲", "", "", "乙", "丙", ""]
    kept = [row.find(f".//{W}keepNext") is not None for row in (head, *rows)]
    assert kept == [True] * 6 + [False]


def test_text__before_a_table_and_between_notes_stays_on_one_page() -> None:
    note = Paragraph("注。", "note")
    blocks = (
        Paragraph("长" * 400),
        Heading(2, "一、甲"),
        Paragraph("短。"),
        risk_table(60),
        note,
        note,
    )
    data = render_docx(Document("名", "题", blocks, "人", "2011-09-30"), TEMPLATES)
    found = body(data)[0]
    kept = {
        "".join(texts(one)): one.find(f"{W}pPr/{W}keepNext") is not None
        for one in found.findall(W + "p")
    }
    assert kept["短。"]
    assert not kept["长" * 400]
    notes = [one for one in found.findall(W + "p") if texts(one) == ["注。"]]
    assert [one.find(f"{W}pPr/{W}keepNext") is not None for one in notes] == [True, False]


def test_contents__has_entries_with_the_numbers_of_the_pdf(
    book: bytes, pages: tuple[int, ...]
) -> None:
    root = body(book)
    marks = {mark.get(W + "name") for mark in root.iter(W + "bookmarkStart")}
    links = list(root.iter(W + "hyperlink"))
    assert {link.get(W + "anchor") for link in links} <= marks
    headings = [block for block in handbook().blocks if isinstance(block, Heading)]
    wanted = [
        f"{heading.text}\t{page}"
        for heading, page in zip(headings, pages, strict=True)
        if heading.level < 3
    ]
    assert [text for text in texts(root) if re.search(r"\t\d+$", text)] == wanted
    kinds = [sign.get(W + "fldCharType") for sign in root.iter(W + "fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
    assert parts(book)["word/settings.xml"].find(W + "updateFields") is None


def test_contents__is_filled_on_opening_when_the_pages_are_unknown() -> None:
    document = Document("名", "题", (Contents("目录"), Heading(1, "一")), "人", "2011-09-30")
    data = render_docx(document, TEMPLATES)
    assert parts(data)["word/settings.xml"].find(W + "updateFields") is not None


def test_sections__turn_for_landscape_tables(book: bytes) -> None:
    sizes = [
        (size.get(W + "w"), size.get(W + "h"), size.get(W + "orient"))
        for size in body(book).iter(W + "pgSz")
    ]
    upright, turned = ("11906", "16838", None), ("16838", "11906", "landscape")
    assert sizes == [upright, upright, turned, upright]
    margins = body(book).find(f".//{W}pgMar")
    assert [margins.get(W + side) for side in ("top", "right", "bottom", "left")] == [
        "2098", "1474", "1984", "1587",
    ]  # fmt: skip


def test_numbers__differ_on_odd_and_even_pages(book: bytes) -> None:
    found = parts(book)
    assert found["word/settings.xml"].find(W + "evenAndOddHeaders") is not None
    for kind, side in (("default", "right"), ("even", "left")):
        footer = found[f"word/footer-upright-{kind}.xml"]
        assert "".join(texts(footer)) == "— 1 —"
        assert footer.find(f".//{W}jc").get(W + "val") == side
        assert texts(found[f"word/header-landscape-{kind}.xml"])[-1] == "— 1 —"
    cover, first, *_ = body(book).iter(W + "sectPr")
    assert cover.find(W + "footerReference") is None
    assert first.find(W + "pgNumType").get(W + "start") == "1"


def test_fonts__have_chinese_as_language_and_a_replacement(book: bytes) -> None:
    found = parts(book)
    languages = [one.get(W + "eastAsia") for one in found["word/styles.xml"].iter(W + "lang")]
    assert set(languages) == {"zh-CN"}
    fonts = {
        font.get(W + "name"): font.find(W + "altName").get(W + "val")
        for font in found["word/fontTable.xml"]
    }
    assert fonts["仿宋_GB2312"] == "FangSong"


def test_file__same_document_gives_the_same_bytes(book: bytes, pages: tuple[int, ...]) -> None:
    assert render_docx(handbook(), TEMPLATES, pages) == book
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert b"2011-09-30T00:00:00Z" in archive.read("docProps/core.xml")


def test_file__opens_as_a_word_document(book: bytes) -> None:
    opened = docx.Document(io.BytesIO(book))
    assert len(opened.tables) == 5
    assert opened.core_properties.title == handbook().title
    styled = [(one.style, one.text) for one in opened.paragraphs]
    assert [text for style, text in styled if style and style.name == "Heading 1"] == [
        "一、总则", "二、风险点和防范措施", "三、附则",
    ]  # fmt: skip


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_file__libreoffice_prints_it(book: bytes, tmp_path: Path) -> None:
    source = tmp_path / "book.docx"
    source.write_bytes(book)
    subprocess.run(  # noqa: S603 - our own file, the office found on the path
        [
            str(shutil.which("soffice")), f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}",
            "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    printed = pypdfium2.PdfDocument(source.with_suffix(".pdf").read_bytes())
    assert len(printed) > 20
    sizes = {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in printed}
    assert sizes == {(210, 297), (297, 210)}
    text = "".join(page.get_textpage().get_text_range() for page in printed)
    assert "三、附则" in text


def test_note__role_has_its_style() -> None:
    document = Document("名", "题", (Paragraph("注：甲\n乙", "note"),), "人", "2011年9月30日")
    data = render_docx(document, TEMPLATES)
    found = [mark.get(W + "val") for mark in body(data).iter(W + "pStyle")]
    assert found == ["Title", "Note", "Note"]
