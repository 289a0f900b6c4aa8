"""File names that Windows, Linux and a USB stick all take."""

from __future__ import annotations

import re

from lzfx.forms.characters import tidy

NAMELESS = "未命名"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f]')
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
_OCTETS = 240  # of the 255 a Linux folder takes


def safe_file_name(text: str, limit: int = 80) -> str:
    """A name of at most `limit` characters (10 or more) for one file; Chinese is kept.

    Characters that a system forbids become `_`; names of devices and empty names are changed; a
    short suffix such as `.xlsx` is never cut off. A safe name comes back unchanged.
    """
    encodable = text.encode("utf-8", "replace").decode("utf-8")
    name = _FORBIDDEN.sub("_", " ".join(tidy(encodable).split()))
    # The inbox ignores names that begin like lock files and hidden files.
    name = re.sub(r"^(?:~\$|[. ])+", "", name).rstrip(". ")
    found = _SUFFIX.search(name)
    suffix = found.group() if found else ""
    stem = name.removesuffix(suffix).rstrip(". ") or NAMELESS
    if _RESERVED.fullmatch(stem.partition(".")[0].rstrip()):
        stem = f"_{stem}"
    return _cut(stem, limit - len(suffix), _OCTETS - len(suffix)) + suffix


def _cut(stem: str, characters: int, octets: int) -> str:
    kept = stem[:characters].encode("utf-8")[:octets].decode("utf-8", "ignore")
    return kept.rstrip(". ")
