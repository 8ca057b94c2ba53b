"""Visits, and every unit ended, killed and stopped in turn: each comes back, nothing is lost."""

import json
from typing import Final

from script.appliance.proof import Proof
from script.appliance.shell import StepError, text
from script.appliance.terminal import PYTHON, SYNC_USER, UI_USER

# The watchdogs of the units, and the time until systemd kills what does not even end then.
_UI_STOPPED: Final = 60.0
_DISPLAY_STOPPED: Final = 60.0
_SYNC_STOPPED: Final = 300.0
_HELPER_STOPPED: Final = 150.0
_BACK: Final = 30.0
_ASK: Final = """
import sys
from kiosk.errors import KioskError
from kiosk.helper import protocol
from kiosk.helper.client import HelperClient
try:
    print(HelperClient(within_s=20).ask(protocol.read_question(sys.argv[1].encode())).model_dump_json())
except KioskError as error:
    print(error)
"""
# As sync does it, but first with a word that was bent a little.
_CLOCK: Final = """
import sys
from pathlib import Path
from kiosk.clock import SystemClock
from kiosk.errors import KioskError
from kiosk.helper.client import HelperClient
from kiosk.store.identity import load_enrolled
from kiosk.sync.http import Http
from kiosk.wire.exchange import TIME_PATH
from kiosk.wire.words import parse_word
enrolled = load_enrolled(Path("/var/lib/kiosk"))
http = Http(enrolled.hub_url, enrolled.ca_pem, 10.0, 10.0, SystemClock())
helper = HelperClient(within_s=20)
for bend in (True, False):
    word = parse_word(http.get(f"{TIME_PATH}?nonce={helper.clock_nonce()}")[1])
    try:
        helper.step_clock(word.model_copy(update={"text": word.text + " "}) if bend else word)
        print("set")
    except KioskError as error:
        print(error)
"""


def visit(proof: Proof, why: str) -> None:
    """A whole visit that submits one order."""
    with proof.step("visit", why) as seen:
        for part in ("ready", "submit", "leave"):
            proof.terminal.play(part)
            proof.submitted += part == "submit"
        seen.text = "已提交, slip printed, card, rating, idle again"


def first_visit(proof: Proof) -> None:
    visit(proof, "a whole visit by touches through the X server: form, card, slip, rating")
    with proof.step("visit", "the order arrives at the county") as seen:
        seen.text = proof.all_delivered(60)
        item = proof.county.orders()[0]["item"]
        seen.text += f"; opened there: {item}"
    with proof.step("visit", "what was typed is nowhere on the terminal's disk or in its journal") as seen:
        words = ("13900000000", "139 0000 0000", "工资一直没给我", "测试甲")
        journal = text(proof.machine.inside(["journalctl", "--no-pager", "-o", "cat"], within=30))
        found = [word for word in words if word in journal]
        places = ["/var/lib/kiosk", "/var/lib/kiosk-ui", "/var/lib/kiosk-sync"]
        for word in words:
            hit = proof.machine.inside(["grep", "-rlaF", word, *places], within=60, check=False)
            found += [f"{word} in {line}" for line in text(hit).splitlines()]
        proof.require(not found, "; ".join(found))
        seen.text = f"{len(words)} words looked for, none found"


def mistreat_ui(proof: Proof) -> None:
    terminal = proof.terminal
    for name, within in (("TERM", _BACK), ("KILL", _BACK), ("STOP", _UI_STOPPED)):
        with proof.step("kiosk-ui", f"SIG{name} in mid-visit") as seen:
            terminal.play("half")
            calm, back = proof.calm_seen("kiosk-ui", terminal.main_pid("kiosk-ui"), name, within)
            terminal.play("idle")
            lost = proof.nothing_lost()
            seen.text = f"calm picture after {calm:.1f} s, running again after {back:.1f} s, idle; {lost}"
    with proof.step("kiosk-ui", "stopped by hand: what people see") as seen:
        proof.machine.inside(["systemctl", "stop", "kiosk-ui"], within=30)
        picture = terminal.grab()
        proof.require(picture.tobytes() == terminal.calm_picture().tobytes(), "it is not the calm picture")
        terminal.keep(picture, "ui-down")
        proof.machine.inside(["systemctl", "start", "kiosk-ui"], within=60)
        seen.text = "the shipped picture, to the last pixel"


def mistreat_display(proof: Proof) -> None:
    terminal = proof.terminal
    keeper, server = "the unit's main process", "the X server"
    for name, which, within in (
        ("TERM", keeper, _BACK),
        ("KILL", keeper, _BACK),
        ("STOP", keeper, _DISPLAY_STOPPED),
        ("KILL", server, _BACK),
        ("STOP", server, _DISPLAY_STOPPED),
    ):
        with proof.step("kiosk-display", f"SIG{name} to {which}") as seen:
            main = terminal.main_pid("kiosk-display")
            ui = terminal.main_pid("kiosk-ui")
            hurt = main if which == keeper else proof.children(main)[0]
            back = proof.comes_back("kiosk-display", hurt, name, within)
            terminal.until(
                lambda ui=ui: terminal.main_pid("kiosk-ui") not in (0, ui) and terminal.active("kiosk-ui"),  # type: ignore[misc]
                _UI_STOPPED,
                "kiosk-ui did not come back",
            )
            terminal.play("idle")
            calm = terminal.calm_picture().tobytes()
            proof.require(terminal.grab().tobytes() != calm, "the UI says it is there and is not seen")
            seen.text = f"display back after {back:.1f} s, UI on it again, idle; {proof.nothing_lost()}"


