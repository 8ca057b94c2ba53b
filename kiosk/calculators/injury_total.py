"""The whole sum after an accident, compulsory insurance first. Pure.

法释〔2022〕14号 §6 to 17; 民法典 §1179, 1213. Which item belongs to which limit stands in the terms of the
insurance (机动车交通事故责任强制保险条款 §8), not in a statute.
"""

from decimal import Decimal
from typing import Final

from kiosk.calculators.fields import Field, money
from kiosk.calculators.injury import LAW
from kiosk.calculators.model import Ask, Calculator, on_field
from kiosk.calculators.parameters import Missing
from kiosk.calculators.result import Article, Result, Used, is_exactly, percent, yuan

# Key, label, the limit it is paid from, its article in the interpretation (0: none), help.
ITEMS: Final = (
    ("medical", "医疗费", "medical", 6, "药费、住院费，凭发票"),
    ("meals", "住院伙食补助费", "medical", 10, "住院天数 × 每天的标准"),
    ("nutrition", "营养费", "medical", 11, "看医院的意见"),
    ("lost_income", "误工费", "death", 7, "可以用“误工费”那一项算"),
    ("nursing", "护理费", "death", 8, "照顾的人少的收入，或请护工的钱"),
    ("transport", "交通费", "death", 9, "看病、转院的车票船票"),
    ("disability", "残疾赔偿金", "death", 12, "可以用“残疾赔偿金”那一项算"),
    ("death", "死亡赔偿金", "death", 15, "可以用“死亡赔偿金”那一项算"),
    ("funeral", "丧葬费", "death", 14, "可以用“丧葬费”那一项算"),
    ("dependants", "被扶养人生活费", "death", 17, "可以用“要养的人”那一项算"),
    ("property", "财产损失", "property", 0, "车、衣物、手机等修或赔的钱"),
)
LIMITS: Final = (("death", "死亡伤残"), ("medical", "医疗费用"), ("property", "财产损失"))
_MENTAL: Final = "精神损害抚慰金没有固定算法，这里没有算；可以要求保险公司先赔它"
_ROAD: Final = Article("最高人民法院关于审理道路交通事故损害赔偿案件适用法律若干问题的解释", 13)


def _injury_total(ask: Ask) -> Result:
    if ask.given("disability") and ask.given("death"):
        raise ask.refuse("death", "残疾赔偿金和死亡赔偿金只能填一项")
    if ask.given("funeral") and ask.given("disability"):
        raise ask.refuse("funeral", "填了残疾赔偿金，就没有丧葬费")
    groups = {name: Decimal(0) for name, _ in LIMITS}
    steps: list[str] = []
    articles = [Article("民法典", 1179)]
    for key, label, group, number, _ in ITEMS:
        if ask.number(key):
            groups[group] += ask.number(key)
            steps.append(f"{label} {yuan(ask.number(key))} 元")
            if number:
                articles.append(Article(LAW, number))
    total = sum(groups.values(), Decimal(0))
    steps.append(f"损失一共 {yuan(total)} 元")
    share = ask.number("fault_share") if ask.given("fault_share") else Decimal(1)
    if not ask.given("fault_share"):
        steps.append("没有填责任比例，按对方全责算")
    insured = ask.values["compulsory_insurance"] is not False
    paid = _insured(ask, groups, share, steps) if insured else Decimal(0)
    rest = total - paid
    owed = rest * share
    steps.append(
        f"{'剩下的' if insured else '没有交强险，都'}按责任：{yuan(rest)} × {percent(share)}"
        f" {is_exactly(owed)} 元"
    )
    steps.append(f"一共可以要：{yuan(paid)} + {yuan(owed)} {is_exactly(paid + owed)} 元")
    if insured:
        articles += [Article("民法典", 1213), Article("机动车交通事故责任强制保险条例", 23), _ROAD]
    extra = {"total": total, "insurer": paid, "by_fault": owed}
    warnings = [_MENTAL]
    if insured:
        warnings.append("剩下的先由商业险赔，不够的由责任人赔；几个人受伤的，交强险要分")
    else:
        warnings.append("该买交强险没有买的，车主也要在限额内先赔，请找人问")
    return Result(tuple(steps), tuple(articles), paid + owed, extra, tuple(warnings))


def _insured(ask: Ask, groups: dict[str, Decimal], share: Decimal, steps: list[str]) -> Decimal:
    """What the compulsory insurance pays, whatever the fault; less where there is none (条例 §23)."""
    found = ask.facts.book.find("compulsory_limits", "", ask.on)
    if isinstance(found, Missing):
        raise ask.refuse("date", f"{found.text}交强险限额，算不了")
    ask.used.append(Used("compulsory_insurance", found))
    prefix = "no_fault_" if share == 0 else ""
    if prefix:
        steps.append("对方没有责任，交强险按无责任的限额赔")
    paid = Decimal(0)
    for name, label in LIMITS:
        limit = found.row.values[prefix + name]
        part = min(groups[name], limit)
        if groups[name]:
            line = f"交强险{label}：{yuan(groups[name])} 元，限额 {yuan(limit)} 元"
            steps.append(f"{line}，赔 {yuan(part)} 元")
        paid += part
    steps.append(f"交强险先赔 {yuan(paid)} 元（{found.row.valid_from} 起的限额）")
    return paid


CALCULATORS: Final = (
    Calculator(
        "injury-total",
        "出了事故，一共能赔多少",
        "各项加起来，交强险先赔，剩下的按责任分",
        (
            *(money(key, label, help, 25000, required=False) for key, label, _, _, help in ITEMS),
            Field(
                "fault_share",
                "对方的责任",
                "rate",
                "全责填 1，主要责任一般填 0.7，同等填 0.5；没填按全责",
                "0.7",
                maximum=Decimal(1),
                required=False,
                percent_help="全责 100%，主要责任一般 70%，同等 50%；没填按全责",
            ),
            Field(
                "compulsory_insurance",
                "对方有没有交强险",
                "yes_no",
                "不是机动车撞的填否；不填按有",
                True,
                required=False,
            ),
            on_field("哪天出的事", "不填就按今天的限额"),
        ),
        (Article(LAW, 6), Article("民法典", 1179), Article("民法典", 1213)),
        _injury_total,
    ),
)
