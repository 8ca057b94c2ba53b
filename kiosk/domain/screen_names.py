"""Every screen there is, by its stable name, and which page of it is shown."""

from dataclasses import dataclass
from enum import Enum


class Screen(Enum):
    """Every screen there is; the value is its stable name (journeys, pictures, logs)."""

    MAINTENANCE = "maintenance"
    FAULT = "fault"
    IDLE = "idle"
    RECOVERED = "recovered"
    TIMEOUT = "timeout"
    HOME = "home"
    TOPICS = "topics"
    GUIDES = "guides"
    GUIDE = "guide"
    ITEMS = "items"
    HELP = "help"
    SCENARIOS = "scenarios"
    QUESTION = "question"
    OUTCOME = "outcome"
    STOP = "stop"
    BUNDLE_END = "bundle_end"
    COMFORT = "comfort"
    PROGRESS_ASK = "progress_ask"
    PROGRESS_TYPE = "progress_type"
    PROGRESS = "progress"
    SUMS = "sums"
    SUM = "sum"
    SUM_TYPE = "sum_type"
    SUM_CHOICE = "sum_choice"
    LEARN = "learn"
    LESSON = "lesson"
    QUIZ = "quiz"
    SELF_CHECK = "self_check"
    LAWS = "laws"
    LAW = "law"
    WAYS_ON = "ways_on"
    WRITE = "write"
    RECORD = "record"
    PHONE = "phone"
    DATE = "date"
    BOAT = "boat"
    PLACE = "place"
    CHOICE = "choice"
    SIGNATURE = "signature"
    CONSENT = "consent"
    REFUSED = "refused"
    GUARDIAN = "guardian"
    IDENTITY = "identity"
    CHECK = "check"
    SUBMITTED = "submitted"
    RATE = "rate"
    REASONS = "reasons"
    END = "end"


@dataclass(frozen=True, slots=True)
class Route:
    """``key`` tells apart two pages shown by the same screen (guide id, field id), for journeys and focus."""

    screen: Screen
    key: str = ""
