"""Nothing from a return runs or reaches out in anything we write; LibreOffice is the judge."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, sample_clerk
from support.sample_content import Sample
from support.sample_office import resaved

from lzfx.campaign.prefill import identified
from lzfx.model.submission import Stamp
from lzfx.workbook.blank import build

SAMPLE = Sample()
PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    '=HYPERLINK("http://evil.example","看这里")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "＝1+1",
    "{=1+1}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}",
    "{% for x in y %}",
    '#import "evil.typ"',
    "$x$ *b* @ref <label>",
    "../../evil",
    "http://evil.example/",
    "]]>&amp;&#65;",
    "_x003D_1+1",
    "\u202egnp.exe",
)


def _return(unit: str, *, spoilt: bool) -> bytes:
    """The unit's form with a payload in a note, a measure and a responsible party of each row."""
    answers = SAMPLE.answers(unit)
    for at, row in enumerate(answers.points):
        payload = PAYLOADS[at % len(PAYLOADS)]
        row["note"] = payload
        row["responsible"] = f"{payload} 科长"
        row["measures"] = f"{payload}：每月由科长抽查十份并登记签字。"
    if spoilt:
        answers.points[0]["conduct"] = ""
    filled = answers.laid_over(SAMPLE.issued(unit))
    stamp = Stamp(SAMPLE.form.name, SAMPLE.form.version, unit, SAMPLE.campaign.code, 1)
    data = build(SAMPLE.form, identified(filled, stamp, SAMPLE.key), SAMPLE.about)
    return data if not spoilt else _as_others_write(data)


def _as_others_write(data: bytes) -> bytes:
    """The same saved by another program, where quoting marks are gone."""
    book = load_workbook(io.BytesIO(data))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A campaign fed with payloads, everything written that can be written."""
    clerk = sample_clerk(tmp_path_factory.mktemp("safety") / "2026")
    (clerk.folder / "收件/=1+1 <b>&{{x}}.xlsx").write_bytes(_return("KS02", spoilt=False))
    (clerk.folder / "收件/退.xlsx").write_bytes(_return("LD00", spoilt=True))
    ran = clerk.run("collect", "--json", now=ROUND_ONE)
    outcomes = sorted(one["outcome"] for one in ran.json["deliveries"])
    assert outcomes == ["accepted", "sent_back"], ran.out
    for words in (
        ["merge"],
        ["send", "--paper", "--late"],
        ["publish", "overview"],
        ["publish", "handbook"],
    ):
        done = clerk.run(*words, now=ROUND_TWO)
        assert done.code == 0, done.out + done.err
    return clerk


def _written(clerk: Clerk, suffix: str) -> list[Path]:
    folders = ("成果", "退回", "发出", "程序报告")
    found = [path for name in folders for path in (clerk.folder / name).rglob(f"*{suffix}")]
    assert found
    return found


def test_workbooks__hold_no_formula_but_the_counter(clerk: Clerk) -> None:
    for path in _written(clerk, ".xlsx"):
        with zipfile.ZipFile(path) as package:
            assert not [name for name in package.namelist() if "externalLink" in name]
            for name in package.namelist():
                body = package.read(name).decode("utf-8", "replace")
                assert 'TargetMode="External"' not in body, f"{path.name} {name}"
                formulas = re.findall(r"<f[ >].*?</f>", body, re.DOTALL)
                assert len(formulas) <= 1, f"{path.name} {name}"
                assert all("IFERROR(" in formula for formula in formulas), path.name


def test_workbooks__libreoffice_calculates_nothing_of_theirs(clerk: Clerk) -> None:
    outputs = [clerk.folder / "成果/风险点主表.xlsx", *(clerk.folder / "退回").glob("*.xlsx")]
    outputs += (clerk.folder / "成果").glob("*一览表（送审稿）.xlsx")
    assert len(outputs) == 3
    books = {path.stem: (path.read_bytes(), "office-ods") for path in outputs}
    for saved in resaved(books).values():
        with zipfile.ZipFile(io.BytesIO(saved)) as package:
            content = package.read("content.xml").decode()
        formulas = re.findall(r'table:formula="([^"]*)"', content)
        assert all("IFERROR" in formula for formula in formulas), formulas
        assert 'xlink:href="http' not in content
        assert "=1+1" in content.replace("&apos;", "'"), "the text itself is there"


def test_word__holds_no_field_or_link_of_theirs(clerk: Clerk) -> None:
    for path in _written(clerk, ".docx"):
        with zipfile.ZipFile(path) as package:
            body = package.read("word/document.xml").decode()
            for name in package.namelist():
                assert b'TargetMode="External"' not in package.read(name)
        fields = set(re.findall(r"<w:instrText[^>]*>\s*(\w+)", body))
        assert fields <= {"TOC", "PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES"}
        assert "&lt;script&gt;" in body


def test_pdf__has_no_action_and_no_link_outside(clerk: Clerk) -> None:
    for path in _written(clerk, ".pdf"):
        reader: Any = pypdf.PdfReader(path)
        assert "/OpenAction" not in reader.trailer["/Root"]
        for page in reader.pages:
            for annotation in page.get("/Annots") or []:
                action = annotation.get_object().get("/A", {})
                assert action.get("/S") in {None, "/GoTo"}, path.name


def test_html__has_no_script_and_leads_to_drafts_only(clerk: Clerk) -> None:
    for path in _written(clerk, ".html"):
        page = path.read_text("utf-8")
        assert "<script" not in page.lower()
        assert not re.search(r"\son\w+\s*=", re.sub(r">[^<]*<", "><", page))
        assert all(link.startswith("./") for link in re.findall(r'href="([^"]*)"', page))


def test_letters__headers_stay_whole(clerk: Clerk) -> None:
    for path in _written(clerk, ".eml"):
        head = path.read_bytes().partition(b"\r\n\r\n")[0]
        names = {line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] not in b" \t"}
        wanted = {
            b"X-Unsent",
            b"X-Lzfx-Letter",
            b"From",
            b"To",
            b"Subject",
            b"MIME-Version",
            b"Content-Type",
        }
        assert names <= wanted | {b"Content-Transfer-Encoding"}


def test_names__stay_where_they_belong(clerk: Clerk) -> None:
    for path in clerk.folder.rglob("*"):
        assert path.resolve().is_relative_to(clerk.folder.resolve())
        if "收件" not in path.parts:
            assert not set(path.name) & set('<>:"|?*\\')
