"""A district of any size: its roster, its workspace, and the returns its offices send."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from support.drawn_answers import filling, sample_answers
from support.issued_examples import choices_for
from support.plausible_answers import SETTLE

from lzfx.campaign.prefill import identified
from lzfx.files.definitions import definitions, shipped
from lzfx.forms.spec import Choice, FieldSpec
from lzfx.ledger.queries import issues
from lzfx.model.cell import letters
from lzfx.model.filling import Filling, FormNotes
from lzfx.model.submission import Stamp
from lzfx.session.definitions import load_definitions
from lzfx.session.issuing import notes_of
from lzfx.session.opening import Session, open_session
from lzfx.steps.start import Kit, start
from lzfx.workbook.blank import build
from lzfx.workbook.bulk_writer import BulkWriter

ISSUED = datetime(2026, 8, 21, 9, 0)  # noqa: DTZ001 - a clerk's clock has no zone
RECEIVED = datetime(2026, 9, 10, 16, 0)  # noqa: DTZ001
KEY = b"b" * 32
_MOST_ROWS = 24
_RULED_ROWS = 200
_POSTS = (("A", "负责人"), ("B", "受理岗"), ("C", "审核岗"))
_HEAD, _STAFF = "科室（计生办）负责人", "一般干部"


def roster_workbook(units: int) -> bytes:
    """A roster of that many offices with three posts each."""
    form = load_definitions(definitions()).forms["roster"]
    leader = {"code": "L1", "name": "领导甲", "title": "主任", "rank": "委主要领导"}
    people, listed, posts = [{**leader, "unit": "U0000"}], [], []
    for number in range(units):
        unit = f"U{number:04}"
        heads = {"head": f"{unit}A", "contact": f"{unit}B", "leader": "L1"}
        reached = {"email": f"u{number}@example.cn", "phone": "0599-5550000", "status": "在用"}
        kind = {"code": unit, "name": f"第{number:04}街道计生办", "kind": "街道计生办"}
        listed.append({**kind, **heads, **reached})
        for letter, name in _POSTS:
            rank = _HEAD if letter == "A" else _STAFF
            code = f"{unit}{letter}"
            held = {"unit": unit, "holder": code, "duty": "负责示例证件的窗口受理。"}
            person = {"code": code, "name": f"人员{code}", "title": name, "rank": rank}
            people.append({**person, "unit": unit})
            post = {"code": f"{unit}-{letter}", "name": name, "kind": "业务岗位"}
            posts.append({**post, **held, "status": "在用"})
    seats = [{"group": "纠风工作领导小组", "role": "组长", "person": "L1"}]
    tables = {"units": listed, "posts": posts, "people": people, "groups": seats}
    filled = Filling(tables={name: tuple(rows) for name, rows in tables.items()})
    return build(form, filled, FormNotes(heading=form.title, author="lzfx", made=ISSUED))


def workspace(root: Path, units: int) -> Path:
    """A workspace of that many units, its roster read, nothing issued yet."""
    settings = (shipped("sample_data") / "lzfx.toml").read_bytes()
    start(root, ISSUED, "benchmark", kit=Kit(settings, roster_workbook(units), KEY))
    with open_session(root, ISSUED, "benchmark"):
        return root


def returns(session: Session) -> Iterator[tuple[str, bytes]]:
    """A filled return for every workbook that was issued, by its file name, printed by lzfx."""
    form = session.declaration
    writer = BulkWriter(form, notes_of(session, form))
    dice = random.Random(0)  # noqa: S311 - made-up answers
    for one in issues(session.ledger, session.declaration.name):
        stamp = Stamp(form.name, form.version, one.subject, one.campaign, one.number)
        issued = identified(one.filling, stamp, KEY)

        def offered(spec: FieldSpec, unit: str = one.subject) -> tuple[Choice, ...]:
            return choices_for(spec, session.roster, unit) if spec.roster else spec.choices

        made = sample_answers(
            form,
            dice,
            RECEIVED.date(),
            issued=issued,
            choices=offered,
            settle=SETTLE,
            most_rows=_MOST_ROWS,
        )
        yield one.file, writer.build(filling(form, made, issued, offered))


_INLINE = re.compile(
    r'(<c r="[A-Z0-9]+" s="\d+") t="inlineStr"><is><t(?: xml:space="preserve")?>(.*?)</t></is></c>',
    re.DOTALL,
)
_SHEET = "xl/worksheets/sheet"
_POINTS = "xl/worksheets/sheet2.xml"
_STRINGS = "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def as_saved(data: bytes, *, ruled: bool = False) -> bytes:
    """The same workbook with its texts shared, as Excel and WPS save it.

    `ruled` adds styled empty cells up to row 200, as forms have whose rows were ruled by hand.
    """
    strings: dict[str, int] = {}

    def shared(cell: re.Match[str]) -> str:
        return f'{cell[1]} t="s"><v>{strings.setdefault(cell[2], len(strings))}</v></c>'

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for name, text in parts.items():
        if name.startswith(_SHEET):
            parts[name] = _INLINE.sub(shared, text)
    if ruled:
        parts[_POINTS] = _ruled(parts[_POINTS])
    items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in strings)
    parts[_STRINGS] = f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{_MAIN}">{items}</sst>'
    relation = f'<Relationship Id="rIdS" Type="{_RELATION}" Target="sharedStrings.xml"/>'
    override = f'<Override PartName="/{_STRINGS}" ContentType="{_CONTENT}"/>'
    for name, end, added in (
        ("xl/_rels/workbook.xml.rels", "</Relationships>", relation),
        ("[Content_Types].xml", "</Types>", override),
    ):
        parts[name] = parts[name].replace(end, added + end)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def _ruled(sheet: str) -> str:
    last = max(int(row) for row in re.findall(r'<row r="(\d+)"', sheet))
    rows = "".join(
        f'<row r="{row}">{"".join(f"""<c r="{letters(at)}{row}" s="1"/>""" for at in range(1, 24))}'
        "</row>"
        for row in range(last + 1, _RULED_ROWS + 1)
    )
    return sheet.replace("</sheetData>", f"{rows}</sheetData>")
