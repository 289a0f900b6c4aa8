"""Writes the enumerations in `lzfx/model` from `lzfx/messages.toml` and `lzfx/words.toml`.

Run by hand after a sentence or a word was added or taken out: `python
tests/support/write_codes.py`. A test tells when the modules are not as this writes them. Nothing
of the program is imported, so that it runs also when a module of codes is torn.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_PROGRAM = Path(__file__).resolve().parents[2] / "lzfx"
_SENTENCES, _WORDS = "messages.toml", "words.toml"
_OF_OFFICE = (
    *("definition-", "document-", "flow-", "letter-", "list-meaning-", "page-", "rules-"),
    *("settings-", "card-", "file-reaches-", "print-", "sheet-formula", "sheet-head-"),
    *("sheet-page-", "sheet-row-", "word-"),
)
"""How the codes begin that are about what the office itself writes or prints."""

_OF_WORK = ("issued", "act-", "duties", "duty-", "next-", "way-")
"""How the names of lines begin that are about what was done and what is to be done."""

_OF_CAMPAIGN = (
    *("decision-", "comment-", "comments-", "publicity-", "revision-", "edition-", "step-"),
    *("answer-", "answers-", "power-", "rule-", "plan-", "study-", "pair-", "proposal-"),
    *("meeting-", "recording-", "check-", "accountability-", "score-", "assessed-", "assessment-"),
    *("rating-", "objection-", "criticism-", "move-", "point-moved-", "points-moved-", "refers-"),
    *("bundle-", "warning-", "feedback-", "measure-done-", "measure-late-", "measure-by-", "box-"),
)
"""How the codes begin that are about the acts and records of the campaign year."""

_WORDS_OF_CAMPAIGN = (
    *("plan-", "study-", "pairs-", "recording-", "edition-", "comments-", "undo", "standing-"),
    *("inspect-", "gaps-", "proposals-", "publicity-", "revisions-", "scale-"),
    *("published", "recorded", "done-", "collected", "why-"),
)
"""How the names of lines begin that are about these, and about what is printed of them."""

_WORDS_OF_YEAR = (
    *("move-", "bundle-", "rollup-", "draw-", "strike-", "assess-", "warning-", "column-drawn"),
    *("calendars-", "measures-", "archive-"),
)
"""How the names of lines begin that are about the year after an edition."""

_HEAD = '''"""{first}

Written by `tests/support/write_codes.py` from `lzfx/{source}`; not to be edited by hand.
"""

from __future__ import annotations

from typing import Literal
'''
_RETURNS = "Codes of findings in what is sent in, and in what was taken in."
_OFFICE = "Codes of findings in what the office itself writes (definitions, flows) and prints."
_CAMPAIGN = "Codes of findings in the acts and records of the campaign year."
_STOPS = "Codes of what stops a run, and of the phrases that say why a point has its level."
_SCREEN = "Names of the words and lines of the screen."
_WORK = "Names of the lines on what was done, what is to be done, and which step is next."
_CAMPAIGN_LINES = "Names of the lines on the acts and records of the campaign."
_YEAR = "Names of the lines on the year after an edition."
_SETTINGS = "Names of what the settings are called, and of the lines about them."
_HELP = "Names of the texts of help."
_KINDS = "Which kind of advice a code is, where its finding only says something."


def written(program: Path = _PROGRAM) -> Mapping[Path, str]:
    """The text of each module by its path, from the texts of that folder of the program."""
    sentences, words = _read(program / _SENTENCES), _read(program / _WORDS)
    findings, errors, reasons = (sentences[part] for part in ("findings", "errors", "reasons"))
    office = {code for code in findings if code.startswith(_OF_OFFICE)}
    campaign = {code for code in findings if code.startswith(_OF_CAMPAIGN)} - office
    of_returns = findings.keys() - office - campaign
    helps = {name for name in words if name.startswith("help-")}
    work = {name for name in words if name.startswith(_OF_WORK)}
    of_settings = {name for name in words if name.startswith(("setting-", "settings-"))}
    campaign_words = {name for name in words if name.startswith(_WORDS_OF_CAMPAIGN)}
    year = {name for name in words if name.startswith(_WORDS_OF_YEAR)}
    apart = {*helps, *work, *of_settings, *campaign_words, *year}
    modules = (
        ("codes_of_returns", _RETURNS, _SENTENCES, {"ReturnCode": of_returns}),
        ("codes_of_office", _OFFICE, _SENTENCES, {"OfficeCode": office}),
        ("codes_of_campaign", _CAMPAIGN, _SENTENCES, {"CampaignCode": campaign}),
        ("codes_of_stops", _STOPS, _SENTENCES, {"ErrorCode": errors, "ReasonCode": reasons}),
        ("words_of_screen", _SCREEN, _WORDS, {"LineWord": words.keys() - apart}),
        ("words_of_work", _WORK, _WORDS, {"WorkWord": work}),
        ("words_of_campaign", _CAMPAIGN_LINES, _WORDS, {"CampaignWord": campaign_words}),
        ("words_of_year", _YEAR, _WORDS, {"YearWord": year}),
        ("words_of_settings", _SETTINGS, _WORDS, {"SettingWord": of_settings}),
        ("words_of_help", _HELP, _WORDS, {"HelpWord": helps}),
    )
    texts = {
        program / "model" / f"{name}.py": _HEAD.format(first=first, source=source) + _body(aliases)
        for name, first, source, aliases in modules
    }
    kinds = {code: str(entry["kind"]) for code, entry in findings.items() if "kind" in entry}
    head = _HEAD.format(first=_KINDS, source=_SENTENCES).replace(
        "from typing import Literal", "from collections.abc import Mapping"
    )
    return {**texts, program / "model" / "kinds_of_advice.py": head + _table(kinds)}


def _read(path: Path) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(path.read_text("utf-8"))


def _body(aliases: Mapping[str, Iterable[str]]) -> str:
    """One enumeration after the other, one code a line."""
    lines = []
    for name, codes in aliases.items():
        lines += ["", f"{name} = Literal[", *(f'    "{code}",' for code in sorted(codes)), "]"]
    return "".join(f"{line}\n" for line in lines)


def _table(kinds: Mapping[str, str]) -> str:
    """The kind of each code, one a line."""
    lines = (f'    "{code}": "{kind}",\n' for code, kind in sorted(kinds.items()))
    return "\nKINDS_OF_ADVICE: Mapping[str, str] = {\n" + "".join(lines) + "}\n"


if __name__ == "__main__":
    for place, text in written().items():
        place.write_text(text, encoding="utf-8")
