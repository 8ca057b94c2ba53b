"""How a terminal's devices are, as far as that can be known here, and in words for staff.

A terminal speaks every few minutes. What it said long ago, or left open because the program that holds the
devices did not run, is "unknown" here and never "good".
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from hub.clock import iso
from hub.county_time import shown

# Four regular exchanges, the slowest of them, and none came (docs/protocol/hub.md, Exchange).
STALE: Final = timedelta(minutes=25)

_GOOD: Final = frozenset({"ready", "busy"})
_NAMES: Final = {
    "idcard": "身份证阅读器",
    "printer": "小票打印机",
    "evaluator": "评价器",
    "scanner": "扫码器",
    "microphone": "话筒",
    "keypad": "按键盘",
    "camera": "摄像头",
}
_STATES: Final = {
    "absent": "没有接上",
    "opening": "正在连接",
    "ready": "好",
    "busy": "正在用",
    "degraded": "现在用不了",
    "failed": "有故障",
}
# What says more than its state alone.
_REASONS: Final = {
    "no_paper": "没有纸",
    "near_end": "纸快用完",
    "cover_open": "盖子开着",
    "cutter_error": "切刀卡住",
    "offline": "打印机脱机",
    "silent": "接着，没有回答",
    "resetting": "正在重新连接",
    "refuses": "不听命令",
    "crashed": "程序出错",
    "card_left": "证还放在上面",
}


def devices_told(devices: str, seen_at: str, now: datetime) -> dict[str, Any]:
    """``{"devices", "devices_last"}``: by name ``state``, ``reason``, ``code``, ``since`` (by this clock).

    ``devices`` (JSON) is what was said at ``seen_at``. None as ``devices``: unknown now; as ``devices_last``:
    it was unknown then, too.
    """
    seen = datetime.fromisoformat(seen_at)
    said: dict[str, dict[str, Any]] | None = json.loads(devices)
    last = None if said is None else {name: _told(word, seen) for name, word in sorted(said.items())}
    return {"devices": last if now - seen <= STALE else None, "devices_last": last}


def _told(word: Mapping[str, Any], seen: datetime) -> dict[str, Any]:
    try:
        since = iso(seen - timedelta(seconds=word["for_s"]))
    except OverflowError:  # no machine has been up for so long; what it says is its own
        since = ""
    return {"state": word["state"], "reason": word["reason"], "code": word["code"], "since": since}


def devices_summary(health: Mapping[str, Any]) -> str:
    """A few words for a list: what is not good, by name."""
    devices = health["devices"]
    if devices is None:
        return "设备不知道"
    bad = [f"{_name(name)}{_state(word)}" for name, word in devices.items() if word["state"] not in _GOOD]
    return "，".join(bad) if bad else "设备都好" if devices else "没有设备"


def devices_lines(health: Mapping[str, Any]) -> list[str]:
    """A line a device, and before them whether this is so now."""
    last = health["devices_last"]
    if last is None:
        return ["设备：不知道，终端的界面程序没有运行"]
    rows = [f"  {_name(name)}：{_state(word)}{_code(word)}{_since(word)}" for name, word in last.items()]
    if health["devices"] is None:
        return [f"设备：现在不知道，终端很久没有来；{shown(health['seen_at'])} 时是", *rows]
    return ["设备：" if rows else "设备：没有启用", *rows]


def _name(name: str) -> str:
    return _NAMES.get(name, name)


def _state(word: Mapping[str, Any]) -> str:
    state = _STATES.get(word["state"], word["state"])
    reason = _REASONS.get(word["reason"], "")
    if word["state"] in _GOOD:
        return f"{state}（{reason}）" if reason else state
    return reason or state


def _code(word: Mapping[str, Any]) -> str:
    return f" {word['code']}" if word["code"] else ""


def _since(word: Mapping[str, Any]) -> str:
    return f"，从 {shown(word['since'])} 起" if word["since"] else ""
