"""``kiosk play``: journeys on the real window."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.cli_output import FAULT, GOOD, USAGE, complain, emit, say
from kiosk.config import Config
from kiosk.play.reader import JourneyError

if TYPE_CHECKING:
    from kiosk.play.session import Outcome

_USAGE_CODE: Final = "E-CFG-02"
_FAILED_CODE: Final = "E-APP-02"


def register(commands: Any) -> None:
    play = commands.add_parser("play", help="按剧本操作真实界面，逐步截图")
    play.add_argument("journeys", nargs="+", type=Path, metavar="JOURNEY.yaml", help="剧本，按顺序演")
    play.add_argument("--out", type=Path, metavar="DIR", help="截图、回执和 journey.json 放哪里")
    play.add_argument("--simulate", action="store_true", help="接上全部模拟设备")
    play.add_argument("--window", default="", metavar="宽x高", help="窗口大小，不写就按剧本，再按配置")
    play.add_argument("--here", action="store_true", help="开在眼前的屏幕上，不另开看不见的")
    play.add_argument(
        "--attach", action="store_true", help="不另开界面，接在正在运行的界面上演；屏幕由 DISPLAY 指出"
    )
    play.add_argument(
        "--control", type=Path, metavar="SOCKET", help="接上时：kiosk simulate 的控制套接字，放卡、按键用"
    )
    play.set_defaults(handler=play_journeys)


def play_journeys(args: argparse.Namespace, config: Config) -> int:
    """0 when every step happened, 1 when one did not, 2 for a journey that cannot be played."""
    from kiosk.display.connection import DisplayError

    wrong = _misused(args)
    if wrong:
        complain(_USAGE_CODE, wrong)
        return USAGE
    try:
        outcome = _attached(args, config) if args.attach else _played(args, config)
    except JourneyError as error:
        for problem in error.problems:
            complain(_USAGE_CODE, problem)
        return USAGE
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
                "out": str(args.out or ""),
            }
        )
    elif not outcome.failure:
        say(f"{outcome.steps} 步都成了" + (f"，见 {args.out}" if args.out else ""))
    if outcome.failure:
        complain(_FAILED_CODE, outcome.failure)
    return FAULT if outcome.failure else GOOD


def _misused(args: argparse.Namespace) -> str:
    """What does not go together, in one sentence."""
    if args.attach:
        own = [f"--{name}" for name in ("simulate", "window", "here") if getattr(args, name)]
        return f"--attach 接在已有的界面上，不能再给 {'、'.join(own)}" if own else ""
    if args.control is not None:
        return "--control 只和 --attach 一起用"
    return "" if args.out is not None else "要用 --out 指出截图放哪里"


def _played(args: argparse.Namespace, config: Config) -> "Outcome":
    from kiosk.play.session import play, prepare_play

    wanted = prepare_play(
        args.journeys, args.out, config, window=args.window, simulate=args.simulate, here=args.here
    )
    return play(config, wanted)


def _attached(args: argparse.Namespace, config: Config) -> "Outcome":
    from kiosk.play.attach import attach, prepare_attach

    return attach(config, prepare_attach(args.journeys, args.control), args.out, args.control)
