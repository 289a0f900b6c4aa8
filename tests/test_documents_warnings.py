"""预警提示书, 整改反馈表, 动态纠错检查记录: what they say and what forbids printing them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.specimens import master, record, said

from lzfx.content.blocks import Document, Table, strings
from lzfx.content.letter import Imprint, Letterhead, SignOff
from lzfx.content.paper import CutLine, Grid
from lzfx.documents.letters.warning_notice import warning_form, warning_letter
from lzfx.documents.letters.warning_readiness import warning_gaps
from lzfx.documents.letters.warning_texts import warning_number
from lzfx.documents.papers.feedback_form import days_late, feedback_forms, feedback_gaps
from lzfx.documents.registers.correction_record import correction_gaps, correction_record
from lzfx.model.correction import CorrectionRecord
from lzfx.model.warning import Feedbacks, WarningNotice, WarningNotices

MASTER = master()
WARNINGS = record("warning", WarningNotices)
RED, ORANGE, RAISED, BLUE = WARNINGS.notices
FEEDBACKS = record("feedback", Feedbacks)
RECORD = record("correction_record", CorrectionRecord)


def text(document: Document) -> str:
    return "\n".join(strings(document))


@pytest.mark.parametrize(
    ("one", "number", "color"),
    [(RED, "廉警〔2026〕红1号", "红色"), (BLUE, "廉警〔2026〕蓝1号", "蓝色")],
)
def test_warning_letter__number_and_colour_in_words(
    one: WarningNotice, number: str, color: str
) -> None:
    document = warning_letter(MASTER, one)
    head = document.blocks[0]
    assert isinstance(head, Letterhead)
    assert (head.style, head.number, head.title) == ("letter", number, (f"{color}预警提示书",))
    assert f"{color}预警（" in text(document)
    assert head.recipients.endswith("：")


def test_warning_letter__says_what_when_and_who_signs() -> None:
    document = warning_letter(MASTER, RED)
    shown = text(document)
    assert RED.early_sign in shown
    assert "2026年11月1日前改正到位" in shown
    assert all(demand in shown for demand in RED.demands)
    (signed,) = (block for block in document.blocks if isinstance(block, SignOff))
    assert (signed.issuer, signed.date) == (RED.issuer, "2026年10月12日")
    imprint = document.blocks[-1]
    assert isinstance(imprint, Imprint)
    assert imprint.printer == ""


def test_warning_letter__raised_colour_has_its_reason() -> None:
    assert "该风险点为三级，因上次蓝色预警整改不合格，提高预警颜色" in text(
        warning_letter(MASTER, RAISED)
    )
    assert "提高预警颜色，现" not in text(warning_letter(MASTER, RED))


def test_warning_letter__a_risk_that_is_not_registered() -> None:
    assert "未登记风险点" in text(warning_letter(MASTER, BLUE))


@pytest.mark.parametrize("one", WARNINGS.notices, ids=lambda one: str(one.number))
def test_warning_form__stub_notice_and_receipt_bear_one_number(one: WarningNotice) -> None:
    document = warning_form(MASTER, one)
    kinds = [type(block) for block in document.blocks]
    assert kinds == [Grid, CutLine, Grid, CutLine, Grid]
    number = warning_number(MASTER, one)
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [grid.rows[0][0].text for grid in grids] == ["存　根", "提示书", "回　执"]
    assert [grid.rows[0][1].text for grid in grids] == [number] * 3
    cuts = [block.text for block in document.blocks if isinstance(block, CutLine)]
    assert all(cut.startswith(number) for cut in cuts)


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"deadline": date(2026, 10, 1)}, ("paper-days-crossed", "廉警〔2026〕红1号", "")),
        (
            {"color": "blue", "number": 9},
            ("warning-lighter-than-level", "廉警〔2026〕蓝9号", ""),
        ),
        ({"level": 2}, ("warning-raised-without-reason", "廉警〔2026〕红1号", "")),
        (
            {"signer_role": "leader_in_charge"},
            ("warning-signed-below", "廉警〔2026〕红1号", ""),
        ),
    ],
)
def test_warning_gaps__names_warning_and_field(
    change: dict[str, Any], finding: tuple[str, ...]
) -> None:
    assert warning_gaps(MASTER, WarningNotices((RED,))) == ()
    assert said(warning_gaps(MASTER, WarningNotices((replace(RED, **change),)))) == [finding]


def test_warning_gaps__a_higher_monitor_may_sign_and_no_number_twice() -> None:
    higher = replace(BLUE, signer_role="review_group")
    assert warning_gaps(MASTER, WarningNotices((higher,))) == ()
    assert said(warning_gaps(MASTER, WarningNotices((RED, RED)))) == [
        ("paper-number-twice", "", "预警编号")
    ]


def test_feedback__late_and_released_in_words() -> None:
    in_time, late = FEEDBACKS.feedbacks
    assert (days_late(in_time), days_late(late)) == (0, 3)
    shown = text(feedback_forms(MASTER, FEEDBACKS))
    assert "2026年10月24日（逾期3天）" in shown
    assert "2026年10月29日（按期）" in shown
    assert "未解除" in shown


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"rechecked_on": date(2026, 10, 1)}, ("paper-days-crossed", "廉警〔2026〕橙1号", "")),
        ({"released_on": date(2026, 11, 9)}, ("released-without-recheck", "廉警〔2026〕橙1号", "")),
    ],
)
def test_feedback_gaps__names_warning_and_field(
    change: dict[str, Any], finding: tuple[str, ...]
) -> None:
    assert feedback_gaps(MASTER, FEEDBACKS) == ()
    changed = replace(FEEDBACKS.feedbacks[1], **change)
    assert said(feedback_gaps(MASTER, Feedbacks((changed,)))) == [finding]


def test_correction_record__summary_is_that_of_the_rows() -> None:
    document = correction_record(MASTER, RECORD)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    rows = [cells for table in tables[:-1] for cells in table.rows]
    dangers = [cells for cells in rows if cells[5].text != "未发现隐患"]
    closed = [cells for cells in dangers if cells[-1].text != "—"]
    assert (len(rows), len(dangers), len(closed)) == (11, 5, 4)
    assert "全年检查4次，检查风险点11个次，发现隐患5处，已销号4处，未销号1处。" in text(document)
    assert tables[-1].rows[-1][-1].text == "5"


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"recheck": "again"}, ("closed-without-recheck", "纠2026-02 JD03-005", "")),
    ],
)
def test_correction_gaps__names_check_and_point(
    change: dict[str, Any], finding: tuple[str, ...]
) -> None:
    assert correction_gaps(MASTER, RECORD) == ()
    check = RECORD.checks[1]
    points = (*check.points[:2], replace(check.points[2], **change))
    changed = replace(RECORD, checks=(replace(check, points=points),))
    assert said(correction_gaps(MASTER, changed)) == [finding]
