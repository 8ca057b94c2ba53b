"""``config.devices.scanner``."""

from typing import Annotated

from pydantic import Field

from kiosk.devices.settings import SerialSettings


class ScannerSettings(SerialSettings):
    """扫码器（串口或 USB 虚拟串口，不是键盘方式）。没有它时可以手输回执上的号码。"""

    baud: Annotated[int, Field(ge=0, le=921_600)] = Field(
        default=0, description="波特率；0 就用型号文件里写的"
    )
    profile: str = Field(
        default="serial-trigger",
        min_length=1,
        max_length=255,
        description="型号：自带型号的名字，或型号文件的完整路径（docs/protocol/scanner.md）",
    )
    blanking_ms: int = Field(
        default=3000,
        ge=500,
        le=30_000,
        description="同一个码一直放在窗口前只算一次；拿开这么久再放才算又一次，毫秒",
    )