def mistreat_sync(proof: Proof) -> None:
    terminal = proof.terminal
    for name in ("TERM", "KILL"):
        with proof.step("kiosk-sync", f"SIG{name}") as seen:
            back = proof.comes_back("kiosk-sync", terminal.main_pid("kiosk-sync"), name, _BACK)
            seen.text = f"running again after {back:.1f} s"
    stopped = terminal.main_pid("kiosk-sync")
    with proof.step("kiosk-sync", "SIGSTOP") as seen:
        terminal.signal(stopped, "STOP")
        seen.text = "stands still; systemd does not know yet"
    visit(proof, "a visit while sync is stopped")
    with proof.step("kiosk-sync", "the order waits, then sync's watchdog ends it") as seen:
        waiting = len(proof.orders()) - len(proof.county.orders())
        proof.require(waiting == 1, f"{waiting} orders wait, not 1")
        back = terminal.until(
            lambda: terminal.main_pid("kiosk-sync") not in (0, stopped) and terminal.active("kiosk-sync"),
            _SYNC_STOPPED,
            "kiosk-sync did not come back after SIGSTOP",
        )
        seen.text = f"running again after {back:.0f} s; {proof.all_delivered(60)}"
    with proof.step("county", "the hub is away for a visit, then back") as seen:
        proof.county.down()
        for part in ("ready", "submit", "leave"):
            terminal.play(part)
        proof.submitted += 1
        proof.county.up()
        seen.text = f"submitted without it; {proof.all_delivered(120)}"


def ask_helper(proof: Proof, user: str, question: dict[str, object]) -> str:
    """The helper's answer, or the error of its client."""
    command = [PYTHON, "-B", "-c", _ASK, json.dumps(question)]
    return proof.terminal.as_user(user, command, within=60).decode().strip()


def mistreat_helper(proof: Proof) -> None:
    terminal = proof.terminal
    with proof.step(
        "kiosk-helper", "asked by kiosk-sync and by kiosk-ui for what each may and may not"
    ) as seen:
        # A screen that has just begun asks for its volume and brightness, so it may be there already.
        proof.machine.inside(["systemctl", "stop", "kiosk-helper.service"], within=30)
        proof.require(not terminal.active("kiosk-helper"), "it does not stop")
        answered = ask_helper(proof, SYNC_USER, {"verb": "clock-nonce"})
        proof.require('"ok":true' in answered, answered)
        refused = ask_helper(proof, UI_USER, {"verb": "clock-nonce"})
        proof.require("not-allowed" in refused, refused)
        power = ask_helper(proof, SYNC_USER, {"verb": "power-off"})
        proof.require("not-allowed" in power, power)
        seen.text = "started by the question; a nonce for sync, none for the UI; no power off for sync"
    with proof.step("kiosk-helper", "volume and brightness on a machine that has neither") as seen:
        said = [
            ask_helper(proof, UI_USER, {"verb": verb, "percent": 50})
            for verb in ("set-volume", "set-brightness")
        ]
        proof.require(all("E-HLP-02" in line for line in said), "; ".join(said))
        seen.text = "refused with a reason"
    with proof.step("kiosk-helper", "the hub's signed time, once bent and once as it came") as seen:
        said = terminal.as_user(SYNC_USER, [PYTHON, "-B", "-c", _CLOCK], within=60).decode().splitlines()
        proof.require(len(said) == 2 and "signature" in said[0], "; ".join(said))
        # The machine shares its clock with its host and has no right to set it.
        proof.require("clock_settime: Operation not permitted" in said[1], said[1])
        seen.text = "bent: refused for its signature; as it came: believed, and refused by the kernel alone"
    for name, within in (("TERM", _BACK), ("KILL", _BACK), ("STOP", _HELPER_STOPPED)):
        with proof.step("kiosk-helper", f"SIG{name}") as seen:
            ask_helper(proof, SYNC_USER, {"verb": "clock-nonce"})
            before = terminal.main_pid("kiosk-helper")
            proof.require(before != 0, "it does not run")
            terminal.signal(before, name)

            def answers(before: int = before) -> bool:
                if terminal.main_pid("kiosk-helper") == before:
                    raise StepError("still the old one")
                return '"ok":true' in ask_helper(proof, SYNC_USER, {"verb": "clock-nonce"})

            back = terminal.until(answers, within, f"the helper does not answer after SIG{name}")
            seen.text = f"answers again after {back:.1f} s"
