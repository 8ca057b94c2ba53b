"""A sentence about a number of things: Chinese has one form of it, English two."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """``forms``: one, or for exactly one thing and for any other number. ``{}`` takes the number."""

    forms: tuple[str, ...]

    def __call__(self, count: int, *more: object) -> str:
        """The sentence for ``count`` things; ``more`` fills what other places there are."""
        return self.forms[0 if count == 1 else -1].format(count, *more)
