"""Warnings, reports and steps held against what is known of them: each fault at its cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from support.risk_examples import CAMPAIGN, ROSTER
from support.write_reference import shipped_forms

from lzfx.campaign.warning_numbers import number_said
from lzfx.checks.check import check
from lzfx.checks.context import Known
from lzfx.checks.referred import Referred
from lzfx.checks.warnings import PointWarned, Standings, WarningsKnown
from lzfx.forms.spec import FormSpec
from lzfx.forms.written import raw_answers
from lzfx.model.finding import Severity
from lzfx.model.submission import Stamp
from lzfx.model.warning import Feedback, IssuedWarning, WarningNotice, WarningStep
from lzfx.rules.warning_states import standings

FORMS = {form.name: form for form in shipped_forms()}
COLORS = {"red": "红色", "orange": "橙色", "blue": "蓝色"}
DAY, TODAY = date(2026, 10, 8), date(2026, 11, 20)
POINT, OF_OTHER, OWN = "KS01-001", "JD01-001", "KS01-002"


def _issued(color: str, number: int, unit: str = "KS01", **more: Any) -> IssuedWarning:  # noqa: ANN401 - fields of the record
    notice = WarningNotice(
        2026, color, number, unit, issued_on=DAY, deadline=DAY + timedelta(days=20), **more
    )
    return IssuedWarning(number_said(COLORS, notice), notice)


BEFORE = (_issued("blue", 1, risk_point=POINT), _issued("blue", 2, "JD01"))
BLUE, OTHERS = "廉警〔2026〕蓝1号", "廉警〔2026〕蓝2号"


def known(
    reports: Sequence[Feedback] = (), steps: Sequence[WarningStep] = (), *, sure: bool = True
) -> Known:
    """An office of three colours; the head monitors the lightest, his own post the leader."""

    def with_more(
        issued: Sequence[IssuedWarning], more: Sequence[Feedback], after: Sequence[WarningStep]
    ) -> Standings:
        told = (*BEFORE, *issued), (*reports, *more), (*steps, *after)
        return standings(*told, tuple(COLORS), TODAY)

    points = {
        POINT: PointWarned("KS01", 3, "section_head", "裴知夏"),
        OWN: PointWarned("KS01", 3, "leader_in_charge", "贺兰亭"),
        OF_OTHER: PointWarned("JD01", 2, "leader_in_charge", "叶听澜"),
    }
    warned = WarningsKnown(
        levels={"red": 1, "orange": 2, "blue": 3},
        ranks={"review_group": 1, "leader_in_charge": 2, "section_head": 3},
        signers={
            ("review_group", "KS01"): ("陆闻溪", "秦望舒"),
            ("leader_in_charge", "KS01"): ("陆闻溪",),
            ("section_head", "KS01"): ("贺兰亭",),
        },
        points=points,
        issued=BEFORE,
        number=lambda one: number_said(COLORS, one),
        with_more=with_more,
    )
    beside = (warned, Referred(points)) if sure else ()
    return Known(CAMPAIGN, ROSTER, TODAY, beside=beside)


def said(
    form: FormSpec, given: dict[str, Any], office: Known, subject: str = "OFFICE", version: int = 0
) -> list[tuple[str, str, str]]:
    """Code, cell and weight of what is wrong or to be asked."""
    stamp = Stamp(form.name, version or form.version, subject, CAMPAIGN.code)
    told = check(raw_answers("来件.toml", form, given, stamp), form, office).findings
    wanted = (one for one in told if one.severity is not Severity.ADVICE)
    return [(one.code, one.where.address, one.severity.value) for one in wanted]


NOTICE = {
    "year": 2026, "color": "blue", "number": 3, "unit": "KS01", "risk_point": POINT, "level": 3,
    "source": "routine", "early_sign": "两份没有签字", "demands": "补签", "handling": "rectify",
    "issuer": "示例委", "signer": "贺兰亭", "signer_role": "section_head", "issued_on": DAY,
    "deadline": DAY + timedelta(days=20),
}  # fmt: skip


def _without_blanks(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def noticed(*changes: dict[str, Any], office: Known | None = None) -> list[tuple[str, str, str]]:
    rows = [_without_blanks(NOTICE | change) for change in changes]
    return said(FORMS["warnings"], {"notices": rows}, office or known())


RED = {"color": "red", "number": 1, "signer": "秦望舒", "signer_role": "review_group"}
RAISED = RED | {"raised_because": "没有改", "follows": BLUE}


def test_notice__by_the_monitor_of_the_point_or_above_him() -> None:
    assert noticed({}) == []
    assert noticed({"signer": "陆闻溪", "signer_role": "leader_in_charge"}) == []
    assert noticed({"signer": "陆闻溪", "signer_role": None}) == []
    assert noticed(RAISED) == []
    assert noticed({"risk_point": None, "level": None}) == [], "a point of no register"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"number": 1}, ("warning-number-taken", "C1", "error")),
        ({"number": 5}, ("warning-number-gap", "C1", "query")),
        ({"risk_point": "KS09-001"}, ("refers-no-point", "G1", "error")),
        ({"risk_point": OF_OTHER, "level": 2}, ("warning-point-of-other", "G1", "error")),
        ({"level": 2}, ("warning-level-differs", "I1", "error")),
        (RED | {"follows": BLUE}, ("warning-raised-without-reason", "J1", "error")),
        ({"signer": "裴知夏"}, ("warning-signs-own", "P1", "error")),
        ({"signer": "叶听澜"}, ("warning-signer-other", "P1", "error")),
        ({"signer": "叶听澜", "signer_role": None}, ("warning-signer-other", "P1", "error")),
        ({"risk_point": OWN}, ("warning-signs-own", "P1", "error")),
        ({"person": "贺兰亭"}, ("warning-signs-own", "P1", "error")),
        (
            RAISED | {"signer": "陆闻溪", "signer_role": "leader_in_charge"},
            ("warning-signed-below", "Q1", "error"),
        ),
        ({"deadline": DAY - timedelta(days=1)}, ("warning-deadline-crossed", "S1", "error")),
        ({"deadline": DAY + timedelta(days=5)}, ("warning-deadline-short", "S1", "query")),
        (RAISED | {"follows": None}, ("warning-follows-nothing", "T1", "error")),
        (RAISED | {"follows": "廉警〔2026〕蓝9号"}, ("warning-unknown", "T1", "error")),
        (RAISED | {"follows": OTHERS}, ("warning-of-other-unit", "T1", "error")),
        ({"follows": BLUE}, ("warning-follows-no-lighter", "T1", "error")),
    ],
)
def test_notice__a_fault_at_its_cell(
    change: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    found = noticed(change)
    assert expected in found
    assert {one[0] for one in found} - {expected[0]} <= {"warning-lighter-than-level"}


def test_notice__a_colour_lighter_than_the_level_of_the_point() -> None:
    change = {"risk_point": OF_OTHER, "unit": "JD01", "level": 2, "signer": "陆闻溪"}
    found = noticed(change | {"signer_role": "leader_in_charge"})
    assert ("warning-lighter-than-level", "B1", "error") in found


def test_notice__what_is_over_cannot_be_raised() -> None:
    day = DAY + timedelta(days=2)
    passed = WarningStep(BLUE, "rechecked", day, "陆闻溪", "passed")
    steps = (passed, WarningStep(BLUE, "released", day))
    office = known((Feedback(BLUE, "KS01", reported_on=day),), steps)
    assert noticed(RAISED, office=office) == [("warning-follows-over", "T1", "error")]


def test_notice__two_of_one_return_may_count_on() -> None:
    assert noticed({}, {"number": 4, "risk_point": None, "level": None}) == []


def test_notice__nothing_is_said_where_nothing_is_known() -> None:
    assert noticed(RAISED | {"number": 7}, office=known(sure=False)) == [
        ("warning-number-gap", "C1", "query")
    ]


STEP = {"warning": BLUE, "step": "delivered", "on": DAY + timedelta(days=1), "by": "裴知夏"}
RECHECK = {"step": "rechecked", "on": DAY + timedelta(days=9), "by": "陆闻溪", "result": "passed"}
RELEASE = {"step": "released", "on": DAY + timedelta(days=10), "by": None}
REPORT = Feedback(
    BLUE, "KS01", reported_on=DAY + timedelta(days=8), filled_by="裴知夏", head="贺兰亭"
)


def stepped(*changes: dict[str, Any], office: Known | None = None) -> list[tuple[str, str, str]]:
    rows = [_without_blanks(STEP | change) for change in changes]
    return said(FORMS["warning_steps"], {"steps": rows}, office or known([REPORT]))


def test_steps__in_their_order_also_within_one_return() -> None:
    assert stepped({}, RECHECK, RELEASE) == []
    assert stepped(RELEASE, RECHECK, {}) == [], "the order of rows is no matter"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"warning": "廉警〔2026〕蓝9号"}, ("warning-unknown", "A1")),
        ({"on": DAY - timedelta(days=1)}, ("warning-before-issue", "D1")),
        (RECHECK | {"on": DAY + timedelta(days=7)}, ("warning-recheck-unreported", "D1")),
        (RELEASE, ("warning-release-unchecked", "D1")),
        (RECHECK | {"by": "贺兰亭"}, ("warning-rechecks-own", "F1")),
        (RECHECK | {"by": "裴 知夏"}, ("warning-rechecks-own", "F1")),
    ],
)
def test_step__a_fault_at_its_cell(change: dict[str, Any], expected: tuple[str, str]) -> None:
    assert stepped(change) == [(*expected, "error")]


def test_step__after_the_end_or_twice() -> None:
    day = DAY + timedelta(days=9)
    steps = [WarningStep(BLUE, "rechecked", day, "陆闻溪", "passed")]
    released = [*steps, WarningStep(BLUE, "released", day)]
    again = RECHECK | {"on": day + timedelta(days=1)}
    assert stepped(again, office=known([REPORT], released)) == [("warning-is-over", "D1", "error")]
    delivered = [WarningStep(BLUE, "delivered", DAY, "裴知夏")]
    twice = stepped({}, office=known((), delivered))
    assert twice == [("warning-delivered-twice", "D1", "error")]


REPORTED = {
    "unit_code": "KS01", "unit_name": "示例管理科", "warning": BLUE, "problem": "两份没有签字",
    "deadline": DAY + timedelta(days=20), "causes": "不熟", "measures": "自查", "done": "补齐",
    "evidence": "自查表", "reported_on": DAY + timedelta(days=8), "filled_by": "裴知夏",
    "head": "贺兰亭",
}  # fmt: skip


def reported(change: dict[str, Any], office: Known | None = None, version: int = 0) -> list[str]:
    form = FORMS["feedback"]
    found = said(form, {"header": REPORTED | change}, office or known(), "KS01", version)
    return [code for code, _, _ in found]


def test_feedback__on_an_open_warning_of_the_own_unit() -> None:
    assert reported({}) == []
    assert reported({"warning": "廉警[2026] 蓝1号"}) == [], "as people write it"
    assert reported({"warning": "廉警〔2026〕蓝9号"}) == ["warning-unknown"]
    assert reported({"warning": OTHERS}) == ["warning-of-other-unit"]
    assert reported({"reported_on": DAY - timedelta(days=1)}) == ["warning-before-issue"]


def test_feedback__on_a_released_warning_is_stale() -> None:
    day = DAY + timedelta(days=5)
    told = Feedback(BLUE, "KS01", reported_on=day)
    steps = [
        WarningStep(BLUE, "rechecked", day, "陆闻溪", "passed"),
        WarningStep(BLUE, "released", day),
    ]
    assert reported({}, known([told], steps)) == ["warning-is-over"]


def test_feedback__a_unit_does_not_recheck_itself_and_older_forms_still_may_say_it() -> None:
    own = {"recheck": "passed", "rechecked_by": "陆闻溪", "rechecked_on": DAY}
    assert reported(own) == ["feedback-rechecks-itself"] * 3
    assert reported(own, version=1) == []
