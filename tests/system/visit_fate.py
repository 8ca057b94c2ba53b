"""What goes wrong, and when: faults by device, moments by step, and the hand that makes them meet.

A moment is one of: ``start`` (before anything runs), a token of the shown state (``tokens``), a byte counted
from the moment the device is asked to work (``in`` reaches it, ``out`` comes back), or the n-th SQL statement
of a submit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.config import Config
from kiosk.devices.printer.layout import compose, render
from kiosk.devices.transport.line import Direction
from kiosk.domain.effects import PrintSlip
from kiosk.domain.flow import route
from kiosk.domain.state import AppState
from kiosk.words.slips import say
from tests.devices.printer.samples import glyphs
from tests.support.said import CHINESE
from tests.system.visit_bench import DEVICES, VisitBench
from tests.system.visit_resident import ANOTHER, FOUND_CODE, MISWRITTEN, NAMELESS

Steer = tuple[str, dict[str, str]]
HEAL_S: Final = 3.0

UNPLUG: Final[Steer] = ("unplug", {})
STALL: Final[Steer] = ("stall", {})
MEND: Final[dict[str, tuple[Steer, ...]]] = {
    "idcard": (("plug", {}), ("resume", {}), ("clear", {}), ("broken", {"on": "false"})),
    "printer": (
        ("plug", {}),
        ("resume", {}),
        ("paper", {"state": "ok"}),
        ("cover", {"state": "closed"}),
        ("cutter", {"state": "ok"}),
        ("offline", {"state": "off"}),
        ("status", {"state": "on"}),
    ),
    "evaluator": (("plug", {}), ("resume", {}), ("alive", {"state": "on"})),
    "scanner": (("plug", {}), ("resume", {}), ("alive", {"state": "on"}), ("take", {})),
    "store": (("mend", {}),),
    "hub": (("mend", {}),),
}


@dataclass(frozen=True)
class Fault:
    """``heals``: it is over three seconds later, by itself or by staff; else it lasts for the visit."""

    device: str
    name: str
    begins: Steer
    heals: bool = False

    def __str__(self) -> str:
        return f"{self.device}-{self.name}"


@dataclass(frozen=True)
class Moment:
    """``kind``: start, token, in, out, statement. ``count`` from 1; of ``in`` on a printer, ``share`` of the
    slip's bytes behind the 12 bytes of questions may be given instead (1.0 = its last byte).
    """

    kind: str
    token: str = ""
    count: int = 0
    share: float | None = None

    def __str__(self) -> str:
        where = self.token or (self.count if self.share is None else f"{self.share:.0%}")
        return f"{self.kind}:{where}" if self.kind != "start" else "start"


def _faults(device: str, heals: bool = True, **begins: Steer) -> tuple[Fault, ...]:
    """Each for good and, when it ``heals``, also for a while: ``unplug`` and ``unplug-a-while``."""
    out: list[Fault] = []
    for name, steer in begins.items():
        out.append(Fault(device, name, steer))
        if heals:
            out.append(Fault(device, f"{name}-a-while", steer, heals=True))
    return tuple(out)


def _cable(device: str) -> tuple[Fault, ...]:
    noise: Steer = ("garbage", {"bytes": "300", "seed": "7"})
    short: Steer = ("half", {"bytes": "3"})
    return (
        Fault(device, "cut", ("cut", {})),
        *_faults(device, unplug=UNPLUG, stall=STALL),
        *_faults(device, heals=False, garbage=noise, half=short),
    )


FAULTS: Final[dict[str, tuple[Fault, ...]]] = {
    "idcard": (
        *_cable("idcard"),
        *_faults(
            "idcard",
            heals=False,
            pulled=("remove", {}),
            swapped=("present", ANOTHER.card),
            miswritten=("present", MISWRITTEN.card),
            nameless=("present", NAMELESS.card),
        ),
        *_faults(
            "idcard",
            error41=("error", {"operation": "read", "sw3": "41", "times": "0"}),
            select_refused=("error", {"operation": "select", "sw3": "81", "times": "0"}),
            error60=("broken", {"on": "true"}),
        ),
        *_faults("idcard", heals=False, error41_once=("error", {"operation": "read", "sw3": "41"})),
    ),
    "printer": (
        *_cable("printer"),
        *_faults(
            "printer",
            no_paper=("paper", {"state": "out"}),
            cover=("cover", {"state": "open"}),
            jam=("cutter", {"state": "jam"}),
            offline=("offline", {"state": "on"}),
            mute=("status", {"state": "off"}),
        ),
        *_faults("printer", paper_ends=("paper", {"state": "near", "lines": "4"})),
    ),
    "evaluator": (
        *_cable("evaluator"),
        *_faults("evaluator", mute=("alive", {"state": "off"})),
        *_faults("evaluator", heals=False, stray_key=("press", {"level": "1"}), gives_up=("timeout", {})),
    ),
    # Nobody holds a code in these visits. A stranger's may lie there: it is looked up once, and that is all.
    "scanner": (
        *_cable("scanner"),
        *_faults("scanner", mute=("alive", {"state": "off"})),
        *_faults(
            "scanner",
            heals=False,
            stray_code=("garbage", {"hex": f"{FOUND_CODE}\r".encode().hex()}),
            held_code=("scan", {"text": FOUND_CODE, "hold_s": "600"}),
        ),
    ),
    "store": (
        *_faults(
            "store",
            full=("full", {}),
            no_space=("fail", {"kind": "full"}),
            write_error=("fail", {"kind": "io"}),
            locked=("fail", {"kind": "busy"}),
            readonly=("fail", {"kind": "readonly"}),
            damaged=("fail", {"kind": "corrupt"}),
        ),
        *_faults("store", heals=False, once=("fail", {"kind": "io", "times": "1"}), lost=("lost", {})),
    ),
    "hub": (
        *_faults("hub", unplug=UNPLUG, stall=STALL, garbage=("garbage", {})),
        *_faults("hub", half=("half", {}), forged=("forged", {}), lost=("lost", {})),
    ),
}
# Not there when the terminal is switched on.
ABSENT: Final[dict[str, Fault]] = {
    **{name: Fault(name, "absent", UNPLUG) for name in (*DEVICES, "hub")},
    "store": Fault("store", "absent", ("gone", {})),
}


def tokens(state: AppState) -> set[str]:
    """What can be said of the shown state, for moments: ``write:request``, ``identity+seen``."""
    shown = route(state)
    plain = shown.screen.value
    out = {plain, f"{plain}:{shown.key}"}
    visit = state.visit
    if visit is not None and visit.form is not None:
        form = visit.form
        facts = {
            "seen": form.card_seen,
            "filled": form.draft.identity_source == "card",
            "saving": form.saving,
        }
        out |= {f"{plain}+{name}" for name, holds in facts.items() if holds}
    if visit is not None and visit.submission is not None:
        out.add(f"{plain}+{visit.submission.printing.state.value}")
    return out


class _Own(dict[str, str]):
    """Arguments to be known again, also when there are none."""

    def __bool__(self) -> bool:
        return True


class Fate:
    """One fault at one moment of a bench. ``struck`` once it has begun; ``mend`` repairs all there is."""

    def __init__(self, bench: VisitBench, fault: Fault | None, moment: Moment) -> None:
        self.struck = False
        self._bench = bench
        self._fault = fault
        self._moment = moment
        if fault is None:
            return
        if moment.kind == "start":
            self._strike()
        elif moment.kind in ("in", "out"):
            bench.when_used(fault.device, self._plan_byte)
        elif moment.kind == "statement":
            bench.when_used("store", self._plan_statement)
        elif moment.token == "posting":
            bench.when_used("hub", self._strike)

    def see(self, after: AppState) -> None:
        """Called after every message."""
        if self._fault is not None and not self.struck and self._moment.token in tokens(after):
            self._strike()

    def mend(self) -> None:
        """Staff come: what was planned and has not begun does not begin any more."""
        self._fault = None
        self._bench.armed.clear()
        self._bench.steer("idcard", "remove")  # whoever finds a stranger's card hands it in
        for host in self._bench.hosts.values():
            host.line._triggers = {"in": [], "out": []}
            host.line._half = None
        for device, steers in MEND.items():
            for verb, args in steers:
                self._bench.steer(device, verb, args)

    def _strike(self) -> None:
        assert self._fault is not None
        verb, args = self._fault.begins
        if self._moment.kind != "statement":
            self._bench.steer(self._fault.device, verb, args)
        self._struck()

    def _struck(self) -> None:
        self.struck = True
        if self._fault is not None and self._fault.heals:
            self._bench.clock.after(HEAL_S, self._heal)

    def _heal(self) -> None:
        if self._fault is not None:
            for verb, args in MEND[self._fault.device]:
                self._bench.steer(self._fault.device, verb, args)

    def _plan_statement(self) -> None:
        assert self._fault is not None
        verb, args = self._fault.begins
        self._bench.steer("store", verb, {**args, "at": str(self._moment.count)})
        self._struck()

    def _plan_byte(self) -> None:
        assert self._fault is not None
        verb, args = self._fault.begins
        host = self._bench.hosts[self._fault.device]
        own = _Own(args)
        steer = host.line.control

        def noticed(now: float, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
            if args is own:
                self._struck()
            return steer(now, verb, args)

        host.line.control = noticed  # type: ignore[method-assign]
        direction: Direction = "in" if self._moment.kind == "in" else "out"
        host.at_byte(direction, self._count(), verb, own)

    def _count(self) -> int:
        if self._moment.share is None:
            return self._moment.count
        slip = next(e.slip for e in reversed(self._bench.rooms.performed) if isinstance(e, PrintSlip))
        paper = Config().devices.printer.paper
        return 12 + max(
            1,
            round(len(render(compose(say(slip, CHINESE), paper), paper, glyphs()).data) * self._moment.share),
        )
