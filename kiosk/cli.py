"""The ``kiosk`` command: finds the subcommand, imports only its module, reads the configuration, runs it.

A command module offers ``register(commands)``, which adds its parsers with ``set_defaults(handler=…)``;
a handler is ``handler(args, config) -> exit status``. ``args`` also has ``json`` (bool) and ``root_options``
(the ``--config`` and ``--set`` given, to be passed on to child processes).
"""

import argparse
import importlib
import logging
import os
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn, Protocol, cast

from kiosk import config_load, log
from kiosk.cli_output import FAULT, GOOD, USAGE, complain, say
from kiosk.clock import SystemClock
from kiosk.config import Config, LogSettings
from kiosk.errors import KioskError
from kiosk.masking import mask_text
from kiosk.store.trouble import trouble
from kiosk.wire.usage import complaint

USAGE_CODE: Final = "E-CFG-02"

_log = logging.getLogger(__name__)


class Handler(Protocol):
    """Exit status: 0 good, 1 found a fault, 2 bad usage or input.

    A KioskError is reported and becomes 1, or 2 when it is E-CFG-02.
    """

    def __call__(self, args: argparse.Namespace, config: Config, /) -> int: ...


@dataclass(frozen=True, slots=True)
class Command:
    """``service``: stays running, and logs where the configuration says; the others always log to their file,
    since their stderr is for the person. ``takes_json``: its own ``--json`` carries the input.
    """

    module: str
    help: str
    service: bool = False
    takes_json: bool = False


COMMANDS: Final[dict[str, Command]] = {
    "run": Command("kiosk.commands.run", "终端界面；--simulate 接上全部模拟设备", service=True),
    "play": Command("kiosk.play.cli", "按剧本操作真实界面，逐步截图"),
    "simulate": Command("kiosk.devices.cli", "只开模拟设备"),
    "sync": Command("kiosk.sync.cli", "与中心往来：上传工单", service=True),
    "display": Command("kiosk.display.cli", "显示服务和底图", service=True),
    "helper": Command("kiosk.helper.cli", "系统助手：以 root 做几件定好的事", service=True),
    "devices": Command("kiosk.devices.cli", "在界面之外操作一个设备"),
    "doctor": Command("kiosk.commands.doctor", "检查这台终端"),
    "provision": Command("kiosk.commands.provision", "向中心注册"),
    "staff": Command("kiosk.commands.staff", "管理密码"),
    "orders": Command("kiosk.commands.orders", "工单队列"),
    "content": Command("kiosk.content.cli", "内容版本"),
    "calc": Command("kiosk.commands.calc", "算一算：费用、补偿、利息、期限", takes_json=True),
    "search": Command("kiosk.commands.search", "在内容里查找"),
    "places": Command("kiosk.commands.places", "办事地点、日程、名册"),
}


@dataclass(slots=True)
class RootOptions:
    """What stands before or after COMMAND alike."""

    command: str = ""
    config: Path | None = None
    overrides: list[str] = field(default_factory=list)
    json: bool = False
    help: bool = False
    rest: list[str] = field(default_factory=list)

    @property
    def passed_on(self) -> list[str]:
        given = [] if self.config is None else ["--config", str(self.config)]
        for override in self.overrides:
            given += ["--set", override]
        return given


class UsageError(Exception):
    """Bad usage; the text is for the person who typed it."""


class LineParser(argparse.ArgumentParser):
    """argparse that complains in one line of Chinese with a code."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(complaint(message, self.format_usage()))


def split_root_options(argv: Sequence[str], commands: dict[str, Command]) -> RootOptions:
    """Takes ``--config``, ``--set`` and ``--json`` out of ``argv`` wherever they stand, up to ``--``."""
    found = RootOptions()
    words = list(argv)
    while words:
        word = words.pop(0)
        name, sign, value = word.partition("=")
        if word == "--":
            found.rest += [word, *words]
            break
        if name in ("--config", "--set"):
            if not sign:
                if not words:
                    raise UsageError(f"{name} 后面缺少值")
                value = words.pop(0)
            if name == "--config":
                found.config = Path(value)
            else:
                found.overrides.append(value)
        elif word == "--json" and not _takes_json(found.command, commands):
            found.json = True
        elif not found.command and word in ("-h", "--help"):
            found.help = True
        elif not found.command and not word.startswith("-"):
            found.command = word
        else:
            found.rest.append(word)
    return found


def _takes_json(command: str, commands: dict[str, Command]) -> bool:
    return command in commands and commands[command].takes_json


def overview(commands: dict[str, Command]) -> str:
    lines = ["用法：kiosk [--config 文件] [--set 键=值 …] [--json] 命令 …", "", "命令："]
    lines += [f"  {name:<10} {command.help}" for name, command in commands.items()]
    return "\n".join([*lines, "", "kiosk 命令 --help 看该命令的用法。"])


def main(argv: Sequence[str] | None = None, commands: dict[str, Command] = COMMANDS) -> int:
    """Exit status of the whole command line."""
    try:
        return _dispatch(sys.argv[1:] if argv is None else argv, commands)
    except UsageError as error:
        complain(USAGE_CODE, str(error))
        return USAGE
    except config_load.ConfigError as error:
        for problem in error.problems:
            complain(error.code, problem)
        return USAGE
    except KioskError as error:
        complain(error.code, error.detail)
        return USAGE if error.code == USAGE_CODE else FAULT
    except sqlite3.Error as error:  # what a command only reads
        found = trouble(error)
        complain(found.code, found.detail)
        return FAULT
    except BrokenPipeError:  # the reader of our output has gone: | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        _log.exception("cli.unhandled")
        complain("E-APP-01", mask_text(f"{type(error).__name__}: {error}"))
        return FAULT


def _dispatch(argv: Sequence[str], commands: dict[str, Command]) -> int:
    options = split_root_options(argv, commands)
    if not options.command:
        if options.help:
            say(overview(commands))
            return GOOD
        raise UsageError("缺少命令，kiosk --help 看有哪些")
    if options.command not in commands:
        raise UsageError(f"没有命令 {options.command}，kiosk --help 看有哪些")
    command = commands[options.command]
    module = importlib.import_module(command.module)
    parser = LineParser(prog="kiosk")
    module.register(parser.add_subparsers(metavar="命令", required=True, parser_class=LineParser))
    try:
        args = parser.parse_args([options.command, *options.rest])
    except SystemExit as done:  # --help printed what it knows
        return GOOD if done.code in (None, 0) else USAGE
    if not command.takes_json:
        args.json = options.json
    args.root_options = options.passed_on
    config = config_load.load(options.config, options.overrides)
    settings = config.log if command.service else LogSettings(level=config.log.level)
    log.set_up(settings, options.command, config.log_path, SystemClock())
    return cast(Handler, args.handler)(args, config)
