"""The declaration and the roster under other names: the same to whoever fills them in."""

from __future__ import annotations

from pathlib import Path

from support.clerk import ISSUED, Clerk, sample_workspace
from support.issued_examples import issued_filling
from support.readme import ROOT
from support.sample_content import Sample

from lzfx.campaign.prefill import identified
from lzfx.files.definitions import definitions
from lzfx.forms.spec import FormSpec
from lzfx.model.filling import Filling
from lzfx.model.submission import Stamp
from lzfx.session.definitions import load_definitions
from lzfx.workbook.blank import build

FORM, POINTS, DUTIES = "inventory", "items", "desks"
_NAMES = {
    "declaration": {"declaration": FORM, "risk_points": POINTS, "posts": DUTIES},
    "roster": {
        "roster": "staff_book",
        "units": "departments",
        "posts": "jobs",
        "people": "staff",
        "groups": "seats",
    },
}
SAMPLE = Sample()


def renamed_clerk(folder: Path) -> Clerk:
    """A clerk of the sample whose office calls its forms and their tables otherwise."""
    clerk = sample_workspace(folder)
    home = clerk.folder / "form_templates/forms"
    home.mkdir(parents=True)
    for file, names in _NAMES.items():
        text = (ROOT / f"form_templates/forms/{file}.toml").read_text("utf-8")
        for old, new in names.items():
            text = text.replace(f'\nname = "{old}"\n', f'\nname = "{new}"\n')
        (home / f"{file}.toml").write_text(text, "utf-8")
    issued = clerk.run("issue", now=ISSUED)
    assert issued.code == 0, issued.out + issued.err
    return clerk


def form_of(clerk: Clerk) -> FormSpec:
    """The form in which that office declares its points."""
    return load_definitions(definitions(clerk.folder)).forms[FORM]


def returned(clerk: Clerk, unit: str, *, points: int = 1000, zero: bool = False) -> bytes:
    """What the unit of the sample answers in that form: so many of its points, and its posts."""
    form, answers = form_of(clerk), SAMPLE.answers(unit)
    kinds = SAMPLE.labels["unit_kind"]
    issued = issued_filling(form, SAMPLE.campaign, SAMPLE.roster, unit, kinds=kinds)
    posts = [dict(row) for row in answers.posts]
    if zero:
        posts[0]["zero_report"] = "无风险点"
    filled = Filling(
        header={**answers.header, **issued.header},
        tables={POINTS: tuple(answers.points)[:points], DUTIES: tuple(posts)},
        roster=issued.roster,
    )
    stamp = Stamp(form.name, form.version, unit, SAMPLE.campaign.code, 1)
    return build(form, identified(filled, stamp, SAMPLE.key), SAMPLE.about)
