"""What stops a run: the world is not as needed. Faults in returns are findings, not errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lzfx.model.finding import Finding

if TYPE_CHECKING:
    from lzfx.model.codes import ErrorCode


class LzfxError(Exception):
    """The run cannot go on; `code` names the sentence in the catalogue, `params` fill it."""

    def __init__(self, code: ErrorCode, params: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params = dict(params or {})


class WorkspaceError(LzfxError):
    """The folder, its ledger or its settings are missing or not usable."""


class FileError(LzfxError):
    """A file cannot be read or written: locked, read-only, disk full."""


class FindingsError(LzfxError):
    """Several things are wrong or missing; each is in `findings`, with its place."""

    def __init__(self, code: ErrorCode, findings: Sequence[Finding]) -> None:
        super().__init__(code, {"count": len(findings)})
        self.findings = tuple(findings)


class DefinitionError(FindingsError):
    """A form, rule, list, roster or settings file is wrong; every fault is in `findings`."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("definitions-wrong", findings)
