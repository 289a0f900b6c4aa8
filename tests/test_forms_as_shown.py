"""Which fields take what is seen of a number, which take what is stored, and how it is quoted."""

from __future__ import annotations

import pytest

from lzfx.checks.cells import read_cell
from lzfx.forms.as_shown import quoted_text, shown_text
from lzfx.forms.kinds import answer_text
from lzfx.forms.spec import Choice, FieldSpec
from lzfx.model.book import CellKind, RawCell, Shown
from lzfx.model.finding import Where
from lzfx.model.submission import Value

CHOICES = (
    Choice(code="1", label="一级"),
    Choice(code="2", label="二级"),
    Choice(code="yes", label="是"),
)


def cell(stored: str | float, seen: str = "", *, sure: bool = True) -> RawCell:
    """A cell with a number, or with a day or a text, and what is seen of it."""
    kind = CellKind.NUMBER
    if isinstance(stored, str):
        kind = CellKind.DATE if stored.startswith("20") else CellKind.TEXT
    return RawCell(9, 4, kind, stored, shown=Shown(seen, sure) if seen else None)


def read(kind: str, raw: RawCell) -> tuple[Value, list[str]]:
    """The value of a field of that kind, and the codes of what is said of it."""
    spec = FieldSpec.model_validate({"name": "x", "title": "栏", "kind": kind})
    reading = read_cell(raw, spec, CHOICES if kind.startswith("choice") else (), Where())
    value = reading.value
    return value if not hasattr(value, "isoformat") else str(value), [
        one.code for one in reading.findings
    ]


TEXT, NORMAL = ["read-as-text"], ["normalised"]


@pytest.mark.parametrize(
    ("kind", "raw", "value", "codes"),
    [
        ("text", cell(0.15, "15%"), "15%", TEXT),
        ("line", cell(7, "000007"), "000007", TEXT),
        ("code", cell(7, "000007"), "000007", TEXT),
        ("phone", cell(5995551002, "0599-5551002"), "0599-5551002", TEXT),
        ("text", cell("2026-09-01", "2026年9月"), "2026年9月", TEXT),
        ("text", cell("林晓芸", "林晓芸同志"), "林晓芸同志", TEXT),
        ("text", cell(0.1 + 0.2), "0.3", TEXT),
        ("text", cell(350102198001), "350102198001", TEXT),  # General would show 3.50102E+11
        ("text", cell(0, "-"), None, ["taken-as-empty"]),
        ("integer", cell(7, "000007"), 7, []),
        ("integer", cell(0, "-"), 0, []),
        ("integer", cell(0.15, "15%"), None, ["not-a-number"]),
        ("decimal", cell(0.15, "15%"), "0.15", []),
        ("decimal", cell(12345.678, "¥12,345.68"), "12345.678", []),
        ("date", cell("2026-09-01", "2026年9月"), "2026-09-01", []),
        ("date", cell(20260908, "2026年09月08日"), "2026-09-08", NORMAL),
        ("date", cell(9, "2026.9.9"), "2026-09-09", NORMAL),
        ("choice", cell(1, "是"), "yes", NORMAL),  # by the word that is seen
        ("choice", cell(1, "第1类"), "1", ["read-as-choice"]),  # none is seen: by what is stored
        ("choice", cell(7, "第7类"), None, ["not-a-choice"]),
        ("choices", cell(2, "一级"), ("1",), NORMAL),
        ("choices", cell(2, "二"), ("2",), NORMAL),
        ("text", cell(7, "7x", sure=False), "7", [*TEXT, "shown-not-known"]),
        ("integer", cell(7, "7x", sure=False), 7, []),
        ("text", cell(350701199001011234, "3.50701E+17"), None, ["digits-lost"]),
    ],
)
def test_read_cell__seen_or_stored(kind: str, raw: RawCell, value: Value, codes: list[str]) -> None:
    assert read(kind, raw) == (value, codes)


@pytest.mark.parametrize(
    ("raw", "quoted"),
    [
        (cell(0.15, "15%"), "15%（存的是0.15）"),
        (cell("2026-09-01", "2026年9月"), "2026年9月（存的是2026-09-01）"),
        (cell("2026-09-08", "2026/9/8"), "2026/9/8"),
        (cell(1234567, "1,234,567"), "1,234,567"),
        (cell(1 / 3), "0.333333333（存的是0.333333333333333）"),
        (cell(7), "7"),
        (cell(7, "7x", sure=False), "7"),
        (cell("甲"), "甲"),
    ],
)
def test_quoted_text(raw: RawCell, quoted: str) -> None:
    assert quoted_text(raw) == quoted


def test_faults__quote_what_is_seen() -> None:
    spec = FieldSpec.model_validate({"name": "x", "title": "栏", "kind": "integer"})
    (finding,) = read_cell(cell(0.15, "15%"), spec, (), Where()).findings
    assert finding.params["value"] == "15%（存的是0.15）"


@pytest.mark.parametrize(
    ("kind", "raw", "text"),
    [
        ("text", cell("2026-09-01", "2026年9月"), "2026年9月"),
        ("date", cell("2026-09-01", "2026年9月"), "2026-09-01"),
        ("integer", cell(7, "000007"), "7"),
        ("code", cell(7, "000007"), "000007"),
    ],
)
def test_answer_text__gives_the_same_answer_again(kind: str, raw: RawCell, text: str) -> None:
    spec = FieldSpec.model_validate({"name": "x", "title": "栏", "kind": kind})
    assert answer_text(raw, spec) == text
    again = RawCell(9, 4, CellKind.TEXT, text)
    assert read(kind, again)[0] == read(kind, raw)[0]


def test_shown_text__truths() -> None:
    assert shown_text(RawCell(1, 1, CellKind.BOOL, 1)) == "TRUE"
    assert shown_text(RawCell(1, 1, CellKind.BOOL, 1, shown=Shown("真"))) == "真"
