"""How fast it is beside what a colleague would write: `python tests/benchmark.py [100 1000]`.

Everything is measured in one run on one machine, in turns: read the ratios, not the seconds. The
district, its roster and its returns are made up; nothing of it is kept.
"""

from __future__ import annotations

import io
import itertools
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import openpyxl
import pandas as pd
from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.intake_files import converted_all
from support.made_up_district import ISSUED, RECEIVED, as_saved, returns, workspace

from lzfx.forms.layout import table_layout
from lzfx.forms.spec import FormSpec
from lzfx.intake.book import read_book
from lzfx.intake.bounded import LIMITS
from lzfx.ledger.queries import issues
from lzfx.model.filling import Filling
from lzfx.session.issuing import notes_of
from lzfx.session.opening import open_session
from lzfx.steps.collect import collect
from lzfx.steps.issue import issue
from lzfx.workbook.blank import build
from lzfx.workbook.bulk_writer import BulkWriter

ROUNDS = 3
_SOME = 100
_READ, _TURNS = 20, 10
_LONG = 10.0
"""Who took that many seconds in a round has no further ones."""

_SHEET = "风险点"


@dataclass(frozen=True, slots=True)
class Measured:
    """One contender: seconds of each round, for how many things."""

    name: str
    seconds: tuple[float, ...]
    things: int

    @property
    def middle(self) -> float:
        """The median round."""
        return statistics.median(self.seconds)


