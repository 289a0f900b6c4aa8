"""The text of a letter that was written as a draft, as its reader sees it."""

from __future__ import annotations

import email
import email.policy


def text_of(data: bytes) -> str:
    """The plain text of a letter's bytes; empty where it has none that can be read."""
    letter = email.message_from_bytes(data, policy=email.policy.default)
    body = letter.get_body(("plain",))
    try:
        return str(body.get_content()) if body is not None else ""
    except (LookupError, ValueError):  # a charset that nobody knows: not one of our drafts
        return ""
