"""What a technician brings to a terminal: a file, a scanned code, or an address and sixteen characters."""

from pathlib import Path

from pydantic import ValidationError

from kiosk.errors import KioskError
from kiosk.plain_files import read_plain
from kiosk.wire.bundle import EnrolmentBundle, Invitation, read_code, read_qr
from kiosk.wire.enrolment import FILE, QR, TYPED
from kiosk.wire.ids import is_terminal_code
from kiosk.wire.transport import allowed_url
from kiosk.wire.trust import text_sha256

_BAD_URL = "the hub's address must be https, or http to this machine"
_LONGEST = 1024 * 1024
# Typed or named wrong is no reason to ask the county for another code.
_TYPED_WRONG = "E-CFG-02"


def from_file(path: Path) -> Invitation:
    """Raises KioskError E-ENR-01 on anything but a bundle that could be used, E-CFG-02 without a file."""
    try:
        bundle = EnrolmentBundle.model_validate_json(read_plain(path, _LONGEST))
        code = read_code(bundle.code)
    except FileNotFoundError as error:
        raise KioskError(_TYPED_WRONG, f"没有 {path} 这个文件：看看盘插好没有，路径写对没有") from error
    except OSError as error:
        raise KioskError(_TYPED_WRONG, f"{path}：读不了（{error.strerror}）") from error
    except (ValidationError, ValueError) as error:
        raise KioskError("E-ENR-01", f"{path} is not an enrolment bundle") from error
    if not allowed_url(bundle.hub_url):
        raise KioskError("E-ENR-01", _BAD_URL)
    if not is_terminal_code(bundle.terminal_code):
        raise KioskError("E-ENR-01", "the terminal code in the bundle is malformed")
    if text_sha256(bundle.root) != bundle.root_sha256:
        raise KioskError("E-ENR-01", "the root in the bundle is not the one it names")
    return Invitation(
        how=FILE,
        hub_url=bundle.hub_url,
        code=code,
        receipt_sha256=bundle.receipt_sha256,
        root_sha256=bundle.root_sha256,
        root=bundle.root,
        hub_id=bundle.hub_id,
        ca_pem=bundle.ca_pem,
    )


def from_qr(text: str) -> Invitation:
    """What the scanner read. Raises KioskError E-ENR-01."""
    try:
        hub_url, receipt_sha256, root_sha256, code = read_qr(text)
    except ValueError as error:
        raise KioskError("E-ENR-01", "扫到的不是注册二维码，对准中心给的那一张再扫") from error
    return Invitation(
        how=QR, hub_url=hub_url, code=code, receipt_sha256=receipt_sha256, root_sha256=root_sha256
    )


def from_typing(hub_url: str, code: str) -> Invitation:
    """Raises KioskError E-CFG-02 for what was mistyped."""
    if not allowed_url(hub_url):
        raise KioskError(_TYPED_WRONG, "--url 要用 https；http 只能连本机")
    try:
        return Invitation(how=TYPED, hub_url=hub_url, code=read_code(code))
    except ValueError as error:
        raise KioskError(_TYPED_WRONG, "注册码是 16 位字母和数字，对一对有没有念漏、输漏") from error
