"""The count of shared strings is that of the strings, whatever the head of their table says."""

from __future__ import annotations

import functools
import io
import struct

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from support.hostile_biff import records_of
from support.intake_files import converted, ole

from lzfx.intake.xls.compound_file import OleFile
from lzfx.intake.xls.strings import strings_counted
from lzfx.intake.xls.workbook import read_xls

SST, CONTINUE = 0x00FC, 0x003C
RICH, PHONETIC, WIDE = 8, 4, 1


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def table(said: int, body: bytes, *more: bytes) -> bytes:
    """A stream of a table that says it holds so many strings, and a record after it."""
    rest = b"".join(record(CONTINUE, one) for one in more)
    return record(SST, struct.pack("<2I", 9, said) + body) + rest + record(0x0A, b"")


def count_of(stream: bytes) -> int:
    (count,) = struct.unpack_from("<I", strings_counted(stream), 8)
    return int(count)


PLAIN = b"\2\0\0ab"
WIDE_ONE = b"\1\0\1" + "甲".encode("utf-16-le")
RICH_ONE = struct.pack("<HBH", 2, RICH, 1) + b"ab" + b"\0\0\1\0"
PHONETIC_ONE = struct.pack("<HBI", 1, PHONETIC | WIDE, 6) + "乙".encode("utf-16-le") + b"phonet"


def test_strings_counted__strings_of_every_make() -> None:
    for said in (0, 1, 4, 5, 77, 0xFFFFFFFF):
        assert count_of(table(said, PLAIN + WIDE_ONE + RICH_ONE + PHONETIC_ONE)) == 4


def test_strings_counted__a_string_goes_on_in_the_next_record() -> None:
    cut_in_characters = table(0, PLAIN + b"\3\0\0a", b"\0bc" + WIDE_ONE)
    assert count_of(cut_in_characters) == 3
    wider_from_there = table(0, b"\2\0\0a", b"\1" + "甲".encode("utf-16-le") + PLAIN)
    assert count_of(wider_from_there) == 2
    cut_in_the_phonetic = table(0, PHONETIC_ONE[:-4], PHONETIC_ONE[-4:] + PLAIN)
    assert count_of(cut_in_the_phonetic) == 2
    cut_between = table(0, PLAIN, PLAIN, PLAIN)
    assert count_of(cut_between) == 3


def test_strings_counted__what_is_cut_is_no_string() -> None:
    whole = PLAIN + RICH_ONE + PHONETIC_ONE
    assert [count_of(table(3, whole[:end])) for end in (4, 5, 15, 16, 30, 31)] == [0, 1, 1, 2, 2, 3]


def test_strings_counted__a_right_count_changes_nothing() -> None:
    sound = table(1, PLAIN)
    assert strings_counted(sound) is sound
    for other in (b"", b"\1", record(0x0A, b""), record(SST, b"\0"), record(SST, b"")):
        assert strings_counted(other) is other


@given(st.binary(max_size=80), st.lists(st.binary(max_size=40), max_size=3))
@settings(max_examples=300, deadline=None)
def test_strings_counted__never_raises_and_changes_the_count_alone(
    body: bytes, more: list[bytes]
) -> None:
    stream = table(1, body, *more)
    counted = strings_counted(stream)
    assert counted[:8] + counted[12:] == stream[:8] + stream[12:]


@functools.cache
def _returned() -> bytes:
    book = Workbook()
    for n in range(1, 6):
        book.worksheets[0].append([f"第{n}条"])
    out = io.BytesIO()
    book.save(out)
    return OleFile(converted(out.getvalue(), "xlsx", "xls")).stream("Workbook")


def test_read_xls__every_string_is_read_whatever_the_count() -> None:
    records = records_of(_returned())
    for said in (0, 2, 5, 6, 4000):
        raw = b"".join(
            record(one.kind, one.body[:4] + struct.pack("<I", said) + one.body[8:])
            if one.kind == SST
            else one.raw
            for one in records
        )
        for name in ("Workbook", "Book"):
            (only,) = read_xls(ole({name: raw})).sheets
            assert [cell.value for cell in only.cells] == [f"第{n}条" for n in range(1, 6)]
