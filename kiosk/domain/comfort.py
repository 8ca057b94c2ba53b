"""How somebody wants to be served: size, contrast, reach, language, voice. One value, pure.

It lives in the visit and ends with it: the next person finds the terminal as the site set it up. What the
numbers are (8.75 mm, 60 % of the height) is the theme's business (``screens/theme.py``).
"""

from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Final

VOLUMES: Final = range(1, 6)  # steps, softest first (kiosk/speech/volume.py)
USUAL_VOLUME: Final = 3


class Size(Enum):
    """ELDER (长辈): larger text, one thing a screen, more time, nothing that fades."""

    NORMAL = "normal"
    ELDER = "elder"


class Contrast(Enum):
    """HIGH: white on black, yellow for action. Another palette, not another design."""

    PLAIN = "plain"
    HIGH = "high"


class Reach(Enum):
    """SEATED: all that can be touched lies in the lower part of a standing panel."""

    STANDING = "standing"
    SEATED = "seated"


class Language(Enum):
    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Comfort:
    """``voice``: pages are read by themselves. ``curtain``: the picture is covered. ``keys``: the focus of
    the four keys is shown. ``volume``: a step of ``VOLUMES``.
    """

    size: Size = Size.NORMAL
    contrast: Contrast = Contrast.PLAIN
    reach: Reach = Reach.STANDING
    language: Language = Language.ZH
    voice: bool = False
    volume: int = USUAL_VOLUME
    curtain: bool = False
    keys: bool = False

    @property
    def unhurried(self) -> bool:
        """Whether this person is given more time before being asked: pages take longer by ear or by keys."""
        return self.voice or self.keys or self.size is Size.ELDER


USUAL: Final = Comfort()


def changed(comfort: Comfort, name: str, value: object) -> Comfort:
    """``comfort`` with one field set anew; as it was when the field or the value is none of ours."""
    if name not in _TYPES or type(value) is not _TYPES[name]:
        return comfort
    if name == "volume" and value not in VOLUMES:
        return comfort
    changes: dict[str, object] = {name: value}
    return replace(comfort, **changes)  # type: ignore[arg-type]  # the type was looked up above


_TYPES: Final[dict[str, type]] = {one.name: type(getattr(USUAL, one.name)) for one in fields(Comfort)}
