"""`lzfx init`: a new campaign's folder, settings, roster and ledger."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from lzfx.errors import WorkspaceError
from lzfx.files.definitions import OWN_FOLDER, Definitions, definitions
from lzfx.files.entries import files
from lzfx.files.offices import SampleOffice
from lzfx.files.reading import read_bytes
from lzfx.files.settings_file import with_value
from lzfx.files.workspace import Workspace, create, settings_text
from lzfx.files.writing import write_atomic
from lzfx.forms.next_year import Moved, settings_for_year
from lzfx.forms.table import stored_value
from lzfx.forms.toml_text import Path as Keys
from lzfx.ledger.inherited import with_level
from lzfx.ledger.queries import actions
from lzfx.ledger.record import row_of
from lzfx.ledger.store import new_ledger
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.filling import Filling, FormNotes
from lzfx.rules.moves import moves_handed_on
from lzfx.rules.pairs_drawn import standing_pairs
from lzfx.rules.verbs import new_action
from lzfx.session.definitions import load_definitions, roster_form_of
from lzfx.session.moved import numbers_now
from lzfx.session.opening import Session, open_session
from lzfx.session.points_in_force import in_force
from lzfx.session.record_copy import keep_copy
from lzfx.session.setting_faults import new_settings
from lzfx.session.setting_names import called
from lzfx.session.settings_lookup import leaves, said
from lzfx.workbook.blank import build

_ITS_OWN: Collection[Keys] = (("commission",), ("system",), ("issuer",))
"""Names of the sample office itself: whoever is set up like it is called otherwise."""

_CONTACT: Mapping[Keys, str] = {
    ("office", "contact"): "待填写",
    ("office", "phone"): "0000-0000000",
    ("office", "email"): "bangongshi@example.cn",
}
"""What stands there in new settings until somebody fills it in."""

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Started:
    """A new workspace and how many points it took over from the year before.

    `moved` are the settings that are not those of the year before: somebody has to look at them.
    `edition` is the number of the edition that the points are from, 0 where none was approved;
    `otherwise` are the numbers of points that its table has otherwise by now, or no more.
    """

    workspace: Workspace
    inherited: int = 0
    moved: tuple[MovedSetting, ...] = ()
    edition: int = 0
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedSetting:
    """One setting by its name, as it was and as it is; on a `weekend` nobody hands anything in."""

    name: str
    before: str
    after: str
    weekend: bool = False


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
        with open_session(after, now, by, reads=True) as earlier:
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
            write_atomic(workspace.ledger, ledger.as_file(), holds_key=True)
            keep_copy(workspace, ledger)
    return Started(workspace)


def _written(workspace: Workspace, settings: bytes, roster: bytes) -> None:
    """Write both files, unless an interrupted run has done so already."""
    for path, data in ((workspace.roster, roster), (workspace.settings, settings)):
        _put(path, data)


def _put_definitions(root: Path, own: Path | None) -> None:
    """Put an office's own definitions there."""
    if own is None:
        return
    for path in files(own):
        _put(root / OWN_FOLDER / path.relative_to(own), read_bytes(path))


def _put(path: Path, data: bytes) -> None:
    if not path.exists():
        write_atomic(path, data)


def kit_like(office: SampleOffice, year: int) -> Kit:
    """The kit for a workspace of that year that is set up like the sample office."""
    settings = settings_for_year(office.settings.decode("utf-8"), year)
    for path, value in leaves(tomllib.loads(settings)):
        if path in _ITS_OWN:
            settings = with_value(settings, path, word("like-own", value=value))
    for path, value in _CONTACT.items():
        settings = with_value(settings, path, value)
    return Kit(settings.encode(), templates=office.templates)


def _year_of(folder: str, year: int) -> int:
    """The year in the folder's name, such as `2027年廉政风险`; without one, the given year."""
    said = _YEAR.search(folder)
    return int(said[1]) if said else year


def _settings(sources: Definitions, year: int) -> bytes:
    return new_settings(sources, year).encode()


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
    came = in_force(earlier)
    workspace = create(root)
    names = [spec.name for spec in earlier.points_table.fields]
    points = [
        (
            point.point_id,
            point.unit,
            point.post,
            with_level(
                {name: stored_value(point.values.get(name)) for name in names},
                came.levels.get(point.point_id),
            ),
        )
        for point in came.points
    ]
    year = earlier.campaign.year + 1
    done = actions(earlier.ledger)
    paired = standing_pairs(done, earlier.campaign.code)
    _put_definitions(root, earlier.definitions.own)
    before = settings_text(earlier.workspace)
    after = settings_for_year(before, year)
    _written(workspace, after.encode(), read_bytes(earlier.workspace.roster))
    with new_ledger(workspace.ledger) as ledger:
        ledger.add_point_ids(numbers_now(earlier.ledger))
        ledger.inherit(points, came.duties)
        for one in moves_handed_on(done):  # as they were recorded: when, by whom, why
            ledger.act_again(row_of(one))
        facts = {"after": earlier.campaign.code}
        ledger.act_again(row_of(new_action(_at(now), by, Verb.START, root.name, facts)))
        if paired is not None:  # so that nobody gets the same unit to check again
            ledger.act(replace(paired, at=_at(now), by=by))
        write_atomic(workspace.ledger, ledger.as_file(), holds_key=True)
        keep_copy(workspace, ledger)
    return Started(workspace, len(points), _moved(before, after), came.edition, came.otherwise)


def _moved(before: str, after: str) -> tuple[MovedSetting, ...]:
    """What is not as it was, by name, in the order of the file."""
    was, now = (dict(leaves(tomllib.loads(text))) for text in (before, after))
    told = (Moved(path, was[path], value) for path, value in now.items() if value != was[path])
    return tuple(
        MovedSetting(called(one.keys), said(one.before), said(one.after), one.weekend)
        for one in told
    )


def _at(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
