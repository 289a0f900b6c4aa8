"""填报负担: what a form costs those who fill it in, and what a year asked of each unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FillingTimes:
    """Seconds it takes to fill a cell: to choose, to write a few words, to write a text.

    `sign` is what a signature costs: somebody reads the form, signs it and has it sealed.
    """

    choice: int = 15
    line: int = 30
    text: int = 180
    sign: int = 600


@dataclass(frozen=True, slots=True)
class Effort:
    """Cells that somebody fills in himself, and the seconds they take; `signs` are signatures."""

    cells: int = 0
    seconds: int = 0
    signs: int = 0

    def __add__(self, other: Effort) -> Effort:
        """Both together."""
        cells, signs = self.cells + other.cells, self.signs + other.signs
        return Effort(cells, self.seconds + other.seconds, signs)

    def times(self, count: int) -> Effort:
        """The same so many times."""
        return Effort(self.cells * count, self.seconds * count, self.signs * count)

    @property
    def minutes(self) -> int:
        """Whole minutes, at least one where there is anything to do."""
        return -(-self.seconds // 60)


NO_EFFORT = Effort()


@dataclass(frozen=True, slots=True)
class Account:
    """What workbooks asked, and what came back of them.

    `asked` is what was required of those they went out to, `filled` what came back filled in by
    themselves, `spared` the cells that the office had filled in before.
    """

    workbooks: int = 0
    returned: int = 0
    sent_back: int = 0
    asked: Effort = NO_EFFORT
    filled: Effort = NO_EFFORT
    spared: int = 0

    def __add__(self, other: Account) -> Account:
        """Both together."""
        return Account(
            self.workbooks + other.workbooks,
            self.returned + other.returned,
            self.sent_back + other.sent_back,
            self.asked + other.asked,
            self.filled + other.filled,
            self.spared + other.spared,
        )


NO_ACCOUNT = Account()


@dataclass(frozen=True, slots=True)
class FormBurden:
    """One form over the year: who asks for it, on what ground, and its account."""

    title: str
    asked_by: str
    ground: str
    account: Account = NO_ACCOUNT


@dataclass(frozen=True, slots=True)
class UnitBurden:
    """One unit over the year, its posts and people with it."""

    unit: str
    account: Account = NO_ACCOUNT


@dataclass(frozen=True, slots=True)
class Burden:
    """The year's account: by unit in roster order, and by form in the order they went out."""

    units: tuple[UnitBurden, ...] = ()
    forms: tuple[FormBurden, ...] = ()
    times: FillingTimes = FillingTimes()

    @property
    def total(self) -> Account:
        """The sum of all forms."""
        return sum((one.account for one in self.forms), NO_ACCOUNT)
