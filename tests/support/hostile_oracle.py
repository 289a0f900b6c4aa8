"""python-calamine as second reader of hostile files: in a child, because files can kill it.

    python tests/support/hostile_oracle.py FILE...

prints one line of JSON for each file: its cells by sheet, or why it was not read.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

Values = Mapping[str, Mapping[str, object]]
_SECONDS = 60


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return ["day", value.isoformat() if value.time() != dt.time() else value.date().isoformat()]
    if isinstance(value, dt.date):
        return ["day", value.isoformat()]
    if isinstance(value, dt.time | dt.timedelta):
        return ["time", str(value)]
    return value if isinstance(value, str | bool) else float(str(value))


def _values(path: str) -> Values:
    book = CalamineWorkbook.from_path(path)
    found: dict[str, dict[str, object]] = {}
    for sheet in book.sheets_metadata:
        if str(sheet.typ).rpartition(".")[2] != "WorkSheet":
            continue
        page = book.get_sheet_by_name(sheet.name)
        top, left = page.start or (0, 0)
        found[sheet.name] = {
            f"{row + top + 1},{column + left + 1}": _plain(value)
            for row, values in enumerate(page.to_python(skip_empty_area=True))
            for column, value in enumerate(values)
            if value != ""
        }
    return found


def _main(paths: Sequence[str]) -> None:
    for path in paths:
        try:
            answer: object = {"sheets": _values(path)}
        except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
            answer = {"refused": f"{type(error).__name__}: {error}"[:200]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def second_opinions(paths: Sequence[Path]) -> Iterator[tuple[Path, Values | str]]:
    """What calamine reads in each file, or why it does not; a dead child is replaced."""
    waiting = list(paths)
    while waiting:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
            [sys.executable, __file__, *map(str, waiting)],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        lines = done.stdout.splitlines()
        for path, line in zip(waiting, lines, strict=False):
            answer = json.loads(line)
            yield path, answer.get("sheets", answer.get("refused"))
        if len(lines) < len(waiting):
            yield waiting[len(lines)], f"died: {done.returncode}"
        waiting = waiting[len(lines) + 1 :]


if __name__ == "__main__":
    _main(sys.argv[1:])
