"""Where a work order stands at the platform (domain paper §4). Both ends read this one table."""

from enum import Enum
from typing import Final


class PlatformState(Enum):
    """The value is what is stored, sent and shown."""

    WAITING = "待受理"
    TAKEN = "已受理"
    REJECTED = "不予受理"
    RETURNED = "退回补正"
    OPEN_CALL = "抢单中"
    ASSIGNED = "派单"
    UNDERTAKEN = "已承接"
    IN_HAND = "办理中"
    EXTENDED = "延期"
    DONE = "已办结"
    TO_RATE = "待评价"
    RATED = "已评价"
    NOT_RATED = "未评价"
    TO_CALL_BACK = "待回访"
    CALLED_BACK = "已回访"
    FILED = "归档"
    WITHDRAWN = "已撤回"
    TRANSFERRED = "转办"
    MERGED = "重复合并"


_S = PlatformState
# Every state but the last ones may also be withdrawn, transferred or merged.
_ASIDE: Final = frozenset({_S.WITHDRAWN, _S.TRANSFERRED, _S.MERGED})
PLATFORM_TRANSITIONS: Final[dict[PlatformState, frozenset[PlatformState]]] = {
    _S.WAITING: frozenset({_S.TAKEN, _S.REJECTED, _S.RETURNED}) | _ASIDE,
    _S.TAKEN: frozenset({_S.OPEN_CALL, _S.ASSIGNED}) | _ASIDE,
    _S.REJECTED: frozenset({_S.FILED}),
    _S.RETURNED: frozenset({_S.WAITING, _S.FILED}) | _ASIDE,
    _S.OPEN_CALL: frozenset({_S.UNDERTAKEN, _S.ASSIGNED}) | _ASIDE,
    _S.ASSIGNED: frozenset({_S.UNDERTAKEN}) | _ASIDE,
    _S.UNDERTAKEN: frozenset({_S.IN_HAND}) | _ASIDE,
    _S.IN_HAND: frozenset({_S.EXTENDED, _S.DONE}) | _ASIDE,
    _S.EXTENDED: frozenset({_S.IN_HAND}) | _ASIDE,
    _S.DONE: frozenset({_S.TO_RATE}),
    _S.TO_RATE: frozenset({_S.RATED, _S.NOT_RATED}),
    _S.RATED: frozenset({_S.TO_CALL_BACK, _S.FILED}),
    _S.NOT_RATED: frozenset({_S.FILED}),
    _S.TO_CALL_BACK: frozenset({_S.CALLED_BACK}),
    _S.CALLED_BACK: frozenset({_S.FILED}),
    _S.FILED: frozenset(),
    _S.WITHDRAWN: frozenset({_S.FILED}),
    _S.TRANSFERRED: frozenset({_S.FILED}),
    _S.MERGED: frozenset({_S.FILED}),
}
# Nothing is left to be done, by the county or by whoever asked: a rating may still come, or not.
OVER: Final = frozenset(
    {_S.REJECTED, _S.DONE, _S.TO_RATE, _S.RATED, _S.NOT_RATED, _S.CALLED_BACK, _S.FILED} | _ASIDE
)


def platform_state(text: str) -> PlatformState:
    """A state as heard from the platform; one this version does not know reads as 办理中, never an error."""
    try:
        return PlatformState(text)
    except ValueError:
        return PlatformState.IN_HAND
