"""Publishing on the sample: every document comes out whole, and public ones name nobody."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from support.clerk import ROUND_TWO, Clerk, sample_clerk
from support.sample_content import Sample

import lzfx
from lzfx.content.blocks import strings
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.documents.personal_data import names_of
from lzfx.documents.registry import DOCUMENTS
from lzfx.documents.reprint import PageChanges
from lzfx.errors import LzfxError
from lzfx.ledger.queries import publications
from lzfx.session.master import graded_master
from lzfx.session.opening import open_session
from lzfx.session.papers import with_papers
from lzfx.session.printed import Published
from lzfx.steps.publish import _narrowed, publish
from lzfx.steps.start import start
from lzfx.workbook.table_view import render_xlsx

KINDS = {kind.name: kind for kind in MADE_OF_MASTER}
NOW = datetime.fromisoformat(ROUND_TWO)
SAMPLE = Sample()
PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")


@pytest.fixture(scope="module")
def workspace(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo's workspace, to publish in."""
    folder = tmp_path_factory.mktemp("publish") / "2026"
    shutil.copytree(demo_folder, folder)
    shutil.rmtree(folder / "成果")
    (folder / "成果").mkdir()
    return folder


def printed(workspace: Path, name: str, *only: str) -> Published:
    with open_session(workspace, NOW, "tester") as session:
        return publish(session, name, "bundled", only)


def text_of(path: Path) -> str:
    """Every text in a produced file, its properties too, without gaps."""
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
        text = "\n".join((*pages, *document.get_metadata_dict().values()))
    elif path.suffix == ".html":
        text = path.read_text("utf-8")
    else:
        with zipfile.ZipFile(path) as package:
            parts = [n for n in package.namelist() if n.endswith((".xml", ".rels"))]
            text = "\n".join(re.sub(r"<[^>]*>", "", package.read(n).decode()) for n in parts)
    return re.sub(r"[\s\u200b]", "", text)


@pytest.mark.parametrize("name", ["overview-public", "cadres-public"])
def test_publish__nobody_of_the_roster_is_in_any_file_of_a_public_edition(
    name: str, workspace: Path
) -> None:
    done = printed(workspace, name)
    assert [path.suffix[1:] for path in done.files] == list(KINDS[name].formats)
    contacts = {unit.email for unit in SAMPLE.roster.units} - {""}
    for path in done.files:
        text = text_of(path)
        assert len(text) > 10_000
        assert [one for one in names_of(SAMPLE.roster) if one in text] == [], path.name
        assert [one for one in contacts if one in text] == [], path.name
        if path.suffix == ".pdf":  # packages have numbers that look like phones
            assert PHONE.findall(text) == []


def test_publish__the_notice_names_the_contact_and_nobody_else(workspace: Path) -> None:
    done = printed(workspace, "公示通知")
    office = SAMPLE.campaign.office
    for path in done.files:
        text = text_of(path)
        assert [one for one in names_of(SAMPLE.roster) if one in text] == [office.contact]
        assert text.count(office.contact) == 1
        assert office.email in text


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.by_unit])
def test_publish__every_text_of_a_paper_is_in_its_word_file(name: str, workspace: Path) -> None:
    with open_session(workspace, NOW, "tester") as session:
        master = with_papers(session, graded_master(session))
        document = KINDS[name].build(_narrowed(session, master, KINDS[name], ("KS01",)))
        done = publish(session, name, "bundled", ("KS01",))
    word = text_of(done.files[1])
    wanted = {re.sub(r"\s", "", text) for text in strings(document)}
    assert len(wanted) > 15
    assert sorted(text for text in wanted if text not in word) == []


def test_publish__the_scan_would_see_a_name(workspace: Path) -> None:
    for path in printed(workspace, "overview").files:
        text = text_of(path)
        assert len([one for one in names_of(SAMPLE.roster) if one in text]) > 20, path.name


