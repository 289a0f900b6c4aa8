"""A copy of the program and its templates in which a test changes what a newcomer would change."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from support.clerk import ROUND_ONE, Clerk, Ran
from support.readme import ROOT
from support.write_codes import written

_COPIED = ("lzfx", "form_templates")


@dataclass(frozen=True, slots=True)
class ChangedCopy:
    """Works in a folder of its own; the program that is tested stays as it is."""

    folder: Path

    def replace(self, name: str, old: str, new: str) -> None:
        """Put one text in place of another that stands in the file exactly once."""
        text = (self.folder / name).read_text("utf-8")
        assert text.count(old) == 1, f"{name} has it {text.count(old)} times: {old}"
        self.write(name, text.replace(old, new))

    def before(self, name: str, old: str, added: str) -> None:
        """Put a text before one that stands in the file exactly once."""
        self.replace(name, old, added + old)

    def write(self, name: str, text: str) -> None:
        """Write a file, a new one or one that is there."""
        (self.folder / name).write_text(text, "utf-8")

    def write_codes(self) -> None:
        """Write the enumerations of codes again, as one does after adding a text."""
        for path, text in written(self.folder / "lzfx").items():
            path.write_text(text, "utf-8")

    @property
    def changed(self) -> set[str]:
        """The files of the program and its templates that are no longer as they were."""
        return {name for name in self._files() if self._differs(name) and (ROOT / name).exists()}

    @property
    def added(self) -> set[str]:
        """The files that were not there before."""
        return {name for name in self._files() if not (ROOT / name).exists()}

    def run(self, clerk: Clerk, *words: str, now: str = ROUND_ONE) -> Ran:
        """The changed `lzfx` with those words, in the clerk's folder."""
        return clerk.run_apart(*words, now=now, PYTHONPATH=str(self.folder))

    def done(self, clerk: Clerk, *words: str, now: str = ROUND_ONE) -> Ran:
        """The same, and it must come to its end."""
        ran = self.run(clerk, *words, now=now)
        assert ran.code == 0, ran.out + ran.err
        return ran

    def script(self, clerk: Clerk, source: str, *, now: str = ROUND_ONE) -> str:
        """What a piece of Python prints that uses the changed program in the clerk's folder."""
        ran = subprocess.run(  # noqa: S603 - our own program, changed
            [sys.executable, "-c", source],
            cwd=clerk.folder,
            env=clerk.environment(now, PYTHONPATH=str(self.folder)),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    def _files(self) -> set[str]:
        return {
            path.relative_to(self.folder).as_posix()
            for name in _COPIED
            for path in (self.folder / name).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }

    def _differs(self, name: str) -> bool:
        mine, shipped = self.folder / name, ROOT / name
        return not shipped.exists() or mine.read_bytes() != shipped.read_bytes()


def changed_copy(folder: Path) -> ChangedCopy:
    """A copy as it is, to be changed."""
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return ChangedCopy(folder)
