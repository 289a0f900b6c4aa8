"""`lzfx assign`: a person says whose a file is that carries no identity; the record keeps who."""

from __future__ import annotations

from pathlib import Path

from lzfx.checks.context import subject_named
from lzfx.errors import LzfxError
from lzfx.session.collection import Collected, CollectOptions
from lzfx.session.opening import Session
from lzfx.steps.collect import collect


def assign(session: Session, file: Path, unit: str) -> Collected:
    """Judge the file as that unit's or post's; LzfxError for a unit the roster does not know.

    A file that carries an identity is judged by that, whatever is said here.
    """
    subject = subject_named(session.roster, unit)
    if not subject:
        raise LzfxError("subject-unknown", {"value": unit})
    *_, done = collect(session, [file], CollectOptions(again=True, assigned=subject))
    return done
