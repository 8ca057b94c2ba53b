"""How much and how many: a dash between two amounts is 到, never 负."""

from hypothesis import given
from hypothesis import strategies as st

from tests.speech.saying import said, table


@table(
    ("6个月-3年", "六个月到三年"),
    ("6个月 — 3年", "六个月到三年"),
    ("3-5天", "三到五天"),
    ("2-3天", "两到三天"),
    ("2～5年", "两到五年"),
    ("2至5年", "二至五年"),
    ("2000-5000元", "两千到五千元"),
    ("5000元——20000元", "五千元到两万元"),
    ("¥50-¥100", "五十元到一百元"),
    ("1-3万元", "一到三万元"),
    ("15-20%", "百分之十五到二十"),
    ("10元-50元/天", "十元到五十元每天"),
    ("18-60周岁", "十八到六十周岁"),
    ("0-4℃", "零到四摄氏度"),
    ("-5℃~5℃", "负五摄氏度到五摄氏度"),
    ("三—五天", "三到五天"),
    ("六个月-三年", "六个月到三年"),
    ("第12-15条", "第十二到十五条"),
    ("第12条-第15条", "第十二条到第十五条"),
    ("第十二条—第十五条", "第十二条到第十五条"),
    ("3楼-5楼", "三楼到五楼"),
)
def test_ranges(written: str, spoken: str) -> None:
    assert said(written) == spoken


@table(
    ("5号楼-3单元", "五号楼，三单元"),
    ("医院-3楼", "医院，三楼"),
    ("共3人——2男1女", "共三人，二男一女"),
    ("第一章——总则", "第一章，总则"),
    ("-1楼", "负一楼"),
    ("零下-5℃", "零下五摄氏度"),
)
def test_dashes_that_are_none(written: str, spoken: str) -> None:
    assert said(written) == spoken


@given(
    st.integers(1, 9999),
    st.integers(1, 99999),
    st.sampled_from(["天", "元", "万元", "人", "次", "%", "公里", "个月", "周岁", "倍"]),
    st.sampled_from(["-", "—", "–", "~", "～", " - ", "－", "——"]),
)
def test_no_range_ends_below_nothing(low: int, high: int, unit: str, dash: str) -> None:
    for text in (f"要{low}{dash}{high}{unit}的", f"要{low}{unit}{dash}{high}{unit}的"):
        assert "负" not in said(text)
        assert "到" in said(text)


@table(
    ("12.50元", "十二元五角"),
    ("100.00元", "一百元"),
    ("1,234.56元", "一千二百三十四元五角六分"),
    ("12，000元", "一万两千元"),
    ("RMB5000", "五千元"),
    ("US$ 20万", "二十万美元"),
    ("60元/㎡", "六十元每平方米"),
    ("3次/天", "三次每天"),
    ("25000000元", "两千五百万元"),
    ("余额-50元", "余额，五十元"),
    ("余额：-50.5元", "余额，负五十元五角"),
    ("-¥50", "负五十元"),
)
def test_money(written: str, spoken: str) -> None:
    assert said(written) == spoken


@table(
    ("0.05%", "百分之零点零五"),
    ("4.5%至7.0%", "百分之四点五至百分之七点零"),
    ("2/3以上", "三分之二以上"),
    ("1/10000", "万分之一"),
    ("½", "二分之一"),
    ("万分之5", "万分之五"),
)
def test_shares(written: str, spoken: str) -> None:
    assert said(written) == spoken


@table(
    ("第1079条第2款第(3)项", "第一千零七十九条第二款第三项"),
    ("第一千零七十九条第一款第（三）项", "第一千零七十九条第一款第三项"),
    ("第1、2条", "第一，二条"),
    ("第2名", "第二名"),
    ("①带身份证②带合同", "一，带身份证，二，带合同"),
    ("1.带身份证", "一，带身份证"),
    ("Ⅱ级", "二级"),
    ("5.1.1", "五点一点一"),
    ("2代身份证，2年级", "二代身份证，二年级"),
)
def test_order(written: str, spoken: str) -> None:
    assert said(written) == spoken


@table(
    ("20m²", "二十平方米"),
    ("80km/h", "八十公里每小时"),
    ("80mg/100ml", "八十毫克每一百毫升"),
    ("7*24小时", "七乘二十四小时"),
    ("30厘米×3厘米", "三十厘米乘三厘米"),
    ("≥91dB", "不小于九十一分贝"),
    ("北纬31°30′", "北纬三十一度三十分"),
    ("修改<民法典>", "修改民法典"),
    ("满意率<90%", "满意率小于百分之九十"),
    ("满意率>=90%", "满意率不小于百分之九十"),
    ("比例尺1:1000", "比例尺一比一千"),
    ("2#楼", "二号楼"),
    ("2周一次，2条路，牙齿2枚", "两周一次，两条路，牙齿两枚"),
)
def test_measures_and_signs(written: str, spoken: str) -> None:
    assert said(written) == spoken
