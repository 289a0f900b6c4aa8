"""What the commands about settings and withdrawn forms say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from lzfx.checks.grouping import grouped
from lzfx.cli.paper import console, findings_table, print_json, table
from lzfx.messages import word
from lzfx.model.finding import Finding

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.steps.settings import SettingChanged, SettingsShown
    from lzfx.steps.withdraw import Withdrawn


def settings_shown(done: SettingsShown, *, as_json: bool) -> None:
    """The settings with their lines."""
    if as_json:
        print_json(done)
        return
    out = console()
    out.print(word("settings-shown", file=done.file))
    columns = (
        (word("settings-column-line"), 0),
        (word("settings-column-name"), 2.5),
        (word("settings-column-key"), 2.5),
        (word("column-value"), 5.0),
    )
    rows = (
        (
            str(one.line or ""),
            one.name,
            one.key,
            one.value if one.line or one.value else word("settings-absent"),
        )
        for one in done.settings
    )
    out.print(table(columns, rows))
    _keeping_in(out, done.findings)
    out.print(word("settings-next"))


def setting_changed(done: SettingChanged, *, as_json: bool) -> None:
    """What was changed, or why not."""
    if as_json:
        print_json(done)
        return
    out = console()
    one = done.setting
    told = {"name": one.name or one.key, "before": done.before, "after": one.value}
    if done.refused:
        out.print(word("setting-refused", **told))
        out.print(findings_table(grouped(done.refused), with_file=True))
        return
    if not done.kept:
        out.print(word("setting-same", **told))
    else:
        out.print(word("setting-set", line=one.line, **told))
        out.print(word("setting-kept", kept=done.kept))
    _keeping_in(out, done.findings)


def _keeping_in(out: Console, findings: Sequence[Finding]) -> None:
    if findings:
        out.print(word("settings-keep-in", count=len(findings)))
        out.print(findings_table(grouped(findings), with_file=True))


def withdrawn(done: Withdrawn, *, as_json: bool) -> None:
    """What is not owed any more, and where its files are."""
    if as_json:
        print_json(done)
        return
    out = console()
    if done.subjects:
        count = len(done.subjects)
        out.print(word("withdrawn", form=done.form, count=count, names=done.subjects))
    else:
        out.print(word("withdrawn-none", form=done.form))
    if done.answered:
        out.print(word("withdrawn-answered", names=done.answered))
    if done.files:
        out.print(word("withdrawn-files", count=len(done.files), folder=done.folder))
