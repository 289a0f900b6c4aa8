"""The office's own document templates: they count, and their faults stop what would use them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
from support.made_up_district import ISSUED, workspace
from support.own_letter import changed
from support.printed_document import TEMPLATES, handbook
from support.word_documents import short_notice

from lzfx.errors import DefinitionError
from lzfx.files.definitions import definitions
from lzfx.messages import told
from lzfx.render.docx.document import render_docx
from lzfx.render.html import render_html
from lzfx.render.pdf.document import render_pdf
from lzfx.session.opening import open_session
from lzfx.session.own_documents import document_faults, document_templates

STANDARD = (TEMPLATES / "gb9704.toml").read_text("utf-8")
PAGE = (TEMPLATES / "html" / "page.html.j2").read_text("utf-8")
PARTS = (TEMPLATES / "typst" / "parts.typ").read_text("utf-8")


def office(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A workspace with templates of its own below `documents`."""
    made = workspace(root / "2026", 2)
    for name, data in files.items():
        path = made / "form_templates" / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return made


def codes(root: Path) -> list[tuple[str, str]]:
    return [(one.where.file, one.code) for one in document_faults(definitions(root))]


def test_templates__without_own_ones_are_the_shipped_folder(tmp_path: Path) -> None:
    with document_templates(definitions(workspace(tmp_path / "2026", 2))) as folder:
        assert folder == TEMPLATES


def test_templates__own_files_count_one_by_one(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "gb9704.toml": STANDARD.replace("title = 22.0 ", "title = 26.0 "),
        "typst/parts.typ": PARTS.replace("lines(string)", 'lines(string + "（样）")', 1),
        "html/page.html.j2": PAGE.replace("<body", "<body data-own"),
        "docx/letter.docx": changed({"{{ date }}": "{{ date }}（星期五）"}),
        "docx/~$letter.docx": b"lock",
    }  # fmt: skip
    root = office(tmp_path, files)
    assert codes(root) == []
    with open_session(root, ISSUED, "tester") as session:
        folder = session.templates
        assert folder != TEMPLATES
        assert (folder / "typst" / "main.typ").is_file()
        pdf = render_pdf(handbook(), folder, "bundled")
        pages = pypdfium2.PdfDocument(pdf.data)
        assert any("（样）" in page.get_textpage().get_text_range() for page in pages)
        assert b"data-own" in render_html(handbook(), folder)
        letter = render_docx(short_notice(), folder)
        assert letter != render_docx(short_notice(), TEMPLATES)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("gb9704.toml", STANDARD.replace("lines = 22", 'lines = "22"'), "definition-bad-value"),
        ("gb9704.toml", STANDARD.replace("characters = 28", ""), "definition-missing-key"),
        ("gb9704.toml", STANDARD + "\n[extra]\na = 1\n", "definition-unknown-key"),
        ("gb9704.toml", "[page", "definition-toml-heading"),
        ("html/page.html.j2", PAGE + "{{ titel }}", "page-template-near"),
        ("html/page.html.j2", PAGE + "{{ zzz }}", "page-template-unknown"),
        ("html/page.html.j2", PAGE + "{% if %}", "page-template-wrong"),
        ("html/page.html.j2", PAGE + "{% include 'x' %}", "page-template-forbidden"),
        ("html/page.html.j2", PAGE.encode("utf-16"), "definition-not-utf8"),
        ("docx/leter.docx", b"x", "document-idle"),
        ("docx/letter.docx", b"x", "letter-template-unreadable"),
        ("typst/parts.typ", PARTS + "\n#nope()\n", "page-template-wrong"),
        ("typst/main.typ", "#let x = (", "page-template-wrong"),
    ],
)  # fmt: skip
def test_fault__names_the_file(tmp_path: Path, name: str, data: str | bytes, found: str) -> None:
    root = office(tmp_path, {name: data})
    assert codes(root)[0] == (f"documents/{name}", found)


def test_faults__of_all_files_stop_the_run_and_are_told_at_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "gb9704.toml": STANDARD.replace("characters = 28", ""),
        "docx/letter.docx": changed({"{{ issuer }}": "{{ isssuer }}"}),
        "html/page.html.j2": f"{PAGE}\n{{{{ titel }}}}",
    }
    with (
        pytest.raises(DefinitionError) as caught,
        open_session(office(tmp_path, files), ISSUED, "tester"),
    ):
        pass
    text = told(caught.value)
    assert "documents/gb9704.toml：缺少“body → characters”这一项。" in text
    assert "documents/docx/letter.docx 正文：第" in text
    assert "“isssuer”不是公文的栏目。要写的可能是“issuer”，请改正。" in text
    assert "“titel”不是这个版式的栏目。要写的可能是“title”" in text


def test_typst__a_fault_found_only_in_print_names_file_and_line(tmp_path: Path) -> None:
    root = office(tmp_path, {"typst/parts.typ": PARTS + "\n#let nope = 1 +\n"})
    with document_templates(definitions(root)) as folder, pytest.raises(DefinitionError) as caught:
        render_pdf(handbook(), folder, "bundled")
    (finding,) = caught.value.findings
    assert finding.where.file == "documents/typst/parts.typ"
    assert finding.params["line"] == PARTS.count("\n") + 2
