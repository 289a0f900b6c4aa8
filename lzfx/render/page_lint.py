"""What is wrong in an office's own page templates, typst templates and numbers of the standard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, meta, nodes

from lzfx.content.blocks import Cell, Column, Document, Heading, Paragraph, Table
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.errors import DefinitionError
from lzfx.model.finding import Finding, Where
from lzfx.render.fonts import FontsMissing
from lzfx.render.pdf.document import render_pdf
from lzfx.sandbox import Sandbox, forbidden


def page_faults(text: str, shipped: str, file: str) -> tuple[Finding, ...]:
    """Every fault of a page template; the fields it may name are those of the shipped one."""
    where, environment = Where(file), Sandbox()
    fields = meta.find_undeclared_variables(environment.parse(shipped))
    try:
        tree = environment.parse(text)
        environment.from_string(text)
    except TemplateSyntaxError as error:
        params = {"line": error.lineno, "detail": error.message or ""}
        return (Finding("page-template-wrong", where, params),)
    found = [
        Finding("page-template-forbidden", where, {"line": line, "detail": name})
        for line, name in forbidden(tree)
    ]
    unknown = meta.find_undeclared_variables(tree) - fields
    named = {node.name: node.lineno for node in reversed(list(tree.find_all(nodes.Name)))}
    for name in sorted(unknown, key=lambda one: (named.get(one, 0), one)):
        place = {"line": named.get(name, 0), "field": name}
        near = get_close_matches(name, sorted(fields), 1)
        if near:
            found.append(Finding("page-template-near", where, {**place, "near": near[0]}))
        else:
            found.append(Finding("page-template-unknown", where, place))
    return tuple(found)


def standard_faults(
    own: Mapping[str, Any], shipped: Mapping[str, Any], file: str
) -> tuple[Finding, ...]:
    """Keys of the page standard that are missing, that nothing reads, or that are of no use."""
    return tuple(_compared(own, shipped, Where(file), ()))


def _compared(
    own: Mapping[str, Any], shipped: Mapping[str, Any], where: Where, above: tuple[str, ...]
) -> Iterator[Finding]:
    for key in [*shipped, *(key for key in own if key not in shipped)]:
        place = " → ".join((*above, key))
        if key not in own:
            yield Finding("definition-missing-key", where, {"place": place, "value": ""})
        elif key not in shipped:
            near = next(iter(get_close_matches(key, sorted(shipped), 1, cutoff=0.0)), key)
            params = {"place": place, "value": "", "near": near}
            yield Finding("definition-unknown-key", where, params)
        elif isinstance(shipped[key], Mapping) and isinstance(own[key], Mapping):
            yield from _compared(own[key], shipped[key], where, (*above, key))
        elif _kind(own[key]) != _kind(shipped[key]):
            yield Finding("definition-bad-value", where, {"place": place, "value": own[key]})


def _kind(value: object) -> object:
    """What sort of value it is: numbers are one sort, a list that of what is in it."""
    if isinstance(value, bool):
        return bool
    if isinstance(value, int | float):
        return float
    if isinstance(value, list):
        return (list, *sorted({str(_kind(one)) for one in value}))
    return type(value)


def typst_faults(templates: Path) -> tuple[Finding, ...]:
    """What typst cannot read in the templates of that folder, tried on a small document."""
    found: list[Finding] = []
    for document in _specimens():
        try:
            render_pdf(document, templates)
        except DefinitionError as error:
            found += [one for one in error.findings if one not in found]
        except FontsMissing:
            continue
    return tuple(found)


def _specimens() -> tuple[Document, ...]:
    table = Table((Column("-", 1.0),), ((Cell("-", 1),),), caption="-")
    parts = (Heading(1, "-"), Heading(2, "-"), Paragraph("-"), table, Paragraph("-", "note"))
    letters = tuple(
        (
            Letterhead("-", "-", ("-",), "-", style),
            Paragraph("-"),
            AnnexNames(("-",)),
            SignOff("-", "-"),
            Annex(1, "-"),
            Imprint("-", "-", "-", style),
        )
        for style in ("document", "letter")
    )
    return tuple(Document("-", "-", blocks, "-", "2000-01-01") for blocks in (parts, *letters))
