"""What going to court costs: 诉讼费用交纳办法 (2006) articles 13 to 18. Pure."""

from decimal import Decimal
from typing import Final

from kiosk.calculators.brackets import Bracket, brackets, graded, graded_steps, wan
from kiosk.calculators.fields import Field, money
from kiosk.calculators.model import Ask, Calculator
from kiosk.calculators.result import Article, Result, is_exactly, yuan

LAW: Final = "诉讼费用交纳办法"
_WAN: Final = 10_000
_FIRST: Final = Decimal(_WAN)
_BASE: Final = Decimal(50)

PROPERTY: Final = brackets(
    (10 * _WAN, "0.025"),
    (20 * _WAN, "0.02"),
    (50 * _WAN, "0.015"),
    (100 * _WAN, "0.01"),
    (200 * _WAN, "0.009"),
    (500 * _WAN, "0.008"),
    (1000 * _WAN, "0.007"),
    (2000 * _WAN, "0.006"),
    (None, "0.005"),
)
EXECUTION: Final = brackets(
    (50 * _WAN, "0.015"), (500 * _WAN, "0.01"), (1000 * _WAN, "0.005"), (None, "0.001")
)
PRESERVATION: Final = brackets((10 * _WAN, "0.01"), (None, "0.005"))
DIVORCE: Final = brackets((None, "0.005"))
PERSONALITY: Final = brackets((10 * _WAN, "0.01"), (None, "0.005"))

_HALVES: Final = (Article(LAW, 15), Article(LAW, 16), Article(LAW, 18))
_SIMPLIFIED: Final = Field(
    "simplified",
    "减半",
    "yes_no",
    "简易程序、调解结案、撤诉、反诉合并审理，只减半一次",
    False,
    required=False,
)
_PREPAID: Final = "起诉的一方先交，最后一般由输的一方承担；要工资的案子可以不先交（第20条、第29条）"


def property_fee(claim: Decimal) -> Decimal:
    """§13(一), in yuan."""
    return graded(claim, _BASE, _FIRST, PROPERTY)


def _property_steps(claim: Decimal) -> list[str]:
    return graded_steps(claim, _BASE, _FIRST, PROPERTY)


def _court_property(ask: Ask) -> Result:
    claim = ask.number("claim")
    fee, steps, articles = property_fee(claim), _property_steps(claim), [Article(LAW, 13, "第（一）项")]
    if ask.yes("simplified"):
        steps.append(f"减半，只减一次：{yuan(fee)} ÷ 2 {is_exactly(fee / 2)} 元")
        fee /= 2
        articles += _HALVES
    return Result(tuple(steps), tuple(articles), fee, warnings=(_PREPAID,))


def _court_divorce(ask: Ask) -> Result:
    base, assets = ask.number("base"), ask.number("assets")
    free = Decimal(20 * _WAN)
    part = graded(assets, Decimal(0), free, DIVORCE)
    steps = [f"离婚案件每件：{yuan(base)} 元", *_above(assets, free, "财产", DIVORCE)]
    total = base + part
    steps.append(f"合计：{yuan(base)} + {yuan(part)} {is_exactly(total)} 元")
    return Result(tuple(steps), (Article(LAW, 13, "第（二）项"),), total)


def _court_personality(ask: Ask) -> Result:
    base, damages = ask.number("base"), ask.number("damages")
    free = Decimal(5 * _WAN)
    part = graded(damages, Decimal(0), free, PERSONALITY)
    steps = [f"人格权案件每件：{yuan(base)} 元", *_above(damages, free, "赔偿", PERSONALITY)]
    total = base + part
    steps.append(f"合计：{yuan(base)} + {yuan(part)} {is_exactly(total)} 元")
    return Result(tuple(steps), (Article(LAW, 13, "第（二）项"),), total)


def _above(amount: Decimal, free: Decimal, what: str, rows: tuple[Bracket, ...]) -> list[str]:
    if amount <= free:
        return [f"{what}不超过 {wan(free)}：不另外交"]
    return [f"{what}不超过 {wan(free)}的部分不交", *graded_steps(amount, Decimal(0), free, rows)]


def _court_labour(ask: Ask) -> Result:
    fee, steps, articles = Decimal(10), ["劳动争议案件每件：10 元"], [Article(LAW, 13, "第（四）项")]
    if ask.yes("simplified"):
        fee, articles = fee / 2, [*articles, *_HALVES]
        steps.append("减半，只减一次：10 ÷ 2 = 5 元")
    return Result(tuple(steps), tuple(articles), fee)


