"""The PDF is looked at as printed: what stands where, and whether anything is missing."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pypdfium2
import pytest
from support.printed_document import (
    LEVELS,
    TEMPLATES,
    handbook,
    long_text,
    overview,
    squeezed,
    table_in,
)
from support.printed_pages import MM, missing, page_texts

from lzfx.content.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from lzfx.render.fonts import FontsMissing, substituted
from lzfx.render.pdf.document import MissingGlyph, Rendered, render_pdf
from lzfx.render.standard import load_standard

STANDARD = load_standard(TEMPLATES)
BELOW = (STANDARD["page"]["top"] + STANDARD["page"]["text_height"]) * MM


@pytest.fixture(scope="module")
def listed() -> Rendered:
    return render_pdf(overview(), TEMPLATES, "bundled")


@pytest.fixture(scope="module")
def book() -> Rendered:
    return render_pdf(handbook(), TEMPLATES, "bundled")


def test_text__every_sentence_is_printed(listed: Rendered, book: Rendered) -> None:
    assert missing(overview(), listed.data) == []
    assert missing(handbook(), book.data) == []


def test_text__a_dropped_sentence_would_be_noticed(listed: Rendered) -> None:
    document = overview()
    extra = Paragraph("这一句没有印出来。")
    longer = replace(document, blocks=(*document.blocks, extra))
    assert missing(longer, listed.data) == ["这一句没有印出来"]


def test_text__row_longer_than_a_page_is_printed_to_its_last_word(listed: Rendered) -> None:
    pages = page_texts(listed.data)
    first = next(number for number, page in enumerate(pages) if "第1句说明" in page)
    last = next(number for number, page in enumerate(pages) if squeezed(long_text())[-4:] in page)
    assert last > first


def test_rows__shorter_than_a_page_are_not_split(listed: Rendered) -> None:
    """Every line of a row stands on the page that it begins on, a little of it told apart."""
    pages = page_texts(listed.data)
    for cells in table_in(overview()).rows:
        if "第1句" not in cells[6].text:
            whole = squeezed(cells[4].text)
            page = next(page for page in pages if whole in page)
            # Between two lines of it the text of a merged cell beside it may be read.
            own, wanted = page[page.index(whole) :], squeezed(cells[6].text)
            for merged in ("(续)", *{squeezed(each.text) for each in (cells[1], cells[2])}):
                own, wanted = own.replace(merged, ""), wanted.replace(merged, "")
            assert wanted in own


def test_pages__are_a4(listed: Rendered, book: Rendered) -> None:
    short, long = 210 * MM, 297 * MM
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(listed.data)]
    assert len(sizes) == listed.pages
    assert all(size == pytest.approx((long, short), abs=0.5) for size in sizes)
    for size in (page.get_size() for page in pypdfium2.PdfDocument(book.data)):
        assert sorted(size) == pytest.approx([short, long], abs=0.5)


@pytest.mark.parametrize("name", ["listed", "book"])
def test_fonts__are_embedded(name: str, request: pytest.FixtureRequest) -> None:
    reader: Any = pypdf.PdfReader(io.BytesIO(request.getfixturevalue(name).data))
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for inner in font.get_object()["/DescendantFonts"]:
                descriptor = inner.get_object()["/FontDescriptor"]
                fonts[inner.get_object()["/BaseFont"]] = set(descriptor)
    assert fonts
    assert all("/FontFile3" in keys or "/FontFile2" in keys for keys in fonts.values())


def test_file__is_pdf_a_with_title_and_language(book: Rendered) -> None:
    reader: Any = pypdf.PdfReader(io.BytesIO(book.data))
    assert b"pdfaid:part" in book.data
    assert reader.metadata.title == handbook().title
    assert reader.metadata.creation_date.date().isoformat() == "2011-09-30"
    assert reader.trailer["/Root"]["/Lang"].startswith("zh")


def test_file__same_document_gives_the_same_bytes(listed: Rendered) -> None:
    assert render_pdf(overview(), TEMPLATES, "bundled").data == listed.data


def test_list__header_on_every_page_with_rows(listed: Rendered) -> None:
    *pages, last = page_texts(listed.data)
    head = "序号单位岗位权力事项廉政风险点表现形式风险等级防范措施"
    assert [number for number, page in enumerate(pages) if page.count(head) != 1] == []
    assert "说明:风险等级" in last


def test_list__merged_cells_go_on_with_their_name(listed: Rendered) -> None:
    pages = page_texts(listed.data)
    assert "(续)" not in pages[0]
    assert sum("(续)" in page for page in pages) > len(pages) / 2


def pages_of(blocks: tuple[Block, ...], *texts: str) -> list[int]:
    """On which page each text is."""
    document = Document("名", "题", blocks, "人", "2011-09-30")
    pages = page_texts(render_pdf(document, TEMPLATES, "bundled").data)
    return [next(at for at, page in enumerate(pages) if text in page) for text in texts]


@pytest.mark.parametrize("lines", range(12, 22))
def test_heading__and_what_announces_a_table_stand_on_its_page(lines: int) -> None:
    rows = tuple((Cell(f"第{number}行"),) for number in range(60))
    before = tuple(Paragraph("占一行。") for _ in range(lines))
    blocks: tuple[Block, ...] = (
        *before,
        Heading(2, "一、标题"),
        Paragraph("共60行。"),
        Table((Column("列", 1),), rows),
    )
    assert len(set(pages_of(blocks, "一、标题", "共60行", "第0行"))) == 1


@pytest.mark.parametrize("lines", range(12, 22))
def test_table__of_few_rows_is_not_split(lines: int) -> None:
    rows = tuple((Cell(f"第{number}行"),) for number in range(8))
    before = tuple(Paragraph("占一行。") for _ in range(lines))
    assert len(set(pages_of((*before, Table((Column("列", 1),), rows)), "第0行", "第7行"))) == 1


@pytest.mark.parametrize("lines", range(16, 22))
def test_notes__of_one_table_stand_together(lines: int) -> None:
    before = tuple(Paragraph("占一行。") for _ in range(lines))
    notes = tuple(Paragraph(f"注{number}。", "note") for number in range(4))
    assert len(set(pages_of((*before, Paragraph("合计。"), *notes), "合计", "注0", "注3"))) == 1


def test_heading__part_is_centred_and_the_levels_under_it_follow_the_standard() -> None:
    blocks = (
        Heading(1, "第一部分"),
        Heading(2, "一、甲"),
        Heading(3, "（一）乙"),
        Heading(4, "1. 丙"),
    )
    document = Document("名", "题", blocks, "人", "2011-09-30")
    with pdfplumber.open(io.BytesIO(render_pdf(document, TEMPLATES, "bundled").data)) as pdf:
        signs = {sign["text"]: sign for sign in pdf.pages[0].chars}
    part = [signs["第"]["x0"], signs["分"]["x1"]]
    assert sum(part) / 2 == pytest.approx((28 + 78) * MM, abs=2)
    assert signs["分"]["size"] > signs["甲"]["size"]
    assert "Sans" in signs["甲"]["fontname"]
    assert "Serif" in signs["丙"]["fontname"]
    assert signs["甲"]["x0"] == pytest.approx(28 * MM + 4 * 16, abs=3)


def test_list__levels_are_tinted(listed: Rendered) -> None:
    with pdfplumber.open(io.BytesIO(listed.data)) as pdf:
        page = pdf.pages[0]
        fills = {
            tuple(round(part * 255) for part in shape["non_stroking_color"])
            for shape in page.rects + page.curves
            if shape["fill"] and len(shape["non_stroking_color"]) == 3
        }
    assert {(0xFB, 0xD5, 0xD5), (0xFD, 0xE6, 0xCC), (0xD6, 0xE6, 0xFA)} <= fills
    assert all(squeezed(level) in page_texts(listed.data)[0] for level in LEVELS)


def test_number__landscape_pages_have_it_where_upright_pages_do(listed: Rendered) -> None:
    with pdfplumber.open(io.BytesIO(listed.data)) as pdf:
        for number, page in enumerate(pdf.pages[:4], start=1):
            margin = page.crop((0, 0, 34 * MM, page.height)).chars
            assert squeezed("".join(sign["text"] for sign in margin)).strip("—") == str(number)
            middle = sum(sign["top"] for sign in margin) / len(margin)
            assert (middle > page.height / 2) == (number % 2 == 1)


def test_number__odd_right_even_left_and_none_on_the_cover(book: Rendered) -> None:
    with pdfplumber.open(io.BytesIO(book.data)) as pdf:
        for at, page in enumerate(pdf.pages[:9]):
            foot = [sign for sign in page.chars if sign["top"] > BELOW]
            if at < 2:
                assert foot == []
                continue
            if page.width > page.height:
                continue
            number = at - 1
            assert squeezed("".join(sign["text"] for sign in foot)) == f"—{number}—"
            one_character = STANDARD["number"]["size"]
            left, width = STANDARD["page"]["left"] * MM, STANDARD["page"]["text_width"] * MM
            if number % 2:
                end = max(sign["x1"] for sign in foot)
                assert end == pytest.approx(left + width - one_character, abs=1)
            else:
                assert min(sign["x0"] for sign in foot) == pytest.approx(
                    left + one_character, abs=1
                )


def test_number__dash_is_seven_millimetres_below_the_type_area(book: Rendered) -> None:
    dots = 20  # per millimetre
    page = pypdfium2.PdfDocument(book.data)[2]
    picture = page.render(scale=dots / MM, grayscale=True).to_pil()
    rows = [
        y
        for y in range(264 * dots, 280 * dots)
        if sum(picture.getpixel((x, y)) < 128 for x in range(150 * dots, picture.width)) > 60
    ]
    assert rows[0] / dots - 262 == pytest.approx(7.0, abs=STANDARD["tolerance"]["number"])


def test_contents__numbers_are_those_of_the_pages(book: Rendered) -> None:
    pdf = pypdfium2.PdfDocument(book.data)
    marks = [
        (squeezed(mark.get_title()), mark.get_dest().get_index(), mark.level)
        for mark in pdf.get_toc()
    ]
    contents = page_texts(book.data)[2]
    listed = re.findall(r"(\D[^.]*?)\.{2,}(\d+?)(?=\D|$)", contents.removeprefix("目录"))
    wanted = [(title, str(index - 1)) for title, index, level in marks if level < 2]
    assert [(title.lstrip("—"), number) for title, number in listed][: len(wanted)] == wanted
    assert [index - 1 for _, index, _ in marks] == list(book.heading_pages)
    assert all(pdf.get_page_label(index) == str(index - 1) for _, index, _ in marks)


def test_body__has_22_lines_of_28_characters() -> None:
    document = Document("甲", "乙", (Paragraph("廉" * 28 * 60, "flush"),), "丙", "2011-09-30")
    rendered = render_pdf(document, TEMPLATES, "bundled")
    with pdfplumber.open(io.BytesIO(rendered.data)) as pdf:
        signs = [sign for sign in pdf.pages[1].chars if sign["text"] == "廉"]
    rows = {round(sign["top"]) for sign in signs}
    assert (len(rows), len(signs)) == (22, 22 * 28)
    assert min(sign["x0"] for sign in signs) == pytest.approx(28 * MM, abs=1)
    assert max(sign["x1"] for sign in signs) == pytest.approx(184 * MM, abs=1)


def test_glyph__that_no_font_has_is_named_with_its_string() -> None:
    table = Table((Column("姓名", 1),), ((Cell("王\U000f1234小明"),),))
    document = Document("甲", "乙", (table,), "丙", "2011-09-30")
    with pytest.raises(MissingGlyph) as caught:
        render_pdf(document, TEMPLATES, "bundled")
    assert caught.value.code == "missing-glyph"
    assert "\U000f1234" in caught.value.text
    assert caught.value.near == "王\U000f1234小明"


def test_fonts__replaced_ones_are_named(listed: Rendered) -> None:
    assert "方正小标宋简体" in listed.substituted
    assert substituted(STANDARD, {"FZXiaoBiaoSong-B05S", "FangSong", "KaiTi", "SimHei"}) == (
        "宋体",
    )


def test_fonts__none_at_all_is_an_error() -> None:
    with pytest.raises(FontsMissing) as caught:
        substituted(STANDARD, {"Arial"})
    assert caught.value.code == "fonts-missing"


def test_merging__given_up_when_the_pages_do_not_come_to_rest(tmp_path: Path) -> None:
    templates = shutil.copytree(TEMPLATES, tmp_path / "documents")
    table = templates / "typst" / "table.typ"
    source = table.read_text("utf-8")
    query = "let pages = query(row-label).map(mark => mark.location().page())\n"
    more_each_time = "for one in range(query(<turn>).len() + 1) [#metadata(one)<turn>]\n"
    assert query in source
    restless = source.replace(query, query + f"if merged != () {{ {more_each_time} }}\n")
    table.write_text(restless, "utf-8")
    usual = render_pdf(overview(24), TEMPLATES, "bundled")
    rendered = render_pdf(overview(24), templates, "bundled")
    assert "(续)" in "".join(page_texts(usual.data))
    assert "(续)" not in "".join(page_texts(rendered.data))
    assert missing(overview(24), rendered.data) == []
