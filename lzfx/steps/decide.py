"""`lzfx decide`: a person wants a file to count that waits: as it is, or as corrections only."""

from __future__ import annotations

from pathlib import Path

from lzfx.session.collection import Collected, CollectOptions
from lzfx.session.opening import Session
from lzfx.steps.collect import collect


def decide(session: Session, file: Path, *, corrects: bool = False) -> Collected:
    """Take that file in now, so that it counts for its subject; a faulty one is sent back.

    What it lacks is deleted, unless it only `corrects`: then all it does not name stays.
    """
    *_, done = collect(session, [file], CollectOptions(again=True, decided=True, corrects=corrects))
    return done
