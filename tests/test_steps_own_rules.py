"""An office that grades by likelihood times consequence, from the form to the handbook.

Its form has no conduct, no major matters, no power; its four levels, its colours and the monitor
are its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ISSUED, Clerk, sample_workspace
from support.small_office import FORM, grading_toml, levels_toml, monitors_toml

from lzfx.forms.layout import REQUIRED_MARK

UNIT = "KS03"
SECRETARY = "科长"


def own(clerk: Clerk, relative: str, text: str) -> None:
    """A definition of the office's own in its workspace."""
    path = clerk.folder / "form_templates" / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A clerk of that office, who has issued the form."""
    clerk = sample_workspace(tmp_path_factory.mktemp("own") / "2026")
    own(clerk, "forms/declaration.toml", FORM)
    own(clerk, "lists/choices.toml", levels_toml(4).replace("post:科长", "person:R0001"))
    own(clerk, "rules/grading.toml", grading_toml(4))
    own(clerk, "rules/monitors.toml", monitors_toml(4).replace('"secretary"', '"head"'))
    done = clerk.run("issue", now=ISSUED)
    assert done.code == 0, done.out + done.err
    return clerk


def fill(clerk: Clerk, points: list[dict[str, str | int]]) -> None:
    """The return of one unit, as its form went out, with those points."""
    (form,) = (clerk.folder / "发出").glob(f"{UNIT}*.xlsx")
    book = load_workbook(form)
    sheet = book["廉洁风险点"]
    places = {
        str(cell.value).removeprefix(REQUIRED_MARK): cell
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
    label = places["填表人"]
    merged = next((area for area in sheet.merged_cells.ranges if label.coordinate in area), None)
    sheet.cell(label.row, (merged.max_col if merged else label.column) + 1, "苏晚吟")
    for number, point in enumerate(points, start=1):
        for title, value in point.items():
            head = places[title]
            sheet.cell(head.row + number, head.column, value)
    target = clerk.folder / "收件" / f"{UNIT} {len(points)}.xlsx"
    target.parent.mkdir(exist_ok=True)
    book.save(target)


def declared(
    name: str, chance: str, harm: int, level: str, **more: str | int
) -> dict[str, str | int]:
    return {
        "岗位": "本单位",
        "廉洁风险": name,
        "发生可能性": chance,
        "损失程度": harm,
        "自评等级": level,
        "防控措施": f"{name}一事由两人经办，科室每月抽查五份。",
        "责任人": "科室负责人",
        **more,
    }


def test_office__runs_from_the_form_to_the_handbook(clerk: Clerk) -> None:
    wrong = [declared("采购不比价", "总是", 5, "丙"), declared("值守脱岗", "很少", 2, "丁")]
    fill(clerk, wrong)
    back = clerk.run("collect", "--json")
    assert back.code == 1, back.out + back.err
    assert "level-differs-no-reason" in back.out
    assert "按“风险值”（25）应为甲" in back.out
    right = [
        declared("采购不比价", "总是", 5, "甲", 风险领域="财、物"),
        declared("值守脱岗", "很少", 2, "丁"),
        declared("台账不实", "有时", 3, "丙"),
    ]
    fill(clerk, right)
    taken = clerk.run("collect")
    assert taken.code == 0, taken.out + taken.err
    for words in (("merge",), ("grade",), ("status",), ("why", f"{UNIT}-001")):
        done = clerk.run(*words)
        assert done.code in {0, 1, 3}, (words, done.out, done.err)
        assert not done.err, (words, done.err)
    assert "“风险值”为25" in clerk.run("why", f"{UNIT}-001").out
    for document in (
        "一览表",
        "工作手册",
        "按等级一览表",
        "统计",
        "签字件",
        "审核表",
        "公示一览表",
    ):
        printed = clerk.run("publish", document, "--fonts", "bundled")
        assert "程序出错" not in printed.err, printed.err
        assert printed.code == 0, (document, printed.out, printed.err)


def test_definitions__that_cannot_serve_are_said_at_once_and_nothing_goes_out(
    tmp_path: Path,
) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    own(clerk, "forms/declaration.toml", FORM.replace('name = "measures"', 'name = "remedy"'))
    levels = levels_toml(3).replace('code = "3"', 'code = "4"').replace("body:leading_group", "me")
    own(clerk, "lists/choices.toml", levels)
    own(clerk, "rules/grading.toml", grading_toml(3).replace("chance", "luck"))
    own(clerk, "rules/monitors.toml", monitors_toml(3))
    told = clerk.run("issue", now=ISSUED)
    assert told.code == 2, told.out + told.err
    for said in ("却没有栏目“measures”", "等级的代号", "“luck”", "“me”"):
        assert said in told.err, told.err
    assert not (clerk.folder / "发出").exists() or not clerk.files("发出")
