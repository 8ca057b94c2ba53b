"""An order's progress in plain words: where it stands, what each step was, and when. Pure.

Every sentence is true of what is known: of an answer nothing is said when only states may be seen.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

from kiosk.domain.progress import Entry, Progress, current_state, replies
from kiosk.wire.states import PlatformState, platform_state

_S = PlatformState
CHINA: Final = timezone(timedelta(hours=8))  # one time for the whole country, whatever the terminal's zone


@dataclass(frozen=True, slots=True)
class _Words:
    """``step``: in the time line. ``now``: where it stands. ``silent``: the same when no answer has come yet,
    for states in which one still may. ``closed``: nothing more will come, and an answer is what it was about.
    ``bare``: it is over and not a word was written.
    """

    step: str
    now: str
    silent: str = ""
    closed: bool = False
    bare: bool = False


_WORDS: Final[dict[PlatformState, _Words]] = {
    _S.WAITING: _Words("收到您的申请", "收到了，等着受理", "收到了，等着受理"),
    _S.TAKEN: _Words("受理了", "受理了", "受理了，还没有答复"),
    _S.REJECTED: _Words("没有受理", "这件事没有受理"),
    _S.RETURNED: _Words("请您补材料", "材料不齐，请您补一补"),
    _S.OPEN_CALL: _Words("在找人接您的事", "正在找人接您的事", "正在找人接您的事"),
    _S.ASSIGNED: _Words("派了人", "已经派了人", "派了人，还没有答复"),
    _S.UNDERTAKEN: _Words("有人接手了", "有人接手了", "有人接手，还没有答复"),
    _S.IN_HAND: _Words("正在办", "有人正在办", "有人正在办，还没有答复"),
    _S.EXTENDED: _Words("要多办几天", "要多等几天", "要多等几天，还没有答复"),
    _S.DONE: _Words("办好了", "办好了", closed=True, bare=True),
    _S.TO_RATE: _Words("办好了", "办好了，请您评价", closed=True, bare=True),
    _S.RATED: _Words("您评价了", "办好了，您也评价了", closed=True),
    _S.NOT_RATED: _Words("没有评价", "办好了", closed=True, bare=True),
    _S.TO_CALL_BACK: _Words("会给您打电话", "办好了，会打电话问您", closed=True),
    _S.CALLED_BACK: _Words("给您打过电话", "办好了，电话也打过了", closed=True),
    _S.FILED: _Words("了结了", "全部办完了", closed=True, bare=True),
    _S.WITHDRAWN: _Words("撤回了", "这件事已经撤回"),
    _S.TRANSFERRED: _Words("转给别的单位", "转给别的单位去办了"),
    _S.MERGED: _Words("并到另一件里", "并到另一件里一起办"),
}
# Filed, and never done: withdrawn, transferred, merged, sent back.
_SETTLED: Final = "这件事已经了结"
_DONE: Final = frozenset(state for state, words in _WORDS.items() if words.closed and state is not _S.FILED)
_REPLIED: Final = "答复了您"
HERE_QUEUED: Final = "已提交，还没有送出去"
HERE_UPLOADED: Final = "已上传，还没有新消息"
_BELOW: Final = "{}，答复在下面"
_ANSWERED: Final = "答复来了，还在接着办"
_CLOSED: Final = "办好了，答复在下面"
_BARE: Final = "办好了，没有写答复"
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)", re.ASCII)
# Hours of the day as people name them: up to this hour (exclusive).
_PARTS: Final = ((5, "凌晨"), (8, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def standing(progress: Progress) -> str:
    """Where the order stands now, in one sentence."""
    state = current_state(progress)
    if state is None:
        return HERE_UPLOADED if progress.uploaded else HERE_QUEUED
    if state is _S.TO_RATE and (progress.rated or progress.state_only):
        # Nobody is asked for what was given, or cannot be given by the typed line.
        state = _S.RATED if progress.rated else _S.DONE
    words = _WORDS[state]
    if state is _S.FILED and not any(platform_state(entry.state) in _DONE for entry in progress.entries):
        words = _Words(words.step, _SETTLED)
    if progress.state_only:
        return words.now
    if replies(progress):
        return _ANSWERED if words.silent else _CLOSED if words.closed else _BELOW.format(words.now)
    if words.bare and not any(map(_spoken, progress.entries)):
        return _BARE
    return words.silent or words.now


def step(entry: Entry) -> str:
    """What a step was, in a few words; a state this version does not know is being worked on."""
    return _REPLIED if entry.reply.strip() else _WORDS[platform_state(entry.state)].step


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
    when = _parsed(entry.at)
    return f"{when:%Y-%m-%d %H:%M}" if when is not None else entry.at


def day(at: str, today: datetime | None) -> str:
    """``11月21日``, with the year unless it is ``today``'s; empty when it is no time."""
    when = _parsed(at)
    if when is None:
        return ""
    year = "" if today is not None and when.year == today.year else f"{when.year}年"
    return f"{year}{when.month}月{when.day}日"


def day_and_hour(at: str, today: datetime) -> str:
    """``11月21日 下午2点``, 下午2点多 when it is past the hour; empty when it is no time."""
    when = _parsed(at)
    if when is None:
        return ""
    part = next(name for hour, name in _PARTS if when.hour < hour)
    hour = when.hour - 12 if when.hour > 12 else when.hour
    past = "多" if when.minute else ""
    return f"{day(at, today)} {part}{hour}点{past}"


def day_and_minute(at: str, today: datetime | None) -> str:
    """``11月22日 14:05``; empty when it is no time."""
    when = _parsed(at)
    return f"{day(at, today)} {when:%H:%M}" if when is not None else ""


def with_times_told(text: str, today: datetime | None) -> str:
    """``text`` with every instant in it as ``day_and_minute``. Instants are ISO 8601 with their zone."""
    return _INSTANT.sub(lambda found: day_and_minute(found[0], today) or found[0], text)


def _parsed(at: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(at)
        return when.astimezone(CHINA) if when.tzinfo is not None else when.replace(tzinfo=CHINA)
    except (ValueError, OverflowError):
        return None
