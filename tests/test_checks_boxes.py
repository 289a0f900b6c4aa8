"""A catalogue that came back: numbers, counts, files and retentions, each at its cell."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.archived import ARCHIVED, catalogue, catalogued, printed, rows
from support.clerk import Clerk
from support.two_units import put

Sheets = Mapping[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clerk, bytes]:
    """A campaign with prints, and its catalogue as a person filled it in."""
    clerk = printed(tmp_path_factory.mktemp("boxes") / "2026")
    return clerk, catalogue(clerk)


def _number(sheets: Sheets) -> None:
    sheets["文件"][1]["件号"].value = "9"


def _twice(sheets: Sheets) -> None:
    sheets["文件"][1]["件号"].value = "1"


def _count(sheets: Sheets) -> None:
    sheets["盒"][0]["本盒件数"].value = "7"


def _file(sheets: Sheets) -> None:
    sheets["文件"][0]["电子文件名"].value = "原件/没有.xlsx"


def _elsewhere(sheets: Sheets) -> None:
    sheets["文件"][0]["电子文件名"].value = "扫描件/会议纪要.pdf"
    sheets["文件"][0]["电子文件校验值"].value = "ab" * 32


def _hash(sheets: Sheets) -> None:
    sheets["文件"][0]["电子文件校验值"].value = "ab" * 32


def _retention(sheets: Sheets) -> None:
    sheets["文件"][-1]["保管期限"].value, sheets["文件"][-1]["件号"].value = "永久", "3"


def _series(sheets: Sheets) -> None:
    sheets["文件"][0]["归档类别"].value = "往来登记"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_number, ("box-item-number", "C5", "error")),
        (_twice, ("box-item-number", "C5", "error")),
        (_count, ("box-count-differs", "K4", "error")),
        (_file, ("box-file-unknown", "M4", "error")),
        (_elsewhere, ("box-file-elsewhere", "M4", "query")),
        (_hash, ("box-hash-differs", "N4", "error")),
        (_series, ("box-series-keeps", "I4", "query")),
        (_retention, ("archive-retention-differs", "I10", "error")),
    ],
    ids=lambda one: one.__name__ if callable(one) else "",
)
def test_a_catalogue_with_one_fault(
    campaign: tuple[Clerk, bytes],
    tmp_path: Path,
    change: Callable[[Sheets], None],
    expected: tuple[str, str, str],
) -> None:
    clerk, data = campaign
    book = load_workbook(io.BytesIO(data))
    change({name: rows(book[name]) for name in ("盒", "文件")})
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "目录.xlsx"
    path.write_bytes(out.getvalue())
    ran = clerk.run("collect", "--dry-run", "--json", str(path), now=ARCHIVED)
    found = [one for each in ran.json["deliveries"] for one in each["findings"]]
    told = [
        (one["code"], one["where"]["cell"], one["severity"])
        for one in found
        if one["code"].startswith(("box-", "archive-"))
    ]
    assert told == [expected]


def test_a_catalogue_as_it_was_proposed_is_taken_in(campaign: tuple[Clerk, bytes]) -> None:
    clerk, data = campaign
    put(clerk, "目录.xlsx", data)
    (one, *_) = [
        one
        for one in clerk.run("collect", "--json", now=ARCHIVED).json["deliveries"]
        if one["file"].endswith("目录.xlsx")
    ]
    assert (one["outcome"], one["findings"]) == ("accepted", [])


def test_rules__a_series_that_is_missing_and_a_retention_that_is_none(tmp_path: Path) -> None:
    """The office's own table is wrong: told with its file before anything goes out."""
    clerk = catalogued(tmp_path / "2026")
    own = clerk.folder / "form_templates/rules"
    own.mkdir(parents=True)
    (own / "archive.toml").write_text(
        '[[series]]\nseries = "plan"\nkeep = "for_ever"\nrest = true\n', "utf-8"
    )
    ran = clerk.run("archive", "--json", now=ARCHIVED)
    found = [(one["code"], one["params"]["value"]) for one in ran.json["error"]["findings"]]
    assert ran.code == 2
    assert found[0] == ("definition-bad-value", "for_ever")
    assert {code for code, _ in found[1:]} == {"rules-series-missing"}
    assert len(found) == 12
