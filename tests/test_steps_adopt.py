"""Forms that another copy of the campaign issued: told apart, and taken by its key or by word."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, sample_clerk
from support.templates import form_named
from support.workbook_examples import KEY, STAMP

from lzfx.checks.identity import Beside, Carriers, recognise
from lzfx.forms.layout import STAMP_PROPERTY
from lzfx.forms.stamp import seal, short_code
from lzfx.model.finding import Where
from lzfx.model.submission import Stamp
from lzfx.steps.start import Kit, start

LATER = "2026-09-19T09:00:00"
RETURN = "第一轮/主任办公会申报表.xlsx"
OTHER_RETURN = "第一轮/宣传教育科（报送） 9.8.ods"


def flat(text: str) -> str:
    """A text without the places where the screen breaks it."""
    return "".join(text.split())


# The pure part: which of the three it is.

FORMS = {"declaration": form_named("declaration")}
OTHER_KEY = b"o" * 32
FOREIGN = seal(STAMP, OTHER_KEY)
BESIDE = Beside("2026", {"declaration": {"LX03", "LX04"}}, {STAMP})


def told(token: str, beside: Beside = BESIDE, **codes: str) -> tuple[Stamp | None, list[str]]:
    found = Carriers({token: STAMP_PROPERTY}, {code: Where() for code in codes.values()})
    stamp, said = recognise(found, FORMS, KEY, "来件.xlsx", beside)
    return stamp, [one.code for one in said]


def test_told_apart__another_copy() -> None:
    assert told(FOREIGN) == (None, ["identity-other-copy"])
    assert told(FOREIGN, code=short_code(STAMP, OTHER_KEY)) == (None, ["identity-other-copy"])


@pytest.mark.parametrize(
    "token",
    [
        FOREIGN[:-1],
        FOREIGN.replace("LZ1", "LZ9"),
        FOREIGN[:-3] + "018",
        seal(replace(STAMP, subject="LX99"), OTHER_KEY),
        seal(replace(STAMP, form="elsewhere"), OTHER_KEY),
        seal(replace(STAMP, issue=0), OTHER_KEY),
        # the identity of another unit under a seal of ours
        ".".join(
            (*seal(replace(STAMP, subject="LX04"), KEY).split(".")[:2], seal(STAMP, KEY)[-24:])
        ),
    ],
)
def test_told_apart__altered(token: str) -> None:
    assert told(token) == (None, ["identity-not-ours"])
    assert told(token, replace(BESIDE, confirmed=True))[0] in {
        None,
        replace(STAMP, subject="LX99"),
    }, "a person's word is for what is well formed"


def test_told_apart__carriers_that_name_different_units_are_altered() -> None:
    code = short_code(replace(STAMP, subject="LX04"), OTHER_KEY)
    assert told(FOREIGN, code=code) == (None, ["identity-not-ours"])
    assert told(FOREIGN, replace(BESIDE, confirmed=True), code=code)[0] is None
    two = Carriers({FOREIGN: "a", seal(STAMP, KEY): "b"}, {})
    assert recognise(two, FORMS, KEY, "", replace(BESIDE, confirmed=True))[0] is None


def test_told_apart__another_campaign() -> None:
    token = seal(replace(STAMP, campaign="2025"), OTHER_KEY)
    assert told(token) == (None, ["other-campaign"])
    assert told(token, replace(BESIDE, confirmed=True)) == (None, ["other-campaign"])


def test_taken__with_the_key_it_is_proven_and_said() -> None:
    assert told(FOREIGN, replace(BESIDE, keys=(OTHER_KEY,))) == (
        STAMP,
        ["identity-by-other-key"],
    )


def test_taken__on_a_persons_word_it_is_a_query() -> None:
    assert told(FOREIGN, replace(BESIDE, confirmed=True)) == (STAMP, ["identity-on-confirmation"])


def test_short_code_alone__is_told_too() -> None:
    found = Carriers({}, {short_code(STAMP, OTHER_KEY): Where()})
    stamp, said = recognise(found, FORMS, KEY, "", BESIDE)
    assert (stamp, [one.code for one in said]) == (None, ["code-of-other-copy", "no-stamp"])
    stamp, said = recognise(found, FORMS, KEY, "", replace(BESIDE, keys=(OTHER_KEY,)))
    assert stamp == STAMP
    assert [one.code for one in said] == ["identity-by-other-key", "identity-by-code"]


# The whole: forms went out from one workspace, and another one made of the same files collects.


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """The workspace that sent the forms (the sample's key), with a backup."""
    clerk = sample_clerk(tmp_path_factory.mktemp("first") / "2026")
    assert clerk.run("backup", now=ISSUED).code == 0
    return clerk


@pytest.fixture
def second(tmp_path: Path) -> Clerk:
    """A workspace made of the same settings and roster, with a key of its own; two returns came."""
    kit = Kit((SAMPLE / "lzfx.toml").read_bytes(), (SAMPLE / "名册.xlsx").read_bytes())
    start(tmp_path / "2026", datetime.fromisoformat(ISSUED), "tester", kit=kit)
    clerk = Clerk(tmp_path / "2026")
    clerk.run("issue", now=ISSUED)
    clerk.deliver(RETURN, OTHER_RETURN)
    return clerk


def verbs(clerk: Clerk) -> list[str]:
    with closing(sqlite3.connect(clerk.folder / "台账.db")) as ledger:
        return [row[0] for row in ledger.execute("SELECT verb FROM action ORDER BY seq")]


def outcomes(clerk: Clerk, *words: str, now: str = LATER) -> dict[str, tuple[str, list[str]]]:
    ran = clerk.run(*words, "--json", now=now)
    return {
        one["file"].rpartition("/")[2]: (one["outcome"], [each["code"] for each in one["findings"]])
        for one in ran.json["deliveries"]
    }


def test_collected__does_not_blame_the_unit(second: Clerk) -> None:
    ran = second.run("collect", now=ROUND_ONE)
    said = flat(ran.out)
    assert "另一个工作区" in said
    assert "不是填报单位的错" in said
    assert "lzfxadopt--from" in said
    assert "被改动过" not in said


def test_without_a_key__nothing_is_taken_silently(second: Clerk) -> None:
    second.run("collect", now=ROUND_ONE)
    before = verbs(second)
    ran = second.run("adopt", "--all", now=LATER)
    assert ran.code == 3
    said = flat(ran.out)
    assert "现在还没有收，请逐份核实" in said
    assert "主任办公会申报表.xlsx" in said
    assert "--why理由" in said
    assert verbs(second) == before
    ran = second.run("adopt", now=LATER)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "--all" in ran.err
    assert verbs(second) == before


def test_on_a_persons_word__only_the_named_file_is_taken_and_it_is_said(second: Clerk) -> None:
    second.run("collect", now=ROUND_ONE)
    file = f"收件/{RETURN}"
    ran = second.run("adopt", file, "--why", "电话核对过，是委领导办公室报的", now=LATER)
    said = flat(ran.out)
    assert "请核实" in said
    assert "只凭经办人确认" in said
    log = flat(second.run("log", now=LATER).out)
    assert "没有钥匙可证，凭确认收表。理由：电话核对过，是委领导办公室报的。" in log
    assert verbs(second).count("adopt") == 1
    seen = outcomes(second, "collect", "--again")
    assert "identity-other-copy" in seen["宣传教育科（报送） 9.8.ods"][1], "not asked, not taken"
    assert second.run("merge", now=LATER).code == 0
    assert second.run("verify", now=LATER).code == 0
    ran = second.run("rebuild", "--json", now=LATER)
    assert ran.json["findings"] == [], "whose it is stands in the record"


def test_on_a_persons_word__stays_said_when_judged_again(second: Clerk) -> None:
    path = second.folder / "收件" / RETURN
    book = load_workbook(path)
    book["风险点"]["T8"] = None
    book.save(path)
    seen = outcomes(second, "adopt", f"收件/{RETURN}", "--why", "核对过")
    (outcome, codes) = seen[path.name]
    assert outcome == "sent_back"
    assert "identity-on-confirmation" in codes
    again = outcomes(second, "collect", "--again")
    assert "identity-on-confirmation" in again[path.name][1]
    assert verbs(second).count("adopt") == 1


def test_whole_inbox__on_a_persons_word(second: Clerk) -> None:
    seen = outcomes(second, "adopt", "--all", "--why", "都已当面核对")
    assert {outcome for outcome, _ in seen.values()} == {"accepted"}
    assert all("identity-on-confirmation" in codes for _, codes in seen.values())
    assert verbs(second).count("adopt") == 2
    assert second.run("adopt", "--all", now=LATER).code == 2


@pytest.mark.parametrize("source", ["workspace", "copy", "key file", "segment", "backup", "ledger"])
def test_by_key__everything_that_waited_is_proven(first: Clerk, second: Clerk, source: str) -> None:
    assert {code for _, (code, *_) in outcomes(second, "collect").values()} == {
        "identity-other-copy"
    }
    before = {name: (first.folder / name).read_bytes() for name in first.files(".")}
    path = {
        "workspace": first.folder,
        "copy": first.folder / "台账副本",
        "key file": first.folder / "台账副本/表格钥匙.txt",
        "segment": first.folder / "台账副本/000001.lzr",
        "backup": next((first.folder / "归档").glob("*.zip")),
        "ledger": first.folder / "台账.db",
    }[source]
    seen = outcomes(second, "adopt", "--from", str(path))
    assert {outcome for outcome, _ in seen.values()} == {"accepted"}
    assert all("identity-by-other-key" in codes for _, codes in seen.values())
    assert {name: (first.folder / name).read_bytes() for name in first.files(".")} == before
    log = flat(second.run("log", now=LATER).out)
    assert "认可另一个工作区的表格钥匙" in log
    second.deliver("第一轮/苇渡街道计生办申报表（盖章版）.xlsx")
    later = outcomes(second, "collect")
    assert [outcome for outcome, _ in later.values()] == ["accepted"], "and what comes later"
    ran = second.run("rebuild", "--json", now=ROUND_TWO)
    assert ran.json["findings"] == []
    ran = second.run("adopt", "--from", str(path), now=LATER)
    assert (ran.code, "早已认可" in ran.err) == (2, True)


def test_by_key__of_another_campaign_or_of_none(second: Clerk, tmp_path: Path) -> None:
    kit = Kit(
        (SAMPLE / "lzfx.toml").read_text("utf-8").replace("2026-SAMPLE", "2027-OTHER").encode(),
        (SAMPLE / "名册.xlsx").read_bytes(),
    )
    start(tmp_path / "别的", datetime.fromisoformat(ISSUED), "tester", kit=kit)
    Clerk(tmp_path / "别的").run("issue", now=ISSUED)
    ran = second.run("adopt", "--from", str(tmp_path / "别的"), now=LATER)
    assert (ran.code, "2027-OTHER" in ran.err) == (2, True)
    ran = second.run("adopt", "--from", str(SAMPLE / "名册.xlsx"), now=LATER)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    ran = second.run("adopt", "--from", str(tmp_path), now=LATER)
    assert (ran.code, "没有找到表格钥匙" in ran.err) == (2, True)
    assert "adopt_key" not in verbs(second)


def test_lost_ledger_and_no_copy__a_new_workspace_takes_the_key_beside_the_originals(
    first: Clerk, second: Clerk, tmp_path: Path
) -> None:
    """All of the old workspace that is left is its folder with the copy, and of that the key."""
    left = tmp_path / "剩下的" / "台账副本"
    left.mkdir(parents=True)
    shutil.copy(first.folder / "台账副本/表格钥匙.txt", left)
    seen = outcomes(second, "adopt", "--from", str(left))
    assert {outcome for outcome, _ in seen.values()} == {"accepted"}


def test_only_the_short_code_is_left__is_told_and_may_be_assigned(second: Clerk) -> None:
    path = second.folder / "收件/重抄.xlsx"
    book = load_workbook(SAMPLE / "returns" / RETURN)
    del book["_lzfx"]
    del book.defined_names["lzfx_token"]
    del book.custom_doc_props["lzfx"]  # type: ignore[attr-defined]
    book.save(path)
    (_, codes) = outcomes(second, "collect", str(path))[path.name]
    assert codes == ["code-of-other-copy", "no-stamp"]
    (outcome, codes) = outcomes(second, "assign", str(path), "JC00")[path.name]
    assert outcome == "accepted"
    assert "assigned-by-hand" in codes
    ran = second.run("rebuild", "--json", now=LATER)
    assert ran.json["findings"] == []
