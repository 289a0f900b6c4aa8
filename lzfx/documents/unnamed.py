"""Answers that stay in the ledger: nothing that goes out tells them, nor a part of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lzfx.documents.personal_data import MASK
from lzfx.forms.spec import FieldSpec


def unnamed(
    fields: Iterable[FieldSpec], texts: Mapping[str, str], names: Sequence[str]
) -> dict[str, str]:
    """The answers of one row as they may go out: private ones masked, and those names anywhere."""
    private = {spec.name for spec in fields if spec.private}
    told: dict[str, str] = {}
    for field, text in texts.items():
        shown = MASK if field in private and text else text
        for name in names:
            shown = shown.replace(name, MASK)
        told[field] = shown
    return told
