"""The check bytes of cheap serial devices."""

from typing import Final, Literal

CheckKind = Literal["none", "xor", "sum8", "crc16-xmodem", "crc16-modbus"]

_SIZES: Final[dict[str, int]] = {"none": 0, "xor": 1, "sum8": 1, "crc16-xmodem": 2, "crc16-modbus": 2}


def size_of(kind: CheckKind) -> int:
    """Bytes on the wire."""
    return _SIZES[kind]


def compute(kind: CheckKind, data: bytes) -> bytes:
    """As it stands on the wire: XMODEM high byte first, Modbus low byte first."""
    match kind:
        case "none":
            return b""
        case "xor":
            value = 0
            for byte in data:
                value ^= byte
            return bytes([value])
        case "sum8":
            return bytes([sum(data) & 0xFF])
        case "crc16-xmodem":
            return _crc_xmodem(data).to_bytes(2, "big")
        case "crc16-modbus":
            return _crc_modbus(data).to_bytes(2, "little")


def _crc_xmodem(data: bytes) -> int:
    """Polynomial 1021, start 0."""
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def _crc_modbus(data: bytes) -> int:
    """Polynomial 8005 reflected, start FFFF."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc
