"""Does what was asked, when this user may ask it, and says how it went. One method a verb."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pydantic import ValidationError

from kiosk.helper import protocol as p
from kiosk.helper.floor import Floor
from kiosk.helper.nonces import Nonces
from kiosk.helper.system import Failed, System, Unavailable
from kiosk.wire.exchange import HubTime
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import BadSignature
from kiosk.wire.words import check_time, hub_keys, parse_word


class Verbs:
    """``enrolled()``: the terminal's identity of the moment, None without one; its keys are the hub's."""

    def __init__(
        self, system: System, nonces: Nonces, floor: Floor, enrolled: Callable[[], Enrolled | None]
    ) -> None:
        self._system = system
        self._nonces = nonces
        self._floor = floor
        self._enrolled = enrolled

    def answer(self, question: p.Question, user: str) -> p.Answer:
        """Never raises but for a fault in this program."""
        if user not in p.ALLOWED[question.verb]:
            return p.Answer(ok=False, reason="not-allowed", detail=f"{user or 'this user'} may not")
        try:
            return self._do(question)
        except Unavailable as error:
            return p.Answer(ok=False, reason="unavailable", detail=str(error))
        except Failed as error:
            return p.Answer(ok=False, reason="failed", detail=str(error))

    def _do(self, question: p.Question) -> p.Answer:
        match question:
            case p.Reboot():
                self._system.reboot()
            case p.PowerOff():
                self._system.power_off()
            case p.ClockNonce():
                return p.Answer(ok=True, nonce=self._nonces.issue())
            case p.StepClock(word=word):
                return self._step(word)
            case p.SetVolume(percent=percent):
                self._system.set_volume(percent)
            case p.SetBrightness(percent=percent):
                self._system.set_brightness(percent)
            case p.WifiProfile(ssid=ssid, psk=psk, hidden=hidden):
                self._system.join_wifi(ssid, psk, hidden)
        return p.Answer(ok=True)

    def _step(self, word: str) -> p.Answer:
        """Half of what passed since the nonce is added: the hub spoke somewhere in between."""
        enrolled = self._enrolled()
        if enrolled is None:
            return p.Answer(ok=False, reason="signature", detail="not enrolled")
        try:
            signed = parse_word(word)
            nonce = HubTime.model_validate_json(signed.text).nonce
            age = self._nonces.take(nonce)
            said = check_time(signed, hub_keys(*enrolled.receipt_keys), enrolled.hub_id, nonce)
        except (BadSignature, ValidationError, ValueError):
            return p.Answer(ok=False, reason="signature", detail="not the hub's word about the time")
        if age is None:
            return p.Answer(ok=False, reason="nonce", detail="not issued here, used, or too old")
        at = _time(said.at)
        if at is None or not self._floor.possible(at):
            return p.Answer(ok=False, reason="floor", detail=f"{said.at} cannot be")
        at += timedelta(seconds=age / 2)
        self._system.set_time(at)
        try:
            self._floor.raise_to(at)
        except OSError as error:
            raise Failed(f"the clock is set, the floor is not stored: {error.strerror}") from error
        return p.Answer(ok=True, at=at.isoformat())


def _time(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
