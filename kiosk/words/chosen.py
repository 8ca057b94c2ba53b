"""The words of what is chosen or signed in a form, and of the check page about it. Chinese source; see
``texts``.
"""

from dataclasses import dataclass

from kiosk.words.counted import Counted


@dataclass(frozen=True, slots=True)
class ChosenTexts:
    # yes or no
    yes: str = "是"
    no: str = "不是"
    # several
    several: str = "可以点几个"
    several_most: Counted = Counted(("最多点 {} 个",))
    # how to reach somebody
    visit: str = "上门找我"
    phone: str = "打电话给我"
    sms: str = "只发短信给我"
    none: str = "不要打电话，我凭回执看"
    when: str = "什么时候方便？"
    when_help: str = "不点，就是什么时候都行"
    any: str = "什么时候都行"
    morning: str = "上午"
    afternoon: str = "下午"
    evening: str = "晚上"
    weekend: str = "周末"
    where: str = "到哪里找您？"
    where_help: str = "写村名、门牌，或边上好认的地方"
    where_said: str = "到{}"
    joint: str = "，"
    # signing
    sign_here: str = "用手指在这里签名"
    sign_again: str = "重签"
    sign_pad: str = "签名的地方"
    sign_keys: str = "签名要用手指写。写不了，就选到场再签"
    sign_later: str = "到场再签"
    sign_later_said: str = "现在不签，到了窗口再签"
    # on the check page
    count: Counted = Counted(("选了 {} 样",))
    answered: str = "答了"
    signed: str = "签好了"
    unsigned: str = "没有签，到场再签"
    # after it was submitted
    sign_there: str = "名还没有签，到了窗口请签。"
    signature: str = "您签的名"
