"""Writes the enumerations in `lzfx/model` from `lzfx/messages.toml` and `lzfx/words.toml`.

Run by hand after a sentence or a word was added or taken out: `python
tests/support/write_codes.py`. A test tells when the modules are not as this writes them. Nothing
of the program is imported, so that it runs also when a module of codes is torn.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

_PROGRAM = Path(__file__).resolve().parents[2] / "lzfx"
_SENTENCES, _WORDS = "messages.toml", "words.toml"
_OF_OFFICE = (
    *("definition-", "document-", "flow-", "letter-", "list-meaning-", "page-", "rules-"),
    *("settings-", "card-", "file-reaches-", "print-", "sheet-formula", "sheet-head-"),
    *("sheet-page-", "sheet-row-", "word-"),
)
"""How the codes begin that are about what the office itself writes or prints."""

_HEAD = '''"""{first}

Written by `tests/support/write_codes.py` from `lzfx/{source}`; not to be edited by hand.
"""

from __future__ import annotations

from typing import Literal
'''
_RETURNS = "Codes of findings in what is sent in, and in what was taken in."
_OFFICE = "Codes of findings in what the office itself writes (definitions, flows) and prints."
_STOPS = "Codes of what stops a run, and of the phrases that say why a point has its level."
_SCREEN = "Names of the words and lines of the screen."
_HELP = "Names of the texts of help."


def written(program: Path = _PROGRAM) -> Mapping[Path, str]:
    """The text of each module by its path, from the texts of that folder of the program."""
    sentences, words = _read(program / _SENTENCES), _read(program / _WORDS)
    findings, errors, reasons = (sentences[part] for part in ("findings", "errors", "reasons"))
    office = {code for code in findings if code.startswith(_OF_OFFICE)}
    helps = {name for name in words if name.startswith("help-")}
    modules = (
        ("codes_of_returns", _RETURNS, _SENTENCES, {"ReturnCode": findings.keys() - office}),
        ("codes_of_office", _OFFICE, _SENTENCES, {"OfficeCode": office}),
        ("codes_of_stops", _STOPS, _SENTENCES, {"ErrorCode": errors, "ReasonCode": reasons}),
        ("words_of_screen", _SCREEN, _WORDS, {"LineWord": words.keys() - helps}),
        ("words_of_help", _HELP, _WORDS, {"HelpWord": helps}),
    )
    return {
        program / "model" / f"{name}.py": _HEAD.format(first=first, source=source) + _body(aliases)
        for name, first, source, aliases in modules
    }


def _read(path: Path) -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads(path.read_text("utf-8"))


def _body(aliases: Mapping[str, Iterable[str]]) -> str:
    """One enumeration after the other, one code a line."""
    lines = []
    for name, codes in aliases.items():
        lines += ["", f"{name} = Literal[", *(f'    "{code}",' for code in sorted(codes)), "]"]
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    for place, text in written().items():
        place.write_text(text, encoding="utf-8")
