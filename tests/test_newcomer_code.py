"""A newcomer's changes to the program: a document, a finding code, a word of the screen, a command.

Each changes one file beside the module it adds: its entry in the table where such things stand.
A finding and a command have a text, too, and so one file more; the enumeration of the codes is
written anew from the texts by a script.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.changed_copy import ChangedCopy, changed_copy
from support.clerk import ROUND_TWO, SAMPLE
from support.stored_ledgers import restored, versions

from lzfx.forms.layout import REQUIRED_MARK

RETURN = "第一轮/主任办公会申报表.xlsx"


@pytest.fixture
def copy(tmp_path: Path) -> ChangedCopy:
    """The program and its templates, to be changed."""
    return changed_copy(tmp_path / "program")


DOCUMENT = '''\
"""《岗位人员名单》: every post in use and who holds it."""

from __future__ import annotations

from lzfx.content.blocks import Document
from lzfx.documents.labels import unit_heading, unit_name
from lzfx.documents.sheet import ListColumn, list_table, sheet, under_title
from lzfx.model.master import Master
from lzfx.model.roster import Post


def holders(master: Master) -> Document:
    """One row a post."""
    roster = master.roster
    columns: tuple[ListColumn[Post], ...] = (
        ListColumn(unit_heading(master), 60, lambda post: unit_name(master, post.unit)),
        ListColumn("岗位", 60, lambda post: post.name),
        ListColumn("姓名", 40, lambda post: roster.name_of(post.holder)),
    )
    table = list_table(columns, (post for post in roster.posts if post.in_use))
    return sheet(master, "岗位人员名单", "岗位人员名单", (under_title(master), table))
'''
REGISTRY = "lzfx/documents/made_of_master.py"
RECORD = """\
    OfMaster(
        name="holders",
        titles=("岗位人员名单",),
        table=True,
        needs=None,
        build=Later("lists.holders").holders,
    ),
"""


def test_document__is_listed_printed_proof_read_and_recorded(
    copy: ChangedCopy, tmp_path: Path
) -> None:
    copy.write("lzfx/documents/lists/holders.py", DOCUMENT)
    copy.before(REGISTRY, '    OfMaster(\n        name="statistics",\n', RECORD)
    assert (copy.changed, copy.added) == ({REGISTRY}, {"lzfx/documents/lists/holders.py"})

    clerk = restored(versions()[-1], tmp_path / "2026")
    assert "岗位人员名单" in copy.done(clerk, "publish").out
    copy.done(clerk, "publish", "岗位人员名单", "--fonts", "bundled", now=ROUND_TWO)
    printed = [name for name in clerk.files("成果") if name.startswith("岗位人员名单")]
    assert printed == [f"岗位人员名单.{kind}" for kind in ("docx", "pdf", "xlsx")]
    (sheet,) = load_workbook(clerk.folder / "成果" / "岗位人员名单.xlsx").worksheets
    assert "邬砺之" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert "岗位人员名单" in copy.done(clerk, "log", "岗位人员名单", now=ROUND_TWO).out


CHECKS, MESSAGES = "lzfx/checks/points/rows.py", "lzfx/messages.toml"
CODES = "lzfx/model/codes_of_returns.py"
SAID = """\
        if row.values.get("responsible") == "全体":
            yield seen.say("responsible-nobody", POINTS, row, "responsible")
"""
SENTENCE = """\
[findings.responsible-nobody]
says = "“责任人”只写了全体，没有写明是谁。"
do = "请写明负责的人。"

"""


def test_finding_code__is_said_at_its_cell_with_its_sentence(
    copy: ChangedCopy, tmp_path: Path
) -> None:
    copy.before(CHECKS, '        if row.values.get("change") == "drop" and not (\n', SAID)
    copy.before(MESSAGES, "[findings.no-points]\n", SENTENCE)
    copy.write_codes()
    assert (copy.changed, copy.added) == ({CHECKS, MESSAGES, CODES}, set())

    clerk = restored(versions()[-1], tmp_path / "2026")
    book = load_workbook(SAMPLE / "returns" / RETURN)
    assert book["风险点"]["U6"].value == f"{REQUIRED_MARK}责任人"
    book["风险点"]["U8"].value = "全体"
    book.save(clerk.folder / "收件" / "改.xlsx")
    (one,) = copy.run(clerk, "collect", "收件/改.xlsx", "--json", now=ROUND_TWO).json["deliveries"]
    assert one["outcome"] == "sent_back"
    assert [
        (found["where"]["cell"], found["says"], found["do"])
        for found in one["findings"]
        if found["code"] == "responsible-nobody"
    ] == [("U8", "“责任人”只写了全体，没有写明是谁。", "请写明负责的人。")]
    (marked,) = (clerk.folder / "退回").glob("JC00*需更正（2）.xlsx")
    assert "请写明负责的人。" in str(load_workbook(marked)["风险点"]["U8"].comment.text)


WORDS = "lzfx/words.toml"


def test_word_of_the_screen__is_said(copy: ChangedCopy, tmp_path: Path) -> None:
    copy.replace(WORDS, "\nlocked = ", '\nlocked = "收表已截止，谢谢各单位。"\nformerly = ')
    assert (copy.changed, copy.added) == ({WORDS}, set())

    clerk = restored(versions()[-1], tmp_path / "2026")
    first, *_ = copy.done(clerk, "lock", now=ROUND_TWO).out.splitlines()
    assert first == "收表已截止，谢谢各单位。"


COMMANDS = "lzfx/cli/record.py"
HELPS, SCREEN = "lzfx/model/words_of_help.py", "lzfx/model/words_of_screen.py"
STEP = '''\
"""`lzfx vacant`: posts that nobody holds."""

from __future__ import annotations

from lzfx.session.opening import Session


def vacant(session: Session) -> tuple[str, ...]:
    """Their codes, in roster order."""
    return tuple(post.code for post in session.roster.posts if post.in_use and not post.holder)
'''
COMMAND = '''\
@app.command(cls=ChineseCommand, help=word("help-vacant"))
def vacant(*, workspace: options.WorkspaceOption = _HERE) -> None:
    """List posts without a holder."""
    from lzfx.session.opening import open_session
    from lzfx.steps.vacant import vacant

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        found = vacant(session)
    typer.echo(word("vacant", number=len(found)))
    raise typer.Exit(FINDINGS if found else DONE)


'''
HELP = """\
help-vacant = "列出没有人员的岗位"
vacant = "没有人员的岗位共{number}个。"
"""


def test_command__is_in_the_help_and_runs(copy: ChangedCopy, tmp_path: Path) -> None:
    copy.write("lzfx/steps/vacant.py", STEP)
    copy.before(COMMANDS, '@app.command(cls=ChineseCommand, help=word("help-lock"))\n', COMMAND)
    copy.before(WORDS, "help-lock = ", HELP)
    copy.write_codes()
    told = {COMMANDS, WORDS, HELPS, SCREEN}
    assert (copy.changed, copy.added) == (told, {"lzfx/steps/vacant.py"})

    clerk = restored(versions()[-1], tmp_path / "2026")
    assert "列出没有人员的岗位" in copy.done(clerk, "--help").out
    assert copy.done(clerk, "vacant", now=ROUND_TWO).out == "没有人员的岗位共0个。\n"