def _execution_fee(ask: Ask) -> Result:
    amount = ask.number("amount")
    fee = graded(amount, _BASE, _FIRST, EXECUTION)
    steps = graded_steps(amount, _BASE, _FIRST, EXECUTION)
    late = "不用先交，执行以后交（第20条）"
    return Result(tuple(steps), (Article(LAW, 14, "第（一）项"),), fee, warnings=(late,))


def _preservation_fee(ask: Ask) -> Result:
    amount, flat, upto = ask.number("amount"), Decimal(30), Decimal(1000)
    fee, most = graded(amount, flat, upto, PRESERVATION), Decimal(5000)
    steps = graded_steps(amount, flat, upto, PRESERVATION)
    if fee > most:
        steps.append(f"最多交 {yuan(most)} 元，按 {yuan(most)} 元")
    return Result(tuple(steps), (Article(LAW, 14, "第（二）项"),), min(fee, most))


def _payment_order(ask: Ask) -> Result:
    amount = ask.number("amount")
    fee = property_fee(amount)
    steps = [*_property_steps(amount), f"支付令只交三分之一：{yuan(fee)} ÷ 3 {is_exactly(fee / 3)} 元"]
    return Result(tuple(steps), (Article(LAW, 14, "第（三）项"), Article(LAW, 13, "第（一）项")), fee / 3)


def _bankruptcy_fee(ask: Ask) -> Result:
    assets, most = ask.number("assets"), Decimal(30 * _WAN)
    fee = property_fee(assets) / 2
    steps = [*_property_steps(assets), f"减半：{yuan(fee * 2)} ÷ 2 {is_exactly(fee)} 元"]
    if fee > most:
        steps.append(f"最多交 {wan(most)}，按 {yuan(most)} 元")
    articles = (Article(LAW, 14, "第（六）项"), Article(LAW, 13, "第（一）项"))
    return Result(tuple(steps), articles, min(fee, most))


def _base(low: int, high: int) -> Field:
    return money(
        "base",
        "每件的费用",
        f"{low} 到 {high} 元，省里定，问法院",
        high,
        minimum=low,
        maximum=Decimal(high),
    )


CALCULATORS: Final = (
    Calculator(
        "court-property",
        "要钱的官司，诉讼费多少",
        "要钱、要东西的官司，按要的数目分段算",
        (money("claim", "要多少钱", "起诉要对方给的总数", 350000), _SIMPLIFIED),
        (Article(LAW, 13, "第（一）项"), *_HALVES),
        _court_property,
    ),
    Calculator(
        "court-divorce",
        "离婚官司，诉讼费多少",
        "财产超过 20 万元的，超过的部分另外交",
        (_base(50, 300), money("assets", "两个人的财产", "要分的财产一共值多少", 500000, required=False)),
        (Article(LAW, 13, "第（二）项"),),
        _court_divorce,
    ),
    Calculator(
        "court-personality",
        "名誉、肖像官司，诉讼费多少",
        "赔偿超过 5 万元的，超过的部分另外交",
        (_base(100, 500), money("damages", "要求赔偿多少", "起诉要对方赔的数目", 80000, required=False)),
        (Article(LAW, 13, "第（二）项"),),
        _court_personality,
    ),
    Calculator(
        "court-labour",
        "劳动官司，诉讼费多少",
        "每件 10 元；劳动仲裁不收费",
        (_SIMPLIFIED,),
        (Article(LAW, 13, "第（四）项"), *_HALVES),
        _court_labour,
    ),
    Calculator(
        "execution-fee",
        "申请强制执行，费用多少",
        "判了不给，请法院执行的费用",
        (money("amount", "要执行多少钱", "判决书上没给的数目", 1000000),),
        (Article(LAW, 14, "第（一）项"),),
        _execution_fee,
    ),
    Calculator(
        "preservation-fee",
        "申请财产保全，费用多少",
        "请法院先冻结对方财产的费用，最多 5,000 元",
        (money("amount", "保全多少钱的财产", "不涉及钱的不填", 896000, required=False),),
        (Article(LAW, 14, "第（二）项"),),
        _preservation_fee,
    ),
    Calculator(
        "payment-order",
        "申请支付令，费用多少",
        "有欠条、没争议的，可以申请支付令",
        (money("amount", "对方欠多少钱", "要对方给的数目", 100000),),
        (Article(LAW, 14, "第（三）项"), Article(LAW, 13, "第（一）项")),
        _payment_order,
    ),
    Calculator(
        "bankruptcy-fee",
        "破产案件，费用多少",
        "按破产财产总额算，减半，最多 30 万元",
        (money("assets", "破产财产总额", "企业破产时财产一共多少", 120000000),),
        (Article(LAW, 14, "第（六）项"), Article(LAW, 13, "第（一）项")),
        _bankruptcy_fee,
    ),
)
