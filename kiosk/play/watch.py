"""What happened behind the screen during a play: devices, card, print, rating; each change once."""

from collections.abc import Callable, Mapping
from typing import Final

from kiosk.domain.state import AppState, FormProgress, Visit

_DEVICES: Final = ("idcard", "printer", "evaluator", "scanner")

Words = Mapping[str, object]


class EventWatch:
    """``changed`` is called on the Kivy thread; ``now_ms``: milliseconds since the play began."""

    def __init__(self, now_ms: Callable[[], float]) -> None:
        self._now_ms = now_ms
        self._said: dict[str, Words] = {}
        self.events: list[dict[str, object]] = []

    def changed(self, state: AppState) -> None:
        for name in _DEVICES:
            status = getattr(state, name)
            self._tell(name, {"state": status.state.value, "reason": status.reason, "code": status.code})
        visit = state.visit
        self._tell("card", _card(visit.form if visit is not None else None))
        self._tell("print", _print(visit))
        self._tell("rating", _rating(visit))
        self._tell("hub", {"online": state.online, "waiting": state.waiting})

    def _tell(self, about: str, words: Words) -> None:
        """On change only; nothing to say is said to nobody."""
        if self._said.get(about, {}) == words:
            return
        self._said[about] = words
        if words:
            self.events.append({"at_ms": self._now_ms(), "of": about, **words})


def _card(form: FormProgress | None) -> Words:
    if form is None:
        return {}
    if form.card_code:
        return {"card": "problem", "code": form.card_code}
    if form.draft.identity_source == "card":
        return {"card": "read"}
    return {"card": "seen"} if form.card_seen else {}


def _print(visit: Visit | None) -> Words:
    progress = visit.print_progress if visit is not None else None
    if progress is None:
        return {}
    return {"job": progress.job_id, "outcome": progress.state.value, "code": progress.code}


def _rating(visit: Visit | None) -> Words:
    if visit is None or visit.rating is None or visit.rating.level is None:
        return {}
    return {"level": visit.rating.level, "via": visit.rating.via}
