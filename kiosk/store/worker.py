"""The UI's one store thread: every wait for the disk happens here, every answer is a message."""

import contextlib
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.domain import messages as m
from kiosk.domain.counts import Cell
from kiosk.domain.instants import ClockVouched
from kiosk.domain.recording import RecordingRoom
from kiosk.domain.work_order import Attached, Rating, Submission
from kiosk.doorbell import SYNC_BELL, UI_BELL, Doorbell, ring
from kiosk.errors import KioskError
from kiosk.events import Post
from kiosk.log import OnChange
from kiosk.store.attachments import room
from kiosk.store.db import open_database, store_path
from kiosk.store.floor import Floor, reference_time
from kiosk.store.hub_watch import HubWatch
from kiosk.store.hub_words import revoked
from kiosk.store.identity import SealerSource
from kiosk.store.moment import clock_trusted
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.progress import look_up
from kiosk.store.space import store_space
from kiosk.store.transaction import transaction
from kiosk.store.trust import TrustAdopter
from kiosk.wire.envelope import Sealer

_LOOK_S: Final = 5.0
_PURGE_S: Final = 3600.0
_STUCK_S: Final = 30.0
# Every page of the store is read when it is opened: years of orders on a slow card. Who is ended and begun
# anew would never get further, and the guides are served meanwhile.
_OPENING_S: Final = 900.0
_JOIN_S: Final = 2.0
_ROUNDS: Final = 3
_OWED_MOST: Final = 100  # ratings; nobody writes more than that before staff look after a broken disk

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Opened:
    orders: OrderStore
    hub: HubWatch


@dataclass(frozen=True, slots=True)
class _Want:
    """Something to do with the store, and what to say when it cannot be done."""

    do: Callable[[OrderStore], None]
    refuse: Callable[[KioskError], None]


