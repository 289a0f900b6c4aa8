"""How long uniting many bundles takes, and how much memory; run by hand.

    python tests/benchmark_rollup.py 100 2000

Seen with 100 senders of 2,000 points: taken in, listed and counted in 19 s of one core, which was
60 s on the clock at a load of seven on two cores; 16 s where nothing is new; at most 386 MB; the
list is of 20 MB.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from time import perf_counter, process_time

from support.bundle_examples import bundle, points

from lzfx.steps.rollup import RollupGiven, rollup

NOW = datetime.fromisoformat("2026-10-08T09:00:00")


def main(senders: int, each: int) -> None:
    """Make the bundles, take them in, then write everything once more without any new one."""
    with tempfile.TemporaryDirectory() as place:
        arrived, folder = Path(place) / "报来", Path(place) / "全市汇总"
        arrived.mkdir()
        start = perf_counter()
        for number in range(1, senders + 1):
            _, data = bundle(f"示例{number}区", points(each, f"（{number}区）"))
            (arrived / f"{number}.lzb").write_bytes(data)
        print(f"bundles made           {perf_counter() - start:7.1f} s")
        for called, files in (("taken in and written", [arrived]), ("written once more", [])):
            start, worked = perf_counter(), process_time()
            done = rollup(folder, RollupGiven(files, begin=True), NOW, "benchmark")
            took, work = perf_counter() - start, process_time() - worked
            print(f"{called:22} {took:7.1f} s, of a core {work:.1f} s  {done.points} points")
        listed = (folder / "成果" / "汇总清单.xlsx").stat().st_size
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"list {listed / 1e6:.0f} MB, peak {peak / 1024:.0f} MB")


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:] or ("100", "2000")))
