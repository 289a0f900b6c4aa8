"""Who owes a form: a unit, a post, a person, a reviewer, or the office itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Owner = Literal["unit", "post", "person", "reviewer", "office"]
"""Who may owe a form; the office fills in its own."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One who owes a form; `code` is what the form's identity carries, `name` what it is called.

    `unit`, `post` and `person` are codes of the roster, empty where there is none: a body that
    reviews belongs to no unit. One that is not `in_use` any more owes nothing.
    """

    code: str
    owner: Owner
    name: str
    unit: str = ""
    post: str = ""
    person: str = ""
    in_use: bool = True
