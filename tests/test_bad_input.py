"""The world is not as it should be: one clear sentence, exit code 2, nothing half-written."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, Ran, sample_clerk


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk in a sound workspace, forms issued."""
    return sample_clerk(tmp_path / "2026")


def _stopped(ran: Ran, *words: str) -> None:
    """One stop: exit 2, no traceback, the words are said, and on the right stream."""
    assert ran.code == 2, ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err
    for word in words:
        assert word in ran.err, ran.err


def test_no_workspace(tmp_path: Path) -> None:
    for command in ("issue", "collect", "merge", "grade", "send", "status"):
        _stopped(Clerk(tmp_path).run(command), "工作区", "lzfx init")


def test_init__refuses_a_workspace(clerk: Clerk) -> None:
    before = (clerk.folder / "台账.db").read_bytes()
    _stopped(Clerk(clerk.folder.parent).run("init", "2026"), str(clerk.folder))
    assert (clerk.folder / "台账.db").read_bytes() == before


def test_init__broken_off_half_way_can_be_run_again(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    shutil.copyfile(SAMPLE / "lzfx.toml", tmp_path / "2026/lzfx.toml")
    assert Clerk(tmp_path).run("init", "2026").code == 0
    text = (tmp_path / "2026/lzfx.toml").read_text("utf-8")
    assert "澄岚区" in text, "settings that were there already stay"


def test_roster__missing(clerk: Clerk) -> None:
    (clerk.folder / "名册.xlsx").unlink()
    _stopped(clerk.run("issue"), "名册.xlsx")


def test_roster__empty_as_init_makes_it(tmp_path: Path) -> None:
    Clerk(tmp_path).run("init", "2026")
    _stopped(Clerk(tmp_path / "2026").run("issue"), "名册.xlsx", "单位")


def test_roster__not_a_workbook(clerk: Clerk) -> None:
    (clerk.folder / "名册.xlsx").write_bytes(b"%PDF-1.4\n%%EOF")
    _stopped(clerk.run("issue"), "名册.xlsx", "PDF")


def test_roster__faults_are_named_by_cell_all_at_once(clerk: Clerk) -> None:
    path = clerk.folder / "名册.xlsx"
    book = load_workbook(path)
    units = book["单位"]
    head = next(row for row in range(1, 12) if units.cell(row, 1).value == "序号")
    titles = {units.cell(head, c).value: c for c in range(1, units.max_column + 1)}
    leader = next(c for title, c in titles.items() if title and "分管领导" in str(title))
    kind = next(c for title, c in titles.items() if title and "单位类别" in str(title))
    units.cell(head + 3, leader).value = "P999"
    units.cell(head + 4, kind).value = "工会"
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    ran = clerk.run("issue")
    _stopped(ran, "P999", "工会", units.cell(head + 3, leader).coordinate)


def test_settings__unknown_key_and_broken_value_at_once(clerk: Clerk) -> None:
    path = clerk.folder / "lzfx.toml"
    text = path.read_text("utf-8").replace("year = 2026", 'year = "今年"\nfrobs = 1')
    path.write_text(text, "utf-8")
    _stopped(clerk.run("status"), "lzfx.toml", "frobs", "year", "今年")


def test_settings__not_toml(clerk: Clerk) -> None:
    (clerk.folder / "lzfx.toml").write_text("year = = 2026", "utf-8")
    _stopped(clerk.run("status"), "lzfx.toml")


def test_settings__saved_as_gbk(clerk: Clerk) -> None:
    path = clerk.folder / "lzfx.toml"
    path.write_bytes(path.read_text("utf-8").encode("gbk"))
    _stopped(clerk.run("status"), "lzfx.toml", "UTF-8")


def test_own_form__unknown_key_is_named_with_form_and_field(clerk: Clerk) -> None:
    own = clerk.folder / "form_templates/forms"
    own.mkdir(parents=True)
    shipped = SAMPLE.parent / "form_templates/forms/declaration.toml"
    text = shipped.read_text("utf-8").replace("max_length = 60", "max_lenght = 60", 1)
    (own / "declaration.toml").write_text(text, "utf-8")
    _stopped(clerk.run("issue"), "declaration.toml", "max_lenght")


def test_own_form__a_field_taken_away_is_refused(clerk: Clerk) -> None:
    own = clerk.folder / "form_templates/forms"
    own.mkdir(parents=True)
    shipped = SAMPLE.parent / "form_templates/forms/declaration.toml"
    text = shipped.read_text("utf-8").replace('name = "found_by"', 'name = "found_how"', 1)
    (own / "declaration.toml").write_text(text, "utf-8")
    _stopped(clerk.run("issue"), "declaration.toml", "查找方式")


def test_ledger__missing(clerk: Clerk) -> None:
    (clerk.folder / "台账.db").unlink()
    _stopped(clerk.run("collect"), "台账")


def test_ledger__not_a_ledger(clerk: Clerk) -> None:
    (clerk.folder / "台账.db").write_bytes(b"no database at all " * 100)
    _stopped(clerk.run("collect"), "台账")


def test_output__in_the_way_of_a_folder(clerk: Clerk) -> None:
    clerk.deliver("第一轮/主任办公会申报表.xlsx")
    clerk.run("collect")
    (clerk.folder / "成果/风险点主表.xlsx").mkdir(parents=True)
    _stopped(clerk.run("merge"), "风险点主表.xlsx")
    assert not [name for name in clerk.files("成果") if name.endswith(".tmp")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_output__read_only_folder(clerk: Clerk) -> None:
    (clerk.folder / "成果").chmod(0o500)
    _stopped(clerk.run("merge"), "成果")


def test_disk_full(clerk: Clerk) -> None:
    """No file may grow beyond 200 KiB: the system says so as it does of a full disk."""
    clerk.deliver("第一轮")
    limited = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "sys.argv = ['lzfx', 'collect']\n"
        "from lzfx.cli.app import main\n"
        "main()\n"
    )
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", limited],
        cwd=clerk.folder,
        env=clerk.environment(ROUND_ONE),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert ran.stderr.count("\n") == 1
    freed = clerk.run("collect", now=ROUND_TWO)
    assert freed.code == 1
    assert "收下7份" in freed.out


def test_names_that_do_not_exist(clerk: Clerk) -> None:
    _stopped(clerk.run("issue", "declaraton"), "declaraton", "declaration")
    _stopped(clerk.run("issue", "--only", "KS77"), "KS77")
    _stopped(clerk.run("issue", "--per", "person"), "--per", "post")
    _stopped(clerk.run("publish", "handbok"), "handbok", "工作手册")
    _stopped(clerk.run("publish", "overview", "--only", "KS01"), "一览表", "审核表")
    _stopped(clerk.run("publish", "overview", "--fonts", "ugly"), "--fonts")
    _stopped(clerk.run("frob"), "frob")
    _stopped(clerk.run("collect", "--frob"), "--frob")
    _stopped(clerk.run("why"), "编号")


def test_collect__a_path_that_is_not_there(clerk: Clerk) -> None:
    ran = clerk.run("collect", "没有这个.xlsx", "--json")
    assert ran.code == 2
    assert ran.json["error"]["code"] == "file-unknown"
    assert ran.json["error"]["params"]["value"] == ["没有这个.xlsx"]
    told = clerk.run("status", "--json").json["todo"]
    assert [one for one in told if one["kind"] == "refused"] == []


def test_collect__one_bad_file_does_not_stop_the_others(clerk: Clerk) -> None:
    clerk.deliver("第一轮/主任办公会申报表.xlsx", "第一轮/苇渡街道签字页扫描件.pdf")
    (clerk.folder / "收件/空.xlsx").touch()
    (clerk.folder / "收件/乱.xlsx").write_bytes(os.urandom(5000))
    ran = clerk.run("collect", "--json")
    outcomes = {Path(one["file"]).name: one["outcome"] for one in ran.json["deliveries"]}
    assert outcomes == {
        "主任办公会申报表.xlsx": "accepted",
        "苇渡街道签字页扫描件.pdf": "refused",
        "空.xlsx": "refused",
        "乱.xlsx": "refused",
    }


def test_publish__nothing_to_print_is_said_and_nothing_written(clerk: Clerk) -> None:
    ran = clerk.run("publish", "overview", "--json")
    assert ran.code == 0
    assert [one["code"] for one in ran.json["nothing"]] == ["nothing-to-publish"]
    assert clerk.files("成果") == []


def test_demo__refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "我的").mkdir()
    (tmp_path / "我的/重要.txt").write_text("x", "utf-8")
    _stopped(Clerk(tmp_path).run("demo", "我的"), "我的")
    assert (tmp_path / "我的/重要.txt").read_text("utf-8") == "x"


def test_bug__one_sentence_and_a_report_file(clerk: Clerk) -> None:
    broken = (
        "import sys\n"
        "import lzfx.steps.status as status\n"
        "def boom(campaign):\n"
        "    raise RuntimeError('made up')\n"
        "status.status = boom\n"
        "sys.argv = ['lzfx', 'status']\n"
        "from lzfx.cli.app import main\n"
        "main()\n"
    )
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", broken],
        cwd=clerk.folder,
        env=clerk.environment(ROUND_ONE),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 101
    assert "Traceback" not in ran.stdout + ran.stderr
    (report,) = (clerk.folder / "程序报告").glob("*.txt")
    assert "RuntimeError: made up" in report.read_text("utf-8")
    assert report.name in ran.stderr
