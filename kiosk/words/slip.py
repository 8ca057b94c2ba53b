"""The words of what is printed. Chinese source; see ``texts``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlipTexts:
    terminal: str = "公共法律服务终端"
    titled: str = "{}公共法律服务终端"
    # a receipt
    receipt: str = "受理回执"
    number: str = "工单号"
    time: str = "时间"
    next: str = "下一步"
    prepare: str = "要准备"
    notice: str = "请留意"
    sheets: str = "今天另打了 {} 份 A4 文书，一起收好"
    offline: str = "现在没有网络，已存在本机，连上后自动送出。时间从送到算起。"
    scan: str = "到任何一台终端，扫码查进度"
    code: str = "手输码"
    code_note: str = "只能联网查"
    foot_card: str = "免费。问进度打 12348。请拿好身份证。"
    foot_keep: str = "免费。问进度打 12348。请收好这张回执。"
    # a guide
    steps: str = "怎么做"
    bring: str = "带什么"
    where: str = "去哪里"
    cost: str = "花多少钱"
    long: str = "要多久"
    never: str = "千万不要"
    urgent: str = "情况紧急"
    law: str = "法律依据"
    article: str = "{}：{}"
    sample: str = "样例，以工作人员答复为准"
    answers: str = "以工作人员答复为准"
    guide_foot: str = "免费。没解决，打 12348。"
    # an answer
    reply: str = "答复"
    stands: str = "办到哪"
    printed: str = "{} 打印"
    reply_foot: str = "免费。还有不明白的，打 12348。"
    # what was reckoned
    sum_given: str = "填的"
    sum_found: str = "算出来"
    sum_steps: str = "怎么算的"
    sum_law: str = "依据"
    sum_figures: str = "用到的数"
    # what was asked and what came of it
    asked: str = "您答的"
    said: str = "{} 答：{}"
    unsure: str = "不清楚"
    came: str = "结果"
    did: str = "办了哪些"
    did_done: str = "{}：做完了"
    did_sum: str = "{}：{}"
    did_skipped: str = "{}：跳过了"
    did_again: str = "{}：前面改过，要重来"
    sum: str = "算一算"
    path_foot: str = "免费。还有不明白的，打 12348。"
    # marks
    heading: str = "【{}】"
    bracket: str = "（{}）"
    comma: str = "，"
