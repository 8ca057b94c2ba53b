"""A paper through the real fonts and the real library, read back by another one."""

import io
import json
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from kiosk.config import Config
from kiosk.documents import child, maker
from kiosk.documents.fill import Paper, Part
from kiosk.documents.layout import laid_out
from kiosk.documents.maker import Maker, PaperError, Printable
from kiosk.documents.pdf import pdf
from kiosk.documents.type import FontType
from kiosk.speech.child import ChildError

FONTS = Config().fonts_path
RARE = "𮧵"  # in the second font alone
PRIVATE = "\ue123"  # another sign in every font
PAPER = Paper(
    "借条",
    (
        Part("title", "借条"),
        Part("text", f"今向林{RARE}借款人民币壹万元整（¥10,000），{PRIVATE}。"),
        Part("table", rows=(("姓名", "陈阿水"),)),
        Part("sign", "借款人（签名）："),
    ),
    (("先看一遍", ("对不对。",)),),
)


@pytest.fixture(scope="module")
def fonts() -> FontType:
    return FontType(FONTS)


@pytest.fixture(scope="module")
def made(fonts: FontType) -> bytes:
    return bytes(pdf(laid_out(PAPER, fonts), fonts, PAPER.title))


def test_the_words_can_be_read_back(made: bytes) -> None:
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 2
    text = document[0].get_textpage().get_text_range()
    assert f"今向林{RARE}借款人民币壹万元整（¥10,000），〓。" in text
    assert "姓名" in text
    assert "第 1 页，共 1 页" in text
    assert PRIVATE not in text


def test_it_is_a4_and_small(made: bytes) -> None:
    page = pypdfium2.PdfDocument(made)[0]
    assert [round(side * 25.4 / 72) for side in page.get_size()] == [210, 297]
    assert len(made) < 60_000


def test_it_says_nothing_of_who_and_when(made: bytes) -> None:
    said = pypdfium2.PdfDocument(made).get_metadata_dict()
    assert {name: value for name, value in said.items() if value} == {
        "Title": "借条",
        "CreationDate": "D:19700101000000Z",
    }
    assert b"/ID" not in made
    assert b"/Metadata" not in made


def test_the_same_paper_has_the_same_bytes_and_nothing_is_clipped(fonts: FontType) -> None:
    pages = laid_out(Paper("样张", (Part("title", "样张"), Part("text", "字迹，" * 200)), (), False), fonts)
    once = bytes(pdf(pages, fonts, "样张"))
    assert bytes(pdf(pages, FontType(FONTS), "样张")) == once
    page = pypdfium2.PdfDocument(once)[0]
    left, bottom, right, top = page.get_bbox()
    for index in range(page.get_textpage().count_chars()):
        one = page.get_textpage().get_charbox(index)
        assert left + 20 < one[0] <= one[2] < right - 20
        assert bottom + 20 < one[1] <= one[3] < top - 20


def test_widths_are_those_of_the_font_that_draws(fonts: FontType) -> None:
    assert (fonts.em("借"), fonts.em(RARE)) == (1.0, 1.0)
    assert 0.4 < fonts.em("1") < 0.7
    assert fonts.drawn(f"a{PRIVATE}b") == "a〓b"


def test_the_preview_shows_the_same_pages(fonts: FontType) -> None:
    made = child.pictures_of(bytes(child.answered(child.request(PAPER, FONTS, 420))))
    pictures = [Image.open(io.BytesIO(one)) for one in made]
    assert [picture.size for picture in pictures] == [(420, 594), (420, 594)]
    title = next(line for line in laid_out(PAPER, fonts)[0].lines if line.bold)
    box = (int(title.x * 2), int((title.y - 7) * 2), int((title.x + title.width) * 2), int(title.y * 2))
    assert min(pictures[0].crop(box).tobytes()) < 60
    # Left of the text there is nothing.
    assert pictures[0].crop((0, 0, 50, 594)).getextrema() == (255, 255)


def test_the_child_answers_on_its_pipes() -> None:
    sink = io.BytesIO()
    assert child.main(io.BytesIO(child.request(PAPER, FONTS, 300)), sink) == 0
    assert len(child.pictures_of(sink.getvalue())) == 2


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (b"", child.BAD),
        (b"{}", child.BAD),
        (b'{"paper": {"title": 1}, "fonts": "", "preview": 0}', child.BAD),
        (child.request(PAPER, Path("nowhere")), child.BAD),
        (child.request(PAPER, FONTS, 3), child.BAD),
        (child.request(Paper("长", (Part("text", "字" * 50_000),)), FONTS), child.TOO_LONG),
        (b" " * (child.GIVEN_MAX_BYTES + 1), child.TOO_LONG),
    ],
)
def test_the_child_ends_with_a_number_and_no_word(given: bytes, status: int) -> None:
    sink = io.BytesIO()
    assert child.main(io.BytesIO(given), sink) == status
    assert sink.getvalue() == b""


@pytest.mark.parametrize("data", [b"\0\0", b"\0\0\0\x05abc", b"\0\0\0\0"])
def test_pictures_cut_short_are_told(data: bytes) -> None:
    with pytest.raises(ValueError, match="cut short"):
        child.pictures_of(data)


def test_a_process_of_its_own_makes_the_same(made: bytes) -> None:
    with Maker(FONTS).pdf(PAPER) as paper:
        assert bytes(paper.data) == made
        view = paper.data
    assert bytes(paper.data) == b""
    assert bytes(view) == b"\0" * len(made)


def test_what_the_maker_cannot_make_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bytes:
        raise ChildError("python: exit status 3")

    one = Maker(FONTS)
    monkeypatch.setattr(one._child, "run", fails)
    with pytest.raises(PaperError) as told:
        one.pdf(PAPER)
    assert told.value.too_long
    with pytest.raises(PaperError) as told:
        one.pdf(Paper("长", (Part("text", "字" * 200_000),)))
    assert told.value.too_long
    monkeypatch.setattr(one._child, "run", lambda *_: b"\0")
    with pytest.raises(PaperError, match="cut short"):
        one.preview(PAPER, 300)
    one.kill()


def test_a_request_holds_the_paper_and_the_fonts_alone() -> None:
    assert set(json.loads(child.request(PAPER, FONTS))) == {"paper", "fonts", "preview"}
    assert maker.PDF_MAX_BYTES >= 1_000_000
    assert bytes(Printable(b"x").data) == b"x"
