"""`lzfx decide`: a person wants a file to count that came with another, or after the lock."""

from __future__ import annotations

from pathlib import Path

from lzfx.steps.collect import Collected, Wish, collect
from lzfx.steps.opening import Opened


def decide(campaign: Opened, file: Path) -> Collected:
    """Take that file in now, so that it counts for its subject; a faulty one is sent back."""
    *_, done = collect(campaign, [file], Wish(again=True, decided=True))
    return done
