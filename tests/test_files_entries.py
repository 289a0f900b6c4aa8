"""Folders that hold things that are no files: each is named and passed over, nothing hangs."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, Clerk, Ran, sample_clerk
from support.intake_files import xlsx

from lzfx.errors import FileError
from lzfx.files.entries import DEEPEST, walk
from lzfx.files.reading import Facts, FileTooBigError, Oddity, oddity, read_bytes
from lzfx.session.inbox import inbox_files

BOOK = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
GOOD = "第一轮/主任办公会申报表.xlsx"
HANGS = 300
"""Seconds after which a command counts as hanging."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices are POSIX")


def _run(clerk: Clerk, *words: str) -> Ran:
    """The command, ended when it hangs."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "lzfx", *words],
        cwd=clerk.folder,
        env=clerk.environment(ROUND_ONE),
        capture_output=True,
        check=False,
        timeout=HANGS,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def _odd_things(folder: Path) -> None:
    """A pipe, links to an endless device, outside and in a loop, a socket, a deep folder."""
    folder.mkdir(parents=True, exist_ok=True)
    os.mkfifo(folder / "管道.xlsx")
    (folder / "没有尽头.xlsx").symlink_to("/dev/zero")
    (folder / "外面.xlsx").symlink_to("/etc/hostname")
    (folder / "来回").symlink_to(folder, target_is_directory=True)
    (folder / "甲").symlink_to("乙")
    (folder / "乙").symlink_to("甲")
    deep = folder.joinpath(*["层"] * (DEEPEST + 2))
    deep.mkdir(parents=True)
    (deep / "太深.xlsx").write_bytes(BOOK)


SAID = [
    ("乙", "entry-link"),
    ("外面.xlsx", "entry-link"),
    ("层" + "/层" * DEEPEST, "folder-too-deep"),
    ("来回", "entry-link"),
    ("没有尽头.xlsx", "entry-link"),
    ("甲", "entry-link"),
    ("管道.xlsx", "entry-pipe"),
]


def test_walk__names_what_is_no_file_and_gives_the_others(tmp_path: Path) -> None:
    _odd_things(tmp_path)
    (tmp_path / "好.xlsx").write_bytes(BOOK)
    found = list(inbox_files([tmp_path], tmp_path))
    assert sorted((one.label, one.fault.code) for one in found if one.fault) == SAID
    assert [one.label for one in found if not one.fault] == ["好.xlsx"]
    (link,) = [one.fault for one in found if one.label == "没有尽头.xlsx"]
    assert link is not None
    assert link.params == {"value": "/dev/zero"}


def test_walk__names_a_socket() -> None:
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as told:
        told.bind(f"{short}/s")
        (entry,) = walk(Path(short))
        assert entry.fault is not None
        assert entry.fault.code == "entry-socket"


def test_walk__a_folder_that_may_not_be_opened_stops_no_other() -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o755)
        (folder / "关").mkdir()
        (folder / "关").chmod(0)
        (folder / "好.xlsx").write_bytes(BOOK)
        with _nobody():
            found = list(inbox_files([folder], folder))
    finally:
        (folder / "关").chmod(0o700)
        shutil.rmtree(folder)
    said = [(one.label, one.fault.code if one.fault else "") for one in found]
    assert said == [("关", "folder-unreadable"), ("好.xlsx", "")]


@contextlib.contextmanager
def _nobody() -> Iterator[None]:
    """As a user who may not read everything."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_collect__goes_on_past_everything_that_is_no_file(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "w")
    clerk.deliver(GOOD)
    _odd_things(clerk.folder / "收件")
    done = _run(clerk, "collect", "--json")
    assert done.code == 1, done.err
    outcomes = {one["file"]: one["outcome"] for one in done.json["deliveries"]}
    assert outcomes.pop(GOOD) == "accepted"
    assert outcomes == dict.fromkeys((label for label, _ in SAID), "refused")
    shown = _run(clerk, "collect", "--again")
    for words in ("这是管道，不是文件", "指向“/dev/zero”", "指向“/etc/hostname”", "套了32层以上"):
        assert words in shown.out
    assert _run(clerk, "status").code in {0, 1, 3}


