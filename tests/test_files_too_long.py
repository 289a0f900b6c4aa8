"""A path that is too long is called that, wherever one is read or written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from support.clerk import Clerk, sample_clerk

from lzfx.errors import FileError
from lzfx.files.writing import file_error, is_too_long, write_atomic
from lzfx.session.inbox import inbox_files

LONG = "长" * 120 + ".xlsx"
"""More than the 255 bytes that a name may have on Linux."""

POSIX = pytest.mark.skipif(os.name == "nt", reason="limits of Linux")


@POSIX
@pytest.mark.parametrize(
    "words",
    [
        ("collect", LONG),
        ("assign", LONG, "JD07"),
        ("decide", LONG),
        ("open", LONG),
        ("check", LONG),
        ("init", LONG),
        ("demo", LONG),
        ("backup", "--to", LONG),
        ("backup", "--check", LONG),
        ("status", "-w", LONG),
    ],
    ids=lambda words: " ".join(words[:-1]) if isinstance(words, tuple) else None,
)
def test_commands__say_so(workspace: Clerk, words: tuple[str, ...]) -> None:
    ran = workspace.run(*words)
    assert ran.code == 2
    assert ran.err.startswith("路径太长（"), ran.err
    assert "个字节），系统不认：“" in ran.err
    assert "请把文件名改短，或把整个工作区移到浅一些的文件夹" in ran.err
    assert ran.err.count("\n") == 1
    assert len(ran.err) < 250


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A clerk in a workspace with forms issued."""
    return sample_clerk(tmp_path_factory.mktemp("campaign") / "2026")


@POSIX
def test_write__into_a_folder_too_deep(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["甲" * 80] * 20)
    with pytest.raises(FileError) as caught:
        write_atomic(deep / "a.txt", b"x")
    assert caught.value.code == "path-too-long"
    assert list(tmp_path.rglob("*.txt")) == []


@POSIX
def test_inbox__a_folder_too_deep_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(18):
        os.mkdir("甲" * 80, dir_fd=here)
        below = os.open("甲" * 80, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    (tmp_path / "乙.txt").write_text("a")
    found = [
        (one.label[:5], one.fault.code if one.fault else "")
        for one in inbox_files([tmp_path], tmp_path)
    ]
    assert found == [("甲" * 5, "entry-path-too-long"), ("乙.txt", "")]


@pytest.mark.parametrize(
    ("name", "number", "too_long"),
    [
        ("a" * 200 + ".xlsx", errno.ENOENT, True),
        ("a" * 175 + ".xlsx", errno.ENOENT, False),
        ("没有.xlsx", errno.ENOENT, False),
        ("a" * 200 + ".xlsx", errno.EACCES, False),
    ],
)
def test_windows__says_of_a_path_too_long_that_it_is_not_there(
    name: str, number: int, *, too_long: bool
) -> None:
    path = Path("C:/" + "廉政风险防范管理" * 8) / name
    assert is_too_long(OSError(number, ""), path, windows=True) is too_long
    assert not is_too_long(OSError(number, ""), path, windows=False)


def test_windows__our_temporary_name_may_be_the_one_that_is_too_long() -> None:
    path = Path("C:/" + "b" * 245) / "a"
    assert is_too_long(OSError(errno.ENOENT, ""), path, windows=True)


def test_error__a_path_is_quoted_by_its_ends() -> None:
    told = file_error(OSError(errno.ENAMETOOLONG, ""), Path("/甲") / ("乙" * 300))
    assert told.params["length"] == 303
    assert told.params["octets"] == 1 + 3 + 1 + 900
    assert len(str(told.params["path"])) == 81
