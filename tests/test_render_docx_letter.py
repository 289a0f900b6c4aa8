"""Letters, papers, cards and drawings as Word files: their XML, their places on printed pages."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pdfplumber
import pytest
from lxml import etree
from pdfplumber.pdf import PDF
from support.printed_document import HOSTILE, TEMPLATES
from support.word_documents import (
    OFFICE,
    cards,
    drawings,
    notice,
    review_sheet,
    short_notice,
    warning,
)
from support.write_letter_templates import template
from test_render_docx import ORDERS, W, body, parts, texts

from lzfx.content.blocks import Document, Paragraph, strings
from lzfx.content.letter import Annex, Imprint, Letterhead, SignOff
from lzfx.content.paper import Grid
from lzfx.inspection.inspect import inspect
from lzfx.render.docx.document import render_docx
from lzfx.render.standard import load_standard

DOCUMENTS: Mapping[str, Document] = {
    "notice": notice(),
    "upward": notice(sealed=True, signer="贺兰亭"),
    "short": short_notice(),
    "warning": warning(),
    "review": review_sheet(),
    "cards": cards(),
    "four cards": cards(7, 2, 2, 14),
    "drawings": drawings(),
}
MM = 25.4 / 72
CHARACTER = 156 / 28


@cache
def made(name: str) -> bytes:
    return render_docx(DOCUMENTS[name], TEMPLATES, fonts="bundled")


def letter(*blocks: object, mark: str = OFFICE, style: str = "document") -> Document:
    head = Letterhead(mark, "鹭〔2011〕1号", ("题",), style=style)  # type: ignore[arg-type]
    return Document("名", "题", (head, *blocks), "人", "2011-09-30")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_xml__children_stand_in_the_order_of_the_schema(name: str) -> None:
    wrong = []
    for part, root in parts(made(name)).items():
        for kind, order in ORDERS.items():
            for element in root.iter(W + kind):
                children = [etree.QName(child).localname for child in element]
                ranks = [order.split().index(child) for child in children]
                if ranks != sorted(ranks):
                    wrong.append((part, kind, children))
    assert wrong == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_text__every_string_is_there_and_no_field_is_left(name: str) -> None:
    printed = "\n".join(texts(body(made(name))))
    wanted = strings(DOCUMENTS[name], drawings=False)
    lines = {line for text in wanted for line in text.split("\n") if line}
    assert sorted(line for line in lines if line not in printed) == []
    hostile = printed.replace(HOSTILE[6], "")
    assert not re.search(r"\{\{ (?!x )|\{%p|lzfx", hostile)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_inspection__finds_nothing_wrong(name: str) -> None:
    assert inspect(made(name), load_standard(TEMPLATES), f"{name}.docx", DOCUMENTS[name]) == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_file__same_document_gives_the_same_bytes_and_opens(name: str) -> None:
    assert render_docx(DOCUMENTS[name], TEMPLATES, fonts="bundled") == made(name)
    opened = docx.Document(io.BytesIO(made(name)))
    assert opened.core_properties.title == DOCUMENTS[name].title
    with zipfile.ZipFile(io.BytesIO(made(name))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())


def check_relations(data: bytes) -> None:
    found = parts(data)
    relations = {one.get("Id"): one.get("Target") for one in found["word/_rels/document.xml.rels"]}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    used = {
        value
        for one in found["word/document.xml"].iter()
        for key, value in one.attrib.items()
        if str(key).startswith(space)
    }
    assert used <= relations.keys()
    assert {f"word/{target}" for target in relations.values()} <= names
    types = found["[Content_Types].xml"]
    known = {one.get("PartName", "").strip("/") for one in types}
    endings = {one.get("Extension") for one in types}
    assert all(one in known or one.rpartition(".")[2] in endings for one in names)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_relations__each_that_is_named_is_there_and_of_a_known_kind(name: str) -> None:
    check_relations(made(name))


@pytest.mark.parametrize("name", ["letter.docx", "warning.docx"])
def test_templates__are_made_anew_from_the_standard(name: str) -> None:
    """Else run `python tests/support/write_letter_templates.py`."""
    assert (TEMPLATES / "docx" / name).read_bytes() == template(name)


@pytest.mark.parametrize("name", ["notice", "warning"])
def test_styles__are_of_the_standard(name: str) -> None:
    found = parts(made(name))
    styles = {one.get(W + "styleId"): one for one in found["word/styles.xml"].iter(W + "style")}

    def looks(key: str) -> tuple[str, str]:
        run = styles[key].find(W + "rPr")
        return run.find(W + "rFonts").get(W + "eastAsia"), run.find(W + "sz").get(W + "val")

    assert looks("Normal") == ("仿宋_GB2312", "32")
    assert looks("LetterTitle") == ("方正小标宋简体", "44")
    assert looks("AnnexMark") == ("黑体", "32")
    assert looks("ImprintCopies") == ("仿宋_GB2312", "28")
    assert styles["LetterMark"].find(f"{W}rPr/{W}color").get(W + "val") == "FF0000"
    languages = {one.get(W + "eastAsia") for one in found["word/styles.xml"].iter(W + "lang")}
    assert languages == {"zh-CN"}
    margins = found["word/document.xml"].find(f".//{W}pgMar")
    sides = [margins.get(W + side) for side in ("top", "right", "bottom", "left")]
    assert sides == ["2098", "1474", "1984", "1587"]
    names = {one.get(W + "name") for one in found["word/fontTable.xml"]}
    assert {"仿宋_GB2312", "方正小标宋简体", "楷体_GB2312", "黑体", "宋体"} <= names


def test_sections__turn_for_the_annex_and_back() -> None:
    root = body(made("notice"))
    turned = [size.get(W + "orient") for size in root.iter(W + "pgSz")]
    assert turned == [None, "landscape", None]
    starts = [one.find(W + "pgNumType") is not None for one in root.iter(W + "sectPr")]
    assert starts == [True, False, False]


def test_sections__a_letter_that_ends_turned_has_no_page_more() -> None:
    blocks = notice().blocks
    document = letter(*blocks[1:11])
    root = body(render_docx(document, TEMPLATES))
    assert [size.get(W + "orient") for size in root.iter(W + "pgSz")] == [None, "landscape"]
    assert root[0][-1].tag == W + "sectPr"


def test_sections__only_the_first_page_of_a_plain_letter_is_a_first_page() -> None:
    blocks = notice().blocks
    document = letter(*blocks[1:], style="letter")
    found = list(body(render_docx(document, TEMPLATES)).iter(W + "sectPr"))
    assert [one.find(W + "titlePg") is not None for one in found] == [True, False, False]


@pytest.mark.parametrize(
    ("sealed", "issuer", "date", "places"),
    [
        (False, "一二三四五六七八九十", "2011年9月30日", (16.0, 18.0)),
        (False, "一二三", "2011年9月30日", (16.25, 18.25)),
        (False, "一" * 40, "2011年9月30日", (0.0, 0.0)),
        (True, "一二三四五六七八九十", "2011年9月30日", (15.125, 16.25)),
        (True, "一二三四五六七八九十" * 2, "2011年9月30日", (8.0, 14.125)),
    ],
    ids=["date after issuer", "date longer", "wider than the line", "sealed", "sealed and long"],
)
def test_sign_off__stands_where_the_standard_says(
    sealed: bool,  # noqa: FBT001 - a case
    issuer: str,
    date: str,
    places: tuple[float, float],
) -> None:
    document = letter(Paragraph("文"), SignOff(issuer, date, sealed))
    lefts = [
        int(one.find(f"{W}pPr/{W}ind").get(W + "left"))
        for one in body(render_docx(document, TEMPLATES)).iter(W + "p")
        if "".join(texts(one)) in (issuer, date)
    ]
    # 2011年9月30日 is 6.5 characters wide, and a quarter more at each of its five changes.
    assert [round(one / (8844 / 28), 2) for one in lefts] == pytest.approx(places, abs=0.02)


def test_mark__of_many_characters_is_smaller_and_begins_as_high() -> None:
    sizes = {}
    for mark in ("四个字儿", "长" * 20):
        root = body(render_docx(letter(Paragraph("文"), mark=mark), TEMPLATES))
        (found,) = (one for one in root.iter(W + "p") if texts(one) == [mark])
        size = found.find(f".//{W}sz")
        sizes[mark] = 62.0 if size is None else int(size.get(W + "val")) / 2
    assert sizes["四个字儿"] == 62.0
    assert sizes["长" * 20] * 20 * MM <= 0.95 * 156


def test_hostile__fields_are_printed_as_they_are() -> None:
    odd = "{{ number }} {% if %} {_{ x }_} <w:p/> &amp; ]]> a_b \x07"
    document = letter(Paragraph(odd), SignOff(odd, odd, note=odd), Imprint(odd, odd, odd), mark=odd)
    first = document.blocks[0]
    assert isinstance(first, Letterhead)
    head = replace(first, number=odd, title=(odd, odd), recipients=odd)
    document = replace(document, blocks=(head, *document.blocks[1:]))
    printed = "\n".join(texts(body(render_docx(document, TEMPLATES))))
    assert printed.count(odd.rstrip("\x07")) == 12


def test_imprint__words_of_the_format_are_not_said_twice() -> None:
    document = letter(Paragraph("文"), Imprint("抄送：甲，乙。", "丙", "2011年1月2日印发"))
    printed = texts(body(render_docx(document, TEMPLATES)))
    assert "抄送：甲，乙。" in printed
    assert "丙\t2011年1月2日印发" in printed


def test_imprint_and_sign_off__stand_in_a_paper_without_a_letterhead_too() -> None:
    blocks = (SignOff("甲", "2011年1月2日", note="附注"), Imprint("乙", "丙", "2011年1月2日"))
    document = Document("名", "题", (Paragraph("文"), *blocks), "人", "2011-01-02")
    root = body(render_docx(document, TEMPLATES))
    printed = texts(root)
    assert printed[:5] == ["题", "文", "甲", "2011年1月2日", "（附注）"]
    assert printed[5:7] == ["抄送：乙。", "丙\t2011年1月2日印发"]
    place = root.find(f".//{W}tblpPr")
    assert (place.get(W + "tblpYSpec"), place.get(W + "vertAnchor")) == ("bottom", "margin")


def test_annexes__bring_what_the_template_lacks(tmp_path: Path) -> None:
    """A drawing, turned pages and a sheet of cards, in a template saved without their parts."""
    folder = tmp_path / "documents"
    shutil.copytree(TEMPLATES, folder)
    path = folder / "docx" / "letter.docx"
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        kept = re.sub(r"<(?:Relationship|Override) [^>]*(?:landscape|sheet)[^>]*/>", "",
                      files[name].decode())  # fmt: skip
        kept = kept.replace('<Default Extension="png" ContentType="image/png"/>', "")
        files[name] = kept.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            if "landscape" not in name and "sheet" not in name:
                archive.writestr(name, data)
    turned = drawings().blocks[4]
    document = letter(
        Paragraph("文"), SignOff("甲", "2011年1月2日"), Annex(1, "图"), turned, *cards().blocks
    )
    data = render_docx(document, folder)
    check_relations(data)
    assert len(docx.Document(io.BytesIO(data)).sections) == 3
    assert [len(list(one)) for one in body(data).iter(W + "drawing")] == [1]


def test_grid__rows_keep_room_and_stay_whole() -> None:
    form, receipt = body(made("review")).iter(W + "tbl")
    spans = [
        [int(one.get(W + "val")) for one in row.iter(W + "gridSpan")] for row in form.iter(W + "tr")
    ]
    assert spans == [[4], [], [3]]
    heights = [int(one.get(W + "val")) for one in receipt.iter(W + "trHeight")]
    assert heights[1] > 4 * heights[0] * 0.7
    assert heights[0] == heights[2]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in receipt.iter(W + "tr"))
    fills = [one.get(W + "fill") for one in receipt.iter(W + "shd")]
    assert fills.count("FDE6CC") == 1


def test_grid__a_row_of_text_taller_than_a_page_may_break() -> None:
    document = review_sheet()
    grid = document.blocks[0]
    assert isinstance(grid, Grid)
    long = replace(grid.rows[2][1], text="长" * 3000)
    rows = (*grid.rows[:2], (grid.rows[2][0], long))
    document = replace(document, blocks=(replace(grid, rows=rows),))
    found = list(body(render_docx(document, TEMPLATES)).iter(W + "tr"))
    split = [row.find(f"{W}trPr/{W}cantSplit") is None for row in found]
    assert split == [False, False, True]


def test_drawing__has_its_words_and_is_set_in_once() -> None:
    root = body(made("drawings"))
    space = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    found = [one.get("descr") for one in root.iter(space + "docPr")]
    assert found == ["票据核销的流程", "宽流程", "各单位风险点数量", "票据核销的流程"]
    with zipfile.ZipFile(io.BytesIO(made("drawings"))) as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert len(media) == 3
        assert all(archive.read(name).startswith(b"\x89PNG") for name in media)
    sizes = [
        (int(one.get("cx")) / 36000, int(one.get("cy")) / 36000)
        for one in root.iter(space + "extent")
    ]
    assert all(wide <= 225 and high <= 225 for wide, high in sizes)
    for (wide, high), shape in zip(sizes, (150 / 260, 2.0), strict=False):
        assert wide / high == pytest.approx(shape, rel=0.01)


def test_own_template__keeps_what_the_office_wrote_and_its_styles(tmp_path: Path) -> None:
    """A template saved by another program: other style names inside, a line of the office's own."""
    folder = tmp_path / "documents"
    shutil.copytree(TEMPLATES, folder)
    path = folder / "docx" / "letter.docx"
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = files["word/document.xml"].decode()
    torn = '{{ ma</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t>rk }}'
    text = text.replace("{{ date }}", "二〇一一年（{{ date }}）").replace("{{ mark }}", torn)
    styles = files["word/styles.xml"].decode()
    for old, new in (("LetterMark", "a7"), ("Body", "a8"), ("TableText", "gone")):
        text = text.replace(f'w:val="{old}"', f'w:val="{new}"')
        for key in ("styleId", "basedOn w:val", "next w:val"):
            styles = styles.replace(f'w:{key}="{old}"', f'w:{key}="{new}"')
    styles = re.sub(r'<w:style [^>]*w:styleId="gone".*?</w:style>', "", styles)
    files |= {"word/document.xml": text.encode(), "word/styles.xml": styles.encode()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    found = parts(render_docx(notice(), folder))
    root = found["word/document.xml"]
    printed = texts(root)
    assert "二〇一一年（2011年9月30日）" in printed
    assert f"{OFFICE}文件" in printed
    ids = {one.get(W + "styleId") for one in found["word/styles.xml"].iter(W + "style")}
    used = {one.get(W + "val") for one in root.iter(W + "pStyle")}
    assert used <= ids
    assert {"a7", "a8", "TableText"} <= used


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, PDF]:
    """Each example, printed by LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("printed")
    for name in DOCUMENTS:
        (folder / f"{name}.docx").write_bytes(made(name))
    subprocess.run(  # noqa: S603 - our own files, the office found on the path
        [
            str(shutil.which("soffice")), f"-env:UserInstallation={(folder / 'lo').as_uri()}",
            "--headless", "--convert-to", "pdf", "--outdir", str(folder),
            *(str(folder / f"{name}.docx") for name in DOCUMENTS),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return {name: pdfplumber.open(folder / f"{name}.pdf") for name in DOCUMENTS}


def red(shape: Mapping[str, object]) -> bool:
    return (1, 0, 0) in (shape["non_stroking_color"], shape["stroking_color"])


def test_printed__has_the_pages_it_should(pages: Mapping[str, PDF]) -> None:
    counts = {name: len(pages[name].pages) for name in DOCUMENTS}
    assert counts["cards"] == 3
    assert counts["four cards"] == 2
    assert counts["warning"] == 2
    assert counts["short"] <= 2
    for name, pdf in pages.items():
        empty = [one.page_number for one in pdf.pages if not (one.chars or one.images)]
        assert empty == [], name


@pytest.mark.parametrize("name", ["notice", "short"])
def test_printed__mark_and_red_rule(pages: Mapping[str, PDF], name: str) -> None:
    page = pages[name].pages[0]
    mark = [one for one in page.chars if one["non_stroking_color"] == (1, 0, 0)]
    size = mark[0]["size"]
    # LibreOffice's box of a letter is taller than the letter: its baseline tells where that begins.
    top = page.height - mark[0]["matrix"][5] - 0.84 * size
    assert top * MM == pytest.approx(72, abs=1.5)
    rule = [one for one in page.lines + page.rects if red(one) and one["x1"] - one["x0"] > 400]
    assert rule
    assert rule[0]["x0"] * MM == pytest.approx(28, abs=0.5)
    assert rule[0]["x1"] * MM == pytest.approx(184, abs=0.5)
    number = [one for one in page.chars if one["text"] == "〔"]
    foot = page.height - number[0]["matrix"][5] + 0.12 * 16
    assert (rule[0]["top"] - foot) * MM == pytest.approx(4, abs=1)


def test_printed__plain_letter_has_two_double_rules_and_no_number(
    pages: Mapping[str, PDF],
) -> None:
    first, second = pages["warning"].pages
    shapes = [
        one
        for one in first.lines + first.rects + first.curves
        if red(one) and one["x1"] - one["x0"] > 450
    ]
    assert len(shapes) == 4
    for one in shapes:
        assert one["x0"] * MM == pytest.approx(20, abs=0.6)
        assert one["x1"] * MM == pytest.approx(190, abs=0.6)
    lowest = max(one["bottom"] for one in shapes) * MM
    assert lowest == pytest.approx(277, abs=0.6)
    mark = [one for one in first.chars if one["non_stroking_color"] == (1, 0, 0)]
    top = first.height - mark[0]["matrix"][5] - 0.84 * mark[0]["size"]
    assert top * MM == pytest.approx(30, abs=1.5)
    assert "— 1 —" not in first.extract_text()
    assert "— 2 —" in second.extract_text()
    assert not [one for one in second.lines + second.rects + second.curves if red(one)]


@pytest.mark.parametrize("name", ["notice", "upward", "short"])
def test_printed__imprint_ends_on_the_edge_of_the_last_page(
    pages: Mapping[str, PDF], name: str
) -> None:
    page = pages[name].pages[-1]
    rules = [one for one in page.lines + page.rects if one["x1"] - one["x0"] > 430]
    lowest = max(rules, key=lambda one: one["bottom"])
    assert lowest["bottom"] * MM == pytest.approx(262, abs=1)
    assert (lowest["x1"] - lowest["x0"]) * MM == pytest.approx(156, abs=0.5)
    assert "印发" in page.extract_text()


def test_printed__date_begins_two_characters_after_the_issuer(
    pages: Mapping[str, PDF],
) -> None:
    words = pages["notice"].pages[1].extract_words(keep_blank_chars=True)
    issuer = next(one for one in words if one["text"].strip() == OFFICE)
    date = next(one for one in words if one["text"].strip().startswith("2011"))
    assert (date["x0"] - issuer["x0"]) * MM == pytest.approx(2 * CHARACTER, abs=0.5)
    assert (184 - issuer["x1"] * MM) == pytest.approx(2 * CHARACTER, abs=1.5)


def test_printed__annex_head_stands_on_its_lines(pages: Mapping[str, PDF]) -> None:
    page = pages["notice"].pages[-1]
    mark = next(one for one in page.chars if one["text"] == "附")
    title = next(one for one in page.chars if one["text"] == "廉")
    assert mark["x0"] * MM == pytest.approx(28, abs=0.5)
    lines = (mark["matrix"][5] - title["matrix"][5]) / 28.95
    assert lines == pytest.approx(2, abs=0.25)


def test_printed__every_card_is_whole_on_its_sheet(pages: Mapping[str, PDF]) -> None:
    for name, count in (("cards", 2), ("four cards", 4)):
        text = [page.extract_text() for page in pages[name].pages]
        assert [one.count("岗位人员（签字）") for one in text[:-1]] == [count] * (len(text) - 1)
        assert not any("— " in one for one in text)
