"""The composition root: builds every room once, hands each what it needs, starts in order, stops in reverse.

In two steps: what the first picture shows at once, the rooms behind it when it is on the screen; they are
imported where they are built. Nothing here imports Kivy; ``ui_loop`` puts a window in front of what is built
here, tests run it without one.
"""

import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.app_late import LateRooms
from kiosk.app_rooms import Devices, LiveRooms
from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.content.library import load
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain.asked import SearchReady
from kiosk.domain.comfort import Language
from kiosk.domain.lexicon import OwnWord
from kiosk.domain.library import ReleaseInfo
from kiosk.domain.writing import PinyinReady
from kiosk.errors import KioskError
from kiosk.events import EventQueue, Post
from kiosk.runtime import Runtime, first_state, naming
from kiosk.services import Services
from kiosk.wire.ids import uuid7
from kiosk.words import texts as words
from kiosk.words.texts import Texts
from kiosk.words.wording import worded

if TYPE_CHECKING:
    from kiosk.app_levels import LevelKeeper
    from kiosk.app_lists import ListRoom
    from kiosk.app_media import MediaRoom
    from kiosk.app_papers import PaperRooms
    from kiosk.app_search import SearchRoom
    from kiosk.app_shelf import ShelfRoom
    from kiosk.app_sums import SumRoom
    from kiosk.devices.hotplug import HotPlug
    from kiosk.devices.registry import Supervised
    from kiosk.devices.simulators import SimulatorBench
    from kiosk.input.pinyin_room import PinyinRoom
    from kiosk.input.worker import HandwritingWorker, Reader
    from kiosk.mail.board import DeviceBoard
    from kiosk.mail.mailbox import Mailbox
    from kiosk.speech.recordings import Recordings
    from kiosk.speech.speaker import Speaker
    from kiosk.store.worker import StoreWorker

_LOG: Final = logging.getLogger(__name__)
_HELPER_S: Final = 20.0


@dataclass(frozen=True)
class _House:
    """The rooms behind the screens, built and not started."""

    devices: Devices
    board: "DeviceBoard"
    hotplug: "HotPlug"
    store: "StoreWorker"
    handwriting: "HandwritingWorker"
    pinyin: "PinyinRoom"
    search: "SearchRoom"
    recordings: "Recordings"
    speaker: "Speaker | None"
    mailbox: "Mailbox"
    shelf: "ShelfRoom"
    levels: "LevelKeeper | None"
    sums: "SumRoom"
    papers: "PaperRooms"
    media: "MediaRoom"
    lists: "ListRoom"

    def start(self) -> None:
        self.store.start()
        self.mailbox.start()
        self.board.start()
        self.hotplug.start()  # before the first attempts: what is plugged in during one is told
        for device in self.devices.supervised:
            device.supervisor.start()
        self.handwriting.start()
        self.recordings.start()
        self.shelf.start()
        self.papers.start()
        self.media.start()
        self.lists.start()
        if self.levels is not None:
            self.levels.start()
        if self.speaker is not None:
            self.speaker.start()

    def stop(self) -> None:
        self.hotplug.stop()
        for device in self.devices.supervised:
            device.supervisor.ask_to_stop()
        self.handwriting.stop()
        self.pinyin.stop()
        self.search.stop()
        self.recordings.stop()
        self.shelf.stop()
        self.papers.stop()
        self.media.stop()
        self.lists.stop()
        if self.levels is not None:
            self.levels.stop()
        if self.speaker is not None:
            self.speaker.stop()
        for device in self.devices.supervised:
            device.supervisor.stop()
        self.board.stop()
        self.mailbox.stop()
        self.store.stop()


