"""What a journey expects, judged against the state and against what is on the screen."""

from dataclasses import replace

import pytest

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import READY, CardSeen, DeviceState, DeviceStatus
from kiosk.domain.recording import RecordingLevel
from kiosk.domain.state import AppState
from kiosk.play.expectation import essence, unmet
from kiosk.play.schema import Expect
from kiosk.play.watch import EventWatch
from tests.support.library import CONSULTATION, LEGAL_AID
from tests.support.states import bare_state, card, ready_state, saved, speaking_state, then


class Shown:
    """A screen that shows what a test says."""

    def __init__(self, screen: str = "home", key: str = "") -> None:
        self._screen = (screen, key)

    def screen(self) -> tuple[str, str]:
        return self._screen

    def texts(self) -> list[str]:
        return ["您遇到了什么事？", "问法律"]

    def uids(self) -> list[str]:
        return ["home.tile.ask", "bar.end"]

    def focus(self) -> str:
        return "bar.end"


SAID = (("您遇到了什么事", "问法律"), ("办事情",))


def judge(state: AppState, **expected: object) -> str:
    wanted = Expect.model_validate(expected)
    return unmet(wanted, state, Shown(), essence(state), SAID)  # type: ignore[arg-type]


def test_what_is_heard() -> None:
    assert judge(ready_state(), heard=["什么事", "办事情"]) == ""
    told = judge(ready_state(), heard=["什么事", "问法律办事情"])
    assert told == "没有念“问法律办事情”，念的是“您遇到了什么事；问法律；办事情”"
    assert judge(ready_state(), aloud=False) == ""
    assert judge(ready_state(), aloud=True) == "aloud 应是 True"


def test_how_much_was_said_into_the_microphone() -> None:
    state = then(
        speaking_state(), m.Wake("v1"), m.OpenForm(CONSULTATION, "o1", speak=True), m.StartRecording("t1")
    )
    assert judge(state, taken=2) == "应录到 2 秒，现在是 0.0 秒"
    assert judge(then(state, RecordingLevel("t1", 2.1, 0.5)), taken=2) == ""
    assert judge(state, can_record=True) == judge(ready_state(), can_record=False) == ""
    assert judge(ready_state(), can_record=True) == "can_record 应是 True"
    assert judge(ready_state(), taken=2) == "应录到 2 秒，现在是 0.0 秒"


def test_where_the_focus_is() -> None:
    assert judge(ready_state(), focus="bar.end") == ""
    assert judge(ready_state(), focus="home.tile.ask") == "框应在 home.tile.ask，现在在 bar.end"


def submitted(*more: object) -> AppState:
    """Through every page of the form, whatever their order, and the store's word."""
    state = then(ready_state(), m.Wake("v1"), m.OpenForm(CONSULTATION, "o1", request="工资没发"))
    for _ in range(8):
        state = then(state, m.GiveConsent("2026-11-21T14:05:00+08:00"), m.NextPage(), m.Submit())
    return then(state, saved("o1"), *more)


@pytest.mark.parametrize(
    ("expected", "why"),
    [
        ({"screen": "home"}, ""),
        ({"screen": "idle"}, "应是 idle 屏，现在是 home"),
        ({"key": "x"}, "现在在 （空）"),
        ({"text": "问法律"}, ""),
        ({"text": ["问法律", "已提交"]}, "没有“已提交”"),
        ({"no_text": "已提交"}, ""),
        ({"no_text": "问法律"}, "不该有“问法律”"),
        ({"uid": "home.tile.ask", "no_uid": "home.tile.do"}, ""),
        ({"uid": "home.tile.do"}, "没有 home.tile.do"),
        ({"no_uid": ["x", "bar.end"]}, "不该有 bar.end"),
        ({"device": {"printer": "ready"}, "online": True, "can_submit": True, "handwriting": True}, ""),
        ({"device": {"printer": "absent"}}, "printer 应是 absent，现在是 ready"),
        ({"online": False}, "online 应是 False"),
        ({"waiting": 0}, ""),
        ({"waiting": 2}, "应有 2 件等着上传，现在有 0"),
        ({"printing": "sent"}, "现在是 没有打印"),
        ({"identity": "none"}, ""),
        ({"identity": "card"}, "现在是 none"),
    ],
)
def test_each_expectation_is_judged_and_says_why_not(expected: dict[str, object], why: str) -> None:
    state = then(ready_state(), m.Wake("v1"))
    assert why in judge(state, **expected) if why else judge(state, **expected) == ""


def test_the_slips_state_is_known_from_the_submission() -> None:
    assert judge(submitted(), printing="sending") == ""
    assert "现在是 sending" in judge(submitted(), printing="sent")


def test_a_tick_or_a_touch_of_nothing_changes_nothing_that_counts() -> None:
    state = then(ready_state(), m.Wake("v1"))
    later = then(state, m.Tick(1010.0, state.local), m.Touched())
    wanted = Expect(unchanged=True)
    assert unmet(wanted, later, Shown(), essence(state)) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "message", [m.Open(s.Topics()), m.EndVisit(quietly=True), m.OpenForm(CONSULTATION, "o")]
)
def test_whatever_a_touch_can_do_is_a_change(message: object) -> None:
    state = then(ready_state(), m.Wake("v1"))
    wanted = Expect(unchanged=True)
    why = unmet(wanted, then(state, message), Shown(), essence(state))  # type: ignore[arg-type]
    assert "却变了" in why


def test_events_are_told_once_each_and_with_their_time() -> None:
    clock = iter(range(100))
    watch = EventWatch(lambda: float(next(clock)))
    watch.changed(bare_state())
    watch.changed(bare_state())
    assert [event["of"] for event in watch.events] == ["idcard", "printer", "evaluator", "scanner", "hub"]
    no_paper = DeviceStatus(DeviceState.DEGRADED, "no_paper", "E-PRN-02")
    watch.changed(replace(ready_state(), printer=no_paper))
    assert watch.events[6] == {
        "at_ms": 6.0,
        "of": "printer",
        "state": "degraded",
        "reason": "no_paper",
        "code": "E-PRN-02",
    }
    assert READY.state.value in {event.get("state") for event in watch.events}


def test_a_visits_print_and_rating_are_events_and_a_second_visits_again() -> None:
    watch = EventWatch(lambda: 0.0)
    for _ in range(2):
        for state in (
            ready_state(),
            submitted(),
            submitted(m.GoRate(), m.Rate(2, "evaluator")),
            ready_state(),
        ):
            watch.changed(state)
    told = [(event["of"], event.get("outcome") or event.get("level")) for event in watch.events[5:]]
    assert told == [("print", "sending"), ("rating", 2)] * 2


def test_a_read_card_is_an_event_without_what_it_says() -> None:
    watch = EventWatch(lambda: 0.0)
    state = then(ready_state(), m.Wake("v1"), m.OpenForm(LEGAL_AID, "o1", request="工资没发"))
    state = then(state, m.Answer("matter", "wages"))
    for _ in range(8):
        state = then(state, m.GiveConsent("2026-11-21T14:05:00+08:00"), m.NextPage(), CardSeen())
        watch.changed(state)
        state = then(state, card("王示例"))
        watch.changed(state)
    told = [event.get("card") for event in watch.events if event["of"] == "card"]
    assert told == ["seen", "read"]
    assert "王示例" not in str(watch.events)
