"""Every command: its Chinese name, its `--json`, and what is said of one that is mistyped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from support.clerk import ROUND_TWO, Clerk, Ran, sample_clerk

from lzfx.cli.app import app
from lzfx.cli.chinese import ChineseGroup, chinese_name

PROGRAM: Any = typer.main.get_command(app)
COMMANDS = sorted(PROGRAM.commands)
RETURN = "第一轮/主任办公会申报表.xlsx"
WORDS = {
    "assign": (f"收件/{RETURN}", "KS01"),
    "check": ("收件/没有.pdf",),
    "decide": (f"收件/{RETURN}",),
    "demo": ("演示",),
    "init": ("新的",),
    "publish": ("一览表",),
    "table": ("declaration",),
    "why": ("KS01",),
}
"""What is typed behind a command where it needs something; other commands get `没有`."""


def _words(name: str) -> tuple[str, ...]:
    parameters = PROGRAM.commands[name].params
    needed: int = sum(one.required and one.param_type_name == "argument" for one in parameters)
    return WORDS.get(name, ("没有",) * needed)


def _answer(ran: Ran) -> Any:  # noqa: ANN401 - whatever the command gives
    """The one JSON document on the standard output; an error is in it exactly if it stopped."""
    found = json.loads(ran.out)
    assert "Traceback" not in ran.err
    is_error = isinstance(found, dict) and set(found) == {"error"}
    assert is_error == (ran.code not in {0, 1, 3}), (ran.code, ran.out)
    if is_error:
        assert found["error"]["says"] == ran.err.rstrip("\n")
    return found


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A clerk who has taken in one return."""
    made = sample_clerk(tmp_path_factory.mktemp("campaign") / "2026")
    made.deliver(RETURN)
    made.run("collect")
    return made


def test_commands__each_has_one_chinese_name_of_its_own() -> None:
    named = {name: chinese_name(PROGRAM.commands[name]) for name in COMMANDS}
    assert not [name for name, chinese in named.items() if not chinese], "help must begin `名称：`"
    assert len(set(named.values())) == len(named)
    assert isinstance(PROGRAM, ChineseGroup)
    by_chinese = PROGRAM.names()
    assert {by_chinese[chinese] for chinese in named.values()} == set(COMMANDS)


def test_commands__no_other_word_for_one_is_the_name_of_another() -> None:
    named = {chinese_name(PROGRAM.commands[name]): name for name in COMMANDS}
    for said, name in PROGRAM.names().items():
        assert named.get(said, name) == name, said


def test_help__shows_both_names_of_every_command(tmp_path: Path) -> None:
    shown = Clerk(tmp_path).run("--help").out
    for name in COMMANDS:
        line = next(one for one in shown.splitlines() if one.split()[:1] == [name])
        assert line.split()[1] == chinese_name(PROGRAM.commands[name])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("收表", "collect"),
        ("发放", "issue"),
        ("发表", "issue"),
        ("状态", "status"),
        ("进度", "status"),
    ],
)
def test_chinese_names__run_the_command(clerk: Clerk, typed: str, meant: str) -> None:
    assert (
        clerk.run(typed, "--help").out.splitlines()[1:]
        == (clerk.run(meant, "--help").out.splitlines()[1:])
    )


def test_chinese_name__takes_in_a_return(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver(RETURN)
    assert "收下1份" in clerk.run("收表").out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("colect", "收表（即 collect）"),
        ("收标", "收表（即 collect）"),
        ("stauts", "进度（即 status）"),
        ("印刷", "印制（即 publish）"),
    ],
)
def test_mistyped_command__the_nearest_is_told(tmp_path: Path, typed: str, meant: str) -> None:
    ran = Clerk(tmp_path).run(typed)
    assert ran.code == 2
    assert ran.err == (
        f"没有“{typed}”这个命令。您是不是要写：{meant}？请运行 lzfx --help 看全部命令。\n"
    )


def test_command_like_no_other__nothing_is_guessed(tmp_path: Path) -> None:
    assert Clerk(tmp_path).run("xyz").err == (
        "没有“xyz”这个命令。请运行 lzfx --help 看全部命令。\n"
    )


def test_mistyped_option__the_nearest_is_told(tmp_path: Path) -> None:
    ran = Clerk(tmp_path).run("collect", "--dryrun")
    assert ran.code == 2
    assert "没有“--dryrun”这个选项。您是不是要写：--dry-run？" in ran.err


def _options(command: Any) -> Iterator[str]:  # noqa: ANN401 - typer carries its own click
    for one in command.params:
        yield from one.opts


@pytest.mark.parametrize("name", [*COMMANDS, ""])
def test_json__every_command_takes_it(name: str) -> None:
    command = PROGRAM.commands[name] if name else PROGRAM
    assert "--json" in list(_options(command))


@pytest.mark.parametrize("name", [one for one in COMMANDS if one != "demo"])
def test_json__is_all_that_is_printed(clerk: Clerk, name: str) -> None:
    _answer(clerk.run(name, *_words(name), "--json", now=ROUND_TWO))


@pytest.mark.parametrize("name", [one for one in COMMANDS if one not in {"demo", "init"}])
def test_json__outside_of_a_workspace_too(tmp_path: Path, name: str) -> None:
    _answer(Clerk(tmp_path).run(name, *_words(name), "--json"))


def test_json__of_the_program_itself(clerk: Clerk, tmp_path: Path) -> None:
    assert set(_answer(Clerk(tmp_path).run("--json"))["commands"]) == set(COMMANDS)
    assert list(_answer(Clerk(tmp_path).run("--version", "--json"))) == ["version"]
    assert _answer(clerk.run("--json")) == _answer(clerk.run("status", "--json"))


def test_json__of_lock_and_of_a_second_lock(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    first = clerk.run("lock", "--json", now=ROUND_TWO)
    assert (first.code, _answer(first)["locked"]) == (0, True)
    second = clerk.run("lock", "--json", now=ROUND_TWO)
    assert (second.code, _answer(second)["error"]["code"]) == (2, "already-locked")
    assert _answer(clerk.run("lock", "--undo", "--json", now=ROUND_TWO))["locked"] is False


def test_json__of_the_demo(tmp_path: Path) -> None:
    played = _answer(Clerk(tmp_path).run("demo", "演示", "--json"))
    assert Path(played["workspace"]) == tmp_path / "演示"
    assert all(Path(one).is_file() for one in played["files"])
    taken = Clerk(tmp_path).run("demo", "演示", "--json")
    assert (taken.code, _answer(taken)["error"]["code"]) == (2, "demo-folder-taken")


def test_json__of_a_command_line_that_is_wrong(tmp_path: Path) -> None:
    error = _answer(Clerk(tmp_path).run("colect", "--json"))["error"]
    assert error["code"] == "usage-no-such-command"
    assert error["params"]["alike"] == ["收表（即 collect）"]
    missing = _answer(Clerk(tmp_path).run("why", "--json"))["error"]
    assert (missing["code"], missing["params"]["option"]) == ("usage-missing", "编号")


def test_json__of_faults_in_the_settings(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    path = clerk.folder / "lzfx.toml"
    path.write_text(path.read_text("utf-8").replace("year = 2026", 'year = "今年"'), "utf-8")
    error = _answer(clerk.run("status", "--json"))["error"]
    assert error["code"] == "definitions-wrong"
    assert [one["where"]["file"] for one in error["findings"]] == ["lzfx.toml"]
    assert all(one["says"] and one["do"] for one in error["findings"])
