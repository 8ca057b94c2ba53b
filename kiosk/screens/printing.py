"""What is said of a print that is not the receipt: a guide, an answer. And the column beside low pages."""

from typing import Any

from kiosk.domain.device import DeviceStatus
from kiosk.domain.state import PrintProgress, PrintState
from kiosk.errors import ERRORS
from kiosk.screens.strings import TEXT
from kiosk.screens.widgets.block import Block, Column
from kiosk.screens.widgets.text import Text


def print_words(printer: DeviceStatus, printing: PrintProgress | None) -> str:
    """What can truthfully be said of a print, or why there is no printing; empty: nothing to say."""
    if printing is None:
        return "" if printer.usable else _no_paper(printer.code or "E-PRN-01")
    match printing.state:
        case PrintState.SENDING:
            return TEXT.print_sending
        case PrintState.SENT:
            return TEXT.print_sent
        case PrintState.UNCERTAIN:
            return TEXT.print_uncertain
        case _:
            return _no_paper(printing.code or "E-PRN-04")


def short_print_words(printer: DeviceStatus, printing: PrintProgress | None) -> str:
    """The same in the few characters of a button on a low panel."""
    if printing is not None and printing.state is not PrintState.REFUSED:
        return {
            PrintState.SENDING: TEXT.print_short_sending,
            PrintState.SENT: TEXT.print_short_sent,
            PrintState.UNCERTAIN: TEXT.print_short_uncertain,
        }[printing.state]
    return TEXT.guide_print if printer.usable else _wrong(printer.code or "E-PRN-01")


def print_line(said: str, printer: DeviceStatus, printing: PrintProgress | None) -> Text:
    """``said`` above the buttons; in another colour where the person has to do something about it."""
    odd = (
        not printer.usable
        if printing is None
        else printing.state in (PrintState.UNCERTAIN, PrintState.REFUSED)
    )
    return Text(said, "body", tone="attention" if odd else "ink2", align="center")


class Rail(Column):
    """A column of a fixed width (pixels)."""

    def __init__(self, wide: float, *children: Block, **kwargs: Any) -> None:
        super().__init__(*children, **kwargs)
        self._wide = wide

    def natural(self) -> float:
        return self._wide


def _wrong(code: str) -> str:
    """The error's first half says what is wrong; its second is about a receipt, which this is not."""
    return ERRORS[code if code in ERRORS else "E-PRN-04"].resident.partition("，")[0]


def _no_paper(code: str) -> str:
    return TEXT.print_photo.format(_wrong(code))