class StoreWorker:
    """Opens the store in ``config.state_path`` and works through what it is asked, in order.

    No method waits, but ``stop`` (bounded). Posts OrderSaved, OrderNotSaved, RatingSaved, OrderDelivered,
    LinkChanged, Enrolment, RecordingRoom, ClockVouched and, once at the start, Recovered. A store that cannot
    be opened is tried again for ever; until then every order is answered with OrderNotSaved and its code.
    """

    def __init__(
        self, config: Config, clock: Clock, post: Post, random: Callable[[int], bytes] = os.urandom
    ) -> None:
        self._path = store_path(config.state_path)
        self._bells: Path = config.run_path
        self._space = store_space(config)
        self._sealer = SealerSource(config.state_path)
        self._numbers = NumberBlocks(config.state_path)
        self._floor = Floor(config.state_path)
        self._trust = TrustAdopter(config.state_path, clock)
        self._clock = clock
        self._post = post
        self._random = random
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._wants: deque[_Want] = deque()
        self._owed: deque[Rating] = deque(maxlen=_OWED_MOST)
        self._news = OnChange(_log)
        self._store: _Opened | None = None
        self._said: dict[type, object] = {}
        self._greeted = False
        self._opening = False
        self._revoked = False
        self._purge_at = clock.monotonic()
        self._beat = clock.monotonic()
        sync = config.sync
        self._trust_s = _ROUNDS * (sync.interval_s + sync.connect_timeout_s + sync.read_timeout_s)
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)

    # ---- called from the Kivy thread -------------------------------------------------------------------

    def start(self) -> None:
        self._beat = self._clock.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """What was asked before is still done; then the thread ends, or is left behind after two seconds."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def alive(self) -> bool:
        """Whether the thread still turns: a watchdog's question."""
        patience = _OPENING_S if self._opening else _STUCK_S
        return self._thread.is_alive() and self._clock.monotonic() - self._beat < patience

    def idle(self) -> bool:
        """Whether everything that was asked is done, ratings that could not be stored at first included."""
        return not self._wants and not self._owed

    def commit(self, submission: Submission, print_job_id: str, attached: Sequence[Attached] = ()) -> None:
        """OrderSaved(…, print_job_id) once it is durable, else OrderNotSaved."""

        def want(orders: OrderStore) -> None:
            committed = orders.commit(submission, attached)
            self._post(m.OrderSaved(committed, print_job_id))
            _log.info("order.saved", extra={"order_no": committed.order_no, "seq": committed.seq})
            ring(self._bells / SYNC_BELL)

        def refuse(error: KioskError) -> None:
            self._post(m.OrderNotSaved(submission.order_id, error.code))

        self._ask(want, refuse)

    def rate(self, rating: Rating) -> None:
        """RatingSaved once it is durable. Nobody is asked a second time for one that cannot be stored now: it
        is tried again at every look, in memory until then.
        """
        self._ask(lambda orders: self._rate(orders, rating), lambda _: self._owed.append(rating))

    def _rate(self, orders: OrderStore, rating: Rating) -> None:
        orders.rate(rating)
        self._post(m.RatingSaved(rating.order_id))
        ring(self._bells / SYNC_BELL)

    def look_up(self, look_id: str, order_no: str, secret: str) -> None:
        """ProgressHere: what was fetched about the order whose slip this is, or that it is none of ours.

        ``secret``: empty when only its beginning was typed; that opens nothing that is here.
        """

        def want(orders: OrderStore) -> None:
            found = look_up(orders.connection, order_no, secret) if secret else None
            self._post(m.ProgressHere(look_id, found))

        self._ask(want, lambda _: self._post(m.ProgressHere(look_id, None)))

    def begin_visit(self, visit_id: str) -> None:
        self._ask(lambda orders: orders.begin_visit(visit_id))

    def end_visit(self, visit_id: str, counted: frozenset[Cell] = frozenset()) -> None:
        self._ask(lambda orders: orders.end_visit(visit_id, counted))

    def print_state(self, job_id: str, order_id: str, template: str, state: str) -> None:
        """``template``: its name; ``state``: sending, sent, uncertain, refused."""
        self._ask(lambda orders: orders.print_state(job_id, order_id, template, state))

    def answer(self, question: Callable[[OrderStore], T]) -> "Future[T]":
        """``question`` is asked of the store on its own thread, in turn; its KioskError is the future's."""
        answer: Future[T] = Future()

        def want(orders: OrderStore) -> None:
            found = question(orders)
            if answer.set_running_or_notify_cancel():
                answer.set_result(found)

        def refuse(error: KioskError) -> None:
            if not answer.cancelled():
                answer.set_exception(error)

        self._ask(want, refuse)
        return answer

    def _ask(
        self, do: Callable[[OrderStore], None], refuse: Callable[[KioskError], None] = lambda _: None
    ) -> None:
        self._wants.append(_Want(do, refuse))
        self._wake.set()

    # ---- the store thread --------------------------------------------------------------------------------

    def _run(self) -> None:
        bell = Doorbell(self._bells / UI_BELL, self._wake)
        try:
            while True:
                stopping = self._stopping.is_set()
                self._wake.clear()
                try:
                    self._turn()
                except Exception:
                    _log.exception("store.unhandled")  # the thread must outlive whatever is wrong with a row
                if stopping:
                    return
                self._beat = self._clock.monotonic()
                self._clock.wait(self._wake, _LOOK_S)
        finally:
            bell.close()
            if self._store is not None:
                self._store.orders.close()

    def _turn(self) -> None:
        """Do what was asked, then look at what sync wrote."""
        while self._wants:
            try:
                self._do(self._wants[0])
            finally:
                self._wants.popleft()  # last: what is being done still counts as to be done
        try:
            store = self._open()
        except KioskError as error:
            self._say(m.Enrolment(can_submit=False, code=error.code))
            self._say(ClockVouched(trusted=False))  # who vouched for it stands in the store
            self._say_off_line()
            return
        self._beat = self._clock.monotonic()
        self._adopt_trust(store)
        self._tell_enrolment(store)
        try:
            self._rate_again(store.orders)
            self._look(store)
        except KioskError as error:
            self._news.log(logging.ERROR, "store.look", "look", error.code, detail=error.detail)
            self._doubt(error)

    def _open(self) -> _Opened:
        """Raises KioskError as long as the store cannot be opened."""
        if self._store is not None:
            return self._store
        self._beat, self._opening = self._clock.monotonic(), True
        try:
            connection = open_database(self._path)
        except KioskError as error:
            self._news.log(logging.ERROR, "store.unusable", "store", error.code, detail=error.detail)
            raise
        finally:
            self._beat, self._opening = self._clock.monotonic(), False
        orders = OrderStore(connection, self._sealer, self._clock, self._space, self._random, self._numbers)
        self._store = _Opened(orders, HubWatch(connection, self._clock, self._space, self._trust_s))
        self._news.log(logging.INFO, "store.open", "store", "")
        # Before anything asked for now: a new visit ends what a crash left.
        first = not self._greeted
        recovered = orders.recovered() if first else None
        self._greeted = True
        if recovered is not None:
            self._post(m.Recovered(order_no=recovered[0], order_id=recovered[1]))
        return self._store

    def _do(self, want: _Want) -> None:
        self._beat = self._clock.monotonic()  # each may wait for whoever holds the store's lock
        try:
            want.do(self._open().orders)
        except KioskError as error:
            _log.error("store.refused", extra={"code": error.code, "detail": error.detail})
            want.refuse(error)
            self._doubt(error)
        except Exception:
            _log.exception("store.unhandled")
            want.refuse(KioskError("E-STO-02", "unexpected"))

    def _doubt(self, error: KioskError) -> None:
        """A store found damaged is opened, and checked whole, anew."""
        if error.code == "E-STO-03" and self._store is not None:
            self._store.orders.close()
            self._store = None

    def _adopt_trust(self, store: _Opened) -> None:
        """Before the first use of a new key of the hub, and only what its off-line keys signed."""

        def reference() -> datetime:
            return reference_time(self._floor, self._clock.now(), trusted=self._certain(store))

        try:
            # Judging takes a while: a new enrolment must not come in between and be undone.
            self._trust.look(reference, lambda: transaction(store.orders.connection, self._space))
        except KioskError as error:
            self._news.log(logging.ERROR, "trust.look", "trust", error.code, detail=error.detail)
        except Exception:
            _log.exception("trust.unhandled")

    def _certain(self, store: _Opened) -> bool:
        """Whether the clock may be believed. Raises KioskError."""
        return clock_trusted(store.orders.connection, self._clock, self._clock.boot_id())

    def _tell_enrolment(self, store: _Opened) -> None:
        """A disk that is full is told when somebody submits; without key or store nobody is asked to try."""
        sealer = self._usable_sealer()
        if sealer is None:
            self._say(m.Enrolment(can_submit=False))
            return
        # What a disk in trouble cannot tell stays as it was last known.
        with contextlib.suppress(KioskError):
            self._revoked = revoked(store.orders.connection, sealer.enrolled)
        code = "E-SYN-05" if self._revoked else ""
        self._say(m.Enrolment(not self._revoked, code, sealer.enrolled.terminal_code))

    def _usable_sealer(self) -> Sealer | None:
        """None also where the identity is damaged: what else there is to tell is told all the same."""
        try:
            return self._sealer()
        except KioskError as error:
            self._news.log(logging.ERROR, "identity.unusable", "identity", error.code, detail=error.detail)
            return None

    def _rate_again(self, orders: OrderStore) -> None:
        while self._owed:
            try:
                self._rate(orders, self._owed[0])
            except KioskError:
                return  # logged when it was given
            except Exception:
                _log.exception("store.unhandled")  # the same at every look: it must not keep all else waiting
            self._owed.popleft()

    def _look(self, store: _Opened) -> None:
        """What sync brought: receipts, the state of the link."""
        sealer = self._usable_sealer()
        enrolled = sealer.enrolled if sealer is not None else None
        for news in store.hub.look(enrolled):
            if isinstance(news, m.LinkChanged):
                self._say(news)
            else:
                self._post(news)
        self._say(RecordingRoom(room(store.orders.connection, self._space)))
        self._say(ClockVouched(self._certain(store)))
        if self._clock.monotonic() >= self._purge_at:
            self._purge_at = self._clock.monotonic() + _PURGE_S
            store.hub.release(enrolled)
            self._space.restore()
            if store.orders.tell_counts():
                ring(self._bells / SYNC_BELL)

    def _say_off_line(self) -> None:
        """Nobody can tell, and sync has no other store: what was said while there was one does not hold."""
        link = self._said.get(m.LinkChanged)
        if isinstance(link, m.LinkChanged):
            self._say(replace(link, online=False))

    def _say(self, message: object) -> None:
        """On change only."""
        if self._said.get(type(message)) != message:
            self._said[type(message)] = message
            self._post(message)
