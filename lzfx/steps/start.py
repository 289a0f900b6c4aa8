"""`lzfx init`: a new campaign's folder, settings, roster and ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from lzfx.errors import WorkspaceError
from lzfx.files.definitions import OWN_FOLDER, Definitions, definitions
from lzfx.files.offices import SampleOffice, settings_for_year
from lzfx.files.workspace import Workspace, create, settings_text, walk
from lzfx.files.writing import read_bytes, write_atomic
from lzfx.forms.table import stored_value
from lzfx.ledger.queries import point_id_records
from lzfx.ledger.store import new_ledger
from lzfx.model.action import Verb
from lzfx.model.filling import Filling, FormNotes
from lzfx.rules.verbs import new_action
from lzfx.session.definitions import load_definitions, roster_form_of
from lzfx.session.master import duties_told, merged_points
from lzfx.session.opening import Session, open_session
from lzfx.workbook.blank import build

_TEMPLATE = "new_campaign.toml.txt"
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Started:
    """A new workspace and how many points it took over from the year before."""

    workspace: Workspace
    inherited: int = 0


@dataclass(frozen=True, slots=True)
class Kit:
    """Ready-made settings, roster, key and own definitions, such as those of a sample.

    Without a roster an empty one is written, without a key a new one is made.
    """

    settings: bytes
    roster: bytes = b""
    key: bytes | None = None
    templates: Path | None = None


def start(
    root: Path, now: datetime, by: str, *, after: Path | None = None, kit: Kit | None = None
) -> Started:
    """Make a workspace; `after` takes all but the returns over from another one.

    WorkspaceError when there is a workspace already, or none at `after`; DefinitionError when the
    definitions of the `kit` are faulty.
    """
    if after is not None:
        with open_session(after, now, by) as earlier:
            return _following(root, now, by, earlier)
    own = kit.templates if kit else None
    sources = replace(definitions(), own=own)
    settings = kit.settings if kit else _settings(sources, _year_of(root.name, now.year))
    roster = kit.roster if kit and kit.roster else _empty_roster(sources, settings, now)
    workspace = create(root)
    _put_definitions(root, own)
    _written(workspace, settings, roster)
    if not workspace.ledger.exists():
        with new_ledger(workspace.ledger, kit.key if kit else None) as ledger:
            ledger.act(new_action(_at(now), by, Verb.START, root.name, {"after": ""}))
            write_atomic(workspace.ledger, ledger.as_file())
    return Started(workspace)


def _written(workspace: Workspace, settings: bytes, roster: bytes) -> None:
    """Write both files, unless an interrupted run has done so already."""
    for path, data in ((workspace.roster, roster), (workspace.settings, settings)):
        _put(path, data)


def _put_definitions(root: Path, own: Path | None) -> None:
    """Put an office's own definitions there."""
    if own is None:
        return
    for path in walk(own):
        _put(root / OWN_FOLDER / path.relative_to(own), read_bytes(path))


def _put(path: Path, data: bytes) -> None:
    if not path.exists():
        write_atomic(path, data)


def kit_like(office: SampleOffice, year: int) -> Kit:
    """The kit for a workspace of that year that is set up like the sample office."""
    settings = settings_for_year(office.settings.decode("utf-8"), year)
    return Kit(settings.encode(), templates=office.templates)


def _year_of(folder: str, year: int) -> int:
    """The year in the folder's name, such as `2027年廉政风险`; without one, the given year."""
    said = _YEAR.search(folder)
    return int(said[1]) if said else year


def _settings(sources: Definitions, year: int) -> bytes:
    return sources.text(_TEMPLATE).replace("{year}", str(year)).encode()


def _empty_roster(sources: Definitions, settings: bytes, now: datetime) -> bytes:
    form = roster_form_of(load_definitions(sources, settings.decode("utf-8")).forms)
    about = FormNotes(heading=form.title, author="lzfx", made=now.replace(microsecond=0))
    return build(form, Filling(), about)


def _following(root: Path, now: datetime, by: str, earlier: Session) -> Started:
    """A workspace for the year after: the same roster, definitions, settings and points.

    Days of the settings move a year on; what was only true of that year is left to be filled in.
    """
    if root.resolve() == earlier.workspace.root.resolve():
        raise WorkspaceError("workspace-exists", {"path": str(root)})
    merged, current = merged_points(earlier)
    units, posts = duties_told(earlier.declaration, current)
    workspace = create(root)
    names = [spec.name for spec in earlier.points_table.fields]
    points = [
        (
            point.point_id,
            point.unit,
            point.post,
            {name: stored_value(point.values.get(name)) for name in names},
        )
        for point in merged.points
    ]
    year = earlier.campaign.year + 1
    _put_definitions(root, earlier.definitions.own)
    settings = settings_for_year(settings_text(earlier.workspace), year).encode()
    _written(workspace, settings, read_bytes(earlier.workspace.roster))
    with new_ledger(workspace.ledger) as ledger:
        ledger.add_point_ids(point_id_records(earlier.ledger))
        ledger.inherit(points, {**units, **posts})
        after = {"after": earlier.campaign.code}
        ledger.act(new_action(_at(now), by, Verb.START, root.name, after))
        write_atomic(workspace.ledger, ledger.as_file())
    return Started(workspace, len(points))


def _at(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
