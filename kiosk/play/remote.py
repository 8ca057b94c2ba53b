"""The running terminal as the driver's thread may reach it: questions, answered between two frames."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as NoAnswer
from typing import TYPE_CHECKING, Final, TypeVar

from kiosk.domain.state import AppState
from kiosk.runtime import Runtime
from kiosk.runtime_watch import Ended, Watches

if TYPE_CHECKING:
    from kiosk.screens.probe import Probe

T = TypeVar("T")
_ANSWER_S: Final = 20.0  # a Kivy thread that is silent for longer is frozen
_SETTLING: Final = 90  # frames: what keeps moving for longer will always move


class StepFailed(Exception):
    """The step did not happen. The text says why, in one Chinese sentence."""


class Remote:
    """``probe`` and ``runtime`` are only ever touched inside a question."""

    def __init__(self, watches: Watches, probe: "Probe", runtime: Runtime) -> None:
        self._watches = watches
        self.probe = probe
        self.runtime = runtime

    def ask(self, question: Callable[[], T]) -> T:
        """One answer, from the next frame on. StepFailed when the terminal is frozen or over."""
        return self._result(lambda: (question(),), _ANSWER_S, "界面没有反应")[0]

    def until(self, check: Callable[[], T | None], within: float, why: Callable[[], str]) -> T:
        """The first answer that is not None; StepFailed with ``why()`` after ``within`` seconds."""
        return self._result(check, within, why)

    def state(self) -> AppState:
        return self.ask(lambda: self.runtime.state)

    def settle(self) -> None:
        """Return when everything that has changed is drawn, or when something moves for ever."""
        frames = iter(range(_SETTLING))
        self.until(
            lambda: True if self.probe.still() or next(frames, None) is None else None,
            _ANSWER_S,
            lambda: "画面一直没有画完",
        )

    def _result(self, check: Callable[[], T | None], within: float, why: str | Callable[[], str]) -> T:
        try:
            answer = self._watches.watch(check)
            try:
                return answer.result(within)
            finally:
                answer.cancel()
        except NoAnswer:
            raise StepFailed(why if isinstance(why, str) else why()) from None
        except (Ended, CancelledError):
            raise StepFailed("终端在这一步停了") from None
