"""A newcomer adds a verb: a word, an entry in the table, a sentence; everything else follows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.clerk import ROUND_TWO
from support.readme import ROOT
from support.stored_ledgers import restored, versions

CHANGES = {
    "lzfx/model/action.py": (
        '    UNLOCK = "unlock"\n',
        '    UNLOCK = "unlock"\n    PUBLICISE = "publicise"\n',
    ),
    "lzfx/rules/verbs.py": (
        "    Verb.LOCK: VerbSpec(",
        (
            '    Verb.PUBLICISE: VerbSpec(\n        Topic.DOCUMENT, while_locked, "act-publicise", '
            '{"days": _COUNT}\n    ),\n    Verb.LOCK: VerbSpec('
        ),
    ),
    "lzfx/words.toml": (
        'act-unlock = "恢复收表。"\n',
        'act-unlock = "恢复收表。"\nact-publicise = "公示《{about}》{days}天。"\n',
    ),
}
STEP = """
from datetime import datetime
from pathlib import Path
from lzfx.errors import LzfxError
from lzfx.model.action import Verb
from lzfx.session.opening import open_session
from lzfx.steps.lock import lock
with open_session(Path(), datetime.fromisoformat("2026-09-18T10:00:00"), "tester") as session:
    for attempt in range(2):
        try:
            with session.ledger.transaction():
                session.act(Verb.PUBLICISE, "notice", days=5)
        except LzfxError as refused:
            print(refused.code)
            lock(session)
"""


def test_verb_added__is_guarded_recorded_read_verified_and_rebuilt(tmp_path: Path) -> None:
    for name in ("lzfx", "form_templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.pyc"))
    for name, (old, new) in CHANGES.items():
        text = (tmp_path / name).read_text("utf-8")
        assert text.count(old) == 1, name
        (tmp_path / name).write_text(text.replace(old, new), "utf-8")
    clerk = restored(versions()[-1], tmp_path / "2026")

    def run(*words: str) -> str:
        more = {"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1", "LZFX_NOW": ROUND_TWO}
        ran = subprocess.run(  # noqa: S603 - our own program, changed
            [sys.executable, *words],
            cwd=clerk.folder,
            env={**os.environ, **more},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    assert run("-c", STEP) == "not-locked\n"
    told = run("-m", "lzfx", "log", "公示通知")
    assert "公示《公示通知》5天。" in told
    assert "共1条" in told
    run("-m", "lzfx", "verify")
    run("-m", "lzfx", "rebuild")
