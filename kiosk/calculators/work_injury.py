"""Hurt or killed at work: 工伤保险条例 articles 35 to 37, 39 and 64. Pure."""

from decimal import Decimal
from typing import Final

from kiosk.calculators.fields import Field, money
from kiosk.calculators.model import REGION, Ask, Calculator, on_field
from kiosk.calculators.parameters import Missing
from kiosk.calculators.result import Article, Result, is_exactly, percent, plain, yuan

LAW: Final = "工伤保险条例"
MONTHS: Final = {1: 27, 2: 25, 3: 23, 4: 21, 5: 18, 6: 16, 7: 13, 8: 11, 9: 9, 10: 7}
ALLOWANCE: Final = {
    1: Decimal("0.90"),
    2: Decimal("0.85"),
    3: Decimal("0.80"),
    4: Decimal("0.75"),
    5: Decimal("0.70"),
    6: Decimal("0.60"),
}
_LOW: Final = Decimal("0.6")
_HIGH: Final = Decimal(3)
_RETIRED: Final = 4  # grades up to here leave work for good
_HELPED: Final = 6  # grades up to here may have a monthly allowance
_FUNERAL_MONTHS: Final = 6
_DEATH_TIMES: Final = 20


def _local(key: str = "local_average", help: str = "统筹地区上一年公布的") -> Field:
    return money(key, "当地职工月平均工资", help, 8000, required=False, figure="local_average", minimum=1)


def own_wage(wage: Decimal, local: Decimal) -> Decimal:
    """本人工资: the average paid in for, not under 60 % and not over 300 % of the local average (§64)."""
    return min(max(wage, local * _LOW), local * _HIGH)


def _work_injury(ask: Ask) -> Result:
    grade, wage = ask.integer("grade"), ask.number("wage")
    local = ask.figure("local_average", ask.on)
    own = own_wage(wage, local)
    steps = [
        f"受伤前十二个月平均缴费工资 {yuan(wage)} 元，当地平均工资 {ask.sourced('local_average', local)}",
        _clamp_step(wage, local, own),
    ]
    amount = own * MONTHS[grade]
    steps.append(f"{grade} 级，{MONTHS[grade]} 个月：{yuan(own)} × {MONTHS[grade]} {is_exactly(amount)} 元")
    articles = [Article(LAW, 64), Article(LAW, _article_of(grade))]
    extra: dict[str, object] = {"lump_sum": amount, "own_wage": own}
    if grade in ALLOWANCE:
        _allowance(ask, grade, own, steps, extra)
    warnings = ["医疗费、停工留薪期工资、护理费另算；先要做工伤认定和劳动能力鉴定"]
    if grade > _RETIRED:
        warnings += _provincial(ask, grade, steps, extra)
    return Result(tuple(steps), tuple(articles), amount, extra, tuple(warnings))


def _article_of(grade: int) -> int:
    if grade <= _RETIRED:
        return 35
    return 36 if grade <= _HELPED else 37


def _clamp_step(wage: Decimal, local: Decimal, own: Decimal) -> str:
    if own > wage:
        return f"低于平均工资的 60%，按 {yuan(local)} × 60% = {yuan(own)} 元算"
    if own < wage:
        return f"高于平均工资的三倍，按 {yuan(local)} × 3 = {yuan(own)} 元算"
    return f"在平均工资的 60% 到三倍之间，按本人的 {yuan(own)} 元算"


def _allowance(ask: Ask, grade: int, own: Decimal, steps: list[str], extra: dict[str, object]) -> None:
    """伤残津贴, monthly: not below the minimum wage where that is known (§35, 36)."""
    monthly = own * ALLOWANCE[grade]
    when = "每月还有伤残津贴" if grade <= _RETIRED else "单位安排不了工作的，每月有伤残津贴"
    steps.append(f"{when}：{yuan(own)} × {percent(ALLOWANCE[grade])} {is_exactly(monthly)} 元")
    if ask.given("minimum_wage"):
        least = ask.number("minimum_wage")
    else:
        found = ask.table("minimum_wage", ask.on)
        least = found.value if found is not None else Decimal(0)
    if monthly < least:
        steps.append(f"低于最低工资 {ask.sourced('minimum_wage', least)}，补到 {yuan(least)} 元")
        monthly = least
    extra["monthly_allowance"] = monthly


