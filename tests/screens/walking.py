"""Played on a window: somebody touches whatever he finds, while the world behind does what it likes.

After every step: no screen failed, what is shown is what the state asks for, 马上收起 can be touched, nothing
to touch lies off the panel; when the visit is over nothing of it is held by any widget. In the end, left
alone, the terminal is idle again.
"""

import random
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from kiosk.config import Config
from kiosk.content.library import load
from kiosk.domain import device as d
from kiosk.domain import effects as e
from kiosk.domain import flow, spoken
from kiosk.domain import messages as m
from kiosk.domain import recording as r
from kiosk.domain import speech as sp
from kiosk.domain.comfort import Comfort, Contrast, Language, Reach, Size
from kiosk.domain.composition import Candidate, PinyinRead
from kiosk.domain.flow import Screen
from kiosk.domain.focus import Key, KeyPressed
from kiosk.domain.progress import Entry, LookOutcome, Progress
from kiosk.domain.work_order import Committed
from kiosk.domain.writing import PinyinReady
from tests.screens.leftover import left_in
from tests.screens.stage import Stage
from tests.support.library import small_library
from tests.support.states import CHILD, MAN, SECRET, WOMAN, card, speaking_state

AT: Final = "2026-11-21T14:05:00+08:00"
SLIP: Final = f"GL1.SS3-0147.{SECRET}"
SECONDS: Final = (0.1, 0.5, 0.5, 2.0, 12.0, 30.0, 46.0, 121.0, 301.0)
TOLD: Final = 12
CHOICES: Final[dict[str, tuple[object, ...]]] = {
    "size": tuple(Size),
    "contrast": tuple(Contrast),
    "reach": tuple(Reach),
    "language": tuple(Language),
    "voice": (True, False),
    "curtain": (True, False),
    "volume": (1, 3, 5),
}
_AWAY: Final = ("bar.end", "bar.hide", "bar.home", "timeout.end", "curtain.lift")
_ALONE: Final = (Screen.TIMEOUT, Screen.FAULT, Screen.MAINTENANCE)  # pages without the bar


