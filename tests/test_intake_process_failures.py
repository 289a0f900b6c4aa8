"""A reading child that is killed, runs out of memory, prints, or says what makes no sense."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest
from support.intake_files import xlsx

from lzfx.errors import LzfxError
from lzfx.intake.book import read_book
from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.process import supervisor
from lzfx.intake.process.supervisor import Answer, Reader
from lzfx.intake.process.wire import decode, encode, read_frame
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet

ONE = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
_FRAMES = """
import struct, sys
def read():
    head = sys.stdin.buffer.read(4)
    return sys.stdin.buffer.read(*struct.unpack("<I", head)) if len(head) == 4 else None
def say(body):
    sys.stdout.buffer.write(struct.pack("<I", len(body)) + body); sys.stdout.flush()
def raw(body):
    sys.stdout.buffer.write(body); sys.stdout.flush()
"""


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Children that run the given script instead of our reader; the last script goes on."""
    scripts: list[str] = []

    def started(_: Limits) -> subprocess.Popen[bytes]:
        script = scripts.pop(0) if len(scripts) > 1 else scripts[0]
        return subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", _FRAMES + script],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    monkeypatch.setattr(supervisor, "_started", started)
    return scripts


def _code(answer: Answer) -> str:
    return answer.code if isinstance(answer, Refused) else "read"


_GOOD = f"say(b'')\nwhile read() is not None:\n    say({encode(read_book(ONE))!r})"


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("say(b'')\nread()\nsay(b'no json')", "reader-bug"),
        ("say(b'')\nread()\nsay(b'[]')", "reader-bug"),
        ("say(b'')\nread()\nsay(b'{\"book\": 7}')", "reader-bug"),
        ("say(b'')\nread()\nsay(b'{\"book\": [\"xlsx\", [[1]], {}, {}]}')", "reader-bug"),
        ("say(b'')\nread()\nsay(b'[' * 100000)", "reader-bug"),
        ("say(b'')\nread()\nsay(b'\\xff\\xfe')", "reader-bug"),
        ("say(b'')\nread()\nraw(b'printed by somebody else\\n')", "reader-died"),
        ("say(b'')\nread()\nraw(b'\\x10\\0\\0\\0cut')", "reader-died"),
        ("say(b'')\nread()\nraise SystemExit(3)", "reader-died"),
        ("say(b'')\nraise SystemExit(0)", "reader-died"),
        ("say(b'')\nread()\nimport os\nos.abort()", "reader-died"),
        ("say(b'')\nread()\nimport time\ntime.sleep(60)", "reader-timeout"),
    ],
)
def test_reader__nonsense_is_named_and_the_rest_is_read(
    child: list[str], script: str, code: str
) -> None:
    child += [script, _GOOD]
    with Reader(Limits(seconds_per_file=1.0)) as reader:
        answers = [_code(answer) for _, answer in reader.read_many([("a", ONE), ("b", ONE)])]
    assert answers[0] == code
    assert answers[1] == ("reader-died" if code == "reader-bug" else "read")


@pytest.mark.parametrize("script", ["raise SystemExit(1)", "import os; os.abort()"])
def test_reader__a_child_that_does_not_start_is_told_at_once(child: list[str], script: str) -> None:
    child.append(script)
    with Reader() as reader, pytest.raises(LzfxError) as caught:
        reader.read("a", ONE)
    assert caught.value.code == "reader-not-starting"


def test_reader__killed_again_and_again_loses_one_file_each_time() -> None:
    with Reader() as reader:
        answers = []
        for number, (name, answer) in enumerate(
            reader.read_many([(str(n), ONE) for n in range(40)])
        ):
            answers.append((name, _code(answer)))
            child = reader.process_id
            if number % 10 == 5 and child:
                os.kill(child, 9)
                time.sleep(0.05)
    assert [name for name, _ in answers] == [str(n) for n in range(40)]
    died = [name for name, code in answers if code != "read"]
    assert len(died) <= 4
    assert {code for _, code in answers} <= {"read", "reader-died"}


def test_reader__many_children_leave_no_threads_and_no_processes() -> None:
    before = threading.active_count()
    for _ in range(5):
        with Reader(Limits(files_per_worker=1)) as reader:
            list(reader.read_many([("a", ONE), ("b", b""), ("c", ONE)]))
    time.sleep(0.2)
    assert threading.active_count() <= before


@pytest.mark.skipif(sys.platform == "win32", reason="the job object caps memory there")
def test_reader__out_of_memory_is_named_and_the_child_lives_on() -> None:
    big = xlsx("".join(f"<row><c><f>{n}</f><v>{n}</v></c></row>" for n in range(150_000)))
    with Reader(Limits(worker_bytes=110 * 1024 * 1024)) as reader:
        found = [
            _code(answer) for _, answer in reader.read_many([("a", ONE), ("b", big), ("c", ONE)])
        ]
    assert found[0] == found[2] == "read"
    assert found[1] in ("reader-memory", "reader-died")


def test_reader__an_answer_too_large_is_refused_by_the_child() -> None:
    cell = '<c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    large = xlsx("".join(f"<row>{cell.format(n, '字' * 900)}</row>" for n in range(1, 400)))
    with Reader(Limits(answer_bytes=500_000)) as reader:
        found = [_code(answer) for _, answer in reader.read_many([("a", large), ("b", ONE)])]
    assert found == ["too-many-strings", "read"]


def test_reader__prints_of_a_library_do_not_break_the_frames() -> None:
    script = (
        "import os, sys\nfrom lzfx.intake.process import worker\nreal = worker.read_book\n"
        "def noisy(data, limits):\n    print('hello')\n    os.write(1, b'from below')\n"
        "    return real(data, limits)\n"
        "worker.read_book = noisy\nworker._main()"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script, "{}"],
        input=len(ONE).to_bytes(4, "little") + ONE,
        capture_output=True,
        check=True,
        env=dict(os.environ),
    )
    import io  # noqa: PLC0415 - only here

    frames = io.BytesIO(done.stdout)
    assert read_frame(frames) == b""
    assert decode(read_frame(frames) or b"") == read_book(ONE)
    assert read_frame(frames) is None


def test_read_frame__a_length_without_measure_is_no_frame() -> None:
    import io  # noqa: PLC0415 - only here

    assert read_frame(io.BytesIO(b"\xff\xff\xff\xffx"), 1000) is None
    assert read_frame(io.BytesIO(b"\1\0\0\0x"), 1000) == b"x"


def test_pack__half_a_pair_travels_too() -> None:
    sheet = RawSheet("表", visible=True, cells=(RawCell(1, 1, CellKind.TEXT, "\ud83d"),))
    book = RawBook("xls", (sheet,))
    assert decode(encode(book)) == book
