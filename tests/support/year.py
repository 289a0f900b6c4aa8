"""Returns of the sample's year put into an inbox, as a script of the shipped sample does it."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from support.clerk import SAMPLE, Clerk
from support.two_units import put

from lzfx.session.opening import open_session
from lzfx.session.sample_year import year_returns


def content(name: str) -> dict[str, Any]:
    """The answers in a file of `sample_data/specimens`."""
    return tomllib.loads((SAMPLE / "specimens" / f"{name}.toml").read_text("utf-8"))


def delivered(clerk: Clerk, answers: dict[str, Any], now: str, folder: str) -> list[str]:
    """Fill in the workbooks that went out and put them into 收件; gives their names there."""
    with open_session(Path(clerk.folder), datetime.fromisoformat(now), "tester") as session:
        made = list(year_returns(session, answers))
    names = [f"{folder}/{name}" for name, _ in made]
    for name, (_, data) in zip(names, made, strict=True):
        put(clerk, name, data)
    return names
