"""What lies beside the answers: comments, texts that stand in no cell, further sheets.

Each is named; what looks like an answer is a question. Cells of the form's own sheets are compared
with what was issued by those who know it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from lzfx.forms.answers import AnswerSigns
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import tidy
from lzfx.forms.layout import COMMENT_MARK, FAULT_SHEET, OWN_SHEETS
from lzfx.forms.places import where
from lzfx.intake.rows import is_blank
from lzfx.model.book import Drawn, RawBook, RawCell, RawSheet
from lzfx.model.cell import Cell, cell_at
from lzfx.model.finding import Finding, Severity, Where

_QUOTED = 60
_MOST = 20
"""The most drawn texts of a sheet that get a finding each; all others share one."""

_ASIDE = re.compile("备查|参考|名单|名录|资料")
"""What a sheet is called that its sender keeps for reference: many cells alone answer nothing."""

_OURS = re.compile(r"^(?:(?:（\d+）)?(?:必须更正|请核实|变动|提醒|自动整理)：|→)")


def left_beside(
    file: str, book: RawBook, used: Collection[str], signs: AnswerSigns
) -> Iterator[Finding]:
    """Findings for comments and drawn texts anywhere, and for sheets that hold none of the form."""
    ours = _fault_texts(book)
    for sheet in book.sheets:
        yield from _comments(file, sheet, ours, signs)
        yield from _drawn(file, sheet, signs)
        if sheet.name not in used and sheet.name not in OWN_SHEETS:
            yield from _extra_sheet(file, sheet, signs)


def _severity(*, asked: bool) -> Severity:
    return Severity.QUERY if asked else Severity.ADVICE


def _comments(file: str, sheet: RawSheet, ours: str, signs: AnswerSigns) -> Iterator[Finding]:
    """Comments of the sender, and what he added to those of an earlier marked copy."""
    for cell, text in sheet.comments.items():
        own = _added(text, ours) if COMMENT_MARK in text[:_QUOTED] else tidy(text)
        if own:
            severity = _severity(asked=signs.in_text(own, plain=False))
            params = {"text": own[:_QUOTED]}
            yield Finding("comment-left", Where(file, sheet.name, cell_at(cell)), params, severity)


def _fault_texts(book: RawBook) -> str:
    """All that an earlier marked copy says in its list of faults."""
    sheets = (sheet for sheet in book.sheets if sheet.name == FAULT_SHEET)
    return "\n".join(str(cell.value) for sheet in sheets for cell in sheet.cells)


def _added(text: str, ours: str) -> str:
    """The lines of a comment of ours that we did not write."""
    lines = text.partition(COMMENT_MARK)[2].splitlines()[1:]
    return tidy("\n".join(one for one in lines if not _OURS.match(one) and one not in ours))


def _drawn(file: str, sheet: RawSheet, signs: AnswerSigns) -> Iterator[Finding]:
    """Texts of shapes and boxes, and of tables within cells."""
    told = [one for one in sheet.drawn if tidy(one.text)]
    for one in told[: _MOST - 1]:
        yield _of_drawn(file, sheet, (one,), signs)
    if len(told) >= _MOST:
        yield _of_drawn(file, sheet, told[_MOST - 1 :], signs)


def _of_drawn(file: str, sheet: RawSheet, drawn: Sequence[Drawn], signs: AnswerSigns) -> Finding:
    first = drawn[0]
    at = Cell(first.row, first.column) if first.row and first.column else None
    lines = [line for one in drawn for line in tidy(one.text).splitlines()]
    asked = any(signs.in_row(line.split()) for line in lines) or signs.in_text("".join(lines))
    params = {"text": tidy(first.text)[:_QUOTED], "count": len(drawn)}
    return Finding(
        "drawn-text-left-out", Where(file, sheet.name, at), params, _severity(asked=asked)
    )


def _extra_sheet(file: str, sheet: RawSheet, signs: AnswerSigns) -> Iterator[Finding]:
    """One finding for a sheet with anything in it, at the first row that looks like an answer."""
    rows: dict[int, list[RawCell]] = {}
    for cell in sheet.cells:
        if not is_blank(cell):
            rows.setdefault(cell.row, []).append(cell)
    if not rows:
        return
    is_aside = _ASIDE.search(sheet.name) is not None
    answer = next(
        (row for row, cells in rows.items() if _is_answer(cells, signs, is_aside=is_aside)), None
    )
    first = rows[answer if answer is not None else next(iter(rows))][0]
    params: Mapping[str, object] = {
        "count": sum(map(len, rows.values())),
        "visible": sheet.visible,
    }
    place = where(file, sheet, first.row, first.column)
    yield Finding("extra-sheet", place, params, _severity(asked=answer is not None))


def _is_answer(cells: Sequence[RawCell], signs: AnswerSigns, *, is_aside: bool) -> bool:
    """Whether a row looks like an answer; on a sheet for reference only what its texts say."""
    texts = [shown_text(cell) for cell in cells]
    return any(map(signs.in_text, texts)) if is_aside else signs.in_row(texts)
