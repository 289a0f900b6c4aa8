"""Faults of an office's own Word letters: all at once, each with its paragraph and what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import pytest
from support.own_letter import PARAGRAPH_END, RUN_END, changed
from support.printed_document import TEMPLATES
from support.word_documents import notice

from lzfx.content.letter import Letterhead
from lzfx.errors import DefinitionError
from lzfx.messages import placed, sentences
from lzfx.render.docx.document import render_docx
from lzfx.render.docx.letter import letter_parts
from lzfx.render.docx.lint import BLOCKS, FIELDS, NEEDED, letter_faults
from lzfx.render.docx.template import fields

NESTED = "".join(f"{{% for {one} in title %}}" for one in "abcd")
FOUR_LOOPS = NESTED + 4 * "{% endfor %}"
FILE = "documents/docx/letter.docx"


@pytest.mark.parametrize("name", ["letter.docx", "warning.docx"])
def test_shipped__has_no_fault_and_prints_every_field(name: str) -> None:
    data = (TEMPLATES / "docx" / name).read_bytes()
    assert letter_faults(data, name) == ()


def test_fields__are_those_a_letter_is_told() -> None:
    letter = letter_parts(notice())
    assert letter is not None
    assert set(FIELDS) == {*fields(letter), *BLOCKS}
    assert set(NEEDED) <= set(FIELDS)


@pytest.mark.parametrize(
    ("changes", "code", "params"),
    [
        (
            {"{{ issuer }}": "{{ isssuer }}"},
            "letter-template-near",
            {"field": "isssuer", "near": "issuer", "text": "{{ isssuer }}"},
        ),
        ({"{{ note }}": "{{ zzz }}"}, "letter-template-unknown", {"field": "zzz"}),
        ({"{{ note }}": "{{ note | nosuch }}"}, "letter-template-syntax", {}),
        ({"{{ note }}": "{{ note note }}"}, "letter-template-syntax", {}),
        ({"{{ note }}": "{{ no" + PARAGRAPH_END + "te }}"}, "letter-template-torn", {}),
        ({"{{ note }}": "{{ note }"}, "letter-template-torn", {"text": "（{{ note }）"}),
        ({"{%p else %}": ""}, "", {}),
        ({"{%p else %}": "{%p endif %}"}, "letter-template-syntax", {}),
        ({"{{ note }}": "{{ note ~ note }}"}, "letter-template-forbidden", {"detail": "~"}),
        ({"{{ note }}": "{{ note ** 9 }}"}, "letter-template-forbidden", {"detail": "**"}),
        ({"{{p body }}": "见{{ body }}"}, "letter-template-not-whole", {"field": "body"}),
        ({"{{ note }}": "{{p note }}"}, "letter-template-only-text", {"field": "note"}),
        ({"{{ date }}": ""}, "letter-template-missing", {"field": "date"}),
        ({"{{ note }}": "{% for one in titel %}{{ one }}{% endfor %}"}, "letter-template-near",
         {"field": "titel", "near": "title"}),
        ({"{{ note }}": "{% for one in title %}{{ one }}{% endfor %}"}, "", {}),
        ({"{{ note }}": "{{ no" + RUN_END + "te }}"}, "", {}),
        ({"{{ note }}": "{" + RUN_END + "{ note }" + RUN_END + "}"}, "", {}),
    ],
)  # fmt: skip
def test_fault__is_found_with_its_paragraph(
    changes: Mapping[str, str], code: str, params: Mapping[str, object]
) -> None:
    found = letter_faults(changed(changes), FILE)
    told = [one for one in found if one.code != "letter-template-missing"] or list(found)
    assert {one.code for one in told} == ({code} if code else set())
    for one in told:
        assert one.where.file == FILE
        assert params.items() <= one.params.items()
        if one.code != "letter-template-missing":
            assert one.where.sheet == "正文"
            assert one.params["paragraph"] > 1  # type: ignore[operator]


def test_faults__are_all_told_at_once() -> None:
    changes = {
        "{{ number }}": "{{ numbr }}", "{{ title }}": "", "{{ issuer }}": "{{ isssuer }}",
        "{{ printer }}": "{{ printer", "{{ note }}": "{{ note }", "{{p annexes }}": "{{ annexes }}",
    }  # fmt: skip
    found = letter_faults(changed(changes), FILE)
    assert sorted((one.code, str(one.params.get("field", ""))) for one in found) == [
        ("letter-template-missing", "issuer"),
        ("letter-template-missing", "number"),
        ("letter-template-missing", "title"),
        ("letter-template-near", "isssuer"),
        ("letter-template-near", "numbr"),
        ("letter-template-near", "numbr"),
        ("letter-template-not-whole", "annexes"),
        ("letter-template-syntax", ""),
        ("letter-template-torn", ""),
    ]
    near = next(one for one in found if one.params.get("field") == "isssuer")
    assert placed(near) == f"{FILE} 正文："
    assert sentences(near)[1] == "要写的可能是“issuer”，请改正。"
    torn = next(one for one in found if one.code == "letter-template-torn")
    assert "如 {{ title }}" in sentences(torn)[1]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.4", b"\xd0\xcf\x11\xe0" * 200])
def test_fault__no_word_file(data: bytes) -> None:
    assert [one.code for one in letter_faults(data, FILE)] == ["letter-template-unreadable"]


def test_fault__a_header_is_read_too() -> None:
    buffer = io.BytesIO(changed({}))
    with zipfile.ZipFile(buffer, "a") as archive:
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        text = f"<w:hdr {space}><w:p><w:r><w:t>{{{{ officee }}}}</w:t></w:r></w:p></w:hdr>"
        archive.writestr("word/header9.xml", text)
    (found,) = letter_faults(buffer.getvalue(), FILE)
    assert (found.code, found.where.sheet) == ("letter-template-unknown", "页眉")


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        (FOUR_LOOPS, "letter-template-endless"),
        ("{{ title.__class__ }}", "letter-template-failed"),
        ("{{ title.format(1) }}", "letter-template-failed"),
        ("{{ nobody }}", "letter-template-failed"),
        ("{{ title * 999999999 }}", "letter-template-failed"),
    ],
)
def test_fill__what_may_not_be_is_stopped(
    tag: str, code: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "docx").mkdir()
    (folder / "gb9704.toml").write_bytes((TEMPLATES / "gb9704.toml").read_bytes())
    (folder / "docx" / "letter.docx").write_bytes(changed({"{{ note }}": tag}))
    document = notice()
    first = document.blocks[0]
    assert isinstance(first, Letterhead)
    head = replace(first, title=("长" * 60,))
    document = replace(document, blocks=(head, *document.blocks[1:]))
    with pytest.raises(DefinitionError) as caught:
        render_docx(document, folder)
    assert [one.code for one in caught.value.findings] == [code]
