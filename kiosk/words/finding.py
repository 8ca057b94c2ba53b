"""Looking somebody up in the published lists: by name, by number, by the code on a licence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindingTexts:
    # ways, above the lists
    name: str = "写名字找"
    name_hint: str = "人名、机构名，拼音也行"
    number: str = "输号码找"
    number_hint: str = "执业证、许可证上的号码"
    code: str = "扫证上的码"
    code_hint: str = "执业证、许可证上的二维码"
    # writing a name
    write_title: str = "您找谁？"
    write_hint: str = "比如：王律师的名字"
    # typing a number
    type_title: str = "输入证上的号码"
    type_help: str = "号码印在证的里面"
    type_more: str = "再输几位就能找"
    type_found: str = "合得上的有 {} 条"
    type_none: str = "还没有合得上的，接着输"
    letters: str = "有字母"
    digits: str = "只有数字"
    go: str = "查"
    # holding a licence before the scanner
    hold: str = "把证上的码对着扫码口"
    still: str = "手停一停，等一下"
    nothing_opened: str = "只看号码，不打开网页"
    no_scanner: str = "现在不能扫，请输号码"
    read: str = "码上的号码是"
    ask: str = "和证上印的一样吗？"
    use: str = "一样，查一查"
    other: str = "不一样，重扫"
    # who was found
    found: str = "名册上找到的"
    none: str = "名册上没有找到"
    row: str = "{}，名册日期 {}"
    sought: str = "查了 {} 份名册"
    oldest: str = "最旧的是 {}的"
    again: str = "换个写法再找"
    official: str = "到官方网站再查"
    official_hint: str = "用手机扫这个码"
    people: str = "找人问"
