"""``kiosk devices`` and ``kiosk simulate``."""

import argparse
import signal
import threading
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any, Final, cast

from kiosk.cli_output import FAULT, GOOD, USAGE, complain, emit, say, table
from kiosk.clock import Clock, SystemClock
from kiosk.config import Config
from kiosk.control.client import ask
from kiosk.devices.control_socket import ControlSocket
from kiosk.devices.registry import KINDS, DeviceKind, supervised
from kiosk.devices.settings import SerialSettings
from kiosk.devices.simulators import SimulatorBench
from kiosk.domain.device import DeviceState
from kiosk.errors import Finding

_USAGE_CODE: Final = "E-CFG-02"
_CONNECTED: Final = (DeviceState.READY.value, DeviceState.BUSY.value, DeviceState.DEGRADED.value)
_READ_SECONDS: Final = 20.0
_LONGEST_READ: Final = 600.0
_LABELS: Final = {
    "document": "证件",
    "name": "姓名",
    "sex": "性别",
    "nation": "民族",
    "birth": "出生",
    "address": "住址",
    "number": "号码",
    "authority": "签发机关",
    "valid_from": "有效期自",
    "valid_to": "有效期至",
    "english_name": "英文姓名",
    "nationality": "国籍",
    "pass_number": "通行证号码",
    "issue_count": "签发次数",
    "renewal_count": "换证次数",
    "version": "证件版本",
    "old_number_link": "旧号关联",
    "text": "内容",
    "elapsed_ms": "用时（毫秒）",
    "wire_ms": "线路用时（毫秒）",
}


def register(commands: Any) -> None:
    """Adds ``devices`` and ``simulate`` with their handlers."""
    devices = commands.add_parser("devices", help="在界面之外操作一个设备")
    verbs = devices.add_subparsers(metavar="动作", required=True)
    verbs.add_parser("list", help="有哪些设备，接在哪里").set_defaults(handler=list_devices)
    test = verbs.add_parser("test", help="试一个设备")
    test.add_argument("name", choices=tuple(KINDS), metavar="NAME", help=f"{'、'.join(KINDS)} 之一")
    test.set_defaults(handler=test_device)
    read = verbs.add_parser("read", help="从设备读一次，例如读一张证")
    read.add_argument("name", choices=tuple(KINDS), metavar="NAME", help=f"{'、'.join(KINDS)} 之一")
    read.add_argument("--timeout", type=_seconds, default=_READ_SECONDS, metavar="S", help="最多等多少秒")
    read.set_defaults(handler=read_device)
    simulate = commands.add_parser("simulate", help="只开模拟设备")
    simulate.add_argument("--control", type=Path, required=True, metavar="SOCKET", help="控制用的套接字")
    simulate.add_argument("names", nargs="*", metavar="NAME", help="哪些设备，不写就是全部")
    simulate.set_defaults(handler=simulate_devices)


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= _LONGEST_READ:
        raise argparse.ArgumentTypeError(f"应在 0 到 {_LONGEST_READ:.0f} 秒之间")
    return value


def settings_of(config: Config, kind: DeviceKind) -> SerialSettings:
    """The device's own section of the configuration."""
    settings = getattr(config.devices, kind.name)
    assert isinstance(settings, kind.settings)
    return settings


def list_devices(args: argparse.Namespace, config: Config) -> int:
    """What is configured, whether its port is there now, and its state where a screen runs that holds it.

    ``port`` is the one such a screen uses: with simulated devices, or after the configuration was changed, it
    is another than the configured one.
    """
    states = _states(config)
    rows = [_row(config, kind, states.get(kind.name)) for kind in KINDS.values()]
    if args.json:
        emit({"devices": rows, "held": bool(states)})
        return GOOD
    lines = [["设备", "名称", "启用", "端口", "接在", "状态"]]
    lines += [
        [
            str(row["name"]),
            str(row["label"]),
            "是" if row["enabled"] else "否",
            str(row["port"]),
            _attached(row),
            " ".join(str(row[part]) for part in ("state", "reason", "code") if row[part]) or "界面没有运行",
        ]
        for row in rows
    ]
    for line in table(lines):
        say(line)
    return GOOD


def _row(config: Config, kind: DeviceKind, state: Mapping[str, object] | None) -> dict[str, object]:
    settings = settings_of(config, kind)
    told = {"port": settings.where(kind.name), "state": "", "reason": "", "code": "", **(state or {})}
    return {
        "name": kind.name,
        "label": kind.label,
        "enabled": settings.enabled,
        "resolved": _resolved(str(told["port"]), str(told["state"])),
        "baud": settings.baud,
        **told,
    }


