"""责任追究: only what others decided is registered, printed on demand, and struck out by an act."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from docx import Document
from openpyxl import load_workbook
from support.clerk import Clerk
from support.crossing import collected, done
from support.two_units import two_units

from lzfx.forms.spec import FormSpec
from lzfx.model.accountability import AccountabilityEntry
from lzfx.session.opening import open_session

NOW, LATER = "2026-11-10T09:00:00", "2026-11-20T09:00:00"
FORM = "OFFICE 廉政风险防范管理工作领导小组办公室 责任追究登记表.xlsx"
BOOK, NAME = "责任追究登记簿", "柏望舒"
_MUST = "＊"  # noqa: RUF001 - the mark of a title
Row = Mapping[str, str]
ENTRY: Row = {
    "登记号": "追2026-07",
    "责任主体": "宣传教育科",
    "责任人": NAME,
    "行为性质": "违规",
    "事实摘要": "收件不登记，事后补填。",
    "处理依据": "《某办法》第九条",
    "处理种类": "批评教育、书面检查",
    "决定机关": "委办公会",
    "决定文号": "某纪要〔2026〕3号",
    "决定日期": "2026-11-03",
    "保管期限": "30年",
}
SECOND: Row = {**ENTRY, "登记号": "追2026-08", "责任人": "", "保管期限": "永久"}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """An office in which the register is out."""
    clerk = two_units(tmp_path_factory.mktemp("accountability") / "2026")
    done(clerk, "issue", "accountability", now=NOW)
    return clerk


@pytest.fixture
def clerk(out: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(out.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def returned(clerk: Clerk, *rows: Row) -> dict[str, Any]:
    """What became of the register with those rows."""
    book = load_workbook(clerk.folder / "发出" / FORM)
    page = book["责任追究"]
    line = max(at for at in range(1, page.max_row + 1) if page.cell(at, 1).value == "序号")
    column = {str(cell.value or "").lstrip(_MUST): cell.column for cell in page[line]}
    for at, row in enumerate(rows, line + 1):
        for title, value in row.items():
            page.cell(at, cast("int", column[title]), value)
    data = io.BytesIO()
    book.save(data)
    return cast("dict[str, Any]", collected(clerk, FORM, data.getvalue(), LATER))


def printed(clerk: Clerk) -> str:
    """All that the register says."""
    done(clerk, "publish", BOOK, "--private", "--fonts", "bundled", now=LATER)
    (file,) = (name for name in clerk.files("成果") if BOOK in name and name.endswith(".docx"))
    paper = Document(str(clerk.folder / "成果" / file))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(one.text for one in paper.paragraphs), *cells))


def _fields(form: FormSpec) -> dict[str, Any]:
    return {spec.name: spec for table in form.tables for spec in table.fields}


def test_form__proposes_nothing(clerk: Clerk) -> None:
    with open_session(clerk.folder, _moment(), "tester") as session:
        form = session.forms["accountability"]
    fields = _fields(form)
    assert not any(spec.default or spec.prefill for spec in fields.values())
    assert all(fields[name].required for name in ("sanctions", "body", "paper", "decided_on"))
    assert fields["basis"].required
    assert fields["person"].private
    assert fields["jointly"].private


def _moment() -> datetime:
    return datetime.fromisoformat(LATER)


@pytest.mark.parametrize(
    ("said", "title", "code"),
    [
        ({"决定机关": "某某科"}, "决定机关", "accountability-not-entitled"),
        ({"决定日期": "2026-12-01"}, "决定日期", "accountability-out-of-order"),
        ({"决定文号": ""}, "决定文号", "required-empty"),
        ({"处理依据": ""}, "处理依据", "required-empty"),
        ({"处理种类": "罚站"}, "处理种类", "not-among-choices"),
    ],
)
def test_wrong_cell__goes_back_with_its_place(
    clerk: Clerk, said: Row, title: str, code: str
) -> None:
    one = returned(clerk, {**ENTRY, **said})
    assert one["outcome"] == "sent_back"
    (found,) = (each for each in one["findings"] if each["severity"] == "error")
    assert (found["code"], found["params"]["title"]) == (code, title)
    assert found["where"]["sheet"] == "责任追究"
    assert found["where"]["cell"]


def test_body__of_the_settings_counts_and_no_other(clerk: Clerk) -> None:
    done(clerk, "settings", "责任追究决定机关", "某区纪委", now=LATER)
    assert returned(clerk, ENTRY)["outcome"] == "sent_back"
    assert returned(clerk, {**ENTRY, "决定机关": "某区纪委"})["outcome"] == "accepted"


def test_register__is_printed_only_when_asked_for_and_marked(clerk: Clerk) -> None:
    assert returned(clerk, ENTRY, SECOND)["outcome"] == "accepted"
    before = clerk.files("成果")
    ran = clerk.run("publish", BOOK, "--json", now=LATER)
    assert ran.code == 1
    assert [one["code"] for one in ran.json["findings"]] == ["document-private"]
    assert clerk.files("成果") == before
    said = printed(clerk)
    assert NAME in said
    assert "30年（至2056年底）" in said
    assert "永久" in said
    assert all("内部" in name for name in clerk.files("成果") if BOOK in name)


def test_name__is_in_no_table_that_goes_out(clerk: Clerk) -> None:
    returned(clerk, {**ENTRY, "事实摘要": f"{NAME}收件不登记，事后补填。"})
    done(clerk, "table", "accountability", now=LATER)
    files = [name for name in clerk.files("成果") if name.endswith(".csv")]
    assert files
    for name in files:
        assert NAME not in (clerk.folder / "成果" / name).read_text("utf-8-sig")


def test_strike__leaves_one_line_and_undo_brings_it_back(clerk: Clerk) -> None:
    returned(clerk, ENTRY, SECOND)
    whole = printed(clerk)
    done(clerk, "strike", "追2026-07", "--why", "申诉成立", "--paper", "某批复1号", now=LATER)
    said = printed(clerk)
    assert NAME not in said
    assert "已注销：2026年11月20日，依据某批复1号。" in said
    assert "共登记2件，其中已注销1件" in said
    assert "追2026-08" in said
    told = [one["says"] for one in clerk.run("log", "--json", now=LATER).json["entries"]]
    assert "注销责任追究登记“追2026-07”（依据某批复1号）：申诉成立。" in told
    done(clerk, "undo", "--why", "记错了号", now="2026-11-21T09:00:00")
    assert NAME in printed(clerk)
    assert printed(clerk) == whole


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("追9", "--why", "错", "--paper", "某1号"), "entry-unknown"),
        (("追2026-07", "--paper", "某1号"), "why-needed"),
        (("追2026-07", "--why", "错"), "paper-needed"),
        (("追2026-07", "--undo", "--why", "错"), "not-struck"),
    ],
)
def test_strike__refused(clerk: Clerk, words: tuple[str, ...], code: str) -> None:
    returned(clerk, ENTRY)
    acts = len(clerk.run("log", "--json", now=LATER).json["entries"])
    ran = clerk.run("strike", *words, "--json", now=LATER)
    assert (ran.code, ran.json["error"]["code"]) == (2, code)
    assert len(clerk.run("log", "--json", now=LATER).json["entries"]) == acts


def test_strike__twice_is_refused(clerk: Clerk) -> None:
    returned(clerk, ENTRY)
    words = ("strike", "追2026-07", "--why", "错", "--paper", "某1号")
    done(clerk, *words, now=LATER)
    assert clerk.run(*words, "--json", now=LATER).json["error"]["code"] == "struck-already"


@pytest.mark.parametrize(
    ("retention", "year"), [("years_10", 2036), ("years_30", 2056), ("permanent", None)]
)
def test_retention__ends_with_a_year(retention: str, year: int | None) -> None:
    day = _moment().date()
    entry = AccountabilityEntry("追1", "K", "会", "1号", day, "依据", retention=retention)
    assert entry.kept_until == year


def test_row_taken_out__goes_back_until_it_is_struck_out(clerk: Clerk) -> None:
    assert returned(clerk, ENTRY, SECOND)["outcome"] == "accepted"
    one = returned(clerk, SECOND)
    (found,) = (each for each in one["findings"] if each["severity"] == "error")
    assert (found["code"], found["params"]["numbers"]) == (
        "accountability-entry-gone",
        ["追2026-07"],
    )
    done(clerk, "strike", "追2026-07", "--why", "申诉成立", "--paper", "某批复1号", now=LATER)
    again = {**SECOND, "执行情况": "已执行。"}
    assert returned(clerk, again)["outcome"] in {"accepted", "fewer"}
    said = printed(clerk)
    assert NAME not in said
    assert "共登记2件，其中已注销1件" in said


def test_register__stands_in_no_other_paper(clerk: Clerk) -> None:
    returned(clerk, ENTRY)
    for paper in ("实施方案", "督查表"):
        done(clerk, "publish", paper, "--fonts", "bundled", now=LATER)
    for name in clerk.files("成果"):
        if name.endswith(".docx"):
            printed = Document(str(clerk.folder / "成果" / name))
            assert all(NAME not in one.text for one in printed.paragraphs)
