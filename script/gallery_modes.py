"""The ways a visitor may choose to be served, in which the gallery shows every state."""

from dataclasses import replace
from typing import Final

from kiosk.domain.comfort import USUAL, Comfort, Contrast, Language, Reach, Size
from kiosk.domain.state import AppState

MODES: Final[dict[str, Comfort]] = {
    "normal": USUAL,
    "elder": Comfort(size=Size.ELDER),
    "high": Comfort(contrast=Contrast.HIGH),
    "seated": Comfort(reach=Reach.SEATED),
    "elder-seated": Comfort(size=Size.ELDER, reach=Reach.SEATED),
    "english": Comfort(language=Language.EN),
    "english-elder": Comfort(size=Size.ELDER, language=Language.EN),
}


def differs(mode: str, standing: bool) -> bool:
    """Whether this mode looks like no other on the panel: controls are moved on standing ones only."""
    return standing or MODES[mode].reach is Reach.STANDING


def reached(state: AppState, mode: str) -> bool:
    """Whether a terminal can come to ``state`` in this mode: nobody asks for English outside a visit."""
    return state.visit is not None or MODES[mode].language is Language.ZH


def in_mode(state: AppState, mode: str) -> AppState:
    """``state`` as the site's own way and the visit's."""
    comfort = MODES[mode]
    visit = state.visit
    if visit is not None:
        own = visit.comfort
        visit = replace(visit, comfort=replace(comfort, keys=own.keys, voice=own.voice))
    return replace(state, comfort=comfort, visit=visit)
