"""Listens to how far long work has come (kiosk/content/publish/progress.py)."""


class Heard:
    """``told``: every stretch, what it is, how much there is, how much was done."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, int]] = []

    def begin(self, what: str, total: int = 0) -> None:
        self.told.append((what, total, 0))

    def step(self) -> None:
        what, total, done = self.told[-1]
        self.told[-1] = what, total, done + 1
