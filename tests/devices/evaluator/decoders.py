"""What must hold of every profile's decoder for any bytes at all; registered in tests/support/decoders.py."""

from collections.abc import Callable

from kiosk.devices.evaluator.profile import load_profile
from kiosk.devices.evaluator.protocol import Alive, Decoder, Key, Nobody, layouts


def fragments(name: str) -> tuple[bytes, ...]:
    """Every frame the table knows."""
    return tuple(
        layout.make(level, 1)
        for layout in layouts(load_profile(name))
        for level in (sorted(layout.levels, key=str) if layout.levels else (None,))
    )


def check(name: str) -> Callable[[list[bytes]], None]:
    profile = load_profile(name)
    longest = max(frame.len for frame in profile.frames)
    good = layouts(profile)[0].make(4, 1)

    def check_stream(pieces: list[bytes]) -> None:
        decoder = Decoder(profile)
        for piece in pieces:
            for event in decoder.feed(piece):
                assert isinstance(event, Key | Nobody | Alive)
                assert not isinstance(event, Key) or 1 <= event.level <= 5
            assert decoder.held < longest
        decoder.reset()
        assert decoder.feed(good) == [Key(4)]

    return check_stream
