"""The commands that write documents, hit while they do: no cut document, one sentence, and again.

Each hit is a kill or a refusal of the system at one durable call of a real run; the same command
is then run again and must leave what an undisturbed run leaves.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

import pytest
from support.clerk import Clerk, Ran
from support.durability_calls import Point, points, recorded
from support.durability_hits import KILL, KILLED, Hitters, How, each
from support.durability_store import child
from support.figures import FIGURES
from test_reliability_durability import needs_strace

from lzfx.files.whole import is_whole
from lzfx.ledger.audit import broken_links, damage
from lzfx.ledger.store import open_ledger

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "issue": ("issue", "--only", "JC00", "--only", "KS03"),
    "merge": ("merge",),
    "overview": ("publish", "overview", "--fonts", "bundled"),
    "handbook": ("publish", "handbook", "--fonts", "bundled"),
    "send": ("send",),
    "backup": ("backup",),
}
ACTIONS = (KILL, "error=ENOSPC", "error=EIO", "error=EACCES")
_DOCUMENTS = ("发出", "退回", "成果")
_TMP = "临时"
_PROBE = re.compile(rf"{_TMP}/[a-z0-9_]{{8}}")
"""Where Python tries whether temporary files can be written: named anew by each run."""

_ALIKE = 3
"""Of many calls upon files of one kind so many are hit at the beginning, and at the end."""


class _Campaign:
    """Copies of one workspace after both rounds, in which nothing is printed yet."""

    def __init__(self, home: Path, played: Path) -> None:
        self._home = home
        unneeded = shutil.ignore_patterns("发出", "收件", "成果", "归档", "邮件草稿", "程序报告")
        self._first = Clerk(Path(shutil.copytree(played, home / "first", ignore=unneeded)))
        self._numbers = count(1)

    def fresh(self) -> Clerk:
        clerk = Clerk(Path(shutil.copytree(self._first.folder, self._home / self._name())))
        (clerk.folder / _TMP).mkdir()
        return clerk

    def _name(self) -> str:
        return f"store{next(self._numbers)}"


@pytest.fixture(scope="module")
def campaign(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> _Campaign:
    return _Campaign(tmp_path_factory.mktemp("commands"), demo_folder)


@pytest.fixture(scope="module")
def hitters(campaign: _Campaign) -> Iterator[Hitters]:
    with Hitters(campaign.fresh()) as found:
        yield found


def _documents(clerk: Clerk) -> dict[str, bytes]:
    """Every document there is, but unfinished ones that no name points at."""
    return {
        f"{folder}/{name}": (clerk.folder / folder / name).read_bytes()
        for folder in _DOCUMENTS
        for name in clerk.files(folder)
        if not Path(name).name.startswith(".lzfx-")
    }


def _cleared(clerk: Clerk) -> None:
    """Take away what a kill left, whose names are always the same here."""
    for left in clerk.folder.rglob(".lzfx-*.tmp"):
        left.unlink()
    shutil.rmtree(clerk.folder / _TMP)
    (clerk.folder / _TMP).mkdir()


def _left(clerk: Clerk, ran: Ran) -> list[str]:
    """What is wrong right after a hit."""
    wrong = [name for name, data in _documents(clerk).items() if not is_whole(_kind(name), data)]
    told = (ran.code, ran.err.count("\n")) in {(0, 0), (1, 0), (2, 1), (KILLED, 0)}
    if not told or "Traceback" in ran.out + ran.err:
        wrong.append(str(ran))
    with open_ledger(clerk.folder / "台账.db") as ledger:
        wrong += [*damage(ledger), *map(str, broken_links(ledger))]
    return wrong


def _different(clerk: Clerk, calm: Mapping[str, bytes]) -> list[str]:
    """Which documents are not there, or not as an undisturbed run leaves them."""
    there = _documents(clerk)
    FIGURES["lost"] += len(calm.keys() - there.keys())
    return sorted(name for name in calm if not _same(name, calm[name], there.get(name)))


def _kind(name: str) -> str:
    return Path(name).suffix


def _same(name: str, calm: bytes, there: bytes | None) -> bool:
    """Letters and printed pages quote the record's code, which tells of the hit run too."""
    return there is not None and (there == calm or _kind(name) not in {".xlsx", ".docx"})


def _places(clerk: Clerk, words: Sequence[str]) -> list[Point]:
    """The calls of a whole run; of many alike, the first and the last ones."""
    calls = recorded(clerk, words=words, TMPDIR=str(clerk.folder / _TMP))
    alike: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points(calls):
        if _PROBE.fullmatch(point.path):
            continue  # another run would not meet this name
        place, originals, _ = point.path.partition("原件/")
        kind = f"{Path(point.path).parent}/*{_kind(point.path)}"
        alike[point.name, place + originals if originals else kind].append(point)
    return [
        point
        for group in alike.values()
        for at, point in enumerate(group)
        if at < _ALIKE or at >= len(group) - _ALIKE
    ]


def _hit_all(
    campaign: _Campaign, hitters: Hitters, name: str, cases: Sequence[tuple[Point, str]]
) -> list[str]:
    words = COMMANDS[name]
    undisturbed = campaign.fresh()
    assert child(undisturbed, words=words).code == 0
    calm = _documents(undisturbed)
    assert calm or name == "backup"

    def one(case: tuple[Point, str]) -> str:
        place, action = case
        clerk = campaign.fresh()
        ran = hitters.hit(clerk, place, action, How(words=words, tmp=_TMP))
        killed = action == KILL
        FIGURES["kills at a call of other commands" if killed else "fault points, others"] += 1
        wrong = _left(clerk, ran)
        if killed and ran.code != KILLED:
            wrong.append(f"not killed: {ran}")
        _cleared(clerk)
        again = hitters.hit(clerk, None, "", How(words=words, tmp=_TMP))
        wrong += [f"again: {again}"] if again.code != 0 else []
        wrong += _different(clerk, calm)
        shutil.rmtree(clerk.folder)
        return f"{place} {action}: {wrong}" if wrong else ""

    return [wrong for wrong in each(one, cases) if wrong]


@needs_strace
@pytest.mark.parametrize("name", ["merge"])
def test_hit_at_some_calls(campaign: _Campaign, hitters: Hitters, name: str) -> None:
    found = _places(campaign.fresh(), COMMANDS[name])[1::9]
    cases = [(place, ACTIONS[at % len(ACTIONS)]) for at, place in enumerate(found)]
    assert _hit_all(campaign, hitters, name, cases) == []


@needs_strace
@pytest.mark.reliability
@pytest.mark.parametrize("name", COMMANDS)
def test_hit_at_every_kind_of_call(campaign: _Campaign, hitters: Hitters, name: str) -> None:
    """Each call with one of the four, in turns."""
    found = _places(campaign.fresh(), COMMANDS[name])
    assert len(found) > 15
    cases = [(place, ACTIONS[at % len(ACTIONS)]) for at, place in enumerate(found)]
    assert _hit_all(campaign, hitters, name, cases) == []
