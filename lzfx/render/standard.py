"""The numbers of the page standard, read from the document templates."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

STANDARD = "gb9704.toml"


def load_standard(templates: Path) -> Mapping[str, Any]:
    """The numbers of `gb9704.toml` in the folder of document templates."""
    return tomllib.loads((templates / STANDARD).read_text(encoding="utf-8"))