def test_publish__a_name_in_a_post_stops_the_public_edition(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no mask covers is not printed: here every unit is called after a person."""
    monkeypatch.setattr("lzfx.documents.public.masked", lambda text, _names: text)
    monkeypatch.setattr("lzfx.documents.public._FREE", ())
    before = sorted((workspace / "成果").iterdir())
    with open_session(workspace, NOW, "tester") as session:
        person = next(iter(session.roster.people.values())).name
        unit = session.roster.units[2]
        object.__setattr__(unit, "name", f"{unit.name}{person}")
        done = publish(session, "overview-public", "bundled")
    assert [(one.code, one.params["value"]) for one in done.findings] == [
        ("personal-data-in-public", person)
    ]
    assert sorted((workspace / "成果").iterdir()) == before


def test_publish__by_chinese_name_is_remembered_by_its_own(workspace: Path) -> None:
    done = printed(workspace, "调级清单")
    assert [path.name for path in done.files] == [
        f"2026年度风险等级调整清单.{kind}" for kind in KINDS["level-changes"].formats
    ]
    with open_session(workspace, NOW, "tester") as session:
        assert publications(session.ledger)[-1].document == "level-changes"


def test_publish__only_some_units_of_a_bound_set(workspace: Path) -> None:
    done = printed(workspace, "post-cards", "办公室", "KS02")
    assert done.files[0].name == "2026年度岗位廉政风险告知承诺书 办公室、政策法规科.pdf"
    assert done.points == 38


@pytest.mark.parametrize(
    ("name", "only", "code"),
    [
        ("handbok", (), "document-unknown"),
        ("overview", ("KS01",), "document-not-by-unit"),
        ("post-cards", ("KS77",), "unit-unknown"),
    ],
)
def test_publish__wrong_names_stop_it(
    name: str, only: tuple[str, ...], code: str, workspace: Path
) -> None:
    with pytest.raises(LzfxError) as told:
        printed(workspace, name, *only)
    assert told.value.code == code


def test_publish__nothing_to_remind_is_said_and_nothing_written(workspace: Path) -> None:
    """In the sample everybody has returned in the end, some of them late."""
    done = printed(workspace, "reminders")
    assert done.findings == ()
    assert "超过期限" in text_of(done.files[1])


def test_publish__without_a_name_lists_what_there_is(tmp_path: Path) -> None:
    clerk = Clerk(tmp_path)
    ran = clerk.run("publish")
    assert ran.code == 0
    assert all(kind.name in ran.out for kind in DOCUMENTS)
    assert "一览表（公示本）" in ran.out
    assert clerk.run("publish", "--json").json.keys() == {kind.name for kind in DOCUMENTS}


def test_publish__reminders_before_anybody_has_returned(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    done = clerk.run(
        "publish", "催报名单", "--fonts", "bundled", "--json", now="2026-09-17T09:00:00"
    )
    assert done.code == 0, done.out + done.err
    text = text_of(Path(done.json["files"][1]))
    assert "未报和待改的（21个）" in text
    assert "2天" in text
    none = clerk.run("publish", "签字件", "--json")
    assert none.code == 0
    assert [one["code"] for one in none.json["nothing"]] == ["nothing-to-sign"]


def test_publish__level_changes_of_the_year_after(workspace: Path, tmp_path: Path) -> None:
    """As long as a unit has not answered, none of its points counts as dropped."""
    home = tmp_path / "2027"
    now = datetime.fromisoformat("2027-09-01T09:00:00")
    start(home, now, "tester", after=workspace)
    with open_session(home, now, "tester") as session:
        master = with_papers(session, graded_master(session))
        assert (master.papers.changes, master.papers.years) == ((), ())
        done = publish(session, "调级清单", "bundled")
    assert ([one.code for one in done.nothing], done.findings) == (["nothing-to-publish"], ())


def test_publish__says_which_pages_are_not_as_in_the_last_edition(workspace: Path) -> None:
    first = printed(workspace, "cadres")
    assert first.changes is None or first.changes.again == ()
    again = printed(workspace, "cadres")
    assert (again.changes, again.before) == (PageChanges(), NOW.isoformat())
    with open_session(workspace, NOW, "tester") as session:
        (newest,) = (one for one in publications(session.ledger)[-3:] if one.file.endswith(".pdf"))
    kept = workspace / "印制记录" / f"{newest.output_sha256}.json"
    edition = json.loads(kept.read_text("utf-8"))
    edition["pages"][4] = "别的内容"
    kept.write_text(json.dumps(edition), "utf-8")
    with open_session(workspace, NOW, "tester") as session:
        count = len(publications(session.ledger))
        compared = publish(session, "cadres", "bundled", compared=True)
        assert len(publications(session.ledger)) == count
    assert compared.files == ()
    assert compared.changes == PageChanges(changed=(5,), gone=(5,))


def test_publish__what_the_proof_reading_refuses_is_not_written(workspace: Path) -> None:
    """An own page template that forgets the heads of tables on the pages after the first."""
    own = workspace / "form_templates" / "documents" / "typst"
    own.mkdir(parents=True)
    shipped = Path(lzfx.__file__).parents[1] / "form_templates" / "documents" / "typst"
    table = (shipped / "table.typ").read_text("utf-8")
    (own / "table.typ").write_text(table.replace("repeat: true", "repeat: false"), "utf-8")
    before = {file: file.stat().st_mtime_ns for file in (workspace / "成果").iterdir()}
    try:
        done = printed(workspace, "overview")
    finally:
        shutil.rmtree(workspace / "form_templates")
    assert done.files == ()
    wrong = [one for one in done.findings if one.code != "print-refused-kept"]
    assert {one.code for one in wrong} == {"print-head-missing"}
    assert all(one.where.file.endswith(".pdf") and one.where.sheet for one in wrong)
    shutil.rmtree(workspace / "成果/没有通过校读")
    assert {file: file.stat().st_mtime_ns for file in (workspace / "成果").iterdir()} == before


def test_print_that_was_refused__is_kept_for_looking_at_until_one_is_sound(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody believes that a text is missing who cannot see the page."""
    name = "lzfx.session.printing.render_xlsx"
    monkeypatch.setattr(name, lambda one: render_xlsx(replace(one, title="另一个标题")))
    before = sorted(path.name for path in (workspace / "成果").iterdir())
    told = printed(workspace, "overview")
    codes = [one.code for one in told.findings]
    assert "print-text-missing" in codes
    assert told.files == ()
    kept = [one.where.file for one in told.findings if one.code == "print-refused-kept"]
    assert kept
    assert all(file.startswith("成果/没有通过校读/") for file in kept)
    assert all((workspace / file).is_file() for file in kept)
    assert sorted(path.name for path in (workspace / "成果").iterdir()) == sorted(
        [*before, "没有通过校读"]
    )
    monkeypatch.setattr(name, render_xlsx)
    assert printed(workspace, "overview").files
    assert not (workspace / "成果/没有通过校读").exists()
