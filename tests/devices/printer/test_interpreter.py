"""The picture of the paper comes from the bytes alone, and any bytes will do."""

import ast
import inspect

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pyzbar import pyzbar

from kiosk.devices.printer import interpreter, sheet, tokens
from kiosk.devices.printer.charset import Charset
from kiosk.devices.printer.interpreter import Picture, draw
from kiosk.devices.printer.layout import compose, render
from kiosk.devices.printer.paper import Paper
from kiosk.words.slips import AnySlip
from tests.devices.printer.samples import PAYLOAD, fonts, glyphs, guide, slip

PAPERS = [
    Paper(),
    Paper(native_qr=False),
    Paper(dots=384, qr_module=6),
    Paper(dots=384, qr_module=6, native_qr=False),
]


def printed(made: AnySlip, paper: Paper) -> Picture:
    job = render(compose(made, paper), paper, glyphs())
    return draw(job.data, fonts(), paper.dots)


def ink(picture: Picture) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    return np.asarray(picture.image) < 128


def test_it_does_not_know_our_encoder() -> None:
    for module in (interpreter, tokens, sheet):
        tree = ast.parse(inspect.getsource(module))
        names = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        ours = {name.removeprefix("kiosk.devices.printer.") for name in names if "printer" in name}
        assert ours <= {"glyphs", "sheet", "tokens"}


@pytest.mark.parametrize("paper", PAPERS, ids=["80-native", "80-drawn", "58-native", "58-drawn"])
def test_the_receipts_code_can_be_scanned(paper: Paper) -> None:
    picture = printed(slip(), paper)
    image = picture.image
    read = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert [code.data.decode("ascii") for code in read] == [PAYLOAD]
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(np.asarray(image))
    assert text == PAYLOAD
    assert picture.qr == ([PAYLOAD] if paper.native_qr else [])
    assert picture.warnings == []
    assert picture.cuts == 1


def test_the_receipt_reads_from_the_bytes() -> None:
    picture = printed(slip(offline=True), Paper())
    assert "受 理 回 执" in picture.texts
    assert " 工单号     SS3-0147" in picture.texts
    assert " 请留意     现在没有网络，已存在本机，连上后自动" in picture.texts


@pytest.mark.parametrize("paper", PAPERS[::2])
def test_a_guide_prints_without_a_warning_and_inside_the_paper(paper: Paper) -> None:
    picture = printed(guide(never="名字里有𠮷和〇的，照写。"), paper)
    assert picture.warnings == []
    assert picture.image.width == paper.dots + 64
    dark = ink(picture)
    assert not dark[:, :32].any()
    assert not dark[:, -32:].any()


def test_a_line_drawn_by_us_looks_like_the_line_the_printer_sets() -> None:
    words = dict.fromkeys((Charset.GB18030, Charset.GB2312), np.zeros((1, 1), dtype=bool))
    for charset in words:
        paper = Paper(charset=charset)
        job = render(compose(slip(bring="〇一二"), paper)[:9], paper, glyphs())
        words[charset] = ink(draw(job.data, fonts()))
    assert words[Charset.GB18030].shape == words[Charset.GB2312].shape
    assert (words[Charset.GB18030] == words[Charset.GB2312]).all()


def test_double_size_is_twice_as_high_and_wide() -> None:
    small = ink(draw("口".encode("gb18030") + b"\n", fonts()))
    big = ink(draw(b"\x1d!\x11" + "口".encode("gb18030") + b"\n", fonts()))
    for axis in (0, 1):
        extents = [np.flatnonzero(picture.any(axis=axis)) for picture in (small, big)]
        sizes = [int(extent[-1] - extent[0] + 1) for extent in extents]
        assert sizes[1] == 2 * sizes[0]


def test_different_sizes_stand_on_one_line() -> None:
    box = "口".encode("gb18030")
    picture = ink(draw(box + b"\x1d!\x11" + box + b"\n", fonts()))
    small, big = picture[:, 32 : 32 + 24], picture[:, 32 + 24 :]
    bottoms = [int(np.flatnonzero(part.any(axis=1))[-1]) for part in (small, big)]
    assert abs(bottoms[0] - bottoms[1]) <= 4
    tops = [int(np.flatnonzero(part.any(axis=1))[0]) for part in (small, big)]
    assert tops[0] - tops[1] > 12


def test_alignment_and_raster() -> None:
    block = b"\x1dv0\x00\x01\x00\x08\x00" + b"\xff" * 8
    for code, left in ((0, 32), (1, 32 + 284), (2, 32 + 568)):
        columns = np.flatnonzero(ink(draw(b"\x1ba" + bytes([code]) + block, fonts())).any(axis=0))
        assert (columns[0], columns[-1]) == (left, left + 7)
    doubled = ink(draw(b"\x1dv0\x03" + block[4:], fonts()))
    assert doubled.sum() == 16 * 16


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        ("𠮷".encode("gb18030"), "four-byte"),
        (b"\x1c." + "工".encode("gb18030"), "outside Chinese mode"),
        (b"\x81\xff", "not a GB18030 character"),
        (b"\x1d(k\x04\x00", "unfinished command"),
        (b"a" * 49, "longer than the paper"),
        (b"\x1bQ", "unknown ESC Q"),
        (b"\x1b!\x30", "ESC !"),
        (b"abc\x1b@", "threw away"),
        (b"\x1d(k\x03\x001Q0", "without data"),
        (b"\x1d(k\x03\x001C\x63", "unusable"),
        (b"\x1dv0\x00\x60\x00\x01\x00" + bytes(96), "wider than the paper"),
        (b"\x1dv0\x00\x00\x00\x01\x00", "empty picture"),
        (b"\x1dk\x04123\x00", "GS k not drawn"),
    ],
)
def test_what_a_printer_would_get_wrong_is_said(data: bytes, warning: str) -> None:
    assert any(warning in told for told in draw(data, fonts()).warnings)


PREFIXES = st.sampled_from([b"\x1b", b"\x1c", b"\x1d", b"\x1d(k\x03\x001", b"\x10"])
LETTERS = st.sampled_from([bytes([letter]) for letter in b"@!23JdaEGD*-VvLkB8&.CPQ\x04\x14"])
COMMANDS = st.builds(bytes.__add__, PREFIXES, LETTERS) | st.sampled_from(
    [b"\x1dv0\x00\x02\x00\x02\x00", b"\x1d(k\x06\x001P0abc", b"\n", "工".encode("gb18030")]
)


@given(st.lists(COMMANDS | st.binary(max_size=12), max_size=30))
def test_any_bytes_make_a_picture(parts: list[bytes]) -> None:
    picture = draw(b"".join(parts), glyphs(), 384)
    assert picture.image.width == 384 + 64
    assert picture.image.height <= 30_064


def test_endless_paper_is_cut_short() -> None:
    picture = draw(b"\x1bd\xff" * 2000, fonts())
    assert picture.image.height == 30_064
    assert any("too long" in told for told in picture.warnings)


def test_the_picture_can_be_saved(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("paper") / "receipt.png"
    printed(slip(), Paper()).image.save(path)
    assert Image.open(path).mode == "L"
