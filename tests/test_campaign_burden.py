"""What a form costs: the cells that must be filled in, and what a return really held."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lzfx.campaign.burden import asked_by, filled_in, head_of, row_of, spared_by
from lzfx.forms.spec import FormSpec
from lzfx.model.burden import Effort, FillingTimes
from lzfx.model.filling import Filling
from lzfx.model.submission import Row, Stamp, Submission

TIMES = FillingTimes(choice=1, line=10, text=100, sign=1000)
FORM = FormSpec.model_validate(
    {
        "name": "visit",
        "version": 1,
        "title": "走访登记表",
        "header": [
            {"name": "unit_name", "title": "单位", "kind": "line", "required": True,
             "locked": True},
            {"name": "filler", "title": "填报人", "kind": "line", "required": True},
            {"name": "phone", "title": "电话", "kind": "phone"},
        ],
        "table": [
            {
                "name": "visits",
                "sheet": "走访",
                "field": [
                    {"name": "post", "title": "岗位", "kind": "choice", "roster": "posts",
                     "required": True, "prefill": "post"},
                    {"name": "said", "title": "内容", "kind": "text", "required": True},
                    {"name": "note", "title": "备注", "kind": "text"},
                ],
            }
        ],
        "sign_off": [{"title": "负责人", "lines": ["签字："]}],
    }
)  # fmt: skip
KNOWN = {"post": "出纳岗"}
STAMP = Stamp("visit", 1, "KS01", "2026")


def sent(*rows: dict[str, str], **header: str) -> Submission:
    told = tuple(Row(at, row) for at, row in enumerate(rows, start=4))
    return Submission(STAMP, "表.xlsx", "0" * 64, header, {"visits": told})


def test_head__only_what_must_be_filled_in_and_signed() -> None:
    assert head_of(FORM, TIMES) == Effort(1, 1010, 1)
    assert row_of(FORM, TIMES) == Effort(1, 100)


def test_asked__an_empty_table_is_one_row_and_known_rows_cost_only_what_is_open() -> None:
    assert asked_by(FORM, Filling({"unit_name": "财务科"}), TIMES) == Effort(3, 1111, 1)
    known = Filling({"unit_name": "财务科"}, {"visits": (KNOWN, KNOWN)})
    assert asked_by(FORM, known, TIMES) == Effort(3, 1210, 1)
    assert spared_by(known) == 3


def test_filled__counts_what_was_not_there_before_required_or_not() -> None:
    filling = Filling({"unit_name": "财务科"}, {"visits": (KNOWN,)})
    full = {**KNOWN, "said": "看过", "note": "无"}
    came = sent(full, full, unit_name="财务科", filler="乔木青")
    assert filled_in(FORM, filling, came, TIMES) == Effort(6, 10 + 1 + 4 * 100 + 1000, 1)


def test_filled__an_answer_taken_out_costs_nothing_and_gives_nothing_back() -> None:
    filling = Filling({"unit_name": "财务科"}, {"visits": (KNOWN, KNOWN)})
    assert filled_in(FORM, filling, sent(unit_name="财务科"), TIMES) == Effort(0, 1000, 1)


@given(st.integers(0, 20), st.integers(0, 20))
def test_law__more_known_rows_never_make_a_form_dearer_than_as_many_empty_ones(
    known: int, empty: int
) -> None:
    """What is prefilled is spared: each row costs less than a row that somebody writes himself."""
    told = Filling({}, {"visits": (*(KNOWN for _ in range(known)), *({} for _ in range(empty)))})
    bare = Filling({}, {"visits": tuple({} for _ in range(known + empty))})
    assert asked_by(FORM, told, TIMES).cells == asked_by(FORM, bare, TIMES).cells - known
