"""`lzfx check`: proof-read printed files, against the standard and against what they should say."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lzfx.content.blocks import Document
from lzfx.content.tree import parsed
from lzfx.files.definitions import definitions
from lzfx.files.editions import edition_of
from lzfx.files.reading import FileTooBigError, NoRegularFileError, read_bytes
from lzfx.files.workspace import Workspace
from lzfx.inspection.inspect import inspect
from lzfx.model.finding import Finding, Severity, Where
from lzfx.render.standard import STANDARD


@dataclass(frozen=True, slots=True)
class Proofread:
    """A file and its faults; `known` where it is known what the file should say."""

    file: Path
    findings: tuple[Finding, ...]
    known: bool

    @property
    def sound(self) -> bool:
        """Whether it has no faults; advice does not count."""
        return all(one.severity is Severity.ADVICE for one in self.findings)


def check(files: Sequence[Path], workspace: Workspace | None) -> tuple[Proofread, ...]:
    """Every file with all its faults; FileError when one is not there or cannot be read.

    What is no file (a pipe, a device) has that as its fault, and the others follow.
    It is known what a file should say if the workspace printed exactly these bytes.
    """
    return tuple(_proofread(file, workspace) for file in files)


def _proofread(file: Path, workspace: Workspace | None) -> Proofread:
    try:
        data = read_bytes(file)
    except (NoRegularFileError, FileTooBigError):
        return Proofread(file, (Finding("print-no-file", Where(file.name)),), known=False)
    document = _document(data, workspace)
    defined = definitions(workspace.root if workspace else None)
    standard = defined.toml(f"documents/{STANDARD}")
    findings = inspect(data, standard, file.name, document)
    return Proofread(file, findings, document is not None)


def _document(data: bytes, workspace: Workspace | None) -> Document | None:
    if workspace is None:
        return None
    edition = edition_of(workspace, hashlib.sha256(data).hexdigest())
    try:
        return parsed(edition.tree) if edition else None
    except ValueError:  # printed by another version of the program
        return None
