"""Saving by LibreOffice, many workbooks in one start; with a profile of its own, headless."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

SUFFIXES = {"office-xlsx": "xlsx", "office-xls": "xls", "office-ods": "ods"}
"""How a file is saved, as `content/faults.toml` says it, and the suffix it gets."""

_SECONDS = 240


def have_office() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def resaved(books: Mapping[str, tuple[bytes, str]]) -> dict[str, bytes]:
    """By any name: (xlsx bytes, one of `SUFFIXES`) -> what LibreOffice makes of it."""
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        for save, suffix in SUFFIXES.items():
            wanted = {name: data for name, (data, how) in books.items() if how == save}
            if wanted:
                made |= _converted(Path(folder), wanted, suffix)
    return made


def _converted(folder: Path, books: Mapping[str, bytes], suffix: str) -> dict[str, bytes]:
    out = folder / f"to-{suffix}"
    out.mkdir()
    sources = []
    for number, data in enumerate(books.values()):
        source = folder / f"{suffix}{number}.xlsx"
        source.write_bytes(data)
        sources.append(source)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", suffix, "--outdir", str(out), *map(str, sources)]
    subprocess.run(  # noqa: S603 - our own command on our own files
        command, check=True, capture_output=True, timeout=_SECONDS
    )
    return {
        name: (out / source.with_suffix(f".{suffix}").name).read_bytes()
        for name, source in zip(books, sources, strict=True)
    }
