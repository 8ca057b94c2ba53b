"""Papers that were laid under the camera, as far as the state knows: ids, small pictures to look at, doubts.

The pages that are sent are held by the room of the camera (kiosk/devices/camera/shelf.py), in memory alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from kiosk.domain.library import FormField
from kiosk.wire.limits import PAGES_MOST

# Answers of who has no pages: he would rather bring the paper along; or he could not, for want of a camera.
BRING: Final = "bring"
NO_CAMERA: Final = "no_camera"


class Doubt(Enum):
    """What may be wrong with a page. It is kept all the same, and the person is told."""

    NONE = "none"
    BLURRED = "blurred"
    DARK = "dark"


class Phase(Enum):
    """What the page is doing where papers are laid down. One thing at a time."""

    LIST = "list"  # what was taken so far, and what to do next
    AIMING = "aiming"  # the camera is open, and what it sees is shown
    TAKING = "taking"  # a picture was asked for
    SHOWN = "shown"  # it is shown back


@dataclass(frozen=True, slots=True)
class View:
    """A small picture: RGB, from its top left. ``number`` tells two of them apart: pixels need not."""

    number: int
    width: int
    height: int
    pixels: bytes = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the draft; ``view``: as it will be sent, smaller."""

    sheet_id: str
    field_id: str
    view: View
    doubt: Doubt = Doubt.NONE


@dataclass(frozen=True, slots=True)
class Shot:
    """``view``: what the camera sees, ``sheet_id``: the picture that was asked for, or is shown back.

    ``code``: why there is none (a row of kiosk.errors); empty when all went well.
    """

    phase: Phase = Phase.LIST
    field_id: str = ""
    sheet_id: str = ""
    view: View | None = None
    code: str = ""


NOTHING_SHOT: Final = Shot()


def least(form_field: FormField) -> int:
    """How many pages there must be, once there is one."""
    return int(form_field.least or 1)


def most(form_field: FormField) -> int:
    return min(int(form_field.most or PAGES_MOST), PAGES_MOST)


def of_field(sheets: Sequence[Sheet], field_id: str) -> tuple[Sheet, ...]:
    return tuple(one for one in sheets if one.field_id == field_id)


def counted(field_id: str, answer: str, sheets: Sequence[Sheet]) -> dict[str, str]:
    """The answer as it is judged and sent: how many pages, or why there are none."""
    count = len(of_field(sheets, field_id))
    value = str(count) if count else answer if answer in (BRING, NO_CAMERA) else ""
    return {field_id: value} if value else {}


# ---- facts, posted by the camera ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PreviewSeen:
    """A few times a second while somebody looks."""

    view: View

    @property
    def coalesce_key(self) -> str:
        return "camera preview"


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """The page is held under this id."""

    sheet_id: str
    view: View
    doubt: Doubt = Doubt.NONE


@dataclass(frozen=True, slots=True)
class SheetFailed:
    """There is no page. ``code``: E-CAM-*."""

    sheet_id: str
    code: str


# ---- what is asked of the camera's room -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LookThrough:
    """Open the camera and show what it sees (PreviewSeen), or close it."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class TakePicture:
    """What lies there now, as a page for this question. SheetTaken or SheetFailed follows."""

    sheet_id: str
    field_id: str


@dataclass(frozen=True, slots=True)
class WipeSheet:
    """One that was taken is wanted no more."""

    sheet_id: str
