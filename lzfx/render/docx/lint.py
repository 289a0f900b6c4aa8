"""What is wrong in a Word template of letters: unknown, missing, torn and misplaced fields.

Word keeps what looks like one word in several runs; the words are read paragraph by paragraph, so
a field torn over runs is found whole (docxtpl joins it too), and only one that is torn over
paragraphs is a fault. Every fault is found, not only the first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import TemplateSyntaxError, meta
from lxml import etree

from lzfx.messages import word
from lzfx.model.codes import FindingCode, ScreenWord
from lzfx.model.finding import Finding, Where
from lzfx.render.docx.order import W
from lzfx.sandbox import Sandbox, forbidden

FIELDS = (
    *("copy_number", "secrecy", "urgency", "mark", "number", "signer", "title", "recipients"),
    *("body", "annex_names", "issuer", "date", "note", "annexes"),
    *("copies_to", "printer", "printed_on"),
)
"""Every field of a letter, in the order of a letter."""
BLOCKS = ("body", "annex_names", "annexes")
"""Fields that are whole paragraphs: a template writes them `{{p body }}`."""
NEEDED = (
    *("mark", "number", "title", "recipients", "body", "annex_names", "issuer", "date"),
    *("annexes", "copies_to"),
)
"""Fields without which a letter would lose what it has to say."""

_LARGEST = 50_000_000
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_MARKED = re.compile(r"^(\{\{|\{%|\{#)-?(p|tr|tc|r)(?=\s)")
_PRINTED = re.compile(r"^\{\{-?(?:(p|r)\s)?\s*([A-Za-z_]\w*)\s*-?\}\}$")
_PART = re.compile(r"^word/(document|header[^/]*|footer[^/]*)\.xml$")
_PARTS: Mapping[str, ScreenWord] = {
    "document": "template-body",
    "header": "template-header",
    "footer": "template-footer",
}
_OPENS = {"if": "endif", "for": "endfor"}
_GIVES = re.compile(r"\{%(?:p|tr|tc|r)?-?\s*(?:for\s+(.+?)\s+in\b|set\s+(\w+))")
_BREAKING: tuple[FindingCode, ...] = ("letter-template-torn", "letter-template-syntax")
_SHOWN = 30
_HALF = re.compile(r"\{\{|\{%|\}\}|%\}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph that has a field in it: where it is, and its text."""

    part: str
    number: int
    text: str


def letter_faults(data: bytes, file: str) -> tuple[Finding, ...]:
    """Every fault of the template, with the paragraph it is in; `file` is only quoted."""
    where = Where(file)
    try:
        lines = tuple(_lines(data))
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, OSError):
        return (Finding("letter-template-unreadable", where),)
    declared = {name for line in lines for name in _declared(line)}
    found = [fault for line in lines for fault in _line_faults(line, file, declared)]
    if not any(fault.code in _BREAKING for fault in found):
        found += _structure_faults(lines, file)
    printed = {name for line in lines for name in _printed(line)}
    missing = (name for name in NEEDED if name not in printed)
    found += [Finding("letter-template-missing", where, {"field": name}) for name in missing]
    return tuple(found)


def _lines(data: bytes) -> Iterator[_Line]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(one.file_size for one in archive.infolist()) > _LARGEST:
            raise ValueError("too large")
        archive.getinfo("word/document.xml")
        for name in sorted(archive.namelist()):
            if part := _PART.match(name):
                root = etree.fromstring(archive.read(name), _parser())
                yield from _paragraphs(part[1], root)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _paragraphs(part: str, root: etree._Element) -> Iterator[_Line]:
    for number, paragraph in enumerate(root.iter(W + "p"), 1):
        pieces = paragraph.iter(W + "t", W + "tab", W + "br")
        text = "".join(one.text or "" if one.tag == W + "t" else " " for one in pieces)
        if _HALF.search(text):
            yield _Line(part, number, text)