def measured(
    things: int, contenders: Mapping[str, Callable[[], object]], rounds: int = ROUNDS
) -> list[Measured]:
    """Each contender once a round, in turns."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            if any(one > _LONG for one in seconds[name]):
                continue
            began = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - began)
    return [Measured(name, tuple(times), things) for name, times in seconds.items()]


def told(title: str, found: list[Measured]) -> None:
    """A table whose ratios are to the first contender."""
    print(f"\n{title}")
    print(f"  {'':<42}{'total s':>9}{'each ms':>10}{'ratio':>8}{'rounds':>8}")
    for one in found:
        each = one.middle / one.things * 1000
        ratio = one.middle / found[0].middle
        rounds = len(one.seconds)
        print(f"  {one.name:<42}{one.middle:>9.2f}{each:>10.2f}{ratio:>8.1f}{rounds:>8}")


def issuing(home: Path, units: int) -> Path:
    """`issue` beside openpyxl building each workbook; gives the workspace with its forms issued."""
    root = workspace(home / "issue", units)
    copies = iter([shutil.copytree(root, home / f"issue{turn}") for turn in range(ROUNDS)])

    def ours() -> None:
        with open_session(next(copies), ISSUED, "benchmark") as session:
            issue(session)

    with open_session(root, ISSUED, "benchmark") as session:
        form, notes = session.declaration, notes_of(session, session.declaration)
        issue(session)
        some = [one.filling for one in issues(session.ledger, session.declaration.name)][:_SOME]
    built = home / "built"
    built.mkdir()

    def theirs() -> None:
        for number, one in enumerate(some):
            (built / f"{number}.xlsx").write_bytes(build(form, one, notes))

    (fast,) = measured(units, {"lzfx issue (open, print, write, record)": ours})
    (slow,) = measured(len(some), {f"openpyxl builds each ({len(some)} of them)": theirs}, 1)
    scaled = replace(slow, seconds=(slow.middle / len(some) * units,), things=units)
    told(f"Issue {units} workbooks", [fast, scaled])
    return root


def collecting(home: Path, root: Path, units: int, *, ruled: bool) -> None:
    """`collect` beside pandas in a loop, then once more with nothing new."""
    root = Path(shutil.copytree(root, home / f"returned{ruled}"))
    inbox = root / "收件"
    with open_session(root, RECEIVED, "benchmark") as session:
        heading = table_layout(session.declaration, session.declaration.tables[0]).heading_row
        for file, data in returns(session):
            (inbox / file).write_bytes(as_saved(data, ruled=ruled))
    copies = [Path(shutil.copytree(root, home / f"{ruled}{turn}")) for turn in range(ROUNDS)]

    def ours(turns: Iterator[Path]) -> Callable[[], None]:
        def run() -> None:
            with open_session(next(turns), RECEIVED, "benchmark") as session:
                *_, done = collect(session)
            if not done.all_taken or len(done.deliveries) + done.known != units:
                raise SystemExit(f"not all returns were taken: {done.findings[:3]}")

        return run

    def theirs(engine: Literal["openpyxl", "calamine"]) -> Callable[[], object]:
        def run() -> object:
            return pd.concat(
                pd.read_excel(path, sheet_name=_SHEET, header=heading - 1, engine=engine)
                for path in sorted(inbox.iterdir())
            )

        return run

    found = measured(
        units,
        {
            "lzfx collect (read, check, keep, record)": ours(iter(copies)),
            "pandas loop, engine calamine (reads only)": theirs("calamine"),
            "pandas loop, engine openpyxl (reads only)": theirs("openpyxl"),
        },
    )
    rows = "200 ruled rows" if ruled else "as issued, saved by Excel"
    told(f"Collect {units} returns ({rows})", found)
    (again,) = measured(units, {"lzfx collect again, nothing new": ours(iter(copies))})
    told("Collect again", [again, found[0]])


def reading(root: Path) -> None:
    """Reading alone: different returns in turns, in this process, every sheet of each."""
    with open_session(root, RECEIVED, "benchmark") as session:
        form = session.declaration
        writer = BulkWriter(form, notes_of(session, form))
    own, few = ([_printed(writer, form, rows, one) for one in range(_READ)] for rows in (40, 12))
    for title, files in (
        ("our form as printed, 40 answers", own),
        ("our form saved by Excel, 40 answers", [*map(as_saved, own)]),
        ("200 ruled rows, 12 answers", [as_saved(data, ruled=True) for data in few]),
        ("our form saved by LibreOffice, 40 answers", converted_all(own, "xlsx", "xlsx")),
    ):
        size = sum(map(len, files)) // len(files)
        told(f"Read {len(files)} different workbooks: {title}, {size:,} bytes", _read(files))


def _printed(writer: BulkWriter, form: FormSpec, rows: int, number: int) -> bytes:
    """A return unlike those of other numbers: its code, its token and all its texts."""
    example = {spec.name: spec.example for spec in form.table("risk_points").fields}
    free = [spec.name for spec in form.table("risk_points").fields if spec.kind == "text"]
    answers = tuple(
        {**example, **{name: f"{example[name]}（{number}之{at}）" for name in free}}
        for at in range(rows)
    )
    filling = Filling(tables={"risk_points": answers}, token=f"LZ1.{number}", code=f"U{number}/1")
    return writer.build(filling)


def _read(files: list[bytes]) -> list[Measured]:
    """The least processor time of each reader for all the files, turn about.

    `read_book` remembers small parts that returns share; other limits make it forget them.
    """
    forgetting = itertools.count(LIMITS.members)
    readers: dict[str, Callable[[bytes], object]] = {
        "lzfx intake.read_book": read_book,
        "python-calamine": _by_calamine,
        "openpyxl read_only": _by_openpyxl,
        "lzfx, each as if it were the first": lambda data: read_book(
            data, replace(LIMITS, members=next(forgetting))
        ),
    }
    least = dict.fromkeys(readers, float("inf"))
    for turn in range(_TURNS):
        names = list(readers) if turn % 2 else list(readers)[::-1]
        for name in names:
            began = time.process_time()
            for data in files:
                readers[name](data)
            least[name] = min(least[name], time.process_time() - began)
    return [Measured(name, (seconds,), len(files)) for name, seconds in least.items()]


def _by_calamine(data: bytes) -> object:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _by_openpyxl(data: bytes) -> object:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def starting() -> None:
    """A whole process that shows the help, beside a bare one and one that imports typer."""

    def run(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, *words], check=True, capture_output=True
        )

    contenders = {
        "python -c 'import typer'": run("-c", "import typer"),
        "lzfx --help": run("-m", "lzfx", "--help"),
        "python -c pass": run("-c", "pass"),
    }
    told("Start", measured(1, contenders, 15))


def main(sizes: list[int]) -> None:
    """Measure all of it for each number of units."""
    print("$ python", *sys.argv)
    starting()
    for units in sizes:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            root = issuing(home, units)
            if units == sizes[0]:
                reading(root)
            for ruled in (False, True):
                collecting(home, root, units, ruled=ruled)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [_SOME])
