"""What must hold in every visit, whatever fails around it. Each promise has a liar in test_visit_bench.py.

``Judge`` sees every message with the state before and after (``bench.runtime.seen``), looks at the paper, the
keys, the cards, the store's file and the hub itself, and never asks the program whether it did well.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from kiosk.devices.printer.interpreter import Picture, draw
from kiosk.devices.printer.layout import compose, render
from kiosk.devices.printer.paper import Paper
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import CodeScanned
from kiosk.domain.effects import Effect, PrintSlip, SaveOrder, SaveRating
from kiosk.domain.flow import Screen, route
from kiosk.domain.slip import Paper as Told
from kiosk.domain.slip_code import typed_code
from kiosk.domain.state import AppState, PrintState, Visit
from kiosk.domain.update import update
from kiosk.domain.work_order import Rating, Submission
from kiosk.words.slips import say
from tests.devices.printer.samples import glyphs
from tests.support.said import CHINESE
from tests.support.watch import Watch
from tests.system.visit_bench import Stuck, VisitBench
from tests.system.visit_ledger import Ledger
from tests.system.visit_memory import frame_roots, held, on_disk
from tests.system.visit_resident import FOUND_CODE, MISWRITTEN, NAMELESS

UNREADABLE: Final = {(card.name, card.number) for card in (MISWRITTEN, NAMELESS)}
SAVING_MOST_S: Final = 8.0
PRINTING_MOST_S: Final = 14.0
# A status question cut in half leaves control bytes, which no printer prints, before the next slip's reset.
_HALF_QUESTION: Final = b"\x10\x01\x02\x03\x04"
LATE_S: Final = 0.1  # what happens to a printer after its last answer cannot be in that answer


@dataclass(frozen=True)
class Asked:
    """A slip that was asked for: ``written`` bytes had gone to the printer before, ``trouble`` it had."""

    slip: Told
    written: int
    trouble: str


class Judge:
    """Put between a bench and its runtime by its construction. The test tells it when a new person comes."""

    def __init__(self, bench: VisitBench) -> None:
        self.bench = bench
        self.ledger = Ledger(bench)
        self.watch = Watch(bench.state)
        self._cards = 0  # laid down before this visit
        self.words: list[str] = []  # this visitor's own
        self.strangers: list[str] = []  # those of everybody before
        self.secrets: list[str] = []  # this visit's
        self.slips: dict[str, Asked] = {}
        self.told_sent: list[bytes] = []
        self.orders: dict[str, Submission] = {}  # what was asked to be stored
        self.said: set[str] = set()  # orders the screen called submitted
        self.ratings: list[Rating] = []
        self._touched: list[int] = []
        self._keys = 0  # presses before the faces were shown
        self._since: dict[str, float] = {}
        bench.runtime.seen = self.see

    def see(self, before: AppState, message: object, after: AppState, effects: tuple[Effect, ...]) -> None:
        self.watch.after(before, message, after, effects)
        self._listen(before, message, after, effects)
        if after.visit is not None and (before.visit is None or before.visit is not after.visit):
            self._card(after.visit)
            self._order(before, after.visit)
            self._slip(before.visit, after.visit)
            self._delivered(after.visit)
        self._waiting(after)
        if route(before) != route(after):
            self._nobody_else(after)
            self._can_leave(after)

    def _listen(self, before: AppState, message: object, after: AppState, effects: Iterable[Effect]) -> None:
        if before.visit is None and after.visit is not None:
            fresh = Visit(after.visit.visit_id, after.now)
            if isinstance(message, CodeScanned):  # a slip begins one too, with its own order and nothing else
                fresh = replace(fresh, stack=(*fresh.stack, s.ShowProgress()), look=after.visit.look)
                fresh = replace(fresh, slip_used=after.visit.slip_used, personal=True)
            assert after.visit == fresh, "a visit does not begin empty"
        if isinstance(message, m.OrderSaved):
            self.secrets.append(message.committed.secret)
        if isinstance(message, m.Rate):
            self._touched.append(message.level)
        if route(after).screen is Screen.RATE and route(before).screen is not Screen.RATE:
            self._keys, self._touched = len(self.bench.keys.pressed), []
        for effect in effects:
            if isinstance(effect, SaveOrder):
                self.orders[effect.submission.order_id] = effect.submission
            elif isinstance(effect, PrintSlip):
                written = len(self.bench.hosts["printer"].sent)
                self.slips[effect.job_id] = Asked(effect.slip, written, self.bench.printer_trouble)
            elif isinstance(effect, SaveRating):
                self._rated(effect.rating)

    # ---- the card --------------------------------------------------------------------------------

    def _card(self, visit: Visit) -> None:
        """What stands in the form as read was on one card laid down in this visit: name and number both."""
        draft = visit.form.draft if visit.form is not None else None
        if draft is None or draft.identity_source != "card":
            return
        pair = draft.answer("name"), draft.answer("id_number")
        assert pair in self.laid, "what stands in the form was on no card that was laid down"
        assert pair not in UNREADABLE, "what stands in the form was on a card that cannot be right"

    # ---- the order -------------------------------------------------------------------------------

    def _order(self, before: AppState, visit: Visit) -> None:
        old = before.visit.form if before.visit is not None else None
        new = visit.form
        if old is not None and old.saving and new is not None and not new.saving:
            assert new.save_code, "the store refused and the screen does not say so"
            assert new.draft == old.draft, "the draft was not kept"
            told = self.ledger.stored(new.draft.order_id)
            assert not told or self.bench.disk.lied, "said not stored, and it is stored"
            assert new.save_code == self.bench.disk.code, "the screen says something else was wrong"
        assert new is None or new.save_code != "E-STO-04", "this terminal is enrolled"
        submission = visit.submission
        if submission is not None and submission.committed.order_id not in self.said:
            self.said.add(submission.committed.order_id)
            self._durable(submission)

    def _durable(self, submission: s.Submission) -> None:
        committed = submission.committed
        bodies = self.ledger.orders(committed.order_id)
        assert len(bodies) == 1, f"said submitted, and it is stored {len(bodies)} times"
        asked, body = self.orders[committed.order_id], bodies[0]
        assert body.fields == asked.fields, "another thing was stored than was asked"
        assert (body.item, body.order_no) == (asked.item_id, committed.order_no)
        assert body.identity_source == asked.identity_source
        assert committed.secret in ("", body.slip_secret), "the slip's code opens another order"

    def _delivered(self, visit: Visit) -> None:
        if visit.submission is not None and visit.submission.delivered:
            order_id = visit.submission.committed.order_id
            assert order_id in self.bench.line.taken, "said delivered, and the hub has not got it"

    # ---- the slip --------------------------------------------------------------------------------

    def _slip(self, before: Visit | None, visit: Visit) -> None:
        if visit.submission is None:
            return
        printing = visit.submission.printing
        if before is not None and before.submission and before.submission.printing == printing:
            return
        asked = self.slips.get(printing.job_id)
        trouble = asked.trouble if asked is not None and printing.state is not PrintState.SENDING else ""
        if trouble and trouble == self.bench.printer_trouble:  # before the job, and all through it
            told = printing.state, printing.code
            assert told == (PrintState.REFUSED, trouble), f"it was {trouble}, and {told} was said"
        if printing.state is PrintState.SENT:
            self._sent(printing.job_id, visit.submission)
        elif printing.state is PrintState.REFUSED and printing.job_id in self.slips:
            written = self.bench.hosts["printer"].sent[self.slips[printing.job_id].written :]
            number = visit.submission.committed.order_no.encode()
            assert number not in written, "said nothing was printed, and the slip was sent"

    def _sent(self, job_id: str, submission: s.Submission) -> None:
        slip = self.slips[job_id].slip
        data = _bytes_of(slip, self.bench)
        self.told_sent.append(data)
        pieces = [piece.lstrip(_HALF_QUESTION) for piece in self.bench.paper.jobs]
        whole = sum(piece == data for piece in pieces)
        assert whole >= self.told_sent.count(data), "said sent, and the slip is not on the paper, whole"
        picture = _picture(data)
        committed = submission.committed
        assert picture.qr == [f"GL1.{committed.order_no}.{committed.secret}"], "the code on the slip"
        assert not picture.warnings
        assert any(committed.order_no in line for line in picture.texts), "the number is not on the slip"
        stopped = self.bench.paper.stopped_since
        late = stopped is None or self.bench.clock.monotonic() - stopped <= LATE_S
        assert late, "said sent while the printer says that it cannot print"

    # ---- the rating ------------------------------------------------------------------------------

    def _rated(self, rating: Rating) -> None:
        """Pressed or touched while the faces were shown, once for one order."""
        pressed = self.bench.keys.pressed[self._keys :]
        given = pressed if rating.via == "evaluator" else self._touched
        assert rating.level in given, f"nobody gave {rating.level} by {rating.via}"
        self.ratings.append(rating)

    # ---- nobody waits for ever, nobody sees another's ----------------------------------------------

    def _waiting(self, state: AppState) -> None:
        visit = state.visit
        saving = visit is not None and visit.form is not None and visit.form.saving
        printing = (
            visit is not None
            and visit.submission is not None
            and visit.submission.printing.state is PrintState.SENDING
        )
        for name, going, most in (
            ("saving", saving, SAVING_MOST_S),
            ("printing", printing, PRINTING_MOST_S),
        ):
            if not going:
                self._since.pop(name, None)
            elif state.now - self._since.setdefault(name, state.now) > most:
                raise Stuck(f"{name} for more than {most} s")

    def _can_leave(self, state: AppState) -> None:
        """Whatever is shown: 马上收起 closes, 结束 ends or thanks, 首页 and 返回 do what they say."""
        visit = state.visit
        if visit is None:
            return
        closed, _ = update(state, m.EndVisit(quietly=True))
        assert closed.visit is None, "the visit cannot be closed"
        if visit.question_since is not None or (visit.form is not None and visit.form.saving):
            return
        ended, _ = update(state, m.EndVisit())
        assert ended.visit is None or ended.visit.place == s.Farewell(), "结束 does not end"
        home, _ = update(state, m.GoHome())
        assert route(home).screen is Screen.HOME, "首页 does not lead home"
        if flow.can_go_back(state):
            back, _ = update(state, m.Back())
            assert route(back) != route(state) or back.visit != visit, "返回 does nothing"

    def _nobody_else(self, state: AppState) -> None:
        if state.visit is not None and self.strangers:
            shown = repr(state.visit)
            left = [word for word in self.strangers if word in shown]
            assert not left, f"a visitor sees what another left: {left}"

    # ---- between two visits ------------------------------------------------------------------------

    @property
    def laid(self) -> list[tuple[str, str]]:
        """Name and number of the cards that lay on the reader in this visit."""
        return self.bench.cards.laid[self._cards :]

    def _private(self) -> list[str]:
        laid = (word for pair in self.laid for word in pair)
        return [word for word in (*self.words, *laid, FOUND_CODE) if word]

    def visitor(self, words: Iterable[str]) -> None:
        """A new person walks up. What he says is his, and so is what he lays down."""
        cards = self.bench.cards
        self.strangers += self._private()
        self.words = list(words)
        self.secrets = []
        self._cards = len(cards.laid) - (1 if cards.card is not None else 0)

    def gone(self) -> None:
        """The visit is over: nothing typed, read or printed is held, and no file or log line tells it."""
        codes = [code for secret in self.secrets if secret for code in (secret, typed_code(secret))]
        needles = [*self._private(), *codes]
        roots = [*_roots(self.bench), *frame_roots(self.bench.clock.frames())]
        kept = held(roots, needles)
        assert not kept, f"the visit is over, and this still holds something of it: {kept}"
        files = on_disk(self.bench.folder, needles)
        assert not files, f"plain on disk: {files}"
        lines = [line for line in self.bench.notes.lines if any(word in line for word in needles)]
        assert not lines, f"in the log: {lines}"

    def calm(self) -> None:
        """No error came from anywhere that nobody expected."""
        assert not self.bench.notes.crashes, self.bench.notes.crashes

    def accounts(self) -> None:
        """At the very end, the hub being reachable: all that was said is there, once, and nothing else."""
        stored = self.ledger.all_orders()
        ids = [body.order_id for body in stored]
        assert len(ids) == len(set(ids)), "an order is stored twice"
        assert self.said <= set(ids), "an order that was said to be submitted is not there"
        assert set(ids) <= set(self.orders), "an order nobody submitted"
        told = sorted(repr(rating) for rating in self.ledger.ratings())
        given = sorted(repr(rating) for rating in self.ratings)
        assert set(told) <= set(given), "a rating nobody gave"
        assert len(told) == len(set(told)), "a rating is stored twice"
        assert told == given, "a rating was given and is not stored"
        assert set(self.bench.line.taken) == self.ledger.envelopes(), (
            "the hub has not got exactly what was stored"
        )


@cache
def _rendered(slip: Told, paper: Paper) -> bytes:
    return render(compose(say(slip, CHINESE), paper), paper, glyphs()).data


def _bytes_of(slip: Told, bench: VisitBench) -> bytes:
    """What a printer gets for ``slip``: made here, from the effect, not asked of the driver."""
    return _rendered(slip, bench.config.devices.printer.paper)


@cache
def _picture(data: bytes) -> Picture:
    return draw(data, glyphs())


def _roots(bench: VisitBench) -> list[tuple[str, object]]:
    """All of the terminal that outlives a visit: not the test's records, cables or simulators."""
    runtime = {
        name: part for name, part in vars(bench.runtime).items() if name not in ("seen", "rooms", "_rooms")
    }
    return [
        ("runtime", runtime),
        ("rooms", vars(bench.rooms._rooms)),
        ("queue", bench.queue._items),
        *((one.device.name, vars(one.device)) for one in bench.supervised),
        *((f"{one.device.name}.supervisor", vars(one.supervisor)) for one in bench.supervised),
        ("store", vars(bench.store)),
    ]
