"""Codes that are printed on papers and typed again: the beginning of a hash, in groups of four."""

from __future__ import annotations

DIGITS = 32
"""How many digits are printed: nobody finds another content with as many of them alike."""


def typed_digits(code: str) -> str:
    """A code as it was meant, whatever its blanks and capitals."""
    return "".join(code.split()).lower()


def is_whole(code: str) -> bool:
    """Whether a typed code has all the digits that are printed."""
    return len(typed_digits(code)) >= DIGITS


def is_code_of(code: str, digest: str) -> bool:
    """Whether that is what is printed of a hash, or more of it; a part of it is not enough."""
    return is_whole(code) and digest.startswith(typed_digits(code))
