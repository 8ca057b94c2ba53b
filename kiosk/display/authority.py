"""The cookie that opens the display, as X clients read it (XAUTHORITY; Xauth(3), .Xauthority format)."""

import os
import secrets
from pathlib import Path
from typing import Final

COOKIE_BYTES: Final = 16
_WILD: Final = 0xFFFF  # the entry counts for every address: there is one server, and no network
_KIND: Final = b"MIT-MAGIC-COOKIE-1"
# Read by the display's own user and, through its group, by the UI. Nobody else gets a picture or a touch.
_MODE: Final = 0o640


def entry(cookie: bytes) -> bytes:
    """One entry for any display: family, address, number, kind, cookie; 16-bit lengths, big end first."""
    fields = (b"", b"", _KIND, cookie)
    return _WILD.to_bytes(2, "big") + b"".join(len(field).to_bytes(2, "big") + field for field in fields)


def write_authority(path: Path) -> None:
    """A fresh cookie in ``path``, which is never readable by others, not even half. Raises OSError."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(entry(secrets.token_bytes(COOKIE_BYTES)))
        os.fchmod(file.fileno(), _MODE)
    part.replace(path)
