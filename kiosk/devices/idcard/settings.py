"""``config.devices.idcard``."""

from pydantic import Field

from kiosk.devices.settings import Baud, SerialSettings


class IdCardSettings(SerialSettings):
    """身份证阅读器（SAM_V 模块，串口或 USB 转串口）。"""

    baud: Baud = Field(default=115200, description="波特率；连不上时会自动试其他波特率")
    card_left_probe: bool = Field(
        default=False,
        description="读过的证没拿走时有的读卡器一直答“没有卡”；true 就多问一句（30 03），"
        "好提醒人拿起来，办完了也提醒",
    )
    poll_ms: int = Field(default=400, ge=50, le=2000, description="等人放证时隔多久找一次，毫秒")
    find_timeout_ms: int = Field(default=800, ge=100, le=5000, description="找卡、选卡最多等多久，毫秒")
    read_timeout_ms: int = Field(default=3000, ge=500, le=10_000, description="读卡最多等多久，毫秒")
    max_rf_bytes: int = Field(
        default=0, ge=0, le=255, description="射频一次最多传多少字节（61 FF）；0 就是不改读卡器的设置"
    )
    simulated_rf_ms: int = Field(
        default=350, ge=0, le=5000, description="只用于模拟：芯片自己读卡花的时间，毫秒，串口传输另算"
    )
