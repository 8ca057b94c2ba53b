import io

import pytest
from PIL import Image

from kiosk.content.publish.vector import WIDTH, BadDrawingError, drawn

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60">'


def svg(body: str, head: str = HEAD) -> bytes:
    return f"{head}{body}</svg>".encode()


def test_shapes_become_a_picture_of_the_terminals_width() -> None:
    png, width, height = drawn(
        svg('<rect width="120" height="60" fill="#ffffff"/><rect width="60" height="60"/>')
    )
    assert (width, height) == (WIDTH, WIDTH // 2)
    with Image.open(io.BytesIO(png)) as picture:
        assert (picture.format, picture.size) == ("PNG", (width, height))
        left, right = picture.getpixel((10, 10)), picture.getpixel((width - 10, height - 10))
    assert (left, right) == ((0, 0, 0), (255, 255, 255))


def test_the_same_drawing_is_the_same_picture() -> None:
    once = svg('<circle cx="60" cy="30" r="20" fill="#1F4E8C"/>')
    assert drawn(once) == drawn(once)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<svg", "不是好的 .svg 图"),
        (b"\xff\xfe", "不是好的 .svg 图"),
        (svg("<text>a</text>"), "图里只能有线和形状，不能有 text；字写在 text 里"),
        (svg('<image href="file:///etc/passwd"/>'), "图里只能有线和形状，不能有 image；字写在 text 里"),
        (svg("", '<svg xmlns="http://www.w3.org/2000/svg">'), 'svg 上要写 viewBox="0 0 宽 高"'),
        (svg("", HEAD.replace("120 60", "0 60")), 'svg 上要写 viewBox="0 0 宽 高"'),
        (svg("", HEAD.replace("120 60", "60 120")), "这张图太高或者太扁，viewBox 的宽和高改一下"),
        (
            b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 9 9"><title>&a;</title></svg>',
            "不是好的 .svg 图",
        ),
        (svg('<path d="M nonsense"/>'), "这张图画不出来"),
    ],
)
def test_what_is_no_drawing_is_said_so(data: bytes, said: str) -> None:
    with pytest.raises(BadDrawingError, match=said[:8]):
        drawn(data)
