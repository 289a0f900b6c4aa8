"""The slips that people make in one line of TOML: what each looks like, and the line put right.

A line is taken apart with tolerance: full-width signs and Chinese quotes separate its parts as
well as the right ones do.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lzfx.forms.days import day_of_text
from lzfx.forms.toml_text import IN_QUOTES, outside_texts, without_texts
from lzfx.model.codes import FindingCode

_OPENING = "“”„‟＂「『‘’′″`"  # noqa: RUF001 - quotes as keyboards write them
_QUOTES = f"\"'{_OPENING}」』"
_SIGN = re.compile(r"[=＝:：]")
_HEADING = re.compile(r"^\s*[\[［【〔]")  # noqa: RUF001 - the same
_HASH = re.compile(r"(?:^|(?<=[\s\"”\]\d]))[#＃]")
_TEXT = re.compile(rf"[{re.escape(_QUOTES)}]([^{re.escape(_QUOTES)}]*)[{re.escape(_QUOTES)}]")
_DAY = re.compile(
    r"(?<![\d.])(\d{4})\s*[-./年－—。]\s*(\d{1,2})\s*[-./月－—。]\s*(\d{1,2})\s*[日号]?(?![\d.])"
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"(\d{1,3}(?:[,，]\d{3})+|\d+)\s*(万)?\s*元?")
_TRUTH = {"是": "true", "真": "true", "否": "false", "假": "false"}
_WORDY = re.compile(r"[A-Za-z@]|^[+(]|^0\d|\d[- ]\d")
"""What a value has that is neither a number nor a day: letters, or the look of a telephone."""
_BAD_ESCAPE = re.compile(r'\\(?![btnfr"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})')
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WIDE_BLANK = "\u3000"
_WAN = 10_000


@dataclass(frozen=True, slots=True)
class Statement:
    """One line: a heading has neither sign nor value, a line of a list has a value only."""

    lead: str
    key: str
    sign: str
    value: str
    comment: str

    @classmethod
    def of(cls, line: str) -> Statement:
        """That line taken apart."""
        body, comment = _without_comment(line.rstrip())
        lead = body[: len(body) - len(body.lstrip())]
        body = body.strip()
        sign = None if _HEADING.match(body) else _SIGN.search(body)
        quote = re.search(rf"[{re.escape(_QUOTES)}]", body)
        if sign is None or (quote is not None and quote.start() < sign.start()):
            return cls(lead, "", "", body, comment)
        return cls(lead, body[: sign.start()].strip(), sign[0], body[sign.end() :].strip(), comment)

    @property
    def text(self) -> str:
        """The line."""
        said = f"{self.key} {self.sign} {self.value}" if self.sign else self.value
        return f"{self.lead}{said}{'  ' if said and self.comment else ''}{self.comment}"


Repair = Callable[[Statement], Statement]


def said(line: str) -> str:
    """A line without its comment, as it is quoted."""
    return _without_comment(line.strip())[0].strip()


def slips(line: str) -> tuple[Sequence[FindingCode], str]:
    """The slips that a line has, and the line put right."""
    found: list[FindingCode] = []
    now = Statement.of(line)
    for code, repair in _REPAIRS:
        repaired = repair(now)
        if repaired != now:
            found.append(code)
            now = repaired
    if not found and _WIDE_BLANK in line[: len(line) - len(now.comment)]:
        found.append("definition-toml-width")
    return found, now.text


def _equals(one: Statement) -> Statement:
    return replace(one, sign="=") if one.sign == "＝" else one


def _colon(one: Statement) -> Statement:
    return replace(one, sign="=") if one.sign in {":", "："} else one


def _hash(one: Statement) -> Statement:
    return replace(one, comment=f"#{one.comment[1:]}") if one.comment[:1] == "＃" else one


def _key(one: Statement) -> Statement:
    """Full-width letters in a key, or quotes around it that are no quotes of TOML."""
    return replace(one, key=_narrow(one.key).strip(_OPENING))


def _brackets(one: Statement) -> Statement:
    """A heading in brackets of other kinds, or with too few of them."""
    if one.sign or not _HEADING.match(one.value) or '"' in one.value:
        return one
    body = one.value.translate(str.maketrans("［］【】〔〕", "[][][]"))  # noqa: RUF001 - looked for
    name = body.strip("[] 　")
    if "," in name or not re.fullmatch(r"[\w.-]+", name):
        return one
    deep = body.count("[", 0, 2) if "[[" in body or "]]" in body else 1
    deep = 2 if "[[" in body or "]]" in body else deep
    wanted = f"{'[' * deep}{_narrow(name)}{']' * deep}"
    return replace(one, value=wanted) if wanted != one.value else one


def _quotes(one: Statement) -> Statement:
    """Quotes of Chinese keyboards, or one of them and one right quote."""
    value = one.value
    if IN_QUOTES.fullmatch(value) or not any(sign in without_texts(value) for sign in _QUOTES):
        return one
    if value[:1] in _QUOTES and value[-1:] in _QUOTES and len(value) > 1:
        return replace(one, value=f'"{_escaped(value[1:-1])}"')
    if value[:1] == "[":
        return replace(one, value=_TEXT.sub(lambda found: f'"{_escaped(found[1])}"', value))
    return one


def _quote_missing(one: Statement) -> Statement:
    """A text that has only one of its two quotes."""
    value = one.value
    if value[:1] == "[" or IN_QUOTES.fullmatch(value) or not (one.sign and value):
        return one
    if (value[0] in _QUOTES) == (value[-1] in _QUOTES and len(value) > 1):
        return one
    inner = value[1:] if value[0] in _QUOTES else value[:-1]
    return replace(one, value=f'"{_escaped(inner.strip())}"')


def _width(one: Statement) -> Statement:
    """Full-width digits, signs and blanks outside of texts."""
    return replace(one, value=outside_texts(one.value, _digits)) if one.sign else one


def _comma(one: Statement) -> Statement:
    if one.value[:1] not in {"[", "［"}:  # noqa: RUF001 - looked for
        return one
    marks = str.maketrans({"，": ",", "、": ",", "；": ",", "］": "]", "［": "["})  # noqa: RUF001 - looked for
    return replace(one, value=outside_texts(one.value, lambda part: part.translate(marks)))


def _no_such_day(one: Statement) -> Statement:
    """A day that no month has; the last one of the month stands in for it."""

    def last(found: re.Match[str]) -> str:
        year, month, day = (int(part) for part in found.groups())
        if day_of_text(f"{year}-{month}-{day}") or not year >= 1:
            return found[0]
        month = min(max(month, 1), 12)
        return date(year, month, monthrange(year, month)[1]).isoformat()

    return replace(one, value=outside_texts(one.value, lambda part: _DAY.sub(last, part)))


def _day(one: Statement) -> Statement:
    """A day that is written in another way than TOML writes it."""

    def iso(found: re.Match[str]) -> str:
        day = day_of_text("-".join(found.groups()))
        return day.isoformat() if day and not _ISO.fullmatch(found[0]) else found[0]

    return replace(one, value=outside_texts(one.value, lambda part: _DAY.sub(iso, part)))


def _truth(one: Statement) -> Statement:
    value = _TRUTH.get(one.value, one.value)
    return replace(one, value=value.lower() if value.lower() in {"true", "false"} else value)


def _number(one: Statement) -> Statement:
    """A number with commas, or with its unit."""
    found = _NUMBER.fullmatch(one.value)
    if not found or not one.sign or one.value.isdecimal():
        return one
    count = int(re.sub(r"\D", "", found[1])) * (_WAN if found[2] else 1)
    return replace(one, value=str(count))


def _unquoted(one: Statement) -> Statement:
    """A text without quotes."""
    if not one.sign or not one.value or one.value[0] in f"{_QUOTES}[{{" or '"' in one.value:
        return one
    if not (_CHINESE.search(one.value) or _WORDY.search(one.value)):
        return one
    if one.value in {"true", "false"} or _ISO.fullmatch(one.value):
        return one
    return replace(one, value=f'"{one.value}"')


def _backslash(one: Statement) -> Statement:
    """A path of Windows in a text: the stroke has a meaning there."""
    if not one.value.startswith('"'):
        return one
    return replace(one, value=_BAD_ESCAPE.sub(r"\\\\", one.value))


def _blank(one: Statement) -> Statement:
    """Nothing behind the sign."""
    return replace(one, value='""') if one.sign and not one.value else one


_REPAIRS: Sequence[tuple[FindingCode, Repair]] = (
    ("definition-toml-hash", _hash),
    ("definition-toml-equals", _equals),
    ("definition-toml-colon", _colon),
    ("definition-toml-key", _key),
    ("definition-toml-heading", _brackets),
    ("definition-toml-quotes", _quotes),
    ("definition-toml-quote-missing", _quote_missing),
    ("definition-toml-width", _width),
    ("definition-toml-comma", _comma),
    ("definition-toml-no-such-day", _no_such_day),
    ("definition-toml-day", _day),
    ("definition-toml-truth", _truth),
    ("definition-toml-number", _number),
    ("definition-toml-unquoted", _unquoted),
    ("definition-toml-backslash", _backslash),
    ("definition-toml-blank", _blank),
)
"""Each slip with the function that puts it right, in the order in which they are looked for."""


def _without_comment(line: str) -> tuple[str, str]:
    """The line up to its comment, and the comment: a `#` in a text does not begin one."""
    closed = [found.span() for found in (*IN_QUOTES.finditer(line), *_TEXT.finditer(line))]
    for found in _HASH.finditer(line):
        if not any(start < found.start() < end - 1 for start, end in closed):
            return line[: found.start()], line[found.start() :]
    return line, ""


def _digits(part: str) -> str:
    """Full-width digits, letters and signs of a number or a day made narrow."""
    return re.sub(
        r"[\uff0d-\uff19\uff21-\uff3a\uff41-\uff5a\u3000]", lambda one: _narrow(one[0]), part
    )


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
