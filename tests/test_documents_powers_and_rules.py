"""《职权目录》, 《制度梳理表》, 《风险防控一览表》: counts against rows, and every gap."""

from __future__ import annotations

from collections import Counter

import pytest
from support.specimens import master, record, said

from lzfx.content.blocks import Document, Heading, PageBreak, Table, strings
from lzfx.content.paper import Grid
from lzfx.documents.registers.control_overview import control_gaps, control_overview
from lzfx.documents.registers.power_catalogue import catalogue_gaps, in_force, power_catalogue
from lzfx.documents.registers.rules_review_table import review_gaps, rules_review_table
from lzfx.documents.sheet import LANDSCAPE
from lzfx.model.control import ControlOverview
from lzfx.model.power import PowerCatalogue
from lzfx.model.rules_review import RulesReview

MASTER = master()
POWERS = record("power_catalogue", PowerCatalogue)
REVIEW = record("rules_review", RulesReview)
CONTROL = record("control_overview", ControlOverview)


def table_of(document: Document, at: int = 0) -> Table:
    return [block for block in document.blocks if isinstance(block, Table)][at]


def test_power_catalogue__counts_are_those_of_the_rows() -> None:
    document = power_catalogue(MASTER, POWERS)
    listed, counted = table_of(document), table_of(document, 1)
    assert len(listed.rows) == len(POWERS.powers) == 27
    assert sum(column.width for column in listed.columns) == pytest.approx(LANDSCAPE)
    kept = in_force(POWERS.powers)
    assert counted.rows[-1][-1].text == str(len(kept)) == "26"
    kinds = Counter(one.kind for one in kept)
    for at, column in enumerate(counted.columns[1:-1], start=1):
        code = next(c for c, label in MASTER.labels["power_kinds"].items() if label == column.title)
        assert counted.rows[-1][at].text == str(kinds[code])
    assert "共26项职权" in "".join(strings(document))
    assert "保留23项、新增1项、取消1项、调整2项" in "".join(strings(document))


def test_power_catalogue__units_in_roster_order_and_changes_marked() -> None:
    document = power_catalogue(MASTER, POWERS)
    rows = table_of(document).rows
    order = [unit.name for unit in MASTER.roster.units]
    places = [order.index(cells[1].text) for cells in rows]
    assert places == sorted(places)
    changed = [cells[-1].text for cells in rows if cells[-1].text != "保留"]
    assert [text.partition("\n")[0] for text in changed] == ["调整", "新增", "调整", "取消"]


def test_catalogue_gaps__double_code_and_nothing() -> None:
    assert catalogue_gaps(MASTER, POWERS) == ()
    twice = PowerCatalogue(2026, (POWERS.powers[0], POWERS.powers[0]))
    assert said(catalogue_gaps(MASTER, twice)) == [("paper-number-twice", "", "职权编码")]
    assert said(catalogue_gaps(MASTER, PowerCatalogue(2026))) == [("paper-empty", "", "")]


def test_rules_review__counts_are_those_of_the_rows() -> None:
    document = rules_review_table(MASTER, REVIEW)
    counted = table_of(document, 1)
    assert len(table_of(document).rows) == len(REVIEW.rules) == 16
    assert [cell.text for cell in counted.rows[-1]] == ["合计", "6", "5", "2", "3", "16"]
    assert (
        "共梳理16件，其中完善（保留）6件、不完善（修订）5件、过时（废止）2件、缺失（新建）3件"
        in "".join(strings(document))
    )


def test_review_gaps__nothing_to_print() -> None:
    assert review_gaps(MASTER, REVIEW) == ()
    assert said(review_gaps(MASTER, RulesReview(2026))) == [("paper-empty", "", "")]


def test_control_overview__one_power_a_page_risk_left_measure_right() -> None:
    document = control_overview(MASTER, CONTROL)
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 2
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "一、再生育审批", "二、奖励扶助金审核发放", "三、办公用品和车辆采购",
    ]  # fmt: skip
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    for sheet, grid in zip(CONTROL.sheets, grids, strict=True):
        assert all(sum(box.span for box in row) == len(grid.widths) for row in grid.rows)
        boxes = grid.rows[-len(sheet.stages) :]
        for stage, (left, middle, right) in zip(sheet.stages, boxes, strict=True):
            assert stage.risk in left.text
            assert left.level == stage.level
            assert middle.text.startswith(stage.name)
            assert right.text == f"{stage.measure}\n责任人：{stage.responsible}"
        assert "↓" not in boxes[-1][1].text


def test_control_gaps__a_power_twice() -> None:
    assert control_gaps(MASTER, CONTROL) == ()
    twice = ControlOverview(2026, (CONTROL.sheets[0], CONTROL.sheets[0]))
    assert said(control_gaps(MASTER, twice)) == [("paper-number-twice", "", "职权编码")]
