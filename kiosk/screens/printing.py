"""What is said of a print that is not the receipt: a guide, an answer. And the column beside low pages."""

from typing import Any

from kiosk.domain.device import DeviceStatus
from kiosk.domain.state import PrintProgress, PrintState
from kiosk.screens.widgets.block import Block, Column
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.words.texts import Texts


def print_words(printer: DeviceStatus, printing: PrintProgress | None, texts: Texts) -> str:
    """What can truthfully be said of a print, or why there is no printing; empty: nothing to say."""
    if printing is None:
        return "" if printer.usable else _no_paper(printer.code or "E-PRN-01", texts)
    match printing.state:
        case PrintState.SENDING:
            return texts.main.print_sending
        case PrintState.SENT:
            return texts.main.print_sent
        case PrintState.UNCERTAIN:
            return texts.main.print_uncertain
        case _:
            return _no_paper(printing.code or "E-PRN-04", texts)


def short_print_words(printer: DeviceStatus, printing: PrintProgress | None, texts: Texts) -> str:
    """The same in the few characters of a button on a low panel."""
    if printing is not None and printing.state is not PrintState.REFUSED:
        return {
            PrintState.SENDING: texts.main.print_short_sending,
            PrintState.SENT: texts.main.print_short_sent,
            PrintState.UNCERTAIN: texts.main.print_short_uncertain,
        }[printing.state]
    return texts.main.guide_print if printer.usable else _wrong(printer.code or "E-PRN-01", texts)


def print_line(said: str, printer: DeviceStatus, printing: PrintProgress | None) -> Text:
    """``said`` above the buttons; in another colour where the person has to do something about it."""
    odd = (
        not printer.usable
        if printing is None
        else printing.state in (PrintState.UNCERTAIN, PrintState.REFUSED)
    )
    return Text(said, "body", tone="attention" if odd else "ink2", align="center")


def rail_width(look: Look) -> float:
    """Pixels of the column of buttons beside a low page: four characters, or the words for turning pages."""
    main, style = look.texts.main, look.theme.type("button")
    turning = (look.paint.width(word, "button") for word in (main.page_before, main.page_after))
    return max(style.size * 4, *turning) + 1.6 * look.theme.pad


class Rail(Column):
    """A column of a fixed width (pixels)."""

    def __init__(self, wide: float, *children: Block, **kwargs: Any) -> None:
        super().__init__(*children, **kwargs)
        self._wide = wide

    def natural(self) -> float:
        return self._wide


def _wrong(code: str, texts: Texts) -> str:
    """The error's first half says what is wrong; its second is about a receipt, which this is not."""
    return texts.error_half(code if code in texts.errors else "E-PRN-04")


def _no_paper(code: str, texts: Texts) -> str:
    return texts.main.print_photo.format(_wrong(code, texts))
