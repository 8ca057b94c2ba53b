"""The life of a release of content on a terminal. Only files record it: the state follows from them."""

from enum import Enum
from typing import Final


class ReleaseState(Enum):
    """ARCHITECTURE.md draws it; ``TRANSITIONS`` is the table tests read."""

    NONE = "none"  # not on this terminal
    STAGED = "staged"  # whole on disk, the pointer does not name it yet
    ACTIVE = "active"  # the pointer names it and every byte is right: served
    KEPT = "kept"  # served before; kept to fall back to
    ROLLED_BACK = "rolled_back"  # a byte is wrong: not served, an older one is


TRANSITIONS: Final[dict[ReleaseState, frozenset[ReleaseState]]] = {
    ReleaseState.NONE: frozenset({ReleaseState.STAGED}),
    ReleaseState.STAGED: frozenset({ReleaseState.ACTIVE, ReleaseState.ROLLED_BACK}),
    ReleaseState.ACTIVE: frozenset({ReleaseState.KEPT, ReleaseState.ROLLED_BACK}),
    ReleaseState.KEPT: frozenset({ReleaseState.ACTIVE, ReleaseState.ROLLED_BACK, ReleaseState.NONE}),
    ReleaseState.ROLLED_BACK: frozenset({ReleaseState.NONE}),
}


def state_of(release: int, pointed_at: int, good: bool) -> ReleaseState:
    """``pointed_at``: the release the pointer names, 0 when it names none; ``good``: every hash is right."""
    if not good:
        return ReleaseState.ROLLED_BACK
    if release == pointed_at:
        return ReleaseState.ACTIVE
    return ReleaseState.STAGED if release > pointed_at else ReleaseState.KEPT
