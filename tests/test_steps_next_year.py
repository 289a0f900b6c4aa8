"""The year after a whole drive: forms of the office's own go out beside last year's points."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from support.any_form import Answering, filled
from support.clerk import Clerk
from support.odd_forms import FOLDER, odd_form

FORMS = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
ISSUED = "2027-08-21T09:00:00"
RECEIVED = "2027-09-02T09:00:00"
UNIT = "KS03"


@pytest.fixture(scope="module")
def clerk(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A clerk in the year after the sample's, who has six forms of the office's own."""
    home = tmp_path_factory.mktemp("years")
    shutil.copytree(demo_folder, home / "2026")
    after = Clerk(home).run("init", "2027", "--after", "2026", now="2027-08-01T09:00:00")
    assert after.code == 0, after.out + after.err
    later = Clerk(home / "2027")
    shutil.copytree(FOLDER, later.folder / "form_templates/forms")
    return later


@pytest.fixture(scope="module")
def issued(clerk: Clerk) -> dict[str, dict[str, str]]:
    """The files of every form by subject; the declaration is the one without a name."""
    files = {}
    for name in (*FORMS, ""):
        done = clerk.run("issue", *([name] if name else []), "--json", now=ISSUED)
        assert done.code == 0, (name, done.out + done.err)
        files[name] = {one["subject"]: one["file"] for one in done.json["files"]}
    return files


def test_issue__every_form_goes_out(issued: dict[str, dict[str, str]]) -> None:
    assert set(issued) == {*FORMS, ""}
    assert all(issued.values())


@pytest.mark.parametrize("form", ["training", "projects", "duty_office"])
def test_collect__takes_a_return_in(
    clerk: Clerk, issued: dict[str, dict[str, str]], form: str
) -> None:
    blank = (clerk.folder / "发出" / issued[form][UNIT]).read_bytes()
    how = Answering(rows=1, answers={"project_no": "XM-001"})
    (clerk.folder / f"收件/{form}.xlsx").write_bytes(filled(blank, odd_form(form), how))
    done = clerk.run("collect", "--json", now=RECEIVED)
    outcomes = {one["file"]: (one["outcome"], one["findings"]) for one in done.json["deliveries"]}
    assert outcomes[f"{form}.xlsx"][0] == "accepted", outcomes


@pytest.mark.usefixtures("issued")
@pytest.mark.parametrize("word", ["status", "send", "verify", "rebuild", "backup"])
def test_command__ends_well(clerk: Clerk, word: str) -> None:
    done = clerk.run(word, now=RECEIVED)
    assert done.code == 0, done.out + done.err


def test_settings__are_those_of_last_year_a_year_later(clerk: Clerk) -> None:
    """The names of bodies and words of the office stay; its days move on."""
    before, after = (
        tomllib.loads((clerk.folder.parent / year / "lzfx.toml").read_text("utf-8"))
        for year in ("2026", "2027")
    )
    assert (after["year"], after["code"]) == (2027, "2027")
    assert after["deadline"] == before["deadline"].replace(year=2027)
    same = {"name", "commission", "system", "bodies", "office", "ruled_rows"}
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
