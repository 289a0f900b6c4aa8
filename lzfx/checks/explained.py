"""Questions that were answered: told by what they ask, so that they are not asked again.

A question is the same as long as the same value stands in the same row of the same subject; a value
changed since is another question.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.model.finding import Finding, Severity

_COUNTED = frozenset({"row", "row_name", "cells", "area", "column", "reason"})
"""Parameters that count rows or columns of a file, or are themselves the answer."""

_SAME: Mapping[str, str] = {"level-differs-no-reason": "level-differs"}
"""A fault that asks for a reason, and the question that is left once there is one.

Texts and no codes: mypy takes minutes to join two of some thousand literals.
"""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was answered to a question, and the day it was put on record (or empty)."""

    why: str
    on: str = ""


def question_mark(form: str, subject: str, one: Finding) -> str:
    """What tells a question from every other of its subject, however the rows are moved."""
    spot = one.spot
    place = (spot.sheet, spot.title, spot.name, spot.found) if spot else ()
    params = {name: value for name, value in one.params.items() if name not in _COUNTED}
    code: str = one.code
    asked = [form, subject, _SAME.get(code, code), place, params]
    text = json.dumps(asked, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def asks(one: Finding) -> bool:
    """Whether a finding asks for an answer in words."""
    return one.severity is Severity.QUERY or one.code in _SAME
