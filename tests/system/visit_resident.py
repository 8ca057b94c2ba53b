"""People at the terminal: what a resident does on each screen, with the patience of one who is in a hurry.

A resident sees the screen and nothing else: he lays his card down where he is asked to, lays it down again
when it was not read, types when he is tired of that, presses 提交 again when it did not go, asks for the slip
again when it is not there, and goes. ``Way`` is what he does once something has gone wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kiosk.domain import state as s
from kiosk.domain.flow import Screen, route
from kiosk.domain.state import AppState, FormProgress, PrintState, Submission
from kiosk.services import Services
from tests.support.library import LEGAL_AID
from tests.system.visit_bench import Stuck, VisitBench

THINK_S: Final = 0.7
CARD_S: Final = 8.0  # until somebody gives up on a card that does nothing
PAPER_S: Final = 15.0
SAVE_S: Final = 10.0
KEY_S: Final = 3.0
STORE_LOOKS_S: Final = 6.0  # until a store that could not be opened is tried again
STEPS_MOST: Final = 80
VISIT_MOST_S: Final = 240.0


class Way(Enum):
    """What somebody does after something went wrong: goes on, looks around and comes back, walks away."""

    PATIENT = "patient"
    WANDERS = "wanders"
    LEAVES = "leaves"


@dataclass(frozen=True)
class Person:
    """``key`` is pressed on the evaluator, ``face`` touched on the screen: unlike, to tell them apart."""

    name: str
    number: str
    phone: str
    story: str
    key: int = 2  # is asked why
    face: int = 5

    @property
    def card(self) -> dict[str, str]:
        return {"person": "resident", "name": self.name, "number": self.number}

    @property
    def words(self) -> tuple[str, ...]:
        """What nobody else may ever see."""
        return self.name, self.number, self.phone, self.story


FIRST: Final = Person("测试甲", "330199194912310012", "13000000001", "老板三个月没发工资，一共两万四")
ANOTHER: Final = Person("测试戊", "810000194912310028", "", "")
SECOND: Final = Person(
    "阿卜杜拉·测试买买提", "330199194912310020", "13000000002", "船上摔断了腿，没人管", 4, 1
)
# On somebody's slip, held before the scanner while nothing asks for it.
FOUND_CODE: Final = "GL1.SS3-0888.4N5P6Q7R8S9T0V7K3QX9M2TAHJ"
# Cards that must never fill a form: a wrong check character, no name.
MISWRITTEN: Final = Person("测试己", "330199194912310013", "", "")
NAMELESS: Final = Person("", "330199198706050027", "", "")


@dataclass(frozen=True)
class Outcome:
    """What became of each device's part: True = as without any fault, None = no part in this visit."""

    idcard: bool | None = None
    printer: bool | None = None
    evaluator: bool | None = None
    store: bool | None = None
    submitted: bool = False


