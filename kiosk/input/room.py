"""A worker that another takes the place of when another release is shown."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from kiosk.errors import KioskError

Ready = Callable[[KioskError | None], None]


class Seated(Protocol):
    """What the room needs of a worker (`NewestOnly`)."""

    def start(self) -> None: ...
    def submit(self, generation: int, text: str, /) -> None: ...
    def forget(self) -> None: ...
    def stop(self) -> None: ...


Worker = TypeVar("Worker", bound=Seated)


class Room(Generic[Worker]):
    """One worker at a time. All calls come from one thread, and none waits for a disk."""

    def __init__(self, ready: Ready) -> None:
        """``ready`` is called on the worker's thread, as `NewestOnly` says; of the present worker only."""
        self._ready = ready
        self._worker: Worker | None = None

    def submit(self, generation: int, text: str) -> None:
        """Asks the present worker; nobody answers before there is one."""
        if self._worker is not None:
            self._worker.submit(generation, text)

    def forget(self) -> None:
        """The visit is over."""
        if self._worker is not None:
            self._worker.forget()

    def stop(self) -> None:
        """Bounded, as the worker's."""
        if self._worker is not None:
            self._worker.stop()

    def _seat(self, make: Callable[[Ready], Worker]) -> None:
        """Begins with what ``make`` gives; who was there before has been stopped."""

        def ready(fault: KioskError | None) -> None:
            if self._worker is worker:
                self._ready(fault)

        worker = make(ready)
        self._worker = worker
        worker.start()
