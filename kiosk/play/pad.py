"""A person at the keypad: keys of its simulator at a pace that counts, the way to something by NEXT alone."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from kiosk.clock import Clock, pause
from kiosk.devices.simulators import SimulatorBench
from kiosk.domain.focus import ROLL_S, Key, rest
from kiosk.play.remote import Remote, StepFailed

if TYPE_CHECKING:
    from kiosk.screens.probe import Probe

SaidSoFar = Callable[[], Sequence[tuple[str, ...]]]
_HEARD_S: Final = 5.0
_MARGIN_S: Final = 0.03  # the driver looks at its own clock, a little later
_MOST: Final = 120  # presses of NEXT: more than any page has things to press


class KeypadHand:
    """All of it is called on the driver's thread. ``said``: what was asked to be said, on the Kivy thread."""

    def __init__(self, remote: Remote, bench: SimulatorBench, clock: Clock, said: SaidSoFar) -> None:
        self._remote = remote
        self._said = said
        self._probe: Probe = remote.probe
        self._bench = bench
        self._clock = clock
        self._last: dict[Key, float] = {}

    def press(self, keys: Sequence[Key]) -> None:
        """Each once the terminal has heard the one before."""
        for key in keys:
            self._press(key)

    def reach(self, uid: str) -> None:
        """NEXT until the focus is on ``uid``. StepFailed when it has been everywhere else."""
        seen: list[str] = []
        for _ in range(_MOST):
            at = self._remote.ask(self._probe.focus)
            if at == uid:
                return
            if at in seen[1:]:  # the first may be where the ring appeared
                break
            seen.append(at)
            self._press(Key.NEXT)
        raise StepFailed(f"按“下一个”走了一圈，没有走到 {uid}，走过 {'、'.join(filter(None, seen))}")

    def seek(self, words: str) -> None:
        """NEXT until what is heard begins with ``words``, or goes on with them. StepFailed after a round."""
        heard: list[tuple[str, ...]] = []
        for _ in range(_MOST):
            name = self._next_heard()
            if any(sentence.startswith(words) for sentence in name):
                return
            if name in heard:
                break
            heard.append(name)
        told = "、".join(name[0] for name in heard if name)
        raise StepFailed(f"按“下一个”走了一圈，没有听到“{words}”，听到的是 {told}")

    def _next_heard(self) -> tuple[str, ...]:
        """What is said of where NEXT leads."""
        before = self._remote.ask(lambda: len(self._said()))
        self._press(Key.NEXT)
        return self._remote.until(
            lambda: self._said()[before:] or None, _HEARD_S, lambda: "按了“下一个”，什么也没有念"
        )[-1]

    def _press(self, key: Key) -> None:
        now = self._clock.monotonic()
        earliest = max(
            self._last.get(key, float("-inf")) + rest(key),
            max(self._last.values(), default=float("-inf")) + ROLL_S,
        )
        if earliest + _MARGIN_S > now:
            pause(self._clock, earliest + _MARGIN_S - now)
        before = self._remote.ask(self._probe.keypresses)
        self._bench.control("keypad", "press", {"key": key.value})
        self._remote.until(
            lambda: True if self._probe.keypresses() > before else None,
            _HEARD_S,
            lambda: f"终端没有听到按键 {key.value}",
        )
        self._last[key] = self._clock.monotonic()
