"""Documents of records printed from returns: out as forms, back filled in, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from support.clerk import Clerk
from support.own_assessment import with_own_assessment
from support.printed_pages import page_texts
from support.two_units import two_units
from support.year import content, delivered

from lzfx.documents.made_of_records import MADE_OF_RECORDS

ISSUED = "2026-10-08T09:00:00"
BACK = "2026-10-12T10:00:00"
AFTER = "2026-10-14T10:00:00"
KINDS = {kind.name: kind for kind in MADE_OF_RECORDS if not kind.sample.startswith("content/")}
FILES = sorted({kind.sample for kind in KINDS.values()})
WARNINGS, FEEDBACK = "warning", "feedback"
_KNOWN = ("warning", "problem", "deadline")
"""What a report is issued with."""


def as_of_the_demo(name: str) -> dict[str, Any]:
    """A shipped content; warnings with the levels and leaders that the demo's points have."""
    answers = content(name)
    if name == WARNINGS:
        first, second, third, _ = answers["returns"][0]["notices"]
        first |= {"level": 2, "raised_because": "拖延已久"}
        second["signer"] = "沈知榆"
        third["level"] = 2
        del third["raised_because"]
    if name == FEEDBACK:
        for one in answers["returns"]:
            one["header"] = {key: of for key, of in one["header"].items() if key not in _KNOWN}
    return answers


@pytest.fixture(scope="module")
def year(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """A clerk a month after the drive; each shipped content went out, came back, was collected."""
    folder = tmp_path_factory.mktemp("returns") / "2026"
    shutil.copytree(demo_folder, folder)
    clerk = Clerk(folder)
    with_own_assessment(clerk, content("assessment"))
    told: dict[str, str] = {}
    last = {WARNINGS, "criticism"}
    # Reports go out only to the units that are warned: the warnings come in before them. A
    # criticism rests on what is on record by then, so it comes after all others.
    for names in ([WARNINGS], [name for name in FILES if name not in last], ["criticism"]):
        for name in names:
            answers = as_of_the_demo(name)
            for words in issuing(answers):
                ran = clerk.run("issue", answers["form"], *words, "--late", now=ISSUED)
                assert ran.code == 0, ran.out + ran.err
            delivered(clerk, answers, ISSUED, name)
        ran = clerk.run("collect", "--json", now=BACK)
        told |= {one["file"]: one["outcome"] for one in ran.json["deliveries"]}
    return {"clerk": clerk, "outcomes": told, "ran": ran}


def issuing(answers: Mapping[str, Any]) -> Iterator[list[str]]:
    """To whom the form goes out, command by command: nobody twice in one, the office by itself."""
    owed = [one.get("subject") for one in answers["returns"]]
    units = [one for one in owed if one]
    for among in [units] if len(set(units)) == len(units) else [[one] for one in units]:
        if among:
            yield [word for unit in among for word in ("--only", unit)]
    if None in owed:
        yield ["--per", "office"]


def pages_of(file: Path) -> str:
    """All texts of a pdf."""
    return "".join(page_texts(file.read_bytes()))


def test_returns_of_the_content__are_taken_in(year: Mapping[str, Any]) -> None:
    refused = {file: one for file, one in year["outcomes"].items() if one != "accepted"}
    assert refused == {}, year["ran"].out
    assert len(year["outcomes"]) >= len(FILES) - 1, "warnings were collected before"


@pytest.mark.parametrize("name", sorted(KINDS))
def test_document_of_returns__prints_what_they_say(year: Mapping[str, Any], name: str) -> None:
    clerk: Clerk = year["clerk"]
    asked = ("--private",) if KINDS[name].private else ()
    done = clerk.run("publish", name, *asked, "--fonts", "bundled", "--json", now=AFTER).json
    assert (done["findings"], done["nothing"]) == ([], [])
    files = [Path(file) for file in done["files"]]
    assert {file.suffix[1:] for file in files} == set(KINDS[name].formats)
    text = "".join(pages_of(file) for file in files if file.suffix == ".pdf")
    assert len(text) > 90
    assert "样张" not in text


def test_only_one_unit__prints_its_rows_alone(year: Mapping[str, Any]) -> None:
    clerk: Clerk = year["clerk"]
    words = ("publish", "职权目录", "--only", "KS02", "--fonts", "bundled", "--json")
    done = clerk.run(*words, now=AFTER).json
    text = "".join(pages_of(Path(file)) for file in done["files"] if file.endswith(".pdf"))
    assert "KS02-Z01" in text
    assert "KS03-Z01" not in text
    assert all("政策法规科" in file for file in done["files"])


def test_units_that_sent_none__are_told(year: Mapping[str, Any]) -> None:
    clerk: Clerk = year["clerk"]
    done = clerk.run("publish", "职权目录", "--json", now=AFTER).json
    assert "文昌街道计生办" not in done["missing"]
    assert len(done["missing"]) == 21 - len(content("power_catalogue")["returns"])


def test_nothing_came_in__says_which_form_to_issue(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    ran = clerk.run("publish", "职权目录", "--json", now=AFTER)
    assert [one["code"] for one in ran.json["nothing"]] == ["nothing-of-returns"]
    said = clerk.run("publish", "职权目录", now=AFTER)
    assert "还没有收下过《职权目录》" in said.out or "职权目录" in said.out
    assert "lzfx issue powers" in said.out
    assert not (clerk.folder / "成果").exists() or not clerk.files("成果")
