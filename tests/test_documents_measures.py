"""Papers about measures and monitors: what is late leads, days off are marked, nothing unsaid."""

from __future__ import annotations

from dataclasses import replace

from support.master_examples import master

from lzfx.content.blocks import Document, Paragraph, Table
from lzfx.documents.lists.measure_progress import measure_progress, no_measures
from lzfx.documents.papers.monitor_sheets import monitor_remarks, monitor_sheets, no_monitors
from lzfx.documents.papers.month_sheets import month_sheets, nothing_due
from lzfx.model.papers import Papers


def tables(document: Document) -> list[list[list[str]]]:
    """The cells of each table."""
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_progress__counts_by_unit_and_lists_what_is_late() -> None:
    made = master()
    document = measure_progress(made)
    units, late, *each = tables(document)
    (only,) = late
    assert only[-1] == "—"
    assert only[-2].endswith("\n已逾期")
    assert only[4] == "示例岗 示例人乙"
    total = len(made.papers.measures)
    assert sum(int(row[2]) for row in units) == total == sum(map(len, each))
    assert f"共{total}条" in texts(document)[1]
    assert no_measures(made) == ()
    assert [one.code for one in no_measures(replace(made, papers=Papers()))] == [
        "no-measures-reported"
    ]


def test_sheets__have_every_graded_point_once_with_its_last_check() -> None:
    made = master()
    rows = [row for table in tables(monitor_sheets(made)) for row in table]
    levelled = [one for one in made.graded if one.level]
    assert sorted(row[1] for row in rows) == sorted(one.point.point_id for one in levelled)
    (checked,) = (row for row in rows if "2026年\n8月30日" in row[-2])
    assert checked[-2].endswith("登记不全")
    assert "2条，已落实0条，逾期1条" in checked[5]
    assert all(row[-1] == "" for row in rows), "there is room to write"
    assert no_monitors(made) == ()
    assert [one.code for one in no_monitors(replace(made, papers=Papers()))] == [
        "no-point-monitored"
    ]


def test_remarks__name_points_without_a_monitor_and_of_their_own() -> None:
    """The leader of a group monitors no point of his own post; the example has one such."""
    made = master()
    (own,) = monitor_remarks(made)
    assert (own.code, own.params["count"]) == ("monitor-of-himself", 1)
    cells = [row[2] for table in tables(monitor_sheets(made)) for row in table]
    assert [cell for cell in cells if "回避" in cell] == ["委领导\n副主任\n（陆闻溪回避）"]
    first, *rest = made.papers.monitoring
    nobody = (replace(first, monitor=""), *rest)
    told = monitor_remarks(replace(made, papers=replace(made.papers, monitoring=nobody)))
    assert [(one.code, one.params["count"]) for one in told] == [
        ("monitor-of-himself", 1),
        ("monitor-nobody", len(first.points)),
    ]


def test_months__are_whole_weeks_with_what_is_due_on_working_days() -> None:
    made = master()
    found = tables(month_sheets(made))
    assert found
    for weeks in found:
        assert all(len(week) == 7 for week in weeks)
        told = [day for week in weeks for day in week if "个）" in day]
        assert told
        assert not any("休" in day for day in told)
    assert nothing_due(made) == ()
    (why,) = nothing_due(replace(made, day=made.day.replace(year=2030)))
    assert why.code == "no-check-due"