class Terminal:
    """What the first picture shows; ``start`` builds the rooms behind it and sets them going.

    ``start`` and ``stop`` may each be called once. ``simulators`` are there from the beginning. ``follows``:
    another such process has just made room for this one (ADR 0095).
    """

    def __init__(self, config: Config, clock: Clock, simulate: bool = False, follows: bool = False) -> None:
        self.config = config
        self._follows = follows
        self.clock = clock
        self.tongues = words.load()
        self.queue = EventQueue()
        self.simulators = _simulators(config, clock) if simulate else None
        self._rooms = LateRooms()
        self._house: _House | None = None
        self.runtime = Runtime(first_state(config), self.queue, self._rooms)
        self.services = Services(self.runtime.dispatch, self.new_id, self._now_iso)
        self.load_content()

    def new_id(self) -> str:
        return uuid7(self.clock.now(), os.urandom)

    def _now_iso(self) -> str:
        return self.clock.now().isoformat(timespec="seconds")

    def load_content(self) -> None:
        """Read the active release, or the one that came with the software; without any, say so and help."""
        try:
            library = load(self.config.content_path, self.config.factory_content_path)
        except KioskError as error:
            _LOG.error("content.unusable", extra={"code": error.code, "detail": error.detail})
            self.runtime.dispatch(m.ReleaseChanged(None))
        else:
            self.runtime.dispatch(m.ReleaseChanged(library))

    def start(self) -> None:
        if self.simulators is not None:
            self.simulators.start()
        house = self._house = self._build()
        if self._follows and house.devices.scanner is not None:
            house.devices.scanner.beware()
        house.start()
        house.pinyin.start(self._words())
        house.sums.content(self.runtime.state.library)
        rooms = LiveRooms(
            house.devices,
            house.store,
            house.handwriting,
            house.pinyin,
            house.recordings,
            house.speaker,
            self.queue,
            self.new_id,
            house.mailbox,
            online=lambda: self.runtime.state.online,
            texts=self._texts,
            levels=house.levels,
            sums=house.sums,
            shelf=house.shelf,
            search=house.search,
            papers=house.papers,
            media=house.media,
            lists=house.lists,
        )
        self._rooms.open(rooms)
        self.runtime.on_change(lambda _state: house.pinyin.words(self._words()))
        self.runtime.on_change(lambda state: house.sums.content(state.library))
        house.search.follow(self._release())
        self.runtime.on_change(lambda _state: house.search.follow(self._release()))
        self.runtime.on_change(lambda state: house.devices.watch_card(flow.card_watched(state)))

    def _texts(self, language: Language) -> Texts:
        """What is said on paper, in the county's own words where it has some."""
        return worded(self.tongues.of(language), flow.wording(self.runtime.state))

    def _words(self) -> tuple[OwnWord, ...]:
        """What the shown content adds to the lexicon."""
        library = self.runtime.state.library
        return library.words if library is not None else ()

    def _release(self) -> ReleaseInfo | None:
        library = self.runtime.state.library
        return library.info if library is not None else None

    def stop(self) -> None:
        """Bounded: each room gives up waiting after about two seconds."""
        if self._house is not None:
            self._house.stop()
        if self.simulators is not None:
            self.simulators.stop()

    @property
    def supervised(self) -> "tuple[Supervised, ...]":
        """Empty until ``start``."""
        return self._house.devices.supervised if self._house is not None else ()

    @property
    def store(self) -> "StoreWorker | None":
        """None until ``start``."""
        return self._house.store if self._house is not None else None

    @property
    def said(self) -> tuple[tuple[str, ...], ...]:
        """What was asked to be read aloud so far, a tuple of sentences each time; of a simulated speaker."""
        from kiosk.app_speech import NotingSpeaker

        speaker = self._house.speaker if self._house is not None else None
        return tuple(speaker.said) if isinstance(speaker, NotingSpeaker) else ()

    def healthy(self) -> bool:
        """The watchdog's question: does the thread that keeps orders still answer?"""
        return self._house is not None and self._house.store.alive()

    def quiet(self) -> bool:
        """Whether everything asked of the rooms is done: nothing on its way to the disk or to the paper."""
        house = self._house
        if house is None or not house.store.idle() or not house.papers.idle():
            return False
        return house.devices.printer is None or house.devices.printer.idle()

    def _build(self) -> _House:
        """Imports what the first picture did not wait for."""
        from kiosk.app_lists import ListRoom
        from kiosk.app_media import MediaRoom
        from kiosk.app_papers import PaperRooms
        from kiosk.app_search import SearchRoom
        from kiosk.app_shelf import ShelfRoom
        from kiosk.app_speech import build_player, build_speaker
        from kiosk.app_sums import SumRoom
        from kiosk.devices.registry import KINDS
        from kiosk.documents import sheet_printer
        from kiosk.input.pinyin_room import PinyinRoom
        from kiosk.input.worker import HandwritingWorker
        from kiosk.mail.board import DeviceBoard
        from kiosk.mail.mailbox import Mailbox
        from kiosk.speech.recordings import Recordings
        from kiosk.store.identity import load_enrolled
        from kiosk.store.worker import StoreWorker

        config = _plugged(self.config, self.simulators)
        enabled = [name for name in KINDS if getattr(config.devices, name).enabled]
        simulate = self.simulators is not None
        player, loudspeaker, clips = (build_player(config, self.clock, simulate=simulate) for _ in range(3))
        board = DeviceBoard(config.run_path, enabled, self.clock)
        speaker = build_speaker(self.config, self.clock, self.queue.post, loudspeaker)
        devices = _devices(config, self.clock, board.noting(naming(self.queue.post, self.new_id)))
        places = (config.content_path, config.factory_content_path)

        def gain() -> float:
            return speaker.volume.gain if speaker is not None else 1.0

        return _House(
            devices,
            board,
            _hotplug(config, devices, self.clock),
            StoreWorker(self.config, self.clock, self.queue.post),
            HandwritingWorker(_load_recogniser, self.queue.post, self._handwriting_ready),
            PinyinRoom(config.lexicon_path, self.queue.post, self._pinyin_ready),
            SearchRoom(config.content_path, config.factory_content_path, self.queue.post, self._search_ready),
            Recordings(player, self.queue.post, gain=gain),
            speaker,
            Mailbox(config.run_path, self.clock, self.queue.post, lambda: load_enrolled(config.state_path)),
            ShelfRoom(places, self.queue.post),
            _levels(self.clock) if self.simulators is None else None,
            SumRoom(self.queue.post),
            PaperRooms(config.fonts_path, sheet_printer.build(config, self.clock), self.queue.post),
            MediaRoom(places, self.queue.post, self.clock, clips if speaker is not None else None, gain),
            ListRoom(self.queue.post),
        )

    def _handwriting_ready(self, fault: KioskError | None) -> None:
        self.queue.post(m.HandwritingReady(fault is None))

    def _pinyin_ready(self, fault: KioskError | None) -> None:
        self.queue.post(PinyinReady(fault is None))

    def _search_ready(self, fault: KioskError | None) -> None:
        self.queue.post(SearchReady(fault is None))