def _provincial(ask: Ask, grade: int, steps: list[str], extra: dict[str, object]) -> list[str]:
    """What the province adds when the employment ends: two sums of as many months each. Returns warnings.

    A place whose table is not there is refused by name; without any place only the national sum is reckoned.
    """
    if not ask.region:
        return ["离开单位时还有医疗补助金、就业补助金，各省不一样；填上“哪个省”可以算"]
    table = ask.facts.book.find("injury_months", ask.region, ask.on)
    if isinstance(table, Missing):
        if ask.given("region"):
            raise ask.refuse("region", f"{table.text}工伤补助金标准，请打 12333 或 12348 问")
        return ["离开单位时还有医疗补助金、就业补助金，各省不一样，请打 12333 问"]
    ask.table("injury_months", ask.on)
    months = table.row.values[str(grade)]
    extra["subsidy_months"] = plain(months)
    when = "解除劳动关系时" if grade <= _HELPED else "合同到期或自己提出离开时"
    what = f"{when}，{table.source.region}的医疗补助金、就业补助金各 {plain(months)} 个月"
    if ask.given("provincial_average"):
        average = ask.number("provincial_average")
    else:
        found = ask.table("provincial_average", ask.on)
        if found is None:
            steps.append(f"{what}的全省职工月平均工资")
            return ["内容里没有全省职工月平均工资，这两笔没有算成钱；填上“全省职工月平均工资”可以算"]
        average = found.value
    each = average * months
    steps.append(
        f"{what}：{ask.sourced('provincial_average', average)} × {plain(months)} {is_exactly(each)} 元"
    )
    extra |= {"medical_subsidy": each, "job_subsidy": each}
    return ["医疗补助金由基金给，就业补助金由单位给，以经办机构核定为准"]


def _work_death(ask: Ask) -> Result:
    local, income = ask.figure("local_average", ask.on), ask.figure("national_income", ask.on)
    funeral, lump = local * _FUNERAL_MONTHS, income * _DEATH_TIMES
    steps = (
        f"丧葬补助金：{ask.sourced('local_average', local)} × 6 个月 {is_exactly(funeral)} 元",
        f"上一年全国城镇居民人均可支配收入：{ask.sourced('national_income', income)}",
        f"一次性工亡补助金：{yuan(income)} × 20 {is_exactly(lump)} 元",
        f"合计 {is_exactly(funeral + lump)} 元",
    )
    warnings = ("靠他养活、干不了活的亲属，每月另有抚恤金：配偶 40%，其他人每人 30%，请经办机构核定",)
    extra = {"funeral": funeral, "lump_sum": lump}
    return Result(steps, (Article(LAW, 39),), funeral + lump, extra, warnings)


CALCULATORS: Final = (
    Calculator(
        "work-injury",
        "工伤能赔多少",
        "评了伤残等级以后，一次性给的钱和每月的津贴",
        (
            Field(
                "grade",
                "伤残等级",
                "integer",
                "劳动能力鉴定写的几级，1 级最重",
                8,
                "级",
                Decimal(1),
                Decimal(10),
            ),
            money("wage", "本人月平均缴费工资", "受伤前十二个月，交工伤保险的工资", 4800),
            _local(),
            Field(
                "region",
                "哪个省",
                "text",
                "离开单位时的补助金按省里的标准，不填就按这台机器所在的地方",
                "浙江",
                required=False,
            ),
            money(
                "provincial_average",
                "全省职工月平均工资",
                "算省里补助金用，省里上一年公布的",
                8200,
                required=False,
                figure="provincial_average",
                minimum=1,
            ),
            money("minimum_wage", "当地最低工资", "伤残津贴不低于它", 2000, required=False),
            on_field(),
        ),
        (Article(LAW, 35), Article(LAW, 36), Article(LAW, 37), Article(LAW, 64)),
        _work_injury,
    ),
    Calculator(
        "work-death",
        "因工死亡，能赔多少",
        "丧葬补助金和一次性工亡补助金",
        (
            _local(),
            money(
                "national_income",
                "上一年全国城镇居民人均可支配收入",
                "国家统计局公布的，按去世前一年",
                54188,
                required=False,
                figure="national_income",
                minimum=1,
            ),
            REGION,
            on_field("哪天去世", "不填就按今天"),
        ),
        (Article(LAW, 39),),
        _work_death,
    ),
)
