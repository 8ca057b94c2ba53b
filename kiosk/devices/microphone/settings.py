"""``config.devices.microphone``."""

from typing import Annotated

from pydantic import Field

from kiosk.devices.settings import SerialSettings

DEFAULT_DEVICE = "default"


class MicrophoneSettings(SerialSettings):
    """话筒，给不会写字的人说事用。没有它时屏幕上不提录音。"""

    enabled: bool = Field(default=False, description="接了话筒就是 true；false 时不找它，屏幕上也不提它")
    port: str = Field(
        default="",
        max_length=255,
        description="声卡的名字（arecord -L 列出的，例如 plughw:CARD=Device）；不填就用系统默认的",
    )
    # Only a simulator's wire: fast enough for one that speaks faster than anybody can.
    baud: Annotated[int, Field(ge=1200, le=4_000_000)] = Field(default=460_800, description="只用于模拟设备")

    def where(self, name: str) -> str:
        return self.port or DEFAULT_DEVICE
