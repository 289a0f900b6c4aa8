"""Queries on a ledger whose bytes were changed end with an error in the clerk's words."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from lzfx.errors import WorkspaceError
from lzfx.ledger.store import Ledger

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
Query = Callable[Concatenate[Ledger, _Given], _Found]


def damage_reported(query: Query[_Given, _Found]) -> Query[_Given, _Found]:
    """The same query; it raises WorkspaceError where a stored text is not as it was written."""

    @functools.wraps(query)
    def told(ledger: Ledger, /, *given: _Given.args, **named: _Given.kwargs) -> _Found:
        try:
            return query(ledger, *given, **named)
        except (ValueError, KeyError) as error:
            params = {"path": str(ledger.path), "detail": repr(error)}
            raise WorkspaceError("ledger-damaged", params) from error

    return told
