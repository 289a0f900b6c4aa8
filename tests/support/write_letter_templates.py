"""The Word templates of letters, made anew from the numbers of gb9704.toml.

Run `python tests/support/write_letter_templates.py` after a change of those numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lzfx.content.blocks import Document
from lzfx.render.docx.letter import copies_row, imprint_table, printer_row
from lzfx.render.docx.letter_styles import frames
from lzfx.render.docx.package import package
from lzfx.render.docx.pages import SPACES, foot_rule, headers_and_footers, section_properties
from lzfx.render.docx.styles import XML, font_table, settings, styles
from lzfx.render.docx.text import paragraph
from lzfx.render.sections import Section
from lzfx.render.standard import load_standard

TEMPLATES = Path(__file__).resolve().parents[2] / "form_templates" / "documents"
TAB = "<w:r><w:tab/></w:r>"


def hinted(text: str, font: str = "") -> str:
    """A run whose quotes and dashes are set full width, whatever is put in."""
    scripts = ("ascii", "hAnsi", "eastAsia", "cs")
    names = "".join(f' w:{script}="{font}"' for script in scripts) if font else ""
    looks = f'<w:rPr><w:rFonts w:hint="eastAsia"{names}/></w:rPr>'
    return f"<w:r>{looks}<w:t>{text}</w:t></w:r>"


def line(style: str, text: str, frame: str = "") -> str:
    return paragraph(style, TAB.join(hinted(piece) for piece in text.split("\t")), frame)


def where(field: str, *lines: str) -> str:
    """Lines that are there only where the field says something."""
    return line("Body", f"{{%p if {field} %}}") + "".join(lines) + line("Body", "{%p endif %}")


def marks(style: str, standard: Mapping[str, Any], first: str = "copy_number") -> str:
    """Copy number, secrecy, urgency under each other; the first is not in the font of a head."""
    plain = hinted("{{ copy_number }}", standard["fonts"]["body"]["name"])
    frame = frames(standard)[style]
    secrecy, urgency = (
        where(name, line(style, f"{{{{ {name} }}}}", frame)) for name in ("secrecy", "urgency")
    )
    return where(first, paragraph(style, plain, frame)) + secrecy + urgency


def text_and_end(standard: Mapping[str, Any], *, ruled: bool) -> str:
    """From the title on, what both styles have."""
    sign_off = line("LetterIssuer", "{{ issuer }}") + line("LetterDate", "{{ date }}")
    copies = row_where("copies_to", copies_row("抄送：{{ copies_to }}。", standard))
    printer = printer_row("{{ printer }}", "{{ printed_on }}", standard, ruled=ruled)
    rows = [copies, row_where("printer or printed_on", printer)]
    table = imprint_table(rows, standard, ruled=ruled)
    return (
        line("LetterTitle", "{{ title }}")
        + where("recipients", line("LetterRecipients", "{{ recipients }}"))
        + line("Body", "{{p body }}")
        + line("Body", "{{p annex_names }}")
        + where("issuer or date", sign_off)
        + where("note", line("LetterNote", "（{{ note }}）"))
        + line("Body", "{{p annexes }}")
        + where("copies_to or printer or printed_on", table, paragraph("Gap", ""))
    )


def row_where(field: str, row: str) -> str:
    def tag(words: str) -> str:
        return copies_row(f"{{%tr {words} %}}", load_standard(TEMPLATES))

    return tag(f"if {field}") + row + tag("endif")


def general(standard: Mapping[str, Any]) -> str:
    signer = hinted("{{ signer }}", standard["fonts"]["kai"]["name"])
    signed = hinted("{{ number }}") + TAB + hinted("签发人：") + signer
    return (
        marks("LetterMarks", standard, "copy_number or secrecy")  # secrecy is on line 2 (7.2.2)
        + line("LetterMark", "{{ mark }}")
        + line("Body", "{%p if signer %}")
        + paragraph("LetterNumberUp", signed)
        + line("Body", "{%p else %}")
        + line("LetterNumber", "{{ number }}")
        + line("Body", "{%p endif %}")
        + text_and_end(standard, ruled=True)
    )


def plain(standard: Mapping[str, Any]) -> str:
    return (
        line("PlainLetterMark", "{{ mark }}", frames(standard)["PlainLetterMark"])
        + marks("PlainLetterMarks", standard)
        + line("PlainLetterNumber", "{{ number }}")
        + text_and_end(standard, ruled=False)
    )


def template(name: str) -> bytes:
    """The bytes of `letter.docx` or `warning.docx`."""
    standard = load_standard(TEMPLATES)
    parts = headers_and_footers(standard)
    # After an odd page the head of the first page would be that of the second one, in LibreOffice.
    properties = section_properties(Section(()), standard, first_numbered=True)
    properties = properties.replace("oddPage", "nextPage")
    if name == "warning.docx":
        body = plain(standard)
        parts["header-upright-first"] = foot_rule(standard)
        parts["footer-upright-first"] = parts["footer-landscape-even"]
        first = "".join(
            f'<w:{what}Reference w:type="first" r:id="{what}-upright-first"/>'
            for what in ("header", "footer")
        )
        properties = properties.replace("<w:sectPr>", f"<w:sectPr>{first}")
        properties = properties.replace("<w:docGrid", "<w:titlePg/><w:docGrid")
    else:
        body = general(standard)
    document = f"{XML}<w:document {SPACES}><w:body>{body}{properties}</w:body></w:document>"
    written = {
        "document": document,
        "styles": styles(standard),
        "settings": settings(update_fields=False),
        "fontTable": font_table(standard),
        **parts,
    }
    about = Document(name.removesuffix(".docx"), "公文模板", (), "", "2026-01-01")
    return package(about, written)


def main() -> None:
    for name in ("letter.docx", "warning.docx"):
        (TEMPLATES / "docx").mkdir(exist_ok=True)
        (TEMPLATES / "docx" / name).write_bytes(template(name))


if __name__ == "__main__":
    main()
