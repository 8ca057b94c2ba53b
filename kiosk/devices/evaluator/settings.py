"""``config.devices.evaluator``."""

from typing import Annotated

from pydantic import Field

from kiosk.devices.settings import SerialSettings


class EvaluatorSettings(SerialSettings):
    """评价器（柜面评价按键）。没有它时在屏幕上评价。"""

    baud: Annotated[int, Field(ge=0, le=921_600)] = Field(
        default=0, description="波特率；0 就用型号文件里写的"
    )
    profile: str = Field(
        default="synthetic-framed",
        min_length=1,
        max_length=255,
        description="型号：自带型号的名字，或型号文件的完整路径（docs/protocol/evaluator.md）",
    )
    address: int = Field(default=1, ge=0, le=255, description="评价器的地址，多数是 1")
