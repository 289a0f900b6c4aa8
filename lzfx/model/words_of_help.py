"""Names of the texts of help.

Written by `tests/support/write_codes.py` from `lzfx/words.toml`; not to be edited by hand.
"""

from __future__ import annotations

from typing import Literal

HelpWord = Literal[
    "help-app",
    "help-assign",
    "help-assign-file",
    "help-assign-unit",
    "help-backup",
    "help-check",
    "help-check-files",
    "help-collect",
    "help-decide",
    "help-decide-file",
    "help-demo",
    "help-demo-folder",
    "help-grade",
    "help-init",
    "help-init-folder",
    "help-issue",
    "help-issue-form",
    "help-lock",
    "help-log",
    "help-log-whom",
    "help-merge",
    "help-publish",
    "help-publish-document",
    "help-rebuild",
    "help-send",
    "help-status",
    "help-table",
    "help-table-form",
    "help-verify",
    "help-version",
    "help-why",
    "help-why-point",
]
