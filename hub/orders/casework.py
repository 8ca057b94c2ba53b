"""What staff do with an order: answer it, close it, move it. Each step is recorded with who, when and why."""

import unicodedata
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from hub.errors import HubError
from hub.house import House
from hub.orders.desk import find_order
from hub.orders.events import OrderKey, add_event
from hub.orders.moves import move, settle, take_order
from hub.orders.opening import open_pending
from kiosk.wire.states import PlatformState

LONGEST_REPLY: Final = 4000
LONGEST_REASON: Final = 500
LONGEST_NAME: Final = 64
_USAGE: Final = "E-HUB-05"
_S = PlatformState
# The ordinary way to the hands of somebody who answers; any other way staff go step by step (orders state).
_ONWARD: Final[dict[PlatformState, PlatformState]] = {
    _S.WAITING: _S.TAKEN,
    _S.TAKEN: _S.ASSIGNED,
    _S.OPEN_CALL: _S.UNDERTAKEN,
    _S.ASSIGNED: _S.UNDERTAKEN,
    _S.UNDERTAKEN: _S.IN_HAND,
    _S.EXTENDED: _S.IN_HAND,
}
# To tell a resident no without a reason is not done (domain paper §1, 22: 不予受理理由).
_SAY_WHY: Final = frozenset({_S.REJECTED, _S.RETURNED})
_TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})

Work = Callable[[Connection, OrderKey, PlatformState], PlatformState]


def reply(house: House, name: str, text: str, by: str) -> str:
    """Answer order ``name`` (number or id); the state it is in then. It may be answered again.

    Raises HubError: E-HUB-04 no such order, E-HUB-05 a text that cannot be sent, E-HUB-06 an order that
    cannot be opened, E-HUB-07 a state from which there is no ordinary way to an answer.
    """
    answer = clean(text, LONGEST_REPLY, "答复")

    def work(connection: Connection, order: OrderKey, state: PlatformState) -> PlatformState:
        _to_hand(connection, house, order, state, by)
        add_event(connection, house, order, _S.IN_HAND, by, reply=answer)
        return _S.IN_HAND

    return _work_on(house, name, by, work)


def close(house: House, name: str, reason: str, by: str) -> str:
    """已办结, then 待评价; rated at once if the evaluation has come already. Raises as ``reply``."""
    note = clean(reason, LONGEST_REASON, "原因") if reason else ""

    def work(connection: Connection, order: OrderKey, state: PlatformState) -> PlatformState:
        if state is not _S.DONE:
            _to_hand(connection, house, order, state, by)
            move(connection, house, order, (_S.IN_HAND, _S.DONE), by, note=note)
        move(connection, house, order, (_S.DONE, _S.TO_RATE), by)
        return _S.TO_RATE

    return _work_on(house, name, by, work)


def set_state(house: House, name: str, target: str, reason: str, by: str) -> str:
    """One step of the table, whatever it is. Raises as ``reply``."""
    try:
        wanted = PlatformState(target)
    except ValueError as error:
        known = "、".join(state.value for state in PlatformState)
        raise HubError(_USAGE, f"没有“{target}”这个状态，有：{known}") from error
    note = clean(reason, LONGEST_REASON, "原因") if reason else ""
    if wanted in _SAY_WHY and not note:
        raise HubError(_USAGE, f"{wanted.value} 要用 --reason 写明原因，居民看得到")

    def work(connection: Connection, order: OrderKey, state: PlatformState) -> PlatformState:
        move(connection, house, order, (state, wanted), by, note=note)
        return wanted

    return _work_on(house, name, by, work)


def clean(text: str, longest: int, what: str) -> str:
    """What may be shown and printed: lines of plain text. Raises HubError E-HUB-05.

    Control characters could steer the printer or the desk's own terminal; those that turn the direction of
    writing could show another text than the one that was written.
    """
    tidy = text.replace("\r\n", "\n").strip()
    if not tidy:
        raise HubError(_USAGE, f"{what}是空的")
    if len(tidy) > longest:
        raise HubError(_USAGE, f"{what}最多 {longest} 个字，这里有 {len(tidy)} 个")
    for place, letter in enumerate(tidy, start=1):
        category = unicodedata.category(letter)
        turns = unicodedata.bidirectional(letter) in _TURNING
        picture = letter >= "\U0001f000" and category in ("So", "Sk")  # emoji: no terminal's font has them
        if letter != "\n" and (turns or picture or category in ("Cc", "Cs", "Co", "Zl", "Zp")):
            raise HubError(_USAGE, f"{what}第 {place} 个字是表情或打不出的字符（U+{ord(letter):04X}）")
    return tidy


def _work_on(house: House, name: str, by: str, work: Work) -> str:
    clean(by, LONGEST_NAME, "经办人")
    open_pending(house)
    with house.engine.begin() as connection:
        hub_seq = find_order(connection, name)
        order, state = take_order(connection, house, hub_seq)
        reached = work(connection, order, state)
        if reached is _S.TO_RATE:
            settle(connection, house, hub_seq)
        return take_order(connection, house, hub_seq)[1].value


def _to_hand(connection: Connection, house: House, order: OrderKey, state: PlatformState, by: str) -> None:
    """Walk to 办理中, each step in between recorded."""
    while state is not _S.IN_HAND:
        onward = _ONWARD.get(state)
        if onward is None:
            raise HubError("E-HUB-07", f"{state.value} 的工单不能答复或办结")
        move(connection, house, order, (state, onward), by)
        state = onward
