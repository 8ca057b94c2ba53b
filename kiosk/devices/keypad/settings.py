"""``config.devices.keypad``."""

from typing import Annotated

from pydantic import Field

from kiosk.devices.settings import Baud, SerialSettings
from kiosk.domain.focus import Key

Code = Annotated[int, Field(ge=0, le=0x2FF)]


class KeypadSettings(SerialSettings):
    """按键盘（四键触觉按键或 USB 数字小键盘）。给看不见、不能点屏幕的人用；别的键盘插上去没有用。"""

    enabled: bool = Field(default=False, description="接了按键盘就是 true；false 时什么键盘都不听")
    port: str = Field(
        default="",
        max_length=255,
        description="输入设备，例如 /dev/input/by-path/…-event-kbd；不填就用 udev 规则建的 /dev/kiosk/keypad",
    )
    baud: Baud = Field(default=460_800, description="只用于模拟设备")
    previous_code: Code = Field(
        default=0,
        description="这个按键盘上“上一个”的键码（kiosk devices read keypad 看得到）；0 就按自带的表",
    )
    next_code: Code = Field(default=0, description="“下一个”的键码；0 就按自带的表")
    press_code: Code = Field(default=0, description="“按下”的键码；0 就按自带的表")
    repeat_code: Code = Field(default=0, description="“再念一遍”的键码；0 就按自带的表")

    @property
    def own(self) -> dict[int, Key]:
        """Codes that mean something on this pad alone."""
        given = {
            self.previous_code: Key.PREVIOUS,
            self.next_code: Key.NEXT,
            self.press_code: Key.PRESS,
            self.repeat_code: Key.REPEAT,
        }
        given.pop(0, None)
        return given
