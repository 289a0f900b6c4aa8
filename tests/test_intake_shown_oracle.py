"""What LibreOffice prints of the same cells, as a second opinion on number formats."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping

import pytest
from openpyxl import Workbook
from support.drawn_formats import drawn
from support.figures import NOTES
from support.intake_files import converted
from support.sample_office import have_office

from lzfx.forms.general import stored_text
from lzfx.intake.book import read_book
from lzfx.model.book import RawCell

pytestmark = pytest.mark.skipif(
    not have_office() and not os.environ.get("CI"), reason="LibreOffice is not installed"
)

COUNT, SEED = 2000, 1
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
_BRACKETS = re.compile(r"\[[^\]]*\]")
_POINT = re.compile(r"(?<=\d)\.(?!\d)|(?<!\d)\.(?!\d)")

Reason = Callable[[str, float, str, str], bool]


def _has(*signs: str) -> Reason:
    return lambda code, _value, _ours, _theirs: any(sign in code for sign in signs)


REASONS: Mapping[str, Reason] = {
    "cannot show it": lambda _code, _value, _ours, theirs: theirs == "#FMT",
    "leaves out a point without decimals, which Excel keeps": (
        lambda _code, _value, ours, theirs: _POINT.sub("", ours).strip() == theirs
    ),
    "knows no 上午/下午": _has("上午/下午"),
    "reads no [DBNum] behind a word": lambda code, _value, _ours, _theirs: '"[DBNum' in code,
    "has 15 digits without a format, Excel 11 signs": (
        lambda code, value, _ours, _theirs: (
            ("General" in code or code == "@")
            and "DBNum" not in code
            and (value >= 1e11 or len(f"{value:.15g}") > 11)
        )
    ),
    "says [DBNum] numbers in words also where digits have places": (
        lambda code, _value, _ours, _theirs: "DBNum" in code and "0" in _BRACKETS.sub("", code)
    ),
    "has other month words for [DBNum2]": (
        lambda code, _value, ours, theirs: "DBNum2" in code and ours == theirs.replace("年", "年壹")
    ),
    "has a wide point with [DBNum]": (
        lambda _code, _value, ours, theirs: ours.replace(".", chr(0xFF0E)) == theirs
    ),
    "takes `!` for a sign of its own": _has("!"),
    "counts one percent sign of many, and none beside a foreign currency": (
        lambda code, _value, _ours, _theirs: "%%" in code or ("[$$-409]" in code and "%" in code)
    ),
    "multiplies for percents in binary": (
        lambda code, value, _ours, _theirs: "%" in code and value == 1.005
    ),
    "shows the built-in formats 37 to 40 as its own country does": _has("_);("),
    "leaves out a blank before a fraction": (
        lambda code, _value, ours, theirs: "/" in code and ours.replace(" ", "") == theirs
    ),
    "rounds half a part of a fraction down": (
        lambda code, value, _ours, _theirs: "?/10" in code and value == 0.25
    ),
    "cuts seconds off, where Excel rounds them": (
        lambda code, value, _ours, _theirs: "s" in code and value == 73050.999
    ),
}
"""What LibreOffice does otherwise than Excel, by the name of the deviation."""


def _workbook(pairs: list[tuple[str, float]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.column_dimensions["A"].width = 200
    for row, (code, value) in enumerate(pairs, start=1):
        sheet.cell(row, 1, value).number_format = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ours(cell: RawCell, unseen: Mapping[str, object]) -> str | None:
    """What we say that the cell shows; None where we say that it is not known for certain."""
    if f"A{cell.row}" in unseen:
        return ""
    if cell.shown is None:
        return stored_text(cell.kind, cell.value)
    return cell.shown.text if cell.shown.sure else None


def test_shown__agrees_with_libreoffice() -> None:
    pairs = list(drawn(COUNT, SEED))
    data = _workbook(pairs)
    printed = csv.reader(io.StringIO(converted(data, "xlsx", AS_SHOWN).decode()))
    theirs = [(row or [""])[0].strip() for row in printed]
    (sheet,) = read_book(data).sheets
    assert len(sheet.cells) == COUNT
    counts: Counter[str] = Counter()
    unexplained = []
    for (code, value), cell, other in zip(pairs, sheet.cells, theirs, strict=True):
        ours = _ours(cell, sheet.unseen)
        if ours is None:
            counts["not known for certain"] += 1
        elif ours == other:
            counts["agree"] += 1
        else:
            reason = next(
                (name for name, is_it in REASONS.items() if is_it(code, value, ours, other)), ""
            )
            counts[reason] += 1
            if not reason:
                unexplained.append((code, value, ours, other))
    del counts[""]
    told = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    NOTES.append(f"number formats: {COUNT} cells against LibreOffice: {told}")
    assert unexplained == []
    assert counts["agree"] >= 0.85 * COUNT
    assert counts["not known for certain"] <= 0.05 * COUNT
    assert REASONS.keys() <= counts.keys()  # a reason that explains nothing is none
