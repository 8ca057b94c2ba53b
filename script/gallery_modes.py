"""The ways a visitor may choose to be served, in which the gallery shows every state.

Size, reach and language change where things stand, so each mixture of them is drawn whole. Contrast changes
colours and nothing else (tests/screens/test_theme.py): each pair of colours is seen in high contrast alone,
with large text and with English; of its other mixtures a tenth of the states is drawn, picked by a seed.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.domain.comfort import USUAL, Comfort, Contrast, Language, Reach, Size
from kiosk.domain.state import AppState

_ELDER: Final = Comfort(size=Size.ELDER)
_ENGLISH: Final = Comfort(language=Language.EN)
_SEATED: Final = Comfort(reach=Reach.SEATED)
_ELDER_SEATED: Final = replace(_ELDER, reach=Reach.SEATED)
_HIGH: Final = Contrast.HIGH

WHOLE: Final[dict[str, Comfort]] = {
    "normal": USUAL,
    "elder": _ELDER,
    "high": Comfort(contrast=_HIGH),
    "seated": _SEATED,
    "elder-seated": _ELDER_SEATED,
    "english": _ENGLISH,
    "english-elder": replace(_ENGLISH, size=Size.ELDER),
    "english-seated": replace(_ENGLISH, reach=Reach.SEATED),
    "english-elder-seated": replace(_ELDER_SEATED, language=Language.EN),
    "elder-high": replace(_ELDER, contrast=_HIGH),
    "english-high": replace(_ENGLISH, contrast=_HIGH),
}
SAMPLED: Final[dict[str, Comfort]] = {
    "seated-high": replace(_SEATED, contrast=_HIGH),
    "elder-seated-high": replace(_ELDER_SEATED, contrast=_HIGH),
    "english-elder-high": replace(_ENGLISH, size=Size.ELDER, contrast=_HIGH),
    "english-seated-high": replace(_ENGLISH, reach=Reach.SEATED, contrast=_HIGH),
    "english-elder-seated-high": replace(_ELDER_SEATED, language=Language.EN, contrast=_HIGH),
}
MODES: Final[dict[str, Comfort]] = WHOLE | SAMPLED
_ONE_IN: Final = 10


def picked(mode: str, panel: str, count: int, seed: int) -> Sequence[int]:
    """The numbers, from 0, of the states out of ``count`` that this mode shows: all, or some by the seed."""
    if mode in WHOLE:
        return range(count)
    some = -(-count // _ONE_IN)
    return sorted(random.Random(f"{seed} {mode} {panel}").sample(range(count), some))


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
