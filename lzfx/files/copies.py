"""The folder with the copy of the ledger: its segments by number, and the campaign's key."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from lzfx.files.reading import read_bytes
from lzfx.files.workspace import Workspace
from lzfx.files.writing import write_atomic

KEY_FILE = "表格钥匙.txt"
_SEGMENT = re.compile(r"(\d{6})\.lzr")
_KEY_TEXT = """\
lzfx 表格钥匙：发出去的表靠它认。请勿改动，请勿外传。
活动 {code}
钥匙 {key}
校验 {check}
"""
_KEY = re.compile(r"活动 (\S+)\s+钥匙 ([0-9a-f]{64})\s+校验 ([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key with which the forms of the campaign of that code are sealed."""

    code: str
    key: bytes


def segment_paths(workspace: Workspace) -> dict[int, Path]:
    """The segments of the copy by number, oldest first."""
    folder = workspace.folder("copies")
    found = folder.iterdir() if folder.is_dir() else ()
    named = ((_SEGMENT.fullmatch(path.name), path) for path in found)
    return dict(sorted((int(match[1]), path) for match, path in named if match))


def segment_path(workspace: Workspace, number: int) -> Path:
    """Where the segment of that number is or would be kept."""
    return workspace.folder("copies") / f"{number:06d}.lzr"


def keep_key(workspace: Workspace, code: str, key: bytes) -> None:
    """Write the key beside the copy, unless it is there as it should be."""
    path = workspace.folder("copies") / KEY_FILE
    text = _KEY_TEXT.format(code=code, key=key.hex(), check=_check(code, key.hex())).encode()
    if not path.is_file() or read_bytes(path) != text:
        write_atomic(path, text)


def key_in(data: bytes) -> KeyFile | None:
    """The key in the bytes of a key file; None for any other file, and for a changed one."""
    match = _KEY.search(data.decode("utf-8", "replace"))
    if match is None or match[3] != _check(match[1], match[2]):
        return None
    return KeyFile(match[1], bytes.fromhex(match[2]))


def _check(code: str, key: str) -> str:
    return hashlib.sha256(f"{code}/{key}".encode()).hexdigest()[:16]
