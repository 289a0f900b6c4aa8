"""The same in a hospital: its own levels and colours, and a body of its own for the gravest."""

from __future__ import annotations

import contextlib
import io
from datetime import date
from typing import Any

import pytest
from support.clerk import Clerk
from support.crossing import done
from support.year import delivered

from lzfx.cli.demo import of_office, play
from lzfx.files.offices import sample_office

LIGHT, GRAVE = "YJ01-005", "YJ01-002"
ISSUED, LATER = "2026-11-20T18:00:00", "2026-12-20T18:00:00"
NOTICE = {
    "year": 2026, "color": "blue", "number": 1, "unit": "YJ01", "risk_point": LIGHT, "level": 3,
    "source": "audit", "early_sign": "盘点差了两盒。", "demands": "查清差额。",
    "handling": "reminder", "issuer": "示例医院", "signer": "应景澄", "signer_role": "section_head",
    "issued_on": date(2026, 11, 20), "deadline": date(2026, 12, 15),
}  # fmt: skip


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    folder = tmp_path_factory.mktemp("hospital") / "2026"
    with contextlib.redirect_stdout(io.StringIO()):
        play(folder, of_office(sample_office("hospital")))
    return Clerk(folder)


def came(clerk: Clerk, now: str, **change: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    done(clerk, "issue", "warnings", now=now)
    answers = {"form": "warnings", "returns": [{"notices": [NOTICE | change]}]}
    (name,) = delivered(clerk, answers, now, now[:10])
    ran = clerk.run("collect", "--json", now=now)
    (one,) = (each for each in ran.json["deliveries"] if each["file"] == name)
    return dict(one)


def wrong(one: dict[str, Any]) -> set[str]:
    return {each["code"] for each in one["findings"] if each["severity"] == "error"}


def test_hospital__each_colour_by_its_own_monitor_and_the_next_by_its_own_ladder(
    clerk: Clerk,
) -> None:
    grave = {"risk_point": GRAVE, "level": 1, "color": "red"}
    assert wrong(came(clerk, ISSUED, **grave)) == {"warning-signs-own"}
    leader = {"signer": "平其宁", "signer_role": "leader_in_charge"}
    assert wrong(came(clerk, ISSUED, **grave, **leader)) == {"warning-signed-below"}
    assert wrong(came(clerk, ISSUED, signer="平其宁")) == {"warning-signer-other"}
    assert came(clerk, ISSUED)["outcome"] == "accepted"

    todo = clerk.run("status", "--json", now=LATER).json["todo"]
    assert todo[0]["kind"] == "warning-late"
    assert "黄色" in todo[0]["says"]
    told = clerk.run("why", LIGHT, "--json", now=LATER).json["warnings"]
    assert [(one["color"], one["days_late"]) for one in told] == [("蓝色", 5)]

    raised = {
        "color": "yellow", "raised_because": "逾期没有反馈", "issued_on": date(2026, 12, 20),
        "deadline": date(2027, 1, 20), "signer": "平其宁", "signer_role": "leader_in_charge",
    }  # fmt: skip
    number = told[0]["number"]
    jumped = came(clerk, LATER, **raised | {"follows": number, "signer_role": "section_head"})
    assert wrong(jumped) == {"warning-signed-below"}
    assert came(clerk, LATER, **raised, follows=number)["outcome"] == "accepted"
    states = clerk.run("why", LIGHT, "--json", now=LATER).json["warnings"]
    assert [(one["color"], one["state"]) for one in states] == [
        ("蓝色", "已升级"),
        ("黄色", "已签发，未送达"),
    ]
