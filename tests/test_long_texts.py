"""Patterns that run on foreign texts do no more than twice the work on twice the text."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.readme import ROOT

from lzfx.documents.personal_data import masked
from lzfx.forms.characters import fold, tidy
from lzfx.rules import wording
from lzfx.rules.wording import conducts_in

LONGEST = 32_767
"""Characters that a cell can hold."""

CALLS = {
    "personal": "masked(text, ('张三', '李小四'))",
    "fold": "fold(text)",
    "heading": "heading_key(text)",
    "line": "KINDS['line'].parse(RawCell(1, 1, CellKind.TEXT, text), SPEC, ())",
    "email": "KINDS['email'].parse(RawCell(1, 1, CellKind.TEXT, text), SPEC, ())",
    "choices": "KINDS['choices'].parse(RawCell(1, 1, CellKind.TEXT, text), SPEC, ())",
    "date": "day_of_text(text)",
    "conducts": "conducts_in(text)",
    "label": "shown_label(text)",
    "name": "safe_file_name(text)",
    "mail": "sender_of(b'From: ' + text.encode() + b'\\n\\n')",
    "code": "find_code(text)",
}
SEEDS = (
    *(
        " ",
        "\n",
        "\t ",
        "1",
        "a",
        "a.",
        "a@",
        "@a.",
        "-",
        "(",
        "[",
        "《",
        "、",
        "，a",
        "张 ",
        "李小",
    ),
    *(
        "违规",
        "违规、",
        "不",
        "或",
        "\u0300\u0316",
        "\u0f71\u0f72",
        "二",
        "十月",
        "1-",
        "_x000D_",
        "/",
    ),
)
PROGRAM = f"""
import sys
from lzfx.documents.personal_data import masked
from lzfx.files.names import safe_file_name
from lzfx.forms.characters import fold, heading_key
from lzfx.forms.days import day_of_text
from lzfx.forms.kinds import KINDS
from lzfx.forms.spec import FieldSpec
from lzfx.forms.stamp import find_code
from lzfx.intake.mail import sender_of
from lzfx.intake.names import shown_label
from lzfx.model.book import CellKind, RawCell
from lzfx.rules.wording import conducts_in

SPEC = FieldSpec(name="a", title="甲", kind="line", max_length={LONGEST})
for _ in range(3):
    for seed in {SEEDS!r}:
        for tail in ("", "x", "!"):
            text = (seed * {LONGEST})[: {LONGEST} - 1] + tail
            CALL
"""


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_full_cell_of_anything_is_done_at_once(call: str) -> None:
    """Three times all seeds, within a limit that a single quadratic pattern would exceed."""
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM.replace("CALL", call)],
        cwd=ROOT,
        check=True,
        timeout=100,
    )


@given(st.text(alphabet="a@.1张三 -王", max_size=40))
def test_masking__finds_what_the_plain_pattern_found(text: str) -> None:
    plain = r"[A-Za-z0-9_.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    assert bool(re.search(plain, masked(text, ()))) is False


@given(st.text(max_size=600))
def test_fold__as_the_plain_way(text: str) -> None:
    assert fold(text) == "".join(unicodedata.normalize("NFKC", tidy(text)).split())


def test_fold__a_long_chinese_text_as_the_plain_way() -> None:
    text = "\uff25xpénses（一）ｶﾞ한글각①㎡ e\u0301\n" * 200
    assert fold(text) == "".join(unicodedata.normalize("NFKC", text).split())


@given(
    st.lists(
        st.sampled_from([*wording._WORDS, *"、或和及，。不未ab《》", "严禁", "防止"]),  # noqa: SLF001
        max_size=12,
    )
)
def test_conducts__as_the_plain_way(parts: list[str]) -> None:
    text = "".join(parts)
    assert conducts_in(text) == _plain(text)


def _plain(text: str) -> tuple[str, ...]:
    """Each word with all before it, as slow as it is simple."""
    opened = wording._QUOTED.sub(lambda one: "《" + " " * (len(one.group()) - 2) + "》", text)  # noqa: SLF001
    found = []
    for word in wording._WORD.finditer(opened):  # noqa: SLF001
        head = opened[: word.start()]
        pattern = rf"(?:{wording._WORD.pattern}|[、或和及])$"  # noqa: SLF001
        while (run := re.search(pattern, head)) and run.start():
            head = head[: run.start()]
        before = wording._CLAUSE_END.split(head)[-1]  # noqa: SLF001
        if not wording._NOT.search(before) and not wording._OF_OTHERS.match(opened, word.end()):  # noqa: SLF001
            found.append(wording._WORDS[word.group()])  # noqa: SLF001
    return tuple(dict.fromkeys(found))
