"""The mark of a draft: on every page of every format, and found missing by the proof-reading."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw
from support.master_examples import master
from support.own_letter import changed
from support.printed_document import TEMPLATES
from support.printed_letters import notice, warning

from lzfx.content.blocks import Document, plain
from lzfx.content.tree import parsed
from lzfx.documents.handbook.handbook import handbook
from lzfx.documents.lists.overview_table import overview_table
from lzfx.documents.papers.post_cards import post_cards
from lzfx.inspection.inspect import inspect, read_and_inspect
from lzfx.model.finding import Severity
from lzfx.render.docx.document import render_docx
from lzfx.render.html import render_html
from lzfx.render.pdf.document import render_pdf
from lzfx.render.standard import load_standard
from lzfx.workbook.table_view import render_xlsx

MARK = "征求意见稿"
STANDARD = load_standard(TEMPLATES)
DOCUMENTS: dict[str, Callable[[], Document]] = {
    "book": lambda: handbook(master()),
    "list": lambda: overview_table(master()),
    "cards": lambda: post_cards(master()),
    "letter": notice,
    "plain letter": warning,
}
RENDERED: dict[str, Callable[[Document], bytes]] = {
    "pdf": lambda one: render_pdf(one, TEMPLATES, "bundled").data,
    "docx": lambda one: render_docx(one, TEMPLATES, fonts="bundled"),
    "html": lambda one: render_html(one, TEMPLATES),
    "xlsx": render_xlsx,
}


def faults(data: bytes, document: Document) -> list[str]:
    """The codes of what the proof-reading finds, without advice."""
    found = inspect(data, STANDARD, "一份", document)
    return [one.code for one in found if one.severity is not Severity.ADVICE]


@pytest.mark.parametrize("kind", RENDERED)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_marked__is_sound_and_an_unmarked_print_of_it_is_not(name: str, kind: str) -> None:
    final = DOCUMENTS[name]()
    draft = replace(final, mark=MARK)
    without = faults(RENDERED[kind](final), final)
    assert faults(RENDERED[kind](draft), draft) == without
    found = faults(RENDERED[kind](final), draft)
    assert set(found) - set(without) == {"print-draft-unmarked"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pdf__has_the_mark_once_on_every_page_and_the_same_text_beside_it(name: str) -> None:
    final = DOCUMENTS[name]()
    draft = replace(final, mark=MARK)
    data = RENDERED["pdf"](draft)
    document = pypdfium2.PdfDocument(data)
    texts = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    assert [text.count(MARK) for text in texts] == [1] * len(texts)
    seen = read_and_inspect(data, STANDARD, "一份", draft)
    plain = read_and_inspect(RENDERED["pdf"](final), STANDARD, "一份", final)
    assert seen.pages == plain.pages, "pages are compared without it, so only what changed counts"


def test_pdf__of_which_nothing_is_known_may_bear_a_mark() -> None:
    draft = replace(overview_table(master()), mark=MARK)
    found = inspect(RENDERED["pdf"](draft), STANDARD, "不知哪来的.pdf")
    assert [one.code for one in found if one.severity is not Severity.ADVICE] == []
    strange = replace(draft, mark="内部资料不得外传")
    codes = [one.code for one in inspect(RENDERED["pdf"](strange), STANDARD, "不知哪来的.pdf")]
    assert "print-outside-area" in codes


@pytest.mark.parametrize("kind", RENDERED)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_across__is_as_sound_as_the_mark_alone(name: str, kind: str) -> None:
    draft = replace(DOCUMENTS[name](), mark="样张")
    specimen = replace(draft, across=True)
    assert faults(RENDERED[kind](specimen), specimen) == faults(RENDERED[kind](draft), draft)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_across__stands_aslant_on_every_page(name: str) -> None:
    draft = replace(DOCUMENTS[name](), mark="样张")
    for one, wanted in ((replace(draft, across=True), 1), (draft, 0)):
        document = pypdfium2.PdfDocument(RENDERED["pdf"](one))
        assert [bool(aslant(page)) for page in document] == [bool(wanted)] * len(document)
        with zipfile.ZipFile(io.BytesIO(RENDERED["docx"](one))) as package:
            heads = [name for name in package.namelist() if name.startswith("word/header")]
            said = [package.read(head).decode().count('string="样张"') for head in heads]
        assert heads
        assert said == [wanted] * len(heads)
        assert RENDERED["html"](one).decode().count('class="across"') == wanted
    assert parsed(plain(replace(draft, across=True))).across


def aslant(page: pypdfium2.PdfPage) -> list[float]:
    """The turned text objects of a page, by how far they are turned."""
    matrices = (one.get_matrix() for one in page.get_objects() if one.type == raw.FPDF_PAGEOBJ_TEXT)
    return [one.b for one in matrices if abs(one.a) > 0.1 and abs(one.b) > 0.1]


def test_word__an_office_template_without_headers_gets_the_mark_too(tmp_path: Path) -> None:
    own = tmp_path / "documents"
    shutil.copytree(TEMPLATES, own)
    heads = {
        f'<w:headerReference w:type="{kind}" r:id="header-upright-{kind}"/>': ""
        for kind in ("default", "even")
    }
    (own / "docx" / "letter.docx").write_bytes(changed(heads))
    draft = replace(notice(), mark=MARK)
    data = render_docx(draft, own, fonts="bundled")
    assert faults(data, draft) == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("word/document.xml").decode()
        assert text.count('r:id="header-draft"') == 2
        assert MARK in package.read("word/header-draft.xml").decode()
        assert "/word/header-draft.xml" in package.read("[Content_Types].xml").decode()


def test_mark__that_could_be_markup_is_only_text() -> None:
    """A word of the settings, in every format: it closes no tag and no string."""
    nasty = '稿"}</style><script>&amp;\\9'
    draft = replace(overview_table(master()), mark=nasty)
    page = RENDERED["html"](draft).decode()
    assert "<script" not in page
    assert page.count("</style>") == 1
    for kind, rendered in RENDERED.items():
        assert faults(rendered(draft), draft) == [], kind


def test_tree__of_an_earlier_version_of_the_program_has_no_mark() -> None:
    tree = plain(replace(overview_table(master()), mark=MARK))
    assert parsed(tree).mark == MARK
    del tree["mark"]
    assert parsed(tree).mark == ""
