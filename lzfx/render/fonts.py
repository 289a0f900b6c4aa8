"""Where the Chinese fonts are, and which of the standard's fonts this PC has to replace."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import typst

from lzfx.errors import LzfxError

FontChoice = Literal["auto", "bundled"]
_WHEEL = "pylopdf_fonts_zh_cn"


class FontsMissing(LzfxError):  # noqa: N818 - named after what the clerk is told
    """No family of the standard's font lists is on this PC."""

    def __init__(self) -> None:
        super().__init__("fonts-missing")


def bundled_folders() -> tuple[Path, ...]:
    """The folder of the fonts installed as a Python package, if it is installed."""
    if find_spec(_WHEEL) is None:
        return ()
    path: Path = import_module(_WHEEL).serif_path()
    return (path.parent,)


def find_fonts(choice: FontChoice) -> typst.Fonts:
    """The fonts typst may use: the system's first and the bundled ones, or these alone."""
    folders = list(bundled_folders())
    return typst.Fonts(include_system_fonts=choice == "auto", font_paths=folders)


def substituted(standard: Mapping[str, Any], found: Collection[str]) -> tuple[str, ...]:
    """The standard's fonts that `found` lacks, by the names they have in Word.

    FontsMissing when it has neither them nor any of their substitutes.
    """
    roles = standard["fonts"].values()
    if not any(name in found for role in roles for name in role["proper"] + role["substitutes"]):
        raise FontsMissing
    return tuple(
        role["name"] for role in roles if not any(name in found for name in role["proper"])
    )
