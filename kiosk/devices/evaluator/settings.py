"""``config.devices.evaluator``."""

from pydantic import Field

from kiosk.devices.settings import ModelSettings, model_field


class EvaluatorSettings(ModelSettings):
    """评价器（柜面评价按键）。没有它时在屏幕上评价。"""

    profile: str = model_field("synthetic-framed", "evaluator")
    address: int = Field(default=1, ge=0, le=255, description="评价器的地址，多数是 1")
