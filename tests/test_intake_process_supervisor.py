from __future__ import annotations

import functools
import io
import os
import signal
import sys
import threading
import time

import pytest
from support.addresses import at
from support.intake_files import xlsx

from lzfx.intake.book import read_book
from lzfx.intake.bounded import LIMITS, Limits, Refused
from lzfx.intake.process.supervisor import Answer, Reader
from lzfx.intake.process.wire import decode, encode, read_frame, write_frame
from lzfx.intake.process.worker import answer, serve
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet

ONE = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')


@functools.cache
def _slow() -> bytes:
    """A sound workbook of 250,000 formulas, which keeps a reader busy for most of a second."""
    numbers = (n * 2_654_435_761 % 4_294_967_296 for n in range(250_000))
    return xlsx("".join(f"<row><c><f>{n}</f><v>{n}</v></c></row>" for n in numbers))


def _codes(answers: list[tuple[str, Answer]]) -> list[tuple[str, str]]:
    return [(name, got.code if isinstance(got, Refused) else "read") for name, got in answers]


def test_reader__the_same_as_in_process() -> None:
    with Reader() as reader:
        assert reader.read("a.xlsx", ONE) == read_book(ONE)


def test_reader__order_is_kept_and_bad_files_stop_nobody() -> None:
    files = [(f"{n}.xlsx", ONE if n % 3 else b"%PDF-1.7") for n in range(60)]
    with Reader() as reader:
        answers = list(reader.read_many(files))
    expected = [(f"{n}.xlsx", "read" if n % 3 else "not-a-workbook-pdf") for n in range(60)]
    assert _codes(answers) == expected


def test_reader__too_slow_is_named_and_the_rest_is_read() -> None:
    files = [("a", ONE), ("slow", _slow()), ("b", ONE), ("c", b"")]
    began = time.perf_counter()
    with Reader(Limits(seconds_per_file=0.2)) as reader:
        answers = list(reader.read_many(files))
    assert _codes(answers) == [
        ("a", "read"),
        ("slow", "reader-timeout"),
        ("b", "read"),
        ("c", "file-empty"),
    ]
    assert time.perf_counter() - began < 10


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX; Windows ends it by handle")
def test_reader__death_is_named_and_the_rest_is_read() -> None:
    with Reader() as reader:
        assert reader.read("first", ONE) == read_book(ONE)
        child = reader.process_id
        assert child is not None
        timer = threading.Timer(0.2, os.kill, (child, signal.SIGKILL))
        timer.start()
        answers = list(reader.read_many([("slow", _slow()), ("b", ONE)]))
        timer.join()
        assert _codes(answers) == [("slow", "reader-died"), ("b", "read")]
        assert reader.process_id not in (None, child)


@pytest.mark.skipif(sys.platform == "win32", reason="the job object caps memory there")
def test_reader__memory_is_capped() -> None:
    with Reader(Limits(worker_bytes=80 * 1024 * 1024)) as reader:
        answers = list(reader.read_many([("slow", _slow()), ("b", ONE)]))
    assert _codes(answers)[0][1] in ("reader-memory", "reader-died")
    assert _codes(answers)[1] == ("b", "read")


def test_reader__child_is_replaced_after_its_share() -> None:
    with Reader(Limits(files_per_worker=3)) as reader:
        children = []
        for _ in range(7):
            reader.read("x", ONE)
            children.append(reader.process_id)
        assert len(set(children)) == 3
        assert _codes(list(reader.read_many([("x", ONE)] * 20))) == [("x", "read")] * 20


def test_reader__too_big_never_leaves() -> None:
    with Reader(Limits(file_bytes=10)) as reader:
        got = reader.read("x", ONE)
        assert isinstance(got, Refused)
        assert got.code == "file-too-big"
        assert got.params == {"bytes": len(ONE), "limit": 10}
        assert reader.process_id is None


def test_reader__abandoned_half_way_answers_the_next_question_rightly() -> None:
    with Reader() as reader:
        answers = reader.read_many([("a", ONE), ("b", b""), ("c", ONE)])
        next(answers)
        answers.close()  # type: ignore[attr-defined]
        assert reader.read("d", ONE) == read_book(ONE)


def test_reader__child_ends_with_the_reader() -> None:
    with Reader() as reader:
        reader.read("a", ONE)
        child = reader._child  # noqa: SLF001 - only here its end can be seen
        assert child is not None
    assert child.process.poll() is not None


def test_answer__a_bug_is_named() -> None:
    def broken(_: bytes, __: Limits) -> RawBook:
        raise ZeroDivisionError("oops")

    got = decode(answer(b"x", LIMITS, broken))
    assert isinstance(got, Refused)
    assert got.code == "reader-bug"
    assert "ZeroDivisionError" in str(got.params["detail"])


def test_serve__greets_answers_and_ends_with_its_input() -> None:
    source, sink = io.BytesIO(), io.BytesIO()
    write_frame(source, b"")
    write_frame(source, ONE)
    source.write(b"\x05\0\0\0cut")
    source.seek(0)
    serve(source, sink, LIMITS)
    sink.seek(0)
    assert read_frame(sink) == b""
    first, second = (decode(read_frame(sink) or b"") for _ in range(2))
    assert isinstance(first, Refused)
    assert first.code == "file-empty"
    assert second == read_book(ONE)
    assert read_frame(sink) is None


def test_pack__nothing_is_lost_on_the_way() -> None:
    cells = (
        RawCell(1, 1, CellKind.TEXT, "甲\n\U0001f600", struck=True),
        RawCell(1, 2, CellKind.NUMBER, 0.1, formula=True),
        RawCell(2, 1, CellKind.NUMBER, 10**15),
        RawCell(2, 2, CellKind.UNCACHED, "", formula=True),
    )
    sheet = RawSheet(
        "表",
        False,  # noqa: FBT003 - not visible
        cells,
        ((1, 1, 2, 2),),
        frozenset((3,)),
        frozenset((4,)),
        {"A1": "注"},
    )
    book = RawBook("xlsx", (sheet,), {"k": "v"}, {"n": "x"})
    assert decode(encode(book)) == book
    refusal = decode(encode(Refused("zip-bomb", {"a": 1}, sheet="表", cell=at("A1"))))
    assert repr(refusal) == repr(Refused("zip-bomb", {"a": 1}, sheet="表", cell=at("A1")))
