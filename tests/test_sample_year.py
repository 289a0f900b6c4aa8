"""The sample's whole year, played by the commands that its script types."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from support.clerk import Clerk, Ran, sample_workspace
from support.printed_pages import page_texts

from lzfx.cli.demo_full import arrived
from lzfx.files.sample_script import sample_script

REFUSED = {("approve", "--paper", "澄人计〔2026〕39号"): "publicity-not-over"}
"""Commands that the script types too early, and why they are refused."""


@dataclass(frozen=True)
class Year:
    """The clerk after the year, and what each command said."""

    clerk: Clerk
    ran: list[tuple[tuple[str, ...], Ran]]

    def level(self, point: str) -> str:
        """The level that counts of a point."""
        told = self.clerk.run("why", point, "--json", now="2026-12-02T09:00:00").json
        return str(told["level"])

    def papers(self) -> dict[str, str]:
        """The texts of everything printed as pdf, by file name."""
        folder = self.clerk.folder / "成果"
        names = [name for name in self.clerk.files("成果") if name.endswith(".pdf")]
        return {name: "".join(page_texts((folder / name).read_bytes())) for name in names}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The year, each command in a process of its own."""
    clerk = sample_workspace(tmp_path_factory.mktemp("year") / "2026")
    ran: list[tuple[tuple[str, ...], Ran]] = []
    for step in sample_script():
        arrived(clerk.folder, step)
        ran += [(words, clerk.run(*words, now=step.at.isoformat())) for words in step.run]
    return Year(clerk, ran)


def test_year__no_command_stops_but_those_typed_too_early(year: Year) -> None:
    stopped = {typed: one.err for typed, one in year.ran if one.code not in {0, 1, 3}}
    assert stopped.keys() == REFUSED.keys(), stopped


def test_year__the_level_that_counts_is_the_last_valid_decision(year: Year) -> None:
    """One raised by its reviewer, one lowered by him and put back, one raised by a comment."""
    assert year.level("KS04-014") == "一级"
    assert year.level("KS06-012") == "二级"
    assert year.level("KS01-003") == "二级"
    assert year.level("KS03-001") == "一级"


def test_year__what_was_adopted_stands_in_the_handbook(year: Year) -> None:
    (text,) = [
        text.replace("\n", "") for name, text in year.papers().items() if name.endswith("手册.pdf")
    ]
    assert "大字版发到社区" in text
    assert "送审稿" not in text
    assert "征求意见稿" not in text


def test_year__the_handbook_is_issued_by_a_letter_of_its_own(year: Year) -> None:
    papers = {name: text.replace("\n", "") for name, text in year.papers().items()}
    (letter,) = (text for name, text in papers.items() if name.endswith("手册印发通知.pdf"))
    (book,) = (text for name, text in papers.items() if name.endswith("手册.pdf"))
    for text in (letter, book):
        assert "澄人计〔2026〕40号" in text
        assert "关于印发《廉政风险防范管理工作手册》的通知" in text
        assert "第1版" in text
    (register,) = (text for name, text in papers.items() if "修订记录表" in name)
    assert "尚未" not in register
    assert register.count("第1版") == len(set(re.findall(r"修2026-\d+", register)))


def test_year__who_commented_stands_in_no_paper_about_comments(year: Year) -> None:
    papers = {name: text for name, text in year.papers().items() if "意见" in name}
    assert papers
    for name in ("石可心", "霍连山", "乔木青"):
        assert [file for file, text in papers.items() if name in text] == [], name


def test_year__the_record_holds(year: Year) -> None:
    (verified,) = [one for typed, one in year.ran if typed == ("verify",)]
    assert verified.code == 0, verified.out
