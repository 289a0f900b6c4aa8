"""Filling a text template: no template reaches further than the facts it is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from traceback import extract_tb

from jinja2 import TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError

from lzfx.content.wording import chinese_date
from lzfx.errors import LzfxError
from lzfx.model.codes import ErrorCode
from lzfx.sandbox import Sandbox, TooManySteps, counted

_FIELD_IN_MESSAGE = re.compile(r"attribute '([^']*)'|^'([^']*)' is undefined")
_FRAME = "<template>"


class TemplateFault(LzfxError):  # noqa: N818 it is a fault in what somebody wrote
    """A template cannot be filled; `line` counts from 1, 0 where it is not known.

    `detail` is the field for `template-unknown-field`, else what the template engine said.
    """

    def __init__(
        self, name: str, line: int, detail: str, code: ErrorCode = "template-wrong"
    ) -> None:
        super().__init__(code, {"name": name, "line": line, "detail": detail})
        self.name = name
        self.line = line
        self.detail = detail


def fill(text: str, facts: Mapping[str, object], name: str, *, html: bool = False) -> str:
    """The template with the facts put in; TemplateFault for whatever is wrong in it.

    Every field it names must be among the facts, also in branches that are not taken. Days are
    printed as `2026年9月30日`, None as nothing; `html` escapes the facts for a page.
    """
    environment = Sandbox(
        autoescape=html, trim_blocks=True, keep_trailing_newline=True, finalize=_printed
    )
    try:
        template = environment.from_string(text)
        tree = environment.parse(text)
    except TemplateSyntaxError as error:
        raise TemplateFault(name, error.lineno, error.message or "", "template-syntax") from error
    known = facts.keys() | environment.globals.keys()
    for field in _fields(tree):
        if field.name not in known:
            raise TemplateFault(name, field.lineno, field.name, "template-unknown-field")
    try:
        return counted(lambda: template.render(facts))
    except Exception as error:
        raise _fault(error, name) from error


def _fields(tree: nodes.Template) -> list[nodes.Name]:
    """Where the template asks for a fact, in the order of its lines."""
    wanted = meta.find_undeclared_variables(tree)
    found = [node for node in tree.find_all(nodes.Name) if node.name in wanted]
    return sorted(found, key=lambda node: node.lineno)


def _fault(error: Exception, name: str) -> TemplateFault:
    frames = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == _FRAME]
    line = (frames[-1] or 0) if frames else 0
    said = str(error) or type(error).__name__
    if isinstance(error, TooManySteps):
        return TemplateFault(name, line, said, "template-endless")
    if isinstance(error, SecurityError):
        return TemplateFault(name, line, said, "template-forbidden")
    if isinstance(error, UndefinedError):
        match = _FIELD_IN_MESSAGE.search(said)
        field = next((group for group in match.groups() if group), said) if match else said
        return TemplateFault(name, line, field, "template-unknown-field")
    return TemplateFault(name, line, said, "template-wrong")


def _printed(value: object) -> object:
    if isinstance(value, date):
        return chinese_date(value)
    return "" if value is None else value
