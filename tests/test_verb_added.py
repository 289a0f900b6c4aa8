"""A newcomer adds a verb: a word, an entry in the table, a sentence; everything else follows."""

from __future__ import annotations

from pathlib import Path

from support.changed_copy import changed_copy
from support.clerk import ROUND_TWO
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
    copy = changed_copy(tmp_path / "program")
    for name, (old, new) in CHANGES.items():
        copy.replace(name, old, new)
    assert (copy.changed, copy.added) == (set(CHANGES), set())
    clerk = restored(versions()[-1], tmp_path / "2026")
    assert copy.script(clerk, STEP, now=ROUND_TWO) == "not-locked\n"
    told = copy.done(clerk, "log", "公示通知", now=ROUND_TWO).out
    assert "公示《公示通知》5天。" in told
    assert "共1条" in told
    copy.done(clerk, "verify", now=ROUND_TWO)
    copy.done(clerk, "rebuild", now=ROUND_TWO)
