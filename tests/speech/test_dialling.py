"""What is dialled or written down is said digit by digit, and nothing else is."""

import re
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.publish.studio import wanted
from kiosk.speech.numbers import DIALLED, digits
from tests.speech.saying import said, table
from tests.support.whole_library import collected


@table(
    ("0580-1234567", "零五八零，幺二三，四五六七"),
    ("(0580)1234567", "零五八零，幺二三，四五六七"),
    ("（0580）1234567转801", "零五八零，幺二三，四五六七转八零幺"),
    ("0580-1234567-12", "零五八零，幺二三，四五六七转幺二"),
    ("0580 - 123 4567", "零五八零，幺二三，四五六七"),
    ("0580-1234567/7654321", "零五八零，幺二三，四五六七或七六五，四三二幺"),
    ("139 0000 0001", "幺三九，零零零零，零零零幺"),
    ("400-1234-567", "四零零，幺二三四，五六七"),
    ("拨打12348转2", "拨打幺二三四八转二"),
    ("打12348，再按12", "打幺二三四八，再按十二"),
    ("打给12348", "打给幺二三四八"),
    ("联系电话是5081234", "联系电话是五零八，幺二三四"),
)
def test_telephones(written: str, spoken: str) -> None:
    assert said(written) == spoken


@table(
    ("12348/12345双号并行", "幺二三四八或幺二三四五双号并行"),
    ("12395海上求救", "幺二三九五海上求救"),
    ("95588", "九五五八八"),
    ("10010", "幺零零幺零"),
    ("请联系12345处理", "请联系幺二三四五处理"),
    ("打12348周一到周五都有人", "打幺二三四八周一到周五都有人"),
    ("拨打110人民警察马上到", "拨打幺幺零人民警察马上到"),
    ("拨打12348 人工服务", "拨打幺二三四八人工服务"),
    ("12345政务服务热线", "幺二三四五政务服务热线"),
    ("有人伤，120", "有人伤，幺二零"),
    ("着火，119", "着火，幺幺九"),
    ("110/120", "幺幺零或幺二零"),
    ("110、12395", "幺幺零，幺二三九五"),
    ("我打了110", "我打了幺幺零"),
    ("叫120来", "叫幺二零来"),
    ("110出警", "幺幺零出警"),
)
def test_lines_everybody_knows(written: str, spoken: str) -> None:
    assert said(written) == spoken


@table(
    ("12000元", "一万两千元"),
    ("12000 元", "一万两千元"),
    ("12345 元", "一万两千三百四十五元"),
    ("12300-15000元", "一万两千三百到一万五千元"),
    ("95000—98000元", "九万五千到九万八千元"),
    ("12345-12350元", "一万两千三百四十五到一万两千三百五十元"),
    ("满12000的", "满一万两千的"),
    ("¥12345", "一万两千三百四十五元"),
    ("第12345号", "第一万两千三百四十五号"),
    ("约12345", "约一万两千三百四十五"),
    ("12345人", "一万两千三百四十五人"),
    ("10000", "一万"),
    ("打了2000元", "打了两千元"),
    ("打了300多次", "打了三百多次"),
    ("打了120个电话", "打了一百二十个电话"),
    ("长110、120、119", "长一百一十，一百二十，一百一十九"),
    ("120平方米", "一百二十平方米"),
)
def test_amounts_that_look_like_them(written: str, spoken: str) -> None:
    assert said(written) == spoken


@table(
    ("浙嵊渔12345", "浙嵊渔幺二三四五"),
    ("浙嵊渔05123号", "浙嵊渔零五幺二三号"),
    ("浙L·12D45", "浙，L，幺，二，D，四，五"),
    ("D3101次", "D三幺零幺次"),
    ("标准GB/T 39735-2020", "标准G B T三九七三五杠二零二零"),
    ("301室", "三零幺室"),
    ("3-2-501室", "三杠二杠五零幺室"),
    ("101路公交车", "幺零幺路公交车"),
    ("12路公交车", "十二路公交车"),
    ("示例路123号", "示例路一百二十三号"),
    ("工单号SS3-0012", "工单号，S,S，三，杠，零，零，幺，二"),
    ("330922190001010012", "三三零九二二，幺九零零，零幺零幺，零零幺二"),
    ("33092219000101001x", "三三零九二二，幺九零零，零幺零幺，零零幺X"),
    ("姓名3****************0对吗", "姓名，对吗"),
)
def test_codes(written: str, spoken: str) -> None:
    assert said(written) == spoken


@given(
    st.sampled_from(["110", "119", "120", "122", "12345", "12348", "12333", "12395"]),
    st.sampled_from(["请拨打{}", "有事打 {}。", "着火，{}", "马上打{}，别等", "电话：{}", "{}报警"]),
)
def test_a_line_that_saves_is_never_an_amount(number: str, sentence: str) -> None:
    assert digits(number, DIALLED) in said(sentence.format(number))


LINES: Final = re.compile(r"(?<![\d-])(1(?:10|19|20|22)|123\d\d)(?![\d-])(?! ?[天元个人小])")


def test_every_line_the_library_names_is_dialled() -> None:
    found = 0
    for row in wanted(collected()).values():
        for number in LINES.findall(row.sentence.caption):
            assert digits(number, DIALLED) in row.sentence.spoken, row
            found += 1
    assert found > 20
