"""The settings one by one: found by any of their names, read from text, written into the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from lzfx.errors import LzfxError
from lzfx.forms.characters import fold
from lzfx.forms.days import day_of_text
from lzfx.forms.ten_days import span_of
from lzfx.forms.toml_text import Path
from lzfx.messages import quoted, word
from lzfx.model.risk import MOST_LEVELS
from lzfx.session.setting_names import ANY, SETTINGS_CALLED, key_of, names_of

_NUMBERS = {sign: str(at) for at, sign in enumerate("一二三四五六七八九", 1)}
_WAN = 10_000
_DAYS: frozenset[Path] = frozenset({("publicity", "start"), ("plan", "issued_on")})
_LISTS_OF_DAYS: frozenset[Path] = frozenset({("publicity", "holidays"), ("publicity", "workdays")})
_LISTS: frozenset[Path] = frozenset(
    {("words", "addressees"), ("words", "title_words"), ("cross_check", "kinds")}
    | {("accountability", "bodies")}
)
_COUNTS: frozenset[Path] = frozenset(
    {
        *(("publicity", "days"), ("ruled_rows",), ("decisions_valid_days",)),
        *(("filling_times", each) for each in ("choice", "line", "text", "sign")),
        *(("cross_check", "checkers"), ("warnings", "days")),
    }
)
_EVERY_MONTHS: Path = ("checks", "every_months")
_TRUTHS: frozenset[Path] = frozenset({("publicity", "working_days")})
_COMPUTED: frozenset[Path] = frozenset({("publicity", "last")})
_TRUE, _FALSE = ("是", "true", "对", "yes"), ("否", "false", "不", "no", "不是")
_MOST_SUGGESTED = 3
_SPAN = ("start", "end")
_ANY_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its keys, its name, its value as it is told, and the line it stands in.

    Line 0 is that of a setting that the file does not have and may have.
    """

    key: str
    name: str
    value: str
    line: int


def leaves(raw: object, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value; a list of plain values is one."""
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from leaves(value, (*path, key))
    elif isinstance(raw, list) and raw and isinstance(raw[0], Mapping):
        for number, value in enumerate(raw):
            yield from leaves(value, (*path, number))
    else:
        yield path, raw


def optional(raw: Mapping[str, Any]) -> Iterator[Path]:
    """The settings that a file may have beside those it has."""
    there = {path for path, _ in leaves(raw)}
    for path in SETTINGS_CALLED:
        if ANY not in path and path not in there and path not in _COMPUTED:
            yield path


def path_of(raw: Mapping[str, Any], forms: Mapping[str, str], text: str) -> Path:
    """The setting that a person means by a key or a name; LzfxError that suggests the nearest.

    `forms` are titles by name: each form may have a deadline of its own.
    """
    known = _named(raw, forms)
    wanted = _plain(text)
    found = list(dict.fromkeys(path for name, path in known if _plain(name) == wanted))
    if len(found) == 1:
        return found[0]
    if found:
        raise LzfxError("setting-several", {"value": text, "keys": tuple(map(key_of, found))})
    names = {_plain(name): name for name, _ in known}
    near = get_close_matches(wanted, names, _MOST_SUGGESTED, cutoff=0.0)
    within = [plain for plain in names if wanted and wanted in plain]
    told = tuple(names[one] for one in dict.fromkeys((*within, *near)))[:_MOST_SUGGESTED]
    raise LzfxError("setting-unknown", {"value": text, "names": told})


def _named(raw: Mapping[str, Any], forms: Mapping[str, str]) -> list[tuple[str, Path]]:
    """Every name of every setting: in Chinese, its keys, and its last key alone."""
    paths = [*(path for path, _ in leaves(raw)), *optional(raw)]
    found: list[tuple[str, Path]] = []
    for path in dict.fromkeys(paths):
        number = next((str(key + 1) for key in path if isinstance(key, int)), "")
        own = (name.replace(word("setting-which"), number) for name in names_of(path))
        found += [(name, path) for name in (key_of(path), *own)]
        if path[0] not in {"deadlines", "stages", "words", "bodies"} and len(path) > 1:
            found.append((str(path[-1]), path))
    for level in range(1, MOST_LEVELS + 1):
        path = (*_EVERY_MONTHS, str(level))
        found += [(key_of(path), path)] if path not in paths else []
    for form, title in forms.items():
        path = ("deadlines", form)
        names = (key_of(path), f"{title}的报送期限", f"{title}报送期限", f"{title}期限")
        found += [(name, path) for name in names if (name, path) not in found]
    return found


def _plain(text: str) -> str:
    """A name as it is compared: narrow, without signs, Chinese numbers of stages as digits."""
    said = re.sub(r"[\s“”\"'《》\[\]]", "", fold(text)).lower().replace("->", ".").replace("→", ".")
    return re.sub(r"第([一二三四五六七八九])", lambda found: f"第{_NUMBERS[found[1]]}", said)


def value_of(path: Path, before: object, text: str) -> object:
    """The value that a text says for a setting; LzfxError where it is none of its kind."""
    said = text.strip()
    if path in _LISTS_OF_DAYS:
        return [_day(path, one) for one in _pieces(said)]
    if path in _LISTS or (isinstance(before, list) and path[0] == "words"):
        return list(_pieces(said))
    if _in_stage(path) or isinstance(before, date) or path in _DAYS or path[0] == "deadlines":
        return said if _in_stage(path) and _is_part_of_month(said) else _day(path, said)
    if isinstance(before, bool) or path in _TRUTHS:
        return _truth(path, said)
    if isinstance(before, int) or path in _COUNTS or path[:-1] == _EVERY_MONTHS:
        return _count(path, said)
    return said.strip('“”"') if path[0] != "words" else said


def _in_stage(path: Path) -> bool:
    """Whether it is the first or last day of a stage, which may be told as plans tell it."""
    return path[0] == "stages" and path[-1] in _SPAN


def _is_part_of_month(text: str) -> bool:
    """Whether it names days as plans do, `8月中旬`, and is no whole day."""
    return day_of_text(text) is None and span_of(text, _ANY_YEAR) is not None


def _pieces(text: str) -> tuple[str, ...]:
    parts = re.split(r"[、，,；;]|\s+", text.strip("[]［］"))  # noqa: RUF001 - as people separate
    return tuple(part.strip("“”\"' ") for part in parts if part.strip("“”\"' "))


def _day(path: Path, text: str) -> date:
    found = day_of_text(text)
    if found is None:
        raise LzfxError("setting-no-day", {"place": key_of(path), "value": text})
    return found


def _truth(path: Path, text: str) -> bool:
    said = fold(text).lower()
    if said in _TRUE or said in _FALSE:
        return said in _TRUE
    raise LzfxError("setting-no-truth", {"place": key_of(path), "value": text})


def _count(path: Path, text: str) -> int:
    found = re.fullmatch(r"([\d,]+)(万?)(元|行|天|年|个工作日)?", fold(text).replace("，", ","))
    if not found or not (digits := found[1].replace(",", "")):
        raise LzfxError("setting-no-number", {"place": key_of(path), "value": text})
    return int(digits) * (_WAN if found[2] else 1)


def said(value: object) -> str:
    """A value as it is told."""
    if isinstance(value, bool):
        return word("setting-yes" if value else "setting-no")
    return str(quoted(tuple(value) if isinstance(value, list) else value))
