"""States to begin from, and the facts tests feed in. Everything is synthetic."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Final

from kiosk.app_sums import Counter
from kiosk.domain.device import READY, CardDocument, CardRead
from kiosk.domain.messages import OrderSaved
from kiosk.domain.state import AppState
from kiosk.domain.sums import named
from kiosk.domain.update import update
from kiosk.domain.work_order import Committed
from tests.support.library import small_library
from tests.support.said import sentence

CHINA: Final = timezone(timedelta(hours=8))
LOCAL: Final = datetime(2026, 11, 21, 14, 5, tzinfo=CHINA)
SECRET: Final = "7K3QX9M2TAHJ4N5P6Q7R8S9T0V"

# GB 11643 vectors of the specification: born 1900-01-01.
MAN: Final = "330922190001010010"
WOMAN: Final = "330922190001010109"
# What can be reckoned without the figures of a place.
CARDS: Final = Counter().cards()
CHILD: Final = "330199201506010017"  # born 2015-06-01


def ready_state() -> AppState:
    """Idle, enrolled, on-line, every device ready, Saturday afternoon."""
    return AppState(
        library=named(small_library(), CARDS),
        sums=CARDS,
        now=1000.0,
        local=LOCAL,
        online=True,
        idcard=READY,
        printer=READY,
        evaluator=READY,
        scanner=READY,
        terminal_code="SS3",
        can_submit=True,
        handwriting=True,
    )


def speaking_state() -> AppState:
    """The same with a microphone and room for what is said."""
    return replace(ready_state(), microphone=READY, recording_room=True)


def bare_state() -> AppState:
    """The same with no device and no network."""
    absent = AppState()
    return replace(
        ready_state(),
        online=False,
        idcard=absent.idcard,
        printer=absent.printer,
        evaluator=absent.evaluator,
        scanner=absent.scanner,
    )


def card(name: str = "王示例", number: str = MAN) -> CardRead:
    """A resident card as it comes over the driver's border: name and number only."""
    return CardRead(CardDocument("resident", name=name, number=number), elapsed_ms=400.0)


def saved(order_id: str, job: str = "job-1", secret: str = SECRET) -> OrderSaved:
    """The store's word that an order is durable."""
    return OrderSaved(Committed(order_id, "SS3-0147", 147, secret), job)


def then(state: AppState, *messages: object) -> AppState:
    """The state after these messages; what they want done is not done."""
    for message in messages:
        state, _ = update(state, message)
    return state


def answers(state: AppState) -> dict[str, str]:
    """What the open draft holds."""
    assert state.visit is not None
    assert state.visit.form is not None
    return state.visit.form.draft.answers


def says(state: AppState) -> str:
    """The sentence on the open form's page."""
    if state.visit is None or state.visit.form is None or state.library is None:
        return ""
    return sentence(state.visit.form.problem, state.library.item(state.visit.form.draft.item_id))
