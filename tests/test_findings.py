"""Every case in `tests/findings`: what is found in a return, and that nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.codes_in_source import modules, texts_of_source
from support.judged_cases import cases, judge, judged
from support.markdown_workbook import FOLDER, Case, Workbook, parse_case, read_case

from lzfx.checks.versions import LOOKED_AT
from lzfx.messages import sentence
from lzfx.model.book import CellKind, RawCell
from lzfx.model.codes import FINDING_CODES
from lzfx.model.finding import Severity

NAMES = tuple(case.name for case in cases())
_TESTED = (
    *("checks/", "intake/beside.py", "intake/lines.py", "intake/locate.py", "intake/rows.py"),
    "forms/kinds.py",
)
_OF_TWO_RETURNS = frozenset(
    (
        *("changed-since", "row-new", "row-gone", *LOOKED_AT),
        *("rows-too-many", "more-of-kind", "judging-timeout", "judging-memory"),
        *("rows-fewer", "rows-fewer-sent-back", "one-sheet-only", "taken-from-earlier"),
        *("heading-reworded", "headings-moved", "frame-changed", "list-changed"),
        *("corrections-laid-over", "correction-of-nothing", "corrections-of-nothing"),
    )
)
"""What a return is beside the one before, or its form beside the one issued, is tested apart."""
_OF_OTHER_COPIES = frozenset(
    (
        *("identity-other-copy", "identity-by-other-key", "identity-on-confirmation"),
        "code-of-other-copy",
    )
)
"""Forms that another copy of the campaign issued: see test_steps_adopt."""
_OF_OTHER_FORMS = frozenset(
    (
        "not-a-decimal",
        "required-here",
        "part-of-none",
        "row-without-parts",
        "pair-not-checked",
        "meeting-votes-above-attendance",
    )
)
"""Cells that neither declaration nor roster has: see test_forms_kinds, test_checks_linked and
test_cross_check."""

_OF_WITHDRAWN = frozenset(("issue-withdrawn",))
"""Returns of what was taken back, which the record tells: see test_steps_withdraw."""

_OF_COPIES = frozenset(("still-empty",))
"""What a marked copy asked for, which the return that it answers tells: test_marked_copy_rounds."""

_OF_WHOLE_FILES = frozenset(("drawn-text-left-out", "own-sheet-written"))
"""Shapes, and the form's own sheets, which the grids here do not have: see test_left_out."""

_OF_REVISIONS = frozenset(
    ("revision-changes-nothing", "revision-needs-group", "revision-version-typed")
)
"""What the office's own revisions must say: see test_revisions."""
_OF_DECISIONS = frozenset(("decision-agrees-otherwise",))
"""What reviewers' forms say, which the cases here are not: see test_review_decisions."""
_OF_STUDY = frozenset(
    (
        *("study-before-campaign", "study-to-come", "study-after-campaign"),
        *("study-nobody-there", "study-more-than-should", "study-more-named"),
    )
)
"""Meetings that are not of the campaign or that too many attended: see test_checks_study."""

_OF_CHECKS = frozenset(
    code for code in FINDING_CODES if code.startswith(("check-", "accountability-"))
)
"""Checks of points, and decisions of accountability: see test_draw and test_accountability."""
_OF_SCORES = frozenset(
    code
    for code in FINDING_CODES
    if code.startswith(("score-", "assessed-", "rating-", "objection-", "criticism-"))
)
"""Scores of an assessment, which a declaration has not: see test_checks_assessment."""

_OF_ANSWERS = frozenset(
    (
        *("answer-without-change", "answer-changes-though-declined", "answer-changes-nothing"),
        *("answers-at-odds", "answer-proposal-gone", "answer-proposal-changed"),
        *("answer-number-idle", "answer-point-of-other"),
    )
)
"""What units answer to proposals, which the cases here are not: see test_answers."""

_OF_MEASURES = frozenset(
    (
        *("measure-done-ahead", "measure-done-before"),
        *("measure-late-unexplained", "measure-by-monitor"),
    )
)
"""How measures stand, which a declaration does not say: see test_steps_measures."""

_OF_COMMENTS = frozenset(
    (
        *("comments-missing", "comments-though-none", "comment-anonymous-named"),
        *("comment-point-unknown", "comment-outside-period", "publicity-not-recorded"),
    )
)
"""Comments on what is shown, and the record of the publicity: see test_steps_publicity."""

_OF_FLOWS = frozenset(code for code in FINDING_CODES if code.startswith(("flow-", "refers-")))
"""Flows, and what returns name, which a declaration does not: see test_checks_flows."""

_OF_WARNINGS = frozenset(
    code for code in FINDING_CODES if code.startswith(("warning-", "feedback-"))
)
"""Warnings and what becomes of them, which a declaration is not: see test_checks_warnings."""

_OF_OTHERS = (
    _OF_OTHER_FORMS
    | _OF_WARNINGS
    | _OF_OTHER_COPIES
    | _OF_FLOWS
    | _OF_COMMENTS
    | _OF_ANSWERS
    | _OF_MEASURES
    | _OF_REVISIONS
    | _OF_DECISIONS
    | _OF_STUDY
    | _OF_CHECKS
    | _OF_SCORES
)
_OF_CATALOGUES = frozenset(
    {
        *("box-item-number", "box-count-differs", "box-file-unknown", "box-hash-differs"),
        *("box-series-keeps", "box-file-elsewhere", "archive-retention-differs"),
    }
)
"""Tried with a catalogue of a campaign's own files, in `test_checks_boxes.py`."""

