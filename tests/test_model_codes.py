"""The enumerations of codes: they are those of the catalogue, and mypy finds a misspelt one."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from typing import get_args

import pytest
from support.readme import ROOT
from support.write_codes import written

from lzfx.messages import catalogue, words
from lzfx.model.codes import (
    FINDING_CODES,
    ErrorCode,
    FindingCode,
    ReasonCode,
    ScreenWord,
    finding_code,
    screen_word,
)

_OPTIONS = ("--strict", "--config-file=", "--cache-dir=/dev/null", "--follow-imports=silent")
HEAD = """
from lzfx.checks.context import Understood
from lzfx.errors import FileError, LzfxError
from lzfx.forms.kinds import ParseFault
from lzfx.intake.bounded import Refused
from lzfx.messages import word
from lzfx.model.finding import Finding
from lzfx.model.risk import Phrase
from lzfx.model.submission import Row

def snippet(seen: Understood, row: Row, found: Finding) -> None:
"""
RIGHT = """
Finding("late")
ParseFault("not-a-date")
Refused("zip-bomb")
seen.say("late", "", row, "")
found.code == "late"
LzfxError("disk-full")
FileError("disk-full")
Phrase("because-level")
word("interrupted")
"""
WRONG = """
Finding("latte")
Finding("disk-full")
ParseFault("not-a-dat")
Refused("zip-bom")
seen.say("latte", "", row, "")
found.code == "latte"
LzfxError("disc-full")
LzfxError("late")
FileError("disc-full")
Phrase("because-levle")
Phrase("late")
word("interupted")
word("late")
"""


def test_modules__are_as_they_are_written_from_the_catalogue() -> None:
    for place, text in written().items():
        told = "run: python tests/support/write_codes.py"
        assert place.read_text("utf-8") == text, told


@pytest.mark.parametrize(
    ("part", "codes"),
    [("findings", FindingCode), ("errors", ErrorCode), ("reasons", ReasonCode)],
)
def test_codes__are_those_of_the_catalogue(part: str, codes: object) -> None:
    named = get_args(codes)
    assert len(named) == len(set(named))
    assert set(named) == catalogue()[part].keys()


def test_screen_words__are_those_of_the_catalogue() -> None:
    assert sorted(get_args(ScreenWord)) == sorted(words())


def test_misspelt_code__is_found_by_mypy() -> None:
    lines = (HEAD + textwrap.indent(RIGHT + WRONG, "    ")).splitlines()
    ran = subprocess.run(  # noqa: S603 - our own words
        (sys.executable, "-m", "mypy", *_OPTIONS, "-c", "\n".join(lines)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    told = {int(found) for found in re.findall(r"<string>:(\d+): error", ran.stdout)}
    wrong = [line.strip() for line in WRONG.splitlines() if line]
    assert [lines[number - 1].strip() for number in sorted(told)] == wrong, ran.stderr


def test_code_from_outside__is_looked_up_once() -> None:
    assert all(finding_code(code) == code for code in FINDING_CODES)
    with pytest.raises(ValueError, match="latte"):
        finding_code("latte")
    assert screen_word("state-accepted") == "state-accepted"
    with pytest.raises(KeyError):
        screen_word("state-acepted")
