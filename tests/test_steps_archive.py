"""The archive box: written whole or not, checked by anybody, opened years later to be read."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.archived import ARCHIVED, catalogue, catalogued, printed, rows
from support.clerk import Clerk
from support.two_units import put

LATER = "2036-05-01T09:00:00"


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A campaign that was archived."""
    clerk = catalogued(tmp_path_factory.mktemp("archive") / "2026")
    ran = clerk.run("archive", "--json", now=ARCHIVED)
    assert ran.code == 0, ran.out + ran.err
    (clerk.folder.parent / "said.json").write_text(ran.out, "utf-8")
    return clerk


@pytest.fixture(scope="module")
def box(clerk: Clerk) -> Path:
    """The box as a folder."""
    (home,) = (path for path in (clerk.folder / "归档").iterdir() if path.is_dir())
    return home / home.name


@pytest.fixture
def copy(box: Path, tmp_path: Path) -> Path:
    """The same, to be spoilt."""
    return Path(shutil.copytree(box, tmp_path / "盒"))


def verify(path: Path, *words: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and code and file of each finding."""
    ran = Clerk(path.parent).run("archive", "--verify", str(path), *words, "--json", now=LATER)
    assert ran.code in {0, 1}, ran.err
    return ran.code, [(one["code"], one["where"]["file"]) for one in ran.json["findings"]]


def test_archive__holds_every_original_print_and_list(clerk: Clerk, box: Path) -> None:
    names = {path.relative_to(box).as_posix() for path in box.rglob("*") if path.is_file()}
    kept = {Path(name).name[:8] for name in clerk.files("原件")}
    assert {name[3:11] for name in names if name.startswith("原件/")} == kept
    assert {name for name in names if name.startswith("印制/")} == {
        f"印制/{name}" for name in clerk.files("成果") if "一览表" in name
    }
    lists = {name[3:] for name in names if name.startswith("目录/")}
    assert {re.sub(r"^2026年度", "", name) for name in lists} == {
        "归档文件目录.pdf", "归档文件目录.xlsx", "备考表.pdf", "档案盒脊背标签.pdf",
        "档案盒封面.pdf", "备案报送单.pdf", "电子文件描述.xml",
    }  # fmt: skip
    assert {"记录/台账.db", "记录/经办记录.csv", "工作区/lzfx.toml", "index.html"} <= names


def test_archive__is_told_and_recorded(clerk: Clerk) -> None:
    said = json.loads((clerk.folder.parent / "said.json").read_text("utf-8"))
    assert (said["findings"], said["items"], said["hidden"]) == ([], 7, 0)
    last = clerk.run("log", "--json", now=ARCHIVED).json["entries"][-1]
    facts = {"sha256": said["code"], "items": 7, "files": said["files"]}
    assert (last["verb"], last["facts"]) == ("archive", facts)
    status = clerk.run("status", now=ARCHIVED).out
    assert "已归档：2027-01-16 09:00" in status
    assert clerk.run("collect", "--again", now=ARCHIVED).code == 0, "it is not locked"


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_archive__sha256sum_itself_checks_it(box: Path, tmp_path: Path, locale: str) -> None:
    with zipfile.ZipFile(box.with_name(f"{box.name}.zip")) as packed:
        packed.extractall(tmp_path)
    for folder in (box, tmp_path):
        done = subprocess.run(
            ["sha256sum", "-c", "--strict", "--quiet", "checksums.sha256"],  # noqa: S607
            cwd=folder,
            env={**os.environ, "LC_ALL": locale},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_archive__same_record_same_bytes(clerk: Clerk, box: Path, tmp_path: Path) -> None:
    """A day later by the clock, from the record as it was before it was archived."""
    again = Clerk(Path(shutil.copytree(clerk.folder, tmp_path / "2026")))
    shutil.copyfile(box / "记录/台账.db", again.folder / "台账.db")
    shutil.rmtree(again.folder / "归档" / box.name)
    shutil.rmtree(again.folder / "台账副本")
    (again.folder / "台账副本").mkdir()
    assert again.run("archive", now="2027-01-17T10:00:00").code == 0
    made = again.folder / "归档" / box.name / f"{box.name}.zip"
    assert made.read_bytes() == box.with_name(f"{box.name}.zip").read_bytes()


def test_archive__again_goes_beside_the_first(clerk: Clerk, box: Path, tmp_path: Path) -> None:
    again = Clerk(Path(shutil.copytree(clerk.folder, tmp_path / "2026")))
    assert again.run("archive", now=LATER).code == 0
    homes = sorted(path.name for path in (again.folder / "归档").iterdir() if path.is_dir())
    assert homes == [box.name, f"{box.name}（2）"]
    assert verify(again.folder / "归档" / homes[1] / homes[1]) == (0, [])


def test_bundle__is_the_same_bytes_after_the_box_was_made(clerk: Clerk, tmp_path: Path) -> None:
    """Else the code on the stamped paper would be that of no file any more."""
    again = Clerk(Path(shutil.copytree(clerk.folder, tmp_path / "2026")))
    made = []
    for word in ("bundle", "archive", "bundle"):
        assert again.run(word, now=LATER).code == 0
        made += [path.read_bytes() for path in (again.folder / "成果").glob("*.lzb")]
    assert made[0] == made[-1]


def test_ledger__verify_and_rebuild_agree_after_moves_draws_and_two_boxes(
    clerk: Clerk, tmp_path: Path
) -> None:
    again = Clerk(Path(shutil.copytree(clerk.folder, tmp_path / "2026")))
    why = ("--why", "职能划转", "--paper", "澄编〔2027〕1号")
    for words in (
        ("move", "KS05-009", "--to", "JC00", *why),
        ("move", "KS05-008", "--to", "JC00", *why),
        ("move", "KS05-008", "--undo", "--why", "记错了"),
        ("draw", "--quarter", "2027-1"),
        ("archive",),
    ):
        done = again.run(*words, now="2027-01-20T09:00:00")
        assert done.code in {0, 3}, (words, done.out + done.err)
    for command in ("verify", "rebuild"):
        done = again.run(command, "--json", now="2027-01-20T10:00:00")
        assert (done.code, done.json["findings"]) == (0, []), (command, done.out)


def test_catalogue__leaves_out_what_was_put_on_record_by_mistake(tmp_path: Path) -> None:
    clerk = printed(tmp_path / "2026")
    for words in (
        ("review", "--on", "2026-09-18", "--paper", "纪要6号"),
        ("review", "--undo", "--why", "文号写错了"),
        ("review", "--on", "2026-09-18", "--paper", "纪要7号"),
    ):
        done = clerk.run(*words, now="2026-09-20T09:00:00")
        assert done.code == 0, (words, done.out + done.err)
    book = load_workbook(io.BytesIO(catalogue(clerk)))
    numbers = [str(row["文号"].value) for row in rows(book["文件"]) if row["文号"].value]
    assert numbers == ["纪要7号"]


def test_archive__without_a_catalogue_says_which_form_comes_first(tmp_path: Path) -> None:
    clerk = printed(tmp_path / "2026")
    ran = clerk.run("archive", "--json", now=ARCHIVED)
    assert ran.code == 1
    assert [one["code"] for one in ran.json["findings"]] == ["nothing-of-returns"]
    assert not any(path.is_dir() for path in (clerk.folder / "归档").iterdir())


def test_archive__a_print_that_was_edited_or_an_original_that_was_changed_stops_it(
    clerk: Clerk, tmp_path: Path
) -> None:
    again = Clerk(Path(shutil.copytree(clerk.folder, tmp_path / "2026")))
    (name,) = (name for name in again.files("成果") if name.endswith("一览表（送审稿）.pdf"))
    (again.folder / "成果" / name).write_bytes(b"%PDF-1.4 edited")
    original = next(path for path in sorted((again.folder / "原件").rglob("*")) if path.is_file())
    before = clerk.run("log", "--json", now=ARCHIVED).json["total"]
    ran = again.run("archive", "--json", now=LATER)
    assert [(one["code"], one["params"]["value"]) for one in ran.json["findings"]] == [
        ("box-not-kept", f"印制/{name}")
    ]
    shutil.copyfile(clerk.folder / "成果" / name, again.folder / "成果" / name)
    original.write_bytes(b"changed")
    ran = again.run("archive", "--json", now=LATER)
    assert [one["code"] for one in ran.json["findings"]] == ["original-changed"]
    assert len([*(again.folder / "归档").iterdir()]) == len([*(clerk.folder / "归档").iterdir()])
    assert again.run("log", "--json", now=LATER).json["total"] == before


def test_archive__killed_in_the_middle_leaves_nothing_half(tmp_path: Path) -> None:
    clerk = catalogued(tmp_path / "2026")
    program = (
        "import os, signal, sys\nfrom lzfx.files import box\n"
        "def kill(*_, **__):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "box._zip = kill\nsys.argv = ['lzfx', 'archive']\n"
        "from lzfx.cli.app import main\nmain()\n"
    )
    env = clerk.environment(ARCHIVED)
    ran = subprocess.run([sys.executable, "-c", program], cwd=clerk.folder, env=env, check=False)  # noqa: S603
    assert ran.returncode == -signal.SIGKILL
    left = {path.name for path in (clerk.folder / "归档").iterdir()}
    assert not any("归档材料" in name for name in left)
    assert clerk.run("log", "--json", now=ARCHIVED).json["entries"][-1]["verb"] != "archive"
    assert clerk.run("archive", now=ARCHIVED).code == 0
    assert {path.name for path in (clerk.folder / "归档").iterdir()} == {"归档材料 2026-SAMPLE"}


def test_verify__box_and_zip_are_as_they_were(clerk: Clerk, box: Path) -> None:
    code = json.loads((clerk.folder.parent / "said.json").read_text("utf-8"))["code"]
    typed = " ".join(code[at : at + 4] for at in range(0, 32, 4)).upper()
    for path in (box, box.with_name(f"{box.name}.zip")):
        assert verify(path, "--anchor", typed) == (0, [])
        assert verify(path, "--anchor", "0000" * 8) == (
            1,
            [("box-code-differs", "checksums.sha256")],
        )


def test_verify__altered_missing_and_added_files_are_each_named(copy: Path) -> None:
    (changed, gone) = sorted((copy / "原件").iterdir())[:2]
    changed.write_bytes(changed.read_bytes() + b" ")
    gone.unlink()
    (copy / "原件/另放的.xlsx").write_bytes(b"x")
    assert verify(copy) == (
        1,
        [
            ("box-file-missing", f"原件/{gone.name}"),
            ("box-file-added", "原件/另放的.xlsx"),
            ("box-file-changed", f"原件/{changed.name}"),
        ],
    )


def test_verify__checksums_made_to_fit_are_found_by_catalogue_and_code(copy: Path) -> None:
    """Who alters a file and its checksum has to alter the catalogue's too, and then the code."""
    one = next(path for path in (copy / "原件").iterdir() if "主任办公会" in path.name)
    one.write_bytes(b"another")
    sums = copy / "checksums.sha256"
    done = subprocess.run(["sha256sum", one], capture_output=True, text=True, check=True)  # noqa: S603, S607
    line = f"{done.stdout[:64]}  原件/{one.name}"
    text = sums.read_text("utf-8")
    sums.write_text(re.sub(rf"[0-9a-f]{{64}}  原件/{re.escape(one.name)}", line, text), "utf-8")
    assert ("box-catalogue-differs", "format.json") in verify(copy)[1]
    assert ("box-code-differs", "checksums.sha256") in verify(copy, "--anchor", "12ab" * 8)[1]


def test_verify__a_ledger_whose_chain_is_broken(copy: Path) -> None:
    ledger = copy / "记录/台账.db"
    data = ledger.read_bytes()
    ledger.write_bytes(data.replace("印好".encode(), "印坏".encode()).replace(b"tester", b"nobody"))
    codes = [code for code, _ in verify(copy)[1]]
    assert "box-file-changed" in codes
    assert {"chain-broken", "ledger-unsound"} & {*codes}


def test_open__reads_and_refuses_whatever_changes_it(
    clerk: Clerk, box: Path, tmp_path: Path
) -> None:
    zipped = box.with_name(f"{box.name}.zip")
    ran = Clerk(tmp_path).run("archive", "--open", str(zipped), "--into", "副本", now=LATER)
    assert ran.code == 0, ran.err
    opened = Clerk(tmp_path / "副本")
    before = {name: (opened.folder / name).read_bytes() for name in opened.files(".")}
    mine = clerk.run("grade", "--json", now=LATER).json
    assert opened.run("grade", "--json", now=LATER).json == mine
    for words in (
        ("status",),
        ("log",),
        ("why", "主任办公会"),
        ("verify",),
        ("publish", "一览表", "--changed"),
    ):
        ran = opened.run(*words, now=LATER)
        assert ran.code == 0, (words, ran.out, ran.err)
    for words in (
        ("publish", "一览表"), ("issue",), ("collect",), ("merge",), ("send",), ("lock",),
        ("backup",), ("archive",), ("rebuild",), ("undo", "--why", "错了"), ("seen", "JC00"),
        ("restore", str(zipped)),
    ):  # fmt: skip
        ran = opened.run(*words, now=LATER)
        assert ran.code == 2, (words, ran.out)
        assert "只能看" in ran.err or words[0] == "restore", (words, ran.err)
    assert {name: (opened.folder / name).read_bytes() for name in opened.files(".")} == before
    assert opened.run("table", "declaration", now=LATER).code == 0


def test_open__an_altered_box_and_a_full_folder_are_refused(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "有东西").mkdir()
    (tmp_path / "有东西/a").write_bytes(b"")
    ran = Clerk(tmp_path).run("archive", "--open", str(copy), "--into", "有东西", now=LATER)
    assert (ran.code, [*(tmp_path / "有东西").iterdir()]) == (2, [tmp_path / "有东西/a"])
    (copy / "index.html").unlink()
    ran = Clerk(tmp_path).run("archive", "--open", str(copy), "--into", "副本", "--json", now=LATER)
    assert (ran.code, ran.json["error"]["code"]) == (2, "box-altered")
    assert not (tmp_path / "副本").exists()


def test_index__a_browser_shows_it_without_network_or_script(box: Path, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium")
    page = (box / "index.html").as_uri()
    done = subprocess.run(  # noqa: S603 - a browser of the system
        [
            *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"),
            *(f"--user-data-dir={tmp_path}", "--dump-dom", page),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "CONSOLE" not in done.stderr, done.stderr
    links = re.findall(r'href="([^"]+)"', done.stdout)
    assert len(links) > 50
    from urllib.parse import unquote  # noqa: PLC0415 - only here

    assert [one for one in links if not (box / unquote(one)).is_file()] == []
    assert "default-src 'none'" in done.stdout
    assert "<script" not in done.stdout


def test_index__what_a_title_holds_is_escaped_and_restricted_titles_are_left_out(
    tmp_path: Path,
) -> None:
    clerk = printed(tmp_path / "2026")
    import io  # noqa: PLC0415 - only here

    from openpyxl import load_workbook  # noqa: PLC0415 - only here

    book = load_workbook(io.BytesIO(catalogue(clerk)))
    (first, second, *_) = rows(book["文件"])
    first["题名"].value = "<b onclick=x>名册</b>&"
    second["归档类别"].value, second["题名"].value = "责任追究", "限阅的题名"
    out = io.BytesIO()
    book.save(out)
    put(clerk, "归档目录.xlsx", out.getvalue())
    ran = clerk.run("collect", now=ARCHIVED)
    assert ran.code == 0, ran.out
    ran = clerk.run("archive", now=ARCHIVED)
    assert "限制查阅的1件" in ran.out
    (page,) = (clerk.folder / "归档").rglob("index.html")
    text = page.read_text("utf-8")
    assert "&lt;b onclick=x&gt;名册&lt;/b&gt;&amp;" in text
    assert "限阅的题名" not in text
    assert clerk.run("archive", "--restricted", now=LATER).code == 0
    pages = {one.read_text("utf-8") for one in (clerk.folder / "归档").rglob("index.html")}
    assert any("限阅的题名" in one for one in pages)
