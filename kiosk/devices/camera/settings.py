"""``config.devices.camera``."""

from typing import Annotated, Final

from pydantic import Field

from kiosk.devices.settings import SerialSettings

DEFAULT_DEVICE: Final = "/dev/video0"


class CameraSettings(SerialSettings):
    """朝下的摄像头（高拍仪），给居民拍材料用。没有它时屏幕上写明，材料办事时带来。"""

    enabled: bool = Field(default=False, description="接了摄像头就是 true；false 时不找它，材料都请居民带来")
    port: str = Field(
        default="",
        max_length=255,
        description="摄像头的设备文件，例如 /dev/v4l/by-id/…-video-index0；不填就是 /dev/video0",
    )
    width: int = Field(default=1920, ge=640, le=4656, description="拍多宽，像素；摄像头没有的，用最接近的")
    height: int = Field(default=1080, ge=480, le=3496, description="拍多高，像素")
    # Only a simulator's wire: fast enough for a few pictures a second.
    baud: Annotated[int, Field(ge=1200, le=4_000_000)] = Field(
        default=4_000_000, description="只用于模拟设备"
    )

    def where(self, name: str) -> str:
        return self.port or DEFAULT_DEVICE
