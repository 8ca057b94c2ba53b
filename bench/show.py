"""A terminal nobody touches while its idle page plays what the content marks: processor time, from outside.

Pictures stand as short as they may: the page, a clip, a still picture, and so on. A second in which pixels
change again and again is one of a clip, all others are rest.
"""

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import numpy as np

from bench.children import ChildFailed, nap
from bench.figures import Counts, Ratio, Result
from bench.picture import Picture, Pixels, watched_display
from bench.settings import window
from bench.terminal import running
from bench.trees import spent
from kiosk.config import Config
from kiosk.content import library
from kiosk.domain.idle_show import play_list
from kiosk.domain.library_learning import Media

NAME: Final = "show"
STILL_S: Final = 5  # the least a picture may stand
CLIP_PERCENT: Final = 25.0  # of one core, while a clip plays: drawn without a graphics chip
REST_PERCENT: Final = 1.0  # while a picture or the page stands
_LOOK_S: Final = 1.0
_PATIENCE_S: Final = 60.0
_SETTINGS: Final = (f"play_list.still_s={STILL_S}",)


@dataclass
class Seen:
    """Per cent of one core, of each second looked at."""

    playing: list[float] = field(default_factory=list)
    still: list[float] = field(default_factory=list)

    @property
    def mean(self) -> float:
        return sum((*self.playing, *self.still)) / len((*self.playing, *self.still))


def run(folder: Path, counts: Counts) -> Result:
    """``counts.rest_s`` seconds from the first clip on."""
    config = Config()
    clip = _clip(config)
    panel = window(config)
    with (
        watched_display(folder / "show.fb", panel.width, panel.height) as shown,
        running(folder / "show", [], shown.environment, _SETTINGS) as terminal,
    ):
        terminal.at("idle")
        nap(counts.settle_s)
        seen = _watch(shown.picture, terminal.pid, counts.rest_s)
    return _result(seen, clip)


def _clip(config: Config) -> Media:
    """The first clip of the round. ChildFailed without one: nothing would be measured."""
    served = library.load(config.content_path, config.factory_content_path)
    clips = [one for one in play_list(served) if one is not None and one.kind == "video"]
    if not clips:
        raise ChildFailed("the content marks no clip for the idle page")
    return clips[0]


def _watch(picture: Picture, pid: int, for_s: float) -> Seen:
    """From the first second of a clip on. ChildFailed when none comes."""
    seen, until = Seen(), perf_counter() + _PATIENCE_S
    before = picture.now()
    while not _moving(picture, before):
        if perf_counter() > until:
            raise ChildFailed("nothing was played on the idle page")
        before = picture.now()
        nap(_LOOK_S / 4)
    until = perf_counter() + for_s
    while perf_counter() < until or not seen.playing:
        before, began, was = picture.now(), perf_counter(), spent(pid)
        moved = 0
        for _ in range(4):
            nap(_LOOK_S / 4)
            moved += _moving(picture, before)
            before = picture.now()
        share = (spent(pid).cpu_s - was.cpu_s) / (perf_counter() - began) * 100
        # A page that comes or goes changes once, a clip all the time.
        (seen.playing if moved > 1 else seen.still).append(share)
    return seen


def _moving(picture: Picture, before: Pixels) -> bool:
    return not np.array_equal(picture.sampled, before)


def _result(seen: Seen, clip: Media) -> Result:
    unit = "% of a core"
    found = [
        Ratio("cpu within, while a clip plays", median(seen.playing), CLIP_PERCENT, unit, 1.0),
    ]
    if seen.still:
        found.append(Ratio("cpu within, between clips", median(seen.still), REST_PERCENT, unit, 1.0))
    return Result(
        NAME,
        "the idle page while it plays what the content marks: its processor time",
        tuple(found),
        {
            "clip": {"id": clip.id, "width": clip.width, "height": clip.height, "ms": clip.ms},
            "seconds": {"playing": len(seen.playing), "still": len(seen.still)},
            "mean_percent": round(seen.mean, 2),
            "most_percent": round(max(seen.playing), 2),
        },
    )
