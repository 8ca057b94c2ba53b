"""Whether legal aid is likely: 法律援助法 §24, 29, 31, 32, 34, 41, 42. Never an answer to an application."""

from decimal import Decimal
from typing import Final

from kiosk.calculators.fields import Choice, Field, money
from kiosk.calculators.model import REGION, Ask, Calculator, on_field
from kiosk.calculators.result import Article, Result, is_exactly, plain, yuan

LAW: Final = "法律援助法"
LIKELY: Final = "可能符合"
UNLIKELY: Final = "可能不符合(仍可提交)"
NO_MEANS_TEST: Final = "不受经济困难限制"
NO_CHECK: Final = "免予核查"
OUTSIDE: Final = "不在范围(转咨询)"

_WAGES: Final = "wages"
_WORK_INJURY: Final = "work-injury"
_CRIMINAL: Final = "criminal"
_OTHER: Final = "other"

_VIOLENCE: Final = Choice(
    "violence", "受虐待、遗弃、家庭暴力", ("家庭暴力", "家暴", "虐待", "遗弃", "domestic-violence")
)
# §32: whoever claims these needs not be poor.
FREE_MATTERS: Final = (
    _VIOLENCE,
    Choice("martyr", "英雄烈士的名誉，由近亲属维护", ("英雄烈士", "烈士", "英烈")),
    Choice("good-samaritan", "见义勇为的权益", ("见义勇为",)),
    Choice("acquitted", "再审改判无罪，要国家赔偿", ("再审改判无罪", "改判无罪")),
)
# What people come with, the most frequent first: two pages of eight. §31 but for criminal matters (§24, 29);
# (五) and (七) are split, because §42 speaks of pay and of injuries at work alone.
MATTERS: Final = (
    Choice(_WAGES, "工资、劳动报酬", ("工资", "讨薪", "欠薪", "劳动报酬", "支付劳动报酬")),
    Choice(_WORK_INJURY, "工伤赔偿", ("工伤", "工伤事故")),
    Choice("employment", "确认劳动关系", ("劳动关系",)),
    Choice("traffic", "交通事故受伤", ("交通事故", "车祸")),
    Choice("maintenance", "赡养费、抚养费、扶养费", ("赡养费", "抚养费", "扶养费", "赡养", "抚养")),
    Choice(
        "social-insurance",
        "社会保险、救助、抚恤金",
        ("社会保险、社会救助", "社会保险", "社会救助", "低保", "社保待遇", "抚恤金", "pension"),
    ),
    Choice(
        "medical",
        "医疗、食品、药品事故",
        ("医疗事故", "医疗", "食品药品安全事故", "食品安全", "药品", "food-drug"),
    ),
    _VIOLENCE,
    Choice(_CRIMINAL, "刑事案件，被告或者被害", ("刑事", "刑事案件", "被告人", "犯罪嫌疑人", "刑事被害人")),
    Choice("pollution", "环境污染、生态破坏的赔偿", ("环境污染", "生态破坏", "污染")),
    Choice("capacity", "认定没有行为能力", ("行为能力", "认定无民事行为能力", "认定限制民事行为能力")),
    Choice("state-compensation", "国家赔偿", ("请求国家赔偿",)),
    *FREE_MATTERS[1:],
    Choice(
        _OTHER,
        "别的事",
        ("其他", "离婚", "借款", "借贷", "欠款", "继承", "合同", "邻里", "买卖", "房屋", "土地"),
    ),
)
GROUPS: Final = (
    Choice("none", "都不是", ("无", "没有", "普通")),
    Choice(
        "no-income",
        "没有固定收入的未成年人、老人、残疾人",
        ("未成年人", "老年人", "老人", "残疾人", "无固定生活来源", "特定群体"),
    ),
    Choice(
        "assisted",
        "低保等救助对象、优抚对象",
        ("社会救助对象", "司法救助对象", "优抚对象", "低保户", "低保", "社会救助", "司法救助", "优抚"),
    ),
    Choice("migrant", "进城务工的人", ("进城务工人员", "农民工", "务工人员", "migrant-worker")),
)
_FREE: Final = frozenset(choice.id for choice in FREE_MATTERS)
_APPOINTED: Final = "未成年人、盲聋哑人、可能判无期或死刑的，由公检法通知派律师，不看收入（第25条）"
_STILL: Final = "这里只是估一估，行不行由法律援助机构七天内审查决定（第43条）"


def _legal_aid_check(ask: Ask) -> Result:
    matter = ask.word("matter")
    group = ask.word("group") if ask.given("group") else "none"
    if matter == _OTHER:
        reason = "《法律援助法》列的事里没有这一类；本省可能另有规定，先咨询，不要钱"
        return _said(OUTSIDE, reason, 31, 32)
    if matter in _FREE:
        return _said(NO_MEANS_TEST, "这类事申请法律援助，不看收入", 32)
    if group == "migrant" and matter in {_WAGES, _WORK_INJURY}:
        return _said(NO_CHECK, "进城务工的人要工资、要工伤赔偿，不查收入；带上务工的证明", 31, 42)
    criminal = matter == _CRIMINAL
    scope = (24, 29) if criminal else (31,)
    more = (_APPOINTED,) if criminal else ()
    if group in {"no-income", "assisted"}:
        return _said(NO_CHECK, "有材料证明是这类人的，不查收入；带上证明", *scope, 42, more=more)
    for key in ("monthly_income", "household"):
        if not ask.given(key):
            raise ask.refuse(key, "没有填")
    income, heads = ask.number("monthly_income"), ask.number("household")
    standard = ask.figure("standard", ask.on)
    each = income / heads
    steps = (
        f"全家每月 {yuan(income)} 元 ÷ {plain(heads)} 人 {is_exactly(each)} 元",
        f"当地经济困难标准：每人每月 {ask.sourced('standard', standard)}",
    )
    # Compared without dividing: a third of a yuan must not decide.
    if income <= standard * heads:
        outcome, reason = LIKELY, "家里每人每月的收入没有超过当地标准"
    else:
        outcome, reason = UNLIKELY, "家里每人每月的收入超过了当地标准；情况特殊的仍可以提交"
    return _said(outcome, reason, *scope, 34, 41, steps=steps, more=more)


def _said(
    outcome: str, reason: str, *articles: int, steps: tuple[str, ...] = (), more: tuple[str, ...] = ()
) -> Result:
    cited = tuple(Article(LAW, number) for number in articles)
    extra = {"outcome": outcome, "reason": reason}
    return Result((*steps, f"{outcome}：{reason}"), cited, None, extra, (*more, _STILL))


CALCULATORS: Final = (
    Calculator(
        "legal-aid-check",
        "能不能申请法律援助",
        "请律师不花钱，先估一估行不行",
        (
            Field(
                "matter",
                "什么事",
                "choice",
                "选最像的一样",
                _WAGES,
                choices=MATTERS,
            ),
            Field(
                "group", "您是哪类人", "choice", "不是就选都不是", "migrant", required=False, choices=GROUPS
            ),
            money("monthly_income", "全家每月收入", "家里所有人加起来", 4500, required=False),
            Field(
                "household",
                "家里几口人",
                "integer",
                "一起生活的人数",
                3,
                "人",
                Decimal(1),
                Decimal(50),
                required=False,
            ),
            money(
                "standard",
                "经济困难标准",
                "当地每人每月的标准，问法律援助中心",
                1500,
                required=False,
                figure="aid_standard",
                minimum=1,
            ),
            REGION,
            on_field(),
        ),
        tuple(Article(LAW, number) for number in (24, 29, 31, 32, 34, 41, 42)),
        _legal_aid_check,
    ),
)
