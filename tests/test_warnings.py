"""A warning from its notice to its release by the command line, and what must not slip through."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, Clerk
from support.crossing import Row, collected, done, filled
from support.two_units import MEETING_FILE, SECTION, SECTION_FILE, put, two_units
from support.year import delivered

POINT, NUMBER, RAISED = "KS05-004", "廉警〔2026〕橙1号", "廉警〔2026〕红1号"
FEEDBACK = "KS05 宣传教育科 整改反馈表"
NOTICE = {
    "year": 2026, "color": "orange", "number": 1, "unit": SECTION, "post": "科长",
    "risk_point": POINT, "level": 2, "source": "routine", "early_sign": "两份名单没有公示。",
    "demands": "补公示。", "handling": "rectify", "issuer": "澄岚区人口和计划生育委员会",
    "signer": "沈知榆", "signer_role": "leader_in_charge", "issued_on": date(2026, 10, 8),
    "deadline": date(2026, 10, 28),
}  # fmt: skip
REPORT = {
    "causes": "没有明确由谁公示", "measures": "由办公室公示", "done": "两份已补公示",
    "evidence": "公示照片2张", "filled_by": "柳轻寒", "head": "方未晞",
}  # fmt: skip

ENTRY = {
    "number": "追2026-01", "unit": SECTION, "nature": "violation", "facts": "没有整改。",
    "basis": "某办法第三条", "sanctions": ["education"], "body": "委办公会",
    "paper": "某纪要1号", "decided_on": date(2026, 10, 14), "retention": "years_30",
}  # fmt: skip
MOVED = "KS05-003"


def at(day: int, month: int = 10) -> str:
    return f"2026-{month}-{day:02}T10:00:00"


def office(folder: Path) -> Clerk:
    """Two units whose points are in the master table."""
    clerk = two_units(folder)
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    done(clerk, "collect", now=ROUND_ONE)
    done(clerk, "merge", now=ROUND_ONE)
    return clerk


def came(clerk: Clerk, form: str, said: dict[str, Any], now: str) -> dict[str, Any]:
    """What becomes of one more workbook of a form that is filled in so."""
    (name,) = delivered(clerk, {"form": form, "returns": [said]}, now, now[:10])
    ran = clerk.run("collect", "--json", now=now)
    (one,) = (each for each in ran.json["deliveries"] if each["file"] == name)
    return dict(one)


def noticed(clerk: Clerk, now: str, *changes: dict[str, Any]) -> dict[str, Any]:
    done(clerk, "issue", "warnings", now=now)
    return came(clerk, "warnings", {"notices": [NOTICE | change for change in changes]}, now)


def stepped(clerk: Clerk, now: str, **step: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    done(clerk, "issue", "warning_steps", now=now)
    row = {"warning": NUMBER, "on": date.fromisoformat(now[:10]), **step}
    return came(clerk, "warning_steps", {"steps": [row]}, now)


def reported(clerk: Clerk, now: str, *, issue: bool = True) -> dict[str, Any]:
    if issue:
        done(clerk, "issue", "feedback", now=now)
    header = REPORT | {"reported_on": date.fromisoformat(now[:10])}
    return came(clerk, "feedback", {"subject": SECTION, "header": header}, now)


def codes(one: dict[str, Any]) -> set[str]:
    return {each["code"] for each in one["findings"] if each["severity"] == "error"}


def todo(clerk: Clerk, now: str) -> list[str]:
    """The kinds of what is to be done about warnings, in their order."""
    duties = clerk.run("status", "--json", now=now).json["todo"]
    return [one["kind"] for one in duties if one["kind"].startswith("warning")]


def state(clerk: Clerk, now: str) -> list[tuple[str, str, int]]:
    told = clerk.run("why", POINT, "--json", now=now).json["warnings"]
    return [(one["number"], one["state"], one["days_late"]) for one in told]


def test_warning__from_its_notice_to_its_release(tmp_path: Path) -> None:
    clerk = office(tmp_path / "2026")
    assert noticed(clerk, at(8), {})["outcome"] == "accepted"
    assert todo(clerk, at(8)) == ["warning-ask", "warning-deliver"]
    assert stepped(clerk, at(9), step="delivered", by="柳轻寒")["outcome"] == "accepted"
    assert state(clerk, at(9)) == [(NUMBER, "已送达", 0)]
    assert state(clerk, at(10)) == [(NUMBER, "整改中", 0)]

    done(clerk, "issue", "feedback", now=at(10))
    assert [name for name in clerk.files("发出") if "整改反馈表" in name] == [f"{FEEDBACK}.xlsx"]
    page = load_workbook(clerk.folder / "发出" / f"{FEEDBACK}.xlsx")["整改反馈"]
    shown = {str(cell.value) for row in page.iter_rows() for cell in row}
    assert {NUMBER, NOTICE["early_sign"]} <= shown
    assert todo(clerk, at(10)) == []

    assert reported(clerk, at(20), issue=False)["outcome"] == "accepted"
    assert todo(clerk, at(20)) == ["warning-recheck"]
    own = stepped(clerk, at(22), step="rechecked", by="柳轻寒", result="passed")
    assert codes(own) == {"warning-rechecks-own"}
    checked = stepped(clerk, at(22), step="rechecked", by="沈知榆", result="passed")
    assert checked["outcome"] == "accepted", checked["findings"]
    assert todo(clerk, at(22)) == ["warning-release"]
    assert stepped(clerk, at(23), step="released")["outcome"] == "accepted"
    assert (state(clerk, at(30)), todo(clerk, at(30))) == ([(NUMBER, "已解除", 0)], [])


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """An office whose warning nobody heeded: its deadline is over."""
    clerk = office(tmp_path_factory.mktemp("late") / "2026")
    noticed(clerk, at(8), {})
    done(clerk, "issue", "feedback", now=at(8))
    return clerk


def test_late__heads_the_list_and_is_in_the_register(late: Clerk) -> None:
    duties = late.run("status", "--json", now=at(30)).json["todo"]
    assert (duties[0]["kind"], duties[0]["needs"]) == ("warning-late", "decision")
    assert "已逾期2天" in duties[0]["says"]
    assert "红色" in duties[0]["says"]
    assert duties[0]["ways"][0]["command"] == "lzfx issue warnings"
    printed = late.run("publish", "预警台账", "--fonts", "bundled", "--json", now=at(30)).json
    (file,) = (name for name in printed["files"] if name.endswith(".xlsx"))
    rows = load_workbook(late.folder / file).worksheets[0].iter_rows(values_only=True)
    (row,) = (line for line in rows if NUMBER in line)
    assert {"橙色", "2天", "已签发，未送达"} <= set(row)


def test_late__is_raised_by_a_notice_that_names_it(tmp_path: Path) -> None:
    clerk = office(tmp_path / "2026")
    noticed(clerk, at(8), {})
    done(clerk, "issue", "warnings", now=at(30))
    (name,) = (name for name in clerk.files("发出") if "预警提示书（第2次）" in name)
    page = load_workbook(clerk.folder / "发出" / name)["预警"]
    rows = [[str(cell or "") for cell in line] for line in page.iter_rows(values_only=True)]
    (row,) = (line for line in rows if NUMBER in line)
    assert {
        "2026",
        "红色",
        "1",
        "宣传教育科",
        POINT,
        "二级",
        f"raise/{NUMBER}".replace("〔", "")[:5],
    }
    assert {"红色", "宣传教育科", POINT, "二级"} <= set(row)
    assert any(f"{NUMBER}逾期2天没有反馈整改" in text for text in row)
    red = {
        "color": "red", "signer": "褚静澜", "signer_role": "review_group", "follows": NUMBER,
        "raised_because": "逾期没有反馈", "issued_on": date(2026, 10, 30),
        "deadline": date(2026, 11, 20),
    }  # fmt: skip
    wrong = red | {"signer": "沈知榆", "signer_role": "leader_in_charge"}
    said = {"notices": [NOTICE | wrong]}
    assert codes(came(clerk, "warnings", said, at(30))) == {"warning-signed-below"}
    done(clerk, "issue", "warnings", now=at(30))
    assert came(clerk, "warnings", {"notices": [NOTICE | red]}, at(30))["outcome"] == "accepted"
    assert state(clerk, at(31)) == [(NUMBER, "已升级", 0), (RAISED, "已签发，未送达", 0)]
    assert "warning-late" not in todo(clerk, at(31))
    scores = clerk.run("assess", SECTION, "--json", now=at(31)).json["scores"]
    (scored,) = (one for one in scores if one["indicator"] == "K6")
    (entry,) = scored["entries"]
    assert entry.startswith(f"{NUMBER}应在2026-10-28以前反馈"), "late, though it was raised"


def test_hostile__a_stale_report_on_a_released_warning(tmp_path: Path) -> None:
    clerk = office(tmp_path / "2026")
    noticed(clerk, at(8), {})
    told = reported(clerk, at(12))
    assert told["outcome"] == "accepted", told["findings"]
    twin = load_workbook(clerk.folder / "发出" / f"{FEEDBACK}.xlsx")
    early = stepped(clerk, at(13), step="released")
    assert "warning-release-unchecked" in codes(early)
    stepped(clerk, at(13), step="rechecked", by="沈知榆", result="passed")
    stepped(clerk, at(14), step="released")
    none = clerk.run("issue", "feedback", "--json", now=at(15)).json
    assert none["files"] == [], "no open warning, no form"
    page = twin["整改反馈"]
    for row in page.iter_rows():
        for column, cell in enumerate(row, start=2):
            if str(cell.value or "").startswith("反馈日期"):
                page.cell(cell.row or 0, column, date(2026, 10, 20))
    out = io.BytesIO()
    twin.save(out)
    put(clerk, "迟来的.xlsx", out.getvalue())
    ran = clerk.run("collect", "--json", now=at(20)).json
    (one,) = (each for each in ran["deliveries"] if each["file"] == "迟来的.xlsx")
    assert one["outcome"] == "sent_back"
    assert state(clerk, at(21)) == [(NUMBER, "已解除", 0)], "nothing changed"


def test_suggested__what_a_check_found_waits_for_a_person(tmp_path: Path) -> None:
    clerk = office(tmp_path / "2026")
    done(clerk, "issue", "corrections", now=at(8))
    check = {
        "code": "纠2026-01", "kind": "regular", "held_on": date(2026, 10, 8),
        "checkers": "示例人丁", "unit": SECTION, "way": "抽查",
    }  # fmt: skip
    found = {
        "check_code": "纠2026-01", "risk": "评选", "measure_state": "not", "gravity": "grave",
        "danger": "名单没有公示。",
    }  # fmt: skip
    points = [
        found | {"risk_point": POINT, "level": 2, "action": "warning"},
        found
        | {"risk_point": "KS05-002", "level": 3, "action": "by_deadline"}
        | {"deadline": date(2026, 10, 20)},
    ]
    one = came(clerk, "corrections", {"checks": [check], "points": points}, at(8))
    assert one["outcome"] == "accepted", one["findings"]
    assert todo(clerk, at(9)) == ["warning-suggested"]
    done(clerk, "issue", "warnings", now=at(21))
    (name,) = (name for name in clerk.files("发出") if "预警提示书" in name)
    page = load_workbook(clerk.folder / "发出" / name)["预警"]
    rows = [[str(cell or "") for cell in line] for line in page.iter_rows(values_only=True)]
    told = [line for line in rows if any(text.startswith("纠2026-01") for text in line)]
    assert len(told) == 2, "one found, one overdue"
    (name,) = delivered(
        clerk, {"form": "warnings", "returns": [{"notices": [NOTICE]}]}, at(21), "发"
    )
    book = load_workbook(clerk.folder / "收件" / name)
    for line in book["预警"].iter_rows(min_row=2):
        if any(cell.value == "KS05-002" for cell in line):
            for cell in line:
                cell.value = None
    out = io.BytesIO()
    book.save(out)
    put(clerk, name, out.getvalue())
    ran = clerk.run("collect", "--json", now=at(21)).json
    (taken,) = (each for each in ran["deliveries"] if each["file"] == name)
    assert taken["outcome"] == "accepted", taken["findings"]
    assert "warning-suggested" not in todo(clerk, at(22)), "one was sent, the other row taken out"


def test_handed_over__waits_for_an_entry_of_the_register_that_names_it(tmp_path: Path) -> None:
    clerk = office(tmp_path / "2026")
    red = {"color": "red", "signer": "褚静澜", "signer_role": "review_group"}
    said = red | {"raised_because": "性质比较严重"}
    assert noticed(clerk, at(8), said)["outcome"] == "accepted"
    number = "廉警〔2026〕红1号"
    assert reported(clerk, at(12))["outcome"] == "accepted"
    step = {"warning": number, "step": "rechecked", "by": "沈知榆", "result": "raised"}
    assert stepped(clerk, at(13), **step)["outcome"] == "accepted"

    def waiting(now: str) -> list[dict[str, Any]]:
        todo = clerk.run("status", "--json", now=now).json["todo"]
        return [one for one in todo if one["kind"] == "warning-handed-over"]

    (one,) = waiting(at(14))
    assert (one["name"], one["ways"][0]["command"]) == (number, "lzfx issue accountability")
    done(clerk, "issue", "accountability", now=at(14))
    none = {"entries": [ENTRY | {"warning": "廉警〔2026〕红2号"}]}
    taken = came(clerk, "accountability", none, at(14))
    (wrong,) = (each for each in taken["findings"] if each["severity"] == "error")
    assert (wrong["code"], wrong["params"]["value"]) == ("warning-unknown", "廉警〔2026〕红2号")
    assert (wrong["where"]["sheet"], bool(wrong["where"]["cell"])) == ("责任追究", True)
    assert (taken["outcome"], waiting(at(14))) == ("sent_back", [one]), "no such warning"
    done(clerk, "issue", "accountability", now=at(15))
    mine = [ENTRY | {"number": "追2026-02", "warning": "廉警[2026]红1号"}]
    taken = came(clerk, "accountability", {"entries": mine}, at(15))
    assert taken["outcome"] == "accepted", taken["findings"]
    assert waiting(at(16)) == []
    done(clerk, "issue", "accountability", now=at(15))
    earlier = {"entries": [ENTRY | {"number": "追2026-03", "warning": "廉警〔2025〕红4号"}]}
    assert came(clerk, "accountability", earlier, at(15))["outcome"] == "accepted", "not in here"
    done(clerk, "strike", "追2026-02", "--paper", "某纪要2号", "--why", "登记错了", now=at(16))
    assert waiting(at(16)) == [one], "an entry struck out names nothing"


def test_criticism__rests_on_a_warning_that_nobody_answered(tmp_path: Path) -> None:
    clerk = office(tmp_path / "2026")
    assert noticed(clerk, at(8), {})["outcome"] == "accepted"
    letter = {
        "about": "逾期不整改", "doc_number": "某人计〔2026〕9号", "year": 2026,
        "subjects": "宣传教育科", "facts": "没有反馈。",
        "demands": "限期报送", "recipients": "各科室", "decided_on": date(2026, 11, 5),
    }  # fmt: skip
    for basis, expected in (("廉警[2026]橙11号", {"criticism-off-record"}), (NUMBER, set())):
        done(clerk, "issue", "criticism", now=at(9, 11))
        taken = came(clerk, "criticism", {"header": letter | {"basis": basis}}, at(9, 11))
        assert codes(taken) == expected, taken["findings"]


def test_whole__what_followed_an_edition_is_made_again_from_originals_and_record(
    tmp_path: Path,
) -> None:
    clerk = office(tmp_path / "2026")
    said = {"color": "red", "signer": "褚静澜", "signer_role": "review_group"}
    noticed(clerk, at(8), said | {"raised_because": "性质比较严重"})
    reported(clerk, at(12))
    stepped(clerk, at(13), warning=RAISED, step="rechecked", by="沈知榆", result="raised")
    done(clerk, "issue", "accountability", now=at(14))
    taken = came(clerk, "accountability", {"entries": [ENTRY | {"warning": RAISED}]}, at(14))
    assert taken["outcome"] == "accepted", taken["findings"]
    done(clerk, "strike", "追2026-01", "--paper", "某纪要2号", "--why", "登记错了", now=at(14))
    done(clerk, "issue", "corrections", now=at(15))
    check = {
        "code": "纠2026-01", "kind": "regular", "held_on": date(2026, 10, 15),
        "checkers": "示例人丁", "unit": SECTION, "way": "抽查",
    }  # fmt: skip
    point = {
        "check_code": "纠2026-01", "risk": "评选", "measure_state": "not", "gravity": "grave",
        "danger": "名单没有公示。", "risk_point": POINT, "level": 2, "action": "warning",
    }  # fmt: skip
    came(clerk, "corrections", {"checks": [check], "points": [point]}, at(15))
    done(clerk, "issue", "measures", "--late", now=at(16))
    (name,) = (one for one in clerk.files("发出") if "KS05" in one and "落实表" in one)
    cells: Row = {
        "频次": "每季", "监测指标": "记录", "所属体系": "程序运行", "落实情况": "已落实",
        "落实日期": "2026-10-08", "佐证材料": "记录1",
    }  # fmt: skip
    data = filled(clerk, name, "措施", {}, usual=cells, 填报人="阮小满")
    assert collected(clerk, name, data, at(17))["outcome"] == "accepted"
    done(clerk, "move", "KS05-003", "--to", "JC00", "--why", "职能划转", now=at(18))
    before = {point: clerk.run("why", point, "--json", now=at(20)).json for point in (POINT, MOVED)}
    assert before[POINT]["warnings"]
    assert before[POINT]["measures"]
    assert before[MOVED]["way"]["moves"]
    for command in ("verify", "rebuild", "verify"):
        ran = clerk.run(command, "--json", now=at(20))
        assert ran.code == 0, (command, ran.out + ran.err)
        assert not ran.json.get("findings"), (command, ran.out)
    after = {point: clerk.run("why", point, "--json", now=at(20)).json for point in before}
    assert after == before
