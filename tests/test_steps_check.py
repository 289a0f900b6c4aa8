"""`lzfx check`: what was printed here is held against what it should say."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from support.clerk import Clerk
from support.printed_document import TEMPLATES, overview

from lzfx.content.blocks import plain
from lzfx.errors import FileError
from lzfx.files.editions import edition_of, keep_edition
from lzfx.files.workspace import Workspace
from lzfx.render.html import render_html
from lzfx.steps.check import check

DOCUMENT = overview()


@pytest.fixture
def printed(tmp_path: Path) -> tuple[Workspace, Path]:
    workspace = Workspace(tmp_path)
    data = render_html(DOCUMENT, TEMPLATES)
    file = tmp_path / "一览表.html"
    file.write_bytes(data)
    keep_edition(workspace, hashlib.sha256(data).hexdigest(), plain(DOCUMENT), ["一", "二"])
    return workspace, file


def test_edition__is_kept_by_the_hash_of_its_file(printed: tuple[Workspace, Path]) -> None:
    workspace, file = printed
    kept = edition_of(workspace, hashlib.sha256(file.read_bytes()).hexdigest())
    assert kept is not None
    assert (kept.tree["title"], kept.pages) == (DOCUMENT.title, ("一", "二"))
    assert edition_of(workspace, "0" * 64) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", "\ud800", '{"tree": 1}'])
def test_edition__that_was_damaged_counts_as_none(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "印制记录"
    folder.mkdir()
    (folder / "ab.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert edition_of(Workspace(tmp_path), "ab") is None


def test_check__knows_what_a_file_printed_here_should_say(printed: tuple[Workspace, Path]) -> None:
    workspace, file = printed
    (done,) = check([file], workspace)
    assert (done.known, done.sound, done.findings) == (True, True, ())
    (done,) = check([file], None)
    assert (done.known, done.sound) == (False, True)


def test_check__text_taken_out_of_the_document_is_missing(printed: tuple[Workspace, Path]) -> None:
    workspace, file = printed
    data = file.read_bytes()
    keep = workspace.root / "印制记录" / f"{hashlib.sha256(data).hexdigest()}.json"
    kept = json.loads(keep.read_text("utf-8"))
    kept["tree"]["title"] = "另一个标题"
    keep.write_text(json.dumps(kept), "utf-8")
    (done,) = check([file], workspace)
    assert [(one.code, one.params["value"]) for one in done.findings] == [
        ("print-text-missing", "另一个标题")
    ]


def test_check__file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="file-missing"):
        check([tmp_path / "没有.pdf"], None)


def test_command__says_what_is_wrong_and_leaves_with_one(tmp_path: Path) -> None:
    sound, wrong, other = (tmp_path / name for name in ("好.html", "坏.html", "别的.txt"))
    page = render_html(DOCUMENT, TEMPLATES)
    sound.write_bytes(page)
    wrong.write_bytes(page.replace(b"</main>", b"<script>1</script></main>"))
    other.write_text("便条", "utf-8")
    clerk = Clerk(tmp_path)
    done = clerk.run("check", sound.name)
    assert (done.code, "好.html：没有问题" in done.out) == (0, True)
    done = clerk.run("check", sound.name, wrong.name, other.name, "--json")
    assert done.code == 1
    assert [[one["code"] for one in file["findings"]] for file in done.json] == [
        [],
        ["file-reaches-out"],
        ["not-a-print"],
    ]
    assert clerk.run("check", "没有.pdf").code == 2
