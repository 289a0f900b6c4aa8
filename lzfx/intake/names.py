"""Names of archive members and attachments are chosen by strangers: shown, never used as paths."""

from __future__ import annotations

import re

_LONGEST = 200
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


def shown_label(name: str) -> str:
    """The name on one line: invisible characters are spelt out, a very long name is cut."""
    plain = _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", name.replace("\\", "/").strip())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