def test_collect__a_link_that_was_named_is_followed_and_told(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "w")
    clerk.deliver(GOOD)
    own = clerk.folder / "收件" / GOOD
    outside = tmp_path / "别处.xlsx"
    own.rename(outside)
    link = tmp_path / "链接.xlsx"
    link.symlink_to(outside)
    (delivery,) = _run(clerk, "collect", str(link), "--json").json["deliveries"]
    assert (delivery["file"], delivery["outcome"]) == ("链接.xlsx", "accepted")
    (said,) = [one for one in delivery["findings"] if one["code"] == "link-followed"]
    assert (said["severity"], said["params"]["value"]) == ("advice", str(outside))


@pytest.mark.parametrize("make", ["pipe", "device", "loop"])
def test_collect__a_named_path_that_is_no_file_is_named(tmp_path: Path, make: str) -> None:
    clerk = sample_clerk(tmp_path / "w")
    path = tmp_path / "甲.xlsx"
    if make == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if make == "device" else path)
    done = _run(clerk, "collect", str(path), "--json")
    (delivery,) = done.json["deliveries"]
    wanted = {"pipe": "entry-pipe", "device": "entry-device", "loop": "entry-link"}[make]
    assert [one["code"] for one in delivery["findings"]] == [wanted]


def test_commands__pipes_elsewhere_hang_nothing(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "w")
    for place in ("原件/aa", "印制记录", "form_templates/documents"):
        (clerk.folder / place).mkdir(parents=True, exist_ok=True)
        os.mkfifo(clerk.folder / place / "管道.json")
    pipe = tmp_path / "管道.pdf"
    os.mkfifo(pipe)
    assert _run(clerk, "backup").code == 0
    done = _run(clerk, "check", str(pipe), "--json")
    assert [[one["code"] for one in file["findings"]] for file in done.json] == [["print-no-file"]]
    assert "不是文件" in _run(clerk, "backup", "--check", str(pipe)).err
    forms = clerk.folder / "form_templates" / "forms"
    forms.mkdir()
    os.mkfifo(forms / "新表.toml")
    stopped = _run(clerk, "status")
    assert (stopped.code, "新表.toml：这不是文件" in stopped.err) == (2, True)


def test_read_bytes__no_more_than_the_limit_even_if_the_file_grows(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"
    with pytest.raises(FileTooBigError) as caught:
        read_bytes(path, 4)
    assert caught.value.size == 5
    endless = Path("/proc/self/status")  # says that it has no bytes, and has some
    if endless.exists():
        with pytest.raises(FileTooBigError):
            read_bytes(endless, 10)


def test_read_bytes__a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").symlink_to("a")
    assert read_bytes(tmp_path / "b") == b"1"
    with pytest.raises(FileError, match="file-not-regular"):
        read_bytes(tmp_path / "b", follow=False)


_FILE, _FOLDER = stat.S_IFREG, stat.S_IFDIR
_REPARSE, _OFFLINE, _RECALL = 0x400, 0x1000, 0x400000


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (Facts(_FILE), None),
        (Facts(_FOLDER), None),
        (Facts(_FOLDER, _REPARSE, 0xA0000003), Oddity.LINK),  # a junction
        (Facts(stat.S_IFLNK, _REPARSE, 0xA000000C), Oddity.LINK),
        (Facts(_FILE, _REPARSE, 0x80000013), None),  # deduplicated on a server
        (Facts(_FILE, _REPARSE, 0x80000017), None),  # compressed by Windows
        (Facts(_FILE, _REPARSE, 0x9000601A), None),  # OneDrive, kept on this PC
        (Facts(_FILE, _REPARSE | _RECALL, 0x9000601A), Oddity.CLOUD),
        (Facts(_FILE, _OFFLINE), Oddity.CLOUD),  # the same, as most programs are shown it
        (Facts(_FOLDER, _REPARSE | _RECALL, 0x9000701A), None),  # a folder of OneDrive
        (Facts(_FILE, _REPARSE, 0x8000001B), Oddity.OTHER),  # an alias of an app
        (Facts(_FILE, _REPARSE, 0x80000023), Oddity.OTHER),  # a socket
    ],
)
def test_oddity__on_windows(facts: Facts, wanted: Oddity | None) -> None:
    assert oddity(facts) == wanted
