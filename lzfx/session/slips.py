"""One printable slip for each return that goes back, for units that live on paper."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from lzfx.checks.grouping import Grouped, for_unit
from lzfx.documents.papers.slip import NAME, SlipLine, slip
from lzfx.files.names import safe_file_name
from lzfx.files.whole import write_whole
from lzfx.messages import sentences_to_unit, word
from lzfx.model.codes import screen_word
from lzfx.model.finding import Severity
from lzfx.render.pdf.document import render_pdf
from lzfx.rules.workflow import State
from lzfx.session.opening import Session
from lzfx.session.places import in_words
from lzfx.session.progress import FormBoard, Progress


def write_slips(session: Session, found: Sequence[FormBoard]) -> tuple[Path, ...]:
    """Write the slips of all returns that are back with their units; older slips are deleted."""
    folder = session.workspace.folder("sent_back") / NAME
    for path in folder.glob("*.pdf") if folder.is_dir() else ():
        with suppress(OSError):
            path.unlink()
    returned = (
        one
        for board in found
        for one in board.subjects
        if one.state in {State.SENT_BACK, State.CORRECTING}
    )
    return tuple(_slip(session, folder, one) for one in returned)


def _slip(session: Session, folder: Path, one: Progress) -> Path:
    lines = for_unit(one.delivery.findings) if one.delivery else ()
    told = [_line(each) for each in lines if each.finding.severity is not Severity.ADVICE]
    file = one.delivery.file if one.delivery else ""
    campaign = session.campaign.for_form(one.form)
    title = session.forms[one.form].title
    of_form = "" if session.forms[one.form].expected else f" {title}"
    document = slip(campaign, one.name, title, file, told)
    data = render_pdf(document, session.templates).data
    return write_whole(folder / safe_file_name(f"{one.subject} {one.name}{of_form}.pdf"), data)


def _line(one: Grouped) -> SlipLine:
    says, do = sentences_to_unit(one.finding)
    severity = word(screen_word(f"severity-{one.finding.severity}"))
    return SlipLine(severity, in_words(one), says, do, one.count)
