"""`lzfx undo`: the last act is taken back by its opposite, seen or refused with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk
from support.two_units import MEETING_FILE, SECTION_FILE, changed_return, put, two_units


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """An office of two units whose list is printed for review."""
    clerk = two_units(tmp_path_factory.mktemp("undo") / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words in (("collect",), ("merge",), ("publish", "一览表", "--fonts", "bundled")):
        assert clerk.run(*words).code == 0
    return clerk


@pytest.fixture
def clerk(merged: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(merged.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def verbs(clerk: Clerk) -> list[str]:
    """The verbs on record, oldest first."""
    return [one["verb"] for one in clerk.run("log", "--json", now=ROUND_TWO).json["entries"]]


def done(clerk: Clerk, *words: str) -> None:
    ran = clerk.run(*words, now=ROUND_TWO)
    assert ran.code == 0, ran.out + ran.err


def test_undo__of_a_review_recorded_by_mistake(clerk: Clerk) -> None:
    done(clerk, "review", "--paper", "纪要1")
    shown = clerk.run("undo", "--show", now=ROUND_TWO)
    assert "审定风险等级（纪要1" in shown.out
    assert verbs(clerk)[-1] == "review"
    ran = clerk.run("undo", "--why", "文号写错", now=ROUND_TWO)
    assert ran.code == 0, ran.err
    assert "已收回" in ran.out
    assert "下一步" in ran.out
    assert verbs(clerk)[-2:] == ["review", "revoke"]


def test_undo__twice_reaches_the_act_before(clerk: Clerk) -> None:
    done(clerk, "lock")
    done(clerk, "review", "--paper", "纪要1")
    done(clerk, "undo")
    done(clerk, "undo")
    assert verbs(clerk)[-4:] == ["lock", "review", "revoke", "unlock"]
    assert clerk.run("lock", now=ROUND_TWO).code == 0


def test_undo__of_a_setting_sets_it_back(clerk: Clerk) -> None:
    before = (clerk.folder / "lzfx.toml").read_text("utf-8")
    done(clerk, "settings", "office.phone", "0599-5552099")
    assert "5552099" in (clerk.folder / "lzfx.toml").read_text("utf-8")
    done(clerk, "undo")
    assert (clerk.folder / "lzfx.toml").read_text("utf-8") == before


def test_undo__of_a_form_issued_by_mistake(clerk: Clerk) -> None:
    done(clerk, "issue", "powers", "--late")
    assert [name for name in clerk.files("发出") if "职权目录" in name]
    done(clerk, "undo", "--why", "还没有定下来")
    assert not [name for name in clerk.files("发出") if "职权目录" in name]
    assert len([name for name in clerk.files("归档") if "职权目录" in name]) == 2
    assert clerk.run("undo", "--show", now=ROUND_TWO).code == 2  # what is left is a collection


def test_undo__of_an_answer_asks_the_question_again(clerk: Clerk) -> None:
    low = {"L11": "大", "M11": "密切", "N11": "大"}  # three high factors at the lowest level
    put(clerk, "更正.xlsx", changed_return(low))
    done(clerk, "collect")
    asked = clerk.run("waive", "JC00", "--json", now=ROUND_TWO).json["open"]
    assert [one["place"][-4:] for one in asked] == ["Q11）"]
    done(clerk, "waive", "JC00", "--why", "已经核实")
    assert clerk.run("waive", "JC00", "--json", now=ROUND_TWO).json["open"] == []
    done(clerk, "undo")
    assert clerk.run("waive", "JC00", "--json", now=ROUND_TWO).json["open"] == asked


def test_undo__of_what_lasts_is_refused_with_another_way(clerk: Clerk) -> None:
    """Returns that were taken in do not go away."""
    ran = clerk.run("undo", "--json", now=ROUND_TWO)
    assert ran.code == 2
    assert ran.json["error"]["code"] == "undo-lasting"
    assert "dismiss" in ran.err
    assert verbs(clerk)[-1] == "print"


def test_undo__of_a_form_that_somebody_returned(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    clerk.deliver(MEETING_FILE)
    done(clerk, "lock")
    assert clerk.run("collect", now=ROUND_ONE).code in {0, 3}
    ran = clerk.run("undo", "--json", now=ROUND_TWO)
    assert ran.json["error"]["code"] == "undo-lasting"  # the collection


def test_undo__of_nothing(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026", issued=False)
    ran = clerk.run("undo", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "undo-lasting")  # the workspace was begun


def test_undo__of_a_setting_that_was_not_there(clerk: Clerk) -> None:
    done(clerk, "settings", "unknown_senders", "ask")
    ran = clerk.run("undo", "--json", now=ROUND_TWO)
    assert ran.json["error"]["code"] == "undo-setting-was-absent"
    assert (ROUND_ONE, ran.code) == (ROUND_ONE, 2)