class Walker:
    """``owed``: what the world behind has still to say to what it was asked."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        self.chance = random.Random(seed)
        self.words: set[str] = set()  # written, read or heard in this visit
        self.owed: deque[Callable[[], object]] = deque()
        self.told: deque[str] = deque(maxlen=TOLD)
        self.seen: Counter[str] = Counter()
        self._answered = self._count = 0
        stage.reset(self._start())
        stage.ids = iter(f"id-{number}" for number in range(100_000))

    def _start(self) -> Any:
        chance, config = self.chance, Config()
        comfort = Comfort(
            chance.choice(list(Size)), chance.choice(list(Contrast)), chance.choice(list(Reach))
        )
        return replace(
            speaking_state(),
            library=load(config.content_path, config.factory_content_path),
            pinyin=True,
            speech=chance.random() < 0.7,
            keypad=chance.choice([d.READY, d.ABSENT]),
            comfort=replace(comfort, voice=chance.random() < 0.3),
            clock_trusted=chance.random() < 0.7,
        )

    def word(self, kind: str) -> str:
        """Something of a person, that stands nowhere else."""
        self._count += 1
        found = f"{kind}{chr(0x4E00 + self.chance.randrange(20_000))}{self._count}号"
        self.words.add(found)
        return found

    # ---- steps

    def walk(self, steps: int) -> None:
        ways = (self.go_on, self.tap, self.stroke, self.anywhere, self.key, self.fact, self.two, self.comfort)
        for number in range(steps):
            self.seen[flow.route(self.stage.state).screen.value] += 1
            self._hear()
            if self.owed and self.chance.random() < 0.35:
                self._tell(self.owed.popleft()())
            elif self.chance.random() < 0.06:
                self._later(self.chance.choice(SECONDS))
            else:
                self.chance.choices(ways, (20, 42, 8, 4, 10, 7, 3, 3))[0]()
            self._check(number)
        for _ in range(40):
            self._hear()
            while self.owed:
                self._tell(self.owed.popleft()())
            self._later(61.0)
        assert self.stage.state.visit is None, f"never idle again: {list(self.told)}"
        self._check(steps)

    def _later(self, seconds: float) -> None:
        self.told.append(f"{seconds} s")
        self.stage.clock.advance(seconds)
        local = self.stage.state.local + timedelta(seconds=seconds)
        self.stage.dispatch(m.Tick(self.stage.clock.monotonic(), local))
        self.stage.frame.passed(seconds)

    def _tell(self, message: object) -> None:
        self.told.append(type(message).__name__)
        self.stage.queue.post(message)
        self.stage.runtime.drain()
        self.stage.frame.passed()
        self.stage.draw()

    def go_on(self) -> None:
        """The next thing somebody would do here, without looking for it."""
        services, chance = self.stage.services, self.chance
        route = flow.route(self.stage.state)
        self.told.append(f"on at {route.screen.value}")
        self.stage.clock.advance(1.0)
        number = chance.choice([MAN, WOMAN, CHILD]) if route.key == "id_number" else "13000000000"
        ways: dict[Screen, Callable[[], Any]] = {
            Screen.IDLE: lambda: self.stage.touch(3, 3),
            Screen.RECOVERED: lambda: self.stage.touch(3, 3),
            Screen.FAULT: lambda: self.stage.dispatch(m.Fatal(""), m.ReleaseChanged(small_library())),
            Screen.HOME: lambda: services.open_form(chance.choice(["consultation", "legal-aid"])),
            Screen.WRITE: lambda: services.answer(route.key, self.word("写")),
            Screen.RECORD: chance.choice([services.start_recording, services.next_page]),
            Screen.PHONE: lambda: services.answer(route.key, number),
            Screen.CHOICE: self._choose,
            Screen.CONSENT: chance.choice([services.give_consent] * 3 + [services.refuse_consent]),
            Screen.IDENTITY: self._identity,
            Screen.CHECK: chance.choice([services.submit] * 3 + [services.represent]),
            Screen.SUBMITTED: chance.choice([services.go_rate, services.print_again]),
            Screen.RATE: lambda: services.rate(chance.randint(1, 5)),
            Screen.REASONS: services.send_rating,
            Screen.PROGRESS: chance.choice([services.go_rate, services.print_reply]),
            Screen.PROGRESS_TYPE: lambda: services.type_slip(chance.choice(["147", "SS3", SECRET[:10]])),
            Screen.PROGRESS_ASK: lambda: self._tell(d.CodeScanned(SLIP, "visit-slip", services.new_id())),
            Screen.GUARDIAN: services.represent,
        }
        ways.get(route.screen, self.tap)()
        if route.screen in (Screen.WRITE, Screen.PHONE, Screen.CHOICE, Screen.IDENTITY):
            services.next_page()
        self.stage.draw()

    def _choose(self) -> None:
        current = flow.current_page(self.stage.state)
        if current is not None and current[2] is not None:
            choice = self.chance.choice(current[2].choices)
            self.stage.services.answer(current[2].id, choice.id)

    def _identity(self) -> None:
        if self.chance.random() < 0.3:
            self.stage.services.type_identity()
        else:
            self._tell(card(self.word("持"), self.chance.choice([MAN, WOMAN, CHILD])))

    # ---- hands

    def _targets(self) -> list[Any]:
        from kiosk.screens.widgets.touch import touchables

        return [one for one in touchables(self.stage.frame.root) if one.touch_id]

    def tap(self) -> None:
        found = self._targets()
        if not found:
            self.anywhere()
            return
        weights = [0.15 if one.touch_id in _AWAY else 1.0 for one in found]
        target = self.chance.choices(found, weights)[0]
        self.told.append(target.touch_id)
        x, y = target.center
        self.stage.clock.advance(self.chance.choice([0.05, 0.3, 0.6, 1.0, 2.0]))
        for _ in range(self.chance.choice([1] * 8 + [2, 4])):
            self.stage.touch(x, y)
            self.stage.frame.passed()
            self.stage.clock.advance(self.chance.choice([0.0, 0.05, 0.2]))

    def anywhere(self) -> None:
        width, height = self.stage.window.size
        x, y = self.chance.uniform(-5, width + 5), self.chance.uniform(-5, height + 5)
        self.told.append(f"at {x:.0f},{y:.0f}")
        self.stage.touch(x, y)

    def stroke(self) -> None:
        """Across the pad and over its edge; meanwhile a fact, or another way of being served."""
        pad = next((one for one in self._targets() if one.draws), None)
        if pad is None:
            self.tap()
            return
        chance = self.chance
        self.told.append("stroke")
        finger = self.stage.finger(chance.uniform(pad.x, pad.right), chance.uniform(pad.y, pad.top))
        finger.touch_down()
        for _ in range(chance.randint(1, 5)):
            finger.touch_move(
                chance.uniform(pad.x - 50, pad.right + 50), chance.uniform(pad.y - 50, pad.top + 50)
            )
            chance.choices((lambda: None, self.fact, self.comfort), (17, 2, 1))[0]()
        if chance.random() < 0.9:  # else its going up is never told
            finger.touch_up()
        self.stage.draw()

    def two(self) -> None:
        """Two fingers, which go up in either order."""
        found = self._targets()
        if len(found) < 2:
            return
        one, other = (self.stage.finger(*target.center) for target in self.chance.sample(found, 2))
        self.told.append("two fingers")
        self.stage.clock.advance(1.0)
        one.touch_down()
        other.touch_down()
        for finger in self.chance.sample([one, other], 2):
            finger.touch_up()
        self.stage.draw()

    def key(self) -> None:
        if not self.stage.state.keypad.usable:
            return
        weights = [8 if key is Key.NEXT else 6 if key is Key.PRESS else 1 for key in Key]
        self._tell(KeyPressed(self.chance.choices(list(Key), weights)[0]))

    def comfort(self) -> None:
        name = self.chance.choice(list(CHOICES))
        self.told.append(name)
        self.stage.services.comfort(**{name: self.chance.choice(CHOICES[name])})
        self.stage.draw()

    # ---- the world behind

    def fact(self) -> None:
        chance, state = self.chance, self.stage.state
        form = state.visit.form if state.visit is not None else None
        take = form.voice.recording_id if form is not None else ""
        status = d.DeviceStatus(chance.choice(list(d.DeviceState)), "no_paper", "E-PRN-02")
        names = ("idcard", "printer", "evaluator", "scanner", "microphone", "keypad")
        device = chance.choice(names)
        facts: list[object] = [
            d.DeviceChanged(device, status),
            *[d.DeviceChanged(device, d.READY)] * 2,
            d.EvaluatorPressed(chance.choice([None, 1, 3, 5])),
            m.LinkChanged(chance.choice([True, False]), 2),
            m.HandwritingReady(chance.random() < 0.8),
            PinyinReady(chance.random() < 0.8),
            card(self.word("持"), chance.choice([MAN, WOMAN, CHILD])),
            d.CardProblem("E-IDC-02"),
            d.CodeScanned("something else", "visit-code", "look-code"),
            d.CodeLies(chance.random() < 0.5),
            m.Enrolment(chance.random() < 0.9, "", "SS3"),
            m.Recovered("SS3-0001", "order"),
            sp.SpeechFailed(1, "E-SPK-01", "一句话"),
            r.RecordingLevel(take, 3.0, 0.5),
            r.RecordingEnded(take, 9.0, chance.choice(list(r.Verdict)), chance.choice(list(r.Cause))),
            r.RecordingRoom(chance.random() < 0.8),
        ]
        rare = [m.Hiccup("E-APP-01"), m.Fatal("E-FNT-01"), m.ReleaseChanged(None)]
        self._tell(chance.choice(rare if chance.random() < 0.05 else facts))

    def _hear(self) -> None:
        """What the state has asked of the rooms since is to be answered, some time."""
        asked = self.stage.rooms.effects[self._answered :]
        self._answered = len(self.stage.rooms.effects)
        for effect in asked:
            self.owed.extend(self._answers(effect))

    def _answers(self, effect: e.Effect) -> list[Callable[[], object]]:
        chance, new_id = self.chance, self.stage.services.new_id
        match effect:
            case e.SaveOrder(order):
                done = Committed(order.order_id, "SS3-0147", 147, SECRET)
                saved = [m.OrderSaved(done, new_id())] * 3 + [m.OrderNotSaved(order.order_id, "E-STO-01")]
                return [lambda: chance.choice(saved)]
            case e.PrintSlip(job_id):
                return [lambda: d.PrintReported(job_id, chance.choice(list(d.PrintOutcome)), "")]
            case e.Recognise(generation):
                return [lambda: m.CandidatesReady(generation, self._offered("墨"))]
            case e.ReadPinyin(generation, keys):
                return [lambda: PinyinRead(generation, self._spelled(keys))]
            case e.KeepRecording(take):
                return [lambda: r.RecordingKept(take, 1500)]
            case e.LookUp(look_id):
                return [lambda: m.ProgressThere(look_id, LookOutcome.FOUND, self._progress())]
            case spoken.SayAloud(utterance):
                number = self._answered
                heard = "".join(getattr(part, "text", "") for part in utterance.parts)[:80]
                return [
                    lambda: sp.SpeechStarted(number, heard + self.word("念")),
                    lambda: sp.SpeechEnded(number, chance.random() < 0.7),
                ]
            case _:
                return []

    def _offered(self, kind: str) -> tuple[str, ...]:
        return tuple(self.word(kind) for _ in range(self.chance.choice([0, 1, 5, 8, 24])))

    def _spelled(self, keys: str) -> tuple[Candidate, ...]:
        return tuple(Candidate(text, self.chance.randint(1, len(keys))) for text in self._offered("拼"))

    def _progress(self) -> Progress:
        states = self.chance.choice([(), ("待受理",), ("办理中", "已办结", "待评价")])
        long = self.chance.choice([1, 60])
        entries = tuple(Entry(state, AT, self.word("注"), self.word("复") * long) for state in states)
        return Progress("order-9", "SS3-0147", entries)

    # ---- promises

    def _check(self, number: int) -> None:
        stage, state = self.stage, self.stage.state
        where = f"step {number}, {flow.route(state)}, {state.comfort_now}, {list(self.told)}"
        assert not stage.errors, f"{stage.errors}: {where}"
        wanted = flow.route(state).screen
        assert stage.shown == wanted.value, f"{stage.shown} is shown: {where}"
        found = {one.touch_id: one for one in self._targets()}
        if state.visit is not None and wanted not in _ALONE:
            assert found["bar.hide"].enabled, f"no way to put all away: {where}"
        width, height = stage.window.size
        off = [
            name
            for name, one in found.items()
            if one.x < -1 or one.y < -1 or one.right > width + 1 or one.top > height + 1
        ]
        assert not off, f"{off} lie off the panel: {where}"
        if state.visit is None and self.words:
            left = left_in(stage.frame, self.words)
            assert not left, f"{left[:3]} is left: {where}"
            self.words.clear()


def walked(stage: Stage, seeds: list[int], steps: int) -> list[str]:
    """The screens that were come by."""
    seen: Counter[str] = Counter()
    for seed in seeds:
        walker = Walker(stage, seed)
        walker.walk(steps)
        seen += walker.seen
    return sorted(seen)


def held_while_it_lasts(stage: Stage) -> dict[str, list[str]]:
    """What was heard by headphone and what was offered for ink: where it is in the visit, and after."""
    words = ("阿庆嫂", "沙家浜")
    stage.reset(replace(speaking_state(), speech=True))
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"))
    pad = next(block for block in stage.frame.root.walk() if type(block).__name__ == "InkPad")
    finger = stage.finger(*pad.center)
    finger.touch_down()
    finger.touch_up()
    assert stage.state.visit is not None
    asked = stage.state.visit.ink.asked
    assert asked is not None
    stage.dispatch(m.CandidatesReady(asked, ("沙家浜",)), sp.SpeechStarted(1, "您叫阿庆嫂，" * 12))
    during = left_in(stage.frame, words)
    stage.dispatch(m.EndVisit(quietly=True))
    return {"during": during, "after": left_in(stage.frame, words)}
