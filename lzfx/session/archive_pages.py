"""The pages of an archive box that say what lies in it: `index.html` and the description by file.

The page needs no script and no network, and its policy forbids both; the description has the
elements of DA/T 46 that the catalogue can fill.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from lzfx import __version__
from lzfx.documents.registers.archive_catalogue import RETENTIONS, archival_code
from lzfx.files.box import INDEX, LISTS
from lzfx.files.definitions import Definitions
from lzfx.messages import in_fours
from lzfx.model.archive import Archive, ArchiveBox, ArchiveItem
from lzfx.model.master import Master
from lzfx.rules.archiving import SERIES, ArchiveRules
from lzfx.template import fill

FORMAT = 1
"""The version of the layout of a box; a box of a newer one is refused."""

DESCRIPTION = f"{LISTS}/电子文件描述.xml"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class BoxPages:
    """What the pages of a box are made of; `sizes` and `hashes` are of its files, by path."""

    master: Master
    archive: Archive
    rules: ArchiveRules
    hashes: Mapping[str, str]
    sizes: Mapping[str, int]
    head: str
    up_to: str
    open_all: bool

    def made(self, sources: Definitions) -> Mapping[str, bytes]:
        """Both pages by their place in the box."""
        index = sources.text("documents/archive_index.html.j2")
        style = _STYLE.search(index)
        digest = hashlib.sha256((style[1] if style else "").encode()).digest()
        facts = self._facts()
        page = fill(index, {**facts, "style_hash": b64encode(digest).decode()}, INDEX, html=True)
        text = sources.text("documents/archive_description.xml.j2")
        xml = _NO_XML.sub("", fill(text, facts, DESCRIPTION, html=True))
        return {INDEX: page.encode("utf-8"), DESCRIPTION: xml.encode("utf-8")}

    def _facts(self) -> dict[str, object]:
        campaign, boxes = self.master.campaign, self.archive.boxes
        listed = {one.file for box in boxes for one in box.items}
        return {
            "title": f"{campaign.year}年{campaign.name}归档材料",
            "commission": campaign.commission,
            "boxes": [self._box(box) for box in boxes],
            "items": sum(len(box.items) for box in boxes),
            "hidden": self.hidden_items,
            "others": [*self._others(listed)],
            "head": in_fours(self.head),
            "up_to": self.up_to[:16].replace("T", " "),
            "format": FORMAT,
            "lzfx": __version__,
        }

    @property
    def hidden_items(self) -> int:
        """How many items the page does not name."""
        return sum(self._hidden(one) for box in self.archive.boxes for one in box.items)

    def _hidden(self, one: ArchiveItem) -> bool:
        return one.series in self.rules.restricted and not self.open_all

    def _others(self, listed: set[str]) -> Iterator[Mapping[str, str]]:
        for name in sorted(self.hashes.keys() - listed):
            yield {"name": name, "link": _link(name), "sha256": self.hashes[name]}

    def _box(self, box: ArchiveBox) -> Mapping[str, object]:
        return {
            "number": box.box_no,
            "year": box.year,
            "fonds": box.fonds,
            "office": box.office,
            "retention": self._label(RETENTIONS, box.retention),
            "rows": [self._item(box, one) for one in box.items],
        }

    def _item(self, box: ArchiveBox, one: ArchiveItem) -> Mapping[str, object]:
        there = one.file if one.file in self.hashes else ""
        return {
            "number": one.item_no,
            "code": archival_code(self.master, box, one),
            "title": one.title,
            "author": one.author_org,
            "doc_number": one.doc_number,
            "day": f"{one.made_on:%Y%m%d}" if one.made_on else "",
            "pages": one.pages or "",
            "series": self._label(SERIES, one.series),
            "secrecy": self._label("secrecies", one.secrecy),
            "note": one.note,
            "file": there,
            "link": _link(there) if there else "",
            "suffix": PurePosixPath(there).suffix.removeprefix("."),
            "size": self.sizes.get(there, ""),
            "sha256": self.hashes.get(there, ""),
            "hidden": self._hidden(one),
        }

    def _label(self, name: str, code: str) -> str:
        return self.master.labels.get(name, {}).get(code, code)


def _link(name: str) -> str:
    """The relative link to a file of the box, quoted so that it leads nowhere else."""
    return "./" + quote(name, safe="/")
