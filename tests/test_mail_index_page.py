from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from lzfx.files.definitions import definitions
from lzfx.files.names import safe_file_name
from lzfx.mail.index_page import TEMPLATE, IndexRow, index_page, page_facts
from lzfx.template import TemplateFault

FACTS = page_facts(
    "邮件草稿清单", "廉政风险防范管理工作", "办公室", date(2011, 8, 22), note="<i>注</i>"
)


class Page(HTMLParser):
    """What a browser takes out of the page: tags, links, and the text of the table's cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self._in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def page(*rows: IndexRow) -> Page:
    return Page(index_page(definitions().text(TEMPLATE), rows, FACTS))


def test_page__lists_every_row_as_given() -> None:
    read = page(
        IndexRow(1, "东河街道", "a@b.cn", "通知（东河）", "草稿/01_东河街道.eml", "东河.xlsx"),
        IndexRow(2, "西岭街道", "", "通知（西岭）", "", "", "名册中没有邮箱"),
    )
    first = [
        "1",
        "东河街道",
        "a@b.cn",
        "通知（东河）",
        "打开邮件草稿/01_东河街道.eml",
        "东河.xlsx",
        "",
        "",
    ]
    second = ["2", "西岭街道", "没有邮箱", "通知（西岭）", "——", "——", "名册中没有邮箱", ""]
    assert read.rows[1:] == [first, second]


def test_page__counts_drafts_and_missing_addresses() -> None:
    rows = [IndexRow(1, "东", "a@b.cn", "x", "a.eml"), IndexRow(2, "西", "", "x", "b.eml")]
    text = index_page(definitions().text(TEMPLATE), [*rows, IndexRow(3, "北", "", "x")], FACTS)
    assert "共 3 个单位，邮件草稿 2 封" in text
    assert "2 个单位没有邮箱" in text
    assert "2011年8月22日" in text


def test_page__needs_no_script_and_no_other_file() -> None:
    read = page(IndexRow(1, "东河", "a@b.cn", "x", "a.eml"))
    assert not {"script", "link", "img", "iframe"} & set(read.tags)
    assert read.links == ["./a.eml"]


@pytest.mark.parametrize(
    "evil",
    ["<script>alert(1)</script>", "\"><img src=x onerror='y'>", "=cmd|' /C calc'!A0", "&lt;b&gt;"],
)
def test_page__shows_hostile_names_as_text(evil: str) -> None:
    harmless = page(IndexRow(1, "东河", "a@b.cn", "x", "a.eml", "f", "r"))
    read = page(IndexRow(1, evil, evil, evil, evil, evil, evil))
    assert read.tags == harmless.tags
    assert read.rows[1] == ["1", evil, evil, evil, f"打开邮件{evil}", evil, evil, ""]


@pytest.mark.parametrize(
    "draft",
    ["javascript:alert(1)", "//evil.example/x", "/etc/passwd", "C:\\x.eml", "http://evil.example"],
)
def test_link__stays_below_the_page(draft: str) -> None:
    parts = urlsplit(IndexRow(1, "u", "t", "s", draft).link)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert parts.path.startswith("./")


@pytest.mark.parametrize("unit", ["东河 街道#1", "100%？", "=cmd", "😀", "“引号”", "桥" * 100])
def test_link__leads_to_the_file(tmp_path: Path, unit: str) -> None:
    name = safe_file_name(f"{unit}.eml")
    (tmp_path / "草稿").mkdir()
    (tmp_path / "草稿" / name).write_bytes(b"x")
    link = IndexRow(1, unit, "t", "s", f"草稿/{name}").link
    assert link.isascii()
    assert (tmp_path / unquote(link)).read_bytes() == b"x"


def test_page__own_template_with_unknown_field_is_a_fault() -> None:
    with pytest.raises(TemplateFault) as caught:
        index_page("<p>\n{{ rows[0].phone }}", [IndexRow(1, "u", "t", "s")], FACTS, "own.html.j2")
    assert (caught.value.name, caught.value.line, caught.value.detail) == (
        "own.html.j2",
        2,
        "phone",
    )
