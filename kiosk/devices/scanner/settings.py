"""``config.devices.scanner``."""

from pydantic import Field

from kiosk.devices.settings import ModelSettings, model_field


class ScannerSettings(ModelSettings):
    """扫码器（串口或 USB 虚拟串口，不是键盘方式）。没有它时可以手输回执上的号码。"""

    profile: str = model_field("serial-trigger", "scanner")
    blanking_ms: int = Field(
        default=3000,
        ge=500,
        le=30_000,
        description="同一个码一直放在窗口前只算一次；拿开这么久再放才算又一次，毫秒",
    )
