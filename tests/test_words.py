"""The words of the screen: each is said somewhere, and those put together are all there.

That a name written out is there is for mypy to say (`lzfx.model.codes.ScreenWord`).
"""

from __future__ import annotations

import re
import string

from support.codes_in_source import modules, texts_of_source

from lzfx.files.workspace import FOLDERS
from lzfx.messages import words
from lzfx.model.finding import Severity
from lzfx.model.ledger import Outcome
from lzfx.rules.verbs import VERBS
from lzfx.rules.workflow import Next, State

MADE_UP = {
    *(f"state-{state}" for state in State),
    *(f"next-{step}" for step in Next),
    *(f"outcome-{outcome}" for outcome in Outcome),
    *(f"severity-{severity}" for severity in Severity),
    *(name for spec in VERBS.values() for name in (spec.sentence, spec.bare) if name),
    *(f"folder-{folder}" for folder in FOLDERS),
}
"""Names put together from an enumeration: each member must have its word."""


def test_words__every_one_put_together_is_there() -> None:
    assert MADE_UP - words().keys() == set()


def test_words__none_is_idle() -> None:
    demo = {"demo-outbox", "demo-sent-back", "demo-output"}  # named after the folders
    in_source = {text for module in modules() for text in texts_of_source(module)}
    assert words().keys() - {*in_source, *MADE_UP, *demo} == set()


def test_words__are_chinese_and_well_formed() -> None:
    for name, text in words().items():
        assert re.search(r"[\u4e00-\u9fff]", text) or re.fullmatch(r"(\{\w+\} ?)+", text), name
        list(string.Formatter().parse(text))
