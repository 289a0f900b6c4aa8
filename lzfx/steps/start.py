"""`lzfx init`: a new campaign's folder, settings, roster and ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lzfx.errors import WorkspaceError
from lzfx.files.definitions import Definitions, definitions
from lzfx.files.workspace import Workspace, create
from lzfx.files.writing import read_bytes, write_atomic
from lzfx.forms.table import stored
from lzfx.ledger.queries import point_ids
from lzfx.ledger.store import new_ledger
from lzfx.model.action import Verb
from lzfx.model.filling import About, Filling
from lzfx.rules.verbs import made
from lzfx.session.master import duties, merged_points
from lzfx.session.opening import Session, defined, opened, roster_form_of
from lzfx.workbook.blank import build

_TEMPLATE = "new_campaign.toml.txt"


@dataclass(frozen=True, slots=True)
class Started:
    """A new workspace and how many points it took over from the year before."""

    workspace: Workspace
    inherited: int = 0


@dataclass(frozen=True, slots=True)
class Kit:
    """Settings, roster and key that stand ready, as those of the sample."""

    settings: bytes
    roster: bytes
    key: bytes


def start(
    root: Path, now: datetime, by: str, *, after: Path | None = None, kit: Kit | None = None
) -> Started:
    """Make a workspace; `after` takes roster, settings, ids and points over from another one.

    WorkspaceError when there is a workspace already, or none at `after`.
    """
    if after is not None:
        with opened(after, now, by) as earlier:
            return _following(root, now, by, earlier)
    sources = definitions()
    workspace = create(root)
    settings = kit.settings if kit else _settings(sources, now.year)
    roster = kit.roster if kit else _empty_roster(sources, now)
    _written(workspace, settings, roster)
    if not workspace.ledger.exists():
        with new_ledger(workspace.ledger, kit.key if kit else None) as ledger:
            ledger.act(made(_at(now), by, Verb.START, root.name, {"after": ""}))
            write_atomic(workspace.ledger, ledger.as_file())
    return Started(workspace)


def _written(workspace: Workspace, settings: bytes, roster: bytes) -> None:
    """Put both files there, unless a run that broke off has already."""
    for path, data in ((workspace.roster, roster), (workspace.settings, settings)):
        if not path.exists():
            write_atomic(path, data)


def _settings(sources: Definitions, year: int) -> bytes:
    return sources.text(_TEMPLATE).replace("{year}", str(year)).encode()


def _empty_roster(sources: Definitions, now: datetime) -> bytes:
    form = roster_form_of(defined(sources).forms)
    about = About(heading=form.title, author="lzfx", made=now.replace(microsecond=0))
    return build(form, Filling(), about)


def _following(root: Path, now: datetime, by: str, earlier: Session) -> Started:
    """A workspace for the year after: same roster, next year's settings, last year's points."""
    if root.resolve() == earlier.workspace.root.resolve():
        raise WorkspaceError("workspace-exists", {"path": str(root)})
    merged, current = merged_points(earlier)
    units, posts = duties(earlier.declaration, current)
    workspace = create(root)
    names = [spec.name for spec in earlier.points_table.fields]
    points = [
        (
            point.point_id,
            point.unit,
            point.post,
            {name: stored(point.values.get(name)) for name in names},
        )
        for point in merged.points
    ]
    year = earlier.campaign.year + 1
    _written(workspace, _settings(earlier.definitions, year), read_bytes(earlier.workspace.roster))
    with new_ledger(workspace.ledger) as ledger:
        ledger.add_point_ids(point_ids(earlier.ledger))
        ledger.inherit(points, {**units, **posts})
        after = {"after": earlier.campaign.code}
        ledger.act(made(_at(now), by, Verb.START, root.name, after))
        write_atomic(workspace.ledger, ledger.as_file())
    return Started(workspace, len(points))


def _at(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
