"""考核: scores weighted, summed, rated, ranked; 考核评分表, 考核通报, 通报批评."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from support.specimens import master, record, said

from lzfx.campaign.scoring import rating_of, results, weighted
from lzfx.content.blocks import Document, Table, strings
from lzfx.content.letter import Annex
from lzfx.documents.letters.assessment_letter import assessment_letter
from lzfx.documents.letters.criticism_letter import criticism_gaps, criticism_letter
from lzfx.documents.registers.assessment_readiness import assessment_gaps, assessment_letter_gaps
from lzfx.documents.registers.assessment_sheets import assessment_sheets, plain_number
from lzfx.model.assessment import (
    Assessed,
    Assessment,
    Criticisms,
    Indicator,
    Rating,
    Score,
    Weights,
)

MASTER = master()
WHOLE = record("assessment", Assessment)
BOUND = record("criticism", Criticisms)
(CRITICISM,) = BOUND.criticisms
RATINGS = (
    Rating("优秀", Decimal(90)),
    Rating("良好", Decimal(80)),
    Rating("合格", Decimal(60)),
    Rating("不合格", Decimal(0)),
)
INDICATORS = (
    Indicator("K1", "报送", "按时报送", Decimal(40), "deduct"),
    Indicator("K2", "措施", "措施落实", Decimal(60), "earn"),
    Indicator("K9", "违纪", "有人受处理", method="veto"),
)


def scores(first: str, second: str, veto: str = "") -> tuple[Score, ...]:
    """The same points from all three, with a reason where some are lost."""
    one, two = Decimal(first), Decimal(second)
    return (
        Score("K1", one, one, one, "迟报" if one < 40 else ""),
        Score("K2", two, two, two, "未落实" if two < 60 else ""),
        *((Score("K9", reason=veto),) if veto else ()),
    )


def assessment(*assessed: Assessed) -> Assessment:
    return Assessment(2026, INDICATORS, assessed, ratings=RATINGS, doc_number="示人计〔2026〕1号")


def one(code: str, first: str, second: str, veto: str = "") -> Assessed:
    return Assessed(code, f"{code}办", "section", scores(first, second, veto))


def text(document: Document) -> str:
    return "\n".join(strings(document))


@pytest.mark.parametrize(
    ("own", "group", "leader", "points"),
    [("10", "10", "10", "10"), ("10", "8", "9", "8.8"), ("9.9", "9.7", "9.85", "9.8")],
)
def test_weighted__twenty_forty_forty(own: str, group: str, leader: str, points: str) -> None:
    score = Score("K1", Decimal(own), Decimal(group), Decimal(leader))
    assert weighted(score, Weights()) == Decimal(points)


@pytest.mark.parametrize(
    ("total", "rating"),
    [
        ("100", "优秀"),
        ("90", "优秀"),
        ("89.99", "良好"),
        ("80", "良好"),
        ("60", "合格"),
        ("59.5", "不合格"),
    ],
)
def test_rating_of__from_so_many_points_on(total: str, rating: str) -> None:
    assert rating_of(assessment(), Decimal(total)) == rating


def test_results__equal_totals_share_a_place_and_a_veto_is_last() -> None:
    found = results(
        assessment(
            one("A", "30", "60"),
            one("B", "40", "60", veto="一人受处分"),
            replace(one("C", "40", "55"), extra=Decimal(1), extra_reason="推广"),
            one("D", "36", "60"),
            replace(one("E", "40", "60"), kind="street_office"),
        )
    )
    assert [(r.assessed.code, str(r.total), r.rank, r.rating) for r in found] == [
        ("C", "96.00", 1, "优秀"),
        ("D", "96.00", 1, "优秀"),
        ("A", "90.00", 3, "优秀"),
        ("B", "100.00", 4, "不合格"),
        ("E", "100.00", 1, "优秀"),
    ]


def test_assessment_sheets__sums_are_those_of_the_rows() -> None:
    found = results(WHOLE)
    document = assessment_sheets(MASTER, WHOLE, found)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(tables) == len(found) == 19
    for result, table in zip(found, tables, strict=True):
        *rows, total = table.rows
        points = [Decimal(cells[8].text) for cells in rows if cells[8].text != "—"]
        assert sum(points) == Decimal(total[8].text) == result.total
        assert total[9].text == f"{result.rating}（第{result.rank}名）"
        assert total[3].text == "100"


def test_assessment_letter__rankings_are_annexed_and_counted() -> None:
    found = results(WHOLE)
    document = assessment_letter(MASTER, WHOLE, found)
    annexes = [block.title for block in document.blocks if isinstance(block, Annex)]
    assert annexes == ["街道计生办考核得分和等次", "职能科室考核得分和等次"]
    streets, sections = (block for block in document.blocks if isinstance(block, Table))
    assert (len(streets.rows), len(sections.rows)) == (11, 8)
    good = sum(cells[3].text == "优秀" for cells in (*streets.rows, *sections.rows))
    assert f"共考核19个对象，其中优秀{good}个、良好{19 - good}个" in text(document)
    assert [int(cells[0].text) for cells in streets.rows] == sorted(
        int(cells[0].text) for cells in streets.rows
    )
    assert "对石笕街道计生办另行通报批评。" in text(document)


def gaps(whole: Assessment) -> list[tuple[object, ...]]:
    return said(assessment_gaps(MASTER, whole, results(whole)))


A = one("A", "30", "60")


@pytest.mark.parametrize(
    ("whole", "finding"),
    [
        (
            replace(
                assessment(A),
                indicators=(replace(INDICATORS[0], full=Decimal(30)), INDICATORS[1]),
            ),
            ("assessment-not-hundred", "", "分值"),
        ),
        (
            replace(assessment(A), weights=Weights(20, 40, 30)),
            ("assessment-not-hundred", "", "权重"),
        ),
        (replace(assessment(A), ratings=RATINGS[:2]), ("assessment-ratings-broken", "", "")),
        (replace(assessment(A), ratings=RATINGS[::-1]), ("assessment-ratings-broken", "", "")),
        (assessment(), ("paper-empty", "", "")),
        (assessment(one("A", "41", "60")), ("score-out-of-range", "A办“报送”", "自评分")),
        (
            assessment(replace(A, scores=(replace(A.scores[0], leader_score=None), A.scores[1]))),
            ("paper-field-missing", "A办“报送”", "领导评价分"),
        ),
        (
            assessment(replace(A, scores=(replace(A.scores[0], reason=""), A.scores[1]))),
            ("paper-field-missing", "A办“报送”", "扣分理由"),
        ),
        (
            assessment(replace(A, scores=(*A.scores, Score("K7")))),
            ("score-of-unknown-indicator", "A办", ""),
        ),
        (
            assessment(replace(A, stated_total=Decimal(91))),
            ("paper-total-differs", "", "A办得分"),
        ),
    ],
)  # fmt: skip
def test_assessment_gaps__names_who_and_what(
    whole: Assessment, finding: tuple[object, ...]
) -> None:
    assert gaps(assessment(replace(A, stated_total=Decimal(90)))) == []
    assert finding in gaps(whole)
    assert {code for code, *_ in gaps(whole)} == {finding[0]}


def test_assessment_gaps__a_score_that_counts_for_nothing_is_not_missed() -> None:
    unled = replace(A, scores=tuple(replace(each, leader_score=None) for each in A.scores))
    whole = replace(assessment(unled), weights=Weights(40, 60, 0))
    assert gaps(whole) == []
    mere = Indicator("K8", "参考")
    assert gaps(replace(whole, indicators=(*whole.indicators, mere))) == []
    assert len(gaps(replace(whole, weights=Weights(40, 50, 10)))) == len(A.scores)


def test_assessment_letter_gaps__needs_a_number() -> None:
    whole = replace(WHOLE, doc_number="")
    assert assessment_letter_gaps(MASTER, WHOLE, results(WHOLE)) == ()
    assert said(assessment_letter_gaps(MASTER, whole, results(whole))) == [
        ("paper-field-missing", "", "文号")
    ]


@pytest.mark.parametrize(
    ("number", "shown"), [("10", "10"), ("9.50", "9.5"), ("100.00", "100"), ("0.05", "0.05")]
)
def test_plain_number__no_idle_zeros(number: str, shown: str) -> None:
    assert plain_number(Decimal(number)) == shown


def test_criticism_letter__rests_on_records() -> None:
    shown = text(criticism_letter(MASTER, CRITICISM))
    assert "".join(CRITICISM.basis) == "".join(one for one in CRITICISM.basis if one in shown)
    assert all(fact in shown for fact in CRITICISM.facts)


@pytest.mark.parametrize(
    ("number", "code"), [("", "paper-field-missing"), ("53", "doc-number-form")]
)
def test_criticism_gaps__needs_a_number(number: str, code: str) -> None:
    assert criticism_gaps(MASTER, BOUND) == ()
    changed = Criticisms((replace(CRITICISM, doc_number=number),))
    assert [one.code for one in criticism_gaps(MASTER, changed)] == [code]
    assert [one.code for one in criticism_gaps(MASTER, Criticisms())] == ["paper-empty"]


def test_specimens__the_criticised_unit_is_last_of_the_streets() -> None:
    streets = [one for one in results(WHOLE) if one.assessed.kind == "street_office"]
    assert streets[-1].assessed.name == CRITICISM.subjects[0]
