"""Which documents are printed, and in which formats; what builds them is known to `publish`."""

from __future__ import annotations

from collections.abc import Mapping

FORMATS: Mapping[str, tuple[str, ...]] = {
    "overview": ("pdf", "docx", "xlsx"),
    "handbook": ("pdf", "docx"),
}
