"""What a benchmark hands back: ratios against a bare baseline of the same run, and what they are made of."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

P95: Final = 0.95


def quantile(values: Sequence[float], share: float) -> float:
    """Between the two nearest values, in proportion. ValueError without values."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("nothing was measured")
    place = (len(ordered) - 1) * share
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


@dataclass(frozen=True, slots=True)
class Ratio:
    """``ours`` and ``bare`` in ``unit``. ``bound``: the most the ratio may be; None = told, not judged."""

    name: str
    ours: float
    bare: float
    unit: str
    bound: float | None = None

    @property
    def value(self) -> float:
        return self.ours / self.bare

    @property
    def ok(self) -> bool:
        return self.bound is None or self.value <= self.bound

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "ratio": round(self.value, 3),
            "bound": self.bound,
            "ok": self.ok,
            "ours": round(self.ours, 3),
            "bare": round(self.bare, 3),
            "unit": self.unit,
        }


def ratios(
    prefix: str, ours: Sequence[float], bare: Sequence[float], unit: str, bound: float | None
) -> tuple[Ratio, Ratio]:
    """Of the medians and of the 95th percentiles, under one bound."""
    return (
        Ratio(f"{prefix}p50", median(ours), median(bare), unit, bound),
        Ratio(f"{prefix}p95", quantile(ours, P95), quantile(bare, P95), unit, bound),
    )


@dataclass(frozen=True, slots=True)
class Result:
    """One benchmark. ``details``: counts and raw medians, JSON-able."""

    name: str
    what: str
    ratios: tuple[Ratio, ...]
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return all(ratio.ok for ratio in self.ratios)

    def as_json(self) -> dict[str, object]:
        return {
            "what": self.what,
            "ok": self.ok,
            "ratios": [ratio.as_json() for ratio in self.ratios],
            "details": dict(self.details),
        }


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each thing is done. ``warm``: starts beforehand that are not counted.

    ``settle_s``: seconds from when everything is there until memory is measured. ``walks``: through a few
    screens by touch. ``cold``: starts of the whole terminal. ``rest_s``: seconds in which nothing moves.
    ``chromium``: measure beside it, too.
    """

    reads: int = 40
    submits: int = 400
    rounds: int = 12
    starts: int = 15
    warm: int = 1
    settle_s: float = 2.0
    walks: int = 24
    cold: int = 5
    rest_s: float = 60.0
    chromium: bool = False


TINY: Final = Counts(
    reads=2, submits=3, rounds=1, starts=1, warm=0, settle_s=0.25, walks=1, cold=1, rest_s=1.0
)
