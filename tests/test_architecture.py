"""What linters do not see: sizes, one command a step, and what a start may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "lzfx").rglob("*.py"))
HEAVY = ("pandas", "openpyxl", "typst", "docx", "jinja2", "pydantic", "xlrd", "sqlite3", "numpy")
CLOSURES = {("sheet.py", "_handlers")}
"""Handlers called for each element of a sheet: they share local variables, for speed."""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module__is_short(module: Path) -> None:
    lines = len(module.read_text("utf-8").splitlines())
    assert lines <= 300, f"{lines} lines: find the room that part of it belongs to"


def _functions(module: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(module.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions__are_short(module: Path) -> None:
    long = {
        one.name: length
        for one in _functions(module)
        if (length := (one.end_lineno or 0) - one.lineno + 1) > 50
        and (module.name, one.name) not in CLOSURES
    }
    assert not long


def test_steps__each_belongs_to_one_command() -> None:
    sources = (module.read_text("utf-8") for module in (ROOT / "lzfx/cli").glob("*.py"))
    commands = "".join(text for text in sources if "@app.command" in text)
    for step in (ROOT / "lzfx/steps").glob("*.py"):
        if step.stem != "__init__":
            assert commands.count(f"from lzfx.steps.{step.stem} import") == 1, step.stem


def _loaded(code: str) -> set[str]:
    """The top packages a fresh interpreter has loaded after `code`."""
    script = f"{code}\nimport sys\nprint(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(run.stdout.split())


def test_start__loads_nothing_heavy() -> None:
    assert not _loaded("import lzfx.cli.app") & set(HEAVY)


def test_help__loads_nothing_heavy() -> None:
    code = (
        "import contextlib, io\n"
        "from lzfx.cli.app import app\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    app(['--help'], standalone_mode=False)"
    )
    assert not _loaded(code) & set(HEAVY)


def test_registry__loads_no_builder() -> None:
    """Whoever only wants to know what can be printed does not load what prints it."""
    script = "import sys, lzfx.documents.registry\nprint(*sys.modules)"
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    rooms = ("handbook", "letters", "lists", "papers", "registers")
    loaded = {name.split(".")[2] for name in run.stdout.split() if name.count(".") == 3}
    assert not loaded & set(rooms)


def test_status__loads_no_pandas_and_no_typst() -> None:
    loaded = _loaded("import lzfx.steps.status")
    assert not loaded & {"pandas", "openpyxl", "typst"}, loaded & {"pandas", "openpyxl", "typst"}


TABLES = ("risk_points", "posts", "units", "people", "groups")
"""What the shipped declaration and roster call their tables; an office's own may not."""

OTHER_WORDS = {
    "declaration": {"rules/workflow.py"},
    "roster": {"files/sample_script.py", "forms/lists.py", "ledger/codec.py", "model/action.py",
               "rules/verb.py",
               "session/basis.py"},
    "posts": {"campaign/choices.py", "campaign/prefill.py", "forms/spec.py",
              "rules/point_fields.py", "session/sample_returns.py"},
    "units": {"campaign/choices.py", "campaign/prefill.py", "forms/spec.py"},
    "people": {"campaign/choices.py", "forms/spec.py"},
    "groups": {"documents/plan_sections.py"},
    "risk_points": {"checks/flows.py", "checks/referred.py", "session/links.py"},
}  # fmt: skip
"""Where such a word names something else: what `roster` and `rows` in a definition may say, a list
of choices, a workflow, a verb, a key in the ledger, a field that names points."""


def test_tables__are_found_by_what_they_are_about() -> None:
    """An office's own forms and tables may be called anything, so no code asks for a name."""
    names = {"declaration", "roster", *TABLES}
    found: dict[str, set[str]] = {}
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in names:
                place = module.relative_to(ROOT / "lzfx").as_posix()
                found.setdefault(node.value, set()).add(place)
    told = {name: places - OTHER_WORDS.get(name, set()) for name, places in found.items()}
    assert {name: places for name, places in told.items() if places} == {}
