"""``config.devices.printer``."""

from typing import Final, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kiosk.devices.printer.charset import Charset
from kiosk.devices.printer.paper import CutMode, Paper
from kiosk.devices.settings import Baud, SerialSettings
from kiosk.domain.paper import PaperSize

DOTS_PER_MM: Final = 8  # 203 dpi; 180 dpi heads have 7, and feed a little more than asked
_WIDTH_180: Final = 512
_DOTS_PER_CM_180: Final = 71


class PrinterSettings(SerialSettings):
    """小票打印机（ESC/POS）。"""

    baud: Baud = Field(default=115200, description="串口波特率，要与打印机自检页上的一致")
    connection: Literal["serial", "network", "unix", "usb"] = Field(
        default="serial",
        description="怎么接：serial 串口，network 网口，unix 系统转发的套接字（界面进程没有网），usb 直连",
    )
    host: str = Field(default="", max_length=253, description="network：打印机的地址")
    tcp_port: int = Field(default=9100, ge=1, le=65535, description="network：打印机的端口")
    socket: str = Field(default="", max_length=107, description="unix：套接字的路径")
    usb_vendor: int = Field(default=0, ge=0, le=0xFFFF, description="usb：厂商号，lsusb 里冒号前的数")
    usb_product: int = Field(default=0, ge=0, le=0xFFFF, description="usb：产品号，lsusb 里冒号后的数")
    usb_in: int = Field(default=0x82, ge=0x81, le=0x8F, description="usb：读端点")
    usb_out: int = Field(default=0x01, ge=0x01, le=0x0F, description="usb：写端点")
    width_dots: Literal[384, 512, 576] = Field(
        default=576, description="一行多少点：80 毫米纸 576（180 dpi 的 512），58 毫米纸 384"
    )
    charset: Literal["gb2312", "gbk", "gb18030"] = Field(
        default="gb18030", description="打印机自带的汉字库；没有的字自动画成图"
    )
    native_qr: bool = Field(default=True, description="打印机自己会画二维码；打出乱码就改成 false")
    qr_module: int = Field(default=0, ge=0, le=12, description="二维码一格多少点，0 表示按纸宽自动")
    status: Literal["required", "none"] = Field(
        default="required", description="打印机回不回状态；none 时最多只能说“请看有没有打出来”"
    )
    cut: Literal["partial", "full", "none"] = Field(
        default="partial", description="切纸：partial 留一点，full 切断，none 没有切刀"
    )
    tail_mm: int = Field(default=15, ge=8, le=40, description="打印头到切刀的距离，毫米；末行被切到就加大")
    speed_mm_s: int = Field(default=100, ge=20, le=300, description="打印速度，毫米每秒，宁小勿大")
    poll_s: float = Field(default=2.0, ge=0.5, le=30.0, description="空闲时隔多久问一次状态，秒")

    @model_validator(mode="after")
    def _named(self) -> Self:
        missing = {
            "network": "" if self.host else "host",
            "unix": "" if self.socket else "socket",
            "usb": "" if self.usb_vendor and self.usb_product else "usb_vendor 和 usb_product",
        }.get(self.connection, "")
        if self.enabled and missing:
            raise PydanticCustomError(
                "named",
                "connection 是 {kind} 时要填 {missing}",
                {"kind": self.connection, "missing": missing},
            )
        return self

    def where(self, name: str) -> str:
        match self.connection:
            case "network":
                return f"{self.host}:{self.tcp_port}"
            case "unix":
                return self.socket
            case "usb":
                return f"usb {self.usb_vendor:04x}:{self.usb_product:04x}"
            case "serial":
                return super().where(name)

    @property
    def paper(self) -> Paper:
        """What the layout needs to know."""
        return Paper(
            dots=self.width_dots,
            charset=Charset(self.charset),
            native_qr=self.native_qr,
            qr_module=self.qr_module or (7 if self.width_dots > 384 else 6),
            cut=CutMode(self.cut),
            tail_dots=self.tail_mm * DOTS_PER_MM,
        )

    @property
    def paper_size(self) -> PaperSize:
        """What the screen needs to know."""
        paper = self.paper
        dots_per_cm = _DOTS_PER_CM_180 if self.width_dots == _WIDTH_180 else 10 * DOTS_PER_MM
        return PaperSize(paper.columns, dots_per_cm, paper.tail_dots)
