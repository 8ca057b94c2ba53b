"""``config/70-kiosk.rules``: stable names for the ports, from the registry (a test compares the file)."""

from typing import Final

from kiosk.devices.registry import KINDS

# The serial adapters that cheap readers, printers and evaluators are sold with.
ADAPTERS: Final = (
    ("1a86", "7523", "CH340"),
    ("1a86", "55d4", "CH9102"),
    ("067b", "2303", "PL2303"),
    ("0403", "6001", "FT232R"),
    ("10c4", "ea60", "CP210x"),
)

_HEAD: Final = """\
# Generated from kiosk/devices/registry.py by `python -m kiosk.devices.udev`; a test compares the two.
# Install as /etc/udev/rules.d/70-kiosk.rules, then: udevadm control --reload && udevadm trigger
#
# Cheap adapters have no serial number, so two alike cannot be told apart by what they are, only by where
# they are plugged in: each device has its own socket of the terminal's USB hub. For another wiring set
# devices.<name>.port to a path below /dev/serial/by-path.
ACTION=="remove", GOTO="kiosk_end"
SUBSYSTEM=="input", GOTO="kiosk_input"
SUBSYSTEM!="tty", GOTO="kiosk_end"

# ModemManager must not talk to them.
"""

_INPUT_HEAD: Final = (
    "# Keys that are ours alone: out of the X server's group and sight (docs/adr/0102). A keyboard in any",
    "# other socket stays the system's, where nothing listens to it.",
    'LABEL="kiosk_input"',
    'KERNEL!="event*", GOTO="kiosk_end"',
)


def udev_rules() -> str:
    """The whole file."""
    lines = []
    for vendor, product, name in ADAPTERS:
        lines.append(f"# {name}")  # udev knows no comment behind a rule
        lines.append(
            f'SUBSYSTEMS=="usb", ATTRS{{idVendor}}=="{vendor}", ATTRS{{idProduct}}=="{product}", '
            'ENV{ID_MM_DEVICE_IGNORE}="1", GROUP="dialout", MODE="0660"'
        )
    lines += ["", "# Hub socket -> name."]
    lines += [
        f'KERNELS=="?*-?*.{kind.hub_port}:1.0", SYMLINK+="kiosk/{kind.name}", '
        'ENV{ID_MM_DEVICE_IGNORE}="1", GROUP="dialout", MODE="0660", TAG+="systemd"'
        for kind in KINDS.values()
        if kind.hub_port and kind.subsystem == "tty"
    ]
    lines += ["", 'GOTO="kiosk_end"', "", *_INPUT_HEAD]
    lines += [
        f'KERNELS=="?*-?*.{kind.hub_port}:1.0", SYMLINK+="kiosk/{kind.name}", '
        'ENV{LIBINPUT_IGNORE_DEVICE}="1", GROUP="dialout", MODE="0660", TAG+="systemd"'
        for kind in KINDS.values()
        if kind.hub_port and kind.subsystem == "input"
    ]
    return _HEAD + "\n".join([*lines, "", 'LABEL="kiosk_end"', ""])


if __name__ == "__main__":
    import sys

    sys.stdout.write(udev_rules())