_APART = (
    _OF_CATALOGUES | _OF_TWO_RETURNS | _OF_OTHERS | _OF_WITHDRAWN | _OF_COPIES | _OF_WHOLE_FILES
)


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str) -> None:
    assert judged(name).differences == ()


@pytest.mark.parametrize("name", NAMES)
def test_case__is_taken_in_unless_something_is_wrong(name: str) -> None:
    one = judged(name)
    wrong = any(finding.severity is Severity.ERROR for finding in one.findings)
    assert (one.submission is None) == wrong


@pytest.mark.parametrize("name", NAMES)
def test_case__expects_the_code_it_is_named_after(name: str) -> None:
    code, _, _ = name.partition("--")
    codes = {expected.code for expected in judged(name).case.expected}
    assert name.startswith("passes-") or code in codes


def test_cases__every_code_of_the_checks_has_one() -> None:
    tested = (module for module in modules() if module.startswith(_TESTED))
    wanted = {text for module in tested for text in texts_of_source(module)} & FINDING_CODES.keys()
    wanted = {code for code in wanted if not code.startswith("definition-")}
    listed = {expected.code for case in cases() for expected in case.expected}
    assert wanted - listed - _APART == set()


def test_cases__errors_come_first_and_each_severity_in_the_order_of_the_sheet() -> None:
    found = judged("example-left").findings
    assert [(f.where.sheet, f.where.address) for f in found] == [
        ("风险点", "N4"),
        ("风险点", "N5"),
        ("风险点", "T7"),
        ("岗位职责", "E5"),
    ]
    severities = [f.severity for f in judged("column-missing").findings]
    assert severities == sorted(severities, key=list(Severity).index)


def _case(*lines: str) -> Case:
    table = ("| 风险点 | 申报等级 |", "| --- | --- |", "| 7 | 特级 |")
    return parse_case("made-up", "\n".join((*table, "", *lines)))


def test_case__fails_for_an_error_that_is_not_listed() -> None:
    assert judge(_case()).differences == ("not expected: error not-a-choice 风险点 / Q7",)


@pytest.mark.parametrize(
    "line",
    [
        "- error not-a-choice 风险点 / 申报等级 / 8",
        "- query not-a-choice 风险点 / 申报等级 / 7",
        "- error not-a-choice-near 风险点 / 申报等级 / 7",
        "- error not-a-choice 岗位职责 / Q7",
    ],
)
def test_case__fails_for_another_place_severity_or_code(line: str) -> None:
    told = judge(_case(line)).differences
    assert len(told) == 2
    assert told[0] == "not expected: error not-a-choice 风险点 / Q7"


def test_case__fails_for_advice_that_does_not_come() -> None:
    told = judge(_case("- error not-a-choice 风险点 / 申报等级 / 7", "- advice late")).differences
    assert told == ("not found: advice late  / ",)


def test_case__lists_all_advice_when_it_is_strict() -> None:
    text = "strict: yes\n\n| 风险点 | 申报等级 |\n| - | - |\n| 7 | 三级风险 |\n"
    assert judge(parse_case("made-up", text)).differences == (
        "not expected: advice normalised 风险点 / Q7",
    )


_VALUES = st.one_of(
    st.tuples(st.just(CellKind.TEXT), st.text(max_size=12)),
    st.tuples(
        st.just(CellKind.TEXT),
        st.sampled_from(
            [
                *("一级", "违法、违章", "本单位", "KS01-001", "撤销", "无风险点", "否", "无", "/"),
                *("合计", "注：略", "岗位", "防范措施", "填报人：甲", "2026年9月8日", "示例人甲"),
            ]
        ),
    ),
    st.tuples(st.just(CellKind.NUMBER), st.floats(allow_nan=False, allow_infinity=False)),
    st.tuples(st.just(CellKind.DATE), st.dates().map(str)),
    st.tuples(st.just(CellKind.BOOL), st.sampled_from([0, 1])),
    st.tuples(st.just(CellKind.ERROR), st.just("#REF!")),
    st.tuples(st.just(CellKind.UNCACHED), st.just("")),
)
_PLACES = st.tuples(st.integers(1, 12), st.integers(1, 24))


@pytest.mark.parametrize("form", ["declaration", "roster"])
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_law__no_return_makes_the_office_fall_over(form: str, data: st.DataObject) -> None:
    def spoil(workbook: Workbook) -> None:
        for sheet in sorted(workbook.pages):
            page = workbook.pages[sheet]
            writes = st.dictionaries(_PLACES, _VALUES, max_size=25)
            for (row, column), (kind, value) in data.draw(writes).items():
                page.cells[row, column] = RawCell(row, column, kind, value)
            for row, column in data.draw(st.sets(_PLACES, max_size=25)):
                page.cells.pop((row, column), None)

    found = judge(read_case(FOLDER / f"passes-{form}.md"), spoil)
    wrong = any(finding.severity is Severity.ERROR for finding in found.findings)
    assert wrong or found.submission is not None
    assert all(sentence(finding) for finding in found.findings)
