"""What the QR codes on a piece of paper say, read from its bytes alone, without drawing it."""

from collections.abc import Iterable
from typing import Final

from kiosk.devices.printer.tokens import Tokenizer
from kiosk.domain.slip_code import QR_PREFIX

_STORE: Final = b"1P"
_PRINT: Final = b"1Q"


def codes(data: bytes) -> list[str]:
    """Native codes, top to bottom, as ``Picture.qr`` of the interpreter; one printed as dots is not read."""
    stored = b""
    found: list[str] = []
    for token in Tokenizer().feed(data):
        function = token.body[2:4] if token.name == "GS (k" else b""
        if token.name == "ESC @":
            stored = b""
        elif function == _STORE and token.body[4:]:
            stored = token.body[5:]
        elif function == _PRINT and stored:
            found.append(stored.decode("ascii", "replace"))
    return found


def last_slip(pieces: Iterable[bytes]) -> str | None:
    """The code on the last of these pieces of paper that carries a slip's."""
    slips = [code for piece in pieces for code in codes(piece) if code.startswith(f"{QR_PREFIX}.")]
    return slips[-1] if slips else None
