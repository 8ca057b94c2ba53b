"""The machine reboots and is switched off hard in mid-visit; then what the units are measured at."""

from script.appliance.proof import Proof
from script.appliance.proof_life import ask_helper
from script.appliance.report import too_open
from script.appliance.shell import text
from script.appliance.terminal import CHECKOUT, UI_USER, UNITS


def switched_off(proof: Proof) -> None:
    """Hard, with a form half filled: the visit has ended, nothing of it is left."""
    with proof.step("power", "switched off hard in mid-form, and on again") as seen:
        proof.terminal.play("half")
        proof.machine.cut()
        proof.machine.boot()
        proof.terminal.play("idle")
        seen.text = f"idle by itself; {proof.nothing_lost()}"


def rebooted(proof: Proof) -> None:
    """In the moment after 已提交, by the helper: who submitted still gets his number."""
    terminal, machine = proof.terminal, proof.machine
    with proof.step("reboot", "the helper reboots the machine right after 已提交") as seen:
        terminal.play("ready")
        terminal.play("submit")
        proof.submitted += 1
        answer = ask_helper(proof, UI_USER, {"verb": "reboot"})
        proof.require('"ok":true' in answer, answer)
        machine.rebooted(60)
        terminal.play("recovered")
        seen.text = "up again by itself; the order is shown as 已提交 with its number"
    with proof.step("reboot", "the store afterwards") as seen:
        report = terminal.kiosk_findings()
        bad = [row for row in report if row["check"] in ("工单库", "注册", "队列") and not row["ok"]]
        proof.require(not bad, str(bad))
        seen.text = f"intact by kiosk doctor; {proof.all_delivered(120)}"


def measured(proof: Proof) -> None:
    """Of the units as systemd has them loaded, all having run."""
    with proof.step("exposure", "systemd-analyze security, on the machine") as seen:
        for unit in UNITS:
            proof.findings.exposure[unit] = proof.terminal.exposure(unit)
        seen.text = ", ".join(f"{unit} {value:.1f}" for unit, value in proof.findings.exposure.items())
        too_much = too_open(proof.findings.exposure)
        proof.require(not too_much, "; ".join(too_much))
    with proof.step("exposure", "the units are the shipped ones") as seen:
        for unit in UNITS:
            shown = proof.terminal.shows(unit, "FragmentPath", "DropInPaths")
            proof.require(not shown["DropInPaths"], f"{unit} has drop-ins: {shown['DropInPaths']}")
            shipped = f"{CHECKOUT}/systemd/{unit}.service"
            same = proof.machine.inside(["cmp", shown["FragmentPath"], shipped], within=10, check=False)
            proof.require(same.returncode == 0, f"{unit} is not the shipped one")
        seen.text = "byte for byte, no drop-ins"
    with proof.step("units", "is any unit of the machine failed?") as seen:
        failed = text(
            proof.machine.inside(["systemctl", "--failed", "--no-legend", "--plain"], within=10)
        ).strip()
        proof.require("kiosk" not in failed, failed)
        seen.text = failed.replace("\n", "; ") or "none"
