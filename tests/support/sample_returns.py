"""Write the shipped sample: `sample_data/名册.xlsx` and the returns of both rounds.

    python tests/support/sample_returns.py

What is in them says `sample_data/content`: the answers of each unit, and in `faults.toml` which
file is sent in, under what name, and what is wrong with it. Needs LibreOffice for the files saved
by it. A file whose content is as it should be is not written again, whatever its looks; to have it
made anew, delete it first.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.sample_check import content_of
from support.sample_content import SAMPLE, Answers, Sample
from support.sample_edits import edited
from support.sample_faults import spoil
from support.sample_office import resaved
from support.sample_roster import roster_workbook
from support.sample_strays import STRAYS, archive

from lzfx.campaign.prefill import identified
from lzfx.documents.form_notes import form_notes
from lzfx.files.writing import write_atomic
from lzfx.model.filling import FormNotes
from lzfx.model.submission import Stamp
from lzfx.workbook.blank import build

ROSTER = SAMPLE / "名册.xlsx"
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of `faults.toml`: where it belongs, and its bytes before LibreOffice saved it."""

    entry: Entry
    path: Path
    data: bytes

    @property
    def save(self) -> str:
        """The program that saved it last; empty when it stays as we made it."""
        how: str = self.entry.get("save", "")
        return how

    @property
    def inside(self) -> bool:
        """Whether it lies in an archive instead of in the folder."""
        return "inside" in self.entry


def sent(sample: Sample) -> Iterator[Sent]:
    """Every file that is made, in the order of `faults.toml`, archives and copies left out."""
    for entry in sample.returns:
        made = entry.get("make", "form")
        folder = sample.rounds[entry["round"] - 1].folder
        if made == "form":
            yield Sent(entry, folder / entry["name"], form_sent(sample, entry))
        elif made in STRAYS:
            yield Sent(entry, folder / entry["name"], STRAYS[made]())


def form_sent(sample: Sample, entry: Entry) -> bytes:
    """The xlsx of one entry: issued, filled in, spoilt."""
    answers, about = sample.answers(entry["unit"]), sample.about
    receiver = entry.get("form_of", entry["unit"])
    filling = sample.issued(receiver)
    stamp = Stamp(sample.form.name, sample.form.version, receiver, sample.campaign.code)
    if "filed_on" in entry:
        answers.header["filed_on"] = entry["filed_on"]
    if "guest" in entry:
        _as_guest(answers, entry["guest"])
        stamp = replace(stamp, subject=entry["guest"]["code"])
    if "year" in entry:
        about = _as_of_year(sample, answers, entry["year"])
        stamp = replace(stamp, campaign=f"{entry['year']}-SAMPLE")
    faults = entry.get("faults", ())
    spoil(sample, answers, faults)
    filling = identified(answers.laid_over(filling), stamp, sample.key)
    return edited(sample, build(sample.form, filling, about), faults)


def _as_of_year(sample: Sample, answers: Answers, year: int) -> FormNotes:
    """The answers on the form of another year, and what that form says."""
    deadline = sample.campaign.deadline.replace(year=year)
    campaign = replace(sample.campaign, year=year, deadline=deadline)
    answers.header |= {"year": f"{year}年", "deadline": deadline.isoformat()}
    return form_notes(sample.form, campaign, (), sample.labels, sample.made.replace(year=year))


def _as_guest(answers: Answers, guest: Mapping[str, str]) -> None:
    """The answers under the name of a unit that the roster does not have."""
    answers.header |= {"unit_code": guest["code"], "unit_name": guest["name"]}
    answers.posts.clear()


def files(sample: Sample) -> dict[Path, bytes]:
    """Every file of both rounds with its bytes; starts LibreOffice."""
    made = list(sent(sample))
    saved = resaved({str(one.path): (one.data, one.save) for one in made if one.save})
    data = {one.path: saved.get(str(one.path), one.data) for one in made}
    inside: dict[str, list[tuple[str, bytes]]] = {}
    for one in made:
        if one.inside:
            inside.setdefault(one.entry["inside"], []).append((one.path.name, data.pop(one.path)))
    for entry in sample.returns:
        path = sample.rounds[entry["round"] - 1].folder / entry["name"]
        if entry.get("make") == "archive":
            data[path] = archive(inside[entry["name"]])
        elif entry.get("make") == "copy":
            data[path] = data[path.with_name(entry["of"])]
    return data


def renew(path: Path, data: bytes) -> bool:
    """Write a file unless its content is the same already; whether it was written."""
    if path.is_file() and content_of(path.read_bytes()) == content_of(data):
        return False
    write_atomic(path, data, durable=False)
    return True


def main() -> int:
    """Bring the shipped sample up to date and say what was written."""
    sample = Sample()
    wanted = {ROSTER: roster_workbook(sample), **files(sample)}
    for folder in (one.folder for one in sample.rounds):
        for path in folder.glob("*") if folder.is_dir() else ():
            if path not in wanted:
                path.unlink()
                sys.stdout.write(f"- {path.relative_to(SAMPLE)}\n")
    for path, data in wanted.items():
        if renew(path, data):
            sys.stdout.write(f"+ {path.relative_to(SAMPLE)} ({len(data):,} bytes)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
