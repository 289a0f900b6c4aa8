"""`lzfx decide`: a person makes a waiting file count: as a whole return, or as corrections only."""

from __future__ import annotations

from pathlib import Path

from lzfx.session.collection import Collected, CollectOptions
from lzfx.session.opening import Session
from lzfx.steps.collect import collect


def decide(session: Session, file: Path, *, corrects: bool = False) -> Collected:
    """Take that file in now, so that it counts for its subject; a faulty one is sent back.

    Rows that it lacks are deleted, unless it only `corrects`: then all that it does not name stays.
    """
    *_, done = collect(session, [file], CollectOptions(again=True, decided=True, corrects=corrects))
    return done
