"""What is wrong in something somebody wrote, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lzfx.model.cell import Cell, WholeCell

if TYPE_CHECKING:  # a type alone, of some hundred codes
    from lzfx.model.codes import FindingCode


class Severity(StrEnum):
    """An ERROR keeps the submission out, a QUERY asks for a reason, ADVICE is only said."""

    ERROR = "error"
    QUERY = "query"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Where:
    """A place a clerk can click: file, sheet, cell; empty or None where it does not apply."""

    file: str = ""
    sheet: str = ""
    cell: Cell | WholeCell | None = None

    @property
    def address(self) -> str:
        """The cell as it is shown, such as C17; empty where there is none to click."""
        return self.cell.text if isinstance(self.cell, Cell) else ""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a finding is about, in the words of the form; `cell` is where the marked copy has it.

    `sheet` is empty for the whole form. `row` is the number printed at the left of the row (0 for
    none), `name` the row's own words, `title` the field's, `found` what its sender wrote there.
    `params` stand in place of the finding's own where these count rows of the file that came in.
    """

    sheet: str = ""
    cell: Cell | None = None
    row: int = 0
    name: str = ""
    title: str = ""
    found: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place; `code` names its sentence in the catalogue, `params` fill it.

    `where` is in the file that came in; `spot` is known of a return that was found to be a form.
    """

    code: FindingCode
    where: Where = field(default_factory=Where)
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    spot: Spot | None = None
