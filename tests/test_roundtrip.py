"""The guarantee that a definition is enough: what is answered comes back, for every form there is.

Beside the shipped forms there is one of single cells alone.

Answers are drawn, written into a workbook, read, located and checked: the same rows come back, and
nothing keeps the return out. A form added to `form_templates/forms` is tested without being named.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.drawn_answers import Answers, filling, sample_answers
from support.issued_examples import issued_filling, unit_of
from support.odd_forms import odd_form
from support.plausible_answers import SETTLE
from support.reviewing import reviewing
from support.risk_examples import CAMPAIGN, DAY, ROSTER, labels, point, rules
from support.sample_office import SUFFIXES, have_office, resaved
from support.workbook_dump import dump
from support.workbook_examples import ABOUT, KEY

from lzfx.campaign.choices import choices_for
from lzfx.campaign.prefill import identified
from lzfx.campaign.prefill_sources import PriorAnswers
from lzfx.campaign.subjects import Subjects
from lzfx.checks.check import Checked, check
from lzfx.checks.context import Known
from lzfx.checks.identity import carriers, recognise
from lzfx.checks.points.known import PointsKnown
from lzfx.checks.registry import ROW_CHECKS
from lzfx.files.definitions import definitions
from lzfx.forms.characters import fold
from lzfx.forms.kinds import KINDS
from lzfx.forms.lists import with_assessed_kinds
from lzfx.forms.parse import parse_form
from lzfx.forms.spec import Choice, FieldSpec, FormSpec
from lzfx.intake.book import read_book
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.process.supervisor import Reader
from lzfx.model.about import About
from lzfx.model.book import RawBook
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity
from lzfx.model.risk import RiskPoint
from lzfx.model.submission import Stamp, Value
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.wording import conducts_in
from lzfx.workbook.blank import build
from lzfx.workbook.bulk_writer import BulkWriter

SEEDS = range(4)
_RECEIVED = CAMPAIGN.deadline
EVERYBODY = Subjects(ROSTER, CAMPAIGN.office.name, reviewing(CAMPAIGN.bodies))
_LAST_YEAR = {
    "KS01": (
        point("KS01-001", power="证件核发"),
        point("KS01-002", power="车辆使用", post="unit", name="公车管理不严"),
    )
}


@cache
def forms() -> dict[str, FormSpec]:
    """Every form that is shipped, by name."""
    sources = definitions()
    lists = with_assessed_kinds(sources.toml("lists/choices.toml"))
    found = {}
    for name in sources.names("forms", ".toml"):
        form, faults = parse_form(name, sources.toml(f"forms/{name}"), lists, frozenset(ROW_CHECKS))
        assert form is not None, faults
        found[form.name] = form
    return found | {"duty_office": odd_form("duty_office")}


NAMES = tuple(forms())


@cache
def writer(name: str) -> BulkWriter:
    return BulkWriter(forms()[name], ABOUT)


@dataclass(frozen=True)
class Office:
    """One form as the office has issued it to one subject."""

    form: FormSpec
    subject: str = ""
    last_year: tuple[RiskPoint, ...] = ()

    @property
    def issued(self) -> Filling:
        if not self.form.stamped:
            return Filling()
        unit = unit_of(ROSTER, self.subject)
        before = PriorAnswers({unit.code: self.last_year} if unit else {})
        made = issued_filling(
            self.form,
            CAMPAIGN,
            ROSTER,
            self.subject,
            kinds=labels()["unit_kind"],
            before=before,
        )
        stamp = Stamp(self.form.name, self.form.version, self.subject, CAMPAIGN.code)
        return identified(made, stamp, KEY)

    def choices(self, spec: FieldSpec) -> tuple[Choice, ...]:
        subject = EVERYBODY.find(self.subject, self.form.owed_by)
        if spec.roster is None or subject is None:
            return spec.choices
        return choices_for(spec, EVERYBODY, subject)

    def answered(self, dice: random.Random) -> Answers:
        return sample_answers(
            self.form,
            dice,
            _RECEIVED,
            issued=self.issued,
            choices=self.choices,
            settle=SETTLE,
        )

    def filled(self, made: Answers) -> Filling:
        return filling(self.form, made, self.issued, self.choices)

    def taken_in(self, book: RawBook | Refused) -> Checked:
        """What collecting says of the workbook."""
        assert isinstance(book, RawBook), book
        stamp: Stamp | None = None
        said: tuple[Finding, ...] = ()
        if self.form.stamped:
            stamp, said = recognise(carriers(book, ""), {self.form.name: self.form}, KEY, "")
            assert stamp is not None, said
        raw = locate(book, self.form, file="来件.xlsx", sha256="0" * 64, stamp=stamp)
        asked = Evaluator(rules(), ROSTER, CAMPAIGN.bodies, DAY)
        known = Known(
            campaign=CAMPAIGN,
            roster=ROSTER,
            received_on=_RECEIVED,
            issued=self.issued,
            everybody=EVERYBODY,
            beside=(
                PointsKnown(
                    ids={one.point_id: one.unit for one in self.last_year},
                    owed=frozenset(one.point_id for one in self.last_year),
                    level_of=asked.level_of,
                    grounds_of=asked.grounds_of(labels()),
                    hint_of=asked.hint_of(labels()),
                    rolled=asked.rolled,
                    conducts_in=conducts_in,
                ),
            ),
        )
        return check(replace(raw, findings=(*said, *raw.findings)), self.form, known)


def offices() -> tuple[Office, ...]:
    """Every form, a stamped one for all who may owe it: the units of the examples, one post."""
    found = []
    for form in forms().values():
        if not form.stamped:
            found.append(Office(form))
            continue
        points = _LAST_YEAR if form.table_about(About.RISK_POINT) else {}
        owing = [one.code for owner in form.owed_by[:1] for one in EVERYBODY.owing(owner)]
        owing += ["KS01-P2"] if "post" in form.owed_by else []
        found.extend(Office(form, subject, points.get(subject, ())) for subject in owing)
    return tuple(found)


OFFICES = offices()
_ids = [f"{one.form.name} {one.subject}".strip() for one in OFFICES]
every_office = pytest.mark.parametrize("office", OFFICES, ids=_ids)


def _same(made: Answers, found: Checked) -> None:
    """The same rows, and nothing that keeps them out."""
    errors = [one for one in found.findings if one.severity is Severity.ERROR]
    assert not errors
    assert found.submission is not None
    assert dict(found.submission.header) == dict(made.header)
    assert found.submission.tables.keys() == made.tables.keys()
    for table, rows in made.tables.items():
        assert [dict(one.values) for one in found.submission.tables[table]] == [*map(dict, rows)]


def _by_openpyxl(data: bytes) -> bytes:
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(out)
    return out.getvalue()


WAYS: dict[str, Callable[[Office, Filling], bytes]] = {
    "build": lambda office, filled: build(office.form, filled, ABOUT),
    "writer": lambda office, filled: writer(office.form.name).build(filled),
    "saved again": lambda office, filled: _by_openpyxl(writer(office.form.name).build(filled)),
}


@every_office
@pytest.mark.parametrize("way", WAYS)
def test_roundtrip__what_was_answered_comes_back(office: Office, way: str) -> None:
    made = [office.answered(random.Random(seed)) for seed in SEEDS]  # noqa: S311 - a sample
    books = ((str(n), WAYS[way](office, office.filled(one))) for n, one in enumerate(made))
    with Reader() as reader:
        for one, (_, book) in zip(made, reader.read_many(books), strict=True):
            _same(one, office.taken_in(book))


@every_office
@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=15)
def test_roundtrip__whatever_the_dice_say(office: Office, dice: random.Random) -> None:
    made = office.answered(dice)
    _same(made, office.taken_in(read_book(writer(office.form.name).build(office.filled(made)))))


@pytest.mark.skipif(not have_office(), reason="LibreOffice is not installed")
def test_roundtrip__saved_by_libreoffice_in_each_format() -> None:
    made = {
        f"{office.form.name} {how}": (office, how, office.answered(random.Random(9)))  # noqa: S311
        for office in OFFICES
        if office.subject in ("", "KS01", "OFFICE")
        for how in SUFFIXES
    }
    books = {
        name: (writer(office.form.name).build(office.filled(one)), how)
        for name, (office, how, one) in made.items()
    }
    for name, data in resaved(books).items():
        office, _, one = made[name]
        _same(one, office.taken_in(read_book(data)))


_CHOICES = (
    Choice(code="none", label="都不是"),
    Choice(code="a", label="（一）类", aliases=("一类",)),
    Choice(code="b", label="B 类/乙", aliases=("第二类",)),
    Choice(code="c", label="其它", aliases=("别的",)),
)


@st.composite
def _fields(draw: st.DrawFn, prefix: str, least: int) -> list[dict[str, Any]]:
    """Field definitions of every kind, with any limits."""
    fields = []
    for number in range(draw(st.integers(least, 8))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        low = draw(st.integers(0, 70))
        field: dict[str, Any] = {
            "name": f"{prefix}{number}",
            "title": f"{prefix}栏{number}",
            "kind": kind,
            "required": draw(st.booleans()),
            "min_length": low,
            "max_length": draw(st.integers(max(1, low), 200)),
        }
        if kind in {"choice", "choices"}:
            field["choices"] = _CHOICES
            field["default"] = draw(st.sampled_from(("", "c")))
        fields.append(field)
    return fields


@st.composite
def any_form(draw: st.DrawFn) -> FormSpec:
    """A form nobody has written yet: with tables, or of single cells alone."""
    tables = []
    for number in range(draw(st.integers(0, 2))):
        fields = draw(_fields(f"t{number}x", least=2))
        names = [field["name"] for field in fields]
        key = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
        table = {"name": f"t{number}", "sheet": f"第{number}页", "field": fields, "key": key}
        tables.append({**table, "ready": draw(st.integers(1, 30))})
    header = draw(_fields("h", least=0 if tables else 1))
    plain = {"name": "made_up", "version": 1, "title": "试填表", "stamped": False}
    return FormSpec.model_validate({**plain, "header": header, "table": tables})


@given(any_form(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_roundtrip__a_form_nobody_has_written_yet(form: FormSpec, dice: random.Random) -> None:
    office = Office(form)
    made = office.answered(dice)
    about = replace(ABOUT, heading=f"某某区委员会2026年度{form.title}")
    written = build(form, office.filled(made), about)
    printed = BulkWriter(form, about).build(office.filled(made))
    assert dump(printed)["sheets"] == dump(written)["sheets"]
    found = office.taken_in(read_book(written))
    _same(made, found)
    assert not {"stray-cells", "extra-sheet"} & {one.code for one in found.findings}


@given(any_form(), st.integers())
@settings(deadline=None, max_examples=40)
def test_answers__follow_from_the_dice_alone(form: FormSpec, seed: int) -> None:
    first, again = (sample_answers(form, random.Random(seed), DAY) for _ in range(2))  # noqa: S311
    assert first == again


@given(any_form(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_answers__are_right_in_kind_limits_and_keys(form: FormSpec, dice: random.Random) -> None:
    made = sample_answers(form, dice, DAY)
    for table in form.tables:
        rows = made.tables[table.name]
        assert len(rows) <= table.ready
        keys = [tuple(fold(str(row[name])) for name in table.key) for row in rows]
        whole = [key for key in keys if key and "None" not in key]
        assert len(set(whole)) == len(whole)
        assert all(any(value is not None for value in row.values()) for row in rows)
        for row in rows:
            for spec in table.fields:
                _right(spec, row[spec.name])
    for spec in form.header:
        _right(spec, made.header[spec.name])


def _right(spec: FieldSpec, value: Value) -> None:
    assert value is not None or not spec.required
    if spec.kind in {"text", "line"} and isinstance(value, str):
        assert spec.min_length <= len(fold(value))
        assert len(value) <= spec.max_length
        assert spec.kind == "text" or "\n" not in value
    if spec.kind == "choices" and isinstance(value, tuple):
        assert value
        assert "none" not in value or len(value) == 1
    if isinstance(value, date):
        assert DAY - timedelta(days=30) <= value <= DAY


def test_answers__a_fixed_table_has_its_issued_rows_and_locked_cells_stay() -> None:
    office = next(one for one in OFFICES if one.last_year)
    made = office.answered(random.Random(1))  # noqa: S311
    issued = office.issued
    codes = [row["post_code"] for row in issued.tables["posts"]]
    assert [row["post_code"] for row in made.tables["posts"]] == codes
    assert made.header["unit_code"] == "KS01"
    assert [row["point_id"] for row in made.tables["risk_points"][:2]] == ["KS01-001", "KS01-002"]
    assert {row["point_id"] for row in made.tables["risk_points"][2:]} <= {None}


@pytest.mark.parametrize("kind", KINDS)
def test_answers__every_kind_is_drawn(kind: str) -> None:
    spec = {"name": "a", "title": "甲", "kind": kind, "required": True, "choices": _CHOICES}
    form = FormSpec.model_validate(
        {
            "name": "made_up",
            "version": 1,
            "title": "试填表",
            "table": [{"name": "t", "sheet": "一", "field": [spec]}],
        }
    )
    (row, *_) = sample_answers(form, random.Random(1), DAY).tables["t"]  # noqa: S311
    assert row["a"] is not None


def test_settle__is_about_checks_that_exist() -> None:
    assert {str(name) for name in SETTLE} <= {*ROW_CHECKS, *map(str, About)}
