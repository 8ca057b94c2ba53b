"""The five levels and the reasons, as the resident reads them. Chinese is the national wording."""

from dataclasses import dataclass

from kiosk.wire.evaluation import LABELS, REASONS, Level


@dataclass(frozen=True, slots=True)
class RatingTexts:
    level_5: str = LABELS[Level.VERY_SATISFIED]
    level_4: str = LABELS[Level.SATISFIED]
    level_3: str = LABELS[Level.BASICALLY_SATISFIED]
    level_2: str = LABELS[Level.DISSATISFIED]
    level_1: str = LABELS[Level.VERY_DISSATISFIED]
    reason_unclear: str = REASONS["unclear"]
    reason_useless: str = REASONS["useless"]
    reason_slow: str = REASONS["slow"]
    reason_hard: str = REASONS["hard"]
    reason_device: str = REASONS["device"]
    reason_privacy: str = REASONS["privacy"]
    very: str = "非常"  # a narrow tile breaks its line after it
    mostly: str = "基本"  # and after this one in large text

    def level(self, level: Level) -> str:
        said: str = getattr(self, f"level_{int(level)}")
        return said

    def reason(self, reason: str) -> str:
        said: str = getattr(self, f"reason_{reason}")
        return said
