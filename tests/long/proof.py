"""What a long proof is: a module with a function `run`, named in the table of tests/long/__main__.py."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Proof:
    """What a run showed.

    ``passed``: whether the claim held. ``figures``: what was counted, plain JSON values only, for
    example ``{"submitted": 1210, "lost": 0, "doubled": 0}``.
    """

    passed: bool
    figures: dict[str, object] = field(default_factory=dict)


Run = Callable[[int, int], Proof]
"""``run(count, seed)``: try ``count`` times, drawing everything random from ``seed``."""
