"""Journeys as people write them: what is understood, and how plainly what is not is told."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.device import DeviceState
from kiosk.domain.flow import Screen
from kiosk.domain.state import PrintState
from kiosk.play.reader import JourneyError, parse_journey, read_journey
from kiosk.play.schema import ACTIONS, Step


def problems(text: str) -> list[str]:
    with pytest.raises(JourneyError) as caught:
        parse_journey(text, "j.yaml")
    return list(caught.value.problems)


def steps(text: str) -> tuple[Step, ...]:
    return parse_journey(f"name: 试\nsteps:\n{text}", "j.yaml").steps


def test_every_kind_of_step_is_understood() -> None:
    found = steps(
        """
 - touch: home.tile.ask
 - touch_at: [540, 960.5]
 - write: 工资
 - write: {text: 一, strokes: [[[10, 50], [90, 50]]]}
 - keys: 0580
 - key: alt+F4
 - click: {button: right, at: home.tile.ask, holding: home.tile.do}
 - card: resident
 - card: {person: resident, fields: {name: 张示例}}
 - card: remove
 - device: {name: printer, verb: paper, args: {state: out, lines: 7}}
 - press: 5
 - scan: slip
 - scan: GL1.SS3-0147.7K3QX9M2TAHJ4N5P6Q7R8S9T0V
 - keypad: next
 - keypad: [repeat, press]
 - keypad: "0580"
 - reach: home.tile.do
 - seek: 问法律
 - hub: down
 - later: 120
 - expect: {screen: submitted, printing: sent, text: 已提交, device: {idcard: ready}, within: 30}
   shot: done
"""
    )
    assert {step.action for step in found} == {*ACTIONS, "expect"}
    assert [step.simulated for step in found] == [False] * 7 + [True] * 12 + [False] * 3
    assert found[2].write is not None
    assert (found[2].write.text, found[2].write.strokes) == ("工资", ())
    assert found[7].card is not None
    assert found[9].card is not None
    assert (found[7].card.person, found[9].card.person) == ("resident", "")
    keys = [[key.value for key in step.keypad or ()] for step in found if step.action == "keypad"]
    assert keys == [["next"], ["repeat", "press"], ["0", "5", "8", "0"]]
    last = found[-1].expect
    assert last is not None
    assert last.screen is Screen.SUBMITTED
    assert last.printing is PrintState.SENT
    assert last.device == {"idcard": DeviceState.READY}
    assert (last.text, last.within, found[-1].shot) == (("已提交",), 30.0, "done")


def test_words_stay_as_they_were_written() -> None:
    found = steps(
        """
 - device: {name: printer, verb: status, args: {state: off}}
 - device: {name: idcard, verb: latch, args: {on: false}}
 - keys: 0138
 - keys: 13800000000
 - card: {person: resident, fields: {number: 330199194912310012, valid_from: 2020-01-01}}
 - key: "1"
"""
    )
    assert found[0].device is not None
    assert found[0].device.args == {"state": "off"}
    assert found[1].device is not None
    assert found[1].device.args == {"on": "false"}
    assert [found[2].keys, found[3].keys, found[5].key] == ["0138", "13800000000", "1"]
    assert found[4].card is not None
    assert found[4].card.fields == {"number": "330199194912310012", "valid_from": "2020-01-01"}


def test_every_problem_is_told_at_once_with_its_line() -> None:
    found = problems(
        """name: 试
window: big
name: 又试
steps:
 - touch: a
   key: F1
 - expect: {screen: nowhere, within: 1000}
 - {}
 - shot: false
 - card: {persn: resident}
 - write: ''
 - later: soon
 - press: 0
 - device: {name: prnter, verb: paper}
"""
    )
    lines = [problem.split("：")[0] for problem in found]
    assert lines == [f"j.yaml 第 {n} 行" for n in (2, 3, 5, 7, 7, 8, 9, 10, 11, 12, 13, 14)]
    assert "touch、key" in found[2]
    assert "'idle'" in found[3]
    assert "写的是 nowhere" in found[3]
    assert "没有这一项" in found[7]
    assert "第 7 步 later" in found[9]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "应以 name: 和 steps: 开头"),
        ("- a\n", "应以 name: 和 steps: 开头"),
        ("a: [\n", "第 2 行：写法不对"),
        ("name: x\n", "steps：缺少这一项"),
        ("name: x\nsteps: []\n", "steps：不能是空的"),
        ("name: x\nsteps:\n - write: {text: 工资, strokes: [[[1, 2]]]}\n", "text 就只能是一个字"),
        ("name: x\nsteps:\n - write: {text: 工, strokes: [[]]}\n", "有一笔是空的"),
        ("name: x\nsteps:\n - touch_at: [1]\n", "第 3 行"),
        ("a: &a\n  b: *a\nname: x\nsteps:\n - touch: y\n", "第 1 行"),
        ("name: x\nsteps:\n - touch: y\n   shot: ../../etc/passwd\n", "第 4 行"),
        ("\x00", "不是 YAML"),
    ],
)
def test_what_is_no_journey_is_refused(text: str, expected: str) -> None:
    assert expected in " ".join(problems(text))


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("name: \xe9".encode("latin-1"))
    for path, expected in ((tmp_path / "no.yaml", "读不了"), (tmp_path, "读不了"), (latin, "UTF-8")):
        with pytest.raises(JourneyError) as caught:
            read_journey(path)
        assert expected in caught.value.problems[0]


@given(st.text(alphabet="abc:-[]{}&*#|>!%@`\"' \n\t0123，一", max_size=200))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    for candidate in (text, f"name: a\nsteps:\n - touch: {text}", f"name: a\nsteps:\n - {text}"):
        with contextlib.suppress(JourneyError):
            assert parse_journey(candidate, "j").steps
