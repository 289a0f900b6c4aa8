"""The generated part of form_templates/README.md: the reference page of every shipped form.

Run `python tests/support/write_reference.py` to bring it up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.form_reference import reference

from lzfx.checks.registry import ROW_CHECKS
from lzfx.files.definitions import definitions
from lzfx.forms.lists import with_assessed_kinds
from lzfx.forms.parse import parse_form
from lzfx.forms.spec import FormSpec

PAGE = Path(__file__).resolve().parents[2] / "form_templates" / "README.md"
BEGIN = "<!-- generated: do not edit below this line -->"
END = "<!-- end of generated -->"
_TITLE = "## 各表栏目对照"
_CHECK = re.compile(r"^\| `([a-z_]+)` \| (.+) \|$", re.MULTILINE)


def shipped_forms() -> tuple[FormSpec, ...]:
    """Every shipped form, in the order of their files."""
    sources = definitions()
    lists = with_assessed_kinds(sources.toml("lists/choices.toml"))
    found = []
    for name in sources.names("forms", ".toml"):
        form, faults = parse_form(name, sources.toml(f"forms/{name}"), lists, frozenset(ROW_CHECKS))
        assert form is not None, faults
        found.append(form)
    return tuple(found)


def checks_in_words(page: str) -> Mapping[str, str]:
    """What each check looks at, as the page's own table of checks says."""
    _, _, after = page.partition("<!-- checks -->\n")
    return dict(_CHECK.findall(after.partition("\n\n")[0]))


def with_reference(page: str) -> str:
    """The page with its generated part anew."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    words = checks_in_words(head)
    pages = (reference(form, words) for form in shipped_forms())
    generated = "\n\n".join((_TITLE, *pages))
    return f"{head}{BEGIN}\n\n{generated}\n\n{END}{tail}"


if __name__ == "__main__":
    PAGE.write_text(with_reference(PAGE.read_text("utf-8")), "utf-8")
