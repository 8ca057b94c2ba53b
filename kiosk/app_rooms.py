"""The rooms behind the screen, as the runtime asks things of them: every call only hands something over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain import messages as m
from kiosk.domain.comfort import Language
from kiosk.domain.counts import Cell
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.effects import (
    AskEvaluation,
    BeginVisit,
    CloseVisit,
    Effect,
    FindListed,
    KeepRecording,
    LookUp,
    PrintSlip,
    ReadPinyin,
    Recognise,
    RecordPrint,
    SaveOrder,
    SaveRating,
    Search,
    WipeRecording,
)
from kiosk.domain.learn import ReadArticle, ReadPictures
from kiosk.domain.levels import Levels
from kiosk.domain.map_picture import ReadMap
from kiosk.domain.media_play import ShowClip
from kiosk.domain.online import AskHub
from kiosk.domain.paper_shown import DrawPaper, PrintPaper
from kiosk.domain.recording import RecordingFailed
from kiosk.domain.sheets import LookThrough, SheetFailed, TakePicture, WipeSheet
from kiosk.domain.spoken import FallSilent, SayAloud, SetVolume
from kiosk.domain.sums import Reckon
from kiosk.domain.work_order import Attached, Submission
from kiosk.errors import KioskError
from kiosk.events import EventQueue
from kiosk.words.slips import say
from kiosk.words.texts import Texts

if TYPE_CHECKING:
    from kiosk.app_levels import LevelKeeper
    from kiosk.app_lists import ListRoom
    from kiosk.app_media import MediaRoom
    from kiosk.app_papers import PaperRooms
    from kiosk.app_search import SearchRoom
    from kiosk.app_shelf import ShelfRoom
    from kiosk.app_sums import SumRoom
    from kiosk.devices.camera.driver import CameraDriver
    from kiosk.devices.evaluator.driver import EvaluatorDriver
    from kiosk.devices.idcard.driver import IdCardDriver
    from kiosk.devices.microphone.driver import MicrophoneDriver
    from kiosk.devices.printer.driver import PrinterDriver
    from kiosk.devices.registry import Supervised
    from kiosk.devices.scanner.driver import ScannerDriver
    from kiosk.input.pinyin_room import PinyinRoom
    from kiosk.input.worker import HandwritingWorker
    from kiosk.mail.mailbox import Mailbox
    from kiosk.speech.recordings import Recordings
    from kiosk.speech.speaker import Speaker
    from kiosk.store.worker import StoreWorker

EVALUATION_S: Final = 30.0


@dataclass(frozen=True)
class Devices:
    """The drivers as commands reach them, and the supervisors that keep them alive. None = not enabled."""

    idcard: "IdCardDriver | None"
    printer: "PrinterDriver | None"
    evaluator: "EvaluatorDriver | None"
    scanner: "ScannerDriver | None"
    microphone: "MicrophoneDriver | None"
    camera: "CameraDriver | None"
    supervised: "tuple[Supervised, ...]"

    def watch_card(self, wanted: bool) -> None:
        """Told again and again is no other wish. For the composition root."""
        if self.idcard is not None:
            self.idcard.watch_card(wanted)


class LiveRooms:
    """Implements :class:`kiosk.runtime.Rooms` over the real rooms: every call only hands something over."""

    def __init__(
        self,
        devices: Devices,
        store: "StoreWorker",
        handwriting: "HandwritingWorker",
        pinyin: "PinyinRoom",
        recordings: "Recordings",
        speaker: "Speaker | None",
        queue: EventQueue,
        new_id: Callable[[], str],
        mailbox: "Mailbox",
        online: Callable[[], bool],
        texts: Callable[[Language], Texts],
        levels: "LevelKeeper | None" = None,
        sums: "SumRoom | None" = None,
        shelf: "ShelfRoom | None" = None,
        search: "SearchRoom | None" = None,
        papers: "PaperRooms | None" = None,
        media: "MediaRoom | None" = None,
        lists: "ListRoom | None" = None,
    ) -> None:
        self._devices = devices
        self._store = store
        self._handwriting = handwriting
        self._pinyin = pinyin
        self._recordings = recordings
        self._speaker = speaker
        self._queue = queue
        self._new_id = new_id
        self._mailbox = mailbox
        self._online = online
        self._texts = texts
        self._levels = levels
        self._sums = sums
        self._shelf = shelf
        self._search = search
        self._papers = papers
        self._media = media
        self._lists = lists

    def perform(self, effect: Effect) -> None:
        match effect:
            case BeginVisit(visit_id):
                self._store.begin_visit(visit_id)
            case CloseVisit(visit_id, counted):
                self._close(visit_id, counted)
            case SaveOrder(submission):
                self._save(submission)
            case SaveRating(rating):
                self._store.rate(rating)
            case PrintSlip():
                self._print(effect)
            case RecordPrint(job_id, order_id, template, print_state):
                self._store.print_state(job_id, order_id, template, print_state)
            case AskEvaluation():
                self.ask_evaluation(True)
            case (
                Recognise()
                | ReadPinyin()
                | ReadArticle()
                | ReadPictures()
                | ReadMap()
                | Search()
                | FindListed()
            ):
                self._read(effect)
            case LookUp() | AskHub():
                self._look(effect)
            case KeepRecording(recording_id) | WipeRecording(recording_id):
                (self._keep if isinstance(effect, KeepRecording) else self._wipe)(recording_id)
            case SayAloud() | FallSilent() | SetVolume():
                self._speak(effect)
            case _:
                self._behind(effect)

    def _look(self, effect: LookUp | AskHub) -> None:
        """At once of what is kept here, and at the hub."""
        if isinstance(effect, LookUp):
            self._store.look_up(effect.look_id, effect.order_no, effect.secret)
        self._mailbox.look_up(effect, online=self._online())

    def _behind(
        self, effect: Reckon | ShowClip | DrawPaper | PrintPaper | LookThrough | TakePicture | WipeSheet
    ) -> None:
        """For the room behind one page."""
        match effect:
            case Reckon():
                if self._sums is not None:
                    self._sums.reckon(effect)
            case LookThrough() | TakePicture() | WipeSheet():
                self._photograph(effect)
            case ShowClip(wish):
                if self._media is not None:
                    self._media.show(wish)
            case DrawPaper() | PrintPaper():
                if self._papers is not None:
                    self._papers.perform(effect)

    def _read(
        self, effect: Recognise | ReadPinyin | ReadArticle | ReadPictures | ReadMap | Search | FindListed
    ) -> None:
        match effect:
            case Recognise(generation, strokes, pad, context):
                self._handwriting.submit(generation, strokes, pad, context)
            case ReadPinyin(generation, keys):
                self._pinyin.submit(generation, keys)
            case Search(generation, text):
                if self._search is not None:
                    self._search.submit(generation, text)
            case FindListed():
                if self._lists is not None:
                    self._lists.ask(effect)
            case ReadArticle() | ReadPictures() | ReadMap():
                if self._shelf is not None:
                    self._shelf.ask(effect)

    def _speak(self, effect: SayAloud | FallSilent | SetVolume) -> None:
        if self._speaker is None:
            return
        match effect:
            case SayAloud(utterance):
                self._speaker.say(utterance)
            case FallSilent():
                self._speaker.hush()
            case SetVolume(step):
                self._speaker.volume.set(step)

    def _close(self, visit_id: str, counted: frozenset[Cell]) -> None:
        """Wipe first: what was typed and printed is gone even if the store cannot write any more."""
        if self._devices.microphone is not None:
            self._devices.microphone.forget()
        self._recordings.forget()
        if self._devices.camera is not None:
            self._devices.camera.forget()
        if self._speaker is not None:
            self._speaker.forget()
        self._handwriting.forget()
        self._pinyin.forget()
        for room in (self._search, self._lists, self._papers):
            if room is not None:
                room.forget()
        self._mailbox.forget()
        if self._shelf is not None:
            self._shelf.forget()
        if self._media is not None:
            self._media.forget()
        if self._devices.printer is not None:
            self._devices.printer.forget()
        self._store.end_visit(visit_id, counted)

    def _save(self, submission: Submission) -> None:
        try:
            attached = self._recordings.taken(submission.recordings) + self._photographed(submission)
        except KioskError as error:
            self._queue.post(m.OrderNotSaved(submission.order_id, error.code))
            return
        self._store.commit(submission, self._new_id(), attached)

    def _photographed(self, submission: Submission) -> tuple[Attached, ...]:
        camera = self._devices.camera
        return camera.shelf.taken(submission.pages) if camera is not None else ()

    def _photograph(self, effect: LookThrough | TakePicture | WipeSheet) -> None:
        camera = self._devices.camera
        match effect:
            case LookThrough(wanted) if camera is not None:
                camera.look(wanted)
            case TakePicture(sheet_id, field_id) if camera is not None:
                camera.take(sheet_id, field_id)
            case TakePicture(sheet_id):
                self._queue.post(SheetFailed(sheet_id, "E-CAM-01"))
            case WipeSheet(sheet_id) if camera is not None:
                camera.shelf.wipe(sheet_id)

    def _keep(self, recording_id: str) -> None:
        microphone = self._devices.microphone
        sound = microphone.collect(recording_id) if microphone is not None else None
        if sound is None:
            self._queue.post(RecordingFailed(recording_id, "E-MIC-03"))
        else:
            self._recordings.keep(recording_id, sound)

    def _wipe(self, recording_id: str) -> None:
        microphone = self._devices.microphone
        sound = microphone.collect(recording_id) if microphone is not None else None
        if sound is not None:
            sound[:] = bytes(len(sound))
        self._recordings.wipe(recording_id)

    def record(self, recording_id: str) -> None:
        microphone = self._devices.microphone
        if microphone is None:
            return
        if recording_id:
            microphone.record(recording_id)
        else:
            microphone.stop()

    def set_levels(self, levels: Levels) -> None:
        if self._levels is not None:
            self._levels.want(levels)

    def replay(self, recording_id: str) -> None:
        if recording_id:
            self._recordings.play(recording_id)
        else:
            self._recordings.hush()

    def _print(self, effect: PrintSlip) -> None:
        printer = self._devices.printer
        if printer is None:
            self._queue.post(PrintReported(effect.job_id, PrintOutcome.REFUSED, "E-PRN-01"))
            return
        printer.print_job(effect.job_id, say(effect.slip, self._texts(effect.slip.language)))

    def read_card(self, wanted: tuple[str, ...]) -> None:
        reader = self._devices.idcard
        if reader is None:
            return
        if wanted:
            reader.start_reading(wanted)
        else:
            reader.stop_reading()

    def ask_evaluation(self, wanted: bool) -> None:
        evaluator = self._devices.evaluator
        if evaluator is None:
            return
        if wanted:
            evaluator.ask(EVALUATION_S)
        else:
            evaluator.stop_asking()

    def scan(self, wanted: bool, fresh: bool = False) -> None:
        scanner = self._devices.scanner
        if scanner is None:
            return
        if wanted:
            scanner.start_scanning(fresh)
        else:
            scanner.stop_scanning()
