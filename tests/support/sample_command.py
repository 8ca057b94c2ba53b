"""A command module as every room offers one, for the tests of the command line."""

import argparse
import logging
from typing import Any

from kiosk.cli_output import emit
from kiosk.config import Config
from kiosk.errors import KioskError


def register(commands: Any) -> None:
    sample = commands.add_parser("sample", help="a sample")
    sample.add_argument("action", choices=("show", "fault", "usage", "crash", "pipe", "stop"))
    sample.add_argument("--name", default="nobody")
    sample.set_defaults(handler=run)
    calc = commands.add_parser("calc")
    calc.add_argument("name")
    calc.add_argument("--json", dest="given")
    calc.set_defaults(handler=calculate)


def run(args: argparse.Namespace, config: Config) -> int:
    if args.action == "fault":
        raise KioskError("E-PRN-02", "two\nlines")
    if args.action == "usage":
        raise KioskError("E-CFG-02", "no such order")
    if args.action == "crash":
        raise RuntimeError("number 330922190001010010")
    if args.action == "pipe":
        raise BrokenPipeError
    if args.action == "stop":
        raise KeyboardInterrupt
    logging.getLogger("kiosk.sample").warning("sample.shown")
    emit(
        {
            "json": args.json,
            "name": args.name,
            "idle": config.visit.idle_s,
            "root": args.root_options,
            "state": str(config.state_path),
        }
    )
    return 0


def calculate(args: argparse.Namespace, config: Config) -> int:
    emit({"name": args.name, "given": args.given})
    return 0
