"""``kiosk-library preview``: builds the draft, opens it, watches the folder; or saves one picture."""

import argparse
import logging
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, NoReturn

from kiosk.cli_output import FAULT, GOOD, USAGE, complain, say
from kiosk.clock import SystemClock
from kiosk.config import CHECKOUT, Config, ScreenSettings
from kiosk.config_load import load as load_config
from kiosk.config_screen import windowed
from kiosk.content.publish import review
from kiosk.content.publish.collect import collect
from kiosk.display.connection import DisplayError
from kiosk.domain.comfort import Language
from kiosk.domain.instants import CHINA
from kiosk.errors import KioskError
from kiosk.glyphs import ui_fonts
from kiosk.play.xserver import PrivateDisplay
from kiosk.preview import places
from kiosk.preview.drafts import Attempt, Drafts, Watching
from kiosk.preview.stage import Stage, Wish
from kiosk.runtime_watch import Ended
from kiosk.wire.usage import complaint

_LOG: Final = logging.getLogger(__name__)
NO_DISPLAY: Final = "E-DSP-02"
BAD: Final = "E-CFG-02"
PANELS: Final = ("1080x1920", "1280x800")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        complain(BAD, complaint(message, self.format_usage()))
        raise SystemExit(USAGE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="kiosk-library preview", description="在真的终端界面上看草稿，什么也不发出去")
    parser.add_argument("folder", nargs="?", type=Path, default=CHECKOUT / "library", metavar="目录")
    parser.add_argument(
        "--at", default=places.HOME, metavar="种类/名字", help="打开哪一条，例如 guide/unpaid-wages"
    )
    parser.add_argument("--panel", choices=PANELS, default=PANELS[0], help="哪一种屏幕")
    parser.add_argument("--elder", action="store_true", help="用大字")
    parser.add_argument("--language", choices=[one.value for one in Language], default=Language.ZH.value)
    parser.add_argument("--once", type=Path, metavar="FILE.png", help="只存一张图，不开窗口")
    parser.add_argument("--fonts", type=Path, default=Config().fonts_path, metavar="DIR", help="字体目录")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """0 shown, 1 the draft is broken or there is no display, 2 bad usage."""
    try:
        args = _parser().parse_args(argv)
        kind, name = places.split(args.at)
    except SystemExit as done:
        return int(done.code or 0)
    except places.NoSuchPlaceError as error:
        complain(BAD, f"--at {args.at}：{error}")
        return USAGE
    if not args.folder.is_dir():
        complain(BAD, f"没有这个目录：{args.folder}")
        return USAGE
    wish = Wish(kind, name, Language(args.language), args.elder)
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        return _Preview(args, wish, Path(folder)).run()


class _Preview:
    """``folder`` holds all it writes."""

    def __init__(self, args: argparse.Namespace, wish: Wish, folder: Path) -> None:
        self._args, self._wish = args, wish
        self._clock = SystemClock()
        settings = (f"state_dir={folder}", f"fonts_dir={args.fonts}", "devices.keypad.enabled=true")
        self._config = load_config(None, settings)
        fonts = [font for font in ui_fonts(args.fonts) if font.present]
        self._drafts = Drafts(args.folder, self._config.content_path, self._clock, fonts)
        self._status = GOOD

    def run(self) -> int:
        try:
            # First of all: nobody waits for a release that could not be shown.
            with _display(self._args.once is not None, screen := self._screen()):
                return self._shown(screen)
        except DisplayError as error:
            complain(NO_DISPLAY, str(error))
            return FAULT
        except KioskError as error:
            complain(error.code, error.detail)
            return FAULT
        finally:
            shutil.rmtree(self._config.run_path, ignore_errors=True)  # elsewhere where the folder lies deep

    def _shown(self, screen: ScreenSettings) -> int:
        tried = self._drafts.attempt()
        self._tell(tried)
        if tried.library is None:
            return FAULT
        for old in review.overdue(collect(self._args.folder), self._clock.now().astimezone(CHINA).date()):
            complain(review.OLD, str(old))
        self._show(screen)
        return self._status

    def _screen(self) -> ScreenSettings:
        return windowed(self._config.screen, self._args.panel)

    def _show(self, screen: ScreenSettings) -> None:
        stage = Stage(self._config, screen, self._clock, self._wish)
        task = self._picture if self._args.once is not None else self._follow
        thread = threading.Thread(target=self._guarded, args=(task, stage), name="preview", daemon=True)
        thread.start()
        stage.run()

    def _guarded(self, task: Callable[[Stage], None], stage: Stage) -> None:
        """Whatever happens there, the window does not stay behind alone."""
        try:
            task(stage)
        except Ended:
            return  # it was closed
        except TimeoutError:
            complain("E-CNT-02", "画面等了 30 秒还没有出来")
            self._status = FAULT
        except OSError as error:
            complain("E-CNT-02", f"{error.filename or self._args.once}：{error.strerror}")
            self._status = FAULT
        except Exception as error:
            _LOG.exception("preview.unhandled")
            complain("E-APP-01", f"{type(error).__name__}：{error}")
            self._status = FAULT
        finally:
            stage.stop()

    def _picture(self, stage: Stage) -> None:
        self._opened(stage.begin())
        stage.picture(self._args.once)

    def _follow(self, stage: Stage) -> None:
        self._opened(stage.begin())
        say("改了文件、存了盘，画面就换。按 Ctrl-C 结束。")
        watching = Watching(self._args.folder)
        watching.run(lambda: self._again(stage))

    def _again(self, stage: Stage) -> None:
        tried = self._drafts.attempt()
        self._tell(tried)
        if tried.library is not None:
            self._opened(stage.show(tried.library))
            say(f"换好了：版本 {tried.library.info.version}")

    def _opened(self, there: bool) -> None:
        if not there:
            complain(BAD, f"--at {self._args.at}：没有这一条，停在首页")
            self._status = FAULT

    def _tell(self, tried: Attempt) -> None:
        for problem in tried.problems:
            complain(tried.code, str(problem))
        if tried.why:
            complain(tried.code, tried.why)


@contextmanager
def _display(private: bool, screen: ScreenSettings) -> Iterator[None]:
    """A picture needs none of the machine's: it has its own."""
    with ExitStack() as stack:
        if private:
            own = PrivateDisplay(screen.width, screen.height)
            stack.callback(own.close)
            os.environ.update({"DISPLAY": own.name, "LIBGL_ALWAYS_SOFTWARE": "1"})
        elif not os.environ.get("DISPLAY"):
            raise DisplayError("这里没有显示器。用 --once FILE.png 存一张图来看")
        yield


if __name__ == "__main__":
    sys.exit(main())
