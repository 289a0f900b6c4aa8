"""Writes the enumerations of codes in `lzfx/model` from the sentences in `lzfx/messages.toml`.

Run by hand after a sentence was added or taken out: `PYTHONPATH=tests python
tests/support/write_codes.py`. A test tells when the modules are not as this writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import lzfx
from lzfx.messages import catalogue

MODEL = Path(lzfx.__file__).parent / "model"
_OF_OFFICE = (
    *("definition-", "document-", "flow-", "letter-", "list-meaning-", "page-", "rules-"),
    *("settings-", "card-", "file-reaches-", "print-", "sheet-formula", "sheet-head-"),
    *("sheet-page-", "sheet-row-", "word-"),
)
"""How the codes begin that are about what the office itself writes or prints."""

_HEAD = '''"""{first}

Written by `tests/support/write_codes.py` from `lzfx/messages.toml`; not to be edited by hand.
"""

from __future__ import annotations

from typing import Literal
'''
_RETURNS = "Codes of findings in what is sent in, and in what was taken in."
_OFFICE = "Codes of findings in what the office itself writes (definitions, flows) and prints."
_STOPS = "Codes of what stops a run, and of the phrases that say why a point has its level."


def written() -> Mapping[Path, str]:
    """The text of each module of codes by its path."""
    parts = catalogue()
    office = {code for code in parts["findings"] if code.startswith(_OF_OFFICE)}
    returns = parts["findings"].keys() - office
    return {
        MODEL / "codes_of_returns.py": _module(_RETURNS, {"ReturnCode": returns}),
        MODEL / "codes_of_office.py": _module(_OFFICE, {"OfficeCode": office}),
        MODEL / "codes_of_stops.py": _module(
            _STOPS, {"ErrorCode": parts["errors"], "ReasonCode": parts["reasons"]}
        ),
    }


def _module(first: str, aliases: Mapping[str, Iterable[str]]) -> str:
    parts = [_HEAD.format(first=first)]
    for name, codes in aliases.items():
        parts.append(f"\n{name} = Literal[\n")
        parts.extend(f'    "{code}",\n' for code in sorted(codes))
        parts.append("]\n")
    return "".join(parts)


if __name__ == "__main__":
    for place, text in written().items():
        place.write_text(text, encoding="utf-8")
