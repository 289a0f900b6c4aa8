"""`lzfx settings`: the settings with their values and lines; one of them changed safely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lzfx.campaign.definitions import settings_faults
from lzfx.campaign.going_out import unfit
from lzfx.errors import DefinitionError
from lzfx.files.definitions import Definitions, definitions, parse_toml
from lzfx.files.settings_file import put_settings, with_value
from lzfx.files.workspace import SETTINGS, Workspace, find, settings_text
from lzfx.forms.placeholders import UnfilledNames, names_of
from lzfx.forms.toml_text import Lines
from lzfx.forms.toml_text import Path as Keys
from lzfx.ledger.store import open_ledger
from lzfx.model.action import Verb
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding
from lzfx.rules.verbs import new_action
from lzfx.session.definitions import read_definitions, read_settings
from lzfx.session.setting_faults import code_changed, placed, untouched
from lzfx.session.setting_names import called, key_of
from lzfx.session.setting_names import names_of as names_of_setting
from lzfx.session.settings_lookup import Setting, leaves, optional, path_of, said, value_of


@dataclass(frozen=True, slots=True)
class SettingsShown:
    """The settings of a workspace, in the order of the file, then those it may have beside.

    `findings` are what keeps forms and papers in at present.
    """

    file: str
    settings: tuple[Setting, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """One setting that was changed, and the name under which the old file is kept.

    With `refused` nothing was written, because of these faults. `findings` are what still keeps
    forms and papers in.
    """

    setting: Setting
    before: str
    kept: str = ""
    refused: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()


def settings(start: Path, text: str = "") -> SettingsShown:
    """The settings of the workspace at `start` or above it, or the one that a person names.

    DefinitionError when the file cannot be read at all; LzfxError for a setting nobody knows.
    """
    workspace = find(start)
    sources = definitions(workspace.root)
    written = settings_text(workspace)
    raw = parse_toml(SETTINGS, written)
    listed = _listed(written, raw)
    if text:
        path = path_of(raw, _titles(sources), text)
        listed = tuple(one for one in listed if one.key == key_of(path)) or (_setting(path),)
    faults: list[Finding] = []
    campaign = read_settings(sources, written, faults)
    found = _keeping_in(sources, written, campaign) if campaign else faults
    return SettingsShown(str(workspace.settings), listed, tuple(found))


def change(start: Path, text: str, value: str, now: datetime, by: str) -> SettingChanged:
    """Set one value: checked with all that hangs on it, then written, the old file kept, recorded.

    LzfxError for a setting nobody knows, and for a value that is none of its kind.
    """
    workspace = find(start)
    sources = definitions(workspace.root)
    written = settings_text(workspace)
    raw = parse_toml(SETTINGS, written)
    path = path_of(raw, _titles(sources), text)
    before = dict(leaves(raw)).get(path)
    after = value_of(path, before, value)
    edited = with_value(written, path, after)
    changed = _setting(path, after, Lines.of(SETTINGS, edited))
    if refused := _new_faults(workspace, sources, written, edited):
        return SettingChanged(changed, said(before), refused=refused)
    kept = ""
    if edited != written:
        kept = _put(workspace, edited, (called(path), said(before), changed.value), now, by)
    campaign = read_settings(sources, edited, [])
    left = tuple(_keeping_in(sources, edited, campaign)) if campaign else ()
    return SettingChanged(changed, said(before), kept, findings=left)


def _put(
    workspace: Workspace, text: str, told: tuple[str, str, str], now: datetime, by: str
) -> str:
    """Write the file and record it, where there is a ledger to record it in."""
    if not workspace.ledger.is_file():
        return put_settings(workspace, text, now)
    about, before, after = told
    facts = {"before": before, "after": after}
    one = new_action(now.isoformat(timespec="seconds"), by, Verb.SETTING, about, facts)
    with (
        open_ledger(workspace.ledger, workspace.keep_old_ledger) as ledger,
        ledger.transaction(),
    ):
        ledger.act(one)
        return put_settings(workspace, text, now)


def _listed(text: str, raw: Mapping[str, Any]) -> tuple[Setting, ...]:
    lines = Lines.of(SETTINGS, text)
    there = (_setting(path, value, lines) for path, value in leaves(raw))
    return (*there, *(_setting(path) for path in optional(raw)))


def _setting(path: Keys, value: object = None, lines: Lines | None = None) -> Setting:
    name = called(path).removesuffix(f"（{key_of(path)}）") if names_of_setting(path) else ""
    line = lines.at.get(path, 0) if lines else 0
    return Setting(key_of(path), name, "" if value is None else said(value), line)


def _titles(sources: Definitions) -> Mapping[str, str]:
    """The titles of the forms by name, as far as they can be read."""
    found = read_definitions(sources, UnfilledNames(), [])
    return {form.name: form.title for form in found.forms.values() if form.stamped} if found else {}


def _keeping_in(sources: Definitions, text: str, campaign: Campaign) -> Iterator[Finding]:
    raw = parse_toml(SETTINGS, text)
    lines = Lines.of(SETTINGS, text)
    for one in unfit(raw, campaign, untouched(sources, campaign.year)):
        yield placed(lines, one)


def _new_faults(
    workspace: Workspace, sources: Definitions, written: str, edited: str
) -> tuple[Finding, ...]:
    """Faults that the change brings: those that were there before keep nobody from mending one."""
    known = {_alike(one) for one in _faults(workspace, sources, written)}
    return tuple(one for one in _faults(workspace, sources, edited) if _alike(one) not in known)


def _faults(workspace: Workspace, sources: Definitions, text: str) -> Iterable[Finding]:
    faults: list[Finding] = []
    try:
        campaign = read_settings(sources, text, faults)
        names = names_of(campaign) if campaign else UnfilledNames()
        defined = read_definitions(sources, names, faults)
    except DefinitionError as error:
        return (*faults, *error.findings)
    if campaign and defined:
        faults.extend(settings_faults(SETTINGS, campaign, defined.forms, defined.kinds))
    if campaign and workspace.ledger.is_file():
        with open_ledger(workspace.ledger, workspace.keep_old_ledger) as ledger:
            faults.extend(code_changed(ledger, campaign, text))
    return faults


def _alike(one: Finding) -> tuple[str, str, str]:
    return (one.code, one.where.file, str(sorted(one.params.items(), key=str)))
