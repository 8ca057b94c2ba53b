"""The section of brightness and volume: the day's, and parts of the day that differ, over midnight too."""

import re
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from kiosk.domain.levels import NO_SCHEDULE, DayPart, Levels, Schedule

_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def minutes(text: str) -> int:
    """Since midnight."""
    hours, _, rest = text.partition(":")
    return int(hours) * 60 + int(rest)


class PartSettings(BaseModel):
    """One part of the day. What is not written is the day's."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    start: str
    end: str
    brightness: int | None = Field(default=None, ge=10, le=100)
    volume: int | None = Field(default=None, ge=0, le=100)

    @field_validator("start", "end")
    @classmethod
    def _time(cls, value: str) -> str:
        if not _TIME.fullmatch(value):
            raise PydanticCustomError("time", "“{text}”不是时间，要写成 21:00", {"text": value[:20]})
        return value

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if minutes(self.start) == minutes(self.end):
            raise PydanticCustomError("empty", "start 和 end 一样，从几点到几点？")
        if self.brightness is None and self.volume is None:
            raise PydanticCustomError("empty", "要写 brightness 或 volume")
        return self

    def part(self) -> DayPart:
        return DayPart(minutes(self.start), minutes(self.end), Levels(self.brightness, self.volume))


class LevelSettings(BaseModel):
    """亮度和音量，百分之几。有人在用时不变；时钟没对过时一直用白天的。"""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    managed: bool = Field(default=True, description="由程序来调；false 就一直不动")
    brightness: int = Field(default=90, ge=10, le=100, description="白天屏幕多亮")
    volume: int = Field(default=70, ge=0, le=100, description="白天喇叭多响")
    parts: tuple[PartSettings, ...] = Field(
        default=(PartSettings(start="21:00", end="6:30", brightness=40, volume=45),),
        max_length=12,
        strict=False,
        description="别的时候：从几点到几点，多亮、多响；可以过半夜，可以有几段，不能重叠",
    )

    @field_validator("parts")
    @classmethod
    def _apart(cls, value: tuple[PartSettings, ...]) -> tuple[PartSettings, ...]:
        parts = [one.part() for one in value]
        for index, part in enumerate(parts):
            for other in range(index):
                if part.meets(parts[other]):
                    first, second = value[other], value[index]
                    raise PydanticCustomError(
                        "overlap",
                        "{a}–{b} 和 {c}–{d} 重叠了",
                        {"a": first.start, "b": first.end, "c": second.start, "d": second.end},
                    )
        return value

    def schedule(self) -> Schedule:
        if not self.managed:
            return NO_SCHEDULE
        return Schedule(Levels(self.brightness, self.volume), tuple(part.part() for part in self.parts))
