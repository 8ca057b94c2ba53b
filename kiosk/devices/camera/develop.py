"""A picture from the camera as a page: cut out and set straight where its edges are sure, else left whole.

Nothing is guessed: a page whose four edges do not stand clear of what lies below is sent as the camera saw
it, and so is one whose light cannot be evened out. Whatever is wrong with it is said, and it is kept.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kiosk.domain.sheets import Doubt, View
from kiosk.errors import KioskError
from kiosk.wire.limits import PAGE_BYTES

if TYPE_CHECKING:
    from kiosk.devices.camera.source import Picture

NOT_KEPT: Final = "E-CAM-03"
LONGEST: Final = 1754  # pixels: A4 at 150 dots an inch
PREVIEW: Final = 640
SHOWN: Final = 800
_FINDING: Final = 500  # pixels the edges are looked for in
_LEAST_PART: Final = 0.2  # of the picture: less is a stamp or a shadow, no page
_MOST_PART: Final = 0.97  # more is the picture's own frame
_FULL: Final = 0.93  # of its four edges' area a page fills: a hand on it, a fold, and it is not sure
_SQUARE: Final = 0.5  # cosine of a corner: between 60 and 120 degrees
_DARK: Final = 70.0  # mean brightness, of 255
_BLURRED: Final = 60.0  # variance of the Laplacian at ``_JUDGING`` pixels
_JUDGING: Final = 1000
_QUALITIES: Final = (82, 74, 66, 58, 50, 42)
_SMALLER: Final = 0.8
_TRIES: Final = 6


@dataclass(frozen=True, slots=True)
class Developed:
    """``cut``: its edges were found."""

    jpeg: bytearray = field(repr=False)
    view: View
    doubt: Doubt
    cut: bool


def develop(picture: "Picture", number: int) -> Developed:
    """``number``: of the view. Raises KioskError E-CAM-03 when it cannot be made small enough, cv2.error."""
    corners = find_page(picture)
    doubt = judge(picture)
    page = _bounded(_straight(picture, corners) if corners is not None else picture)
    if corners is not None:
        page = _evened(page)
    return Developed(_packed(page), view_of(page, number, SHOWN), doubt, corners is not None)


def view_of(picture: "Picture", number: int, longest: int) -> View:
    """A small copy to look at."""
    import cv2

    small = _fitted(picture, longest)
    small = small[:, : max(1, small.shape[1] // 4 * 4)]  # whole words a line, as the graphics card wants them
    height, width = small.shape[:2]
    return View(number, width, height, cv2.cvtColor(small, cv2.COLOR_BGR2RGB).tobytes())


def find_page(picture: "Picture") -> "Picture | None":
    """The four corners of the one page that is surely there, clockwise from its top left; else None."""
    import cv2
    import numpy as np

    small = _fitted(picture, _FINDING)
    scale = picture.shape[0] / small.shape[0]
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    whole = float(grey.shape[0] * grey.shape[1])
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    found, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(found, key=cv2.contourArea, reverse=True)[:1]:
        outline = cv2.convexHull(contour)
        four = cv2.approxPolyDP(outline, 0.03 * cv2.arcLength(outline, True), True)
        area = cv2.contourArea(four)
        if len(four) != 4 or not _LEAST_PART * whole < area < _MOST_PART * whole:
            return None
        if cv2.contourArea(contour) < _FULL * area:
            return None
        corners = _ordered(four.reshape(4, 2).astype(np.float32))
        return corners * scale if _is_square(corners) and _inside(corners, grey.shape) else None
    return None


def judge(picture: "Picture") -> Doubt:
    """Of the whole picture: what a hand's shadow or a shake makes of it."""
    import cv2

    grey = cv2.cvtColor(_fitted(picture, _JUDGING), cv2.COLOR_BGR2GRAY)
    if float(grey.mean()) < _DARK:
        return Doubt.DARK
    return Doubt.BLURRED if float(cv2.Laplacian(grey, cv2.CV_64F).var()) < _BLURRED else Doubt.NONE


def _ordered(four: "Picture") -> "Picture":
    import numpy as np

    total, apart = four.sum(axis=1), np.diff(four, axis=1).ravel()
    places = [int(total.argmin()), int(apart.argmin()), int(total.argmax()), int(apart.argmax())]
    return four[places]


def _is_square(corners: "Picture") -> bool:
    """Whether every corner is nearly a right one, and they are four."""
    import numpy as np

    if len({tuple(corner) for corner in corners.tolist()}) != 4:
        return False
    for at in range(4):
        one = corners[at - 1] - corners[at]
        other = corners[(at + 1) % 4] - corners[at]
        cosine = float(np.dot(one, other)) / float(np.linalg.norm(one) * np.linalg.norm(other))
        if abs(cosine) > _SQUARE:
            return False
    return True


def _inside(corners: "Picture", shape: tuple[int, ...]) -> bool:
    """Whether the camera sees all of it: what reaches over the picture's edge is not cut there."""
    height, width = shape[:2]
    return all(1 < x < width - 2 and 1 < y < height - 2 for x, y in corners.tolist())


def _straight(picture: "Picture", corners: "Picture") -> "Picture":
    import cv2
    import numpy as np

    lengths = [float(np.linalg.norm(corners[at] - corners[(at + 1) % 4])) for at in range(4)]
    width, height = round(max(lengths[0], lengths[2])), round(max(lengths[1], lengths[3]))
    target = np.array([(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)], np.float32)
    turn = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return cv2.warpPerspective(picture, turn, (width, height))


def _evened(page: "Picture") -> "Picture":
    """Paper as white everywhere, ink and stamps in their colours."""
    import cv2
    import numpy as np

    light, *colours = cv2.split(cv2.cvtColor(page, cv2.COLOR_BGR2LAB))
    side = max(page.shape[:2]) // 20 * 2 + 1
    paper = cv2.GaussianBlur(cv2.dilate(light, np.ones((15, 15), np.uint8)), (side, side), 0)
    even = cv2.divide(light, paper, scale=245)
    return cv2.cvtColor(cv2.merge([even, *colours]), cv2.COLOR_LAB2BGR)


def _fitted(picture: "Picture", longest: int) -> "Picture":
    import cv2

    height, width = picture.shape[:2]
    factor = longest / max(height, width)
    if factor >= 1:
        return picture
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def _bounded(picture: "Picture") -> "Picture":
    return _fitted(picture, LONGEST)


def _packed(page: "Picture") -> bytearray:
    """A JPEG without a word of where and when, no larger than a page may be."""
    import cv2

    for _ in range(_TRIES):
        for quality in _QUALITIES:
            good, jpeg = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
            if good and len(jpeg) <= PAGE_BYTES:
                return bytearray(jpeg.tobytes())
        page = _fitted(page, round(max(page.shape[:2]) * _SMALLER))
    raise KioskError(NOT_KEPT, "too large whatever is tried")
