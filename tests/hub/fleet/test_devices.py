"""How devices are told to staff: what is not known now is never told as good."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hub.clock import iso
from hub.fleet.devices import STALE, devices_lines, devices_summary, devices_told
from kiosk.devices.registry import KINDS
from kiosk.domain.device import DeviceState
from kiosk.wire.devices import DeviceWord

SEEN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GOOD: dict[str, object] = {"state": "ready", "for_s": 3600}


def word(**said: object) -> dict[str, Any]:
    return DeviceWord.model_validate(said).model_dump()


def health(devices: object, age: timedelta = timedelta(0)) -> dict[str, Any]:
    told = devices_told(json.dumps(devices), iso(SEEN), SEEN + age)
    return {"seen_at": iso(SEEN), **told}


def test_since_is_by_the_hubs_own_clock() -> None:
    told = health({"printer": word(state="degraded", reason="no_paper", code="E-PRN-02", for_s=5400)})
    assert told["devices"] == {
        "printer": {
            "state": "degraded",
            "reason": "no_paper",
            "code": "E-PRN-02",
            "since": "2026-03-01T23:30:00.000+00:00",
        }
    }
    assert devices_summary(told) == "小票打印机没有纸"
    assert devices_lines(told) == ["设备：", "  小票打印机：没有纸 E-PRN-02，从 2026-03-02 07:30 起"]


def test_good_ones_are_good_in_a_word() -> None:
    both = {"printer": word(state="busy"), "idcard": word(**GOOD)}
    assert devices_summary(health(both)) == "设备都好"
    assert devices_lines(health(both))[1] == "  身份证阅读器：好，从 2026-03-02 08:00 起"
    near = health({"printer": word(state="ready", reason="near_end")})
    assert devices_summary(near) == "设备都好"
    assert "好（纸快用完）" in devices_lines(near)[1]


@pytest.mark.parametrize(("age", "known"), [(STALE, True), (STALE + timedelta(seconds=1), False)])
def test_what_was_said_long_ago_is_unknown_now(age: timedelta, known: bool) -> None:
    told = health({"printer": word(**GOOD)}, age)
    assert (told["devices"] is not None) is known
    assert told["devices_last"]["printer"]["state"] == "ready"
    assert devices_summary(told) == ("设备都好" if known else "设备不知道")
    first = "设备：" if known else "设备：现在不知道，终端很久没有来；2026-03-02 09:00 时是"
    assert devices_lines(told)[0] == first


@pytest.mark.parametrize("age", [timedelta(0), timedelta(days=9)])
def test_what_nobody_could_say_is_unknown(age: timedelta) -> None:
    told = health(None, age)
    assert (told["devices"], told["devices_last"]) == (None, None)
    assert devices_summary(told) == "设备不知道"
    assert devices_lines(told) == ["设备：不知道，终端的界面程序没有运行"]


def test_a_terminal_without_devices_has_none() -> None:
    assert devices_summary(health({})) == "没有设备"
    assert devices_lines(health({})) == ["设备：没有启用"]


def test_words_of_a_newer_terminal_are_shown_as_they_are() -> None:
    told = health({"lantern": word(state="asleep", reason="night", for_s=(1 << 62) - 1)})
    assert devices_summary(told) == "lanternasleep"
    assert devices_lines(told) == ["设备：", "  lantern：asleep"]


@pytest.mark.parametrize("state", DeviceState)
@pytest.mark.parametrize("name", KINDS)
def test_every_state_of_every_device_has_words(name: str, state: DeviceState) -> None:
    told = health({name: word(state=state.value)})
    line = devices_lines(told)[1]
    assert line.startswith(f"  {KINDS[name].label}：")
    assert state.value not in line
    assert (devices_summary(told) == "设备都好") is (state in (DeviceState.READY, DeviceState.BUSY))
