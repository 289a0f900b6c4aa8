"""催报名单: who is waited for, and one letter to them."""

from __future__ import annotations

from datetime import date

from support.paper_examples import paper_master

from lzfx.content.blocks import PageBreak, Paragraph, Table
from lzfx.documents.lists.reminders import nobody_to_remind, reminders
from lzfx.model.master import Master
from lzfx.model.papers import Late, Outstanding

WAITED = (
    Outstanding(
        "KS01", "示例管理科", "已发放，未报", "裴知夏", "0599-1", "a@example.cn",
        date(2026, 8, 21), days_late=5,
    ),
    Outstanding("JD01", "柳汀街道计生办", "退回修改", last_file="来表.xlsx", faults=3, days_late=5),
)  # fmt: skip
LATE = (Late("LD00", "委领导", date(2026, 9, 18), 3),)


def tables(whole: Master) -> list[Table]:
    return [block for block in reminders(whole).blocks if isinstance(block, Table)]


def texts(whole: Master) -> list[str]:
    return [block.text for block in reminders(whole).blocks if isinstance(block, Paragraph)]


def test_reminders__rows() -> None:
    waiting, late = tables(paper_master(outstanding=WAITED, late=LATE))
    assert [[cell.text for cell in row] for row in waiting.rows] == [
        ["1", "示例管理科", "已发放，未报", "5天", "—", "裴知夏", "0599-1", "a@example.cn", ""],
        ["2", "柳汀街道计生办", "退回修改", "5天", "3处", "", "", "", ""],
    ]
    assert [[cell.text for cell in row] for row in late.rows] == [
        ["1", "委领导", "2026年9月18日", "3"]
    ]
    assert [waiting.caption, late.caption] == ["未报和待改的（2个）", "已报但超过期限的（1个）"]


def test_reminders__before_the_deadline_nobody_is_late() -> None:
    early = (Outstanding("KS01", "示例管理科", "已发放，未报", days_late=-4),)
    (table,) = tables(paper_master(outstanding=early))
    assert table.rows[0][3].text == "未到期"
    assert "期限将到" in "".join(texts(paper_master(outstanding=early)))


def test_reminders__letter_on_a_page_of_its_own() -> None:
    whole = paper_master(outstanding=WAITED)
    blocks = reminders(whole).blocks
    at = next(n for n, block in enumerate(blocks) if isinstance(block, PageBreak))
    said = [block.text for block in blocks[at:] if isinstance(block, Paragraph)]
    assert said[:2] == ["催报通知", "示例管理科、柳汀街道计生办："]
    assert "报送期限为2026年9月15日，现已超过期限" in said[2]
    assert "裴知夏，电话：0599-5550000" in said[3]


def test_reminders__all_in_but_late_has_no_letter() -> None:
    whole = paper_master(late=LATE)
    assert "应报的都已报来。" in texts(whole)
    assert not [block for block in reminders(whole).blocks if isinstance(block, PageBreak)]


def test_nobody_to_remind() -> None:
    assert [one.code for one in nobody_to_remind(paper_master())] == ["nobody-to-remind"]
    assert nobody_to_remind(paper_master(late=LATE)) == ()
