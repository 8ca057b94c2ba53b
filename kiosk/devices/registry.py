"""Every kind of device there is, in one table: driver, simulator, plug, error codes.

The application, the commands, the simulators and ``config/70-kiosk.rules`` all read it. A new device is a
row here, a section in the configuration, and docs/protocol/<device>.md.

What only a simulation or a command needs is imported when it is asked for: the first picture does not
wait for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from kiosk.clock import Clock
from kiosk.devices.base import Device
from kiosk.devices.camera.driver import CameraDriver
from kiosk.devices.camera.settings import CameraSettings
from kiosk.devices.camera.source import KernelSource
from kiosk.devices.camera.source import PortSource as PicturePort
from kiosk.devices.camera.source import Source as PictureSource
from kiosk.devices.evaluator.driver import EvaluatorDriver
from kiosk.devices.evaluator.profile import load_profile
from kiosk.devices.evaluator.settings import EvaluatorSettings
from kiosk.devices.idcard.driver import IdCardDriver
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.keypad.driver import KeypadDriver
from kiosk.devices.keypad.port import keypad_opener
from kiosk.devices.keypad.settings import KeypadSettings
from kiosk.devices.microphone.driver import MicrophoneDriver
from kiosk.devices.microphone.settings import MicrophoneSettings
from kiosk.devices.microphone.source import ArecordSource, PortSource, Source
from kiosk.devices.printer.connections import printer_opener
from kiosk.devices.printer.driver import PrinterDriver
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.scanner.driver import ScannerDriver
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.devices.settings import SerialSettings, port_path
from kiosk.devices.simulation import Simulator
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.serial_port import serial_opener
from kiosk.events import Post


@dataclass(frozen=True, slots=True)
class Wiring:
    """What a driver is built with, beside its own settings."""

    clock: Clock
    post: Post
    report: StatusReporter
    fonts_dir: Path


@dataclass(frozen=True, slots=True)
class DeviceKind:
    """One row. ``hub_port``: the socket of the terminal's USB hub it is plugged into; 0 for what is found by
    another name than udev's. ``subsystem``: the kernel's word for what appears there.

    ``read(settings, clock, seconds)`` answers ``kiosk devices read`` with a JSON-able document; None where
    there is nothing to read. The functions are only called with settings of the row's own ``settings``.
    """

    name: str
    label: str
    settings: type[SerialSettings]
    hub_port: int
    absent_code: str
    fault_code: str
    simulator: Callable[[SerialSettings, Clock], Simulator]
    driver: Callable[[SerialSettings, Wiring], Device]
    read: Callable[[SerialSettings, Clock, float], Mapping[str, object]] | None = None
    subsystem: str = "tty"

    @property
    def baud(self) -> int:
        """The speed such a device has when it leaves the factory."""
        return self.settings().baud


S = TypeVar("S", bound=SerialSettings)


def _own(kind: type[S], settings: SerialSettings) -> S:
    if not isinstance(settings, kind):
        raise TypeError(f"these are {type(settings).__name__}, not {kind.__name__}")
    return settings


def _idcard_simulator(settings: SerialSettings, clock: Clock) -> Simulator:
    from kiosk.devices.idcard.simulator import IdCardSimulator, RfTimes

    own = _own(IdCardSettings, settings)
    return IdCardSimulator(clock, RfTimes.of(own.simulated_rf_ms), baud=own.baud)


def _idcard_driver(settings: SerialSettings, wiring: Wiring) -> Device:
    own = _own(IdCardSettings, settings)
    opener = serial_opener(port_path(own, "idcard"))
    return IdCardDriver(own, opener, wiring.clock, wiring.post, wiring.report)


def _idcard_read(settings: SerialSettings, clock: Clock, seconds: float) -> Mapping[str, object]:
    from kiosk.devices.idcard.command import read_document

    own = _own(IdCardSettings, settings)
    return read_document(own, serial_opener(port_path(own, "idcard")), clock, seconds)


def _printer_simulator(settings: SerialSettings, _clock: Clock) -> Simulator:
    from kiosk.devices.printer.simulator import PrinterSimulator

    return PrinterSimulator(settings.baud)


def _printer_driver(settings: SerialSettings, wiring: Wiring) -> Device:
    own = _own(PrinterSettings, settings)
    return PrinterDriver(own, printer_opener(own), wiring.fonts_dir, wiring.clock, wiring.post, wiring.report)


def _evaluator_simulator(settings: SerialSettings, clock: Clock) -> Simulator:
    from kiosk.devices.evaluator.simulator import EvaluatorSimulator

    own = _own(EvaluatorSettings, settings)
    return EvaluatorSimulator(load_profile(own.profile), clock, own.address, own.baud)


def _evaluator_driver(settings: SerialSettings, wiring: Wiring) -> Device:
    own = _own(EvaluatorSettings, settings)
    opener = serial_opener(port_path(own, "evaluator"))
    return EvaluatorDriver(own, opener, wiring.clock, wiring.post, wiring.report)


def _scanner_simulator(settings: SerialSettings, clock: Clock) -> Simulator:
    from kiosk.devices.scanner.profile import load_profile as load_scanner
    from kiosk.devices.scanner.simulator import ScannerSimulator

    own = _own(ScannerSettings, settings)
    return ScannerSimulator(load_scanner(own.profile), clock, own.baud)


def _scanner_driver(settings: SerialSettings, wiring: Wiring) -> Device:
    own = _own(ScannerSettings, settings)
    opener = serial_opener(port_path(own, "scanner"))
    return ScannerDriver(own, opener, wiring.clock, wiring.post, wiring.report)


def _scanner_read(settings: SerialSettings, clock: Clock, seconds: float) -> Mapping[str, object]:
    from kiosk.devices.scanner.command import read_code

    own = _own(ScannerSettings, settings)
    return read_code(own, serial_opener(port_path(own, "scanner")), clock, seconds)


def _microphone_simulator(settings: SerialSettings, clock: Clock) -> Simulator:
    from kiosk.devices.microphone.simulator import MicrophoneSimulator

    return MicrophoneSimulator(clock, settings.baud)


def _microphone_driver(settings: SerialSettings, wiring: Wiring) -> Device:
    source = _sound(_own(MicrophoneSettings, settings))
    return MicrophoneDriver(source, wiring.clock, wiring.post, wiring.report)


def _sound(settings: MicrophoneSettings) -> Source:
    """A path is a simulator's port; anything else is a name of the sound system's."""
    port = settings.where("microphone")
    if not port.startswith("/"):
        return ArecordSource(port)
    return PortSource(port, serial_opener(port), settings.baud, Path(port).exists)


def _keypad_simulator(settings: SerialSettings, clock: Clock) -> Simulator:
    from kiosk.devices.keypad.simulator import KeypadSimulator

    return KeypadSimulator(clock, settings.baud)


def _keypad_driver(settings: SerialSettings, wiring: Wiring) -> Device:
    own = _own(KeypadSettings, settings)
    opener = keypad_opener(port_path(own, "keypad"), own.baud)
    return KeypadDriver(own, opener, wiring.clock, wiring.post, wiring.report)


def _keypad_read(settings: SerialSettings, clock: Clock, seconds: float) -> Mapping[str, object]:
    from kiosk.devices.keypad.command import read_key

    own = _own(KeypadSettings, settings)
    return read_key(own, keypad_opener(port_path(own, "keypad"), own.baud), clock, seconds)


def _camera_simulator(settings: SerialSettings, _clock: Clock) -> Simulator:
    from kiosk.devices.camera.simulator import CameraSimulator

    return CameraSimulator(settings.baud)


def _camera_driver(settings: SerialSettings, wiring: Wiring) -> Device:
    source = _pictures(_own(CameraSettings, settings), wiring.clock)
    return CameraDriver(source, wiring.clock, wiring.post, wiring.report)


def _pictures(settings: CameraSettings, clock: Clock) -> PictureSource:
    """Below /dev stand the kernel's cameras; anything else is a simulator's port."""
    port = settings.where("camera")
    if Path(port).is_relative_to("/dev"):
        return KernelSource(port, settings.width, settings.height)
    return PicturePort(port, serial_opener(port), settings.baud, clock, Path(port).exists)


KINDS: Final[dict[str, DeviceKind]] = {
    "idcard": DeviceKind(
        name="idcard",
        label="身份证阅读器",
        settings=IdCardSettings,
        hub_port=1,
        absent_code="E-IDC-01",
        fault_code="E-IDC-03",
        simulator=_idcard_simulator,
        driver=_idcard_driver,
        read=_idcard_read,
    ),
    "printer": DeviceKind(
        name="printer",
        label="小票打印机",
        settings=PrinterSettings,
        hub_port=2,
        absent_code="E-PRN-01",
        fault_code="E-PRN-04",
        simulator=_printer_simulator,
        driver=_printer_driver,
    ),
    "evaluator": DeviceKind(
        name="evaluator",
        label="评价器",
        settings=EvaluatorSettings,
        hub_port=3,
        absent_code="E-EVA-01",
        fault_code="E-EVA-02",
        simulator=_evaluator_simulator,
        driver=_evaluator_driver,
    ),
    "scanner": DeviceKind(
        name="scanner",
        label="扫码器",
        settings=ScannerSettings,
        hub_port=4,
        absent_code="E-SCN-01",
        fault_code="E-SCN-02",
        simulator=_scanner_simulator,
        driver=_scanner_driver,
        read=_scanner_read,
    ),
    "microphone": DeviceKind(
        name="microphone",
        label="话筒",
        settings=MicrophoneSettings,
        hub_port=0,
        absent_code="E-MIC-01",
        fault_code="E-MIC-02",
        simulator=_microphone_simulator,
        driver=_microphone_driver,
    ),
    "keypad": DeviceKind(
        name="keypad",
        label="按键盘",
        settings=KeypadSettings,
        hub_port=5,
        absent_code="E-KEY-01",
        fault_code="E-KEY-02",
        simulator=_keypad_simulator,
        driver=_keypad_driver,
        read=_keypad_read,
        subsystem="input",
    ),
    "camera": DeviceKind(
        name="camera",
        label="摄像头",
        settings=CameraSettings,
        hub_port=0,
        absent_code="E-CAM-01",
        fault_code="E-CAM-02",
        simulator=_camera_simulator,
        driver=_camera_driver,
    ),
}


@dataclass(frozen=True, slots=True)
class Supervised:
    """A driver with what keeps it alive; ``supervisor.start()`` has not been called.

    ``where`` it is looked for, as ``SerialSettings.where`` says.
    """

    device: Device
    report: StatusReporter
    supervisor: Supervisor
    where: str


def supervised(
    kind: DeviceKind, settings: SerialSettings, clock: Clock, post: Post, fonts_dir: Path
) -> Supervised:
    """Driver, status and supervisor of one device, wired together."""
    report = StatusReporter(kind.name, post)
    device = kind.driver(settings, Wiring(clock, post, report, fonts_dir))
    supervisor = Supervisor(device, report, clock, kind.absent_code, kind.fault_code)
    return Supervised(device, report, supervisor, settings.where(kind.name))
