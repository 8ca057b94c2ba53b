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
SUBSYSTEM!="tty", GOTO="kiosk_end"

# ModemManager must not talk to them.
"""


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
        if kind.hub_port
    ]
    return _HEAD + "\n".join([*lines, "", 'LABEL="kiosk_end"', ""])


if __name__ == "__main__":
    import sys

    sys.stdout.write(udev_rules())
