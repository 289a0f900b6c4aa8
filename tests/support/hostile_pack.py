"""Zips that are the same bytes whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

MADE = (2026, 9, 8, 9, 30, 0)


def dated(name: str) -> zipfile.ZipInfo:
    """A member of that name, made at the only time there is."""
    info = zipfile.ZipInfo(name, MADE)
    info.create_system = 0
    return info


def zipped(
    parts: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]],
    *,
    stored: bool = False,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A zip of these members in this order; a name may come twice."""
    out = io.BytesIO()
    write_zip(out, parts, zipfile.ZIP_STORED if stored else method)
    return out.getvalue()


def write_zip(
    out: io.BytesIO,
    parts: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]],
    method: int,
) -> None:
    """The same, into something."""
    with zipfile.ZipFile(out, "w", method) as package:
        for name, body in parts.items() if isinstance(parts, Mapping) else parts:
            info = dated(name)
            info.compress_type = method
            package.NameToInfo.clear()  # else a name that comes twice is warned about
            package.writestr(info, body)
