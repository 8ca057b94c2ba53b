"""What a journey is: a visit as data. docs/journey.md explains it to those who write one.

A step is one thing a person or the world does (``touch``, ``write``, ``card``, ``device`` …), with what must
be true afterwards (``expect``), or only that.
"""

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kiosk.domain.device import DeviceState
from kiosk.domain.flow import Screen
from kiosk.domain.focus import Key
from kiosk.domain.state import PrintState


def _text(value: object) -> object:
    """Numbers and truth values as they were written; anything else as it is, to be judged."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _written(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


def _card(value: object) -> object:
    if isinstance(value, str):
        return {"person": "" if value == "remove" else value}
    return value


def _keys(value: object) -> object:
    """A key's name, several of them, or a number to be typed."""
    names = {key.value for key in Key}
    value = _text(value)
    if isinstance(value, str):
        return (value,) if value in names else tuple(value)
    return value


def _shot(value: object) -> object:
    return {True: "", False: NO_PICTURE}[value] if isinstance(value, bool) else value


# Where text is wanted, 5 and true are text too.
Words = Annotated[str, BeforeValidator(_text)]
Several = Annotated[tuple[str, ...], BeforeValidator(_several)]
Point = tuple[float, float]

NO_PICTURE: Final = "-"
THE_SLIP: Final = "slip"
DeviceName = Literal["idcard", "printer", "evaluator", "scanner", "microphone", "keypad", "camera"]
ACTIONS: Final = (
    "touch",
    "touch_at",
    "write",
    "keys",
    "key",
    "click",
    "card",
    "device",
    "press",
    "scan",
    "keypad",
    "reach",
    "seek",
    "hub",
    "later",
)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expect(Part):
    """All of it must be true at one moment, at most ``within`` seconds after the step's own action."""

    screen: Screen | None = None
    key: Words | None = None
    text: Several = ()
    no_text: Several = ()
    uid: Several = ()
    no_uid: Several = ()
    printing: PrintState | None = None
    device: dict[DeviceName, DeviceState] = Field(default_factory=dict)
    identity: Literal["card", "typed", "none"] | None = None
    online: bool | None = None
    can_submit: bool | None = None
    can_record: bool | None = None
    handwriting: bool | None = None
    pinyin: bool | None = None
    waiting: int | None = Field(default=None, ge=0)
    focus: str | None = None
    heard: Several = ()
    aloud: bool | None = None
    taken: float | None = Field(default=None, gt=0, le=60)
    unchanged: bool = False
    within: float = Field(default=10.0, gt=0, le=120)


class Write(Part):
    """``strokes``: of the one character ``text``, in a square of 100 × 100, y down; else the file's."""

    text: str = Field(min_length=1, max_length=40)
    strokes: tuple[tuple[Point, ...], ...] = ()

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.strokes and len(self.text) != 1:
            raise PydanticCustomError("strokes", "给了笔画，text 就只能是一个字")
        if any(not stroke for stroke in self.strokes):
            raise PydanticCustomError("strokes", "有一笔是空的")
        return self


class Click(Part):
    """A mouse button that must do nothing. ``holding``: while a finger is down on that widget."""

    button: Literal["right", "middle"]
    at: str
    holding: str = ""


class DeviceVerb(Part):
    """A verb of the cable or of the simulator, as on its control socket."""

    name: DeviceName
    verb: str
    args: dict[str, Words] = Field(default_factory=dict)


class Card(Part):
    """A card laid on the reader: a sample person, with ``fields`` in place of that person's own.

    Without a person: what lies there is lifted.
    """

    person: str = "resident"
    fields: dict[str, Words] = Field(default_factory=dict)


class HubAnswer(Part):
    """The county answers the newest order it has, and closes it unless ``close`` is false."""

    reply: str = Field(min_length=1, max_length=4000)
    close: bool = True


HubStep = Literal["up", "down"] | HubAnswer


class Step(Part):
    """Exactly one action, or none and an ``expect``."""

    touch: str | None = None
    touch_at: Point | None = None
    write: Annotated[Write | None, BeforeValidator(_written)] = None
    keys: Annotated[Words, Field(min_length=1, max_length=40)] | None = None
    key: str | None = None
    click: Click | None = None
    card: Annotated[Card | None, BeforeValidator(_card)] = None
    device: DeviceVerb | None = None
    press: int | None = Field(default=None, ge=1, le=9)
    scan: Annotated[Words, Field(min_length=1, max_length=512)] | None = None
    keypad: Annotated[tuple[Key, ...] | None, BeforeValidator(_keys), Field(max_length=40)] = None
    reach: str | None = None
    seek: Annotated[Words | None, Field(min_length=1, max_length=60)] = None
    hub: HubStep | None = None
    later: float | None = Field(default=None, gt=0, le=3600)
    expect: Expect | None = None
    shot: Annotated[str, BeforeValidator(_shot), Field(max_length=40, pattern=r"^(-|[a-z0-9-]*)$")] = ""

    @model_validator(mode="after")
    def _one_action(self) -> Self:
        given = [name for name in ACTIONS if getattr(self, name) is not None]
        if len(given) > 1:
            raise PydanticCustomError("actions", "一步只做一件事，这里有 {all}", {"all": "、".join(given)})
        if not given and self.expect is None:
            raise PydanticCustomError("actions", "这一步什么都没做，也没等什么")
        return self

    @property
    def action(self) -> str:
        """Which one; "expect" for none."""
        return next((name for name in ACTIONS if getattr(self, name) is not None), "expect")

    @property
    def simulated(self) -> bool:
        return self.action in ("card", "device", "press", "scan", "keypad", "reach", "seek")


class Journey(Part):
    """``window`` as ``WxH``; ``strokes``: a stroke file, relative to the journey's own."""

    name: str = Field(min_length=1, max_length=60)
    window: str | None = Field(default=None, pattern=r"^\d{3,4}x\d{3,4}$")
    simulate: bool = False
    strokes: str = ""
    steps: tuple[Step, ...] = Field(min_length=1, max_length=400)
