"""A list too long for one run: set in parts by child processes, bound into one sound file."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from support.printed_document import TEMPLATES, long_text, risk_table, squeezed
from support.printed_pages import missing, page_texts

from lzfx.content.blocks import Block, Cell, Document, Heading, Paragraph, Table
from lzfx.errors import DefinitionError, LzfxError
from lzfx.inspection.inspect import inspect
from lzfx.messages import told
from lzfx.model.finding import Severity
from lzfx.render.pdf.document import MissingGlyph, Rendered, render_pdf
from lzfx.render.standard import load_standard

UNITS = (("委办公室", 25), ("政策法规科", 20), ("白鹭街道计生办", 70), ("财务室", 15))
"""Parts of at most 40 rows: the third unit is longer than one."""


def rows(table: Table, *, first: int = 0) -> Table:
    """The table with those units, and posts of eight rows."""
    named = [(unit, row // 8) for unit, many in UNITS for row in range(many)]
    return replace(
        table,
        rows=tuple(
            (Cell(str(first + at + 1)), Cell(unit), Cell(f"岗位{post}"), *cells[3:])
            for at, ((unit, post), cells) in enumerate(zip(named, table.rows, strict=True))
        ),
    )


def listed(*blocks: Block) -> Document:
    notes = (Paragraph("合计：风险点若干个。", "flush"), Paragraph("说明：附注在最后。", "note"))
    head = Paragraph("白鹭区人口和计划生育委员会（2011年9月30日）", "centered")
    return Document(
        name="一览表",
        title="白鹭区廉政风险点一览表",
        blocks=(head, *blocks, *notes),
        author="白鹭区人口和计划生育委员会",
        date="2011-09-30",
        landscape=True,
        facts={"活动代号": "LZFX-2011"},
    )


LIST = listed(rows(risk_table(130)))
BY_LEVEL = listed(
    Heading(2, "一、一级风险点"),
    rows(risk_table(130)),
    Heading(2, "二、二级风险点"),
    rows(risk_table(130), first=130),
)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The templates, with 40 rows in a part and lists long from 100 rows on."""
    own = shutil.copytree(TEMPLATES, tmp_path_factory.mktemp("long") / "documents")
    file = own / "gb9704.toml"
    text = file.read_text("utf-8")
    for old, new in (("rows = 3000 ", "rows = 100 "), ("part = 500 ", "part = 40 ")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return own


@pytest.fixture(scope="module")
def made(templates: Path) -> Rendered:
    return render_pdf(LIST, templates, "bundled")


def test_draft__is_marked_on_every_page_of_all_parts(templates: Path) -> None:
    draft = replace(LIST, mark="送审稿")
    data = render_pdf(draft, templates, "bundled").data
    texts = page_texts(data)
    assert all("送审稿" in squeezed(text) for text in texts)
    found = inspect(data, load_standard(templates), "清单.pdf", draft)
    assert [one.code for one in found if one.severity is not Severity.ADVICE] == []


def outline(data: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of each bookmark."""
    reader = pypdf.PdfReader(io.BytesIO(data))

    def walk(items: list[Any], level: int) -> list[tuple[int, str, int]]:
        found = []
        for item in items:
            if isinstance(item, list):
                found += walk(item, level + 1)
            else:
                page = reader.get_destination_page_number(item)
                found.append((level, str(item.title), (-1 if page is None else page) + 1))
        return found

    return walk(reader.outline, 1)


@pytest.mark.parametrize("document", [LIST, BY_LEVEL], ids=["by unit", "by level"])
def test_inspection__finds_nothing(templates: Path, document: Document) -> None:
    data = render_pdf(document, templates, "bundled").data
    found = inspect(data, load_standard(templates), "一览表.pdf", document)
    assert [one for one in found if one.severity is Severity.ERROR] == []
    assert missing(document, data) == []


def test_inspection__asks_a_shorter_list_for_its_structure(made: Rendered) -> None:
    found = inspect(made.data, load_standard(TEMPLATES), "x", LIST)
    assert ("结构",) in [one.params.get("value") for one in found]


def test_pages__are_numbered_through(made: Rendered) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made.data))
    assert len(reader.pages) == made.pages
    assert reader.page_labels == [str(number) for number in range(1, made.pages + 1)]
    for number, page in enumerate(reader.pages, start=1):
        assert f"—{number}—" in squeezed(page.extract_text())


def test_parts__title_once_notes_at_the_end(made: Rendered) -> None:
    pages = page_texts(made.data)
    assert [at for at, page in enumerate(pages) if "一览表" in page] == [0]
    assert [at for at, page in enumerate(pages) if "附注在最后" in page] == [made.pages - 1]


def test_merged_cells__longer_than_a_part_go_on_with_their_name(made: Rendered) -> None:
    pages = page_texts(made.data)
    cut = next(page for page in pages if "(风险点78)" in page)
    assert "(风险点77)" not in cut
    assert cut.count("白鹭街道计生办(续)") == 1
    assert "岗位4(续)" not in cut
    assert "(续)(续)" not in "".join(pages)


def test_outline__has_an_entry_for_each_unit(made: Rendered) -> None:
    pages = page_texts(made.data)
    marks = outline(made.data)
    assert [(level, title) for level, title, _ in marks] == [(1, unit) for unit, _ in UNITS]
    for _, title, page in marks:
        here, before = pages[page - 1], "".join(pages[: page - 1])
        assert title in here.replace(f"{title}(续)", "")
        assert title not in before


def test_outline__has_the_units_under_their_headings(templates: Path) -> None:
    done = render_pdf(BY_LEVEL, templates, "bundled")
    marks = outline(done.data)
    under = [(2, unit) for unit, _ in UNITS]
    wanted = [(1, "一、一级风险点"), *under, (1, "二、二级风险点"), *under]
    assert [(level, title) for level, title, _ in marks] == wanted
    assert done.heading_pages == tuple(page for level, _, page in marks if level == 1)
    pages = page_texts(done.data)
    assert all(title in pages[page - 1] for _, title, page in marks)


def test_file__keeps_what_it_says_of_itself(made: Rendered) -> None:
    reader: Any = pypdf.PdfReader(io.BytesIO(made.data))
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert f"<xmpTPg:NPages>{made.pages}</xmpTPg:NPages>" in xmp
    assert reader.metadata.title == LIST.title
    assert LIST.title in xmp
    assert reader.metadata.creation_date.date().isoformat() == "2011-09-30"
    assert root["/Lang"] == "zh-CN"
    assert root["/PageLabels"]["/Nums"] == [0, {"/S": "/D"}]
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    assert len(reader.trailer["/ID"]) == 2


def test_file__same_document_gives_the_same_bytes(made: Rendered, templates: Path) -> None:
    assert render_pdf(LIST, templates, "bundled").data == made.data


def test_row__longer_than_a_page_is_printed_whole(templates: Path) -> None:
    (table,) = (block for block in LIST.blocks if isinstance(block, Table))
    tall = [*table.rows]
    tall[60] = (*tall[60][:-1], Cell(long_text(3000)))
    document = listed(replace(table, rows=tuple(tall)))
    data = render_pdf(document, templates, "bundled").data
    found = inspect(data, load_standard(templates), "一览表.pdf", document)
    assert [one for one in found if one.severity is Severity.ERROR] == []


def test_glyph__that_no_font_has_is_named_with_its_string(templates: Path) -> None:
    (table,) = (block for block in LIST.blocks if isinstance(block, Table))
    odd = [*table.rows]
    odd[100] = (*odd[100][:-1], Cell("王\U000f1234小明负责"))
    with pytest.raises(MissingGlyph) as caught:
        render_pdf(listed(replace(table, rows=tuple(odd))), templates, "bundled")
    assert "\U000f1234" in caught.value.text
    assert caught.value.near == "王\U000f1234小明负责"


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The child processes that were started."""
    started: list[subprocess.Popen[bytes]] = []
    real: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen

    def start(*given: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(real(*given, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return started


def test_children__two_at_a_time_and_none_is_left(
    templates: Path, children: list[subprocess.Popen[bytes]]
) -> None:
    render_pdf(LIST, templates, "bundled")
    assert len(children) == 5
    assert all(child.returncode is not None for child in children)


def test_child__that_is_killed_is_told_in_one_sentence(
    templates: Path,
    children: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen

    def killed(*given: object, **options: object) -> subprocess.Popen[bytes]:
        child = start(*given, **options)
        if len(children) == 2:
            child.kill()
        return child

    monkeypatch.setattr(subprocess, "Popen", killed)
    with pytest.raises(LzfxError) as caught:
        render_pdf(LIST, templates, "bundled")
    assert caught.value.code == "typesetter-died"
    assert told(caught.value).startswith("排版程序中途停止")
    assert all(child.poll() is not None for child in children)


def test_child__that_does_not_start_is_told(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(templates / "nothing-here"))
    with pytest.raises(LzfxError) as caught:
        render_pdf(LIST, templates, "bundled")
    assert caught.value.code == "typesetter-not-starting"


def test_template__with_a_fault_is_not_called_a_dead_child(templates: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(templates, tmp_path / "documents")
    with (broken / "typst" / "table.typ").open("a", encoding="utf-8") as file:
        file.write("\n#panic()\n")
    with pytest.raises(DefinitionError) as caught:
        render_pdf(LIST, broken, "bundled")
    (finding,) = caught.value.findings
    assert (finding.code, finding.where.file) == (
        "page-template-wrong",
        "documents/typst/table.typ",
    )
    assert "panicked" in str(finding.params["detail"])
