"""What was done at the keyboard: issued, collected, sent back, published."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One entry of the record; `at` is ISO local time, `about` a subject or document."""

    at: str
    by: str
    verb: str
    about: str
    reason: str = ""
    evidence: str = ""
