"""A file held open on Windows: scanners let go in moments, Excel does not (promise P6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from lzfx.errors import FileError
from lzfx.files import writing
from lzfx.files.writing import write_atomic

DENIED, SHARING = 5, 32
"""What Windows says of a file that another program holds."""


class _Held:
    """Refuses to put a file in place that many times; counts the tries and the pauses."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: int, times: float) -> None:
        self.tries, self.pauses = 0, 0
        replace = Path.replace

        def refuse(path: Path, target: Path) -> Path:
            self.tries += 1
            if self.tries <= times:
                raise PermissionError(13, f"WinError {error}", str(path), error, str(target))
            return replace(path, target)

        def pause(seconds: float) -> None:
            assert seconds > 0
            self.pauses += 1

        monkeypatch.setattr(writing, "_WINDOWS", True)
        monkeypatch.setattr(Path, "replace", refuse)
        monkeypatch.setattr("lzfx.files.writing.time.sleep", pause)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is there already."""
    found = tmp_path / "成果/主表.xlsx"
    write_atomic(found, b"old")
    return found


@pytest.mark.parametrize("error", [DENIED, SHARING])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_held_for_moments__is_written_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: int, times: int
) -> None:
    held = _Held(monkeypatch, error, times)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert (held.tries, held.pauses) == (times + 1, times)


@pytest.mark.parametrize("error", [DENIED, SHARING])
def test_held_for_good__is_said_and_nothing_is_left(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    held = _Held(monkeypatch, error, float("inf"))
    with pytest.raises(FileError) as stopped:
        write_atomic(path, b"new")
    assert (stopped.value.code, stopped.value.params) == ("file-held-open", {"path": str(path)})
    assert path.read_bytes() == b"old"
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert held.tries == 4


def test_elsewhere__a_refusal_is_no_matter_of_waiting(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = _Held(monkeypatch, DENIED, float("inf"))
    monkeypatch.setattr(writing, "_WINDOWS", False)
    with pytest.raises(FileError) as stopped:
        write_atomic(path, b"new")
    assert (stopped.value.code, held.tries) == ("file-no-permission", 1)