def _resolved(port: str, state: str) -> str | None:
    """What a port's path leads to now; None for a path with nothing there.

    An address of the network or of USB is no path: it is told when a running screen is connected there.
    Nobody tries it for a list.
    """
    if not _is_path(port):
        return port if state in _CONNECTED else None
    path = Path(port)
    return str(path.resolve()) if path.exists() else None


def _is_path(port: str) -> bool:
    return "/" in port


def _attached(row: Mapping[str, object]) -> str:
    """``resolved`` in words: of an address nobody asks, nothing is known."""
    return str(row["resolved"] or ("没有" if _is_path(str(row["port"])) else "不知道"))


def _states(config: Config) -> dict[str, dict[str, object]]:
    """Name to port, state, reason and code, as the running screen has them; empty when none runs."""
    answer = ask(config.run_path, "devices")
    return {} if answer is None else cast("dict[str, dict[str, object]]", answer["devices"])


def examine(kind: DeviceKind, config: Config, clock: Clock) -> list[Finding]:
    """The doctor's rows of one device: from the screen that holds its port, else from the port itself.

    Raises KioskError when a screen runs and does not answer: nobody fights it for a port.
    """
    answer = ask(config.run_path, "test", {"name": kind.name})
    if answer is not None:
        return [Finding(**row) for row in cast("list[dict[str, Any]]", answer["findings"])]
    built = supervised(kind, settings_of(config, kind), clock, lambda _message: None, config.fonts_path)
    return built.device.preflight()


def test_device(args: argparse.Namespace, config: Config) -> int:
    """The doctor's rows of one device; 1 when one of them is bad."""
    kind = KINDS[args.name]
    findings = examine(kind, config, SystemClock())
    good = all(finding.ok for finding in findings)
    if args.json:
        rows = [{"check": f.check, "ok": f.ok, "text": f.text, "code": f.code} for f in findings]
        emit({"device": kind.name, "ok": good, "findings": rows})
    else:
        for finding in findings:
            say(f"{'好' if finding.ok else '坏'}  {finding.check}  {finding.text}")
    for finding in findings:
        if not finding.ok:
            complain(finding.code, finding.text)
    return GOOD if good else FAULT


def read_device(args: argparse.Namespace, config: Config) -> int:
    """One whole reading; a KioskError from the device becomes the command's fault."""
    kind = KINDS[args.name]
    if kind.read is None:
        complain(_USAGE_CODE, f"{kind.label}没有可读的东西")
        return USAGE
    if ask(config.run_path, "devices") is not None:
        complain(_USAGE_CODE, f"界面正在用{kind.label}，先停下界面再读")
        return USAGE
    document = kind.read(settings_of(config, kind), SystemClock(), args.timeout)
    if args.json:
        emit(document)
    else:
        rows = [[_LABELS.get(name, name), str(value)] for name, value in document.items() if value != ""]
        for line in table(rows):
            say(line)
    return GOOD


def simulate_devices(args: argparse.Namespace, config: Config) -> int:
    """Serves until SIGTERM or Ctrl-C. Prints one JSON document: where to open and where to steer."""
    unknown = [name for name in args.names if name not in KINDS]
    if unknown:
        complain(_USAGE_CODE, f"没有模拟设备 {'、'.join(unknown)}，有 {'、'.join(KINDS)}")
        return USAGE
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    kinds = [kind for name, kind in KINDS.items() if name in (args.names or KINDS)]
    return serve_simulators(kinds, args.control.absolute(), config, SystemClock(), stop)


def serve_simulators(
    kinds: list[DeviceKind], control: Path, config: Config, clock: Clock, stop: threading.Event
) -> int:
    """The ports are links in a folder beside the control socket; both are gone when this returns."""
    simulators = {kind.name: kind.simulator(settings_of(config, kind), clock) for kind in kinds}
    folder = control.with_name(f"{control.name}.ports")
    bench = SimulatorBench(simulators, folder, clock)
    try:
        server = ControlSocket(control, bench.control)
    except OSError as error:
        complain(_USAGE_CODE, f"{control}：{error}")
        return USAGE
    bench.start()
    server.start()
    try:
        emit({"control": str(control), "ports": bench.ports})
        while not clock.wait(stop, 3600):
            pass
    finally:
        server.stop()
        bench.stop()
        folder.rmdir()
    return GOOD
