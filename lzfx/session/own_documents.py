"""The document templates in force: the office's own in place of the shipped ones."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from lzfx.errors import DefinitionError
from lzfx.files.definitions import Definitions, parse_toml
from lzfx.files.reading import read_bytes
from lzfx.model.finding import Finding, Where

FOLDER = "documents"
_STANDARD = "gb9704.toml"
_PLACES = ("", "docx", "html", "typst")
"""Folders below `documents` that templates are in."""


@contextlib.contextmanager
def document_templates(sources: Definitions) -> Iterator[Path]:
    """The folder with all templates in force; a temporary one where the office has its own.

    typst reads its files from one folder only, so they cannot be looked up one by one.
    """
    own = _own(sources)
    if not own:
        yield sources.shipped / FOLDER
        return
    with tempfile.TemporaryDirectory(prefix="lzfx-") as made:
        root = Path(made) / FOLDER
        shutil.copytree(sources.shipped / FOLDER, root)
        for name in own:
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(read_bytes(_folder(sources) / name))
        yield root


def document_faults(sources: Definitions) -> tuple[Finding, ...]:
    """Every fault of the office's own document templates; nothing is loaded where it has none."""
    own = _own(sources)
    found: list[Finding] = []
    for name in own:
        found += _faults(name, sources)
    drawn = [name for name in own if name.endswith(".typ") or name == _STANDARD]
    if drawn and not found:
        from lzfx.render.page_lint import typst_faults  # noqa: PLC0415 - only who needs it waits

        with document_templates(sources) as templates:
            found += typst_faults(templates)
    return tuple(found)


def _folder(sources: Definitions) -> Path:
    return (sources.own or sources.shipped) / FOLDER


def _own(sources: Definitions) -> tuple[str, ...]:
    """The names below `documents` of the office's own files, in order."""
    if sources.own is None or not (root := _folder(sources)).is_dir():
        return ()
    files = (path for place in _PLACES for path in (root / place).glob("*") if path.is_file())
    names = (path.relative_to(root).as_posix() for path in files)
    return tuple(sorted(name for name in names if PurePosixPath(name).name[0] not in "~."))


def _faults(name: str, sources: Definitions) -> tuple[Finding, ...]:
    from lzfx.render import page_lint  # noqa: PLC0415 - only who needs it waits
    from lzfx.render.docx import lint as letter_lint  # noqa: PLC0415 - only who needs it waits

    relative, kind = f"{FOLDER}/{name}", PurePosixPath(name).suffix
    shipped = sources.shipped / relative
    if kind != ".typ" and not shipped.is_file():
        return (Finding("document-idle", Where(relative), {"near": _nearest(name, sources)}),)
    if kind == ".docx":
        return letter_lint.letter_faults(read_bytes(sources.path(relative)), relative)
    if kind in (".j2", ".toml"):
        try:
            text = sources.text(relative)
            other = shipped.read_text("utf-8")
            if kind == ".j2":
                return page_lint.page_faults(text, other, relative)
            own = parse_toml(relative, text)
            return page_lint.standard_faults(own, parse_toml(relative, other), relative)
        except DefinitionError as error:
            return tuple(
                replace(one, where=replace(one.where, file=relative)) for one in error.findings
            )
    return ()


def _nearest(name: str, sources: Definitions) -> str:
    root = sources.shipped / FOLDER
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return get_close_matches(name, names, 1, cutoff=0.0)[0]
