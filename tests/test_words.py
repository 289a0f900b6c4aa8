"""The words of the screen: each is said somewhere, and those put together are all there.

That a name written out is there is for mypy to say (`lzfx.model.codes.ScreenWord`).
"""

from __future__ import annotations

import re
import string
from typing import Any

import typer
from support.codes_in_source import modules, texts_of_source

from lzfx.cli.app import app
from lzfx.files.workspace import FOLDERS
from lzfx.mail.letters import LetterKind
from lzfx.messages import words
from lzfx.model.action import Verb
from lzfx.model.bundle import Became
from lzfx.model.decision import Holds, ReviewRound
from lzfx.model.duty import DutyKind, Needs
from lzfx.model.edition import Act
from lzfx.model.excerpt import ExcerptKind
from lzfx.model.ledger import Outcome
from lzfx.model.opinion import Hand
from lzfx.model.said import Said
from lzfx.rules.duties import OF_OUTCOME
from lzfx.rules.duty_kinds import KINDS
from lzfx.rules.undoing import LASTING
from lzfx.rules.verbs import VERBS
from lzfx.rules.workflow import State
from lzfx.session.basis import BasisPart
from lzfx.session.supervision import When

MADE_UP = {
    *(f"state-{state}" for state in State),
    *(f"duty-{kind}" for kind in DutyKind),
    *(f"act-{act}-done" for act in Act),
    *(f"next-{kind}" for kind, spec in KINDS.items() if spec.needs is Needs.STEP),
    *(f"why-{kind}" for kind in OF_OUTCOME.values() if kind is not None),
    *(f"outcome-{outcome}" for outcome in Outcome),
    *(f"severity-{said}" for said in Said),
    *(f"collected-{said}" for said in Said if said not in {Said.ERROR, Said.QUERY}),
    *(name for spec in VERBS.values() for name in (spec.sentence, spec.bare) if name),
    *(f"done-{act}" for act in Act),
    *(f"folder-{folder}" for folder in FOLDERS),
    *(f"rejudged-{part}" for part in BasisPart),
    *(f"letter-{kind}" for kind in LetterKind),
    *(f"undo-instead-{verb.replace('_', '-')}" for verb in (*LASTING, Verb.ISSUE)),
    *(f"plan-item-{kind.replace('_', '-')}" for kind in ExcerptKind),
    *(f"inspect-{stage}" for stage in ReviewRound),
    *(f"recording-stage-{stage}" for stage in ReviewRound),
    *(f"recording-holds-{holds}" for holds in Holds),
    *(f"standing-{when}" for when in When),
    *(f"hand-{hand}" for hand in Hand),
    *(f"rollup-part-{part}" for part in ("year", "levels", "grading", "fields", "unit-kinds")),
    *(f"rollup-change-{kind}" for kind in Became),
    *(f"rollup-change-line-{kind}" for kind in Became),
}
"""Names put together from an enumeration: each member must have its word."""


def test_words__every_one_put_together_is_there() -> None:
    assert MADE_UP - words().keys() == set()


def test_words__none_is_idle() -> None:
    demo = {"demo-outbox", "demo-sent-back", "demo-output"}  # named after the folders
    in_source = {text for module in modules() for text in texts_of_source(module)}
    program: Any = typer.main.get_command(app)
    also = {f"also-{command}" for command in program.commands}
    assert words().keys() - {*in_source, *MADE_UP, *demo, *also} == set()


def test_words__are_chinese_and_well_formed() -> None:
    for name, text in words().items():
        assert re.search(r"[\u4e00-\u9fff]", text) or re.fullmatch(r"(\{\w+\} ?)+", text), name
        list(string.Formatter().parse(text))
