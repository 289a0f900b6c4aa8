"""What a clerk calls the tables of the ledger."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.messages import word
from lzfx.model.codes import ScreenWord

_CALLED: Mapping[str, ScreenWord] = {
    "secret": "ledger-secret",
    "form_version": "ledger-form-version",
    "issue": "ledger-issue",
    "submission": "ledger-submission",
    "delivery": "ledger-delivery",
    "point_id": "ledger-point-id",
    "inherited": "ledger-inherited",
    "inherited_duty": "ledger-inherited",
    "action": "ledger-action",
    "publication": "ledger-publication",
}


def table_called(table: str) -> str:
    """Its Chinese name; the tables with the values of returns share one."""
    return word(_CALLED.get(table, "ledger-values"))
