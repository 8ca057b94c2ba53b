"""The screen a command was told to use, instead of the configured one."""

from typing import Final

from kiosk.config import ScreenSettings
from kiosk.errors import KioskError

# The panels this is made for: width over height, and inches.
_PANELS: Final = ((9 / 16, 21.5), (16 / 10, 10.1), (16 / 9, 15.6))
_SAME_SHAPE: Final = 0.05


def windowed(screen: ScreenSettings, text: str) -> ScreenSettings:
    """``WxH`` as a window of that many pixels; the bounds are those of the configuration.

    It stands for a panel of the configured size when it has that shape, else for the known panel of the
    nearest shape: everything on the screen is measured in millimetres.
    """
    width, sign, height = text.lower().partition("x")
    if not sign or not width.isdecimal() or not height.isdecimal():
        raise KioskError("E-CFG-02", f"--window {text}：应写成 宽x高，例如 1080x1920")
    size = {"width": int(width), "height": int(height), "fullscreen": False}
    try:
        chosen = ScreenSettings.model_validate({**screen.model_dump(), **size})
    except ValueError as error:
        raise KioskError("E-CFG-02", f"--window {text}：宽 800–3840，高 720–3840") from error
    shape, configured = chosen.width / chosen.height, screen.width / screen.height
    if abs(shape / configured - 1) < _SAME_SHAPE:
        return chosen
    _, inches = min(_PANELS, key=lambda panel: abs(panel[0] - shape))
    return chosen.model_copy(update={"diagonal_inch": inches})