def _where(line: _Line, file: str) -> Where:
    kind = re.sub(r"[^a-z].*", "", line.part)
    return Where(file, word(_PARTS[kind]))


def _place(line: _Line, text: str) -> dict[str, object]:
    return {"paragraph": line.number, "text": text[:_SHOWN]}


def _declared(line: _Line) -> Iterator[str]:
    """The names that the paragraph gives to something itself."""
    for found in _GIVES.finditer(line.text):
        yield from re.findall(r"[A-Za-z_]\w*", found[1] or found[2])


def _line_faults(line: _Line, file: str, declared: Collection[str]) -> Iterator[Finding]:
    """Torn fields, and what is wrong in each of those that are whole."""
    where = _where(line, file)
    rest = _TAG.sub("", line.text)
    if half := _HALF.search(rest):
        torn = rest[max(0, half.start() - 1) :].strip()
        yield Finding("letter-template-torn", where, _place(line, torn))
    for tag in _TAG.findall(line.text):
        yield from _tag_faults(tag, where, _place(line, tag), declared)


def _tag_faults(
    tag: str, where: Where, place: Mapping[str, object], declared: Collection[str]
) -> Iterator[Finding]:
    environment, source = Sandbox(), _alone(tag)
    try:
        tree = environment.parse(source)
        environment.from_string(source)
    except TemplateSyntaxError as error:
        yield Finding("letter-template-syntax", where, {**place, "detail": error.message or ""})
        return
    for _, name in forbidden(tree):
        yield Finding("letter-template-forbidden", where, {**place, "detail": name})
    for name in sorted(meta.find_undeclared_variables(tree)):
        if name not in FIELDS and name not in declared:
            yield _unknown(name, where, place)
    if shown := _PRINTED.match(tag):
        kind, name = shown[1], shown[2]
        if name in BLOCKS and kind != "p":
            yield Finding("letter-template-not-whole", where, {**place, "field": name})
        if name in FIELDS and name not in BLOCKS and kind:
            yield Finding("letter-template-only-text", where, {**place, "field": name})


def _unknown(name: str, where: Where, place: Mapping[str, object]) -> Finding:
    near = get_close_matches(name, FIELDS, 1)
    if near:
        return Finding("letter-template-near", where, {**place, "field": name, "near": near[0]})
    return Finding("letter-template-unknown", where, {**place, "field": name})


def _alone(tag: str) -> str:
    """The tag as a template of its own: what it opens is closed, what it closes is opened."""
    plain = _MARKED.sub(r"\1", tag)
    word = re.match(r"\{%-?\s*(\w+)", plain)
    name = word[1] if word else ""
    if name in _OPENS:
        return f"{plain}{{% {_OPENS[name]} %}}"
    if name in ("else", "elif"):
        return f"{{% if true %}}{plain}{{% endif %}}"
    if name in _OPENS.values():
        return ""
    return plain


def _structure_faults(lines: tuple[_Line, ...], file: str) -> Iterator[Finding]:
    """What begins and does not end, or ends and did not begin, in each part of the file."""
    for part in dict.fromkeys(line.part for line in lines):
        own = [line for line in lines if line.part == part]
        source = "\n".join("".join(map(_unmarked, _TAG.findall(line.text))) for line in own)
        try:
            Sandbox().parse(source)
        except TemplateSyntaxError as error:
            line = own[min(error.lineno, len(own)) - 1]
            params = {**_place(line, line.text), "detail": error.message or ""}
            yield Finding("letter-template-syntax", _where(line, file), params)


def _unmarked(tag: str) -> str:
    return _MARKED.sub(r"\1", tag)


def _printed(line: _Line) -> Iterator[str]:
    """The fields that the paragraph prints, whatever filters they go through."""
    for tag in _TAG.findall(line.text):
        if tag.startswith("{{"):
            yield from re.findall(r"[A-Za-z_]\w*", _unmarked(tag))
        elif re.match(r"\{%\w*-?\s*for\b", tag):
            yield from re.findall(r"[A-Za-z_]\w*", tag)
