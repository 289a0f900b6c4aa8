"""The one registry of what can be printed: a record for each kind of document, found by name."""

from __future__ import annotations

from typing import Any

from lzfx.documents.document_kind import OfMaster, OfRecord
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.documents.made_of_records import MADE_OF_RECORDS

DOCUMENTS: tuple[OfMaster | OfRecord[Any], ...] = (*MADE_OF_MASTER, *MADE_OF_RECORDS)
"""Every kind of document: first those of the master table, then those of records."""

FOLLOWED = tuple(kind.name for kind in MADE_OF_MASTER if kind.followed)
"""Documents whose newest edition the state of the campaign asks for."""


def document_named(text: str) -> OfMaster | OfRecord[Any] | None:
    """The kind of document a person means by its name or by one of its titles, or None."""
    return next((kind for kind in DOCUMENTS if kind.is_called(text)), None)
