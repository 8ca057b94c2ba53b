"""Bounds, and the defaults a county gets without writing anything."""

import pytest
from pydantic import ValidationError

from kiosk.devices.printer.charset import Charset
from kiosk.devices.printer.paper import CutMode
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.settings import port_path


def test_defaults_are_a_serial_80_mm_printer_with_a_cutter() -> None:
    settings = PrinterSettings()
    assert port_path(settings, "printer") == "/dev/kiosk/printer"
    paper = settings.paper
    assert (paper.columns, paper.charset, paper.cut, paper.qr_module) == (
        48,
        Charset.GB18030,
        CutMode.PARTIAL,
        7,
    )
    assert paper.tail_dots == 120
    assert PrinterSettings(width_dots=384).paper.qr_module == 6
    assert port_path(PrinterSettings(port="/dev/ttyUSB3"), "printer") == "/dev/ttyUSB3"


@pytest.mark.parametrize(
    "values",
    [
        {"width_dots": 400},
        {"charset": "utf8"},
        {"baud": 300},
        {"tail_mm": 3},
        {"speed_mm_s": 1000},
        {"status": "maybe"},
        {"poll_s": 0.1},
        {"unknown": 1},
        {"baud": "9600"},
        {"connection": "network"},
        {"connection": "unix"},
        {"connection": "usb", "usb_vendor": 0x0416},
    ],
)
def test_what_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PrinterSettings.model_validate(values)


def test_a_printer_that_is_not_there_need_not_be_described() -> None:
    assert not PrinterSettings(enabled=False, connection="network").enabled
    assert PrinterSettings(connection="network", host="10.0.0.9").tcp_port == 9100


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in PrinterSettings.model_fields.values())


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({}, "/dev/kiosk/printer"),
        ({"port": "/dev/ttyUSB3"}, "/dev/ttyUSB3"),
        ({"connection": "network", "host": "10.0.0.9"}, "10.0.0.9:9100"),
        ({"connection": "unix", "socket": "/run/printer.sock"}, "/run/printer.sock"),
        ({"connection": "usb", "usb_vendor": 0x0416, "usb_product": 0x5011}, "usb 0416:5011"),
    ],
)
def test_where_it_is_looked_for_is_told_as_a_technician_knows_it(
    settings: dict[str, object], where: str
) -> None:
    assert PrinterSettings.model_validate(settings).where("printer") == where
