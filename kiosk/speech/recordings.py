"""What residents said, in memory and nowhere else, until it is sealed or their visit is over (docs/adr/0094).

Packed with ``opusenc`` (opus-tools) from a pipe into a pipe; heard again through ``opusdec`` and the
loudspeaker: what is heard is what will be sent. Bytes are overwritten when they are given up; what Python and
the pipes copied meanwhile goes with the process.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.recording import LONGEST_S, MOST, RecordingFailed, RecordingKept, ReplayEnded
from kiosk.domain.work_order import Attached
from kiosk.errors import KioskError
from kiosk.events import Post
from kiosk.speech.child import Child, ChildError
from kiosk.speech.clips import decode
from kiosk.speech.pcm import louder
from kiosk.speech.player import NO_SOUND, Player, Sound
from kiosk.wire.limits import PART_BYTES, PARTS_MOST, RECORDING

NOT_KEPT: Final = "E-MIC-03"
RATE: Final = 16_000  # Hz, 16 bit, one channel: kiosk/devices/microphone
BITRATE: Final = 24  # kbit/s, constant: 60 s are 186 kB whatever was said
_EFFORT: Final = 5  # of 10: half the time, and the same size
_SECOND_BYTES: Final = 2 * RATE
_PACK_S: Final = 30.0  # a second of work for a whole minute, on a machine that does other things too
_MOST_BYTES: Final = PARTS_MOST * PART_BYTES
_JOIN_S: Final = 2.0

_log = logging.getLogger(__name__)


@dataclass
class _Kept:
    ms: int
    opus: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Pack:
    recording_id: str
    pcm: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Play:
    recording_id: str


class Recordings:
    """Callable from any thread; packing and playing are on one of its own. No call waits but ``stop``.

    Posts RecordingKept, RecordingFailed and ReplayEnded. At most ``MOST`` are held; one more is refused.
    """

    def __init__(
        self,
        player: Player,
        post: Post,
        program: str = "opusenc",
        decoder: str = "opusdec",
        gain: Callable[[], float] = lambda: 1.0,
    ) -> None:
        """``gain``: how loud the person wants to hear things, asked when one begins to sound."""
        self._player = player
        self._post = post
        self._gain = gain
        self._program = program
        self._decoder = decoder
        self._wake = threading.Condition()
        self._jobs: list[_Pack | _Play] = []
        self._kept: dict[str, _Kept] = {}
        self._wanted: set[str] = set()  # still to be packed
        self._playing = ""
        self._stopping = False
        self._child = Child()
        self._thread = threading.Thread(target=self._run, name="recordings", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Idempotent; everything is wiped."""
        self.forget()
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def keep(self, recording_id: str, pcm: bytearray) -> None:
        """Pack it; ``pcm`` belongs to this room from now on. RecordingKept or RecordingFailed follows."""
        with self._wake:
            self._wanted.add(recording_id)
            self._jobs.append(_Pack(recording_id, pcm))
            self._wake.notify()

    def play(self, recording_id: str) -> None:
        """Have it heard; what sounds now stops. ReplayEnded (or RecordingFailed) follows."""
        self.hush()
        with self._wake:
            self._playing = recording_id
            self._jobs.append(_Play(recording_id))
            self._wake.notify()

    def hush(self) -> None:
        """Nothing is heard any more."""
        with self._wake:
            self._playing = ""
        self._player.stop()

    def taken(self, recording_ids: Sequence[str]) -> tuple[Attached, ...]:
        """Those, to be sealed with their order. KioskError E-MIC-03 when one is not here."""
        with self._wake:
            if not all(one in self._kept for one in recording_ids):
                raise KioskError(NOT_KEPT, "a recording is gone")
            return tuple(
                Attached(one, RECORDING, bytes(self._kept[one].opus), ms=self._kept[one].ms)
                for one in recording_ids
            )

    def wipe(self, recording_id: str) -> None:
        """It is not wanted any more, packed or not."""
        with self._wake:
            self._wanted.discard(recording_id)
            found = self._kept.pop(recording_id, None)
            if found is not None:
                _zero(found.opus)
            playing = self._playing == recording_id
        if playing:
            self.hush()

    def forget(self) -> None:
        """The visit is over: silence, and nothing of it is kept."""
        with self._wake:
            self._wanted.clear()
            for found in self._kept.values():
                _zero(found.opus)
            self._kept.clear()
            for job in self._jobs:
                if isinstance(job, _Pack):
                    _zero(job.pcm)
            self._jobs.clear()
        self._child.kill()
        self.hush()

    # ---- its own thread ------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._jobs and not self._stopping:
                    self._wake.wait()
                if self._stopping:
                    return
                job = self._jobs.pop(0)
            try:
                if isinstance(job, _Pack):
                    self._pack(job)
                else:
                    self._sound(job.recording_id)
            except Exception:
                _log.exception("recordings.unhandled")  # the thread must outlive one take
                self._post(RecordingFailed(job.recording_id, NOT_KEPT))

    def _pack(self, job: _Pack) -> None:
        ms = min(len(job.pcm) * 1000 // _SECOND_BYTES, LONGEST_S * 1000)
        sound = ("--quiet", "--raw", "--raw-chan", "1", "--raw-rate", str(RATE))
        args = (
            self._program,
            *sound,
            "--bitrate",
            str(BITRATE),
            "--hard-cbr",
            "--speech",
            "--comp",
            str(_EFFORT),
            "-",
            "-",
        )
        try:
            opus = bytearray(self._child.run(args, bytes(job.pcm), _PACK_S, _MOST_BYTES))
        except ChildError as error:
            self._failed(job.recording_id, str(error))
            return
        finally:
            _zero(job.pcm)
        with self._wake:
            wanted = job.recording_id in self._wanted and len(self._kept) < MOST and bool(opus)
            self._wanted.discard(job.recording_id)
            if wanted:
                self._kept[job.recording_id] = _Kept(ms, opus)
        if wanted:
            self._post(RecordingKept(job.recording_id, ms))
        else:
            _zero(opus)
            self._failed(job.recording_id, "not wanted, or one too many")

    def _failed(self, recording_id: str, why: str) -> None:
        _log.error("recording.failed", extra={"code": NOT_KEPT, "why": why})
        self._post(RecordingFailed(recording_id, NOT_KEPT))

    def _sound(self, recording_id: str) -> None:
        with self._wake:
            found = self._kept.get(recording_id)
            opus = bytes(found.opus) if found is not None and self._playing == recording_id else b""
        try:
            if opus:
                pcm = louder(decode(opus, self._child, self._decoder), self._gain())
                self._player.play(Sound("", pcm, "recording", personal=True), self._allowed(recording_id))
        except (KioskError, ChildError, ValueError) as error:
            with self._wake:
                wanted = self._playing == recording_id
            if wanted:
                _log.error("recording.unheard", extra={"code": NO_SOUND, "why": str(error)})
                self._post(RecordingFailed(recording_id, NO_SOUND))
            return
        self._post(ReplayEnded(recording_id))

    def _allowed(self, recording_id: str) -> Callable[[], bool]:
        return lambda: self._playing == recording_id


def _zero(sound: bytearray) -> None:
    sound[:] = bytes(len(sound))
    sound.clear()
