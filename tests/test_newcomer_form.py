"""A newcomer adds a form exactly as the page about the forms says, which names all sources."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from openpyxl import Workbook, load_workbook
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, Clerk, Ran, sample_workspace
from support.readme import ROOT
from support.spreadsheets import beside, titles

from lzfx.campaign.asked import HEADER_SOURCES
from lzfx.campaign.prefill import ROW_SOURCES

PAGE = (ROOT / "form_templates/README.md").read_text("utf-8")


def written(name: str) -> str:
    """An example of the page, as it stands there."""
    found = re.search(rf"<!-- example {name} -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None, name
    return found[1]


def cells(name: str) -> list[list[str]]:
    """The rows of a table of the page, without its head."""
    _, _, after = PAGE.partition(f"<!-- {name} -->\n")
    lines = after.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_page__names_every_source_of_a_single_cell() -> None:
    assert [row[0].strip("`") for row in cells("header sources")] == list(HEADER_SOURCES)
    assert all(row[1] for row in cells("header sources"))


def test_page__names_every_source_of_rows_and_what_it_tells() -> None:
    documented = {row[0].strip("`"): row[2] for row in cells("row sources")}
    assert list(documented) == list(ROW_SOURCES)
    for name, source in ROW_SOURCES.items():
        assert re.findall(r"`(\w+)`", documented[name]) == sorted(source.names), name
        assert ("风险点的表里" in documented[name]) == source.of_points, name


def filled(book: Workbook, post: str) -> Workbook:
    """The form as a unit fills it in."""
    sheet = book["走访记录"]
    places = titles(sheet)
    sheet.cell(*beside(sheet, places["填表日期"])).value = "2026-09-08"
    row = places["户主姓名"][0] + 1
    answers = {"岗位": post, "户主姓名": "伍示户", "风险等级": "二级", "走访结果": "已走访"}
    for title, value in answers.items():
        sheet.cell(row, places[title][1]).value = value
    return book


def typed_anew(unit: str) -> Workbook:
    """The same typed into a new workbook: no identity goes with it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "走访记录"
    sheet.append(["单位名称", unit, "填表日期", "2026-09-09"])
    sheet.append(["岗位", "户主姓名", "风险等级", "走访结果"])
    sheet.append(["本单位", "陆示户", "一级", "已走访"])
    return book


class Reader:
    """Runs the commands of the page one after the other, and prepares what comes in."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.ran: dict[str, Ran] = {}

    def run(self, line: str) -> None:
        """One line of the page."""
        program, command, *words = shlex.split(line, comments=True)
        assert program == "lzfx"
        before = getattr(self, f"before_{command}", None)
        if before:
            before()
        now = ISSUED if command in {"issue", "send"} else ROUND_ONE
        ran = self.clerk.run(command, *words, now=now)
        assert ran.code == 0, f"{line}\n{ran.out}{ran.err}"
        self.ran[" ".join((command, *words))] = ran

    def before_collect(self) -> None:
        """A unit fills in its form; in another the answers are typed into a new file."""
        (form,) = (self.clerk.folder / "发出").glob("KS01*走访登记表.xlsx")
        filled(load_workbook(form), "本单位").save(self.clerk.folder / "收件" / form.name)

    def before_assign(self) -> None:
        """A file without identity came in."""
        typed_anew("财务科").save(self.clerk.folder / "收件" / "抄来的.xlsx")


def test_form__issued_collected_assigned_explained_and_exported_as_the_page_says(
    tmp_path: Path,
) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    own = clerk.folder / "form_templates/forms"
    own.mkdir(parents=True)
    (own / "visit.toml").write_text(written("form"), "utf-8")
    settings = clerk.folder / "lzfx.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n{written('deadline')}", "utf-8")
    reader = Reader(clerk)
    for line in written("commands").splitlines():
        reader.run(line)

    assert "KS07 财务科 走访登记表.xlsx" in clerk.files("发出")
    (letter,) = (clerk.folder / "发出/邮件草稿").glob("KS07*.txt")
    assert "一户填一行，没有走访的户不填。" in letter.read_text("utf-8")
    told = reader.ran["why 财务科"].out
    assert "走访登记表" in told
    assert "陆示户" in told
    table = (clerk.folder / "成果").glob("*走访登记表*.csv")
    text = "".join(path.read_text("utf-8-sig") for path in table)
    assert "伍示户" in text
    assert "陆示户" in text
    assert "抄来的.xlsx" in text
    assert "走访登记表" in clerk.run("status", now=ROUND_TWO).out
    assert [name for name in clerk.files("发出") if name.startswith("KS03-P1")]
