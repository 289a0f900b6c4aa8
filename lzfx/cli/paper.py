"""The screen: tables a clerk can read in any window, and JSON for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lzfx.checks.grouping import Grouped
from lzfx.messages import sentences, word
from lzfx.model.cell import Cell
from lzfx.model.codes import screen_word
from lzfx.model.finding import Finding, Where
from lzfx.model.ledger import Delivery
from lzfx.model.said import Said, said_as
from lzfx.session.places import in_words

_WIDTH = 110
_STYLES = {
    Said.ERROR: "bold red",
    Said.QUERY: "yellow",
    Said.CHANGED: "magenta",
    Said.ADVICE: "cyan",
    Said.TIDIED: "dim",
}


def console(file: Any = None, *, record: bool = False) -> Console:  # noqa: ANN401 - any stream
    """A console as wide as the screen, or of a fixed width if the output goes into a file."""
    stream = file or sys.stdout
    width = None if stream.isatty() else _WIDTH
    return Console(
        file=stream, width=width, highlight=False, markup=False, emoji=False, record=record
    )


def table(columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[str | Text]]) -> Table:
    """A table with those headings; each share is part of the width, 0 means as wide as its text."""
    made = Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        expand=any(share for _, share in columns),
        show_header=any(title for title, _ in columns),
    )
    for title, share in columns:
        made.add_column(title, ratio=round(share * 10) or None, no_wrap=not share, overflow="fold")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    return made


def findings_table(lines: Iterable[Grouped], *, with_file: bool = False) -> Table:
    """A table of findings: place, severity, what is wrong, what to do."""
    columns = (
        (word("column-place"), 2.2),
        (word("column-severity"), 0),
        (word("column-says"), 4),
        (word("column-do"), 4),
    )
    return table(columns, (_row(one, with_file=with_file) for one in lines))


def _row(one: Grouped, *, with_file: bool) -> tuple[Text, Text, Text, Text]:
    finding, place = one.finding, one.place
    says, do = sentences(finding)
    if with_file and finding.where.file:
        place = f"{finding.where.file} {place}".strip()
    if one.on_copy and one.on_copy.place != one.place:
        place = f"{place}\n{word('place-on-copy', place=in_words(one.on_copy))}"
    said = said_as(finding)
    called = Text(word(screen_word(f"severity-{said}")), style=_STYLES[said])
    return Text(place), called, Text(says), Text(do)


def print_json(value: object) -> None:
    """One JSON document on the standard output."""
    sys.stdout.write(json.dumps(json_values(value), ensure_ascii=False, indent=2) + "\n")


def json_values(value: Any) -> Any:  # noqa: ANN401 - whatever a step gives
    """A result as JSON values; a finding also with its sentences, cells as they are shown."""
    if isinstance(value, Where):
        return {"file": value.file, "sheet": value.sheet, "cell": value.address}
    if isinstance(value, Cell):
        return value.text
    if is_dataclass(value):
        told = _said(value) if isinstance(value, Finding) else {}
        if isinstance(value, Delivery):
            told = {"errors": value.errors, "queries": value.queries}
        return {each.name: json_values(getattr(value, each.name)) for each in fields(value)} | told
    if isinstance(value, Mapping):
        return {str(json_values(key)): json_values(each) for key, each in value.items()}
    if isinstance(value, str | int | float | None):
        return value.value if isinstance(value, Enum) else value
    return str(value) if isinstance(value, date | Path) else [json_values(each) for each in value]


def _said(finding: Finding) -> dict[str, str | int]:
    says, do = sentences(finding)
    return {"kind": said_as(finding), "says": says, "do": do}
