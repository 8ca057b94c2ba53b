"""A slip on paper: what stands where, and what never stands there."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.printer.charset import Charset, clean
from kiosk.devices.printer.encode import Line
from kiosk.devices.printer.layout import Cut, Gap, QrCode, compose, render
from kiosk.devices.printer.paper import Paper
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.words.reply_length import reply_cm
from kiosk.words.slips import AnySlip
from tests.devices.printer.samples import PAYLOAD, glyphs, guide, reckoned, reply, slip

WIDE = Paper()
NARROW = Paper(dots=384, qr_module=6)
PAPERS = pytest.mark.parametrize("paper", [WIDE, NARROW, Paper(dots=512)], ids=["80mm", "58mm", "180dpi"])


def text_of(line: Line) -> str:
    return "".join(span.text for span in line.spans)


def lines_of(made: AnySlip, paper: Paper) -> list[str]:
    return [text_of(part) for part in compose(made, paper) if isinstance(part, Line)]


def test_the_receipt_reads_as_specified() -> None:
    assert lines_of(slip(), WIDE) == [
        "菜园码头公共法律服务终端",
        "受 理 回 执",
        "-" * 48,
        " 工单号     SS3-0147",
        " 时间       2026-11-21 14:05",
        " 下一步     1 个工作日内给您打电话",
        "            7 天内告诉您批不批",
        " 要准备     身份证、能证明这件事的材料",
        "-" * 48,
        "到任何一台终端，扫码查进度",
        "手输码  7K3QX 9M2TA（只能联网查）",
        "-" * 48,
        "免费。问进度打 12348。请拿好身份证。",
    ]


def test_off_line_it_says_so() -> None:
    assert any("现在没有网络" in line for line in lines_of(slip(offline=True), WIDE))
    assert not any("没有网络" in line for line in lines_of(slip(), WIDE))


@PAPERS
@pytest.mark.parametrize(
    "made",
    [slip(), slip(offline=True), guide(), reply(), reckoned()],
    ids=["receipt", "offline", "guide", "reply", "sum"],
)
def test_every_line_fits_the_paper(made: AnySlip, paper: Paper) -> None:
    for part in compose(made, paper):
        if isinstance(part, Line):
            assert sum(span.columns for span in part.spans) <= paper.columns


@given(st.text(max_size=80), st.text(min_size=1, max_size=40), st.sampled_from([WIDE, NARROW]))
def test_any_content_fits_and_steers_nothing(bring: str, site: str, paper: Paper) -> None:
    made = dataclasses.replace(slip(), bring=bring, title=site, next_lines=(bring, site))
    for part in compose(made, paper):
        if isinstance(part, Line):
            assert sum(span.columns for span in part.spans) <= paper.columns
            assert clean(text_of(part)) == text_of(part)
    job = render(compose(made, paper), paper, None)
    assert job.data.count(b"\x1dV") == 1  # one cut, ours
    assert job.data.count(b"\x1b@") == 1


@PAPERS
def test_the_qr_code_has_its_white_and_stands_far_from_the_blade(paper: Paper) -> None:
    parts = compose(slip(), paper)
    at = parts.index(QrCode(PAYLOAD))
    quiet = Gap(4 * paper.qr_module)
    assert parts[at - 1] == quiet
    assert parts[at + 1] == quiet
    below = sum(part.dots for part in parts[at + 1 :] if isinstance(part, Line | Gap))
    assert below + paper.tail_dots >= 25 * 8  # 25 mm
    assert parts[-1] == Cut()
    assert parts.count(Cut()) == 1


@PAPERS
def test_the_order_number_is_the_biggest_and_on_one_line(paper: Paper) -> None:
    numbers = [
        span
        for part in compose(slip(), paper)
        if isinstance(part, Line)
        for span in part.spans
        if span.text == "SS3-0147"
    ]
    assert [(span.wide, span.tall, span.bold) for span in numbers] == [(2, 2, True)]


def test_the_secret_is_in_the_code_and_its_head_in_the_typed_line_only() -> None:
    parts = compose(slip(), WIDE)
    assert [part.payload for part in parts if isinstance(part, QrCode)] == [PAYLOAD]
    printed = "".join(lines_of(slip(), WIDE))
    assert "7K3QX 9M2TA" in printed
    assert PAYLOAD[23:] not in printed


def test_a_guide_has_everything_it_was_given_and_no_code() -> None:
    made = guide()
    printed = "".join(line.strip() for line in lines_of(made, WIDE))
    wanted = [made.heading, *made.answer, *made.bring, made.cost, made.time, made.never, made.note, made.date]
    for text in wanted:
        assert text.replace(" ", "") in printed.replace(" ", "")
    assert "1. 留好证据" in printed
    assert "《保障农民工工资支付条例》" in printed
    assert not any(isinstance(part, QrCode) for part in compose(made, WIDE))


def test_an_answer_reads_as_it_was_written_in_letters_twice_as_high() -> None:
    assert lines_of(reply(), WIDE) == [
        "菜园码头公共法律服务终端",
        "答 复",
        "-" * 48,
        " 工单号     SS3-0147",
        " 办到哪     办好了，答复在下面",
        "【11月22日】",
        "工钱可以要回来，劳动仲裁不收费。",
        "先去投诉。",
        "-" * 48,
        "2026-11-22 14:05 打印",
        "免费。还有不明白的，打 12348。",
    ]
    spans = [span for part in compose(reply(), WIDE) if isinstance(part, Line) for span in part.spans]
    assert {span.tall for span in spans if "仲裁" in span.text} == {2}
    assert not any(isinstance(part, QrCode) for part in compose(reply(), WIDE))
    assert "【】" not in "".join(lines_of(reply(day=""), WIDE))


def test_a_sum_says_what_went_in_and_how_it_came_out() -> None:
    made = reckoned()
    lines = lines_of(made, WIDE)
    printed = "".join(line.strip() for line in lines).replace(" ", "")
    figure = "示例县职工月平均工资：8100元（2026-01-01到2026-12-31，编的，不能当真，样例）"
    for text in (
        "哪天开始上班　2020年3月1日",
        "月平均工资　8,000元",
        *made.steps,
        *made.articles,
        figure,
        *made.notes,
    ):
        assert text.replace(" ", "") in printed
    spans = [span for part in compose(made, WIDE) if isinstance(part, Line) for span in part.spans]
    assert {(span.wide, span.tall) for span in spans if span.text == "40,000 元"} == {(2, 2)}
    assert not any(isinstance(part, QrCode) for part in compose(made, WIDE))


@given(st.text(max_size=400), st.sampled_from([WIDE, NARROW]))
def test_whatever_an_answer_holds_fits_and_steers_nothing(text: str, paper: Paper) -> None:
    parts = compose(reply(text), paper)
    for part in parts:
        if isinstance(part, Line):
            assert sum(span.columns for span in part.spans) <= paper.columns
            assert clean(text_of(part)) == text_of(part)
    assert render(parts, paper, None).data.count(b"\x1dV") == 1


def test_a_guides_empty_parts_leave_no_heading() -> None:
    printed = "".join(lines_of(dataclasses.replace(guide(), never="", where=(), law=()), WIDE))
    assert "千万不要" not in printed
    assert "去哪里" not in printed
    assert "法律依据" not in printed
    assert "带什么" in printed


def test_a_long_title_is_not_as_wide_but_as_high() -> None:
    made = guide(title="老板拖欠工资，还说没有签过合同就不给，我该怎么办？")
    spans = [span for part in compose(made, WIDE) if isinstance(part, Line) for span in part.spans]
    heading = [span for span in spans if span.tall == 2]
    assert len(heading) == 2
    assert {span.wide for span in heading} == {1}


def test_a_job_knows_its_length_on_paper_and_its_longest_command() -> None:
    drawn = Paper(charset=Charset.GB2312, native_qr=False)
    job = render(compose(slip(bring="证〇明"), drawn), drawn, glyphs())
    side = 29 * 7
    assert job.longest == 3 + 8 + (side + 7) // 8 * side  # the code as a picture
    lines = [part.dots for part in compose(slip(), WIDE) if isinstance(part, Line)]
    gaps = [part.dots for part in compose(slip(), WIDE) if isinstance(part, Gap)]
    assert render(compose(slip(), WIDE), WIDE, None).dots == sum(lines) + sum(gaps) + 29 * 7 + 120


def test_a_common_receipt_is_small() -> None:
    job = render(compose(slip(), WIDE), WIDE, glyphs())
    assert len(job.data) < 1000  # 90 ms at 115200 baud; as a picture it would take seconds
    assert b"\x1dv0" not in job.data


@pytest.mark.parametrize(
    "text",
    [
        "好。",
        "工资可以要回来，不收费。" * 100,
        "一二三四五六七，" * 500,
        "先去投诉，带上身份证 3 份。\n" * 120,
    ],
)
@pytest.mark.parametrize("dots", [576, 512, 384])
def test_how_long_an_answer_will_be_is_foretold_as_the_layout_has_it(text: str, dots: int) -> None:
    settings = PrinterSettings.model_validate({"width_dots": dots, "tail_mm": 20})
    printed = render(compose(reply(text), settings.paper), settings.paper, None).dots
    told = reply_cm(reply(text), settings.paper_size)
    assert told == pytest.approx(printed / settings.paper_size.dots_per_cm, rel=0.1, abs=1.5)


def test_narrow_paper_is_foretold_to_be_longer() -> None:
    made = reply("工资可以要回来，不收费。" * 100)
    wide, narrow = (PrinterSettings.model_validate({"width_dots": dots}).paper_size for dots in (576, 384))
    assert reply_cm(made, narrow) > 1.4 * reply_cm(made, wide)
