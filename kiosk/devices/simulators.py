"""The simulators, each on a pty of its own, steered by name: for ``--simulate``, commands and journeys."""

from collections.abc import Mapping
from pathlib import Path

from kiosk.clock import Clock
from kiosk.devices.printer.codes import last_slip
from kiosk.devices.simulation import Simulator
from kiosk.devices.transport.pty_host import PtyHost


class SimulatorBench:
    """``ports`` is what drivers open: a link in ``folder`` named like the device."""

    def __init__(self, simulators: Mapping[str, Simulator], folder: Path, clock: Clock) -> None:
        self._hosts = {
            name: PtyHost(simulator, folder / name, clock) for name, simulator in simulators.items()
        }

    @property
    def ports(self) -> dict[str, str]:
        return {name: str(host.path) for name, host in self._hosts.items()}

    def simulator(self, name: str) -> Simulator:
        """To look at what it has (the printer's paper); steer it through ``control`` only."""
        return self._hosts[name].simulator

    def start(self) -> None:
        for host in self._hosts.values():
            host.start()

    def stop(self) -> None:
        for host in self._hosts.values():
            host.stop()

    def control(self, device: str, verb: str, args: Mapping[str, str] | None = None) -> Mapping[str, object]:
        """A verb of the cable or of the device. ValueError says in one sentence what was wrong."""
        host = self._hosts.get(device)
        if host is None:
            raise ValueError(f"no simulator {device!r}; there are {', '.join(self._hosts)}")
        if (device, verb) == ("scanner", "slip"):
            return host.control("scan", {**(args or {}), "text": self._slip()})
        return host.control(verb, args)

    def _slip(self) -> str:
        """Somebody takes the last slip from the printer's mouth to hold it before the scanner."""
        printer = self._hosts.get("printer")
        pieces = printer.control("jobs")["jobs"] if printer is not None else []
        assert isinstance(pieces, list)
        code = last_slip(bytes.fromhex(piece) for piece in pieces)
        if code is None:
            raise ValueError("no slip with a code has come out of the printer")
        return code
