"""The page: every text in it, nothing from outside in it, read by a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest
from support.printed_document import HOSTILE, TEMPLATES, handbook, overview, squeezed

from lzfx.content.blocks import Cell, Column, Document, Heading, Paragraph, Table, strings
from lzfx.content.charts import chart_figure
from lzfx.content.drawing import Chart, Series
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.content.paper import Box, Card, Cards, CutLine, Grid
from lzfx.render.html import render_html
from lzfx.template import TemplateFault

CHART = Chart("bars", ("甲科", "<乙>&科"), (Series("一级", (3, 4), 1),), "图一", "各科点数")
LETTER = Document(
    "公示",
    "关于公示的通知",
    (
        Letterhead("某委文件", "某委〔2026〕12号", ("关于公示", "一览表的通知"), "各科室："),
        Paragraph("现予公示。"),
        AnnexNames(("一览表", "各级干部")),
        SignOff("某委", "2026年9月20日", note="联系人：裴某"),
        Annex(1, "一览表"),
        Table(
            (Column("单位", 1), Column("数", 1)),
            ((Cell("甲"), Cell("1", 2)), (Cell("甲"), Cell("2"))),
            merge=(0,),
        ),
        CHART,
        Grid((1, 2), ((Box("单位", label=True), Box(HOSTILE[4])), (Box("意见", span=2, lines=4),))),
        CutLine("存根"),
        Cards((Card("告知单", "一号", (("岗位", "出纳"),), ("承诺一。",), ("签字：",)), None)),
        Imprint("纪检组", "某委办公室", "2026年9月20日"),
    ),
    "某委",
    "2026-09-20",
)  # fmt: skip


class _Page(HTMLParser):
    """What a page holds: its tags with attributes, and its text outside of styles."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "style":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open:
            self.text += data


@pytest.mark.parametrize(
    "document", [overview(), handbook(), LETTER], ids=["list", "book", "letter"]
)
def test_page__says_every_string_of_the_document(document: Document) -> None:
    text = squeezed(_Page(render_html(document, TEMPLATES)).text)
    assert [string for string in strings(document) if squeezed(string) not in text] == []


def test_page__hostile_text_is_text_and_nothing_reaches_out() -> None:
    rows = tuple((Cell(text),) for text in (*HOSTILE, "<script>x</script>", '"><img src=x>'))
    table = Table((Column("列", 1),), rows)
    title = "<script>y</script>{{ title }}"
    blocks = (Heading(2, rows[4][0].text), table, CHART)
    data = render_html(Document("名", title, blocks, '"><b>', "2026-09-20"), TEMPLATES)
    page = _Page(data)
    allowed = {"src": (), "href": ("#",), "style": ("width", "height")}
    for tag, attributes in page.tags:
        assert tag not in {"script", "img", "link", "iframe", "object", "form", "b", "image"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in allowed or str(value).startswith(allowed[name])
    assert "url(" not in data.decode().replace("url(#h", "")
    assert "@import" not in data.decode()
    policy = [a["content"] for tag, a in page.tags if tag == "meta" and "http-equiv" in a]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_table__what_paper_merges_is_said_again_in_grey_and_levels_are_tinted() -> None:
    page = render_html(LETTER, TEMPLATES).decode("utf-8")
    assert re.findall(r'<td class="(.*?)">(甲|1|2)</td>', page) == [
        ("merged", "甲"),
        ("left level-2", "1"),
        ("again", "甲"),
        ("left", "2"),
    ]
    assert page.count("<svg") == 1
    assert chart_figure(CHART).svg in page


def test_imprint__words_of_the_format_are_not_said_twice() -> None:
    for said in (
        Imprint("纪检组", "某办", "2026年9月20日"),
        Imprint("抄送：纪检组。", "某办", "2026年9月20日印发"),
    ):
        letter = replace(LETTER, blocks=(said,))
        page = render_html(letter, TEMPLATES).decode("utf-8")
        assert "<div>抄送：纪检组。</div>\n<div>某办　2026年9月20日印发</div>" in page


def test_contents__lead_to_their_headings() -> None:
    page = _Page(render_html(handbook(), TEMPLATES))
    anchors = {a["id"] for tag, a in page.tags if re.fullmatch("h[2-4]", tag) and "id" in a}
    links = [str(a["href"])[1:] for tag, a in page.tags if tag == "a"]
    assert len(links) > 3
    assert set(links) <= anchors


def test_page__same_document_gives_the_same_bytes() -> None:
    assert render_html(LETTER, TEMPLATES) == render_html(LETTER, TEMPLATES)


def test_template_of_the_office__unknown_field_is_named(tmp_path: Path) -> None:
    own = tmp_path / "documents"
    shutil.copytree(TEMPLATES, own)
    page = own / "html" / "page.html.j2"
    page.write_text("{{ title }}\n{{ isuer }}", encoding="utf-8")
    with pytest.raises(TemplateFault) as caught:
        render_html(LETTER, own)
    assert (caught.value.line, caught.value.detail) == (2, "isuer")


def test_browser__prints_every_text_and_repeats_the_head(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no browser here")
    document = overview()
    page, printed = tmp_path / "list.html", tmp_path / "list.pdf"
    page.write_bytes(render_html(document, TEMPLATES))
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    command = [browser, *flags, f"--print-to-pdf={printed}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own
    pages = [
        squeezed(page.get_textpage().get_text_bounded())
        for page in pypdfium2.PdfDocument(printed.read_bytes())
    ]
    text = "".join(pages)
    short = [s for s in strings(document) if 1 < len(s) < 12 and s.isalnum()]
    assert [string for string in short if squeezed(string) not in text] == []
    table = next(block for block in document.blocks if isinstance(block, Table))
    head = squeezed("".join(column.title for column in table.columns))
    assert len(pages) > 3
    assert [number for number, one in enumerate(pages[:-1], start=1) if head not in one] == []
