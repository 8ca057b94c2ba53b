"""What the running screen answers on its control socket (docs/protocol/control.md).

State and widgets are looked at on the Kivy thread, between two frames; devices and the store are asked on
theirs. All of it waits on the connection's own thread, never on a frame, and imports there what is slow to.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from kiosk.control.server import Verb
from kiosk.devices.registry import KINDS, Supervised
from kiosk.domain.flow import Screen, route
from kiosk.domain.state import AppState
from kiosk.doorbell import SYNC_BELL, ring
from kiosk.errors import ERRORS, Finding, KioskError
from kiosk.runtime_watch import Ended, Watches
from kiosk.store.identity import load_enrolled
from kiosk.store.orders import OrderStore

if TYPE_CHECKING:
    from kiosk.app import Terminal

T = TypeVar("T")
# Id; left, top, width and height in pixels from the window's top left corner; whether it can be touched now.
Touch = tuple[str, tuple[float, float, float, float], bool]
_FRAME_S: Final = 5.0  # a Kivy thread that draws nothing for longer is frozen
_STORE_S: Final = 8.0
_DEVICE_S: Final = 5.0
_UNANSWERED: Final = "E-APP-03"
_USAGE: Final = "E-CFG-02"
# Their keys name an order, not a page.
_NAMELESS: Final = frozenset({Screen.RECOVERED.value})


class Shown(Protocol):
    """The window as ``screens.probe`` sees it. Called on the Kivy thread only."""

    def screen(self) -> tuple[str, str]: ...

    def touches(self) -> list[Touch]: ...

    def window(self) -> tuple[int, int, int]:
        """Its X id, width and height."""
        ...

    def still(self) -> bool: ...


class ControlVerbs:
    """``shown`` is made when it is first asked for, on the Kivy thread."""

    def __init__(self, terminal: "Terminal", watches: Watches, shown: Callable[[], Shown]) -> None:
        self._terminal = terminal
        self._watches = watches
        self._make_shown = shown
        self._shown: Shown | None = None
        self._begun = terminal.clock.monotonic()

    def verbs(self) -> dict[str, Verb]:
        return {
            "devices": self._devices,
            "test": self._test,
            "status": self._status,
            "screen": self._screen,
            "retry": self._retry,
        }

    # ---- devices

    def _devices(self, args: Mapping[str, str]) -> Mapping[str, object]:
        """``{"devices": {name: {"port", "state", "reason", "code"}}}`` of those that are enabled."""
        _only(args)
        rows = {one.device.name: {"port": one.where, **_status_row(one)} for one in self._terminal.supervised}
        return {"devices": rows}

    def _test(self, args: Mapping[str, str]) -> Mapping[str, object]:
        """``{"findings": [{"check", "ok", "text", "code"}…]}``, from the driver that holds the port."""
        _only(args, "name")
        name = args.get("name", "")
        found = next((one for one in self._terminal.supervised if one.device.name == name), None)
        if found is None:
            raise ValueError(f"没有启用的设备 {name[:32]}")
        rows = found.supervisor.examine(_DEVICE_S) or [_from_status(found)]
        return {"findings": [_finding_row(row) for row in rows]}

    # ---- the screen and the queue

    def _status(self, args: Mapping[str, str]) -> Mapping[str, object]:
        _only(args)
        state = self._frame(lambda: self._terminal.runtime.state)
        enrolled = load_enrolled(self._terminal.config.state_path)
        from kiosk.store import report

        refused = self._stored(lambda orders: len(report.refused(orders.connection)))
        return {
            "enrolled": enrolled is not None,
            "terminal_code": enrolled.terminal_code if enrolled is not None else "",
            "refused": refused,
            "uptime_s": round(self._terminal.clock.monotonic() - self._begun, 1),
            **_state_row(state),
        }

    def _screen(self, args: Mapping[str, str]) -> Mapping[str, object]:
        """Where it stands and what can be touched: no words, no values, nothing that was typed."""
        _only(args)
        return self._frame(self._look)

    def _look(self) -> Mapping[str, object]:
        if self._shown is None:
            self._shown = self._make_shown()
        shown = self._shown
        screen, key = shown.screen()
        window, width, height = shown.window()
        return {
            "screen": screen,
            "key": "" if screen in _NAMELESS else key,
            "still": shown.still(),
            "window": {"id": window, "width": width, "height": height},
            "touchables": [
                {"id": touch_id, "rectangle": list(rectangle), "enabled": enabled}
                for touch_id, rectangle, enabled in shown.touches()
            ],
        }

    def _retry(self, args: Mapping[str, str]) -> Mapping[str, object]:
        """``{"seq": […]}``: the rows sync was asked to send again. ``order``: one number or id, else all."""
        _only(args, "order")
        from kiosk.store import report

        name = args.get("order", "")
        seqs = self._stored(lambda orders: report.ask_again(orders, name))
        ring(self._terminal.config.run_path / SYNC_BELL)
        return {"seq": seqs}

    # ---- asking the other threads

    def _frame(self, question: Callable[[], T]) -> T:
        try:
            return _result(self._watches.watch(question), _FRAME_S)
        except Ended:
            raise KioskError(_UNANSWERED, "界面正在结束") from None

    def _stored(self, question: Callable[[OrderStore], T]) -> T:
        store = self._terminal.store
        if store is None:
            raise KioskError(_UNANSWERED, "界面正在启动")
        return _result(store.answer(question), _STORE_S)


def _result(answer: "Future[T]", within: float) -> T:
    try:
        return answer.result(within)
    finally:
        answer.cancel()


def _only(args: Mapping[str, str], *names: str) -> None:
    unknown = sorted(args.keys() - set(names))
    if unknown:
        raise ValueError(f"args may be: {', '.join(names) or 'none'}")


def _status_row(one: Supervised) -> dict[str, str]:
    status = one.report.status
    return {"state": status.state.value, "reason": status.reason, "code": status.code}


def _from_status(one: Supervised) -> Finding:
    """Of a device that could not be opened just now."""
    status = one.report.status
    kind = KINDS[one.device.name]
    code = status.code or kind.absent_code
    return Finding(kind.label, ok=False, text=ERRORS[code].staff, code=code)


def _finding_row(row: Finding) -> dict[str, object]:
    return {"check": row.check, "ok": row.ok, "text": row.text, "code": row.code}


def _state_row(state: AppState) -> dict[str, object]:
    """``printing``: sending, sent, uncertain, refused; empty when nothing was printed in this visit."""
    printing = state.visit.print_progress if state.visit is not None else None
    return {
        "screen": route(state).screen.value,
        "in_visit": state.visit is not None,
        "printing": printing.state.value if printing is not None else "",
        "online": state.online,
        "waiting": state.waiting,
        "can_submit": state.can_submit,
        "handwriting": state.handwriting,
        "pinyin": state.pinyin,
        "release": state.library.info.release if state.library is not None else 0,
        "devices": {name: getattr(state, name).state.value for name in KINDS if hasattr(state, name)},
    }
