"""The line of a device whose model is a file: opened by it, closed with everything that was heard."""

import json
from pathlib import Path

import pytest

from kiosk.devices.base import Finding
from kiosk.devices.evaluator.profile import Profile, load_profile
from kiosk.devices.evaluator.protocol import Decoder
from kiosk.devices.evaluator.settings import EvaluatorSettings
from kiosk.devices.model_line import ModelKind, ModelLine
from kiosk.devices.transport.base import Transport, TransportError
from kiosk.errors import KioskError

KIND = ModelKind("评价器", "E-EVA-01", "E-EVA-02", load_profile, Decoder)


class Wire:
    """A port that remembers how it was opened, and may not be there."""

    def __init__(self, gone: bool = False) -> None:
        self.gone = gone
        self.bauds: list[int] = []
        self.open = 0
        self.woken = 0

    def __call__(self, baud: int, /) -> Transport:
        if self.gone:
            raise TransportError("no such port")
        self.bauds.append(baud)
        self.open += 1
        return self

    def read(self, max_bytes: int, timeout: float) -> bytes:
        return b""

    def wake(self) -> None:
        self.woken += 1

    def write(self, data: bytes) -> None:
        raise TransportError("cable cut")

    def flush_input(self) -> None:
        pass

    def close(self) -> None:
        self.open -= 1


def good(_port: Transport, model: Profile) -> Finding:
    return Finding("评价器", True, model.id)


def line(wire: Wire, **settings: object) -> ModelLine[Profile, Decoder]:
    return ModelLine(KIND, EvaluatorSettings.model_validate(settings), wire)


@pytest.mark.parametrize(("baud", "spoken"), [(0, 9600), (19200, 19200)])
def test_the_speed_is_the_models_unless_the_settings_name_one(baud: int, spoken: int) -> None:
    wire = Wire()
    made = line(wire, baud=baud)
    made.open()
    assert (wire.bauds, made.baud, made.model.id) == ([spoken], spoken, "synthetic-framed")


def test_a_line_that_is_not_open_is_gone_and_closing_it_twice_is_once() -> None:
    wire = Wire()
    made = line(wire)
    with pytest.raises(TransportError):
        _ = made.port
    made.open()
    made.decoder.feed(bytes.fromhex("A5"))
    made.close()
    made.close()
    assert wire.open == 0
    for part in ("port", "decoder"):
        with pytest.raises(TransportError):
            getattr(made, part)


def test_a_word_goes_to_the_port_that_is_open_and_to_none_else() -> None:
    wire = Wire()
    made = line(wire)
    made.wake()
    made.open()
    made.wake()
    made.close()
    made.wake()
    assert wire.woken == 1


def test_the_models_file_is_read_at_every_opening(tmp_path: Path) -> None:
    table = json.loads(load_profile("synthetic-framed").model_dump_json(by_alias=True))
    path = tmp_path / "own.json"
    wire = Wire()
    made = line(wire, profile=str(path))
    with pytest.raises(KioskError) as caught:
        made.open()
    assert caught.value.code == "E-EVA-02"
    for baud in (9600, 4800):
        path.write_text(json.dumps({**table, "serial": {"baud": baud}}))
        made.open()
        made.close()
    assert wire.bauds == [9600, 4800]


def test_preflight_of_a_bad_file_opens_nothing() -> None:
    wire = Wire()
    (row,) = line(wire, profile="nobody").preflight("held", good)
    assert (row.ok, row.code, row.check) == (False, "E-EVA-02", "评价器型号")
    assert "nobody" in row.text
    assert not wire.bauds


def test_preflight_tries_a_free_port_and_gives_it_back() -> None:
    wire = Wire()
    rows = line(wire).preflight("held", good)
    assert [row.text for row in rows][1:] == ["synthetic-framed"]
    assert "9600 波特" in rows[0].text
    assert (wire.bauds, wire.open) == ([9600], 0)


def test_preflight_leaves_a_port_that_is_held_alone() -> None:
    wire = Wire()
    made = line(wire)
    made.open()
    assert made.preflight("held", good)[1] == Finding("评价器", True, "held")
    assert (wire.bauds, wire.open) == ([9600], 1)


def cut(port: Transport, _model: Profile) -> Finding:
    port.write(b"?")
    raise AssertionError("the cable is cut")


@pytest.mark.parametrize("gone", [True, False])
def test_preflight_of_a_port_that_is_or_goes_away_says_absent(gone: bool) -> None:
    wire = Wire(gone)
    row = line(wire).preflight("held", cut)[1]
    assert (row.ok, row.code) == (False, "E-EVA-01")
    assert wire.open == 0


def test_a_silent_device_is_degraded_with_the_kinds_own_code() -> None:
    assert (KIND.silent.state.value, KIND.silent.reason, KIND.silent.code) == (
        "degraded",
        "silent",
        "E-EVA-02",
    )
