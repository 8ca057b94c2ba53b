"""Every setting of the terminal, in one schema: type, default, bounds and a description for the technician.

``config/kiosk.example.toml`` is generated from here (kiosk/config_example.py); files are read and judged in
kiosk/config_load.py. Models are frozen and strict: no key is guessed, no type
converted, unknown keys refused.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kiosk.config_levels import LevelSettings
from kiosk.config_play_list import PlayListSettings
from kiosk.devices.camera.settings import CameraSettings
from kiosk.devices.evaluator.settings import EvaluatorSettings
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.keypad.settings import KeypadSettings
from kiosk.devices.microphone.settings import MicrophoneSettings
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.domain.comfort import USUAL_VOLUME, VOLUMES
from kiosk.domain.lexicon import FILE as LEXICON

CHECKOUT: Final = Path(__file__).resolve().parents[1]
INSTALLED: Final = Path("/usr/share/gongfa-terminal")
# A Unix socket's path has at most 107 bytes; the longest socket name this program uses fits in the rest.
_LONGEST_SOCKET_DIR: Final = 80

# TOML has no paths: text becomes one here, and only here does strictness bend.
SettingPath = Annotated[Path, Field(strict=False)]


class Settings(BaseModel):
    """Base of every section."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, use_attribute_docstrings=False)


class LogSettings(Settings):
    """日志：一行一条 JSON，证件号码和电话一律遮去。"""

    level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="记到哪一级")
    target: Literal["file", "journal", "stderr"] = Field(
        default="file", description="写到哪里：file 写在 state_dir/log，journal 交给 systemd，stderr 写到终端"
    )
    max_mb: int = Field(default=5, ge=1, le=100, description="一个日志文件最大多少 MB，满了就换新的")
    keep: int = Field(default=4, ge=1, le=20, description="换下来的旧日志保留几个")


class TerminalSettings(Settings):
    """这台终端。"""

    name: str = Field(
        default="公共法律服务终端",
        min_length=1,
        max_length=24,
        description="内容包里没有站点名称时，屏幕顶上显示的名称",
    )


class ScreenSettings(Settings):
    """屏幕。字和按钮的大小按毫米算，所以尺寸要填对。"""

    width: int = Field(default=1080, ge=800, le=3840, description="宽，像素")
    height: int = Field(default=1920, ge=720, le=3840, description="高，像素")
    diagonal_inch: float = Field(default=21.5, ge=7.0, le=65.0, description="对角线，英寸")
    viewing_mm: int = Field(default=550, ge=300, le=1000, description="人站着看屏幕的距离，毫米")
    fullscreen: bool = Field(default=True, description="占满整个屏幕；调试时可设 false")


class VisitSettings(Settings):
    """一次来访的时间。"""

    idle_s: int = Field(default=120, ge=30, le=600, description="多久没人碰就问“还在吗”，秒")
    countdown_s: int = Field(default=45, ge=20, le=60, description="问了以后等多久，没人答就收起，秒")
    end_s: int = Field(default=15, ge=5, le=60, description="“请拿好身份证和回执”停留多久，秒")
    unhurried_s: int = Field(default=300, ge=30, le=900, description="大字或朗读时多久没人碰才问，秒")
    large_text: bool = Field(default=False, description="一开始就用大字，养老院这样的地方可设 true")
    high_contrast: bool = Field(default=False, description="一开始就用黑底白字")
    read_aloud: bool = Field(default=False, description="一开始就每一页自动念出来")
    low_controls: bool = Field(default=False, description="一开始就把按钮放低，只对立式屏有用")


class SpeechSettings(Settings):
    """朗读。姓名、电话这样的内容从不用喇叭念；插着耳机才念。"""

    enabled: bool = Field(default=True, description="这台终端念不念；没有喇叭可设 false")
    device: str = Field(
        default="default", min_length=1, max_length=80, description="喇叭在 ALSA 里的名字（aplay -L）"
    )
    card: str = Field(
        default="0", min_length=1, max_length=40, description="耳机插座在哪块声卡上（aplay -l）"
    )
    headphone: str = Field(
        default="",
        max_length=80,
        description="耳机插座的名字（amixer contents），例如 Headphone Jack；插上耳机喇叭就不响的才可以填",
    )
    volume: int = Field(
        default=USUAL_VOLUME, ge=VOLUMES.start, le=VOLUMES.stop - 1, description="每次来访一开始的音量"
    )
    dialect: str = Field(
        default="putonghua",
        pattern=r"^[a-z][a-z0-9-]{0,30}$",
        description="先用哪种方言的录音，没有就用普通话",
    )


