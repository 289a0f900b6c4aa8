"""《修订记录表》: every change of the master table, from what into what, and who agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, Paragraph
from lzfx.documents.labels import NO_LEVEL, shown
from lzfx.documents.required import no_entries
from lzfx.documents.sheet import (
    NOTHING,
    ListColumn,
    counted_in_words,
    in_cell,
    list_table,
    sheet,
    under_title,
)
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.revision import GROUP, LEVEL, OF_THE_GROUP, Revision, RevisionRecord

NAME = "修订记录表"
_SOURCES = "revision_sources"
_FIELDS = "revised_fields"
_STEPS = "review_steps"
_BESIDE = "说明：“生效版本”由程序按各版的内容得出；“—”的对象不是风险点，不改风险点主表。"
_NOT_YET = "尚未\n生效"


def revision_table(master: Master, record: RevisionRecord) -> Document:
    """The revisions in the order given, landscape, counted by what they came from."""
    return sheet(
        master,
        f"{record.year}年度{NAME}",
        f"{master.campaign.system}{NAME}（{record.year}年度）",
        _blocks(master, record),
        facts={"修订数": str(len(record.revisions))},
        landscape=True,
    )


def revision_gaps(master: Master, record: RevisionRecord) -> tuple[Finding, ...]:
    """Everything that forbids printing; levels and responsible parties only the group changes."""
    return tuple(_gaps(master, record))


def _gaps(master: Master, record: RevisionRecord) -> Iterator[Finding]:
    yield from no_entries(NAME, record.revisions)
    for one in record.revisions:
        if one.before == one.after:
            yield Finding("revision-changes-nothing", params={"item": one.number})
        if one.field in OF_THE_GROUP and one.step != GROUP:
            field = shown(master, _FIELDS, one.field)
            yield Finding("revision-needs-group", params={"item": one.number, "title": field})


def _blocks(master: Master, record: RevisionRecord) -> Iterator[Block]:
    sources = Counter(one.source for one in record.revisions)
    said = counted_in_words(
        ((label, sources[code]) for code, label in master.labels[_SOURCES].items()), "处"
    )
    yield under_title(master)
    yield list_table(_columns(master), record.revisions)
    yield Paragraph(f"合计：共修订{len(record.revisions)}处，其中因{said}。", "flush")
    if any(not one.point_id for one in record.revisions):
        yield Paragraph(_BESIDE, "note")


def _columns(master: Master) -> tuple[ListColumn[Revision], ...]:
    return (
        ListColumn("修订号", 24, lambda one: one.number),
        ListColumn("来源", 15, lambda one: shown(master, _SOURCES, one.source)),
        ListColumn("对象", 32, lambda one: one.about, "left"),
        ListColumn("栏目", 16, lambda one: shown(master, _FIELDS, one.field)),
        ListColumn("修订前", 44, lambda one: _text(master, one, one.before), "left"),
        ListColumn("修订后", 46, lambda one: _text(master, one, one.after), "left"),
        ListColumn("理由", 36, lambda one: one.reason, "left"),
        ListColumn("提出人", 17, lambda one: one.proposed_by),
        ListColumn("批准\n环节", 17, lambda one: shown(master, _STEPS, one.step)),
        ListColumn("批准\n日期", 17, lambda one: in_cell(one.approved_on)),
        ListColumn("生效\n版本", 13.3, _version),
    )


def _version(one: Revision) -> str:
    """The edition it took effect in; one about no point takes effect in none."""
    return one.version or (_NOT_YET if one.point_id else NOTHING)


def _text(master: Master, one: Revision, text: str) -> str:
    """A value as printed: levels have codes, everything else is text already."""
    if one.field != LEVEL:
        return text
    return shown(master, "declared_level", text) or NO_LEVEL
