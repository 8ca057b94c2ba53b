"""Where an order stands, by what is known of it; said in words by ``kiosk/words/standing.py``. Pure.

Every manner is true of what is known: of an answer nothing is said when only states may be seen.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from kiosk.domain.instants import parsed
from kiosk.domain.progress import Entry, Progress, current_state, replies
from kiosk.wire.states import PlatformState, platform_state

_S = PlatformState
# States in which an answer may still come, so that its absence is worth a word.
AWAITING: Final = frozenset(
    {_S.WAITING, _S.TAKEN, _S.OPEN_CALL, _S.ASSIGNED, _S.UNDERTAKEN, _S.IN_HAND, _S.EXTENDED}
)
# Nothing more will come, and an answer is what it was about.
CLOSED: Final = frozenset(
    {_S.DONE, _S.TO_RATE, _S.RATED, _S.NOT_RATED, _S.TO_CALL_BACK, _S.CALLED_BACK, _S.FILED}
)
_DONE: Final = CLOSED - {_S.FILED}
# It is over, and perhaps not a word was written.
_BARE: Final = frozenset({_S.DONE, _S.TO_RATE, _S.NOT_RATED, _S.FILED})


class Manner(Enum):
    """How the state is said. ``QUEUED`` and ``UPLOADED``: the hub has said nothing yet."""

    QUEUED = "queued"
    UPLOADED = "uploaded"
    PLAIN = "plain"
    SILENT = "silent"  # an answer may come, none has
    ANSWERED = "answered"  # one has, and the work goes on
    CLOSED = "closed"  # it is over, the answer stands below
    BELOW = "below"  # the state, and that an answer stands below
    BARE = "bare"  # it is over and nothing was written


@dataclass(frozen=True, slots=True)
class Standing:
    """``undone``: filed and never done: withdrawn, transferred, merged, sent back."""

    manner: Manner
    state: PlatformState = PlatformState.WAITING
    undone: bool = False


def standing(progress: Progress) -> Standing:
    """Where the order stands now."""
    state = current_state(progress)
    if state is None:
        return Standing(Manner.UPLOADED if progress.uploaded else Manner.QUEUED)
    if state is _S.TO_RATE and (progress.rated or progress.state_only):
        # Nobody is asked for what was given, or cannot be given by the typed line.
        state = _S.RATED if progress.rated else _S.DONE
    undone = state is _S.FILED and not any(platform_state(one.state) in _DONE for one in progress.entries)
    return Standing(_manner(progress, state, undone), state, undone)


def _manner(progress: Progress, state: PlatformState, undone: bool) -> Manner:
    if progress.state_only:
        return Manner.PLAIN
    if undone:
        return Manner.BELOW if replies(progress) else Manner.PLAIN
    if replies(progress):
        return Manner.ANSWERED if state in AWAITING else Manner.CLOSED if state in CLOSED else Manner.BELOW
    if state in _BARE and not any(map(_spoken, progress.entries)):
        return Manner.BARE
    return Manner.SILENT if state in AWAITING else Manner.PLAIN


def steps(progress: Progress) -> tuple[Entry, ...]:
    """Those worth telling, the newest first. The first one always; of those that follow in the same minute
    without a word only the last: whoever waits does not ask by how many desks a paper went in that minute.
    """
    kept: list[Entry] = []
    for entry in progress.entries:
        if len(kept) > 1 and not _spoken(kept[-1]) and _minute(kept[-1]) == _minute(entry):
            kept.pop()
        kept.append(entry)
    return tuple(reversed(kept))


def _spoken(entry: Entry) -> bool:
    return bool(entry.note.strip() or entry.reply.strip())


def _minute(entry: Entry) -> str:
    when = parsed(entry.at)
    return f"{when:%Y-%m-%d %H:%M}" if when is not None else entry.at
