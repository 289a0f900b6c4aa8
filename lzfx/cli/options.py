"""Options that several commands share, each defined once; and the time and user of a run."""

from __future__ import annotations

import getpass
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from lzfx.errors import LzfxError
from lzfx.messages import word

NOW_VARIABLE = "LZFX_NOW"
"""The environment variable with an ISO time to use instead of now: for rehearsals and tests."""

WorkspaceOption = Annotated[
    Path,
    typer.Option(
        "--workspace",
        "-w",
        metavar="文件夹",
        help="工作区文件夹；不写就用当前文件夹",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="用 JSON 输出，供别的程序读取")]
PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="路径", help="要收的文件、文件夹或压缩包；不写就收“收件”文件夹", show_default=False
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="只检查、只报告，不入台账，不写任何文件")
]
AgainOption = Annotated[bool, typer.Option("--again", help="以前没通过的也重新检查、重新报告")]
PerOption = Annotated[
    str,
    typer.Option(
        "--per",
        metavar="unit|post|person|office",
        help="按什么发：unit 单位，post 岗位，person 人员，office 办公室自己；表里没有写的不行，"
        "不写按表里的第一种",
        show_default=False,
    ),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="编号",
        help="只发给这些单位或岗位（编号或名称，可写多次）",
        show_default=False,
    ),
]
ChangedOption = Annotated[
    bool,
    typer.Option("--changed", help="只说与上一版相比哪些面变了，不写文件", show_default=False),
]
UnitsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="单位",
        help="只印这些单位的（编号或名称，可写多次）；用于签字件、审核表、告知承诺书",
        show_default=False,
    ),
]
AfterOption = Annotated[
    Path | None,
    typer.Option(
        "--after", metavar="文件夹", help="接着哪个工作区：沿用名册、编号，预填去年的风险点"
    ),
]
PlanOption = Annotated[
    Path | None,
    typer.Option("--from", metavar="方案", help=word("help-init-from"), show_default=False),
]
TakeOption = Annotated[
    Path | None,
    typer.Option("--take", metavar="摘录", help=word("help-init-take"), show_default=False),
]
LikeOption = Annotated[
    str | None,
    typer.Option(
        "--like",
        metavar="样例单位",
        help="照哪个样例单位建：沿用它的设置、选项、表样和规则（market、hospital、company）",
        show_default=False,
    ),
]
OfficeOption = Annotated[
    str | None,
    typer.Option(
        "--office",
        metavar="样例单位",
        help="演哪个样例单位（market、hospital、company）；不写就演随程序装的第一个样例",
        show_default=False,
    ),
]
FontsOption = Annotated[
    str,
    typer.Option(
        "--fonts",
        metavar="auto|bundled",
        help="auto：先用电脑上的字体；bundled：只用随程序装的字体",
    ),
]
SpecimenOption = Annotated[
    bool,
    typer.Option("--specimen", help="用虚构的内容印样张，看看各种文书的样子；不写文件名就全部印"),
]
AnchorOption = Annotated[
    str,
    typer.Option(
        "--anchor",
        metavar="校验码",
        help="以前印在纸上的台账校验码，空格可有可无",
        show_default=False,
    ),
]
ToOption = Annotated[
    Path | None,
    typer.Option(
        "--to", metavar="文件夹", help="备份放到哪里；不写就放在“归档”", show_default=False
    ),
]
CheckOption = Annotated[
    Path | None,
    typer.Option(
        "--check", metavar="备份", help="不做新的，只核对以前的一个备份", show_default=False
    ),
]
PaperOption = Annotated[
    bool, typer.Option("--paper", help="另为每个退回的单位印一页退回修改通知单（pdf）")
]
FormOption = Annotated[
    str,
    typer.Option(
        "--form", metavar="表名", help="是哪一种表；不写就看表头像哪一种", show_default=False
    ),
]
CorrectionsOption = Annotated[
    bool, typer.Option("--corrections", help="只报更正：并入先前收下的表，没有列出的行照旧")
]
WhyOption = Annotated[
    str, typer.Option("--why", metavar="理由", help="为什么，记入经办记录", show_default=False)
]
WithdrawnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="编号",
        help="只撤回这些单位或岗位的（编号或名称，可写多次）",
        show_default=False,
    ),
]
LateOption = Annotated[bool, typer.Option("--late", help="报送期限已经过了，也照这个期限发出去")]
UndoOption = Annotated[bool, typer.Option("--undo", help="恢复收表")]
AllOption = Annotated[bool, typer.Option("--all", help="列出全部风险点，不只列不一致的")]

KeySourceOption = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="路径",
        help="凭钥匙：另一个工作区的文件夹、它的备份，或它“台账副本”里的“表格钥匙.txt”",
        show_default=False,
    ),
]
WholeInboxOption = Annotated[bool, typer.Option("--all", help="“收件”里等着认可的全部")]
WhyAdoptOption = Annotated[
    str,
    typer.Option(
        "--why",
        metavar="理由",
        help="没有钥匙：已经核实，凭什么确认（记入经办记录）；不写就只列出来，不收",
        show_default=False,
    ),
]


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a value that an option does not take."""
    if value not in allowed:
        raise LzfxError("option-value", {"option": option, "value": value, "allowed": allowed})


def now() -> datetime:
    """The local time of this run."""
    played = os.environ.get(NOW_VARIABLE)
    if played:
        return datetime.fromisoformat(played)
    return datetime.now()  # noqa: DTZ005 - the clerk's own clock, as it stands on the wall


def user() -> str:
    """The name of the user, as the system knows it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