@dataclass
class Resident:
    """``visit`` is a whole stay. ``struck``: whether something has gone wrong. ``help``: somebody from the
    county repairs it; asked for by who is patient and could not submit.
    """

    bench: VisitBench
    person: Person
    item: str
    way: Way = Way.PATIENT
    struck: Callable[[], bool] = lambda: False
    help: Callable[[], None] = lambda: None
    submits: int = 0
    prints: int = 0
    by_card: bool | None = None
    slip: PrintState | None = None
    key_taken: bool | None = None
    submitted: bool = False
    _given_up: bool = False
    _strayed: bool = False
    _cards: int = 0
    _helped: bool = False

    def visit(self) -> Outcome:
        """From idle to idle. Raises Stuck when it does not end."""
        self.touch(lambda services: services.wake())
        began = self.bench.clock.elapsed
        for _ in range(STEPS_MOST):
            if self.bench.state.visit is None:
                return self._outcome()
            if self.bench.clock.elapsed - began > VISIT_MOST_S:
                break
            self.bench.wait_for(THINK_S)
            if self.bench.state.visit is not None:
                self._step()
        raise Stuck(f"still on {self.bench.screen.value} after {self.bench.clock.elapsed - began:.0f} s")

    def touch(self, act: Callable[[Services], None]) -> None:
        self.bench.touch(act)

    def _outcome(self) -> Outcome:
        card = self.by_card if self.item == LEGAL_AID else None
        key = self.key_taken if self.item == LEGAL_AID else None
        return Outcome(
            idcard=card,
            printer=(self.slip is PrintState.SENT and self.prints == 1) if self.submitted else None,
            evaluator=key,
            store=self.submitted and self.submits == 1,
            submitted=self.submitted,
        )

    # ---- one look at the screen ------------------------------------------------------------------

    def _step(self) -> None:
        if self.struck() and self.way is Way.LEAVES:
            self._leave()
            return
        if self.struck() and self.way is Way.WANDERS and not self._strayed:
            self._strayed = True
            self._stray()
            return
        screen = self.bench.screen
        ways: dict[Screen, Callable[[], None]] = {
            Screen.HOME: self._home,
            Screen.HELP: lambda: self.touch(lambda services: services.back()),
            Screen.PROGRESS: lambda: self.touch(lambda services: services.back()),  # not the one's own
            Screen.ITEMS: self._items,
            Screen.WRITE: self._write,
            Screen.CHOICE: self._choose,
            Screen.PHONE: self._dial,
            Screen.CONSENT: lambda: self.touch(lambda services: services.give_consent()),
            Screen.IDENTITY: self._identity,
            Screen.CHECK: self._check,
            Screen.SUBMITTED: self._done,
            Screen.RATE: self._rate,
            Screen.REASONS: lambda: self.touch(lambda services: services.send_rating()),
            Screen.END: self._go,
            Screen.TIMEOUT: lambda: self.touch(lambda services: services.keep_using()),
        }
        if screen not in ways:
            raise Stuck(f"nobody knows what to do on {screen.value}")
        ways[screen]()

    def _leave(self) -> None:
        self.lift()
        self.touch(lambda services: services.end_visit())
        self.touch(lambda services: services.end_visit(quietly=True))

    def _stray(self) -> None:
        """找人帮, back, back once more, home: and then on from there."""
        for act in (
            lambda services: services.open(s.HelpPeople()),
            lambda services: services.back(),
            lambda services: services.back(),
            lambda services: services.home(),
        ):
            self.touch(act)
            self.bench.wait_for(0.2)

    def _home(self) -> None:
        if self._given_up or self.submitted:
            self.touch(lambda services: services.end_visit())
        else:
            self.touch(lambda services: services.open(s.Items()))

    def _items(self) -> None:
        self.touch(lambda services: services.open_form(self.item))
        if self.bench.screen is Screen.ITEMS:  # nothing can be submitted here now
            self._given_up = True
            self.touch(lambda services: services.home())

    # ---- the form --------------------------------------------------------------------------------

    def _answer(self, value: str) -> None:
        field_id = route(self.bench.state).key
        self.touch(lambda services: services.answer(field_id, value))
        self.touch(lambda services: services.next_page())

    def _write(self) -> None:
        self._answer(self.person.name if route(self.bench.state).key == "name" else self.person.story)

    def _choose(self) -> None:
        if route(self.bench.state).key == "matter":
            self._answer("wages")
        else:
            self.touch(lambda services: services.next_page())

    def _dial(self) -> None:
        typed = self.person.number if route(self.bench.state).key == "id_number" else self.person.phone
        self._answer(typed)

    def _identity(self) -> None:
        form = _form(self.bench.state)
        if form.draft.identity_source:
            if self.by_card is None:
                self.by_card = form.draft.identity_source == "card" and self._cards == 1
            self.touch(lambda services: services.next_page())
            return
        reader = self.bench.state.idcard
        if self._cards >= 3 or not (reader.usable or reader.state.value == "opening"):
            self.by_card = False
            self.touch(lambda services: services.type_identity())
            return
        self.lift()
        self.bench.wait_for(0.3)
        self.lay(self.person.card)
        self.bench.wait_for(CARD_S, _card_dealt_with)

    def lay(self, card: dict[str, str]) -> None:
        self._cards += 1
        self.bench.steer("idcard", "present", card)

    def lift(self) -> None:
        self.bench.steer("idcard", "remove")

    # ---- submitting, the slip, the rating --------------------------------------------------------

    def _check(self) -> None:
        if self.submits >= 4 and not self._helped and self.way is Way.PATIENT:
            self._helped = True
            self.help()
            self.bench.wait_for(STORE_LOOKS_S)
        elif self.submits >= 4:
            if self._helped:
                raise Stuck("all is well again, and the order is still not taken")
            self._given_up = True
            self.touch(lambda services: services.home())
            return
        self.submits += 1
        self.touch(lambda services: services.submit())
        if not self.bench.wait_for(SAVE_S, lambda state: not _saving(state)):
            raise Stuck("the store does not answer")
        if self.bench.screen is Screen.CHECK:
            self.bench.wait_for(2.0)

    def _done(self) -> None:
        self.submitted = True
        if not self.bench.wait_for(PAPER_S, lambda state: _print(state) is not PrintState.SENDING):
            raise Stuck("nobody says what became of the slip")
        submission = _submission(self.bench.state)
        if submission is None:
            return
        self.slip = submission.printing.state
        self.prints += 1
        again = self.prints < 3 and submission.committed.secret and self.bench.state.printer.usable
        if self.slip is not PrintState.SENT and again:
            self.bench.wait_for(2.0)
            self.touch(lambda services: services.print_again())
            return
        self.bench.wait_for(6.0, lambda state: bool(_submission(state) and _submission(state).delivered))  # type: ignore[union-attr]
        self.touch(lambda services: services.go_rate())

    def _rate(self) -> None:
        if self.item == LEGAL_AID and self.key_taken is None:
            self.key_taken = False
            if self.bench.state.evaluator.usable:
                self.bench.steer("evaluator", "press", {"level": str(self.person.key)})
                self.key_taken = self.bench.wait_for(
                    KEY_S, lambda state: route(state).screen is not Screen.RATE
                )
            return
        self.touch(lambda services: services.rate(self.person.face))

    def _go(self) -> None:
        self.lift()
        self.touch(lambda services: services.end_visit())


def _form(state: AppState) -> FormProgress:
    assert state.visit is not None
    assert state.visit.form is not None
    return state.visit.form


def _submission(state: AppState) -> Submission | None:
    return state.visit.submission if state.visit is not None else None


def _print(state: AppState) -> PrintState | None:
    submission = _submission(state)
    return submission.printing.state if submission is not None else None


def _saving(state: AppState) -> bool:
    return state.visit is not None and state.visit.form is not None and state.visit.form.saving


def _card_dealt_with(state: AppState) -> bool:
    """Read, refused, or the reader has gone."""
    form = state.visit.form if state.visit is not None else None
    if form is None or form.draft.identity_source:
        return True
    return bool(form.card_code) or not (state.idcard.usable or state.idcard.state.value == "opening")
