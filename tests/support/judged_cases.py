"""What the office says of a case: it recognises, locates and checks, as collecting does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from support.issued_examples import issued_filling, unit_of
from support.markdown_workbook import FOLDER, Case, Page, Workbook, differences, read_case
from support.risk_examples import CAMPAIGN, DAY, ROSTER, labels, rules
from support.risk_examples import point as risk_point
from support.templates import form_named
from support.workbook_examples import KEY

from lzfx.campaign.prefill_sources import PriorAnswers
from lzfx.checks.check import check
from lzfx.checks.context import Known
from lzfx.checks.identity import carriers, recognise
from lzfx.checks.points.known import PointsKnown
from lzfx.forms import layout
from lzfx.forms.characters import fold
from lzfx.forms.spec import FormSpec
from lzfx.forms.stamp import seal, short_code
from lzfx.intake.locate import locate
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding
from lzfx.model.roster import Person, Post, Roster, Unit
from lzfx.model.submission import Stamp, Submission
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.wording import conducts_in

OFFICE = replace(
    ROSTER,
    units=(
        *(
            replace(unit, aliases=("管理科",)) if unit.code == "KS01" else unit
            for unit in ROSTER.units
        ),
        Unit("KS02", "示例宣教科", "section", head="P3", leader="P2", status="merged"),
        Unit("KS03", "办公室", "section", head="P3", leader="P2"),
    ),
    posts=(*ROSTER.posts, Post("KS01-P4", "KS01", "协管岗", "other", status="abolished")),
    people={**ROSTER.people, "P7": Person("P7", "叶听澜", "科员", "staff", "KS01")},
)
"""The roster of the examples, with an alias, two people of one name, and what is given up."""

_RECEIVED = "2026-09-10"
_GENUINE = Stamp("declaration", 1, "KS01", "2026")
_CODE_CELL = (layout.STATUS_ROW, 22)
_COUNTED = FormSpec.model_validate(
    {
        "name": "counted",
        "version": 1,
        "title": "清点表",
        "stamped": False,
        "table": [
            {
                "name": "counts",
                "sheet": "清点",
                "field": [
                    {"name": "thing", "title": "名称", "kind": "line"},
                    {"name": "count", "title": "数量", "kind": "integer"},
                ],
            }
        ],
    }
)
"""For the kinds that no shipped form has."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with all that was found, and the submission where it was taken in."""

    case: Case
    findings: tuple[Finding, ...]
    submission: Submission | None
    differences: tuple[str, ...]


@cache
def cases() -> tuple[Case, ...]:
    """Every case file."""
    return tuple(read_case(path) for path in sorted(FOLDER.glob("*.md")))


@cache
def judged(case_name: str) -> Judged:
    """The case file of that name, judged."""
    return judge(read_case(FOLDER / f"{case_name}.md"))


def _unspoiled(_workbook: Workbook) -> None:
    return None


def judge(case: Case, spoil: Callable[[Workbook], None] = _unspoiled) -> Judged:
    """Make the workbook, `spoil` it, take it in, and compare."""
    form = _form(case.one("form", "declaration"))
    base = FOLDER / f"passes-{form.name}.md"
    workbook = Workbook(form)
    for one in (*((read_case(base),) if base.stem != case.name else ()), case):
        for grid in one.grids:
            workbook.lay(grid)
    custom = _identify(workbook, case) if form.stamped else {}
    workbook.spoil(case)
    spoil(workbook)
    file = case.one("file", "来件.xlsx")
    book = workbook.book(custom)
    stamp: Stamp | None = None
    said: tuple[Finding, ...] = ()
    if form.stamped:
        stamp, said = recognise(carriers(book, file), {form.name: form}, KEY, file)
    raw = locate(book, form, file=file, sha256="0" * 64, stamp=stamp)
    raw = replace(raw, findings=(*said, *raw.findings))
    checked = check(raw, form, _known(case, form, stamp))
    told = tuple(differences(case, workbook, checked.findings, file))
    return Judged(case, checked.findings, checked.submission, told)


def _form(name: str) -> FormSpec:
    return _COUNTED if name == _COUNTED.name else form_named(name)


def _identify(workbook: Workbook, case: Case) -> dict[str, str]:
    """Put the carriers of the identity where they belong; gives the custom property."""
    stamp = _stamp(case.one("stamp"))
    if case.one("token") != "none":
        hidden = workbook.pages.setdefault(layout.STAMP_SHEET, Page(visible=False))
        hidden.write(1, 1, seal(stamp, KEY))
    code = case.one("code")
    if code != "none":
        text = code if code.count("/") else short_code(_stamp(code or case.one("stamp")), KEY)
        first = workbook.pages[workbook.form.tables[0].sheet]
        first.write(*_CODE_CELL, f"{layout.CODE_LABEL}：{text}")
    other = case.one("property")
    if not other:
        return {}
    key = b"o" * 32 if other == "forged" else KEY
    return {layout.STAMP_PROPERTY: seal(_stamp("" if other == "forged" else other), key)}


def _stamp(changes: str) -> Stamp:
    """The genuine stamp with changes such as `subject=KS99 version=2`."""
    given: dict[str, Any] = {}
    for name, _, value in (change.partition("=") for change in changes.split()):
        given[name] = int(value) if name in {"version", "issue"} else value
    return replace(_GENUINE, **given)


def _known(case: Case, form: FormSpec, stamp: Stamp | None) -> Known:
    received = date.fromisoformat(case.one("received", _RECEIVED))
    if not form.stamped:
        return Known(CAMPAIGN, Roster((), ()), received)
    last_year = dict(one.split(" ", 1) for one in case.settings.get("last-year", ()))
    others = (*last_year, *case.settings.get("known-ids", ()))
    copied = (one.split(" ", 1) for one in case.settings.get("measure-of", ()))
    asked = Evaluator(rules(), OFFICE, CAMPAIGN.bodies, DAY)
    return Known(
        campaign=CAMPAIGN,
        roster=OFFICE,
        received_on=received,
        issued=_issued(form, stamp, last_year),
        beside=(
            PointsKnown(
                ids={one: one.rpartition("-")[0] for one in others},
                owed=frozenset(last_year),
                measures={fold(text): unit for unit, text in copied},
                level_of=asked.level_of,
                grounds_of=asked.grounds_of(labels()),
                hint_of=asked.hint_of(labels()),
                rolled=asked.rolled,
                conducts_in=conducts_in,
            ),
        ),
    )


def _issued(form: FormSpec, stamp: Stamp | None, last_year: dict[str, str]) -> Filling:
    unit = unit_of(OFFICE, stamp.subject) if stamp else None
    if stamp is None or unit is None or not unit.in_use:
        return Filling()
    points = [risk_point(one, "KS01", name=name) for one, name in last_year.items()]
    kinds = labels()["unit_kind"]
    before = PriorAnswers({"KS01": points})
    return issued_filling(form, CAMPAIGN, OFFICE, stamp.subject, kinds=kinds, before=before)
