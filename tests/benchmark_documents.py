"""How fast documents are printed, beside WeasyPrint and LibreOffice, in one run on one machine.

`python tests/benchmark_documents.py [--limit SECONDS] [--rows 2000 20000]`: the list of so many
rows and a handbook of about 130 pages. Every contender runs in a process of its own and gets what
it reads ready-made (lzfx the document, WeasyPrint our html, LibreOffice our docx); starting up is
counted for LibreOffice alone, memory is that of all its processes together. Read the ratios, not
the seconds. WeasyPrint is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pypdf

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.many_points import many_points  # noqa: E402 - found by the line above
from support.printed_document import TEMPLATES  # noqa: E402

from lzfx.content.blocks import Document  # noqa: E402
from lzfx.documents.handbook.handbook import handbook  # noqa: E402
from lzfx.documents.lists.overview_table import overview_table  # noqa: E402
from lzfx.render.docx.document import render_docx  # noqa: E402
from lzfx.render.html import render_html  # noqa: E402

_POINTS_OF_A_BOOK, _POINTS_OF_ITS_UNITS = 440, 30
_A_MOMENT = 0.05
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ran:
    """A contender's run: seconds and megabytes, None when it took longer than it might."""

    name: str
    seconds: float | None
    memory: float = 0.0
    file: Path | None = None

    @property
    def size(self) -> str:
        """Pages and megabytes of what it made."""
        if self.file is None or not self.file.exists():
            return ""
        pages = ""
        if self.file.suffix == ".pdf":
            pages = str(len(pypdf.PdfReader(self.file).pages))
        return f"{pages:>7}{self.file.stat().st_size / 1e6:>9.2f}"


def contender(what: str, source: Path, target: Path) -> None:
    """In a process of its own: make `target`, print the seconds as JSON."""
    run = _CONTENDERS[what](source)
    began = time.perf_counter()
    data = run()
    seconds = time.perf_counter() - began
    target.write_bytes(data)
    sys.stdout.write(json.dumps({"seconds": seconds}))


def _unpickled(source: Path) -> Document:
    document: Document = pickle.loads(source.read_bytes())  # noqa: S301 - written by this program
    return document


def _our_pdf(source: Path) -> Callable[[], bytes]:
    from lzfx.render.pdf.document import render_pdf  # noqa: PLC0415 - not in every contender

    document = _unpickled(source)
    return lambda: render_pdf(document, TEMPLATES).data


def _our_docx(source: Path) -> Callable[[], bytes]:
    document = _unpickled(source)
    return lambda: render_docx(document, TEMPLATES)


def _our_xlsx(source: Path) -> Callable[[], bytes]:
    from lzfx.workbook.table_view import render_xlsx  # noqa: PLC0415 - not in every contender

    document = _unpickled(source)
    return lambda: render_xlsx(document)


def _our_check(source: Path) -> Callable[[], bytes]:
    from lzfx.inspection.inspect import inspect  # noqa: PLC0415 - not in every contender
    from lzfx.render.standard import load_standard  # noqa: PLC0415

    document, printed = _unpickled(source), source.with_suffix(".pdf").read_bytes()
    standard = load_standard(TEMPLATES)
    return lambda: repr(inspect(printed, standard, "", document)).encode()


def _weasyprint(source: Path) -> Callable[[], bytes]:
    import weasyprint  # noqa: PLC0415 - no dependency of ours

    text = source.read_text("utf-8")
    return lambda: bytes(weasyprint.HTML(string=text).write_pdf())


_CONTENDERS: Mapping[str, Callable[[Path], Callable[[], bytes]]] = {
    "pdf": _our_pdf,
    "docx": _our_docx,
    "xlsx": _our_xlsx,
    "check": _our_check,
    "weasyprint": _weasyprint,
}


def ran(name: str, command: list[str], target: Path, limit: float) -> Ran:
    """Run a command to its end or its limit; the seconds it says itself go before those seen."""
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, _memory(process.pid))
        if time.perf_counter() - began > limit:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return Ran(name, None, most)
        time.sleep(_A_MOMENT)
    seconds = time.perf_counter() - began
    said = process.stdout.read() if process.stdout else b""
    if process.returncode != 0:
        return Ran(f"{name}: failed", None)
    if said.startswith(b"{"):
        seconds = json.loads(said)["seconds"]
    return Ran(name, seconds, most, target)


def _memory(session: int) -> float:
    """Megabytes that the processes of a session have at this moment, taken together.

    The system's own peak of a child is at least what its parent had when it was started.
    """
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            pages += int(fields[21]) if int(fields[3]) == session else 0
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


def compared(title: str, document: Document, home: Path, limit: float, *, table: bool) -> None:
    """Print the document by every contender, and say how they compare."""
    source = home / "document"
    source.write_bytes(pickle.dumps(document))
    page, text = home / "page.html", home / "document.docx"
    page.write_bytes(render_html(document, TEMPLATES))
    text.write_bytes(render_docx(document, TEMPLATES))

    def own(what: str, name: str, read: Path, target: str) -> Ran:
        words = [sys.executable, __file__, "--contender", what, str(read), str(home / target)]
        return ran(name, words, home / target, limit)

    office = [f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
    office = [
        "soffice",
        *office,
        "--convert-to",
        "pdf",
        "--outdir",
        str(home / "office"),
        str(text),
    ]
    found = [own("pdf", "lzfx pdf", source, "document.pdf")]
    if find_spec("weasyprint"):
        found.append(own("weasyprint", "WeasyPrint, our html", page, "weasyprint.pdf"))
    office_pdf = home / "office" / "document.pdf"
    found.append(ran("LibreOffice, our docx", office, office_pdf, limit))
    found.append(own("docx", "lzfx docx", source, "own.docx"))
    if table:
        found.append(own("xlsx", "lzfx xlsx", source, "own.xlsx"))
    if found[0].seconds is not None:
        found.append(own("check", "lzfx check of the pdf", source, "findings.txt"))
    _told(title, found, limit)


def _told(title: str, found: list[Ran], limit: float) -> None:
    first = found[0]
    print(f"\n{title}")
    print(f"  {'':<26}{'s':>10}{'ratio':>8}{'MiB':>8}{'ratio':>8}{'pages':>7}{'MB':>9}")
    for one in found:
        if one.seconds is None:
            print(f"  {one.name:<26}{f'over {limit:.0f}':>10}{'':>8}{one.memory:>8.0f}")
            continue
        slower = one.seconds / first.seconds if first.seconds else 0.0
        larger = one.memory / first.memory if first.memory else 0.0
        times = f"{one.seconds:>10.2f}{slower:>8.1f}{one.memory:>8.0f}{larger:>8.1f}"
        print(f"  {one.name:<26}{times}{one.size}")


def main() -> None:
    """Measure the lists and the handbook."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--limit", type=float, default=300.0)
    asked.add_argument("--rows", type=int, nargs="*", default=[2_000, 20_000])
    asked.add_argument("--contender", nargs=3)
    words = asked.parse_args()
    if words.contender:
        what, source, target = words.contender
        contender(what, Path(source), Path(target))
        return
    print("$ python", *sys.argv)
    book = handbook(many_points(_POINTS_OF_A_BOOK, _POINTS_OF_ITS_UNITS))
    with tempfile.TemporaryDirectory() as folder:
        compared("Handbook", book, Path(folder), words.limit, table=False)
    for rows in words.rows:
        with tempfile.TemporaryDirectory() as folder:
            listed = overview_table(many_points(rows))
            compared(f"List of {rows:,} rows", listed, Path(folder), words.limit, table=True)


if __name__ == "__main__":
    main()
