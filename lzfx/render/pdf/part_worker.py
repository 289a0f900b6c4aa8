"""The child process that sets one part of a long list.

Run as `python -m lzfx.render.pdf.part_worker` by `long_lists` only: a line of JSON in, a line of
JSON out with the pages, a line with the first page's number in, the PDF out.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import IO

from lzfx.errors import DefinitionError
from lzfx.render.fonts import find_fonts
from lzfx.render.pdf.typesetting import NoGlyph, Typesetter


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Set the part that `source` asks for; how many pages it has is known before their numbers."""
    asked = json.loads(source.readline())
    day = date.fromisoformat(asked["day"])
    fonts = find_fonts(asked["fonts"])
    setter = Typesetter(Path(asked["templates"]), fonts, asked["tree"], day, part=True)
    try:
        made = setter.typeset()
    except NoGlyph as error:
        _answer(sink, {"missing": error.text})
        return
    except DefinitionError as error:
        _answer(sink, {"wrong": [(one.code, one.where.file, one.params) for one in error.findings]})
        return
    _answer(sink, {"pages": made.pages, "headings": made.headings, "rows": made.rows})
    first = int(source.readline())
    sink.write(made.data if first == 1 else setter.typeset_again(first))


def _answer(sink: IO[bytes], answer: dict[str, object]) -> None:
    sink.write(json.dumps(answer).encode() + b"\n")
    sink.flush()


def _main() -> None:
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as sink:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # who prints must not break the answer
        serve(sys.stdin.buffer, sink)


if __name__ == "__main__":
    _main()
