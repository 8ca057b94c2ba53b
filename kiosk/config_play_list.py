"""The section of what plays while nobody is there."""

from pydantic import BaseModel, ConfigDict, Field

from kiosk.domain.media_play import STILL_S


class PlayListSettings(BaseModel):
    """没有人用时放什么。内容里标了 idle: true 的图片和视频轮流放，不出声，只在白天亮度时放。"""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    enabled: bool = Field(default=True, description="放不放；false 就一直是平常的画面")
    still_s: int = Field(
        default=STILL_S, ge=5, le=600, description="一张图片停多久；两段中间平常的画面也停这么久，秒"
    )

    @property
    def wait_s(self) -> int:
        """Seconds between what is played; 0: nothing is."""
        return self.still_s if self.enabled else 0