class SyncSettings(Settings):
    """与中心往来。中心地址在注册包里，不在这里。"""

    interval_s: int = Field(
        default=300, ge=5, le=900, description="没有新工单时隔多久联系一次中心，秒；前后错开四分之一"
    )
    connect_timeout_s: float = Field(default=10.0, ge=1.0, le=60.0, description="连不上时最多等多久，秒")
    read_timeout_s: float = Field(default=30.0, ge=1.0, le=120.0, description="连上后没有回答最多等多久，秒")
    backoff_first_s: float = Field(default=2.0, ge=0.1, le=60.0, description="送不出去时第一次隔多久再试，秒")
    backoff_max_s: float = Field(
        default=600.0, ge=10.0, le=3600.0, description="送不出去时最长隔多久再试，秒"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.backoff_first_s > self.backoff_max_s:
            raise PydanticCustomError("ordered", "backoff_first_s 不能大于 backoff_max_s")
        return self


class StoreSettings(Settings):
    """工单库。"""

    free_floor_mb: int = Field(default=200, ge=1, le=10_000, description="磁盘剩余少于这么多 MB 就不收新工单")
    ballast_mb: int = Field(
        default=16, ge=0, le=1024, description="预留的占位文件，磁盘满时删掉它好把工单送完，MB"
    )


class ContentSettings(Settings):
    """内容（指南、表单、机构）。"""

    dir: SettingPath | None = Field(default=None, description="内容目录，不填就是 state_dir/content")
    trusted_root: SettingPath | None = Field(default=None, description="内容的信任根文件，由注册时写入")


class DeviceSettings(Settings):
    """外接设备。不填端口就自动找；没有的设备不影响其他功能。"""

    idcard: IdCardSettings = Field(default_factory=IdCardSettings)
    printer: PrinterSettings = Field(default_factory=PrinterSettings)
    evaluator: EvaluatorSettings = Field(default_factory=EvaluatorSettings)
    scanner: ScannerSettings = Field(default_factory=ScannerSettings)
    microphone: MicrophoneSettings = Field(default_factory=MicrophoneSettings)
    keypad: KeypadSettings = Field(default_factory=KeypadSettings)
    camera: CameraSettings = Field(default_factory=CameraSettings)


class DocumentSettings(Settings):
    """文书打印（A4，经 CUPS）。没有 A4 打印机就不填，文书照样能看、能抄。"""

    printer: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9_.-]{0,127}$",
        description="打印机在 CUPS 里的名字（lpstat -p），不填就不打印文书",
    )
    server: SettingPath = Field(default=Path("/run/cups/cups.sock"), description="CUPS 的套接字")
    spool: SettingPath = Field(
        default=Path("/run/cups/spool"), description="CUPS 放打印内容的目录（RequestRoot），必须在内存里"
    )
    wait_s: int = Field(default=120, ge=20, le=600, description="一份文书最多打多久，到时收回，秒")


class Config(Settings):
    """The whole configuration. Paths may be relative to the working directory; ``*_path`` are resolved."""

    state_dir: SettingPath = Field(default=Path("var"), description="所有数据放在哪里：工单库、内容、日志")
    run_dir: SettingPath | None = Field(default=None, description="套接字放在哪里，不填就是 state_dir/run")
    fonts_dir: SettingPath | None = Field(default=None, description="字体目录，不填就自动找")
    log: LogSettings = Field(default_factory=LogSettings)
    terminal: TerminalSettings = Field(default_factory=TerminalSettings)
    screen: ScreenSettings = Field(default_factory=ScreenSettings)
    visit: VisitSettings = Field(default_factory=VisitSettings)
    levels: LevelSettings = Field(default_factory=LevelSettings)
    play_list: PlayListSettings = Field(default_factory=PlayListSettings)
    devices: DeviceSettings = Field(default_factory=DeviceSettings)
    speech: SpeechSettings = Field(default_factory=SpeechSettings)
    documents: DocumentSettings = Field(default_factory=DocumentSettings)
    sync: SyncSettings = Field(default_factory=SyncSettings)
    store: StoreSettings = Field(default_factory=StoreSettings)
    content: ContentSettings = Field(default_factory=ContentSettings)

    @property
    def state_path(self) -> Path:
        return self.state_dir.absolute()

    @property
    def run_path(self) -> Path:
        """Where sockets live; the same for every process with this configuration.

        A deep ``state_dir`` would make socket paths longer than the kernel takes: then a short folder
        named after it, under the temporary directory.
        """
        chosen = (self.run_dir or self.state_dir / "run").absolute()
        if len(os.fsencode(chosen)) <= _LONGEST_SOCKET_DIR:
            return chosen
        digest = hashlib.sha256(os.fsencode(chosen)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"kiosk-{os.getuid()}-{digest}"

    @property
    def log_path(self) -> Path:
        return self.state_path / "log"

    @property
    def content_path(self) -> Path:
        """The release directory this terminal installs into and reads first."""
        return (self.content.dir or self.state_dir / "content").absolute()

    @property
    def factory_content_path(self) -> Path:
        """Content that came with the software: read when ``content_path`` has none that can be used."""
        built = CHECKOUT / "var" / "content"
        return built if (CHECKOUT / "library").is_dir() else INSTALLED / "content"

    @property
    def fonts_path(self) -> Path:
        """The folder of NotoSansCJKsc-*.otf: as set, else the first place that has them."""
        if self.fonts_dir is not None:
            return self.fonts_dir.absolute()
        places = (self.state_path / "fonts", CHECKOUT / "var" / "fonts", INSTALLED / "fonts")
        return next((place for place in places if _is_folder(place)), places[0])

    @property
    def lexicon_path(self) -> Path:
        """The words behind typed pinyin: made at set-up from the dictionaries on this machine (ADR 0091)."""
        built = CHECKOUT / "var" / "lexicon"
        return (built if (CHECKOUT / "library").is_dir() else INSTALLED / "lexicon") / LEXICON


def _is_folder(path: Path) -> bool:
    """False also where this user may not look: the display's has no business among the terminal's data."""
    try:
        return path.is_dir()
    except PermissionError:
        return False
