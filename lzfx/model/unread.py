"""What a return holds that became no answer, line by line, and what its sender says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Aside(StrEnum):
    """What holds a text beside the cell itself: its comment, the same cell once more, a shape."""

    NONE = ""
    COMMENT = "comment"
    SECOND = "second"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """The texts of one row of a sheet that became no answer, left to right; where they stand.

    `area` is the address as it is shown; `row` and `column` are those of the first text, in the
    file that came in. With `asked` the sender has to say what became of them, and `answer` is what
    he said. `more` counts the rows below that are left out where there are too many to list.
    """

    sheet: str
    area: str
    texts: tuple[str, ...]
    row: int
    column: int
    asked: bool = True
    answer: str = ""
    more: int = 0
    aside: Aside = Aside.NONE

    @property
    def key(self) -> tuple[str, str]:
        """By what the same line is known again when a copy comes back."""
        return self.sheet, self.area

    @property
    def is_open(self) -> bool:
        """Whether an answer is due that was not given."""
        return self.asked and not self.answer
