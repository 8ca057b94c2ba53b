"""A round with the hub: what is queued goes up, then one exchange; how it went is stored."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from kiosk.domain.delivery import DeliveryQueue, LinkStore, NotDelivered
from kiosk.errors import KioskError
from kiosk.log import OnChange
from kiosk.sync.exchange import Exchanger
from kiosk.sync.pace import Pace
from kiosk.sync.uploader import Round, Uploader

_log = logging.getLogger(__name__)


class Judge(Protocol):
    def is_revocation(self, word: str) -> bool:
        """Whether ``word`` says, signed, that the hub takes nothing more from this terminal as it is now."""
        ...


class Rounds:
    """``progress`` is called after each settled row and each change of the link: time to ring the UI, and to
    show the watchdog that something moves.
    """

    def __init__(
        self,
        queue: DeliveryQueue,
        links: LinkStore,
        judge: Judge,
        uploader: Uploader,
        exchanger: Exchanger,
        pace: Pace,
        progress: Callable[[], None],
        stop: Callable[[], bool],
    ) -> None:
        self._queue = queue
        self._links = links
        self._judge = judge
        self._uploader = uploader
        self._exchanger = exchanger
        self._pace = pace
        self._progress = progress
        self._stop = stop
        self._news = OnChange(_log)

    def round(self) -> Round:
        """Never raises: what the store refuses is a round that failed."""
        try:
            done = self._round()
        except KioskError as error:
            done = Round(failed=NotDelivered(error.code, error.detail))
        if self._stop():
            return done
        try:
            self._pace.remember(done)
        except KioskError as error:
            _log.error("sync.link", extra={"code": error.code, "detail": error.detail})
        self._progress()
        return done

    def _round(self) -> Round:
        self._queue.recover()
        revoked = self._revoked()
        if revoked:
            self._let_go()
        done = Round() if revoked else self._uploader.upload()
        if done.failed is not None or self._stop():
            return done
        queued = self._exchanger.exchange()
        if isinstance(queued, NotDelivered):
            return replace(done, failed=queued)
        if (queued or revoked) and not self._stop():
            more = self._uploader.upload()  # the hub was restored, or hears this terminal again
            return Round(
                done.delivered + more.delivered,
                done.delayed + more.delayed,
                done.parked + more.parked,
                more.failed,
            )
        return done

    def _revoked(self) -> bool:
        """Nothing is sent to a hub that said so; the exchange still asks whether it has changed its mind."""
        word = self._links.link().denial
        return bool(word) and self._judge.is_revocation(word)

    def _let_go(self) -> None:
        """Of what became of orders, as a revoked terminal must. Where the disk takes no write it stays
        until the next round; that is no reason not to ask the hub, which is all that a revoked terminal does.
        """
        try:
            self._exchanger.revoked()
            self._news.log(logging.INFO, "sync.let_go", "let_go", "")
        except KioskError as error:
            self._news.log(logging.ERROR, "sync.let_go", "let_go", error.code, detail=error.detail)

    def pause(self) -> float:
        """Seconds until the next round is due."""
        return self._pace.pause()

    def earliest(self) -> float:
        """Seconds until one may begin because somebody rang."""
        return self._pace.earliest()

    def look(self) -> None:
        """Read the store: the self-check behind a sign of life. Raises KioskError."""
        self._links.link()
