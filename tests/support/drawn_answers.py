"""Plausible answers for any form: drawn with given dice, right in kind, limits, choices and keys.

A definition does not say what must hold across fields. `settle` does: by the name of a check that
the form asks for, or by what the rows of a table are about, which is always looked at, a function
that puts drawn answers right (`plausible_answers` has them).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from lzfx.forms.characters import fold
from lzfx.forms.kinds import KINDS, NONE, ParsedValue, shown
from lzfx.forms.needed import needed_because
from lzfx.forms.spec import Choice, FieldSpec, FormSpec, TableSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.filling import Filling
from lzfx.model.submission import Value

_T = TypeVar("_T")
_LEFT_EMPTY = 0.4
_TRIES = 20
_MOST_ROWS = 6
_MOST_CHOICES = 3
_LONGEST_LINE, _LONGEST_TEXT = 20, 60
_DAYS_BACK = 14
_WHO = ("科室负责人", "经办人员", "窗口人员", "分管领导", "复核人员", "财务人员", "档案管理员")
_WHEN = ("每月", "每周五", "受理当日", "办结之后", "节假日前", "每季度", "年底")
_DOES = ("核对", "抽查", "登记", "公开", "复核", "通报", "移交")
_WHAT = ("票据存根", "办件清单", "审批依据", "用车记录", "公章使用", "采购比价", "信访台账")
_ADDED = ("第（一）类", "①件", "约30㎡", "含WPS表格", "不少于10份", "逐项留痕")
_LETTERS = "ABCDEFGHJK"


class Dice(Protocol):
    """The part of `random.Random` that drawing needs."""

    def random(self) -> float:
        """A number from 0 up to 1."""

    def randint(self, a: int, b: int, /) -> int:
        """A whole number, both ends included."""

    def choice(self, seq: Sequence[_T], /) -> _T:
        """One of several."""

    def sample(self, population: Sequence[_T], /, k: int) -> list[_T]:
        """Several different ones."""


Row = Mapping[str, Value]
Key = tuple[str, ...]
Choices = Callable[[FieldSpec], tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Answers:
    """Typed answers to a form: single cells by field, rows by table."""

    header: Row
    tables: Mapping[str, tuple[Row, ...]]


Settle = Callable[[FormSpec, Answers, Dice], Answers]


def own_choices(spec: FieldSpec) -> tuple[Choice, ...]:
    """The choices the definition lists; none for a field that chooses from the roster."""
    return spec.choices


def sample_answers(  # noqa: PLR0913 - what a filled form is made of
    form: FormSpec,
    dice: Dice,
    day: date,
    *,
    issued: Filling | None = None,
    choices: Choices = own_choices,
    settle: Mapping[str, Settle] | None = None,
    most_rows: int = _MOST_ROWS,
) -> Answers:
    """Answers as a unit might give them on `day` or some days before.

    What was `issued` stays as it is, and locked fields are not filled. A fixed table gets its
    issued rows; any other also gets new rows, no two with one key.
    """
    draw = _Draw(dice, day, choices)
    given = issued or Filling()
    tables: dict[str, tuple[Row, ...]] = {}
    for table in form.tables:
        wholes = tuple(row[form.table(table.of).key[0]] for row in tables.get(table.of, ()))
        tables[table.name] = draw.rows(table, given.tables.get(table.name, ()), most_rows, wholes)
    made = Answers(draw.row(form.header, given.header), tables)
    always = (table.about for table in form.tables)
    for name in (*form.checks, *always):
        made = (settle or {}).get(name, _as_it_is)(form, made, dice)
    return made


def filling(
    form: FormSpec, made: Answers, issued: Filling | None = None, choices: Choices = own_choices
) -> Filling:
    """The answers as they are written into cells, over what was issued."""
    return replace(
        issued or Filling(),
        header=_texts(form.header, made.header, choices),
        tables={
            table.name: tuple(_texts(table.fields, row, choices) for row in made.tables[table.name])
            for table in form.tables
        },
    )


def sample_sentence(dice: Dice) -> str:
    """A short Chinese sentence about office work."""
    when, who, does, what = (dice.choice(words) for words in (_WHEN, _WHO, _DOES, _WHAT))
    return f"{when}由{who}{does}{what}。"


def _as_it_is(_form: FormSpec, made: Answers, _dice: Dice) -> Answers:
    return made


def _texts(fields: Sequence[FieldSpec], row: Row, choices: Choices) -> Mapping[str, str]:
    return {spec.name: shown(row[spec.name], choices(spec)) for spec in fields}


@dataclass(frozen=True, slots=True)
class _Draw:
    dice: Dice
    day: date
    choices: Choices

    def rows(
        self,
        table: TableSpec,
        issued: Sequence[Mapping[str, str]],
        most: int,
        wholes: Sequence[Value] = (),
    ) -> tuple[Row, ...]:
        """The issued rows completed, and new ones as long as their keys differ.

        Each row of the table that this one is part of (`wholes`) gets at least one row.
        """
        rows = [self.row(table.fields, row) for row in issued]
        if table.fixed:
            return tuple(rows)
        taken = {_key(table, row) for row in rows}
        for number in range(max(len(wholes), self.dice.randint(1, min(table.ready, most)))):
            of = {table.by: wholes[number % len(wholes)]} if wholes else {}
            row = next(self._new_rows(table, taken, of), None)
            if row is None:
                break
            taken.add(_key(table, row))
            rows.append(row)
        return tuple(rows)

    def _new_rows(self, table: TableSpec, taken: AbstractSet[Key], of: Row) -> Iterator[Row]:
        """Rows that are not empty and whose key is free; none when no such row is drawn."""
        for _ in range(_TRIES):
            row = {**self.row(table.fields, {}), **of}
            key = _key(table, row)
            if any(value is not None for value in row.values()) and not (key and key in taken):
                yield row

    def row(self, fields: Sequence[FieldSpec], issued: Mapping[str, str]) -> Row:
        """Values for those fields: the issued ones where they are valid, else drawn."""
        made = {spec.name: self._value(spec, issued.get(spec.name, "")) for spec in fields}
        for _ in fields:  # what one answer makes necessary may make another so
            for spec in fields:
                if made[spec.name] is None and not spec.locked and needed_because(spec, made):
                    made[spec.name] = _DRAWN[spec.kind](self, spec)
        return made

    def _value(self, spec: FieldSpec, issued: str) -> Value:
        cell = RawCell(1, 1, CellKind.TEXT, issued)
        taken = KINDS[spec.kind].parse(cell, spec, self.choices(spec)) if issued else None
        if isinstance(taken, ParsedValue):
            return taken.value
        if spec.locked or (not spec.required and self.dice.random() < _LEFT_EMPTY):
            return _default(spec)
        return _DRAWN[spec.kind](self, spec)

    def text(self, spec: FieldSpec) -> str:
        """Sentences, cut to the limits; now and then on two lines."""
        text = self._words(spec, _LONGEST_TEXT, lambda: sample_sentence(self.dice))
        middle = len(text) // 2
        if middle > spec.min_length and self.dice.random() < _LEFT_EMPTY:
            return f"{text[:middle]}\n{text[middle + 1 :]}"
        return text

    def line(self, spec: FieldSpec) -> str:
        """A few words, cut to the limits."""
        words = (_WHAT, _DOES, _ADDED, _WHO)
        return self._words(spec, _LONGEST_LINE, lambda: "".join(map(self.dice.choice, words)))

    def _words(self, spec: FieldSpec, longest: int, more: Callable[[], str]) -> str:
        most = min(spec.max_length, max(longest, spec.min_length))
        length = self.dice.randint(min(most, max(spec.min_length, 4)), most)
        text = more()
        while len(text) < length:
            text += more()
        return text[:length]

    def code(self, _spec: FieldSpec) -> str:
        """Two capital letters and some digits, leading noughts among them."""
        letters = "".join(self.dice.sample(_LETTERS, k=2))
        return f"{letters}{self.dice.randint(0, 9999):04}"

    def one(self, spec: FieldSpec) -> str | None:
        """A choice, where there is any."""
        offered = self.choices(spec)
        return self.dice.choice(offered).code if offered else None

    def several(self, spec: FieldSpec) -> tuple[str, ...] | None:
        """Some choices in their order, or the one that says that none applies."""
        offered = [choice.code for choice in self.choices(spec)]
        some = [code for code in offered if code != NONE]
        if NONE in offered and (not some or self.dice.random() < _LEFT_EMPTY):
            return (NONE,)
        if not some:
            return None
        count = self.dice.randint(1, min(len(some), _MOST_CHOICES))
        ticked = set(self.dice.sample(some, k=count))
        return tuple(code for code in offered if code in ticked)

    def past_day(self, _spec: FieldSpec) -> date:
        """A day of the last two weeks."""
        return self.day - timedelta(days=self.dice.randint(0, _DAYS_BACK))

    def number(self, _spec: FieldSpec) -> int:
        """A whole number as counts are."""
        return self.dice.randint(0, 9999)

    def decimal(self, _spec: FieldSpec) -> str:
        """A number with a figure after the point, or none."""
        whole, tenths = divmod(self.dice.randint(0, 999), 10)
        return f"{whole}.{tenths}" if tenths else str(whole)

    def email(self, spec: FieldSpec) -> str:
        """An address of nobody."""
        return f"{self.code(spec).lower()}@example.cn"

    def phone(self, _spec: FieldSpec) -> str:
        """A number of nobody."""
        return f"0599-555{self.dice.randint(0, 9999):04}"


_DRAWN: Mapping[str, Callable[[_Draw, FieldSpec], Value]] = {
    "text": _Draw.text,
    "line": _Draw.line,
    "code": _Draw.code,
    "choice": _Draw.one,
    "choices": _Draw.several,
    "date": _Draw.past_day,
    "integer": _Draw.number,
    "decimal": _Draw.decimal,
    "email": _Draw.email,
    "phone": _Draw.phone,
}


def _default(spec: FieldSpec) -> Value:
    if not spec.default:
        return None
    return (spec.default,) if spec.kind == "choices" else spec.default


def _key(table: TableSpec, row: Row) -> Key:
    """The key of a row; empty where part of it is missing."""
    key = tuple(fold(str(row[name] or "")) for name in table.key)
    return key if all(key) else ()
