"""The whole product on this machine: terminal, simulated devices, county hub.

    script/demo                         in a window, until Ctrl-C, when there is a display
    script/demo --headless --out DIR    four whole visits without one; everything they leave is put into DIR

The second person cannot write and says it. The fourth one's question is answered by the county: the slip is
held before the scanner, the answer read, printed and rated. DIR then has a picture of every step,
``receipt.bin`` and ``receipt.png`` (``receipt-1`` of the first paper), ``journey.json``, ``hub-order.json``:
the orders as the hub opened them, and ``recording-….opus``: what was said, as it plays there. Exit status 1
when a step did not happen, an order is not at the hub as it was written, or anything personal, the answer
included, is left on the terminal.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Final

from kiosk.config import CHECKOUT
from kiosk.content.library import open_content
from kiosk.display.connection import DisplayError
from kiosk.errors import KioskError
from kiosk.play.xserver import XServer
from script.county import County, CountyError
from script.demo_visits import play_visits

JOURNEYS: Final = tuple(
    CHECKOUT / "docs" / "journeys" / name
    for name in (
        "question-by-hand.yaml",
        "question-by-voice.yaml",
        "legal-aid-with-card.yaml",
        "progress-by-slip.yaml",
    )
)
# A terminal has these where somebody has connected them; the demonstration shows what they are for.
_ALL_DEVICES: Final = ("devices.microphone.enabled=true", "devices.keypad.enabled=true")
_PANEL_WIDTH: Final = 470  # the control panel beside the terminal, with a gap
_BARS: Final = 90  # a desktop's own bars, at most
_LEAST_STANDING: Final = 800  # pixels; narrower, a standing panel is not readable


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--headless", action="store_true", help="play four visits without a display")
    parser.add_argument("--out", type=Path, default=CHECKOUT / "out", help="where the visits' traces go")
    parser.add_argument(
        "--journey", type=Path, action="append", help="play this instead of the four visits; may be repeated"
    )
    parser.add_argument("--window", default="", help="WIDTHxHEIGHT instead of what fits")
    parser.add_argument(
        "--keep-state",
        action="store_true",
        help="copy the terminal's state into DIR/state, as when something fails",
    )
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _end)
    folder = Path(tempfile.mkdtemp(prefix="demo-"))
    county = County(folder, _ALL_DEVICES)
    try:
        _content(county)
        county.found()
        county.sync_up()
        if not options.headless:
            return _in_a_window(county, options.window)
        status = play_visits(county, options.journey or JOURNEYS, options.out, options.window)
        if options.keep_state or status:
            shutil.copytree(county.state, options.out / "state", dirs_exist_ok=True)
        return status
    except (CountyError, KioskError, DisplayError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        county.close()
        # A deep folder has its sockets elsewhere.
        for path in (folder, county.config.run_path):
            shutil.rmtree(path, ignore_errors=True)


def _end(_signal: int, _frame: FrameType | None) -> None:
    """SIGTERM ends it like Ctrl-C: with everything cleared away."""
    raise KeyboardInterrupt


def _content(county: County) -> None:
    """The set-up has built library/; where it has not, do it now."""
    config = county.config
    try:
        open_content(config.content_path, config.factory_content_path)
    except KioskError:
        command = [sys.executable, "-m", "kiosk.content.publish.cli", "build"]
        if subprocess.run(command, cwd=CHECKOUT, stdout=sys.stderr, check=False).returncode:
            raise


def _in_a_window(county: County, window: str) -> int:
    """``kiosk run`` in front; it ends with Ctrl-C."""
    size = window or fitting(*_display_size())
    print(f"The terminal opens in a window of {size}, its simulated devices in another beside it.")
    print("Everything you do reaches a hub on this machine. Ctrl-C ends it and clears it away.", flush=True)
    terminal = subprocess.Popen(county.kiosk("run", "--simulate", "--window", size), cwd=CHECKOUT)
    try:
        return terminal.wait()
    except KeyboardInterrupt:
        terminal.send_signal(signal.SIGTERM)
        terminal.wait()
        for order in county.open_orders():
            print(f"At the hub: {order['order_no']} {order['item']}")
        return 0


def _display_size() -> tuple[int, int]:
    server = XServer(os.environ.get("DISPLAY", ""))
    try:
        return server.size()
    finally:
        server.close()


def fitting(width: int, height: int) -> str:
    """A window of a standing panel's shape where the display is high enough, else of a desk panel's."""
    room_wide, room_high = width - _PANEL_WIDTH, height - _BARS
    standing = min(room_high, 1920, room_wide * 16 // 9)
    if standing * 9 // 16 >= _LEAST_STANDING:
        return f"{standing * 9 // 16}x{standing}"
    wide = min(1280, max(room_wide, 1152), room_high * 8 // 5)
    wide = max(wide, 1152)  # 720 high: the least the terminal takes
    return f"{wide}x{wide * 5 // 8}"


if __name__ == "__main__":
    sys.exit(main())
