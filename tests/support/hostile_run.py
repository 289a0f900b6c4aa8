"""Many mutants through the supervised reader and the judgement, with figures."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from support.hostile_judge import judged
from support.hostile_mutants import LEVELS, mutant
from support.hostile_set import peak_of

from lzfx.intake.bounded import Refused
from lzfx.intake.process.supervisor import Reader


@dataclass(slots=True)
class Figures:
    """What a run of mutants came to; the lists name each mutant that broke a promise."""

    mutants: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    untyped: list[str] = field(default_factory=list)
    died: list[str] = field(default_factory=list)
    hung: list[str] = field(default_factory=list)
    out_of_memory: list[str] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    read: int = 0
    located: int = 0
    slowest: float = 0.0
    memory: int = 0
    seconds: float = 0.0

    @property
    def broken(self) -> list[str]:
        """Everything that must not be."""
        return [*self.untyped, *self.died, *self.hung, *self.tracebacks, *self.lost]

    def lines(self) -> Iterator[str]:
        """The figures as they are printed."""
        levels = ", ".join(f"{level} {count}" for level, count in self.mutants.items())
        codes = ", ".join(f"{code} {count}" for code, count in self.refused.most_common())
        yield f"mutants {self.mutants.total()} ({levels})"
        yield f"read {self.read}, of these with our stamp {self.located}; refused {codes}"
        yield (
            f"tracebacks {len(self.tracebacks)}, untyped {len(self.untyped)}, "
            f"crashes {len(self.died)}, hangs {len(self.hung)}, out of memory "
            f"{len(self.out_of_memory)}, cells lost {len(self.lost)}"
        )
        yield (
            f"slowest {self.slowest:.2f} s, largest reader {self.memory / 2**20:.0f} MiB, "
            f"{self.seconds:.0f} s in all"
        )


def chosen(share: float) -> list[tuple[str, int]]:
    """That share of every level."""
    return [
        (level, number)
        for level, (count, _) in LEVELS.items()
        for number in range(max(1, round(count * share)))
    ]


def run(wanted: Sequence[tuple[str, int]]) -> Figures:
    """Make, read and judge those mutants."""
    figures = Figures()
    began = time.perf_counter()
    files = ((f"{level} {number}", mutant(level, number)) for level, number in wanted)
    with Reader() as reader:
        last = time.perf_counter()
        for name, answer in reader.read_many(files):
            figures.slowest = max(figures.slowest, time.perf_counter() - last)
            figures.memory = max(figures.memory, peak_of(reader))
            figures.mutants[name.split()[0]] += 1
            if isinstance(answer, Refused):
                _count_refused(figures, name, answer)
            else:
                figures.read += 1
                _judge(figures, name, answer)
            last = time.perf_counter()
    figures.seconds = time.perf_counter() - began
    return figures


def _count_refused(figures: Figures, name: str, answer: Refused) -> None:
    figures.refused[answer.code] += 1
    kinds = {
        "reader-bug": figures.untyped,
        "reader-died": figures.died,
        "reader-timeout": figures.hung,
        "reader-memory": figures.out_of_memory,
    }
    if answer.code in kinds:
        kinds[answer.code].append(f"{name}: {answer!r}")


def _judge(figures: Figures, name: str, answer: object) -> None:
    try:
        outcome = judged(name, answer)  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - any traceback is a failure, and all are wanted
        figures.tracebacks.append(f"{name}: {traceback.format_exc()[-600:]}")
        return
    figures.located += outcome.verdict[0] in ("taken", "back")
    figures.lost.extend(f"{name}: {one}" for one in outcome.lost)
