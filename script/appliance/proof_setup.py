"""From a bare tree to a terminal that serves: boot, install, enrol; and who may reach what on it."""

from typing import Final

from script.appliance.county import PORT
from script.appliance.machine import HUB_ADDRESS
from script.appliance.proof import Proof
from script.appliance.shell import text
from script.appliance.terminal import COOKIE, SYNC_USER, UI_USER

_STATE: Final = "/var/lib/kiosk"
# Who, what the shell tests, and whether it may be so. Folder by folder what DESIGN's processes say.
_RIGHTS: Final = (
    (UI_USER, f"test -r {_STATE}/identity/device.key", True),
    (SYNC_USER, f"test -r {_STATE}/identity/device.key", False),
    (SYNC_USER, f"test -r {_STATE}/identity/terminal.json", True),
    (SYNC_USER, f"test -w {_STATE}/identity/terminal.json", False),
    (SYNC_USER, f"test -w {_STATE}/identity", False),
    (SYNC_USER, f"test -w {_STATE}", False),
    (SYNC_USER, f"test -w {_STATE}/store/terminal.sqlite3", True),
    (SYNC_USER, f"test -w {_STATE}/sync", True),
    (UI_USER, f"test -w {_STATE}/sync", False),
    (UI_USER, "test -r /run/kiosk-display/authority", True),
    (SYNC_USER, "test -r /run/kiosk-display/authority", False),
    ("kiosk-display", f"test -r {_STATE}/store", False),
    ("kiosk-display", f"test -x {_STATE}", False),
    ("nobody", f"test -x {_STATE}", False),
    ("nobody", "test -w /run/kiosk-helper.sock", False),
    ("kiosk-display", "test -w /run/kiosk-helper.sock", False),
    (UI_USER, "test -w /run/kiosk-helper.sock", True),
)


def set_up(proof: Proof) -> None:
    """Raises StepError at the first thing that is not as it should be."""
    terminal, machine = proof.terminal, proof.machine
    with proof.step("bare", "boot the bare Debian 12 with systemd") as seen:
        machine.boot()
        seen.text = text(machine.inside(["systemctl", "is-system-running"], within=10, check=False)).strip()
        missing = machine.inside(["sh", "-c", "command -v pip3 Xorg kiosk"], within=10, check=False)
        proof.require(not missing.stdout.strip(), "the tree is not bare")
        seen.text += ", no Xorg, no pip, nothing of ours"
    with proof.step("install", "carry the checkout in, run script/install") as seen:
        terminal.carry_in()
        terminal.prepare()
        said = terminal.install()
        proof.require("Installed and started" in said, "script/install did not say that it is done")
        seen.text = "done; /etc/kiosk/kiosk.toml, which was there, is as it was"
        proof.require(terminal.configured(), "script/install changed the configuration")
    with proof.step("install", "add the test's own parts; the units come up by themselves") as seen:
        terminal.add_test_parts()
        for unit in ("kiosk-display", "kiosk-ui", "kiosk-sync"):
            terminal.until(lambda unit=unit: terminal.active(unit), 60, f"{unit} is not active")  # type: ignore[misc]
        seen.text = "display, UI and sync active"
    with proof.step("install", "script/install again") as seen:
        units = ("kiosk-display", "kiosk-ui", "kiosk-sync")
        before = [terminal.main_pid(unit) for unit in units]
        said = terminal.install()
        proof.require("Wrote" not in said and "Installing" not in said, f"it changed something: {said}")
        proof.require([terminal.main_pid(unit) for unit in units] == before, "it disturbed a unit")
        seen.text = "nothing changed, no unit disturbed"


def enrol(proof: Proof) -> None:
    terminal = proof.terminal
    with proof.step("enrol", "provision as kiosk-ui with the county's bundle") as seen:
        proof.county.up()
        terminal.write("/run/kiosk-bundle.json", proof.county.bundle().decode())
        try:
            told = terminal.kiosk("provision", "--bundle", "/run/kiosk-bundle.json", within=90)
        finally:
            proof.machine.inside(["rm", "-f", "/run/kiosk-bundle.json"], within=10)
        seen.text = f"terminal {told['terminal_code']}, TLS with the county's own authority"
    with proof.step("rights", "who may read and write what") as seen:
        wrong = [
            f"{user}: {test} is {not wanted}"
            for user, test, wanted in _RIGHTS
            if terminal.may(user, test) is not wanted
        ]
        proof.require(not wrong, "; ".join(wrong))
        seen.text = f"{len(_RIGHTS)} questions, all as designed: cookie, keys, store, the helper's door"


def display(proof: Proof) -> None:
    with proof.step("rights", "who comes in at the display, with the cookie and without") as seen:
        proof.require(proof.terminal.opens(UI_USER, COOKIE), "kiosk-ui with the cookie is refused")
        for user in (UI_USER, SYNC_USER, "kiosk-display", "nobody"):
            for authority in ("/dev/null", *(() if user == UI_USER else (COOKIE,))):
                come_in = proof.terminal.opens(user, authority)
                owner = user == "kiosk-display" and authority == COOKIE
                proof.require(
                    come_in is owner, f"{user} with {authority}: {'came in' if come_in else 'refused'}"
                )
        seen.text = (
            "kiosk-ui and the display itself with the cookie; nobody without it, sync and others not at all"
        )


def network(proof: Proof) -> None:
    terminal = proof.terminal
    with proof.step("network", "a connection to the hub, tried inside each running unit's network") as seen:
        ui = terminal.reached(terminal.main_pid("kiosk-ui"), HUB_ADDRESS, PORT)
        sync = terminal.reached(terminal.main_pid("kiosk-sync"), HUB_ADDRESS, PORT)
        proof.require(bool(ui), "kiosk-ui reached the hub")
        proof.require(not sync, f"kiosk-sync did not reach the hub: {sync}")
        seen.text = f"kiosk-ui: {ui}; kiosk-sync: connected"
    with proof.step("network", "is anything listening on TCP or UDP?") as seen:
        listening = text(proof.machine.inside(["ss", "-Hlntu"], within=10)).strip()
        proof.require(not listening, f"something listens: {listening}")
        seen.text = "nothing"
