"""Offices that are set up by files alone: what they print has no word of the shipped sample."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.clerk import Clerk
from support.printed_words import text_of, texts_below
from support.year import delivered

from lzfx.cli.demo import of_office, play
from lzfx.content.blocks import Document, Heading
from lzfx.documents.handbook.handbook import handbook
from lzfx.documents.lists.cadres import cadre_table
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.errors import DefinitionError, LzfxError
from lzfx.files.offices import SampleOffice, office_in, office_names, sample_office
from lzfx.ledger.queries import current_submissions
from lzfx.model.master import Master
from lzfx.session.master import graded_master
from lzfx.session.opening import Session, open_session
from lzfx.session.papers import with_papers
from lzfx.steps.publish import publish
from lzfx.steps.start import Kit, kit_like, start

IN_2027 = datetime.fromisoformat("2027-03-01T09:00:00")
LIBRARY = Path(__file__).parent / "cases" / "offices" / "library"
FAMILY_PLANNING = (
    "计生", "计划生育", "人口", "街道", "委机关", "委办公会", "委领导", "委班子", "委主要领导",
    "主任办公会", "纠风", "科室（计生办）", "澄岚",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlayedOffice:
    """An office after its two rounds, and what the screen said meanwhile."""

    office: SampleOffice
    root: Path
    screen: str

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        day = self.office.rounds[-1].played_on + timedelta(hours=1)
        with open_session(self.root, day, "测试") as session:
            yield session

    def master(self) -> Master:
        with self.session() as session:
            return with_papers(session, graded_master(session))


def played(office: SampleOffice, root: Path) -> PlayedOffice:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        play(root, of_office(office))
    return PlayedOffice(office, root, said.getvalue())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PlayedOffice:
    return played(office_in(LIBRARY), tmp_path_factory.mktemp("library") / "2026")


def foreign(one: PlayedOffice) -> list[tuple[str, str]]:
    """Where a word of the family-planning sample stands: file and word."""
    with one.session() as session:
        other = () if "廉政" in session.campaign.words.risk else ("廉政",)
        for name in (kind.name for kind in MADE_OF_MASTER):
            publish(session, name)
    texts = (("screen", one.screen), *texts_below(one.root))
    return [(n, word) for n, text in texts for word in (*FAMILY_PLANNING, *other) if word in text]


def taken(one: PlayedOffice) -> dict[str, str]:
    """The file of the return that counts, by subject."""
    with one.session() as session:
        form = session.forms["declaration"]
        return {each.stamp.subject: each.file for each in current_submissions(session.ledger, form)}


def headings(document: Document, level: int) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Heading) and one.level == level]


def test_library__no_word_of_the_sample_is_anywhere(library: PlayedOffice) -> None:
    assert foreign(library) == []


def test_library__faults_come_back_corrected(library: PlayedOffice) -> None:
    found = taken(library)
    assert found.keys() == {"LD00", "JC00", "LD01", "FG01", "CQ01"}
    assert {subject for subject, file in found.items() if "（改）" in file} == {"LD01", "CQ01"}


@pytest.mark.parametrize("name", office_names())
def test_sample_office__no_word_of_the_sample_is_anywhere(name: str, tmp_path: Path) -> None:
    one = played(sample_office(name), tmp_path / name)
    assert foreign(one) == []
    corrected = {fault.unit for fault in one.office.faults}
    assert {subject for subject, file in taken(one).items() if "（改）" in file} == corrected


def test_handbook__a_part_for_every_kind_that_is_led_in_the_order_of_the_list(
    library: PlayedOffice,
) -> None:
    assert headings(handbook(library.master()), 1) == [
        "第一部分　基本要求",
        "第二部分　职责与职权",
        "第三部分　馆领导及各级干部廉洁风险及防范措施",
        "第四部分　阅览部廉洁风险点及防范措施",
        "第五部分　馆外服务廉洁风险",
        "第六部分　防控制度",
        "第七部分　统计",
        "附录　表格式样",
    ]
    units = headings(handbook(library.master()), 2)
    assert units.index("一、东桥分馆") < units.index("二、汽车书屋队")


def test_cadre_table__a_group_for_every_rank_in_the_order_of_the_list(
    library: PlayedOffice,
) -> None:
    assert headings(cadre_table(library.master()), 2) == [
        "一、馆务会和馆领导",
        "二、馆长",
        "三、副馆长",
        "四、部（馆、队）负责人",
        "五、馆员",
        "六、志愿辅导员",
    ]


def test_library__is_shown_by_the_public_calendar_and_prints_what_was_said(
    library: PlayedOffice, tmp_path: Path
) -> None:
    shutil.copytree(library.root, tmp_path / "2026")
    clerk, now = Clerk(tmp_path / "2026"), "2026-04-20T09:00:00"
    paper = ("--paper", "馆公告1")
    for words in (
        ("approve", "--undo", "--why", "重新公示"),
        ("publicity", "--close", "--undo", "--why", "重新公示"),
        ("publicity", "--undo", "--why", "重新公示"),
        ("publicity", *paper, "--on", "2026-04-02"),
        ("issue", "comment_form", "--late", "--only", "FG01"),
    ):
        ran = clerk.run(*words, now=now)
        assert ran.code == 0, ran.out + ran.err
    early = clerk.run("publicity", "--close", *paper, "--on", "2026-04-08", now=now)
    assert "公示到2026-04-09才满期，到2026-04-08还有2天" in early.err, "清明节不算"
    said = {"about": "整体", "text": "服务台的字太小。", "commenter_kind": "public"}
    remark = {"subject": "FG01", "remarks": [said]}
    delivered(clerk, {"form": "comment_form", "returns": [remark]}, now, "意见表")
    assert "【收下】" in clerk.run("collect", now=now).out
    assert clerk.run("issue", "comments", now=now).code == 0
    answer = {
        "code": "意2026-01",
        "unit": "FG01",
        "outcome": "declined",
        "reason": "已另印。",
        "replied_on": "2026-04-20",
    }
    header = {"publicity": "《区图书馆一览表》", "media": ["board"]}
    answers = {"form": "comments", "returns": [{"header": header, "comments": [answer]}]}
    delivered(clerk, answers, now, "登记")
    ran = clerk.run("collect", "--json", now=now)
    codes = [found["code"] for one in ran.json["deliveries"] for found in one["findings"]]
    assert codes == ["comment-outside-period"]
    closed = clerk.run("publicity", "--close", *paper, now=now)
    assert closed.code == 0, closed.err
    ran = clerk.run("publish", "意见采纳情况表", "--fonts", "bundled", "--json", now=now)
    (pdf,) = (Path(file) for file in ran.json["files"] if file.endswith(".pdf"))
    text = "".join(text_of(pdf.name, pdf.read_bytes()).split())
    assert "共收到意见1条（系统内1条），其中不采纳1条" in text
    assert "东桥分馆" in text
    assert "（期外）" in text
    assert not [word for word in FAMILY_PLANNING if word in text]


def test_reviews__follow_from_what_kinds_and_ranks_mean(library: PlayedOffice) -> None:
    reviews = library.master().papers.reviews
    assert reviews["LD00-P1"].step == "review_group"  # the chief, by a rank of another code
    assert reviews["LD00-P2"].step == "commission_meeting"
    assert reviews["JC00"].step == "review_group"
    assert reviews["CQ01-P2"].step == "leader_in_charge"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('head = "P5"\nleader = "P2"', 'head = "P5"\nleader = ""', "roster-no-leader"),
        ('head = "P5"\nleader = "P2"', 'head = "P5"\nleader = "P6"', "roster-not-a-leader"),
    ],
)
def test_roster__the_fourth_kind_is_led_as_its_list_says(
    old: str, new: str, code: str, tmp_path: Path
) -> None:
    folder = tmp_path / "library"
    shutil.copytree(LIBRARY, folder)
    roster = folder / "content" / "roster.toml"
    roster.write_text(roster.read_text("utf-8").replace(old, new), "utf-8")
    office = office_in(folder)
    start(tmp_path / "2026", office.issued_at, "测试", kit=of_office(office).kit())
    with (
        pytest.raises(DefinitionError) as error,
        open_session(tmp_path / "2026", office.issued_at, "测试"),
    ):
        pass
    assert [(f.code, f.where.address) for f in error.value.findings] == [(code, "G8")]


def test_sample_office__unknown_names_are_told_with_the_known_ones() -> None:
    with pytest.raises(LzfxError) as error:
        sample_office("hotel")
    assert error.value.code == "office-unknown"
    assert error.value.params == {"value": "hotel", "offices": office_names()}


def test_start_like__settings_of_this_year_own_lists_and_an_empty_roster(tmp_path: Path) -> None:
    root = tmp_path / "2027"
    start(root, IN_2027, "测试", kit=kit_like(office_in(LIBRARY), 2027))
    settings = (root / "lzfx.toml").read_text("utf-8")
    assert 'code = "2027"' in settings
    assert "deadline = 2027-03-20" in settings
    assert "2026" not in settings
    assert 'plan = ""' in settings
    assert (root / "form_templates" / "lists" / "choices.toml").is_file()
    with pytest.raises(DefinitionError) as error, open_session(root, IN_2027, "测试"):
        pass
    assert [one.code for one in error.value.findings] == ["roster-empty"]


@pytest.mark.parametrize(("folder", "year"), [("2029年廉政风险", 2029), ("风险防范", 2027)])
def test_start__the_year_in_the_name_of_the_folder(folder: str, year: int, tmp_path: Path) -> None:
    start(tmp_path / folder, IN_2027, "测试")
    assert f"year = {year}\n" in (tmp_path / folder / "lzfx.toml").read_text("utf-8")


def test_kit__a_kit_without_a_roster_gets_an_empty_one(tmp_path: Path) -> None:
    office = office_in(LIBRARY)
    start(tmp_path / "x", office.issued_at, "测试", kit=Kit(office.settings))
    assert (tmp_path / "x" / "名册.xlsx").is_file()