def _levels(clock: Clock) -> "LevelKeeper":
    """Simulated devices leave the machine they run on as it is: then there is none."""
    from kiosk.app_levels import LevelKeeper
    from kiosk.helper.client import HelperClient

    return LevelKeeper(HelperClient(within_s=_HELPER_S), clock)


def _load_recogniser() -> "Reader":
    """Called on the recogniser's own thread: nobody waits for what it imports."""
    try:
        from kiosk.input.handwriting import Recogniser

        return Recogniser.load()
    except ImportError as error:
        raise KioskError("E-INP-01", str(error)) from error


def _simulators(config: Config, clock: Clock) -> "SimulatorBench":
    from kiosk.devices.registry import KINDS
    from kiosk.devices.simulators import SimulatorBench

    built = {
        name: kind.simulator(getattr(config.devices, name), clock)
        for name, kind in KINDS.items()
        if getattr(config.devices, name).enabled
    }
    return SimulatorBench(built, config.run_path / "ports", clock)


def _plugged(config: Config, simulators: "SimulatorBench | None") -> Config:
    """The configuration with the simulators' ports in place of the real ones."""
    if simulators is None:
        return config
    devices = config.devices
    for name, port in simulators.ports.items():
        settings = getattr(devices, name).model_copy(update={"port": port})
        devices = devices.model_copy(update={name: settings})
    return config.model_copy(update={"devices": devices})


def _hotplug(config: Config, devices: Devices, clock: Clock) -> "HotPlug":
    from kiosk.devices.hotplug import HotPlug, folders
    from kiosk.devices.settings import port_path

    def try_all() -> None:
        for one in devices.supervised:
            one.supervisor.retry_now()

    names = [one.device.name for one in devices.supervised]
    ports = [port_path(getattr(config.devices, name), name) for name in names]
    return HotPlug(folders(ports), try_all, clock)


def _devices(config: Config, clock: Clock, post: Post) -> Devices:
    from kiosk.devices.camera.driver import CameraDriver
    from kiosk.devices.evaluator.driver import EvaluatorDriver
    from kiosk.devices.idcard.driver import IdCardDriver
    from kiosk.devices.microphone.driver import MicrophoneDriver
    from kiosk.devices.printer.driver import PrinterDriver
    from kiosk.devices.registry import KINDS, supervised
    from kiosk.devices.scanner.driver import ScannerDriver

    fonts = config.fonts_path
    built = {
        name: supervised(kind, getattr(config.devices, name), clock, post, fonts)
        for name, kind in KINDS.items()
        if getattr(config.devices, name).enabled
    }
    by_name = {name: one.device for name, one in built.items()}
    names = ("idcard", "printer", "evaluator", "scanner", "microphone", "camera")
    idcard, printer, evaluator, scanner, microphone, camera = (by_name.get(name) for name in names)
    return Devices(
        idcard=idcard if isinstance(idcard, IdCardDriver) else None,
        printer=printer if isinstance(printer, PrinterDriver) else None,
        evaluator=evaluator if isinstance(evaluator, EvaluatorDriver) else None,
        scanner=scanner if isinstance(scanner, ScannerDriver) else None,
        microphone=microphone if isinstance(microphone, MicrophoneDriver) else None,
        camera=camera if isinstance(camera, CameraDriver) else None,
        supervised=tuple(built.values()),
    )
