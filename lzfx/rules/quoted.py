"""Conclusions that a letter quotes by code: `K2-003 同意；K2-007 改为一级，因为…`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass

from lzfx.rules.said_decision import ConclusionWords, SaidConclusion, conclusion_read
from lzfx.rules.short_codes import code_read

_CODE = re.compile(r"(?<![0-9A-Za-z-])[0-9A-Za-z]{1,12}(?:-[0-9A-Za-z]{1,12}){1,4}(?![0-9A-Za-z-])")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d", "-"))
_ENDS = "；;。\n"
_BETWEEN = " \t\r\n、，,；;。：:\u3000"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A code in a letter and what stands behind it; `said` is what that means, None if unsure."""

    code: str
    text: str
    said: SaidConclusion | None


def quoted(text: str, known: Container[str], words: ConclusionWords) -> tuple[Quoted, ...]:
    """The codes of `known` points in a letter, in its order, each with what is said of it.

    Several codes in a row share what follows the last of them. A letter in which nothing that is
    said of any of them is a conclusion quotes none: it only speaks of points.
    """
    plain = text.translate(_DASHES)
    found = [one for one in _CODE.finditer(_narrow(plain)) if _is_code(one[0], known)]
    told: list[Quoted] = []
    behind = ""
    for at in range(len(found) - 1, -1, -1):
        until = found[at + 1].start() if at + 1 < len(found) else len(plain)
        behind = _said(plain[found[at].end() : until]) or behind
        told.insert(0, Quoted(found[at][0].upper(), behind, conclusion_read(behind, words)))
    return tuple(told) if any(one.said for one in told) else ()


def _narrow(text: str) -> str:
    """The text with wide letters and digits narrow; no character more or less."""
    return "".join(_one(sign) for sign in text)


def _one(sign: str) -> str:
    narrow = unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign
    return narrow if len(narrow) == 1 else sign


def _is_code(text: str, known: Container[str]) -> bool:
    read = code_read(text, known)
    return read is not None and read.point_id in known


def _said(text: str) -> str:
    """What stands behind a code, to the end of its sentence; the next line is another matter."""
    lines: Iterator[str] = (line.strip(_BETWEEN) for line in text.split("\n"))
    return next((line for line in lines if line), "")
