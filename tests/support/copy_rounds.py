"""A return that is judged, its marked copy, and the copy judged again, without a command line."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from openpyxl import Workbook, load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, sample_clerk

from lzfx.model.finding import Finding, Severity
from lzfx.model.ledger import Delivery, Outcome
from lzfx.session.opening import open_session
from lzfx.steps.collect import collect

ROUNDS = (ROUND_ONE, ROUND_TWO, "2026-09-19T10:00:00", "2026-09-20T10:00:00")


@dataclass
class Desk:
    """A workspace from which forms went out; files are judged in it one after the other."""

    folder: Path
    rounds: int = 0

    def judged(self, data: bytes, suffix: str = "xlsx") -> Delivery:
        """What a file with those bytes is judged to be."""
        now = ROUNDS[self.rounds]
        self.rounds += 1
        path = self.folder / "收件" / f"第{self.rounds}次.{suffix}"
        path.write_bytes(data)
        with open_session(self.folder, datetime.fromisoformat(now), "tester") as session:
            *_, done = collect(session)
        (one,) = (each for each in done.deliveries if each.file == path.name)
        return one

    def copy_of(self, one: Delivery) -> bytes:
        """The marked copy that answers a return."""
        assert one.outcome is Outcome.SENT_BACK, one.findings
        return (self.folder / "退回" / one.answer).read_bytes()


def new_desk(issued: Path, folder: Path) -> Desk:
    """A desk of its own, as it was when the forms had gone out."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(issued, folder)
    return Desk(folder)


def issued_workspace(folder: Path) -> Path:
    """A workspace from which a form went out to every unit."""
    return sample_clerk(folder).folder


def errors(one: Delivery) -> list[tuple[str, str, str]]:
    """The must-fix findings: code, sheet and cell of the file that came."""
    return [
        (each.code, each.where.sheet, each.where.address)
        for each in one.findings
        if each.severity is Severity.ERROR
    ]


def codes(one: Delivery) -> set[str]:
    """The codes of all findings but advice."""
    return {each.code for each in one.findings if each.severity is not Severity.ADVICE}


def finding(one: Delivery, code: str) -> Finding:
    """The only finding of that code."""
    (found,) = (each for each in one.findings if each.code == code)
    return found


def opened(data: bytes) -> Workbook:
    """A workbook to be looked at or written in."""
    return load_workbook(io.BytesIO(data))


def written(book: Workbook) -> bytes:
    """Its bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cells(data: bytes, cells: Mapping[tuple[str, str], object]) -> bytes:
    """The same workbook with cells written over."""
    book = opened(data)
    for (sheet, cell), value in cells.items():
        book[sheet][cell].value = cast("str", value)
    return written(book)
