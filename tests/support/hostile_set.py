"""Every crafted case with its verdict, and how to write the verdicts down anew.

    python tests/support/hostile_set.py

writes `tests/hostile/manifest.toml` from what the program does now. A change in it is a change of
behaviour: read the difference before it is committed.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[at]) for at in (1, 2)]

from support import (
    hostile_arrivals,
    hostile_cells,
    hostile_identity,
    hostile_kinds,
    hostile_ods,
    hostile_sheets,
    hostile_size,
    hostile_xls,
    hostile_xlsx,
    hostile_zip,
)
from support.hostile_judge import Outcome, opened, outcomes

from lzfx.intake.process.supervisor import Reader

MANIFEST = Path(__file__).resolve().parents[1] / "hostile" / "manifest.toml"
_GROUPS = (
    *(hostile_zip, hostile_xlsx, hostile_cells, hostile_sheets, hostile_ods, hostile_xls),
    *(hostile_arrivals, hostile_identity, hostile_kinds, hostile_size),
)

CASES: Mapping[str, Callable[[], bytes]] = {
    name: make for group in _GROUPS for name, make in group.CASES.items()
}


@dataclass(frozen=True, slots=True)
class Ran:
    """One case as it went: a verdict for each file in it, seconds, and peak memory in bytes."""

    outcomes: tuple[Outcome, ...]
    seconds: float
    memory: int

    @property
    def lines(self) -> list[str]:
        """The verdicts as the manifest has them."""
        return [
            "; ".join(
                (f"{one.label.partition('/')[2]}: " if "/" in one.label else "") + text
                if at == 0
                else text
                for at, text in enumerate(one.verdict)
            )
            for one in self.outcomes
        ]


def ran() -> Iterator[tuple[str, Ran]]:
    """Every case, made and judged; the reader is replaced as usual."""
    with tempfile.TemporaryDirectory() as folder, Reader() as reader:
        for name, make in CASES.items():
            data = make()
            began = time.perf_counter()
            arrived = opened(Path(folder), name.replace("/", "-"), data)
            found = tuple(outcomes(reader, arrived))
            yield name, Ran(found, time.perf_counter() - began, peak_of(reader))


def peak_of(reader: Reader) -> int:
    """The most memory the reading child has had so far, in bytes; 0 where nobody can tell."""
    try:
        status = Path(f"/proc/{reader.process_id}/status").read_text("ascii")
    except OSError:
        return 0
    line = next((one for one in status.splitlines() if one.startswith("VmHWM")), "0 0")
    return int(line.split()[1]) * 1024


def own_peak() -> int:
    """The most memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def manifest() -> Mapping[str, list[str]]:
    """The verdicts written down, by case."""
    found: Mapping[str, list[str]] = tomllib.loads(MANIFEST.read_text("utf-8"))["verdicts"]
    return found


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> None:
    """Write the manifest."""
    by = "python tests/support/hostile_set.py"
    lines = [f"# 每个特意做坏的文件该得到的处理。由 {by} 写出，改动须逐条看过。", "[verdicts]"]
    for name, one in ran():
        written = [_quoted(line) for line in one.lines]
        short = f"{_quoted(name)} = [{', '.join(written)}]"
        broken = f"{_quoted(name)} = [\n{''.join(f'  {line},{chr(10)}' for line in written)}]"
        lines.append(short if len(written) < 2 else broken)
    MANIFEST.parent.mkdir(exist_ok=True)
    MANIFEST.write_text("\n".join((*lines, "")), "utf-8")
    sys.stdout.write(f"{len(CASES)} cases\n")


if __name__ == "__main__":
    main()
