"""Changing single values of `lzfx.toml`: comments, order and everything else stay as they are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import tomlkit

from lzfx.files.workspace import SETTINGS, Workspace
from lzfx.files.writing import write_atomic
from lzfx.forms.toml_text import Path

_MARK = "\ufeff"


def with_value(text: str, path: Path, value: object) -> str:
    """The text with one value changed, or added where it had none."""
    document = tomlkit.parse(text)
    node: Any = document
    for key in path[:-1]:
        if isinstance(key, str) and key not in node:
            node[key] = tomlkit.table()
        node = node[key]
    node[path[-1]] = value
    changed = tomlkit.dumps(document)
    if "\r\n" in text:
        changed = changed.replace("\r\n", "\n").replace("\n", "\r\n")
    if tomllib.loads(changed) != _changed(tomllib.loads(text), path, value):
        raise AssertionError(path)  # an error of the program: something else would change as well
    return changed


def without_value(text: str, path: Path) -> str:
    """The text without one value; it is there."""
    document = tomlkit.parse(text)
    node: Any = document
    for key in path[:-1]:
        node = node[key]
    del node[path[-1]]
    return tomlkit.dumps(document)


def put_settings(workspace: Workspace, text: str, now: datetime) -> str:
    """Write the settings, the old ones kept beside them under a name with the time; gives that."""
    old = workspace.settings.read_bytes()
    kept = f"{SETTINGS.removesuffix('.toml')}（{now:%Y-%m-%d %H%M%S} 以前）.toml"
    write_atomic(workspace.root / kept, old)
    mark = _MARK if old.startswith(_MARK.encode()) else ""
    write_atomic(workspace.settings, f"{mark}{text}".encode())
    return kept


def _changed(raw: Mapping[str, Any], path: Path, value: object) -> Mapping[str, Any]:
    """The values with one changed."""
    node: Any = raw
    for key in path[:-1]:
        node = node.setdefault(key, {}) if isinstance(key, str) else node[key]
    node[path[-1]] = value
    return raw
