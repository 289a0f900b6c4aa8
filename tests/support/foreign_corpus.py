"""Every file below some folders through the supervised reader, and what became of them.

`python tests/support/foreign_corpus.py FOLDER...` reads other people's workbooks without judging
them: how many of each kind are read, why the others are not, and whether any of them broke us.
It ends with 1 when one did. The corpora themselves are nobody's to commit here.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.hostile_set import own_peak, peak_of

from lzfx.files.entries import files
from lzfx.intake.bounded import LIMITS, Refused
from lzfx.intake.process.supervisor import Reader
from lzfx.intake.sniff import sniff

BROKEN = {"reader-bug": "untyped errors", "reader-died": "crashes", "reader-timeout": "time-outs"}
"""What must not happen whatever the file holds."""

GATES = {"xlsx": 0.975, "xls": 0.93, "ods": 0.98}
"""The least share of files of a container that must be read."""

NOT_COUNTED = ("office-encrypted", "file-empty")
"""Refusals of what is no file of any office program: collections hold some in cipher."""

_ENDINGS = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "xls": (".xls", ".xlt", ".et"),
    "ods": (".ods", ".ots"),
}
_MIB = 1024 * 1024


@dataclass(slots=True)
class Kind:
    """Files whose names promise the same container."""

    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """Refusals by code and, where it differs from the promise, what the bytes are."""

    not_counted: Counter[str] = field(default_factory=Counter)

    @property
    def files(self) -> int:
        """How many there were that count."""
        return self.read + self.refused.total()

    @property
    def share(self) -> float:
        """How many of them were read."""
        return self.read / self.files if self.files else 0.0


@dataclass(slots=True)
class Ran:
    """One run over a corpus."""

    kinds: dict[str, Kind] = field(default_factory=lambda: defaultdict(Kind))
    broken: list[tuple[str, str, str]] = field(default_factory=list)
    """Code, file and detail of what must not happen."""
    slowest: tuple[float, str] = (0.0, "")
    memory: tuple[int, str] = (0, "")


def run(paths: Iterable[Path]) -> Ran:
    """Read each file in turn."""
    ran = Ran()
    with Reader() as reader:
        for path in paths:
            data = path.read_bytes()
            began = time.perf_counter()
            answer = reader.read(path.name, data)
            ran.slowest = max(ran.slowest, (time.perf_counter() - began, str(path)))
            ran.memory = max(ran.memory, (peak_of(reader), str(path)))
            kind = ran.kinds[_promised(path)]
            if isinstance(answer, Refused):
                _refused(ran, kind, path, data, answer)
            else:
                kind.read += 1
    return ran


def _promised(path: Path) -> str:
    suffix = path.suffix.lower()
    return next((kind for kind, ends in _ENDINGS.items() if suffix in ends), suffix or "none")


def _refused(ran: Ran, kind: Kind, path: Path, data: bytes, why: Refused) -> None:
    found, promised = str(sniff(data)), _promised(path)
    counted = kind.not_counted if why.code in NOT_COUNTED else kind.refused
    counted[why.code if found == promised else f"{why.code} ({found})"] += 1
    if why.code in BROKEN:
        ran.broken.append((why.code, str(path), str(why.params.get("detail", ""))))


def lines(ran: Ran) -> Iterator[str]:
    """The figures, kind by kind, and the worst of all."""
    for name, kind in sorted(ran.kinds.items()):
        gate = f", gate {GATES[name]:.1%}" if name in GATES else ""
        yield f"{name}: {kind.files} files, {kind.read} read ({kind.share:.1%}{gate})"
        yield from (f"    {count:>5}  {why}" for why, count in kind.refused.most_common())
        yield from (
            f"    {count:>5}  {why}, not counted" for why, count in kind.not_counted.most_common()
        )
    counts = Counter(code for code, _, _ in ran.broken)
    yield ", ".join(f"{name}: {counts[code]}" for code, name in BROKEN.items())
    yield f"slowest: {ran.slowest[0]:.1f} s of {LIMITS.seconds_per_file:.0f} s, {ran.slowest[1]}"
    worker, limit = ran.memory[0] / _MIB, LIMITS.worker_bytes / _MIB
    yield f"memory: worker {worker:.0f} MiB of {limit:.0f} at {ran.memory[1]}"
    yield f"memory: this process {own_peak() / _MIB:.0f} MiB"
    yield from (f"{code}: {path}: {detail}" for code, path, detail in ran.broken)


def main(folders: Sequence[str]) -> int:
    """Print the figures of each folder, and of all together; 1 when a file broke the reader."""
    broken = 0
    for folder in folders:
        ran = run(files(Path(folder)))
        sys.stdout.write(f"{folder}\n" + "".join(f"  {line}\n" for line in lines(ran)))
        broken += len(ran.broken)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
