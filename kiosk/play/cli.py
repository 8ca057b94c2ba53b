"""``kiosk play``: journeys on the real window."""

import argparse
from pathlib import Path
from typing import Any, Final

from kiosk.cli_output import FAULT, GOOD, USAGE, complain, emit, say
from kiosk.config import Config
from kiosk.play.reader import JourneyError

_USAGE_CODE: Final = "E-CFG-02"
_FAILED_CODE: Final = "E-APP-02"


def register(commands: Any) -> None:
    play = commands.add_parser("play", help="按剧本操作真实界面，逐步截图")
    play.add_argument("journeys", nargs="+", type=Path, metavar="JOURNEY.yaml", help="剧本，按顺序演")
    play.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="截图、回执和 journey.json 放哪里"
    )
    play.add_argument("--simulate", action="store_true", help="接上全部模拟设备")
    play.add_argument("--window", default="", metavar="宽x高", help="窗口大小，不写就按剧本，再按配置")
    play.add_argument("--here", action="store_true", help="开在眼前的屏幕上，不另开看不见的")
    play.set_defaults(handler=play_journeys)


def play_journeys(args: argparse.Namespace, config: Config) -> int:
    """0 when every step happened, 1 when one did not, 2 for a journey that cannot be played."""
    from kiosk.display.connection import DisplayError
    from kiosk.play.session import play, prepare_play

    try:
        wanted = prepare_play(
            args.journeys, args.out, config, window=args.window, simulate=args.simulate, here=args.here
        )
    except JourneyError as error:
        for problem in error.problems:
            complain(_USAGE_CODE, problem)
        return USAGE
    try:
        outcome = play(config, wanted)
    except DisplayError as error:
        complain(_FAILED_CODE, str(error))
        return FAULT
    if args.json:
        emit(
            {
                "result": "failed" if outcome.failure else "ok",
                "failure": outcome.failure,
                "steps": outcome.steps,
                "papers": list(outcome.papers),
                "out": str(args.out),
            }
        )
    elif not outcome.failure:
        say(f"{outcome.steps} 步都成了，见 {args.out}")
    if outcome.failure:
        complain(_FAILED_CODE, outcome.failure)
    return FAULT if outcome.failure else GOOD
