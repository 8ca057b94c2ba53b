"""What the settings of every serial device have in common."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

BAUDS: Final = (115200, 57600, 38400, 19200, 9600)

Baud = Annotated[int, Field(ge=1200, le=921_600)]


class SerialSettings(BaseModel):
    """Base of ``config.devices.<name>``. Descriptions are Chinese: technicians read them."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, use_attribute_docstrings=False)

    enabled: bool = Field(default=True, description="接了这个设备就是 true；false 时不找它，屏幕上也不提它")
    port: str = Field(
        default="",
        max_length=255,
        description="串口，例如 /dev/serial/by-id/…；不填就用 udev 规则建的 /dev/kiosk/ 下的名字",
    )
    baud: Baud = Field(default=9600, description="波特率")

    def where(self, name: str) -> str:
        """Where the device ``name`` is looked for: a path, or what a technician knows it by."""
        return port_path(self, name)


class ModelSettings(SerialSettings):
    """Base of a device whose model is a file (kiosk/devices/profiles.py)."""

    baud: Annotated[int, Field(ge=0, le=921_600)] = Field(
        default=0, description="波特率；0 就用型号文件里写的"
    )
    profile: str


def model_field(default: str, kind: str) -> Any:
    """``profile`` of the settings of ``kind``: the name of a shipped model, or the path of a model's file."""
    described = f"型号：自带型号的名字，或型号文件的完整路径（docs/protocol/{kind}.md）"
    return Field(default=default, min_length=1, max_length=255, description=described)


def port_path(settings: SerialSettings, name: str) -> str:
    """The port to open: the configured one, or the name the udev rule gives the device."""
    return settings.port or f"/dev/kiosk/{name}"
