"""Text in columns: strict encodings, separators by evidence, and nothing taken for another."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.csv_text import read_text
from lzfx.model.book import CellKind

TABLE = [
    ["序号", "岗位", "名称"],
    ["1", "科长, 兼职", "甲;乙\t丙"],
    ["2", '会"计', "第一行\n第二行"],
]


def _written(separator: str, rows: list[list[str]] = TABLE) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def _values(data: bytes) -> dict[tuple[int, int], object]:
    (sheet,) = read_text(data).sheets
    return {(cell.row, cell.column): cell.value for cell in sheet.cells}


def _refusal(data: bytes, limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        read_text(data, limits or Limits())
    return caught.value


WANTED = {
    (row, column): value
    for row, values in enumerate(TABLE, 1)
    for column, value in enumerate(values, 1)
}


@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_read_text__encodings_and_separators(separator: str, encoding: str) -> None:
    assert _values(_written(separator).encode(encoding)) == WANTED


def test_read_text__big_endian_with_its_mark() -> None:
    assert _values(b"\xfe\xff" + _written(",").encode("utf-16-be")) == WANTED


def test_read_text__the_line_that_only_names_the_separator_is_no_row() -> None:
    assert _values(f"sep=;\r\n{_written(';')}".encode()) == WANTED


def test_read_text__empty_lines_and_old_line_ends_keep_the_row_numbers() -> None:
    text = "甲,乙,丙\r\r1,2,3\r"
    assert sorted({row for row, _ in _values(text.encode())}) == [1, 3]


def test_read_text__error_texts_are_errors() -> None:
    text = "甲,乙,丙\n#REF!,Err:502,#不是错\n#DIV/0!,1,2\n"
    (sheet,) = read_text(text.encode()).sheets
    errors = [cell.value for cell in sheet.cells if cell.kind is CellKind.ERROR]
    assert errors == ["#REF!", "Err:502", "#DIV/0!"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xef\xbb\xbf\xff,", "text-encoding"),
        (b"\xff\xfea", "text-encoding"),
        ("甲,乙,丙\n".encode("gbk") + "甲,乙,".encode() + b"\xff\xff\n", "text-encoding"),
        ("甲,乙,丙\n1,2,3\n\0,,\n".encode(), "text-damaged"),
        ("甲,乙,丙\n1,2,3\n".encode("utf-32"), "text-damaged"),
        ('甲,乙,丙\n1,2,3\n"4,5,6\n7,8,9\n'.encode(), "text-broken"),
        ('甲,乙,丙\n1,2,3\n"4"x,5,6\n'.encode(), "text-broken"),
        ("甲,乙,丙\n1,2,3\n".encode() + b'"' + b"x" * 300_000 + b'",1,2\n', "text-broken"),
        ("甲,乙,丙\n1,2,3\n".encode() + b"x" * 40_000 + b",1,2\n", "text-too-long"),
        ("甲,乙,丙\n1,2,3\n".encode() + b"," * 256 + b"x\n", "too-many-columns"),
        ("单位您好，附件请查收。\n谢谢".encode(), "not-a-workbook-text"),
        (b"", "not-a-workbook-text"),
    ],
)
def test_read_text__refusals(data: bytes, code: str) -> None:
    assert _refusal(data).code == code


def test_read_text__caps() -> None:
    rows = ("a,b,c\n" * 30).encode()
    assert _refusal(rows, Limits(values=20)).code == "too-many-cells"
    assert _refusal(rows, Limits(cell_elements=20)).code == "too-many-cells"
    assert _refusal(rows, Limits(rows=20)).code == "out-of-grid"


_FIELD = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=9)


@given(
    st.lists(st.lists(_FIELD, min_size=3, max_size=6), min_size=2, max_size=8),
    st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]),
)
def test_law__whatever_was_written_as_csv_is_read(rows: list[list[str]], encoding: str) -> None:
    heading = ["甲栏", "乙栏", "丙栏", "丁栏", "戊栏", "己栏"]
    whole = [heading, heading, *rows]
    data = _written(",", whole).encode(encoding)
    if encoding == "gb18030" and _is_utf8(data):
        return  # all ASCII and the like: the same either way
    wanted = {
        (row, column): value
        for row, values in enumerate(whole, 1)
        for column, value in enumerate(values, 1)
        if value
    }
    assert _values(data) == wanted


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
