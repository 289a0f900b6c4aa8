"""Codes of what stops a run, and of the phrases that say why a point has its level.

Written by `tests/support/write_codes.py` from `lzfx/messages.toml`; not to be edited by hand.
"""

from __future__ import annotations

from typing import Literal

ErrorCode = Literal[
    "act-without-file",
    "already-locked",
    "backup-damaged",
    "card-too-long",
    "definitions-wrong",
    "demo-folder-taken",
    "disk-full",
    "document-cut",
    "document-not-by-unit",
    "document-unknown",
    "file-held-open",
    "file-is-folder",
    "file-missing",
    "file-no-permission",
    "file-trouble",
    "fonts-missing",
    "form-unknown",
    "ledger-busy",
    "ledger-damaged",
    "ledger-missing",
    "ledger-newer",
    "ledger-trouble",
    "letterhead-too-long",
    "like-or-after",
    "mail-address-wrong",
    "mail-media-type-wrong",
    "missing-glyph",
    "no-workspace",
    "not-locked",
    "office-unknown",
    "option-value",
    "point-unknown",
    "reader-not-starting",
    "roster-missing",
    "settings-not-utf8",
    "shipped-missing",
    "subject-unknown",
    "template-endless",
    "template-forbidden",
    "template-no-subject",
    "template-syntax",
    "template-unknown-field",
    "template-wrong",
    "typesetter-died",
    "typesetter-not-starting",
    "unit-unknown",
    "workspace-exists",
]

ReasonCode = Literal[
    "because-designated",
    "because-level",
    "because-level-always",
    "because-level-by",
    "because-levels",
    "because-major-matters",
    "because-monitor",
    "because-monitor-always",
    "because-monitor-by",
    "because-no-level",
    "because-no-monitor",
    "because-not-oneself",
]
