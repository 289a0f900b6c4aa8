"""The table of an OpenDocument spreadsheet that is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from lzfx.intake.bounded import too_many
from lzfx.intake.cells import Cells
from lzfx.intake.ods.cells import TABLE
from lzfx.intake.ods.styles import Given
from lzfx.intake.serials import count_of
from lzfx.model.book import CellKind, Drawn, Shown, Unseen


def count_in(given: Given, name: str) -> int:
    """A count among the attributes of a table's element; one where it is not given."""
    return count_of(given.get(TABLE + name, "1")) or 1


@dataclass(slots=True)
class FilledCell:
    """One filled cell element, waiting for its row to end."""

    column: int
    repeat: int
    kind: CellKind
    value: str | float
    formula: bool
    struck: bool
    shown: Shown | None
    unseen: Unseen | None

    @property
    def facts(self) -> tuple[CellKind, str | float, bool, bool, Shown | None]:
        """What is kept of each cell that it stands for."""
        return self.kind, self.value, self.formula, self.struck, self.shown


@dataclass(slots=True)
class OpenTable:
    """The table being read."""

    name: str
    visible: bool
    cells: Cells
    row: int = 1
    column: int = 1
    waiting: list[FilledCell] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    column_styles: list[tuple[range, str]] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)
    drawn: list[Drawn] = field(default_factory=list)

    def merge(self, given: Given, limit: int) -> None:
        """Note the area that the cell at the present place lies over; Refused for too many."""
        down, across = (count_in(given, f"number-{of}-spanned") for of in ("rows", "columns"))
        if down == across == 1:
            return
        too_many("too-many-merges", len(self.merges) + 1, limit, self.name)
        bottom, right = self.row + down - 1, self.column + across - 1
        self.merges.append((self.row, self.column, bottom, right))

    def style_of(self, given: Given) -> str:
        """The style of a cell at the present column: its own, else that of its column."""
        own = given.get(TABLE + "style-name")
        if own is not None:
            return own
        return next((name for span, name in self.column_styles if self.column in span), "")
