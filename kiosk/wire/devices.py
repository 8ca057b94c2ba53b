"""How a terminal's devices are, as it tells the hub. Nothing personal, and nothing that names a machine."""

from typing import Annotated, Final

from pydantic import Field, TypeAdapter

from kiosk.wire.models import Count, Wire

DEVICES_MOST: Final = 16


class DeviceWord(Wire):
    """``state``: as in domain.device, or one that a newer terminal knows. ``reason``: machine-readable, may
    be empty. ``code``: of kiosk.errors, may be empty. ``for_s``: whole seconds it has been so, in the
    kernel's own time: a terminal's clock may be wrong, so the hub reckons from when it heard of it.
    """

    state: str = Field(pattern=r"^[a-z_]{1,16}$")
    reason: str = Field(default="", pattern=r"^[a-z0-9_]{0,32}$")
    code: str = Field(default="", pattern=r"^(E-[A-Z]{3}-[0-9]{2})?$")
    for_s: Count = 0


DeviceName = Annotated[str, Field(pattern=r"^[a-z_]{1,16}$")]
# None: nobody can say, because the program that holds them does not run.
DeviceWords = Annotated[dict[DeviceName, DeviceWord], Field(max_length=DEVICES_MOST)] | None
DEVICE_WORDS: Final[TypeAdapter[dict[str, DeviceWord] | None]] = TypeAdapter(DeviceWords)
